"""What a reader can work out of hidden cells: bounds by linear programming over the published sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Cell = tuple[str, ...]
Equation = tuple[tuple[Cell, float], ...]
"""Cells with their sign: those with a plus add up to those with a minus, or to a number that is shown."""
A_WHOLE_NUMBER = 1 - 1e-6


@dataclass(frozen=True)
class Bounds:
    """The true count of a hidden cell, and what its mark alone tells a reader (None: no upper bound)."""

    count: int
    lower: int
    upper: int | None


class _Program(highspy.Highs):
    """A linear program that says nothing: setting up the callbacks, which nobody uses here, would print a banner."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        for option, value in (("output_flag", False), ("presolve", "off"), ("threads", 1)):
            self.setOptionValue(option, value)


def first_revealed(hidden: Mapping[Cell, Bounds], equations: Sequence[Equation], clear: set[Cell]) -> Cell | None:
    """Return the smallest hidden cell (ties by code) for which the sums leave no second whole number, else None.

    `equations`: every sum with a hidden cell. `clear`: cells known to have a second value;
    every solution found clears all cells that differ in it, so few programs are needed. A cell stays clear when more
    is hidden.
    """
    if hidden.keys() <= clear:
        return None
    cells = sorted(hidden, key=lambda cell: (hidden[cell].count, cell))
    truth = np.array([hidden[cell].count for cell in cells], dtype=float)
    program = _program([hidden[cell] for cell in cells], cells, equations)
    for position, cell in enumerate(cells):
        for sign in (1.0, -1.0):
            if cell not in clear:
                moved = np.abs(_extreme(program, position, sign) - truth) > A_WHOLE_NUMBER
                clear.update(other for other, is_moved in zip(cells, moved, strict=True) if is_moved)
        if cell not in clear:
            return cell
    return None


def _extreme(program: _Program, position: int, sign: float) -> NDArray[np.float64]:
    """The table that makes one cell as small (or large) as can be; the program is solved on from its last solution."""
    program.changeColCost(position, sign)
    program.run()
    program.changeColCost(position, 0.0)
    return np.array(program.getSolution().col_value)


def _program(bounds: Sequence[Bounds], cells: Sequence[Cell], equations: Sequence[Equation]) -> _Program:
    """The equations over the hidden cells alone, solved by the true counts, which thus give the right-hand sides."""
    place = {cell: position for position, cell in enumerate(cells)}
    rows = [[(place[cell], sign) for cell, sign in equation if cell in place] for equation in equations]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cells), len(rows)
    model.col_cost_ = np.zeros(len(cells))
    # A finite stand-in for "no upper bound": far enough from every true count.
    far = float(sum(bound.count for bound in bounds)) + 10
    model.col_lower_ = np.array([bound.lower for bound in bounds], dtype=float)
    model.col_upper_ = np.array([far if bound.upper is None else bound.upper for bound in bounds], dtype=float)
    sums = np.array([sum(sign * bounds[at].count for at, sign in row) for row in rows], dtype=float)
    model.row_lower_ = model.row_upper_ = sums
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([at for row in rows for at, _ in row], dtype=np.int32)
    model.a_matrix_.value_ = np.array([sign for row in rows for _, sign in row])
    program = _Program()
    program.passModel(model)
    return program
