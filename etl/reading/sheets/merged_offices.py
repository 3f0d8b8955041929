"""Whether a row of counts without an office's name belongs to the office above it, as under a merged cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.reading.base.cells import Cells
from etl.reading.sheets.day_titles import DayColumns
from etl.reading.sheets.slipped_rows import number_in
from etl.sources.contract import ALL_PURPOSES
from etl.spelling import fold


@dataclass
class MergedOffice:
    """The office of the rows read last, and what they said of it by purpose.

    `purposes`: the value that each spelling stands for.
    """

    days: DayColumns
    purposes: Mapping[str, str]
    name: str | None = None
    told: dict[str, Cells] = field(default_factory=dict)

    def begin(self, name: str | None) -> None:
        """An office in a cell of its own: what was told before was of another."""
        self.name, self.told = name, {}

    def of_row(self, own: str | None, purpose: str | None, cells: Cells) -> str | None:
        """Return the office of a row: its own, or the one above it where the row can be a purpose of that one.

        It cannot be a purpose told already, nor one that does not add up with those: its office's name is missing.
        """
        if own:
            self.begin(own)
        text = fold(purpose or "")
        known = self.purposes.get(text, text)
        if not own and (not text or known in self.told or not self._adds_up(known, cells)):
            return None
        self.told[known] = cells
        return self.name

    def _adds_up(self, purpose: str, cells: Cells) -> bool:
        """False where all visitors are fewer than those of the purposes, or, told last, others than all of these."""
        told = {**self.told, purpose: cells}
        every = told.pop(ALL_PURPOSES, None)
        if every is None or not told:
            return True
        for place in self.days:
            parts = [number_in(part, place) for part in told.values() if part[place]]
            total = number_in(every, place)
            if total is None or not parts or None in parts:
                continue
            added = sum(part or 0 for part in parts)
            is_whole = purpose == ALL_PURPOSES and len(parts) == len(told)
            if added > total or (is_whole and added != total):
                return False
        return True
