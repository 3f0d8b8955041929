"""Which rows of counts slipped against their titles, where every row has a cell in each column as spreadsheets do.

A cell put in, or taken out, moves all counts to its right. No width tells it; what does is the sum of the row, which
then stands beside its title or is none, a count beyond the last title, and, of columns of unlike counts, their size.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from etl.reading.base.cells import Cells
from etl.reading.base.not_data import starts_aside, starts_total

NumberedRows = Mapping[int, Cells]
SLIPPED = "row:baris_bergeser"
UNSUMMED = "row:jumlah_tak_cocok"
DIGITS_AT_MOST = 6
PROOFS_AT_LEAST = 3
MOST = 0.8
ROWS_AT_LEAST, MOVED_AT_LEAST, FULL, LEAST_MEAN = 8, 4, 0.9, 0.5
SURE = 15.0
"""Nats, times the spread of the counts: odds of some millions to one."""


def slips(titles: Sequence[Cells], rows: NumberedRows, count: int | None = None) -> dict[int, str]:
    """Return what is wrong with rows: SLIPPED where the sum, or the last count, has left its title.

    `titles`: the rows of titles, the lowest last. `rows`: those that may hold counts, by number. `count`: the column
    of counts; where nearly all of them are the sum of the columns beside it, any other is UNSUMMED.
    """
    total = count or max((place for row in titles for place in _totals(row)), default=0)
    sums = _Sums.of(rows, total)
    found = dict.fromkeys(_unsummed(rows, count), UNSUMMED) if count else {}
    found |= dict.fromkeys(_beyond(titles, rows), SLIPPED)
    return found | {number: SLIPPED for number, cells in rows.items() if sums and sums.is_moved(cells)}


def off_levels(rows: NumberedRows, places: Sequence[int]) -> set[int]:
    """Return the rows whose counts fit the columns beside theirs, beyond chance, from a blank on that others lack.

    `places`: columns of unlike counts, as those of offices are, in their order; a row a day.
    """
    counts = {number: [number_in(cells, place) for place in places] for number, cells in rows.items()}
    if len(rows) < ROWS_AT_LEAST or len(places) <= MOVED_AT_LEAST:
        return set()
    columns = [[count for count in column if count is not None] for column in zip(*counts.values(), strict=True)]
    usual = [max(sum(column) / len(column), LEAST_MEAN) if column else LEAST_MEAN for column in columns]
    is_full = [len(column) >= FULL * len(rows) for column in columns]
    known = [
        (count, mean) for row in counts.values() for count, mean in zip(row, usual, strict=True) if count is not None
    ]
    spread = max(1.0, sum((count - mean) ** 2 / mean for count, mean in known) / max(1, len(known)))
    found = set()
    for number, row in counts.items():
        # Read from the other end, a cell that was taken out is one that was put in.
        for own, means, full in ((row, usual, is_full), (row[::-1], usual[::-1], is_full[::-1])):
            if _gain(own, means, full) > SURE * spread:
                found.add(number)
    return found


def _gain(row: Sequence[int | None], usual: Sequence[float], is_full: Sequence[bool]) -> float:
    """How much likelier the counts from a blank on, up to some cell, are one column to the left, at best; in nats."""
    gain, moved, best = 0.0, 0, 0.0
    for place in range(len(row) - 1, 0, -1):
        gain, moved = (gain, moved) if gain > 0 else (0.0, 0)
        count = row[place]
        if count is not None:
            gain += count * log(usual[place - 1] / usual[place]) - usual[place - 1] + usual[place]
            moved += 1
        if row[place - 1] is None and is_full[place - 1] and moved >= MOVED_AT_LEAST:
            best = max(best, gain)
    return best


def may_add_up(titles: Sequence[str], count: int | None, read: Iterable[int]) -> bool:
    """Return True where two columns that nobody reads stand beside that of the counts: they may be its parts."""
    taken = {*read, count}
    return count is not None and any(
        all(0 <= place < len(titles) and titles[place] and place not in taken for place in pair)
        for pair in ((count - 2, count - 1), (count + 1, count + 2))
    )


def _unsummed(rows: NumberedRows, count: int) -> set[int]:
    width = max(map(len, rows.values()), default=0)
    turned = {number: [*[None] * (width - len(cells)), *reversed(cells)] for number, cells in rows.items()}
    for each, place in ((rows, count), (turned, width - 1 - count)):
        sums = _Sums.of(each, place)
        if sums and sums.are_proven:
            return {number for number, cells in each.items() if sums.differs(cells)}
    return set()


def _beyond(titles: Sequence[Cells], rows: NumberedRows) -> set[int]:
    """NumberedRows that alone have a number right of the last title; a sum that somebody wrote there is none."""
    end = 1 + max((place for row in titles for place, cell in enumerate(row) if cell), default=-1)
    wide = [number for number, cells in rows.items() if any(cells[end : end + 2])]
    if 2 * len(wide) >= len(rows):
        return set()
    found = set()
    for number in wide:
        over = next((count for place in (end, end + 1) if (count := number_in(rows[number], place)) is not None), None)
        if over is not None and over != sum(number_in(rows[number], place) or 0 for place in range(1, end)):
            found.add(number)
    return found


@dataclass(frozen=True)
class _Sums:
    """The column of sums, the first of the columns that most rows add up there, and the rows that do."""

    total: int
    first: int
    proofs: int
    rows: int

    @staticmethod
    def of(rows: NumberedRows, total: int) -> "_Sums | None":
        """Return how the rows add up in this column; None where they do not."""
        votes = Counter(first for cells in rows.values() for first in _firsts(cells, total)) if total else Counter()
        if not votes:
            return None
        first, proofs = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        summed = sum(number_in(cells, total) is not None for cells in rows.values())
        return _Sums(total, first, proofs, summed) if 2 * proofs >= summed else None

    @cached_property
    def are_proven(self) -> bool:
        """True where nearly all rows add up."""
        return self.proofs >= max(PROOFS_AT_LEAST, MOST * self.rows)

    def differs(self, cells: Cells) -> bool:
        """True for a row with parts, and another sum or none."""
        parts = _numbers_in(cells, range(self.first, self.total))
        return bool(parts) and sum(parts) != number_in(cells, self.total)

    def is_moved(self, cells: Cells) -> bool:
        """True where the sum of a row stands one or two columns away from its title."""
        if not self.differs(cells):
            return False
        whole = _numbers_in(cells, range(self.first, self.total + 1))
        after = next((count for place in (1, 2) if (count := number_in(cells, self.total + place))), 0)
        if after == sum(whole) and sum(map(bool, whole)) > 1:
            return True
        last = next((place for place in (1, 2) if number_in(cells, self.total - place) is not None), None)
        if last is None or cells[self.total] or self.total - self.first <= 2:
            return False
        others = _numbers_in(cells, range(self.first, self.total - last))
        return sum(map(bool, others)) > 1 and (number_in(cells, self.total - last) or 0) >= sum(others)


def _totals(cells: Cells) -> Iterable[int]:
    return (place for place, cell in enumerate(cells) if cell and starts_total(cell) and not starts_aside(cell))


def _firsts(cells: Cells, total: int) -> Iterable[int]:
    """The columns from which on the numbers of a row add up to its sum, if there are two or more."""
    wanted, found, parts = number_in(cells, total), 0, 0
    if not wanted:
        return
    for place in reversed(range(total)):
        count = number_in(cells, place) or 0
        found, parts = found + count, parts + bool(count)
        if found > wanted:
            return
        if found == wanted and parts > 1:
            yield place


def _numbers_in(cells: Cells, places: Iterable[int]) -> list[int]:
    return [count for place in places if (count := number_in(cells, place)) is not None]


def number_in(cells: Cells, place: int) -> int | None:
    """Return the count in a cell; None for anything else."""
    text = (cells[place] if place < len(cells) else None) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS_AT_MOST else None
