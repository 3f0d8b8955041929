"""What each role may: one table, asked by pages, downloads and routes."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from core.scope import NO_LOGIN


class Reach(Enum):
    """How far a right goes."""

    CITY = "city"
    OWN = "own"
    """The own kecamatan or office; of the city what everybody may know, as a comparison."""
    OWN_COUNTS = "own counts"
    """How much of the own place, not which rows or files."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Rights:
    """One row of the table: figures, archived reports, making a report, held rows and files, downloads."""

    figures: Reach
    reports: Reach
    may_make_reports: bool
    held_rows: Reach
    downloads: Reach


DENY: Final = "tolak"
"""A row of the table of access that shuts out, whatever other rows say."""

RIGHTS: Final = {
    NO_LOGIN: Rights(Reach.CITY, Reach.CITY, True, Reach.CITY, Reach.CITY),
    "pimpinan": Rights(Reach.CITY, Reach.CITY, False, Reach.NOTHING, Reach.CITY),
    "analis": Rights(Reach.CITY, Reach.CITY, True, Reach.CITY, Reach.CITY),
    "camat": Rights(Reach.OWN, Reach.OWN, False, Reach.OWN_COUNTS, Reach.OWN),
    "operator": Rights(Reach.OWN, Reach.NOTHING, False, Reach.OWN, Reach.OWN),
}
ROLES: Final = tuple(role for role in RIGHTS if role != NO_LOGIN)
"""The roles that a row of the table of access may give."""


def rights_of(role: str) -> Rights:
    """Return the rights of a role; of a role that nobody knows none is given: KeyError."""
    return RIGHTS[role]
