"""What one reader may see: a build, some units or all, and the role that says so."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

EVERY_UNIT: Final = ("*",)
"""The whole city: also what belongs to no office, such as a call without a place or the accounts of the files."""
NO_LOGIN: Final = "tanpa_login"
"""Whoever sits at this machine: the dashboard without a login, the commands and the notebooks."""


@dataclass(frozen=True)
class Scope:
    """Given to every reader and part of every cache key; frozen, so that it is the same wherever it arrives.

    `units`: the codes of the offices whose rows are read, sorted, or EVERY_UNIT. None at all sees no rows.
    """

    build: Path
    units: tuple[str, ...]
    role: str

    @property
    def is_city(self) -> bool:
        """True when nothing is held back."""
        return self.units == EVERY_UNIT


def whole_city(build: Path, role: str = NO_LOGIN) -> Scope:
    """Return the scope of a reader who may see everything."""
    return Scope(build, EVERY_UNIT, role)


def some_units(build: Path, units: set[str], role: str) -> Scope:
    """Return the scope of a reader who may see the rows of some offices only."""
    return Scope(build, tuple(sorted(units - set(EVERY_UNIT))), role)
