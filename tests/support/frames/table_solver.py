"""What a reader can work out of a published table, found anew from the table alone: mixed-integer bounds."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

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
    reader = _Reader(table, sums)
    hidden = reader.hidden if asked is None else list(asked)
    ends = {cell: [reader.filled_in({cell: sign})[cell] for sign in (-1, 1)] for cell in hidden}
    return pd.Series({cell: most - least for cell, (most, least) in ends.items()}, dtype=float)


def of_one_value(
    table: pd.DataFrame, sums: Iterable[tuple[list[object], object]], asked: Collection[object] | None = None
) -> list[object]:
    """Return the hidden cells, or those of the asked, whose count a reader knows: widths of 0, without the widths.

    Two ways to fill in the whole table that differ in a cell prove that its count is not known, and two ways mostly
    differ in many cells. Only for cells in which all ways found agree both ends are worked out.
    """
    reader = _Reader(table, sums)
    left, known = reader.hidden if asked is None else list(asked), []
    rng, first = np.random.default_rng(0), reader.filled_in({})
    while left:
        count = len(left)
        other = reader.filled_in({cell: rng.choice([-1, 1]) for cell in left}, mip_rel_gap=0.5)
        left = [cell for cell in left if other[cell] == first[cell]]
        if len(left) == count:
            cell = left.pop()
            most, least = (reader.filled_in({cell: sign}) for sign in (-1, 1))
            known += [cell] if most[cell] == least[cell] else []
            left = [cell for cell in left if first[cell] == most[cell] == least[cell]]
    return known


def told_by_rows(
    rows: Mapping[object, tuple[float, str]], sums: Iterable[tuple[list[object], object]], asked: Collection[object]
) -> list[object]:
    """Return of_one_value of a table whose rows are (number, mark) by key; keys may be tuples."""
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["number", "mark"])
    table.index = pd.Index(list(rows), tupleize_cols=False)
    return of_one_value(table, sums, asked)


class _Reader:
    """Somebody who has the published table and knows which cells add up to which."""

    def __init__(self, table: pd.DataFrame, sums: Iterable[tuple[list[object], object]]) -> None:
        self.cells = list(table.index)
        self.hidden = list(table.index[table["mark"] != ""])
        self.place = {cell: position for position, cell in enumerate(self.cells)}
        sums = list(sums)
        rows = lil_array((len(sums), len(self.cells)))
        for at, (parts, total) in enumerate(sums):
            for part in parts:
                rows[at, self.place[part]] += 1
            rows[at, self.place[total]] -= 1
        limits = [_said(mark) if mark else (number, number) for number, mark in table.itertuples(index=False)]
        self.sums, self.bounds = LinearConstraint(rows.tocsr(), 0, 0), Bounds(*np.array(limits, dtype=float).T)

    def filled_in(self, wishes: Mapping[object, int], **options: float) -> dict[object, float]:
        """The whole table in whole numbers that fit together; what is wished for: -1 for a large count, 1 for a small.

        Without options no other table meets the wishes better; `mip_rel_gap` lets others be better by such a part.
        """
        goal = np.zeros(len(self.cells))
        goal[[self.place[cell] for cell in wishes]] = list(wishes.values())
        is_whole = np.ones(len(goal))
        result = milp(goal, constraints=self.sums, bounds=self.bounds, integrality=is_whole, options=options)
        assert result.success
        counts = result.x.round()
        assert (self.sums.A @ counts == 0).all()
        assert (self.bounds.lb <= counts).all()
        assert (counts <= self.bounds.ub).all()
        return dict(zip(self.cells, counts, strict=True))


def _said(mark: str) -> tuple[float, ...]:
    return KNOWN[mark] if mark in KNOWN else tuple(float(end) for end in mark.split(".."))
