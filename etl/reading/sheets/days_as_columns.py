"""Monthly walk-in sheets with the days as columns: one record a count, at its cell."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from etl.errors import UnreadableFileError
from etl.reading.base.cells import Cells
from etl.reading.base.closed_days import spelled_columns
from etl.reading.base.headers import Header, best_header, spellings, stacked
from etl.reading.base.not_data import numbers_columns, starts_total
from etl.reading.base.office_of_table import Said, note_of
from etl.reading.base.records import Records, pick
from etl.reading.base.row_width import MISFIT, MISHEADED
from etl.reading.base.table_read import understood
from etl.reading.sheets.block_month import NO_DAYS, Before, month_of_block
from etl.reading.sheets.day_titles import DayColumns, day_rows, days_in, is_weekday
from etl.reading.sheets.few_days import refuse_sundays
from etl.reading.sheets.merged_offices import MergedOffice
from etl.reading.sheets.odd_days import OTHER_MONTH, are_of_another_month, off_days
from etl.reading.sheets.sheet import SourceSheet, office_of, refuse_counts
from etl.reading.sheets.slipped_days import days_slipped
from etl.reading.sheets.slipped_rows import SLIPPED
from etl.reading.sheets.weekday_words import refuse_other_weekdays
from etl.sources.declarations import Declaration
from etl.sources.lookups import spellings_of
from etl.spelling import fold

_WORD = re.compile(r"[^\W\d_]{3,}")


def read_days_as_columns(records: Records, sheet: SourceSheet, declaration: Declaration) -> bool:
    """Read the sheet if it has a row of days; several such rows begin several blocks, each with its month."""
    starts = day_rows(sheet.grid, spellings(records.contract, declaration))
    if not starts:
        return False
    records.not_data += starts[0]
    before: Before | None = None
    above, unit = 0, None
    for start, end in zip(starts, [*starts[1:], len(sheet.grid)], strict=True):
        try:
            month = month_of_block(sheet, above, start, before, is_only=len(starts) == 1)
        except UnreadableFileError as error:
            if error.reason != NO_DAYS or before is None:
                raise
            # A recap below its table costs the table nothing.
            records.not_data += end - start
            records.add_fault(sheet.place(start, None), f"row:{NO_DAYS}")
        else:
            refuse_other_weekdays(sheet, start, days_in(sheet.grid[start]), month)
            told = refuse_sundays(sheet, above, start, end, days_in(sheet.grid[start]), month)
            records.notes += [told] if told else []
            block = _Block(records, sheet, declaration, start, end, month, above, unit)
            block.read()
            before, unit = (month, days_in(sheet.grid[start])), block.unit
        above = start + 1
    return True


@dataclass
class _Block:
    """The rows below one row of days, up to the next one."""

    records: Records
    sheet: SourceSheet
    declaration: Declaration
    start: int
    end: int
    month: date
    above: int = 0
    """The first row that may be a title of this block."""
    unit: str | None = None
    """The office of the block above; after reading, that of the last row."""
    closed: set[int] = field(default_factory=set)
    """Columns of days on which nobody worked."""

    def read(self) -> None:
        """Read all rows; what is no row of an office is not data."""
        days = days_in(self.sheet.grid[self.start])
        header = self._header(days)
        has_units = "unit" in header.positions
        said = None if has_units else office_of(self.sheet, self.records.offices, self.above, self.start)
        unit = said.name if said else None if has_units else self.unit
        self._note(header, days, said)
        self.records.not_data += 1
        office, between = MergedOffice(days, self.purposes), _between(days, header)
        numbers = range(self.start + 1, self.end)
        section_of = (lambda cells: None) if has_units else self.records.offices.of_section
        sections = {number: name for number in numbers if (name := section_of(self.sheet.grid[number]))}
        reports = [
            number for number in numbers
            if number not in sections and self._is_office_row(self.sheet.grid[number], header, days)
        ]  # fmt: skip
        slipped = self._slipped(reports, days)
        self.closed = spelled_columns([self.sheet.grid[number] for number in reports], [*days], self.records.is_closed)
        for number in numbers:
            cells = self.sheet.grid[number]
            if number in reports:
                if not has_units and unit is None:
                    raise UnreadableFileError("kantor_tak_disebut", self.sheet.place(number, None))
                last = unit or self._office(office, cells, header)
                if number in slipped:
                    self.records.add_fault(self.sheet.place(number, None), slipped[number])
                    continue
                refuse_counts(self.sheet, number, between)
                self._add(number, cells, header, days, last)
            else:
                self.records.not_data += 1
                if above := self._office_above(cells, header):
                    office.begin(above)
                unit = sections.get(number, unit)
        self.unit = unit

    def _slipped(self, reports: list[int], days: DayColumns) -> dict[int, str]:
        """What is wrong with rows of counts that slipped, or with all of them where the row of days did.

        A row has a cell too many or too few, also where only a purpose under a day gives it away.
        """
        grid = self.sheet.grid
        counting = [number for number in reports if any(grid[number][position] for position in days)]
        found = self.sheet.width_faults(self.start, counting)
        if days_slipped(self.sheet, self.start, days, counting, has_uneven=bool(found)):
            return dict.fromkeys(counting, MISHEADED)
        rows = {number: grid[number] for number in counting}
        if are_of_another_month(days, self.month, rows):
            return dict.fromkeys(counting, OTHER_MONTH)
        odd = off_days(days, self.month, rows)
        misfits = [number for number in counting if self._has_purpose(grid[number], days)]
        return dict.fromkeys(odd, SLIPPED) | dict.fromkeys(misfits, MISFIT) | found

    def _has_purpose(self, cells: Cells, days: DayColumns) -> bool:
        counts = (cells[position] or "" for position in days)
        return any(fold(cell) in self.purposes for cell in counts if cell and not cell.isdigit())

    @cached_property
    def purposes(self) -> dict[str, str]:
        """The purpose that each spelling, folded, stands for."""
        columns = [column for column in self.records.contract.column if column.name == "purpose"]
        return {text: value for column in columns for text, value in spellings_of(column, self.declaration, {}).items()}

    def _office(self, office: MergedOffice, cells: Cells, header: Header) -> str | None:
        purpose = header.positions.get("purpose")
        return office.of_row(cells[header.positions["unit"]], None if purpose is None else cells[purpose], cells)

    def _header(self, days: DayColumns) -> Header:
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

    def _note(self, header: Header, days: DayColumns, said: Said | None) -> None:
        layout = "hari sebagai kolom" + ("" if "unit" in header.positions else ", satu lembar satu kantor")
        why = [*self.sheet.part.why, f"hari di baris {self.start + 1}, bulan {self.month:%m-%Y}"]
        why += [note_of(said)] if said else []
        self.records.notes += [note_of(said)] if said else []
        columns = [
            (title, "count" if position in days else name) for position, (title, name) in enumerate(understood(header))
        ]
        part = replace(
            self.sheet.part, layout=layout, header_row=self.start + 1, columns=columns, month=self.month,
            why=why,
        )  # fmt: skip
        self.records.use(header, part, self.sheet.first)
        self.records.columns |= {"unit", "date", "count"}

    def _is_office_row(self, cells: Cells, header: Header, days: DayColumns) -> bool:
        """A row with counts, or an office that reported nothing at all; totals, notes and titles are neither."""
        if any(starts_total(cell) for cell in cells[: min(days)] if cell) or self._is_title_row(cells, header):
            return False
        counts = [cell for position in days if (cell := cells[position])]
        if numbers_columns(cells) or (len(counts) > 1 and all(map(is_weekday, counts))):
            return False
        if counts:
            return not self._is_footer(cells, header, counts)
        purpose = header.positions.get("purpose")
        first = next((cell for cell in cells if cell), "")
        return bool(cells[purpose]) if purpose is not None else first.isdigit()

    def _is_footer(self, cells: Cells, header: Header, counts: list[str]) -> bool:
        """Words of no office below the days: place and day of signing, a name, `NIP`, as forms end."""
        is_alone = "unit" in header.positions and len(counts) == sum(bool(cell) for cell in cells)
        return is_alone and all(_WORD.search(cell) and not self.records.is_closed(cell) for cell in counts)

    def _office_above(self, cells: Cells, header: Header) -> str | None:
        """The office in a row of its own, to which the purposes below it belong."""
        if not {"unit", "purpose"} <= header.positions.keys() or self._is_title_row(cells, header):
            return None
        name = cells[header.positions["unit"]]
        return None if name and starts_total(name) else name

    def _is_title_row(self, cells: Cells, header: Header) -> bool:
        known = spellings(self.records.contract, self.declaration)
        places = [header.positions[name] for name in ("unit", "purpose") if name in header.positions]
        return any(fold(cells[place] or "") in known for place in places)

    def _add(self, number: int, cells: Cells, header: Header, days: DayColumns, unit: str | None) -> None:
        names = [column.name for column in self.records.contract.read_columns]
        fixed = dict(zip(names, pick(cells, header, self.records.contract), strict=True)) | {"unit": unit}
        for position, mark in days.items():
            day = f"{self.month:%Y-%m-%d}"[: -len(mark)] + mark
            place, record = self.sheet.place(number, position), fixed | {"date": day, "count": cells[position]}
            if position in self.closed:
                self.records.add_closed(place, record)
            else:
                self.records.take_count(place, record, is_due=_is_day(day))


def _between(days: DayColumns, header: Header) -> list[int]:
    """The columns among those of days that have no day of their own, and are no sum."""
    titles = dict(enumerate(header.titles))
    taken = {*days, *header.positions.values()}
    inside = (position for position in range(min(days), max(days)) if position not in taken)
    return [position for position in inside if not starts_total(titles.get(position, ""))]


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
