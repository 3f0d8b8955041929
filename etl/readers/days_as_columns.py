"""Monthly walk-in sheets with the days as columns: one record a count, at its cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.headers import Header, best_header, spellings, stacked
from etl.readers.months import MONTHS, month_of, months_in
from etl.readers.not_data import numbers_columns, starts_total
from etl.readers.records import Records, pick, understood
from etl.readers.sheet import Sheet, office_of, refuse_counts
from etl.words import fold

DAY_COLUMNS_AT_LEAST = 15
FEW_DAYS_AT_LEAST = 5
SHORTEST_MONTH = 28
BESIDE_DAYS = ("unit", "kecamatan", "purpose")
_BARE_DAY = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|sen|sel|rab|kam|jum|sab|min) )?0?([1-9]|[12]\d|3[01])"
)
_FULL_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_WRITTEN_DAY = re.compile(r"(\d{1,2}) (\d{1,2}|[a-z]+) ((?:20)?\d\d)")
Row = list[str | None]
Grid = Sequence[Sequence[str | None]]
Days = dict[int, str]
"""Position -> day, as two digits, or whole as ISO text."""


def read(records: Records, sheet: Sheet, declaration: Declaration) -> bool:
    """Read the sheet if it has a row of days; several such rows begin several blocks, each with its month."""
    starts = _day_rows(sheet.grid, spellings(records.contract, declaration))
    if not starts:
        return False
    records.not_data += starts[0]
    month, above = None, 0
    for start, end in zip(starts, [*starts[1:], len(sheet.grid)], strict=True):
        month = _month(sheet, above, start, month, is_only=len(starts) == 1)
        _Block(records, sheet, declaration, start, end, month).read()
        above = start + 1
    return True


def is_for_sheets(rows: Grid, contract: Contract, declaration: Declaration) -> bool:
    """Return True where one of the rows holds days as titles, or a row below the titles a day without its month."""
    header = best_header(rows, contract, declaration)
    place = header.positions.get("date", -1)
    below = rows[header.row + 1 :] if place >= 0 else []
    has_bare = any(place < len(cells) and _BARE_DAY.fullmatch(fold(cells[place] or "")) for cells in below)
    return has_bare or bool(_day_rows(rows, spellings(contract, declaration)))


def _day_rows(rows: Grid, known: Mapping[str, str]) -> list[int]:
    """The numbers of the rows of days; a row below one of them that numbers the columns is none.

    Few days need a title of the contract beside them, or above where they stand alone: they might be counts.
    """
    found: list[int] = []
    for number, cells in enumerate(rows):
        days = _days(cells)
        # Official tables number their columns below the titles; no month has so few days from the first column on.
        is_numbering = numbers_columns(cells) and (number - 1 in found or len(days) < SHORTEST_MONTH)
        if len(days) < FEW_DAYS_AT_LEAST or is_numbering:
            continue
        others = [cell for position, cell in enumerate(cells) if cell and position not in days]
        titles = others or (rows[number - 1] if number else [])
        if len(days) >= DAY_COLUMNS_AT_LEAST or any(known.get(fold(cell or "")) in BESIDE_DAYS for cell in titles):
            found.append(number)
    return found


def _month(sheet: Sheet, above: int, start: int, before: date | None, *, is_only: bool) -> date:
    """The month of a block: its days are whole dates, or its own titles say it, or the block above did.

    The names of sheet and file speak of one month only where the sheet has one block.
    """
    whole = next((day for day in _days(sheet.grid[start]).values() if _FULL_DAY.fullmatch(day)), None)
    texts = sheet.texts(above, start)
    if whole:
        return _month_of_days(date.fromisoformat(whole).replace(day=1), texts, sheet)
    has_own = any(months_in(text) for text in texts)
    if before and not has_own:
        return before
    return month_of(texts, "", "") if has_own and not is_only else month_of(texts, sheet.name, sheet.stem)


def _month_of_days(month: date, texts: list[str], sheet: Sheet) -> date:
    """The month of whole dates, unless every title names another one: then the dates were copied along."""
    named = {each for text in texts for each in months_in(text)}
    if named and month not in named:
        raise UnreadableFileError("bulan_bertentangan", f"lembar '{sheet.name}': judul hari {month:%m-%Y}")
    return month


@dataclass
class _Block:
    """The rows below one row of days, up to the next one."""

    records: Records
    sheet: Sheet
    declaration: Declaration
    start: int
    end: int
    month: date

    def read(self) -> None:
        """Read all rows; what is no row of an office is not data."""
        days = _days(self.sheet.grid[self.start])
        header = self._header(days)
        unit = None if "unit" in header.positions else self._sheets_office()
        self._note(header, days, unit)
        self.records.not_data += 1
        last, between = None, _between(days, header)
        for number in range(self.start + 1, self.end):
            cells = self.sheet.grid[number]
            if self._is_office_row(cells, header, days):
                refuse_counts(self.sheet, number, between)
                last = unit or _office(cells, header, last)
                self._add(number, cells, header, days, last)
            else:
                self.records.not_data += 1

    def _header(self, days: Days) -> Header:
        """The titles in the row of days, or in it and the row above together where that says more."""
        row = self.sheet.grid[self.start]
        above = self.sheet.grid[self.start - 1] if self.start else []
        known = spellings(self.records.contract, self.declaration)
        header = best_header([row, stacked(above, row, known)], self.records.contract, self.declaration)
        ignored = [
            title for position, title in enumerate(header.titles)
            if title in header.ignored and position not in days and not starts_total(title) and fold(title) != "no"
        ]  # fmt: skip
        positions = {name: place for name, place in header.positions.items() if name not in ("date", "count")}
        return replace(header, positions=positions, ignored=ignored, depth=1 + header.row)

    def _sheets_office(self) -> str:
        unit = office_of(self.sheet, self.records.gazetteer)
        if unit is None:
            wanted = next(column for column in self.records.contract.column if column.name == "unit")
            raise UnreadableFileError("kolom_wajib_tidak_ada", f"'{wanted.headers[0]}'")
        return unit

    def _note(self, header: Header, days: Days, unit: str | None) -> None:
        layout = "hari sebagai kolom" + (", satu lembar satu kantor" if unit else "")
        why = [*self.sheet.part.why, f"hari di baris {self.start + 1}, bulan {self.month:%m-%Y}"]
        why += [f"kantor '{unit}' menurut judul atau nama lembar"] if unit else []
        columns = [
            (title, "count" if position in days else name) for position, (title, name) in enumerate(understood(header))
        ]
        part = replace(
            self.sheet.part, layout=layout, header_row=self.start + 1, columns=columns, month=self.month,
            why=why,
        )  # fmt: skip
        self.records.use(header, part)
        self.records.columns |= {"unit", "date", "count"}

    def _is_office_row(self, cells: Row, header: Header, days: Days) -> bool:
        """A row with counts, or an office that reported nothing at all; totals, notes and titles are neither."""
        if any(starts_total(cell) for cell in cells[: min(days)] if cell) or self._is_title_row(cells, header):
            return False
        if numbers_columns(cells):
            return False
        if any(cells[position] for position in days):
            return True
        purpose = header.positions.get("purpose")
        first = next((cell for cell in cells if cell), "")
        return bool(cells[purpose]) if purpose is not None else first.isdigit()

    def _is_title_row(self, cells: Row, header: Header) -> bool:
        known = spellings(self.records.contract, self.declaration)
        places = [header.positions[name] for name in ("unit", "purpose") if name in header.positions]
        return any(fold(cells[place] or "") in known for place in places)

    def _add(self, number: int, cells: Row, header: Header, days: Days, unit: str | None) -> None:
        names = [column.name for column in self.records.contract.read_columns]
        fixed = dict(zip(names, pick(cells, header, self.records.contract), strict=True)) | {"unit": unit}
        for position, mark in days.items():
            day = mark if _FULL_DAY.fullmatch(mark) else f"{self.month:%Y-%m}-{mark}"
            value = cells[position]
            if value is not None:
                self.records.add_count(self.sheet.place(number, position), fixed | {"date": day, "count": value})
            elif _is_day(day):
                self.records.add_silence()


def _between(days: Days, header: Header) -> list[int]:
    """The columns among those of days that have no day of their own, and are no sum."""
    titles = dict(enumerate(header.titles))
    taken = {*days, *header.positions.values()}
    inside = (position for position in range(min(days), max(days)) if position not in taken)
    return [position for position in inside if not starts_total(titles.get(position, ""))]


def _days(cells: Sequence[str | None]) -> Days:
    """The days of a row of days, in their order; counts below it do not grow from cell to cell."""
    found = {position: mark for position, cell in enumerate(cells) if cell and (mark := _day(cell))}
    return found if all(before < after for before, after in pairwise(found.values())) else {}


def _day(cell: str) -> str | None:
    """A day as a title has it: `1`, `01`, `1*` (a mark), `Sen 1`, `2024-10-01`, `01/10/2024`, `1 Okt 24`."""
    if _FULL_DAY.fullmatch(cell):
        return cell
    folded = fold(cell)
    if bare := _BARE_DAY.fullmatch(folded):
        return f"{int(bare[1]):02d}"
    if written := _WRITTEN_DAY.fullmatch(folded):
        day, month, year = written.groups()
        number = int(month) if month.isdigit() else MONTHS.get(month, 0)
        return f"20{year[-2:]}-{number:02d}-{int(day):02d}"
    return None


def _office(cells: Row, header: Header, last: str | None) -> str | None:
    """The office of a row; a purpose under a merged office belongs to the office above it."""
    purpose = header.positions.get("purpose")
    is_merged = purpose is not None and cells[purpose]
    return cells[header.positions["unit"]] or (last if is_merged else None)


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
