"""What may leave the house: small cells are hidden so that no sum gives them away, texts never become formulas."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.cell_bounds import Bounds, Cell, first_revealed

SMALLEST_SHOWN = 5
SMALL = "<5"
WITHHELD = "x"
PROTECTING = "protecting"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Counts = Mapping[Cell, int]


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


def is_small(count: float) -> bool:
    """Return True for the counts 1 to 4."""
    return 0 < count < SMALLEST_SHOWN


def is_share_hidden(numerator: float, denominator: float) -> bool:
    """Return True where a share would reveal 1 to 4 cases or 1 to 4 others."""
    return is_small(numerator) or is_small(denominator - numerator)


def suppress(counts: Counts, lines: Sequence[Line], published: Collection[Cell] = ()) -> dict[Cell, str]:
    """Return the mark of every cell that must be hidden: `<5`, or `x` where it protects another one.

    `counts`: whole numbers of 0 and more; `lines`: every sum over them that is published or can be made. Counts of 1
    to 4 are hidden; then, wherever a line or several together would leave a hidden cell a single possible value, one
    more cell goes: the smallest first, ties by code. Zeros are shown, except in a line with nothing else to hide:
    there every cell is `x`, the small ones too, since `<5` beside zeros would say which one it is. `published`: cells
    that stand somewhere as `<5` already, so that an `x` would say no less; they keep their `<5`. Raises ValueError
    where parts do not add up to their total, and where a cell cannot be protected (a line of one part with a shown
    total).
    """
    for line in lines:
        _check(counts, line)
    lines = _telling(lines)
    marks = {cell: SMALL for cell, count in counts.items() if is_small(count)}
    clear: set[Cell] = set()
    while exposed := _exposed(counts, marks, lines, clear, published):
        _hide_one_more(exposed, counts, marks, published)
    return {cell: SMALL if mark == SMALL else WITHHELD for cell, mark in marks.items()}


def _telling(lines: Sequence[Line]) -> list[Line]:
    """The lines in one order whatever order they came in, without the parts of a shown zero: those are known."""
    known = {cell for line in lines if line.total is None and not line.shown_total for cell in line.parts}
    left = [Line(tuple(sorted(set(line.parts) - known)), line.total, line.shown_total) for line in lines]
    return sorted(left, key=lambda line: (line.parts, line.total or ()))


def _check(counts: Counts, line: Line) -> None:
    total = line.shown_total if line.total is None else counts[line.total]
    if sum(counts[part] for part in line.parts) != total:
        raise ValueError(f"the parts of {line.total or line.parts} do not add up to their total")


def _exposed(
    counts: Counts, marks: Mapping[Cell, str], lines: Sequence[Line], clear: set[Cell], published: Collection[Cell]
) -> list[Line]:
    """The lines in which one more cell must go, for the smallest exposed cell first; empty when all are protected."""
    touched = [line for line in lines if not marks.keys().isdisjoint(line.cells)]
    alone = [line for line in touched if sum(map(marks.__contains__, line.cells)) == 1]
    if alone:
        line = min(alone, key=lambda line: min((counts[cell], cell) for cell in line.cells if cell in marks))
        if all(cell in marks for cell in line.cells):
            raise ValueError("a small cell cannot be protected: it is a sum of its own")
        return [line]
    cell = first_revealed(_bounds(counts, marks), [line.terms for line in touched], clear)
    reached = {cell} if cell else set()
    while reached:
        through = [line for line in lines if reached.intersection(line.cells)]
        closed = {cell for cell, mark in marks.items() if mark == WITHHELD}.union(published)
        open_lines = [line for line in through if not closed.issuperset(line.cells)]
        if open_lines:
            return open_lines
        # Everything in its lines is hidden already: the next cell goes from the lines that cross them.
        wider = {cell for line in through for cell in line.cells}
        if wider == reached:
            raise ValueError("small cells cannot be protected: nothing is left to hide")
        reached = wider
    return []


def _bounds(counts: Counts, marks: Mapping[Cell, str]) -> dict[Cell, Bounds]:
    """What a reader may know of each hidden cell: a single x that protects another cell is 5 or more."""
    limits = {SMALL: (1, SMALLEST_SHOWN - 1), PROTECTING: (SMALLEST_SHOWN, None), WITHHELD: (0, None)}
    return {cell: Bounds(counts[cell], *limits[mark]) for cell, mark in marks.items()}


def _hide_one_more(
    exposed: Sequence[Line], counts: Counts, marks: dict[Cell, str], published: Collection[Cell]
) -> None:
    """Hide the smallest cell with a count; where only zeros or small cells are left, mark the whole line x."""
    candidates = [cell for line in exposed for cell in line.cells if cell not in marks and counts[cell]]
    if candidates:
        marks[min(candidates, key=lambda cell: (counts[cell], cell))] = PROTECTING
    else:
        marks.update({cell: WITHHELD for cell in exposed[0].cells if cell not in published})


def safe_text(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before = + - @, tab and CR."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def safe_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with every text safe, column names included; numbers and dates stay as they are."""
    texts = {
        name: frame[name].map(lambda value: safe_text(value) if isinstance(value, str) else value)
        for name in frame.columns
        if not pd.api.types.is_numeric_dtype(frame[name])
    }
    return frame.assign(**texts).rename(columns=lambda name: safe_text(str(name)))


def shown_first(table: pd.DataFrame, columns: Sequence[str], name: str) -> pd.DataFrame:
    """Return the rows in an order that tells nothing of what is hidden: most first, then by name those with a mark.

    `columns`: counts, or marks (texts); a row counts for their sum, ties go by `name`.
    """
    size = table[list(columns)].apply(pd.to_numeric, errors="coerce").sum(axis=1, skipna=False).astype(float)
    order = np.lexsort((table[name].to_numpy(str), -size.to_numpy()))
    return table.iloc[order].reset_index(drop=True)


def hide_small(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the table with the small counts of some columns hidden, each against the column's known total.

    A column with something to hide becomes one of texts where it is hidden (`<5` or `x`) and whole numbers elsewhere.
    """
    return table.assign(**{name: _hidden(table[name]) for name in columns})


def _hidden(counts: pd.Series) -> pd.Series:
    cells: dict[Cell, int] = {(f"{at:06d}",): int(count) for at, count in enumerate(counts.fillna(0))}
    marks = suppress(cells, [Line(tuple(cells), shown_total=sum(cells.values()))]) if len(cells) > 1 else {}
    values = [marks.get(cell, count) for cell, count in zip(cells, counts, strict=True)]
    return pd.Series(values, index=counts.index, name=counts.name, dtype=object if marks else counts.dtype)
