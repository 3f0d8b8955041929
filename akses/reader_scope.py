"""From an account to the rows that it may read."""

from pathlib import Path

from akses.access_table import places_in
from akses.identity import Account
from akses.rights import Reach, rights_of
from core.scope import Scope, some_units, whole_city


def scope_of(account: Account, build: Path) -> Scope:
    """Return what an account may read of a build: the city, a kecamatan's offices with its own, or one office.

    Roles that see the whole city share one scope, and so what is kept of it.
    """
    if rights_of(account.role).figures is Reach.CITY:
        return whole_city(build)
    is_kecamatan = account.role == "camat"
    units = {
        code for code, kecamatan in places_in(build).items() if account.place == (kecamatan if is_kecamatan else code)
    }
    return some_units(build, units, account.role, account.place)
