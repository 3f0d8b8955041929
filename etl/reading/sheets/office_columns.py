"""Walk-in counts with the offices as columns, or with a sheet for each office; the days are rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from etl.errors import UnreadableFileError
from etl.reading.base.cells import Cells
from etl.reading.base.headers import Header, best_header, stacked
from etl.reading.base.not_data import is_repeated_header, marks_columns, starts_total
from etl.reading.base.office_of_table import Said, note_of
from etl.reading.base.records import Records
from etl.reading.base.sheet_month import month_of
from etl.reading.base.table_read import understood
from etl.reading.sheets.day_titles import in_month, needs_a_month
from etl.reading.sheets.sheet import SourceSheet, office_of, refuse_counts
from etl.reading.sheets.slipped_rows import SLIPPED, off_levels
from etl.sources.declarations import Declaration
from etl.spelling import fold

COLUMNS_AT_LEAST = 2
_KECAMATAN = re.compile(r"kec(?:amatan)? ")
_NO_OFFICES = re.compile(r"no|nomor|hari|tgl|tanggal|bulan|tahun|minggu|keterangan|ket|catatan|petugas|paraf")
_DATED = re.compile(
    r"(?:.*\D)?\d{1,2}\D+(?:\d{1,2}|[A-Za-z]+)\D+(?:20)?\d\d(?:\D.*)?|\D*\d{1,2}\D*|20\d\d-\d\d-\d\d.*|\d{5}"
)
"""What may be a day where no count stands beside it; the number of a person below a signature is none."""
OfficeColumns = dict[int, str]
"""Position -> name of the office, as it is written."""


def read_office_columns(records: Records, sheet: SourceSheet, declaration: Declaration) -> bool:
    """Read the sheet if its days are rows and its offices columns or the sheet itself; else return False."""
    header = best_header(sheet.grid, records.contract, declaration)
    if "date" not in header.positions or "unit" in header.positions:
        return False
    found = _office_columns(records, sheet, header)
    if found:
        _Columns(records, sheet, *found).read()
        return True
    if "count" not in header.positions:
        return False
    _Office(records, sheet, header, office_of(sheet, records.offices, 0, header.row)).read()
    return True


def dating(sheet: SourceSheet, header: Header) -> Callable[[str | None], str | None]:
    """Return what makes a day without its year a date of the sheet's month, and leaves any other text as it is."""
    month = cache(lambda: month_of(sheet.texts(0, header.row), sheet.name, sheet.stem, sheet.where))

    def dated(cell: str | None) -> str | None:
        return (in_month(cell, month()) or cell) if needs_a_month(cell) else cell

    return dated


def _office_columns(records: Records, sheet: SourceSheet, header: Header) -> tuple[Header, OfficeColumns] | None:
    """The header and its offices: most of the titles that mean nothing else are names of offices.

    The names may stand in the row below the titles, under the names of their kecamatan.
    """
    choices = [(header, header.titles)]
    if header.row + 1 < len(sheet.grid):
        below = [(cell or "") for cell in stacked(sheet.grid[header.row], sheet.grid[header.row + 1], {})]
        choices.append((replace(header, row=header.row + 1, depth=2, titles=below), below))
    best: tuple[int, Header, OfficeColumns] = (0, header, {})
    for candidate, titles in choices:
        taken = {place for name, place in header.positions.items() if name != "count"}
        others = {
            place: title for place, title in enumerate(titles)
            if title and place not in taken and not _NO_OFFICES.fullmatch(fold(title)) and not starts_total(title)
        }  # fmt: skip
        known = sum(records.offices.gazetteer.names(title) for title in others.values())
        if known >= max(COLUMNS_AT_LEAST, len(others) / 2, best[0] + 1):
            best = (known, candidate, others)
    return best[1:] if best[0] else None


@dataclass
class _Columns:
    """A sheet with a row a day and a column an office."""

    records: Records
    sheet: SourceSheet
    header: Header
    offices: OfficeColumns

    def read(self) -> None:
        """Read all rows; totals, notes and repeated titles are not data."""
        self._note()
        dated = dating(self.sheet, self.header)
        taken = {*self.offices, *self.header.positions.values()}
        titles = dict(enumerate(self.header.titles))
        untitled = [p for p in range(min(self.offices), max(self.offices)) if p not in taken and not titles.get(p)]
        below = range(self.header.row + 1, len(self.sheet.grid))
        days = {number: self.sheet.grid[number] for number in below if self._is_day_row(self.sheet.grid[number])}
        self.records.not_data += len(self.sheet.grid) - len(days)
        slipped = dict.fromkeys(off_levels(days, sorted(self.offices)), SLIPPED)
        slipped |= self.sheet.width_faults(self.header.row, days)
        for number, cells in days.items():
            if number in slipped and any(cells[place] for place in self.offices):
                self.records.add_fault(self.sheet.place(number, None), slipped[number])
                continue
            refuse_counts(self.sheet, number, untitled)
            day = dated(self._day(cells))
            for position, unit in self.offices.items():
                value = cells[position] if position < len(cells) else None
                record = {"unit": unit, "kecamatan": self._kecamatan(position), "date": day, "count": value}
                self.records.take_count(self.sheet.place(number, position), record, is_due=bool(day))

    def _note(self) -> None:
        row = self.header.row + 1
        why = [*self.sheet.part.why, f"{len(self.offices)} nama kantor sebagai judul di baris {row}"]
        columns = [
            (title, "unit" if place in self.offices else name)
            for place, (title, name) in enumerate(understood(self.header))
        ]
        part = replace(self.sheet.part, layout="kantor sebagai kolom", header_row=row, columns=columns, why=why)
        self.records.use(replace(self.header, ignored=[]), part)
        self.records.columns |= {"unit", "kecamatan", "count"}

    def _is_day_row(self, cells: Cells) -> bool:
        filled = [cell for cell in cells if cell]
        if any(starts_total(cell) for cell in filled[:2]) or is_repeated_header(cells, self.header):
            return False
        if marks_columns(cells):
            return False
        return any(place < len(cells) and cells[place] for place in self.offices) or self._day(cells) is not None

    def _day(self, cells: Cells) -> str | None:
        """What stands where the date does; a sentence there is a note."""
        position = self.header.positions["date"]
        text = cells[position] if position < len(cells) else None
        return text if text and re.search(r"\d", text) else None

    def _kecamatan(self, position: int) -> str | None:
        """The kecamatan written above an office, over the columns up to the next one."""
        above = self.header.row - 1
        row = self.sheet.grid[above] if above >= 0 else []
        left = [cell for cell in row[: position + 1] if cell]
        return left[-1] if left and _KECAMATAN.match(fold(left[-1])) else None


@dataclass
class _Office:
    """A sheet with a row a day, of one office, or of several, each below a row with its name."""

    records: Records
    sheet: SourceSheet
    header: Header
    said: Said | None

    def read(self) -> None:
        """Read all rows. Raises UnreadableFileError(kantor_tak_disebut) for a count of nobody knows whom."""
        self._note()
        unit, dated = self.said.name if self.said else None, dating(self.sheet, self.header)
        below = range(self.header.row + 1, len(self.sheet.grid))
        reports = (number for number in below if _office_record(self.sheet.grid[number], self.header))
        slipped = self.sheet.width_faults(self.header.row, reports, self.header.positions["count"])
        for number, cells in enumerate(self.sheet.grid):
            is_below = number > self.header.row
            section = self.records.offices.of_section(cells) if is_below else None
            record = _office_record(cells, self.header) if is_below and not section else None
            if record is None:
                self.records.not_data += 1
                unit = section or unit
            elif unit is None:
                raise UnreadableFileError("kantor_tak_disebut", self.sheet.place(number, None))
            else:
                whole = record | {"unit": unit, "date": dated(record["date"])}
                if number in slipped and self.records.is_count(whole["count"]):
                    self.records.add_fault(self.sheet.place(number, None), slipped[number])
                else:
                    self.records.take_count(self.sheet.place(number, None), whole)

    def _note(self) -> None:
        said = [note_of(self.said)] if self.said else ["kantor menurut bagian-bagiannya"]
        self.records.notes += said
        row, columns = self.header.row + 1, understood(self.header)
        part = replace(self.sheet.part, layout="satu lembar satu kantor", header_row=row, columns=columns)
        self.records.use(self.header, replace(part, why=[*part.why, f"judul di baris {row}", *said]), self.sheet.first)
        self.records.columns |= {"unit"}


def is_dated(text: str | None) -> bool:
    """Return True for what looks like a day, whether or not it is one."""
    return bool(_DATED.fullmatch(text or ""))


def _office_record(cells: Cells, header: Header) -> dict[str, str | None] | None:
    """The named cells of a row with a date or a count; None for totals, notes and repeated titles."""
    filled = [cell for cell in cells if cell]
    named = {name: cells[place] if place < len(cells) else None for name, place in header.positions.items()}
    has_day = bool(named["date"] and re.search(r"\d", named["date"]))
    if is_repeated_header(cells, header) or any(starts_total(cell) for cell in filled[:2]) or marks_columns(cells):
        return None
    if not named["count"] and not (has_day and is_dated(named["date"])):
        return None
    return named
