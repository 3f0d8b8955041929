"""What each role may: one table, asked by pages, downloads and routes; and the rows that an account may read."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final

from akses.identity import Reader
from core.scope import NO_LOGIN, Scope, whole_city
from core.snapshot import kecamatan_scope, office_scope


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
    """One row of the table: figures, archived reports, making a report, held rows and files, downloads, sending files,
    mending (held rows, reference tables), asking the build in SQL.
    """

    figures: Reach
    reports: Reach
    may_make_reports: bool
    held_rows: Reach
    downloads: Reach
    sends: Reach
    may_mend: bool
    may_query: bool


DENY: Final = "tolak"
"""A row of the table of access that shuts out, whatever other rows say."""

RIGHTS: Final = {
    NO_LOGIN: Rights(Reach.CITY, Reach.CITY, True, Reach.CITY, Reach.CITY, Reach.CITY, True, True),
    "pimpinan": Rights(Reach.CITY, Reach.CITY, False, Reach.NOTHING, Reach.CITY, Reach.NOTHING, False, False),
    "analis": Rights(Reach.CITY, Reach.CITY, True, Reach.CITY, Reach.CITY, Reach.CITY, True, True),
    "camat": Rights(Reach.OWN, Reach.OWN, False, Reach.OWN_COUNTS, Reach.OWN, Reach.NOTHING, False, False),
    "operator": Rights(Reach.OWN, Reach.NOTHING, False, Reach.OWN, Reach.OWN, Reach.OWN, False, False),
}
ROLES: Final = tuple(role for role in RIGHTS if role != NO_LOGIN)
"""The roles that a row of the table of access may give."""


def rights_of(role: str) -> Rights:
    """Return the rights of a role; of a role that nobody knows none is given: KeyError."""
    return RIGHTS[role]


@lru_cache(maxsize=256)
def scope_of(reader: Reader, build: Path) -> Scope:
    """Return what a reader sees of a build: the city, a kecamatan's offices with its own, or one office.

    Roles that see the whole city share one scope, and so what is kept of it.
    """
    if rights_of(reader.role).figures is Reach.CITY:
        return whole_city(build)
    own = kecamatan_scope if reader.role == "camat" else office_scope
    return own(build, reader.place, reader.role)
