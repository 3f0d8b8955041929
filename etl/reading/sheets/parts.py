"""Walk-in counts with purposes or letters as columns: a row a day (and office), counts to be added up by purpose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from etl.errors import UnreadableFileError
from etl.reading.base.cells import Cells
from etl.reading.base.faulty import FaultyCell
from etl.reading.base.headers import Header, best_header
from etl.reading.base.not_data import is_repeated_header, starts_total
from etl.reading.base.office_of_table import UNIT
from etl.reading.base.records import Records
from etl.reading.base.table_read import understood
from etl.reading.sheets.office_columns import dating, is_dated
from etl.reading.sheets.sheet import SourceSheet
from etl.sources.contract import ALL_PURPOSES, TO_APPLY, Column
from etl.sources.contract import contract as contract_of
from etl.sources.declarations import Declaration
from etl.sources.lookups import folded_value, spellings_of
from etl.sources.reference import read_reference
from etl.spelling import fold

PARTS_AT_LEAST = 2
_BESIDE = re.compile(
    r"no|nomor|hari|bulan|tahun|keterangan|ket|catatan|petugas|paraf|tanda tangan|ttd|jam|waktu|periksa"
)
_REST = re.compile(
    r"lain(?:nya| lain)?|dan lain lain|dll|surat lain(?:nya| lain)?|layanan lain(?:nya)?|pelayanan lain(?:nya)?"
)
_NONE = ("-", "–", "—", "nihil", "0")


@dataclass(frozen=True)
class PartColumns:
    """Position -> purpose of the columns that are parts, titles of those that nobody knows, columns of totals."""

    known: dict[int, str]
    unknown: dict[int, str]
    totals: list[int]

    @property
    def all(self) -> dict[int, str]:
        """Every part; a letter that nobody knows still is one."""
        return self.known | dict.fromkeys(self.unknown, TO_APPLY)


def parts_of(header: Header, declaration: Declaration) -> PartColumns | None:
    """Return the parts of a header with a day, and no column of purposes; None where fewer than two are known."""
    if "date" not in header.positions or "purpose" in header.positions:
        return None
    purposes, services = _vocabulary(declaration.model_dump_json()), _letters()
    taken = {place for name, place in header.positions.items() if name != "count"}
    parts = PartColumns({}, {}, [])
    for place, title in enumerate(header.titles):
        name = fold(title)
        if place in taken or not name or _BESIDE.fullmatch(name):
            continue
        purpose = purposes.get(name)
        if purpose and purpose != ALL_PURPOSES:
            parts.known[place] = purpose
        elif folded_value(_service(), title) in services or _REST.fullmatch(name):
            parts.known[place] = TO_APPLY
        elif purpose or place == header.positions.get("count") or starts_total(title):
            parts.totals.append(place)
        else:
            parts.unknown[place] = title
    return parts if len(parts.known) >= PARTS_AT_LEAST else None


def read_parts(records: Records, sheet: SourceSheet, declaration: Declaration) -> bool:
    """Read the sheet if its columns are purposes or letters; else return False.

    Raises UnreadableFileError(bagian_tak_dikenal) for a column that nobody knows, unless the totals prove it a part.
    """
    header = best_header(sheet.grid, records.contract, declaration)
    parts = parts_of(header, declaration)
    if parts is None:
        return False
    rows = {number: cells for number, cells in enumerate(sheet.grid) if number > header.row}
    if parts.unknown and not _are_proven(parts, [*rows.values()], header):
        titles = ", ".join(
            records.offices.names.title(title, sheet.first + place) for place, title in parts.unknown.items()
        )
        raise UnreadableFileError("bagian_tak_dikenal", f"{sheet.place(header.row, None)}: {titles}")
    whole, why = records.with_office(header, sheet.texts(0, header.row), sheet.name, sheet.book)
    _note(records, sheet, whole, parts, why)
    records.not_data += header.row + 1
    dated = dating(sheet, header)
    slipped = sheet.width_faults(header.row, (number for number, cells in rows.items() if _is_day(cells, header)))
    for number, cells in rows.items():
        is_filled = any(cells[place] for place in [*parts.all, *parts.totals])
        if _is_day(cells, header) and (is_filled or is_dated(cells[header.positions["date"]])):
            day = dated(cells[header.positions["date"]])
            _take(records, sheet.place(number, None), cells, whole, parts, day, slipped.get(number))
        else:
            records.not_data += 1
    return True


def _take(
    records: Records, place: str, cells: Cells, header: Header, parts: PartColumns, day: str | None, slipped: str | None
) -> None:
    """One row: a sum for each purpose, or what is wrong with it; `slipped`: by its width."""
    found = {position: None if records.is_silent(cells[position]) else cells[position] for position in parts.all}
    filled = [cell for cell in found.values() if cell is not None]
    total = next((cells[position] for position in parts.totals if cells[position]), None)
    named = {name: cells[position] for name, position in header.positions.items() if name != "count"}
    record = header.fixed | named | {"date": day}
    if filled and all(map(records.is_closed, filled)):
        records.add_closed(place, record)
    elif not filled and total in (None, *_NONE):
        records.add_silence(place, record)
    elif (fault := slipped or _fault(found, total, parts)) is not None:
        records.add_fault(place, fault)
    else:
        is_proven = _number(total) is not None and _sum(found) is not None
        for purpose in dict.fromkeys(parts.all.values()):
            own = _of_purpose(purpose, found, parts)
            if not is_proven and not any(own):
                records.add_silence(place, record | {"purpose": purpose})
                continue
            odd = next((cell for cell in own if _number(cell) is None), None)
            text = odd if odd is not None else str(sum(_number(cell) or 0 for cell in own))
            records.add_count(place, record | {"purpose": purpose, "count": text})


def _of_purpose(purpose: str, found: dict[int, str | None], parts: PartColumns) -> list[str | None]:
    return [found[position] for position, name in parts.all.items() if name == purpose]


def _fault(found: dict[int, str | None], total: str | None, parts: PartColumns) -> str | None:
    """A blank among the parts says none only where the total proves it; a total that is none of theirs is wrong.

    Without that proof a purpose of which all parts are blank was not reported, and the others are as they are.
    """
    whole, parts_sum = _number(total), _sum(found)
    if whole is not None and parts_sum is not None:
        return None if whole == parts_sum else "row:jumlah_tak_cocok"
    purposes = [_of_purpose(purpose, found, parts) for purpose in dict.fromkeys(parts.all.values())]
    is_partial = any(any(own) and not all(own) for own in purposes) or not any(map(any, purposes))
    return "row:hitungan_sebagian" if is_partial else None


def _sum(found: dict[int, str | None]) -> int | None:
    """The sum of the cells that are filled; None where one of them is no number."""
    numbers = [_number(cell) for cell in found.values() if cell is not None]
    return None if None in numbers else sum(number or 0 for number in numbers)


def _are_proven(parts: PartColumns, rows: Sequence[Cells], header: Header) -> bool:
    """Every row of a day adds up to its total, and some do so only with the parts that nobody knows."""
    sums = []
    for cells in rows:
        total = next((number for place in parts.totals if (number := _number(cells[place])) is not None), None)
        if _is_day(cells, header) and total is not None:
            known, unknown = (sum(_number(cells[place]) or 0 for place in of) for of in (parts.known, parts.unknown))
            sums.append((known + unknown == total, unknown > 0))
    return bool(sums) and all(fits for fits, _ in sums) and any(is_needed for _, is_needed in sums)


def _is_day(cells: Cells, header: Header) -> bool:
    """A row with a day; totals, notes, signatures and repeated titles have none."""
    day = cells[header.positions["date"]]
    if is_repeated_header(cells, header) or any(starts_total(cell) for cell in [c for c in cells if c][:2]):
        return False
    return bool(day and re.search(r"\d", day))


def _number(cell: str | None) -> int | None:
    text = (cell or "").strip()
    if isinstance(cell, FaultyCell):
        return None
    if text.lower() in _NONE:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _note(records: Records, sheet: SourceSheet, header: Header, parts: PartColumns, why: list[str]) -> None:
    row, said = header.row + 1, dict.fromkeys(parts.all.values())
    columns = [
        (title, "count" if place in parts.all else None if place in parts.totals else name)
        for place, (title, name) in enumerate(understood(header))
    ]
    because = [f"judul di baris {row}: {len(parts.all)} kolom dijumlahkan menurut keperluan ({', '.join(said)})", *why]
    part = replace(sheet.part, layout="keperluan sebagai kolom", header_row=row, columns=columns)
    ignored = [title for title in header.ignored if title not in {header.titles[place] for place in parts.all}]
    records.use(replace(header, ignored=ignored), replace(part, why=[*sheet.part.why, *because]), sheet.first)
    records.columns |= {UNIT, "date", "count", "purpose"}
    records.notes.append(f"{len(parts.all)} kolom layanan atau keperluan dijumlahkan")


@cache
def _vocabulary(declaration: str) -> dict[str, str]:
    (purpose,) = (column for column in contract_of("kunjungan").column if column.name == "purpose")
    return spellings_of(purpose, Declaration.model_validate_json(declaration), {})


@cache
def _letters() -> frozenset[str]:
    return frozenset(spellings_of(_service(), Declaration(), read_reference()))


@cache
def _service() -> Column:
    return next(column for column in contract_of("permohonan").column if column.name == "service")
