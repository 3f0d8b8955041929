"""What a reader works out of several versions of one table: a later one must not tell what an earlier one hid."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.disclosure.bounds import Bounds, Cell, Equation, first_revealed
from core.disclosure.suppression import LIMITS, Line

RISE = "selisih"
HiddenSum = tuple[Equation, float]
"""Hidden cells with their signs, and the number that they make."""
CellLimits = dict[Cell, tuple[int, int | None]]


@dataclass(frozen=True)
class Published:
    """One version as anyone may read it: shown counts, marks of the hidden cells, and the sums its labels promise.

    Cells are (place, ...); every place has one line with a shown total, that of its own cells.
    """

    shown: Mapping[Cell, int]
    marks: Mapping[Cell, str]
    lines: Sequence[Line]

    @property
    def totals(self) -> dict[str, int]:
        """The shown total of every place."""
        return {line.parts[0][0]: line.shown_total for line in self.lines if line.total is None}

    @property
    def silent(self) -> set[Cell]:
        """The cells of places without anything: everybody knows them to be zero."""
        totals = self.totals
        return {cell for cell in (*self.shown, *self.marks) if not totals.get(cell[0], 0)}


class NoTableError(Exception):
    """No counts fit all versions and what the reader is taken to suppose."""


def first_told(versions: Sequence[Published]) -> Cell | None:
    """Return a cell that is hidden in some version and left a single possible count by all of them, else None.

    The reader is taken to suppose that a place of which nothing shown fell only gained (a late request), and that one
    of which nothing rose only lost (a cancellation). Raises NoTableError where no table fits that at all.
    """
    limits = {(str(at), *cell): LIMITS[mark] for at, one in enumerate(versions) for cell, mark in one.marks.items()}
    sums = [equation for at, one in enumerate(versions) for equation in _sums(str(at), one)]
    for at in range(1, len(versions)):
        sums += _links((str(at - 1), versions[at - 1]), (str(at), versions[at]), limits)
    table = _any_table(limits, sums)
    if table is None:
        raise NoTableError
    bounds = {cell: Bounds(table[cell], *known) for cell, known in limits.items()}
    open_anyway = {(str(at), *cell) for at, one in enumerate(versions) for cell in one.silent}
    open_anyway |= {cell for cell in limits if cell[0] == RISE}
    equations = [terms for terms, _ in sums]
    while (told := first_revealed(bounds, equations, open_anyway)) is not None:
        at, cell = int(told[0]), told[1:]
        if not at or versions[at - 1].shown.get(cell) != table[told]:
            return cell
        # That it is what it was shown to be before tells nothing new.
        open_anyway.add(told)
    return None


def cell_to_hide(told: Cell, versions: Sequence[Published]) -> Cell | None:
    """Return the shown cell of the last version that best hides one that is told; None where none is left.

    The nearest over its sums, of a place whose total changed before others (what stayed hides nothing), then the
    smallest.
    """
    before, last = versions[-2:]
    left = last.shown.keys() - last.silent
    moved = {place for place, total in last.totals.items() if before.totals.get(place) != total}
    reached: set[Cell] = {told}
    while True:
        wider = {cell for line in last.lines if not reached.isdisjoint(line.cells) for cell in line.cells}
        if found := wider & left:
            return min(found, key=lambda cell: (cell[0] not in moved, last.shown[cell], cell))
        if wider <= reached:
            return None
        reached |= wider


def _sums(name: str, version: Published) -> Iterator[HiddenSum]:
    for line in version.lines:
        terms = tuple(((name, *cell), sign) for cell, sign in line.terms if cell in version.marks)
        shown = sum(sign * version.shown[cell] for cell, sign in line.terms if cell not in version.marks)
        if terms:
            yield terms, float(line.shown_total) - shown


def _links(before: tuple[str, Published], after: tuple[str, Published], limits: CellLimits) -> Iterator[HiddenSum]:
    """A cell hidden twice rose (or fell) by 0 or more; shown once, its count bounds the other."""
    (old, first), (new, then) = before, after
    for place, direction in _directions(first, then).items():
        low, high = ((old, first), (new, then)) if direction > 0 else ((new, then), (old, first))
        cells = [cell for cell in (*first.shown, *first.marks) if cell[0] == place]
        for cell in (cell for cell in cells if cell in then.shown or cell in then.marks):
            below, above = (low[0], *cell), (high[0], *cell)
            if below in limits and above in limits:
                rise = (RISE, new, *cell)
                limits[rise] = (0, None)
                yield ((below, 1.0), (rise, 1.0), (above, -1.0)), 0.0
            elif above in limits:
                least, most = limits[above]
                limits[above] = (max(least, low[1].shown[cell]), most)
            elif below in limits:
                least, most = limits[below]
                top = high[1].shown[cell]
                limits[below] = (least, top if most is None else min(most, top))


def _directions(first: Published, then: Published) -> dict[str, int]:
    """By place: 1 where nothing shown fell, -1 where nothing rose; places of which some rose and some fell are free."""
    old, new = ({**one.shown, **{(place,): total for place, total in one.totals.items()}} for one in (first, then))
    moves: dict[str, set[bool]] = {cell[0]: set() for cell in old}
    for cell, count in old.items():
        if cell in new and new[cell] != count:
            moves[cell[0]].add(new[cell] > count)
    return {place: -1 if found == {False} else 1 for place, found in moves.items() if len(found) < 2}


def _any_table(limits: CellLimits, sums: Sequence[HiddenSum]) -> dict[Cell, int] | None:
    """Counts that the hidden cells could have; None where there are none."""
    # The solver takes long to import, and most starts never ask it.
    from scipy.optimize import Bounds as Box
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import csr_array

    cells = list(limits)
    place = {cell: at for at, cell in enumerate(cells)}
    entries = [(row, place[cell], sign) for row, (terms, _) in enumerate(sums) for cell, sign in terms]
    if not entries:
        return {cell: low for cell, (low, _) in limits.items()}
    rows, columns, signs = (list(part) for part in zip(*entries, strict=True))
    matrix = csr_array((signs, (rows, columns)), shape=(len(sums), len(cells)))
    numbers = np.array([number for _, number in sums])
    box = Box(
        np.array([low for low, _ in limits.values()], dtype=float),
        np.array([np.inf if high is None else high for _, high in limits.values()], dtype=float),
    )
    found = milp(
        np.zeros(len(cells)),
        constraints=LinearConstraint(matrix, numbers, numbers),
        bounds=box,
        integrality=np.ones(len(cells)),
    )
    return dict(zip(cells, np.round(found.x).astype(int).tolist(), strict=True)) if found.success else None
