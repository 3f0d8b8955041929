"""What a reader can work out of a published table, found anew from the table alone: mixed-integer bounds."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

KNOWN = {"<5": (1, 4), "x": (0, 10_000)}


def widths(table: pd.DataFrame, sums: Iterable[tuple[list[object], object]]) -> pd.Series:
    """Return largest minus smallest possible count of every hidden cell.

    `table`: index of cells, columns number (NaN where hidden) and mark; `sums`: cells that add up to a cell.
    """
    cells = list(table.index)
    place = {cell: position for position, cell in enumerate(cells)}
    rows = np.zeros((0, len(cells)))
    for parts, total in sums:
        row = np.zeros((1, len(cells)))
        for part in parts:
            row[0, place[part]] += 1
        row[0, place[total]] -= 1
        rows = np.vstack([rows, row])
    limits = [KNOWN[mark] if mark else (number, number) for number, mark in table.itertuples(index=False)]
    low, high = np.array(limits, dtype=float).T
    hidden = [place[cell] for cell in table.index[table["mark"] != ""]]
    found = {cells[at]: _extreme(at, -1, rows, low, high) - _extreme(at, 1, rows, low, high) for at in hidden}
    return pd.Series(found, dtype=float)


def _extreme(at: int, sign: int, rows: np.ndarray, low: np.ndarray, high: np.ndarray) -> float:
    goal = np.zeros(len(low))
    goal[at] = sign
    result = milp(
        goal, constraints=LinearConstraint(rows, 0, 0), bounds=Bounds(low, high), integrality=np.ones(len(low))
    )
    assert result.success
    return round(sign * result.fun)
