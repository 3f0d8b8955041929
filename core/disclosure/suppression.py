"""Small cells are hidden, and as many others as it takes that no sum gives them away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from core.disclosure.bounds import Bounds, Cell, first_revealed
from core.method import SMALLEST_SHOWN

SMALL = f"<{SMALLEST_SHOWN}"
WITHHELD = "x"
PROTECTING = "protecting"
LIMITS: dict[str, tuple[int, int | None]] = {
    SMALL: (1, SMALLEST_SHOWN - 1),
    PROTECTING: (SMALLEST_SHOWN, None),
    WITHHELD: (0, None),
}
"""What a reader may know of a hidden cell by its mark: a single x that protects another cell is 5 or more."""
Counts = dict[Cell, int]


class UnprotectableError(ValueError):
    """A small cell that no other cell can hide: what is shown beside it tells it."""


@dataclass(frozen=True)
class Line:
    """A sum that readers know or can make: the parts add up to `total`, a cell or (always shown) a number."""

    parts: tuple[Cell, ...]
    total: Cell | None = None
    shown_total: int = 0

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of the sum, a total that is a cell included."""
        return self.parts if self.total is None else (*self.parts, self.total)

    @cached_property
    def terms(self) -> tuple[tuple[Cell, float], ...]:
        """The sum as an equation: its parts, and its total, if that is a cell, with a minus."""
        total = () if self.total is None else ((self.total, -1.0),)
        return (*((part, 1.0) for part in self.parts), *total)


def is_small(count: Any) -> Any:
    """Return True for the counts 1 to 4; of an array or a frame, for each."""
    return (count > 0) & (count < SMALLEST_SHOWN)


def suppress(
    counts: Counts,
    lines: Sequence[Line],
    published: Collection[Cell] = (),
    withheld: Collection[Cell] = (),
    at_least: Mapping[Cell, int] = MappingProxyType({}),
) -> dict[Cell, str]:
    """Return the mark of every cell that must be hidden: `<5`, or `x` where it protects another one.

    `counts`: whole numbers of 0 and more; `lines`: every sum over them that is published or can be made. Counts of 1
    to 4 are hidden; then, wherever a line or several together would leave a hidden cell a single possible value, one
    more cell goes: the smallest first, ties by code. Zeros are shown, except in a line with nothing else to hide:
    there every cell is `x`, the small ones too, since `<5` beside zeros would say which one it is. `published`: cells
    that stand somewhere as `<5` already, so that an `x` would say no less; they keep their `<5`. `withheld`: cells
    that are `x` whatever their count, because they would tell of what is hidden elsewhere. `at_least`: what else that
    is shown says of a count that is hidden. Raises ValueError where parts do not add up to their total, and
    UnprotectableError where a cell cannot be protected (a line of one part with a shown total).
    """
    for line in lines:
        _check(counts, line)
    known = _known(counts, lines)
    table = _MarkedCounts(counts, _telling(lines, known), published, at_least)
    for cell, count in counts.items():
        if cell in withheld:
            table.hide(cell, WITHHELD)
        elif is_small(count) and cell not in known:
            table.hide(cell, SMALL)
    while exposed := table.exposed():
        table.hide_one_more(exposed)
    return {cell: SMALL if mark == SMALL else WITHHELD for cell, mark in table.marks.items()}


def _check(counts: Counts, line: Line) -> None:
    total = line.shown_total if line.total is None else counts[line.total]
    if sum(counts[part] for part in line.parts) != total:
        raise ValueError(f"the parts of {line.total or line.parts} do not add up to their total")


def _known(counts: Counts, lines: Sequence[Line]) -> set[Cell]:
    """The cells that a shown zero tells: its parts, theirs in turn, and what these leave alone in a sum.

    Where nothing waits, all that were sent are ready: that number is no more to be hidden than the total.
    """
    known: set[Cell] = set()
    found = {cell for line in lines if line.total is None and not line.shown_total for cell in line.parts}
    while found:
        known |= found
        met = [line for line in lines if not found.isdisjoint(line.cells)]
        found = {cell for line in met for cell in _follows(counts, line, known)}
    return known


def _follows(counts: Counts, line: Line, known: Collection[Cell]) -> set[Cell]:
    """What follows from the known cells of a sum: the only other one, or all others where nothing is left for them."""
    left = set(line.cells).difference(known)
    is_nothing = line.total not in left and not any(counts[cell] for cell in left)
    return left if is_nothing or len(left) == 1 else set()


def _telling(lines: Sequence[Line], known: Collection[Cell]) -> list[Line]:
    """The lines in one order whatever order they came in, without the cells that are known."""
    left = []
    for line in lines:
        total = None if line.total in known else line.total
        left.append(Line(tuple(sorted(set(line.parts) - set(known))), total, line.shown_total))
    return sorted(left, key=lambda line: (line.parts, line.total or ()))


class _MarkedCounts:
    """The counts with their marks and lines, and what is hidden of each line, kept up cell by cell."""

    def __init__(
        self, counts: Counts, lines: Sequence[Line], published: Collection[Cell], at_least: Mapping[Cell, int]
    ) -> None:
        self.marks: dict[Cell, str] = {}
        self._counts, self._lines, self._published, self._at_least = counts, lines, published, at_least
        self._through: dict[Cell, list[int]] = {}
        for at, line in enumerate(lines):
            for cell in line.cells:
                self._through.setdefault(cell, []).append(at)
        self._hidden: dict[int, set[Cell]] = {}
        self._alone: dict[int, Cell] = {}
        """By line: its only hidden cell."""
        self._clear: set[Cell] = set()

    def hide(self, cell: Cell, mark: str) -> None:
        """Mark a cell, in all its lines."""
        self.marks[cell] = mark
        for at in self._through.get(cell, ()):
            hidden = self._hidden.setdefault(at, set())
            hidden.add(cell)
            if len(hidden) == 1:
                self._alone[at] = cell
            else:
                self._alone.pop(at, None)

    def exposed(self) -> list[Line]:
        """Return the lines in which one more cell must go, for the smallest exposed cell first; empty: all are safe."""
        if self._alone:
            line = self._lines[min(self._alone, key=lambda at: (*self._rank(self._alone[at]), at))]
            if self.marks.keys() >= set(line.cells):
                raise UnprotectableError("a small cell cannot be protected: it is a sum of its own")
            return [line]
        bounds = {cell: self._bounds(cell, *LIMITS[mark]) for cell, mark in self.marks.items()}
        cell = first_revealed(bounds, [self._lines[at].terms for at in sorted(self._hidden)], self._clear)
        return self._open_lines({cell}) if cell else []

    def _bounds(self, cell: Cell, lower: int, upper: int | None) -> Bounds:
        return Bounds(self._counts[cell], max(lower, self._at_least.get(cell, 0)), upper)

    def _open_lines(self, reached: set[Cell]) -> list[Line]:
        """The lines through some cells with another cell to hide; without any, those that cross them, and so on."""
        closed = {cell for cell, mark in self.marks.items() if mark == WITHHELD}.union(self._published)
        through = [self._lines[at] for at in sorted({at for cell in reached for at in self._through[cell]})]
        if open_lines := [line for line in through if not closed.issuperset(line.cells)]:
            return open_lines
        wider = {cell for line in through for cell in line.cells}
        if wider == reached:
            raise UnprotectableError("small cells cannot be protected: nothing is left to hide")
        return self._open_lines(wider)

    def hide_one_more(self, exposed: Sequence[Line]) -> None:
        """Hide the smallest cell with a count; where only zeros or small cells are left, mark the whole line x."""
        left = {cell for line in exposed for cell in line.cells if cell not in self.marks and self._counts[cell]}
        if left:
            return self.hide(min(left, key=self._rank), PROTECTING)
        for cell in exposed[0].cells:
            if cell not in self._published:
                self.hide(cell, WITHHELD)
        return None

    def _rank(self, cell: Cell) -> tuple[int, Cell]:
        return self._counts[cell], cell
