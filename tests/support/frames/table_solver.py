"""What a reader can work out of a published table, found anew from the table alone: mixed-integer bounds."""

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, lil_array

KNOWN = {"<5": (1, 4), "x": (0, 10_000), "few": (0, 4), "more": (5, 10_000)}
"""What the marks of a table say; few, more: told by what stands beside a count that is not there.

A mark of two numbers, `12..40`, says just these.
"""


def widths(
    table: pd.DataFrame, sums: Iterable[tuple[list[object], object]], asked: Collection[object] | None = None
) -> pd.Series:
    """Return largest minus smallest possible count of every hidden cell, or of those that are asked for.

    `table`: index of cells, columns number (NaN where hidden) and mark; `sums`: cells that add up to a cell.
    """
    cells = list(table.index)
    place = {cell: position for position, cell in enumerate(cells)}
    sums = list(sums)
    rows = lil_array((len(sums), len(cells)))
    for at, (parts, total) in enumerate(sums):
        for part in parts:
            rows[at, place[part]] += 1
        rows[at, place[total]] -= 1
    rows = rows.tocsr()
    limits = [_said(mark) if mark else (number, number) for number, mark in table.itertuples(index=False)]
    low, high = np.array(limits, dtype=float).T
    hidden = [place[cell] for cell in (table.index[table["mark"] != ""] if asked is None else asked)]
    found = {cells[at]: _extreme(at, -1, rows, low, high) - _extreme(at, 1, rows, low, high) for at in hidden}
    return pd.Series(found, dtype=float)


def _said(mark: str) -> tuple[float, ...]:
    return KNOWN[mark] if mark in KNOWN else tuple(float(end) for end in mark.split(".."))


def _extreme(at: int, sign: int, rows: csr_array, low: np.ndarray, high: np.ndarray) -> float:
    goal = np.zeros(len(low))
    goal[at] = sign
    result = milp(
        goal, constraints=LinearConstraint(rows, 0, 0), bounds=Bounds(low, high), integrality=np.ones(len(low))
    )
    assert result.success
    return round(sign * result.fun)
