"""The walk-in workbook of one office and month: a row a day, a column a purpose."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from babel.dates import format_date
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets import workbook_bytes
from core.texts import full_name
from etl import build_calendar, contract, read_reference
from intake.templates.sheet_rules import UNFINISHED, Area, dress, guard
from intake.verdict.own_titles import CHECK, DATE, NOTE, OFFICE_TITLE, WEEKDAY

SOURCE: Final = "kunjungan"
WHOLE: Final = "semua"
CLOSED: Final = "Libur"
HOW: Final = "Tulis bilangan; 0 bila tidak ada yang datang, Libur bila kantor tutup, kosong bila tidak dihitung."
SUMS: Final = "Tamu: yang datang bukan untuk layanan, misalnya rapat. Jumlah sehari dihitung sendiri di kolom Periksa."
FIRST_ROW: Final = 7
"""Of the days; the titles stand above it."""


@dataclass(frozen=True)
class TemplateDay:
    """A day with what its row says of it."""

    day: date
    is_working: bool
    is_digital: bool
    note: str


def walk_in_workbook(unit_code: str, month: date) -> bytes:
    """Return the workbook (XLSX) of an office for the month of a day. Raises KeyError for an office nobody knows.

    The same office, month and calendar give the same bytes. It says that it was saved before the month began: programs
    that keep that moment would else date the counts by it.
    """
    unit = next((row for row in read_reference()["units"] if row["unit_code"] == unit_code), None)
    if unit is None:
        raise KeyError(unit_code)
    office = full_name(unit["kind"], unit["name"])
    first = month.replace(day=1)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = format_date(first, "LLLL yyyy", locale="id")
    days, purposes = days_of_month(first), template_purposes()
    _write(sheet, office, days, purposes)
    area = Area(FIRST_ROW, FIRST_ROW + len(days) - 1, 3, 2 + len(purposes))
    guard(sheet, area, CLOSED)
    dress(sheet, area, [day.is_working for day in days], [day.is_digital for day in days])
    return workbook_bytes(book, "Adopsi", datetime(first.year, first.month, 1))


def template_purposes() -> list[str]:
    """Return the titles of the purposes, as the contract of the source has them."""
    (column,) = (column for column in contract(SOURCE).column if column.name == "purpose")
    return [spelled[0] for value, spelled in column.values.items() if value != WHOLE]


def days_of_month(first: date) -> list[TemplateDay]:
    """Return the days of a month with holidays and digital days."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return [
        TemplateDay(
            day["date"],
            day["is_working_day"],
            day["is_working_day"] and day["is_digital_day"],
            day["holiday"] or ("Hari digital" if day["is_working_day"] and day["is_digital_day"] else ""),
        )
        for day in build_calendar(first, last, read_reference()).to_pylist()
    ]


def _write(sheet: Worksheet, office: str, days: list[TemplateDay], purposes: list[str]) -> None:
    """Letterhead, titles, a row a day, the sums below. The office stands in each row too: rows may be copied out."""
    month = format_date(days[0].day, "LLLL yyyy", locale="id")
    for row, text in enumerate(("KUNJUNGAN LOKET", office, f"Bulan {month}", HOW, SUMS), 1):
        sheet.cell(row, 1, text)
    for column, title in enumerate([DATE, WEEKDAY, *purposes, CHECK, NOTE, OFFICE_TITLE], 1):
        sheet.cell(FIRST_ROW - 1, column, title)
    for row, day in enumerate(days, FIRST_ROW):
        closed = [CLOSED if not day.is_working else None] * len(purposes)
        weekday = format_date(day.day, "EEE", locale="id")
        values = [day.day, weekday, *closed, _check(row, len(purposes)), day.note, office]
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    below = FIRST_ROW + len(days)
    sheet.cell(below, 1, "Jumlah")
    for column in range(3, 4 + len(purposes)):
        letter = get_column_letter(column)
        sheet.cell(below, column, f"=SUM({letter}{FIRST_ROW}:{letter}{below - 1})")


def _check(row: int, purposes: int) -> str:
    """The sum of a day once all its purposes are told; else what is still to do."""
    cells = f"C{row}:{chr(ord('B') + purposes)}{row}"
    some = f'IF(COUNT({cells})=0,"libur","{UNFINISHED}")'
    return f'=IF(COUNTA({cells})=0,"",IF(COUNT({cells})={purposes},SUM({cells}),{some}))'
