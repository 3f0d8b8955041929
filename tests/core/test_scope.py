"""What a reader may see is said by a frozen scope, and by nothing else: no row of another office, no shared cache."""

import ast
import gc
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from shutil import copyfile
from threading import Barrier
from time import sleep
from weakref import ref

import duckdb
import pytest
from support.source_tree import files, imports

from analytics import build
from core.method import MIN_SPLIT_OFFICES
from core.scope import EVERY_UNIT, Scope, some_units, whole_city
from core.settings import ROOT
from core.snapshot import kecamatan_scope, office_scope, open_build
from core.store.published_builds import NoBuildError
from core.tables import BY_NAME, TABLES
from pages.view.cache import read_build
from pages.view.cached import BUILDS_KEPT
from pages.view.cached import cached as remembered

OWN = {"64.72.01", "64.72.01.1001"}
DATA, KEEPING = (ROOT / "pages" / "view" / name for name in ("cache.py", "cached.py"))
READERS = {"analytics.build", "analytics.open_city", *(f"analytics.{name}" for name in ("city", "city_frames"))}
SESSION = ("session_state", "query_params", "st.user", "st.context", "get_script_run_ctx")


@pytest.fixture
def own(snapshot) -> Scope:
    """A reader of one kecamatan office and one kelurahan."""
    return some_units(snapshot.path, OWN)


@pytest.mark.parametrize("table", [table for table in TABLES if not table.is_public], ids=lambda table: table.name)
def test_table_holds_own_rows_only(snapshot, own, table):
    """Rows of the own offices are all there; of others, and of the city as a whole, not one."""
    city, seen = snapshot.table(table.name), open_build(own).table(table.name)
    if table.city_rows:
        assert seen.equals(city[city["offices"] >= MIN_SPLIT_OFFICES].reset_index(drop=True))
        return
    if "unit_code" not in table.column_names:
        assert seen.empty
        return
    expected = city[city["unit_code"].isin(OWN)]
    expected = expected[expected["scope"] == "kantor"] if "scope" in table.column_names else expected
    assert len(seen) == len(expected)
    assert set(seen["unit_code"]) <= OWN


def test_what_is_told_of_the_whole_city_is_of_no_few_offices(snapshot, tmp_path, own):
    """A part of visitors that fewer offices told is not copied."""
    build = tmp_path / "few.duckdb"
    copyfile(snapshot.path, build)
    with duckdb.connect(str(build)) as connection:
        connection.execute(f"UPDATE apply_share SET offices = {MIN_SPLIT_OFFICES - 1}")
    assert open_build(replace(own, build=build)).table("apply_share").empty


SPELLINGS = [
    "SELECT * FROM unit_day_total", 'SELECT * FROM "unit_day_total"', "SELECT * FROM UNIT_DAY_TOTAL",
    'SELECT * FROM "Unit_Day_Total"', "SELECT * FROM main.unit_day_total", 'SELECT * FROM "main"."unit_day_total"',
    "SELECT * FROM {build}.main.unit_day_total", 'SELECT * FROM "{build}".main.unit_day_total',
    "SELECT * FROM memory.main.unit_day_total", "FROM unit_day_total", "TABLE unit_day_total",
    "SELECT * FROM query_table('unit_day_total')", "SELECT * FROM query('FROM unit_day_total')",
    "WITH unit_day AS (FROM unit_day_total) FROM unit_day", "SELECT * FROM (VALUES (1)) v(x), unit_day_total",
    "SELECT * FROM seen", "SELECT * FROM build",
]  # fmt: skip
OUTSIDE = [
    "ATTACH '{path}' AS other (READ_ONLY)", "ATTACH '{path}'", "SELECT * FROM '{path}'",
    "SELECT * FROM read_blob('{path}')", "SELECT * FROM read_text('{path}')", "SELECT * FROM read_csv('{path}')",
    "SELECT * FROM read_parquet('{path}')", "SELECT * FROM read_duckdb('{path}')", "SELECT * FROM glob('{folder}/*')",
    "COPY unit_day_total TO '{folder}/x.csv'", "COPY unit_day_total FROM '{path}'", "EXPORT DATABASE '{folder}/x'",
    "IMPORT DATABASE '{folder}'", "LOAD '{path}'", "INSTALL httpfs",
    "SET enable_external_access = true", "RESET enable_external_access", "PRAGMA enable_external_access",
    "SET allowed_paths = ['{path}']", "SET allowed_directories = ['{folder}/']", "SET file_search_path = '{folder}'",
    "SET lock_configuration = false", "PRAGMA lock_configuration = false", "SET temp_directory = '{folder}'",
    "SET python_enable_replacements = true", "USE {build}",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_table_reaches_another_office(snapshot, own, spelling):
    """However a table is named, and whatever a variable of the program is called, no row of another office comes."""
    opened = open_build(own)
    seen = snapshot.table("unit_day_total")
    assert seen["unit_code"].nunique() > len(OWN)
    try:
        found = opened.query(spelling.format(build=opened.build))
    except duckdb.Error:
        return
    assert set(found["unit_code"]) == OWN


@pytest.mark.parametrize("way", OUTSIDE)
def test_no_way_out_of_the_copy(own, tmp_path, way):
    """Neither the build's file nor any other is read, written or named, and no setting is changed."""
    opened = open_build(own)
    with pytest.raises(duckdb.Error):
        opened.query(way.format(build=opened.build, path=opened.path, folder=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_catalog_of_a_copy_names_no_file_and_no_other_table(own):
    opened = open_build(own)
    told = opened.query("SELECT * FROM duckdb_databases()").to_string()
    assert opened.build not in told
    assert set(opened.query("SELECT table_name FROM information_schema.tables")["table_name"]) == set(BY_NAME)
    sizes = opened.query("SELECT table_name, estimated_size FROM duckdb_tables()").set_index("table_name")
    assert int(sizes.loc["unit_day_total", "estimated_size"]) == len(opened.table("unit_day_total"))


def test_the_scope_of_a_place(snapshot):
    """A kecamatan is its office and its kelurahan, all of them; an office is itself, also that of a kecamatan."""
    units = snapshot.table("units")
    area = kecamatan_scope(snapshot.path, "64.72.01")
    assert set(area.units) == set(units.loc[units["kecamatan_code"] == "64.72.01", "unit_code"])
    assert (area.kecamatan, area.office) == ("64.72.01", None)
    for code in OWN:
        one = office_scope(snapshot.path, code)
        assert (one.units, one.kecamatan, one.office) == ((code,), None, code)
    assert (whole_city(snapshot.path).kecamatan, whole_city(snapshot.path).office) == (None, None)
    for wrong in ("", "*", "64.72.01.1001", "64.72.99"):
        with pytest.raises(ValueError, match=f"^{re.escape(wrong)}$"):
            kecamatan_scope(snapshot.path, wrong)
    with pytest.raises(ValueError, match=r"64\.72\.99"):
        office_scope(snapshot.path, "64.72.99")


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
    assert build.unit_days(open_build(some_units(snapshot.path, set()))).empty
    assert not some_units(snapshot.path, set(EVERY_UNIT)).is_city


def test_scope_is_frozen(own):
    with pytest.raises(FrozenInstanceError):
        own.units = EVERY_UNIT


def test_missing_build_is_said(tmp_path):
    with pytest.raises(NoBuildError):
        open_build(whole_city(tmp_path / "x.duckdb"))


def test_caches_keep_scopes_apart(snapshot, own):
    """The same build read for two scopes, and for two homes of the same offices, is read for each."""
    city, narrow = read_build(whole_city(snapshot.path)), read_build(own)
    assert set(narrow.facts["unit_code"]) == OWN
    assert city.facts["unit_code"].nunique() == 69
    assert read_build(whole_city(snapshot.path)) is city
    assert read_build(Scope(own.build, own.units, "64.72.01")) is not narrow
    assert len(city.file_account) > 0
    assert narrow.file_account.empty
    place = narrow.place("64.72.01", None)
    assert set(place.facts["unit_code"]) == OWN
    assert city.place("64.72.01", None).facts["unit_code"].nunique() > len(OWN)


def cached(path) -> list[ast.FunctionDef]:
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if any("cache" in ast.unparse(mark) for mark in node.decorator_list)]


def test_every_cached_function_of_the_pages_takes_a_scope_or_its_build_first():
    """What a function of a scope, or a method of the build of one, returned is kept by that scope."""
    of_one_build = "cached_property"
    found = [(path, each) for path in files("pages") for each in cached(path)]
    found = [(path, each) for path, each in found if of_one_build not in map(ast.unparse, each.decorator_list)]
    methods = [each for path, each in found if path == DATA and each.args.args[0].arg == "self"]
    assert len(methods) >= 9
    for path, function in found:
        of_scope = function.args.args[0].annotation
        is_bare = path.parent.name == "maps" and "lru_cache" in ast.unparse(function.decorator_list[0])
        assert function in methods or is_bare or ast.unparse(of_scope) == "Scope", (path, function.name)


@pytest.mark.parametrize("other", ["build", "units", "home"])
def test_what_is_kept_of_one_scope_is_given_to_no_other(snapshot, own, other):
    """Neither to another build, nor to other offices, nor to another home: each is worked out for itself."""
    asked = []

    @remembered(4)
    def of(scope: Scope, what: str) -> int:
        asked.append((scope, what))
        return len(asked)

    changed = {"build": snapshot.path.with_name("x"), "units": ("64.72.02",), "home": "64.72.01"}
    scopes = [own, replace(own, **{other: changed[other]})]
    assert [of(scope, "a") for scope in scopes * 2] == [1, 2, 1, 2]
    assert of(own, "b") == 3


def test_of_a_build_that_is_not_kept_nothing_is_kept(snapshot):
    """An answer may hold its whole build: all of the first go when one more than is kept is asked for."""

    class Answer:
        pass

    @remembered(100)
    def of(scope: Scope, what: str) -> Answer:
        return Answer()

    builds = [whole_city(snapshot.path.with_name(f"bangun{number}")) for number in range(BUILDS_KEPT + 1)]
    first = [ref(of(builds[0], what)) for what in "ab"]
    for later in builds[1:-1]:
        of(later, "a")
    assert None not in [answer() for answer in first]
    of(builds[-1], "a")
    gc.collect()
    assert [answer() for answer in first] == [None, None]


def test_one_works_an_answer_out_and_others_wait_for_it(own):
    """Ten tabs that open a new build read it once; an error is not kept."""
    asked, begun = [], Barrier(10)

    @remembered(4)
    def of(scope: Scope) -> int:
        asked.append(scope)
        sleep(0.05)
        if len(asked) == 1:
            raise NoBuildError("x")
        return len(asked)

    def ask(_: int) -> int:
        begun.wait()
        try:
            return of(own)
        except NoBuildError:
            return 0

    with ThreadPoolExecutor(10) as tabs:
        told = list(tabs.map(ask, range(10)))
    assert sorted(told) == [0, *[2] * 9]
    assert len(asked) == 2


@pytest.mark.parametrize("room", ["core", "analytics", "wording", "report", "pages"])
def test_no_cached_function_knows_the_session(room):
    """Neither a cached function nor the module of the caches names what belongs to one session."""
    for path in files(room):
        for function in cached(path):
            assert not any(word in ast.unparse(function) for word in SESSION), (path, function.name)
    for path in (DATA, KEEPING):
        assert not any(word in path.read_text("utf-8") for word in SESSION)


def test_pages_have_no_other_door():
    """Only the module of the caches opens a build, and only the frame says which scope a session has."""
    for path in [*files("pages"), ROOT / "app.py"]:
        names = imports(path)
        if path not in (DATA, KEEPING):
            assert not names & {"core.snapshot.open_build", "core.snapshot.open_current", *READERS}, path
            words = path.read_text("utf-8")
            assert not [word for word in (".of_all", "._whole", "read_whole(") if word in words], path
        if path.name != "app.py":
            assert not names & {"core.scope.whole_city", "core.scope.EVERY_UNIT", "core.scope.some_units"}, path
