"""Days as people write them over the columns of a sheet, and the rows of such titles."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from etl.calendar_words import MONTH_NAMES, WEEKDAY_NAMES
from etl.reading.base.cells import Cells
from etl.reading.base.headers import best_header, spellings
from etl.reading.base.not_data import marks_columns, numbers_columns
from etl.reading.sheets.tables import cuts_of
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.spelling import fold

DAY_COLUMNS_AT_LEAST = 15
FEW_DAYS_AT_LEAST = 5
SAID_DAYS_AT_LEAST = 3
"""Of titles that say more than a number: the days of one week, as the digital ones."""
SHORTEST_MONTH = 28
WEEKDAYS_AT_LEAST = 2
BESIDE_DAYS = ("unit", "kecamatan", "purpose")
_WEEKDAYS = "|".join(["jum at", *sorted(WEEKDAY_NAMES, key=len, reverse=True)])
_BEFORE = rf"(?:(?P<word>{_WEEKDAYS})|tgl|tanggal|hari ke|hari|ke)"
_TITLE = re.compile(
    rf"(?:{_BEFORE} )*?(?P<day>\d{{1,2}})"
    rf"(?: (?P<month>\d{{1,2}}|[a-z]+)(?: (?P<year>(?:20)?\d\d))?)??(?: (?:{_WEEKDAYS}))?"
)
_SAYS_DAY = re.compile(r"(?:tgl|tanggal) ")
_OF_TWO_NUMBERS = re.compile(r"(?:.*[^\d/-])?\d{1,2}[/-]\d{1,2}(?:[^\d/-].*)?")
"""A decimal number has a comma or a dot."""
FULL_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_WEEKDAY = re.compile(_WEEKDAYS)
_NO_DAYS_ABOVE = re.compile(
    r"(?:rekap |jumlah |data )?(?:per |setiap |tiap |menurut |berdasarkan )?"
    r"(?:(?:bulan|minggu|pekan|triwulan|semester|jam|pukul|loket|rt|rw)(?: (?:ke|ke n|pelayanan|no|nomor))?"
    r"|(?:jenis |kode |nomor |no )?(?:surat|layanan|pelayanan|keperluan|permohonan|petugas|operator|kategori)"
    r"|jenis|kode|(?:kelompok )?(?:umur|usia))"
)
"""Over columns numbered 1, 2, 3, ...: they are no days."""
_BY_PART = re.compile(
    r"\b(?:(?:per|tiap|setiap) (?:minggu|pekan|loket|rt|rw|jam|petugas)|mingguan|pekanan|(?:minggu|pekan) ke)\b"
)
"""In a title: few columns numbered from 1 on may be such parts."""
_BY_HOUR = re.compile(
    r"\b(?:per|tiap|setiap|menurut|berdasarkan) (?:jam|pukul)\b|\bjam (?:pelayanan|kunjungan|kedatangan)\b"
)
"""In a title: few columns of numbers may be hours, which need not begin with 1."""
_LAST_HOUR = 24
_LEGEND = [re.compile(rf"\b0?{number}\s*[=:]\s*[^\W\d]") for number in (1, 2)]
"""`1 = SKTM, 2 = Domisili`: what numbered columns are, told below them."""
_LEGEND_WITHIN = 300
DayColumns = dict[int, str]
"""Position -> day: `01`, with its month `08-01`, or whole `2024-08-01`."""


@dataclass(frozen=True)
class _Title:
    """One title of a day, as far as it says it."""

    day: int
    month: int | None = None
    year: int | None = None
    word: str | None = None
    """The weekday."""

    @property
    def mark(self) -> str:
        """The title as Days has it."""
        parts = [f"{self.year}" if self.year else "", f"{self.month:02d}" if self.month else "", f"{self.day:02d}"]
        return "-".join(part for part in parts if part)


def is_for_sheets(rows: Sequence[Cells], contract: Contract, declaration: Declaration) -> bool:
    """Return True where one of the rows holds days as titles, or a row below the titles a day without its year.

    Titles that begin anew within a row are those of several tables beside each other, which only sheets have.
    """
    known = spellings(contract, declaration)
    header = best_header(rows, contract, declaration)
    place = header.positions.get("date", -1)
    below = rows[header.row + 1 :] if place >= 0 else []
    has_bare = any(place < len(cells) and needs_a_month(cells[place]) for cells in below)
    return has_bare or bool(cuts_of(rows, known)) or bool(day_rows(rows, known))


def day_rows(rows: Sequence[Cells], known: Mapping[str, str]) -> list[int]:
    """The numbers of the rows of days; a row below one of them that numbers the columns is none.

    Few days need a title of the contract beside them, or above where they stand alone: they might be counts.
    """
    found: list[int] = []
    is_first_titled = False
    for number, cells in enumerate(rows):
        days = days_in(cells)
        # Official tables number their columns below the titles; no month has so few days from the first column on.
        is_numbering = marks_columns(cells) or (
            numbers_columns(cells) and (number - 1 in found or len(days) < SHORTEST_MONTH)
        )
        least = SAID_DAYS_AT_LEAST if _are_said(cells, days) else FEW_DAYS_AT_LEAST
        if len(days) < least or is_numbering:
            continue
        others = [cell for position, cell in enumerate(cells) if cell and position not in days]
        titles = others or (rows[number - 1] if number else [])
        is_titled = any(known.get(fold(cell or "")) in BESIDE_DAYS for cell in titles)
        if found and not is_titled and _are_counts(days, days_in(rows[found[-1]]), has_titles=is_first_titled):
            continue
        if is_titled or len(days) >= DAY_COLUMNS_AT_LEAST:
            is_first_titled = is_titled if not found else is_first_titled
            found.append(number)
    return found


def _are_said(cells: Sequence[str | None], days: DayColumns) -> bool:
    """Titles as `27/8`, `27 Agustus` of one month, or `Tgl 27`: these are no counts, and no numbers of columns."""
    months = {mark.rpartition("-")[0] for mark in days.values()}
    return len(months) == 1 and (months != {""} or all(_SAYS_DAY.match(fold(cells[place] or "")) for place in days))


def _are_counts(days: DayColumns, above: DayColumns, *, has_titles: bool) -> bool:
    """Bare numbers below days in the same columns: counts may grow from cell to cell.

    The same days once more are those of another block, but where the first one has titles beside them and they none.
    """
    is_new = days != above or has_titles
    return is_new and days.keys() <= above.keys() and all(mark.isdecimal() for mark in days.values())


def days_in(cells: Sequence[str | None]) -> DayColumns:
    """The days of a row of days, in their order; counts below it do not grow from cell to cell."""
    found = {position: title for position, cell in enumerate(cells) if cell and (title := _title(cell))}
    titles = _alike([*found.values()])
    marks = [title.mark for title in titles]
    is_in_order = all(before < after for before, after in pairwise(marks)) and not _are_weeks(titles)
    return dict(zip(found, marks, strict=True)) if titles and is_in_order else {}


def are_months(days: DayColumns, above: Iterable[str | None]) -> bool:
    """Return True for columns that are no days: one in each month, as hours `7-8`, `8-9` are, or titled as such.

    `above` are the cells over the columns.
    """
    parts = [mark.split("-") for mark in days.values()]
    one_a_month = len({tuple(mark[:-1]) for mark in parts}) == len(parts) > 1
    words = {fold(cell) for cell in above if cell}
    # Among other weekdays `Minggu` is one, and no week.
    words = {
        word for word in words if len(words & WEEKDAY_NAMES.keys()) < WEEKDAYS_AT_LEAST or word not in WEEKDAY_NAMES
    }
    return one_a_month or any(map(_NO_DAYS_ABOVE.fullmatch, words))


def may_be_parts(days: DayColumns, titles: Sequence[str], notes: Sequence[str]) -> bool:
    """Return True for few numbered columns that a title counts by week, counter or hour, or a note below explains."""
    numbers = list(days.values())
    if len(numbers) >= SHORTEST_MONTH or not all(map(str.isdigit, numbers)):
        return False
    if int(numbers[-1]) <= _LAST_HOUR and any(_BY_HOUR.search(fold(title)) for title in titles):
        return True
    is_from_1 = numbers == [f"{number:02d}" for number in range(1, len(numbers) + 1)]
    return is_from_1 and (any(_BY_PART.search(fold(title)) for title in titles) or _are_explained(notes))


def _are_explained(notes: Sequence[str]) -> bool:
    """True where notes say what columns 1 and 2 are."""
    return all(any(number.search(note[:_LEGEND_WITHIN]) for note in notes) for number in _LEGEND)


def needs_a_month(cell: str | None) -> bool:
    """Return True for a day without its year, as `1`, `Tgl 1` and `1-Agu`."""
    title = _title(cell or "")
    return title is not None and title.year is None


def in_month(cell: str | None, month: date) -> str | None:
    """Return the ISO day of a cell whose month or year is missing; None where it is another day, or says another."""
    title = _title(cell or "")
    if title is None or title.year or title.month not in (None, month.month):
        return None
    return f"{month:%Y-%m}-{title.day:02d}"


def is_weekday(cell: str) -> bool:
    """Return True for the name of a weekday."""
    return bool(_WEEKDAY.fullmatch(fold(cell)))


def weekday_of(cell: str) -> int | None:
    """Return the weekday (1 Monday .. 7) that a cell is, or that its title of a day begins with."""
    title = _title(cell)
    word = (title.word or "") if title else fold(cell)
    return WEEKDAY_NAMES.get("jumat" if word == "jum at" else word)


def _title(cell: str) -> _Title | None:
    """A day as a title has it: `1`, `01`, `1*` (a mark), `Sen 1`, `Tgl 1`, `1-Agu`, `1/8`, `1 Okt 24`, `2024-10-01`."""
    if FULL_DAY.fullmatch(cell):
        year, month, day = map(int, cell.split("-"))
        return _Title(day, month, year)
    found = _TITLE.fullmatch(fold(cell))
    if not found or not 1 <= int(found["day"]) <= 31:
        return None
    written, year_text = found["month"], found["year"]
    if written is None:
        return _Title(int(found["day"]), word=found["word"])
    number = int(written) if written.isdecimal() else MONTH_NAMES.get(written, 0)
    if not 1 <= number <= 12 and (year_text or not written.isdecimal()):
        return None
    if not year_text and written.isdecimal() and not _OF_TWO_NUMBERS.fullmatch(cell):
        return None
    return _Title(int(found["day"]), number, 2000 + int(year_text[-2:]) if year_text else None, found["word"])


def _alike(titles: list[_Title]) -> list[_Title]:
    """The titles as one row writes them: all with a month or none, of 8/1, 8/2, ... the month first, one year for all.

    Empty where they differ too much to be a row of days.
    """
    if len({title.month is None for title in titles}) != 1:
        return []
    months, days = {title.month for title in titles}, {title.day for title in titles}
    if len(months) > 1 and len(days) == 1 and all(title.year is None for title in titles) and len(titles) > 1:
        (month,) = days
        # 8/1, 8/2, ... 8/31: the month comes first, for no year has so many.
        if max(title.month or 0 for title in titles) > 12:
            titles = [_Title(title.month or 0, month, None, title.word) for title in titles]
    years = {title.year for title in titles if title.year}
    if len(years) == 1:
        titles = [_Title(title.day, title.month, min(years), title.word) if title.month else title for title in titles]
    return titles if all(1 <= (title.month or 1) <= 12 for title in titles) else []


def _are_weeks(titles: list[_Title]) -> bool:
    """`Minggu 1`, `Minggu 2`: no two days that follow one another are the same weekday."""
    pairs = pairwise(titles)
    return any(first.word and first.word == next_.word and next_.day - first.day == 1 for first, next_ in pairs)
