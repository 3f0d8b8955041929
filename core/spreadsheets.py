"""Tables as people take them along, to open in a spreadsheet: CSV or one XLSX book. No text becomes a formula.

For programs there is a CSV with comma and dot, and the open data (analytics.open_data.csv_export) with a dictionary.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.disclosure import safe_frame
from core.formats import as_written

LONGEST_TITLE = 31
ZIP_TIME = (2024, 1, 1, 0, 0, 0)
"""Of each part of a workbook with fixed bytes."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
FORBIDDEN_IN_TITLE = "[]:*?/\\"
LEADING_ON = frozenset(
    {
        *("atau", "dalam", "dan", "dari", "dengan", "di", "ke", "menurut", "oleh", "pada", "per", "sejak", "sampai"),
        *("serta", "tanpa", "untuk", "yang", "a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "since"),
        *("that", "the", "to", "with", "without"),
    }
)
"""Words that no title ends with."""
WIDEST = 60
TEXT = "s"
DELIMITER, DECIMAL = ";", ","
"""What a spreadsheet with Indonesian settings takes for a new column, and for the sign before the decimals."""
SHARE_FORMAT, COUNT_FORMAT, NUMBER_FORMAT = "0.0%", "#,##0", "#,##0.0"


@dataclass(frozen=True)
class Page:
    """One sheet: its title and its table. Numbers and dates stay such; a missing value is an empty cell.

    `shares`: the columns that hold shares of 0..1, shown as percentages.
    """

    title: str
    table: pd.DataFrame
    shares: frozenset[str] = frozenset()


def csv(table: pd.DataFrame, shares: frozenset[str] = frozenset()) -> bytes:
    """Return a table as CSV for people: a spreadsheet with Indonesian settings opens it in columns.

    UTF-8 with its mark, semicolons, decimals behind a comma. Rounded as on the screen: the columns `shares` as
    `40,2%`, counts whole, other numbers with one decimal; days as 2024-08-27, texts safe. Lines end with CR LF, so that
    a CR inside a text is quoted: alone it would begin a new row past the guard.
    """
    safe = safe_frame(_plain_days(table).assign(**_whole(table.drop(columns=list(shares), errors="ignore"))))
    columns = [_rounded_column(safe.iloc[:, at], name in shares) for at, name in enumerate(table.columns)]
    told = pd.DataFrame(dict(enumerate(columns)), dtype=object).set_axis(safe.columns, axis=1)
    return told.to_csv(index=False, sep=DELIMITER, lineterminator="\r\n").encode("utf-8-sig")


def machine_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV for programs: commas, decimal dots, nothing rounded, shares between 0 and 1, texts safe."""
    told = safe_frame(_plain_days(table).assign(**_whole(table)))
    return told.to_csv(index=False, lineterminator="\r\n").encode()


def _plain_days(table: pd.DataFrame) -> pd.DataFrame:
    days = table.select_dtypes("datetime").columns
    return table.assign(**{name: table[name].dt.strftime("%Y-%m-%d") for name in days})


def _rounded_column(values: pd.Series, is_share: bool) -> list[Any]:
    """A column as people read it: shares as percentages, decimals to the first; what is no number stays."""
    numbers = [value for value in values if _is_number(value)]
    if not is_share and all(value % 1 == 0 for value in numbers):
        return [int(value) if _is_number(value) else value for value in values]
    unit, factor = ("%", 100) if is_share else ("", 1)
    return [
        f"{as_written(value * factor, 1) + 0}".replace(".", DECIMAL) + unit if _is_number(value) else value
        for value in values
    ]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _whole(table: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns of whole numbers as such: a count of 225 is not written 225.0 because another one is missing."""
    numbers = table.select_dtypes("float").replace([float("inf"), float("-inf")], 0.5)
    return {str(name): column.astype("Int64") for name, column in numbers.items() if (column.dropna() % 1 == 0).all()}


def book(pages: Iterable[Page]) -> bytes:
    """Return the pages as one XLSX book, a sheet each; every text cell has the type text."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    for page in pages:
        _fill(workbook.create_sheet(_title(page.title, workbook.sheetnames)), page)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _title(title: str, taken: Sequence[str]) -> str:
    """A title as Excel allows it: short, without its forbidden signs, not there yet."""
    clean = " ".join("".join(" " if sign in FORBIDDEN_IN_TITLE else sign for sign in title).split()).strip("' ")
    number, result = 1, _whole_words(clean, LONGEST_TITLE)
    while result.lower() in {name.lower() for name in taken}:
        number += 1
        result = f"{_whole_words(clean, LONGEST_TITLE - 1 - len(str(number)))} {number}"
    return result


def _whole_words(title: str, longest: int) -> str:
    """As many words as there is room for, none that only leads on to the next; of one too long its beginning."""
    if len(title) <= longest:
        return title
    words = title[: longest + 1].split(" ")[:-1]
    while words and words[-1].lower() in LEADING_ON:
        del words[-1]
    return " ".join(words).rstrip(",;.–-' ") or title[:longest].strip("' ")


def _fill(sheet: Worksheet, page: Page) -> None:
    table = page.table
    for column, name in enumerate(table.columns, 1):
        _write(sheet, 1, column, str(name), Font(bold=True))
        shown = SHARE_FORMAT if name in page.shares else _number_format(table[name])
        for row, value in enumerate(table[name], 2):
            _write(sheet, row, column, _plain(value), number_format=shown)
        longest = max([len(str(name)), *(len(str(value)) for value in table[name].head(200))])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _number_format(values: pd.Series) -> str:
    """How the numbers of a column that are no shares are shown: counts whole, others with one decimal."""
    numbers = pd.to_numeric(values, errors="coerce").dropna()
    return COUNT_FORMAT if (numbers % 1 == 0).all() else NUMBER_FORMAT


def _write(
    sheet: Worksheet, row: int, column: int, value: Any, font: Font | None = None, number_format: str = ""
) -> None:
    cell = sheet.cell(row, column, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.number_format = number_format
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


def workbook_bytes(book: Workbook, creator: str, saved: datetime) -> bytes:
    """Return a workbook as XLSX with fixed times: openpyxl stamps the document and each zip member with the clock.

    `saved`: when it says that it was made and saved, without a zone.
    """
    book.properties.creator = creator
    book.properties.created = saved
    draft, fixed = BytesIO(), BytesIO()
    book.save(draft)
    stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return fixed.getvalue()
