"""What a reader can work out of hidden cells: bounds by linear programming over the published sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Cell = tuple[str, ...]
Equation = tuple[tuple[Cell, ...], Cell | None]
A_WHOLE_NUMBER = 1 - 1e-6


@dataclass(frozen=True)
class Bounds:
    """The true count of a hidden cell, and what its mark alone tells a reader (None: no upper bound)."""

    count: int
    lower: int
    upper: int | None


def first_revealed(hidden: Mapping[Cell, Bounds], equations: Sequence[Equation], clear: set[Cell]) -> Cell | None:
    """Return the smallest hidden cell (ties by code) for which the sums leave no second whole number, else None.

    `equations`: parts and their total (None: a number that is shown). `clear`: cells known to have a second value;
    every solution found clears all cells that differ in it, so few programs are needed. A cell stays clear when more
    is hidden.
    """
    cells = sorted(hidden, key=lambda cell: (hidden[cell].count, cell))
    truth = np.array([hidden[cell].count for cell in cells], dtype=float)
    matrix = _matrix(cells, equations)
    # A finite stand-in for "no upper bound": far enough from every true count.
    far = float(truth.sum()) + 10
    limits = [(hidden[cell].lower, hidden[cell].upper or far) for cell in cells]
    for position, cell in enumerate(cells):
        for sign in (1.0, -1.0):
            if cell not in clear:
                moved = _extreme(position, sign, matrix, truth, limits)
                clear.update(other for other, is_moved in zip(cells, moved, strict=True) if is_moved)
        if cell not in clear:
            return cell
    return None


def _extreme(
    position: int, sign: float, matrix: csr_array, truth: NDArray[np.float64], limits: Sequence[tuple[float, float]]
) -> NDArray[np.bool_]:
    """Which cells differ from the truth in the table that makes one cell as small (or large) as can be."""
    from scipy.optimize import linprog  # heavy to load, and seldom needed: most tables hide no cell

    goal = np.zeros(len(truth))
    goal[position] = sign
    # The true counts solve the equations, so they give the right-hand side.
    found = linprog(goal, A_eq=matrix, b_eq=matrix @ truth, bounds=limits, method="highs-ds")
    moved: NDArray[np.bool_] = np.abs(found.x - truth) > A_WHOLE_NUMBER
    return moved


def _matrix(cells: Sequence[Cell], equations: Sequence[Equation]) -> csr_array:
    """The equations over the hidden cells alone, a row for each."""
    from scipy.sparse import csr_array

    place = {cell: position for position, cell in enumerate(cells)}
    signed = [[*((part, 1.0) for part in parts), *([(total, -1.0)] if total else [])] for parts, total in equations]
    filled = [(row, place[cell], sign) for row, line in enumerate(signed) for cell, sign in line if cell in place]
    rows, columns, signs = np.array(filled).reshape(-1, 3).T
    return csr_array((signs, (rows.astype(int), columns.astype(int))), shape=(len(equations), len(cells)))
