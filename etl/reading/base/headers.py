"""Finds the header row by what it says, and which column each header means."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from etl.calendar_words import without_zone
from etl.errors import UnreadableFileError
from etl.reading.base.cells import Cells
from etl.sources.contract import Contract, clock_of
from etl.sources.declarations import Declaration
from etl.sources.titles import ShownTitles
from etl.spelling import fold, masked

SEARCH_ROWS = 40
LONGEST_TITLE = 120
SEARCH_TITLES = 100
"""Titles up to which one is looked for that may have been meant."""
_COUNTS = ("jumlah", "jml", "total", "banyak", "banyaknya", "rombongan", "orang", "count")
DAY_WORDS = ("tanggal", "tgl", "date")


@dataclass(frozen=True)
class Header:
    """Where the (last) header row stands (0-based), which position holds which column, how far its titles reach.

    `titles` are the titles by position, a title over several rows as one text.
    """

    row: int
    positions: dict[str, int]
    width: int
    ignored: list[str]
    titles: list[str] = field(default_factory=list)
    depth: int = 1
    """Rows that the header takes."""
    cells: int = 0
    """Cells of the header, blank ones at its end too."""
    fixed: dict[str, str] = field(default_factory=dict)
    """Values that all rows of a table share, as the office that its letterhead names."""

    @property
    def unread(self) -> list[tuple[str, int]]:
        """The titles that nobody reads, each with its (first) position."""
        places = {title: place for place, title in reversed([*enumerate(self.titles)])}
        return [(title, places.get(title.strip(), 0)) for title in self.ignored]


def spellings(contract: Contract, declaration: Declaration) -> dict[str, str]:
    """Return folded header spelling -> column name: the user's own first, which no built-in one can take away."""
    declared = {fold(title): name for name, titles in declaration.headers.items() for title in titles}
    built_in = {fold(title): column.name for column in contract.column for title in [column.name, *column.headers]}
    return declared | {title: name for title, name in built_in.items() if title not in declared}


def find_header(
    rows: Sequence[Cells],
    contract: Contract,
    declaration: Declaration,
    missing_ok: frozenset[str] = frozenset({"unit"}),
    first: int = 0,
) -> Header:
    """Return the header among the first rows: one row, or two where the second alone says too little.

    `missing_ok` names required columns that may be said elsewhere: an office is often said once.
    `first`: the column with which the table begins, where others stand beside it.
    Raises UnreadableFileError(kolom_wajib_tidak_ada) with all that are missing, the nearest proposals and what was
    found, (judul_tak_dikenal) where no title is known, (berkas_kosong) where all is blank.
    """
    if not any(cell and cell.strip() for cells in rows[:SEARCH_ROWS] for cell in cells):
        raise UnreadableFileError("berkas_kosong", "hanya sel kosong")
    best = best_header(rows, contract, declaration)
    missing = missing_columns(best, contract)
    if not missing_ok.issuperset(missing):
        # Only required columns are sure to have a title at all.
        wanted = [column.headers[0] for column in contract.column if column.name in missing]
        raise lacking(wanted, best, spellings(contract, declaration), first)
    return best


def best_header(rows: Sequence[Cells], contract: Contract, declaration: Declaration) -> Header:
    """Return the header that means the most columns of the contract, whether or not one is missing."""
    known = spellings(contract, declaration)
    head = rows[:SEARCH_ROWS]
    singles = [_match(number, cells, known) for number, cells in enumerate(head)]
    best = max(singles, key=lambda header: len(header.positions), default=Header(0, {}, 0, []))
    for number, (above, below) in enumerate(pairwise(head), 1):
        double = replace(_match(number, stacked(above, below, known), known), depth=2)
        if _says_more(double, best, contract):
            best = double
    return best


def missing_columns(header: Header, contract: Contract) -> list[str]:
    """Return the required columns that a header lacks."""
    given = {*header.positions, *header.fixed, *(["count"] if is_guest_book(header) else [])}
    return [column.name for column in contract.column if column.required and column.name not in given]


def is_guest_book(header: Header) -> bool:
    """Return True for a table with a row a guest: it names them, and has no column that might be a count."""
    firsts = {fold(title).partition(" ")[0] for title in header.ignored}
    return "guest" in header.positions and "count" not in header.positions and not firsts & set(_COUNTS)


def stacked(above: Cells, below: Cells, known: Mapping[str, str]) -> list[str | None]:
    """Return the titles of two header rows as one: the lower title, the upper where there is none, or both in turn.

    An upper title reaches over the blank cells to its right, as a merged one does.
    """
    titles: list[str | None] = []
    group = ""
    for position in range(max(len(above), len(below))):
        upper, lower = _at(above, position)[:LONGEST_TITLE], _at(below, position)[:LONGEST_TITLE]
        group = upper or group
        both = f"{group} {lower}" if lower else upper
        titles.append(both if lower and fold(lower) not in known and fold(both) in known else lower or upper)
    return titles


def near(title: str, known: Mapping[str, str]) -> str | None:
    """Return the known spelling that looks most like a title, or None; a text too long for a title is like none."""
    if len(title) > LONGEST_TITLE:
        return None
    found = difflib.get_close_matches(fold(title), known, n=1, cutoff=0.6)
    return found[0] if found else None


def _says_more(double: Header, best: Header, contract: Contract) -> bool:
    """A second row counts only for a required column or for two others: a letterhead may stand above by chance."""
    gained = double.positions.keys() - best.positions.keys()
    required = {column.name for column in contract.column if column.required}
    return best.positions.keys() <= double.positions.keys() and (bool(gained & required) or len(gained) > 1)


def _match(number: int, cells: Cells, known: Mapping[str, str]) -> Header:
    rank = {spelling: place for place, spelling in enumerate(known)}
    folded = [(position, fold(cell or "")) for position, cell in enumerate(cells) if cell and cell.strip()]
    titled = [(position, without_known_zone(title, known)) for position, title in folded]
    positions: dict[str, int] = {}
    # Of two titles for one column, the one declared comes first, then the contract's own, wherever it stands.
    for position, title in sorted(titled, key=lambda each: rank.get(each[1], 0)):
        if title in known:
            positions.setdefault(known[title], position)
    _part_clocks(dict(titled), positions, known)
    ignored = [cells[position] or "" for position, _ in titled if position not in positions.values()]
    width = max((position for position, cell in enumerate(cells, 1) if cell and cell.strip()), default=0)
    titles = [(cell or "").strip() for cell in cells[:width]]
    return Header(number, positions, width, ignored, titles, cells=len(cells))


def without_known_zone(title: str, known: Mapping[str, str]) -> str:
    """Return a folded title as it is known: `tanggal masuk` for `tanggal masuk wita`, unless that is a title itself."""
    bare = without_zone(title)
    return bare if title not in known and bare in known else title


def _part_clocks(titled: Mapping[int, str], positions: dict[str, int], known: Mapping[str, str]) -> None:
    """Of two titles for one moment, `Tanggal Terima` and `Waktu Terima`, the first is its day, the second its clock."""
    columns = set(known.values())
    for place, title in titled.items():
        name = known.get(title, "")
        taken, clock = positions.get(name, place), clock_of(name)
        if place == taken or clock not in columns or clock in positions:
            continue
        both = [titled[each].partition(" ") for each in (place, taken)]
        days = [each for each, words in zip((place, taken), both, strict=True) if words[0] in DAY_WORDS]
        if len(days) == 1 and both[0][2] == both[1][2]:
            positions[name], positions[clock] = days[0], place + taken - days[0]


def _at(cells: Cells, position: int) -> str:
    return (cells[position] or "").strip() if position < len(cells) else ""


def lacking(wanted: list[str], best: Header, known: Mapping[str, str], first: int = 0) -> UnreadableFileError:
    """Return the error for titles that are missing, with those that look alike and those that were found.

    Where no title is known, the row is hardly one of titles, and its cells may be persons.
    """
    missing = _quoted(wanted)
    if not best.positions:
        return _unknown(missing)
    names, looks = ShownTitles(), best.unread[:SEARCH_TITLES]
    alike = [f"{names.title(title, first + place)} = {text}?" for title, place in looks if (text := near(title, known))]
    found = [best.titles[place] for place in sorted(best.positions.values()) if place < len(best.titles)]
    seen = f"; mirip: {', '.join(alike[:3])}" if alike else ""
    return UnreadableFileError("kolom_wajib_tidak_ada", masked(f"{missing}{seen}; ditemukan: {', '.join(found)}"))


def without_titles(contract: Contract) -> UnreadableFileError:
    """Return the error for a file in which no table has a title of the contract."""
    return _unknown(_quoted([column.headers[0] for column in contract.column if column.required]))


def _unknown(missing: str) -> UnreadableFileError:
    return UnreadableFileError("judul_tak_dikenal", f"kolom wajib: {missing}")


def _quoted(titles: list[str]) -> str:
    return ", ".join(f"'{title}'" for title in titles)
