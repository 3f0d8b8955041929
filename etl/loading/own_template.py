"""Tables that the product gives out to be filled in: by their titles it is known how their days are written."""

from collections.abc import Sequence

from etl.judging.dates.day_order import NAMES
from etl.judging.dates.moments import DAY_FIRST
from etl.reading.result import Reading
from etl.sources.contract import Contract

UNSURE = "urutan_tanggal_tak_pasti"
FileMark = tuple[str, str, str]
"""Column, reason and value of a mark on a whole file."""


def template_titles(contract: Contract) -> list[str]:
    """Return the first title of each column that is read; a moment is one cell with its clock."""
    columns = (column for column in contract.read_columns if not column.is_rest and column.type != "clock")
    return [column.headers[0] for column in columns]


def without_doubt_of_template(contract: Contract, reading: Reading, marks: Sequence[FileMark]) -> list[FileMark]:
    """Return the marks without those that ask for the order of days of a table of ours that was read day first."""
    if reading.written_titles != set(template_titles(contract)):
        return list(marks)
    return [mark for mark in marks if mark[1:] != (UNSURE, NAMES[DAY_FIRST])]
