"""Tables as files that leave the house: CSV for machines, one XLSX book for people. No text becomes a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.disclosure import safe_frame

LONGEST_TITLE = 31
FORBIDDEN_IN_TITLE = "[]:*?/\\"
WIDEST = 60
TEXT = "s"


@dataclass(frozen=True)
class Page:
    """One sheet: its title and its table. Numbers and dates stay such; a missing value is an empty cell."""

    title: str
    table: pd.DataFrame


def csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV: UTF-8, comma, dot for decimals, counts whole, days as 2024-08-27, texts safe.

    Lines end with CR LF, so that a CR inside a text is quoted: alone it would begin a new row past the guard.
    """
    days = table.select_dtypes("datetime").columns
    plain = table.assign(**{name: table[name].dt.strftime("%Y-%m-%d") for name in days}, **_whole(table))
    return safe_frame(plain).to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def _whole(table: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns of whole numbers as such: a count of 225 is not written 225.0 because another one is missing."""
    numbers = table.select_dtypes("float").replace([float("inf"), float("-inf")], 0.5)
    return {str(name): column.astype("Int64") for name, column in numbers.items() if (column.dropna() % 1 == 0).all()}


def book(pages: Iterable[Page]) -> bytes:
    """Return the pages as one XLSX book, a sheet each; every text cell has the type text."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    for page in pages:
        _fill(workbook.create_sheet(_title(page.title, workbook.sheetnames)), page.table)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _title(title: str, taken: Sequence[str]) -> str:
    """A title as Excel allows it: short, without its forbidden signs, not there yet."""
    clean = "".join(" " if sign in FORBIDDEN_IN_TITLE else sign for sign in title).strip("' ")
    number, result = 1, clean[:LONGEST_TITLE]
    while result.lower() in {name.lower() for name in taken}:
        number += 1
        result = f"{clean[: LONGEST_TITLE - 4]} {number}"
    return result


def _fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    for column, name in enumerate(table.columns, 1):
        _write(sheet, 1, column, str(name), Font(bold=True))
        for row, value in enumerate(table[name], 2):
            _write(sheet, row, column, _plain(value))
        longest = max([len(str(name)), *(len(str(value)) for value in table[name].head(200))])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "A2"


def _write(sheet: Worksheet, row: int, column: int, value: Any, font: Font | None = None) -> None:
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = TEXT
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cell.font = font


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    if isinstance(value, str | bool | int | float | date | datetime):
        return value
    return value.item() if hasattr(value, "item") else str(value)
