"""Monthly walk-in sheets with the days as columns: one record a count, at its cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.headers import Header, best_header, spellings, stacked
from etl.readers.months import month_in, month_of
from etl.readers.not_data import starts_total
from etl.readers.records import Records, pick, understood
from etl.readers.sheet import Sheet, office_of
from etl.words import fold

DAY_COLUMNS_AT_LEAST = 15
_DAY = re.compile(r"0?([1-9]|[12]\d|3[01])")
_FULL_DAY = re.compile(r"20\d\d-\d\d-\d\d")
Row = list[str | None]
Days = dict[int, str]
"""Position -> day, as two digits, or whole as ISO text."""


def read(records: Records, sheet: Sheet, declaration: Declaration) -> bool:
    """Read the sheet if it has a row of days; several such rows begin several blocks, each with its month."""
    starts = [
        number for number, cells in enumerate(sheet.grid)
        if is_day_row(cells) and not (number and is_day_row(sheet.grid[number - 1]) and _numbers_columns(cells))
    ]  # fmt: skip
    if not starts:
        return False
    records.not_data += starts[0]
    month, above = None, 0
    for start, end in zip(starts, [*starts[1:], len(sheet.grid)], strict=True):
        month = _month(sheet, above, start, month)
        _Block(records, sheet, declaration, start, end, month).read()
        above = start + 1
    return True


def is_day_row(cells: Sequence[str | None]) -> bool:
    """Return True for a row of titles with days in their order."""
    return bool(_days(cells))


def _month(sheet: Sheet, above: int, start: int, before: date | None) -> date:
    """The month of a block: its days are whole dates, or its own titles say it, or the block above did."""
    whole = next((day for day in _days(sheet.grid[start]).values() if _FULL_DAY.fullmatch(day)), None)
    texts = sheet.texts(above, start)
    own = next((month for text in texts if (month := month_in(text))), None)
    if whole:
        return date.fromisoformat(whole).replace(day=1)
    return own or before or month_of(texts, sheet.name, sheet.stem)


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
        last = None
        for number in range(self.start + 1, self.end):
            cells = self.sheet.grid[number]
            if self._is_office_row(cells, header, days):
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
        if _numbers_columns(cells):
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


def _numbers_columns(cells: Sequence[str | None]) -> bool:
    """Return True for a row that numbers the columns from the first one on, as official tables have it below titles."""
    filled = [cell for cell in cells if cell]
    is_whole = list(cells[: len(filled)]) == filled
    return is_whole and len(filled) >= DAY_COLUMNS_AT_LEAST and filled == [str(n) for n in range(1, len(filled) + 1)]


def _days(cells: Sequence[str | None]) -> Days:
    """The days of a row of days, in their order; counts below it do not grow from cell to cell."""
    found: Days = {}
    for position, cell in enumerate(cells):
        if cell and _FULL_DAY.fullmatch(cell):
            found[position] = cell
        elif cell and (day := _DAY.fullmatch(cell)):
            found[position] = f"{int(day[1]):02d}"
    marks = list(found.values())
    is_calendar = all(before < after for before, after in pairwise(marks))
    return found if is_calendar and len(marks) >= DAY_COLUMNS_AT_LEAST else {}


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
