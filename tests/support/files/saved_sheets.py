"""A sheet that a person has filled in, as Excel, WPS and LibreOffice save it: a grid holds the results of formulas."""

import csv
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import escape
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import load_workbook

from support.files.workbook_parts import ods
from support.files.xls_bytes import xls

Cell = str | int | float | date | None
Grid = Sequence[Sequence[Cell]]
EPOCH = date(1899, 12, 30)
_FORMULA = re.compile(r'<c r="([A-Z]+)([0-9]+)"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>')


def excel(template: bytes, grid: Grid) -> bytes:
    """The template's own sheet with these cells, formulas with their results, texts shared."""
    book = load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    for number, row in enumerate(grid, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if cell.data_type != "f":
                cell.value = value
    draft = BytesIO()
    book.save(draft)
    return _edited(draft.getvalue(), lambda xml: _with_results(xml, grid))


def wps(template: bytes, grid: Grid) -> bytes:
    """The same with a wrong dimension, as WPS writes it, and texts in the cells."""
    plain = re.compile(r'<dimension ref="[^"]*" ?/>')
    return _edited(excel(template, grid), lambda xml: plain.sub('<dimension ref="A1"/>', xml))


def uncomputed(template: bytes, grid: Grid) -> bytes:
    """A program of a phone that leaves formulas without results."""
    return _edited(excel(template, grid), lambda xml: re.sub(r"(</f>)<v>[^<]*</v>", r"\1", xml))


def libreoffice_ods(path: Path, grid: Grid) -> Path:
    """ODS with typed days and a run of empty cells."""
    return ods(path, *("".join(map(_ods_cell, row)) for row in grid))


def old_xls(grid: Grid) -> bytes:
    """XLS, days as they are shown."""
    return xls("Data", [[_shown(cell) if isinstance(cell, date) else cell for cell in row] for row in grid])


def text(grid: Grid, mark: str, quoting: int, encoding: str) -> bytes:
    """CSV: what the cells show."""
    out = StringIO()
    writer = csv.writer(out, delimiter=mark, quoting=quoting, lineterminator="\r\n")  # type: ignore[arg-type]
    writer.writerows([[_shown(cell) for cell in row] for row in grid])
    return out.getvalue().encode(encoding)


def _shown(cell: Cell) -> str | int:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else int(cell) if isinstance(cell, float) else cell


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        value = cell.isoformat()
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value}">'
            f"<text:p>{_shown(cell)}</text:p></table:table-cell>"
        )
    kind = "string" if isinstance(cell, str) else f'float" office:value="{cell}'
    return f'<table:table-cell office:value-type="{kind}"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def _edited(book: bytes, edit: Callable[[str], str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, edit(content.decode()) if "worksheets/sheet" in name else content)
    return out.getvalue()


def _with_results(xml: str, grid: Grid) -> str:
    def result(found: re.Match[str]) -> str:
        column, row, more, formula = found.groups()
        value = grid[int(row) - 1][ord(column) - ord("A")]
        kind = ' t="str"' if isinstance(value, str) else ""
        more = re.sub(r' t="[^"]*"', "", more)
        return f'<c r="{column}{row}"{more}{kind}><f>{formula}</f><v>{"" if value is None else value}</v></c>'

    return _FORMULA.sub(result, xml)
