"""What a sheet to fill in allows, and how it looks: on a phone, on a desk and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.theme import BAD, LINE, PRIMARY, SHARE_COLOURS, SURFACE

MOST: Final = 99_999
WIDTHS: Final = {1: 12, 2: 6}
ASIDE_WIDTHS: Final = (10, 24, 22)
"""Of the columns right of those to fill in: check, note, office."""
COUNT_WIDTH: Final = 13
DATE_FORMAT: Final = "dd/mm/yyyy"
UNFINISHED: Final = "lengkapi"
"""What the check of a day says while a purpose is blank."""


@dataclass(frozen=True)
class Area:
    """The cells to fill in: first and last row and column, from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def name(self) -> str:
        """As spreadsheets call it."""
        first, last = get_column_letter(self.first_column), get_column_letter(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"


def guard(sheet: Worksheet, area: Area, closed: str) -> None:
    """Let only the cells of the area be changed, to whole numbers from 0 on or the word for a closed day."""
    cell = f"{get_column_letter(area.first_column)}{area.first_row}"
    number = f"AND({cell}>=0,{cell}<={MOST},INT({cell})={cell})"
    rule = DataValidation("custom", formula1=f'IF(ISNUMBER({cell}),{number},LOWER({cell})="{closed.lower()}")')
    rule.allow_blank, rule.showErrorMessage, rule.errorTitle = True, True, "Bukan hitungan"
    rule.error = f"Tulis bilangan bulat 0 atau lebih, atau {closed}. Kosongkan bila tidak dihitung."
    rule.add(area.name)
    sheet.add_data_validation(rule)
    for row in sheet[area.name]:
        for each in row:
            each.protection = Protection(locked=False)
    # Without a password: it keeps from slips, not from somebody who has a reason.
    sheet.protection.enable()
    sheet.protection.formatColumns = False


def dress(sheet: Worksheet, area: Area, working: Sequence[bool], digital: Sequence[bool]) -> None:
    """Colours of days, widths, a head that stays, one page of A4."""
    _dress_head(sheet, area)
    line = Side(style="thin", color=_colour(LINE))
    for row in range(area.first_row - 1, area.last_row + 2):
        for column in range(1, area.last_column + 4):
            cell = sheet.cell(row, column)
            cell.border = Border(bottom=line)
            cell.alignment = Alignment(horizontal="left" if column > area.last_column + 1 else "center")
            index = row - area.first_row
            if 0 <= index < len(working) and not working[index]:
                cell.fill = _fill(SURFACE)
            elif 0 <= index < len(digital) and digital[index] and column < area.first_column:
                cell.fill = _fill(SHARE_COLOURS[0])
        sheet.cell(row, 1).number_format = DATE_FORMAT
    for column in range(1, area.last_column + 2):
        sheet.cell(area.last_row + 1, column).font = Font(bold=True)
    check = get_column_letter(area.last_column + 1)
    name = f"{check}{area.first_row}:{check}{area.last_row}"
    warned = DifferentialStyle(font=Font(bold=True, color=_colour(BAD)))
    rule = Rule(type="expression", dxf=warned, formula=[f'{check}{area.first_row}="{UNFINISHED}"'])
    sheet.conditional_formatting.add(name, rule)


def _dress_head(sheet: Worksheet, area: Area) -> None:
    sheet.cell(1, 1).font = Font(bold=True, size=14, color=_colour(PRIMARY))
    sheet.cell(2, 1).font = Font(bold=True, size=12)
    for column in range(1, area.last_column + 4):
        title = sheet.cell(area.first_row - 1, column)
        title.font, title.fill = Font(bold=True, color="FFFFFF"), _fill(PRIMARY)
        aside = column - area.last_column - 1
        width = WIDTHS.get(column, ASIDE_WIDTHS[aside] if aside >= 0 else COUNT_WIDTH)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"B{area.first_row}"
    sheet.print_title_rows = f"{area.first_row - 1}:{area.first_row - 1}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _colour(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_colour(colour))
