"""What one reader may see: a build, and some units of it or all."""

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

    `units`: the codes of the offices whose rows are read, sorted, or EVERY_UNIT. None at all sees no rows. `home`: of a
    reader of some offices the place that is looked at first: a kecamatan with all its offices, or the one office.
    """

    build: Path
    units: tuple[str, ...]
    home: str = ""

    @property
    def is_city(self) -> bool:
        """True when nothing is held back."""
        return self.units == EVERY_UNIT

    @property
    def office(self) -> str | None:
        """The only office that is seen; None where there are more."""
        return self.home if self.units == (self.home,) else None

    @property
    def kecamatan(self) -> str | None:
        """The kecamatan whose offices are seen, and no others; None of the city and of one office."""
        return None if self.is_city or self.office else self.home or None

    @property
    def of_all(self) -> "Scope":
        """The scope of all offices of the same build: of what is told by others, such as what share is expected."""
        return self if self.is_city else whole_city(self.build)


def whole_city(build: Path) -> Scope:
    """Return the scope of a reader who may see everything."""
    return Scope(build, EVERY_UNIT)


def some_units(build: Path, units: set[str], home: str = "") -> Scope:
    """Return the scope of a reader who may see the rows of some offices only."""
    return Scope(build, tuple(sorted(units - set(EVERY_UNIT))), home)
