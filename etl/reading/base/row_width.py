"""Whether a row of delimited text has as many cells as the header: a row that has not may stand shifted.

Where most rows have not, it is the header that is wrong, and no row stands right by its width alone.

Cells beyond the header that are all blank, or blank columns without a title that are missing, leave it open: a
separator too many within the row looks just the same. Such a row is marked as doubtful, and stands right only where
the types of all its typed columns prove it, which is known once they are read.
"""

import re
from collections.abc import Sequence

from etl.reading.base.cells import BLANKS
from etl.reading.base.headers import Header
from etl.sources.contract import Contract

MISFIT = "row:jumlah_kolom_salah"
MISHEADED = "row:judul_tak_sejajar"
"""The row is as wide as its header, but most others are not: then it is the header that lost or gained a cell."""
DOUBTFUL = "row:lebar_"
"""Begins the mark of a doubtful row; its surplus of cells follows, and FULL where the row might be a proof."""
FULL = "_penuh"
_NUMBER, _DAY = re.compile(r"\d"), re.compile(r"\d[-/. ]\d+[-/. ]\d")
_OF_A_SILENT_OFFICE = ("unit", "kecamatan", "purpose", "date")


def width_fault(cells: Sequence[str], header: Header, contract: Contract, delimiter: str) -> str | None:
    """Return None for a row as wide as the header, else MISFIT or the mark of a doubtful row."""
    surplus = len(cells) - header.cells
    if not surplus:
        return None
    if len(cells) < header.width or any(map(_is_filled, cells[header.cells :])):
        return MISFIT
    if _says_nothing(cells, header, contract):
        return None
    return f"{DOUBTFUL}{surplus}{FULL if _may_prove(cells, header, contract, delimiter) else ''}"


def _may_prove(cells: Sequence[str], header: Header, contract: Contract, delimiter: str) -> bool:
    """True where a shift would show: every typed column is filled, and so is the last column that is read.

    A separator too many before that one moves a foreign value into it; where that is of the same type, as another
    number or day, its own number or day stands behind it. One inside it (`1,234`) leaves its other half there, so
    that place must be blank, unless no value of a type holds this delimiter.
    """
    places = {column.name: header.positions.get(column.name) for column in contract.read_columns}
    last = max((place for place in places.values() if place is not None), default=-1)
    typed = [places[column.name] for column in contract.read_columns if column.type != "text"]
    if last not in typed or not all(_is_filled(cells[place]) for place in typed if place is not None):
        return False
    behind = "".join(cells[last + 1 : last + 2])
    is_number = "count" in places and last == places["count"]
    return not (_is_filled(behind) if delimiter == "," else (_NUMBER if is_number else _DAY).search(behind))


def _says_nothing(cells: Sequence[str], header: Header, contract: Contract) -> bool:
    """True for an office and a day alone: whatever its width, no count could stand elsewhere."""
    if contract.layout == "rows":
        return False
    own = {header.positions.get(name) for name in _OF_A_SILENT_OFFICE}
    return not any(_is_filled(cell) for place, cell in enumerate(cells) if place not in own)


def _is_filled(cell: str) -> bool:
    return bool(cell.strip(BLANKS))
