"""From an account to the rows that it may read."""

from functools import lru_cache
from pathlib import Path

from akses.identity import Reader
from akses.rights import Reach, rights_of
from core.scope import Scope, whole_city
from core.snapshot import kecamatan_scope, office_scope


@lru_cache(maxsize=256)
def scope_of(reader: Reader, build: Path) -> Scope:
    """Return what a reader sees of a build: the city, a kecamatan's offices with its own, or one office.

    Roles that see the whole city share one scope, and so what is kept of it.
    """
    if rights_of(reader.role).figures is Reach.CITY:
        return whole_city(build)
    own = kecamatan_scope if reader.role == "camat" else office_scope
    return own(build, reader.place, reader.role)
