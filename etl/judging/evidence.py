"""What one part of a file shows of all its rows, and whether the parts decide what the whole file would.

Each part is judged as if it were the whole. What is decided of a whole file, not of a row, must then be the same in
each of them and be what their rows together decide; where that is not sure, the whole file is judged as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from etl.judging.dates.dates_shown import DatesShown, are_dates_alike
from etl.judging.numbers import LongNumbers, are_cut_alike
from etl.judging.quarantine import MOST_SPELLINGS
from etl.judging.rounded_nik import NikEndings, are_rounded_alike


@dataclass
class PartEvidence:
    """What the rows of one part show, as far as it is decided of a whole file."""

    rows: int = 0
    said: list[str] = field(default_factory=list)
    """What is understood of titles and dates, and marks on the whole: the same in each part of a file."""
    bare: str = ""
    """What a bare name of a place means."""
    dates: DatesShown = field(default_factory=DatesShown)
    has_marked_numbers: bool = False
    """Numbers end in signs that would be taken away if another one began oddly."""
    long: LongNumbers = field(default_factory=LongNumbers)
    endings: NikEndings = field(default_factory=NikEndings)
    spellings: dict[str, int] = field(default_factory=dict)
    """How many values of each column are held back."""
    newest: datetime = datetime.min
    shows_all_records: bool = True


def are_of_one_mind(parts: Sequence[PartEvidence]) -> bool:
    """Return True where each part was judged as the whole would be."""
    first = parts[0]
    held = {name for part in parts for name in part.spellings}
    return (
        all((part.said, part.bare) == (first.said, first.bare) for part in parts)
        and not any(part.has_marked_numbers for part in parts)
        and are_dates_alike([part.dates for part in parts])
        and are_cut_alike([part.long for part in parts])
        and are_rounded_alike([part.endings for part in parts])
        and all(sum(part.spellings.get(name, 0) for part in parts) <= MOST_SPELLINGS for name in held)
    )
