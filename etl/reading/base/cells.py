"""One cell as text: what is cut off its ends, and what a number, a date or a yes becomes."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from etl.spelling import plain

Cells = Sequence[str | None]
Row = tuple[str | None, ...]
Grid = list[list[str | None]]
BLANKS = " \t\r\n\u00a0\ufeff\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What is cut off both ends of a cell: the same as DuckDB's trim takes for spaces, and what stands in for them."""
EXACT_BELOW = 1e15
"""A number keeps 15 digits: a longer one, a NIK, has lost its last ones and must not look whole."""


def cell_text(cell: Any) -> str | None:
    """Return a cell as a person reads it: whole numbers without a decimal, dates as ISO text, yes and no in words.

    Bytes are text that its program did not call so.

    Half a surrogate pair, as a cut-off text has it, becomes a question mark.
    """
    if cell is None:
        return None
    if isinstance(cell, bytes):
        cell = cell.decode(errors="replace")
    if isinstance(cell, bool):
        cell = "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT_BELOW:
        cell = int(cell)
    if isinstance(cell, float) and not cell.is_integer():
        # A point would make thousands of its decimals.
        cell = str(cell).replace(".", ",")
    if isinstance(cell, datetime) and cell.tzinfo is None and cell.time() == time():
        cell = cell.date()
    return plain(str(cell).encode(errors="replace").decode()).strip(BLANKS) or None
