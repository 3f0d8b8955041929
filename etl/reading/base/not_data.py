"""Rows among the records that are none: the header once more, totals, notes below or between."""

import re
from collections.abc import Sequence
from string import ascii_lowercase

from etl.reading.base.cells import Cells
from etl.reading.base.headers import Header
from etl.sources.contract import Contract
from etl.spelling import fold

ASIDE_WORDS = (
    "target",
    "realisasi",
    "capaian",
    "persen",
    "persentase",
    "prosentase",
    "selisih",
    "rasio",
    "kumulatif",
    "komulatif",
)
"""What stands beside counts and is none."""
TOTAL_WORDS = (
    "total", "jumlah", "jml", "subtotal", "sub", "grand", "rekapitulasi", "rata", "rerata", "average", *ASIDE_WORDS,
)  # fmt: skip
NOTE_WORDS = ("catatan", "keterangan", "ket", "sumber", "note", "notes", "dicetak", "diekspor", "mengetahui", "halaman")
NARROW = 3
"""From so many columns on, a row of one cell cannot be a record."""
NUMBERS_AT_LEAST = 4
MARKED_AT_LEAST = 3
"""Numbers in brackets, and letters, are no counts: fewer of them will do."""
LONGEST_NUMBER = 24
_MARKS = "()[]{}.- "
_SUM = re.compile(r"[\d +\-*/x:()%]*")
_SEQUENCES = (
    [str(number) for number in range(1, 1000)],
    list(ascii_lowercase),
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"],
)
_NOTHING = re.compile(r"\b(?:tidak|tdk|tak|belum|kosong|nihil|no|none|empty|nothing|zero)\b")
_ABOUT_NOTHING = re.compile(
    r"(?:(?:tidak|tdk|tak|belum|kosong|nihil|no|none|empty|nothing|zero|data|ada|tersedia|ditemukan|permohonan|kunjungan"
    r"|panggilan|gangguan|laporan|catatan|hasil|untuk|ditampilkan|pada|periode|ini|bulan|dalam|tabel|yang|was|were|is"
    r"|are|records?|rows?|results?|entry|entries|found|available|in|the|table|to|display|match|matching|for|this|period"
    r"|query|returned)(?: |$))+"
)
LONGEST_NOTHING = 80
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_not_data(cells: Cells, header: Header, contract: Contract, may_be_cut: bool = False) -> bool:
    """Return True for a repeated header, a row that numbers the columns, a total, a note, or one that says "no data".

    The last three lack columns.

    Where a row might still be a record, as a last line without its end (`may_be_cut`), it stays one: it is then held
    back with its reasons, and nothing is lost.
    """
    if is_repeated_header(cells, header) or (numbers_columns(cells) and len(cells) >= header.width):
        return True
    if not lacks_required(cells, header, contract):
        return False
    filled = [cell for cell in cells if cell and cell.strip()]
    is_alone = len(cells) == 1 and not may_be_cut
    if says_nothing(cells):
        return True
    return any(starts_total(cell) for cell in filled[:2]) or _is_note(filled, is_alone, header)


def is_repeated_header(cells: Cells, header: Header) -> bool:
    """Return True when every known column holds its own title."""
    places = header.positions.values()
    return all(place < len(cells) and _plain(cells[place]) == _plain(header.titles[place]) for place in places)


def lacks_required(cells: Cells, header: Header, contract: Contract) -> bool:
    """Return True when so many required columns are blank that the row is hardly a record."""
    places = [header.positions.get(column.name) for column in contract.read_columns if column.required]
    blank = sum(place is not None and not (place < len(cells) and _plain(cells[place])) for place in places)
    return blank >= blanks_at_least(contract)


def blanks_at_least(contract: Contract) -> int:
    """Return from how many blank required columns on a row may be a total or a note: two, where there are more.

    A total of counts has its count, and its word stands where the office does.
    """
    required = sum(column.required for column in contract.read_columns)
    return 1 if contract.layout == "days_as_columns" else min(2, required)


def numbers_columns(cells: Sequence[str | None]) -> bool:
    """Return True for a row that numbers the columns from the first one on, as official tables have it below titles."""
    filled = [cell for cell in cells if cell]
    is_whole = list(cells[: len(filled)]) == filled
    if is_whole and len(filled) >= NUMBERS_AT_LEAST and filled == [str(n) for n in range(1, len(filled) + 1)]:
        return True
    return marks_columns(filled)


def marks_columns(cells: Sequence[str | None]) -> bool:
    """Return True for `(1) (2) (3)`, `1) 2) 3)`, `a b c`, `1 2 3 4=2+3`: a row that can be none of days or counts.

    `-1 -2 -3` is what a spreadsheet makes of numbers in brackets.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) < MARKED_AT_LEAST or any(len(cell) > LONGEST_NUMBER for cell in filled):
        return False
    plain = [_without_marks(cell) for cell in filled]
    if not any(plain == sequence[: len(plain)] for sequence in _SEQUENCES):
        return False
    bare = sum(cell.strip().isdigit() for cell in filled)
    return not bare or (bare < len(filled) and len(filled) >= NUMBERS_AT_LEAST)


def _without_marks(cell: str) -> str:
    number, _, how = cell.lower().partition("=")
    return number.strip(_MARKS) if _SUM.fullmatch(how) else cell


def says_nothing(cells: Sequence[str | None]) -> bool:
    """Return True for `Data tidak tersedia`, `NIHIL`, `No records found`: what programs write instead of rows."""
    filled = [cell for cell in cells if cell and cell.strip("- ")]
    text = fold(filled[0][:LONGEST_NOTHING]) if len(filled) == 1 else ""
    return bool(_NOTHING.search(text) and _ABOUT_NOTHING.fullmatch(text))


def starts_total(cell: str) -> bool:
    """Return True for `TOTAL`, `Jumlah semua`, `Sub total` and the like."""
    return fold(cell).split(" ")[0] in TOTAL_WORDS


def starts_aside(cell: str) -> bool:
    """Return True for `Target`, `Persen` and the like."""
    return fold(cell).split(" ")[0] in ASIDE_WORDS


def _is_note(filled: list[str], is_alone: bool, header: Header) -> bool:
    """One text in the row: it begins as notes do, or it is a sentence on a line without any delimiter."""
    if len(filled) != 1 or header.width < NARROW:
        return False
    return fold(filled[0]).split(" ")[0] in NOTE_WORDS or (is_alone and len(_WORD.findall(filled[0])) >= NARROW)


def _plain(cell: str | None) -> str:
    return (cell or "").strip().lower()
