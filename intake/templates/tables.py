"""A table with the titles of a source and no row: a row for example might be sent back and counted."""

from typing import Final

from core.spreadsheets import DELIMITER
from etl import contract

MARK: Final = "\ufeff"
"""By which spreadsheets know that a text is UTF-8."""


def csv_template(source: str) -> bytes:
    """Return the titles of a source as a CSV that a spreadsheet with Indonesian settings opens in columns."""
    return f"{MARK}{DELIMITER.join(template_titles(source))}\r\n".encode()


def template_titles(source: str) -> list[str]:
    """Return the first title of each column that is read; a moment is one cell with its clock."""
    columns = (column for column in contract(source).read_columns if not column.is_rest and column.type != "clock")
    return [column.headers[0] for column in columns]
