"""The rights of each role, cell by cell, as the city decided them."""

import pytest

from akses.rights import DENY, RIGHTS, ROLES, PlaceKind, Reach, Rights, rights_of
from core.scope import NO_LOGIN

CITY, OWN, COUNTS, NOTHING = Reach.CITY, Reach.OWN, Reach.OWN_COUNTS, Reach.NOTHING
DECIDED = {
    "figures": {
        "pimpinan": PlaceKind.CITY,
        "analis": PlaceKind.CITY,
        "camat": PlaceKind.KECAMATAN,
        "operator": PlaceKind.OFFICE,
    },
    "reports": {"pimpinan": CITY, "analis": CITY, "camat": OWN, "operator": NOTHING},
    "may_make_reports": {"pimpinan": False, "analis": True, "camat": False, "operator": False},
    "held_rows": {"pimpinan": NOTHING, "analis": CITY, "camat": COUNTS, "operator": OWN},
    "gets_letters": {"pimpinan": True, "analis": True, "camat": True, "operator": False},
    "sends": {"pimpinan": NOTHING, "analis": CITY, "camat": NOTHING, "operator": OWN},
    "may_mend": {"pimpinan": False, "analis": True, "camat": False, "operator": False},
    "may_query": {"pimpinan": False, "analis": True, "camat": False, "operator": False},
}


@pytest.mark.parametrize(("right", "role"), [(right, role) for right in DECIDED for role in DECIDED[right]])  # type: ignore[attr-defined]
def test_each_cell(right, role):
    assert getattr(rights_of(role), right) is DECIDED[right][role]


def test_nothing_stands_beside_the_decided():
    assert set(DECIDED) == set(Rights.__dataclass_fields__)
    assert set(ROLES) == set(DECIDED["figures"]) == RIGHTS.keys() - {NO_LOGIN}
    assert DENY not in RIGHTS


def test_a_role_that_nobody_knows_has_no_rights():
    with pytest.raises(KeyError):
        rights_of("walikota")


def test_files_are_named_to_those_who_may_see_them_and_counts_name_none():
    assert {reach for reach in Reach if reach.names_files} == {CITY, OWN}
