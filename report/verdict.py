"""What a check of a file says: one of four outcomes, with its reasons in sentences."""

from dataclasses import dataclass
from enum import IntEnum


class Outcome(IntEnum):
    """What came out of a check; the value is the command's exit code."""

    SAME = 0
    DIFFERS = 1
    OTHER_VERSION = 6
    UNCHECKED = 7


@dataclass(frozen=True)
class Verdict:
    """`sentences`: what was compared and what came out."""

    outcome: Outcome
    sentences: tuple[str, ...]

    @property
    def is_same(self) -> bool | None:
        """None when it cannot be told."""
        return {Outcome.SAME: True, Outcome.DIFFERS: False}.get(self.outcome)
