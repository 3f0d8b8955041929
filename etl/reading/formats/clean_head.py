"""What the first lines of a clean delimited text say, for who reads it through DuckDB or cuts it into parts."""

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.reading.base.headers import SEARCH_ROWS, Header, find_header, is_guest_book
from etl.reading.base.not_data import numbers_columns
from etl.reading.base.office_of_table import Offices, with_office
from etl.reading.base.text import delimiter_of, head_of, records_of
from etl.reading.sheets.day_titles import is_for_sheets
from etl.reading.sheets.parts import parts_of
from etl.reading.sheets.slipped_rows import may_add_up
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration

_NOT_A_PATH = re.compile(r"[*?\[\udc80-\udcff]")
"""In a path, DuckDB takes these for a pattern of several files, or for no text."""


@dataclass(frozen=True)
class FastHead:
    """What the first lines of a clean text say: their number up to its rows, what parts cells, the titles."""

    delimiter: str
    header: Header
    above: int
    """Delimiters in the lines above the rows."""
    notes: list[str]


def fast_head(path: Path, offices: Offices) -> FastHead | None:
    """Return the head of a text in UTF-8, None where its rows are for the careful lane.

    Raises UnicodeDecodeError and UnreadableFileError.
    """
    if _NOT_A_PATH.search(str(path)):
        return None
    contract, declaration = offices.contract, offices.declaration
    head = head_of(path, "utf-8-sig")
    delimiter, _ = delimiter_of(head, contract, declaration)
    rows = [cells for _, cells, _ in islice(records_of(iter(_lines(head)), delimiter, False), SEARCH_ROWS)]
    if contract.layout == "days_as_columns" and is_for_sheets(rows, contract, declaration):
        return None
    header = find_header(rows, contract, declaration)
    is_counts = contract.layout == "days_as_columns"
    if is_guest_book(header):  # Its guests are told apart by cells that only the careful lane looks at.
        return None
    if is_counts and ("unit" not in header.positions or parts_of(header, declaration)):
        return None
    if may_add_up(header.titles, header.positions.get("count"), header.positions.values()):
        return None
    header, note = with_office(header, offices, (cell for cells in rows[: header.row] for cell in cells))
    if any(numbers_columns(cells) for cells in rows[header.row + 1 : header.row + 2]):
        return None
    above = sum(line.count(delimiter) for line in _lines(head)[: header.row + 1])
    return FastHead(delimiter, header, above, [note] if note else [])


def delimiter_in(path: Path, contract: Contract, declaration: Declaration) -> str:
    """Return what parts the cells of a text in UTF-8. Raises UnicodeDecodeError and UnreadableFileError."""
    return delimiter_of(head_of(path, "utf-8-sig"), contract, declaration)[0]


def _lines(head: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$", head)
