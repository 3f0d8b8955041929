"""What a reader may see is said by a frozen scope, and by nothing else: no row of another office, no shared cache."""

import ast
from dataclasses import FrozenInstanceError

import pytest
from streamlit.runtime.caching import cache_resource_api
from support.source_tree import files, imports

from analytics import build
from core.scope import EVERY_UNIT, Scope, some_units, whole_city
from core.settings import ROOT
from core.snapshot import NoBuildError, open_build
from core.tables import TABLES
from pages.view.cache import read_build, read_place

OWN = {"64.72.01", "64.72.01.1001"}
DATA = ROOT / "pages" / "view" / "cache.py"
READERS = {"analytics.build", "analytics.city", "analytics.open_city"}
SESSION = ("session_state", "query_params", "st.user", "st.context", "get_script_run_ctx")


@pytest.fixture
def own(snapshot) -> Scope:
    """A reader of one kecamatan office and one kelurahan."""
    return some_units(snapshot.path, OWN, "kecamatan")


@pytest.mark.parametrize("table", [table for table in TABLES if not table.is_public], ids=lambda table: table.name)
def test_table_holds_own_rows_only(snapshot, own, table):
    """Rows of the own offices are all there; of others, and of the city as a whole, not one."""
    city, seen = snapshot.table(table.name), open_build(own).table(table.name)
    if "unit_code" not in table.column_names:
        assert seen.empty
        return
    expected = city[city["unit_code"].isin(OWN)]
    expected = expected[expected["scope"] == "kantor"] if "scope" in table.column_names else expected
    assert len(seen) == len(expected)
    assert set(seen["unit_code"]) <= OWN


def test_no_public_table_counts_anything():
    """What no role holds back has names, dates, promises and shapes, but no count of requests, visits or calls."""
    counts = {"requests", "visits", "calls", "warga", "rt", "petugas", "distinct", "row_count", "read"}
    assert [table.name for table in TABLES if table.is_public and counts & set(table.column_names)] == []


def test_facts_hold_own_rows_only(snapshot, own):
    """A SELECT with joins is held back as a whole table is."""
    seen = build.unit_days(open_build(own))
    assert set(seen["unit_code"]) == OWN
    assert len(seen) == 2 * build.unit_days(snapshot)["date"].nunique()


def test_a_scope_without_units_sees_nothing(snapshot):
    """Nothing said is nothing seen; the mark of the whole city cannot be smuggled in as a unit."""
    assert build.unit_days(open_build(some_units(snapshot.path, set(), "x"))).empty
    assert not some_units(snapshot.path, set(EVERY_UNIT), "x").is_city


def test_scope_is_frozen(own):
    with pytest.raises(FrozenInstanceError):
        own.units = EVERY_UNIT


def test_missing_build_is_said(tmp_path):
    with pytest.raises(NoBuildError):
        open_build(whole_city(tmp_path / "x.duckdb"))


def test_caches_keep_scopes_apart(snapshot, own):
    """The same build read for two scopes, and for two roles of one scope, is read for each."""
    cache_resource_api.CacheResourceAPI("cache_resource").clear()
    city, narrow = read_build(whole_city(snapshot.path)), read_build(own)
    assert set(narrow.facts["unit_code"]) == OWN
    assert city.facts["unit_code"].nunique() == 69
    assert read_build(whole_city(snapshot.path)) is city
    assert read_build(Scope(own.build, own.units, "lain")) is not narrow
    assert len(city.file_account) > 0
    assert narrow.file_account.empty
    place = read_place(own, "64.72.01", None)
    assert set(place.facts["unit_code"]) == set(place.roster["unit_code"]) == OWN
    assert read_place(whole_city(snapshot.path), "64.72.01", None).facts["unit_code"].nunique() > len(OWN)


def cached(path) -> list[ast.FunctionDef]:
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if any("cache" in ast.unparse(mark) for mark in node.decorator_list)]


def test_every_cached_function_of_the_pages_takes_the_scope_first():
    """Streamlit leaves arguments that begin with an underscore out of the key: there is none."""
    of_one_build = "cached_property"
    found = [each for each in cached(DATA) if of_one_build not in map(ast.unparse, each.decorator_list)]
    assert len(found) >= 9
    for function in found:
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        assert ast.unparse(arguments[0].annotation) == "Scope", function.name
        assert not any(argument.arg.startswith("_") for argument in arguments), function.name


@pytest.mark.parametrize("room", ["core", "analytics", "wording", "report", "pages"])
def test_no_cached_function_knows_the_session(room):
    """Neither a cached function nor the module of the caches names what belongs to one session."""
    for path in files(room):
        for function in cached(path):
            assert not any(word in ast.unparse(function) for word in SESSION), (path, function.name)
    assert not any(word in DATA.read_text("utf-8") for word in SESSION)


def test_pages_have_no_other_door():
    """Only the module of the caches opens a build, and only the frame says which scope a session has."""
    for path in [*files("pages"), ROOT / "app.py"]:
        names = imports(path)
        if path != DATA:
            assert not names & {"core.snapshot.open_build", "core.snapshot.open_current", *READERS}, path
        if path.name != "app.py":
            assert not names & {"core.scope.whole_city", "core.scope.EVERY_UNIT", "core.scope.some_units"}, path
