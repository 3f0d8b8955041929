"""What each role may: one table, asked by pages, downloads and routes; and the rows that an account may read."""

from dataclasses import dataclass, replace
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

    @property
    def names_files(self) -> bool:
        """True where files may be told by their names, and who sent them."""
        return self in (Reach.CITY, Reach.OWN)


class PlaceKind(Enum):
    """Of which place an account sees the figures, and so what its row names as place."""

    CITY = "city"
    """The row names none."""
    KECAMATAN = "kecamatan"
    OFFICE = "office"


@dataclass(frozen=True)
class Rights:
    """One row of the table. Whoever sees a figure may take it along; of what is held back `held_rows` decides.

    `figures`: of which place. `reports`: which archived ones. `gets_letters`: `penerima.csv` may name the role, and its
    place's report goes to it. `held_rows`: rows held back, and the files they are in. `may_mend`: answer what was held
    back, change the tables that people keep. `may_query`: ask the build in SQL, with the questions kept for all.
    """

    figures: PlaceKind
    reports: Reach
    may_make_reports: bool
    gets_letters: bool
    held_rows: Reach
    sends: Reach
    may_mend: bool
    may_query: bool


DENY: Final = "tolak"
"""A row of the table of access that shuts out, whatever other rows say."""
_ALL: Final = Rights(
    figures=PlaceKind.CITY,
    reports=Reach.CITY,
    may_make_reports=True,
    gets_letters=True,
    held_rows=Reach.CITY,
    sends=Reach.CITY,
    may_mend=True,
    may_query=True,
)
_NONE: Final = Rights(
    figures=PlaceKind.OFFICE,
    reports=Reach.NOTHING,
    may_make_reports=False,
    gets_letters=False,
    held_rows=Reach.NOTHING,
    sends=Reach.NOTHING,
    may_mend=False,
    may_query=False,
)

RIGHTS: Final = {
    NO_LOGIN: replace(_ALL, gets_letters=False),
    "pimpinan": replace(_NONE, figures=PlaceKind.CITY, reports=Reach.CITY, gets_letters=True),
    "analis": _ALL,
    "camat": replace(
        _NONE,
        figures=PlaceKind.KECAMATAN,
        reports=Reach.OWN,
        gets_letters=True,
        held_rows=Reach.OWN_COUNTS,
    ),
    "operator": replace(_NONE, figures=PlaceKind.OFFICE, held_rows=Reach.OWN, sends=Reach.OWN),
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
    match rights_of(reader.role).figures:
        case PlaceKind.CITY:
            return whole_city(build)
        case PlaceKind.KECAMATAN:
            return kecamatan_scope(build, reader.place)
        case PlaceKind.OFFICE:
            return office_scope(build, reader.place)
