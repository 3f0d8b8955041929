"""Stores for the tests: the whole sample, written and loaded once a run, and an empty one a test."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import geopandas as gpd
import hypothesis
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from support.browser_tab import At
from support.files.bare_builds import explained_builds, leave_out_comments
from support.files.kept_sample import made_or_kept
from support.files.made_boundaries import made_boundaries
from support.own_settings import settings_below
from support.parsed_once import parse_once
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from analytics import City
from analytics.open_data import release_settled
from bench.views.chromium import launched
from core.settings import settings
from core.snapshot import Snapshot, open_current
from core.store import Store, user_store
from etl.loading.load import load
from sample.write import write_sample

# How long an example takes says how busy the machine is, and nothing of what is tested.
hypothesis.settings.register_profile(
    "any_machine", hypothesis.settings(), deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any_machine")

# Sources are parsed, tests collected and workbooks read in a third of the time where the collector looks less often.
gc.set_threshold(50_000, 20, 50)

SAME_PAGE = "same_page"
MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 * 2**30


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """A page that is run in this process stays the main module after it: processes started later would run it again."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(autouse=True)
def told_settings() -> Iterator[None]:
    """A test leaves the settings as it found them: what it told is not told to the next one."""
    before = _told()
    yield
    assert _told() == before, "A variable that this test set is still set."
    settings.cache_clear()


def _told() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("ADOPSI_")}


def pytest_addoption(parser: pytest.Parser) -> None:
    """--fast: for the inner loop (`make test FAST=1`)."""
    told = "no browser, drill or process; one example of each test; of those that load or print, the first of each file"
    parser.addoption("--fast", action="store_true", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --fast, keep the inner loop alone (_inner_loop).

    Else the files that take long come first, so that no worker begins with one when the others are done.
    """
    if not config.getoption("--fast"):
        place, visited = _places(items), _visited(items)
        items.sort(key=lambda item: (place[_together(item)], visited[item], "unfolds" in _marks(item)))
        return
    chosen = _inner_loop(items)
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = _sample_aside(chosen)


def _inner_loop(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of each test its first example, unless it is marked browser, drill or process.

    Of those that load files of their own (`store`) or print (marked so), the first of each file.
    """
    chosen: dict[object, pytest.Item] = {}
    for item in items:
        if not ({"browser", "drill", "process"} & _marks(item)):
            chosen.setdefault(item.path if _is_costly(item) else item.nodeid.partition("[")[0], item)
    return list(chosen.values())


def _sample_aside(items: list[pytest.Item]) -> list[pytest.Item]:
    """One file that needs the sample first, which makes it; then those that need none, so that nobody waits for it."""
    on_sample = {item.path for item in items if _needs_sample(item)}
    maker = next((item.path for item in items if item.path in on_sample), None)
    return sorted(items, key=lambda item: (item.path != maker, item.path in on_sample))


def _is_costly(item: pytest.Item) -> bool:
    return "prints" in _marks(item) or "store" in getattr(item, "fixturenames", ())


def _needs_sample(item: pytest.Item) -> bool:
    return "sample_store" in getattr(item, "fixturenames", ())


def _marks(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()}


def _together(item: pytest.Item) -> Path:
    """What stays on one worker: a file, or a folder of tests that share pages."""
    return item.path.parent if item.path.parent.name == SAME_PAGE else item.path


def _places(items: list[pytest.Item]) -> dict[Path, int]:
    """When each file has its turn: browser tests, which wait a lot, beside drills, which do not; then the rest.

    Of both, those that need no sample come first: the others would stand still while one worker makes it. The largest
    of those that need it begins, and makes it.
    """
    members: dict[Path, list[pytest.Item]] = {}
    for item in items:
        members.setdefault(_together(item), []).append(item)
    marks = {path: set().union(*map(_marks, found)) for path, found in members.items()}
    on_sample = {path for path, found in members.items() if any(map(_needs_sample, found))}
    waiting = sorted((path for path in members if "browser" in marks[path]), key=on_sample.__contains__)
    busy = sorted(
        (path for path in members if "drill" in marks[path] and path not in waiting), key=on_sample.__contains__
    )
    turns = [path for pair in zip_longest(waiting, busy) for path in pair if path]
    first = sorted((path for path in waiting if path in on_sample), key=lambda path: len(members[path]))[-1:]
    ordered = dict.fromkeys([*first, *turns, *members])
    return {path: place for place, path in enumerate(ordered)}


def _visited(items: list[pytest.Item]) -> dict[pytest.Item, tuple[int, int]]:
    """The turn of the page that each test looks at, so that all who look at one follow each other.

    First those of one window and paper: who goes on in it needs no other session (support.browser_tab.Visits).
    """
    windows: dict[object, int] = {}
    pages: dict[object, int] = {}
    asked = {item: _parameters(item).get("visit") for item in items}
    return {
        item: (windows.setdefault(_window(page), len(windows)), pages.setdefault(page, len(pages)))
        for item, page in asked.items()
    }


def _window(page: object) -> At | None:
    """In which window and on which paper a page is looked at; None for who looks at none that others look at."""
    if isinstance(page, At):
        return page._replace(path="")
    return None if page is None else At("")


def _parameters(item: pytest.Item) -> dict[str, object]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


class _Together(LoadScopeScheduling):
    """Gives files and folders to workers as _together says."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder = file.rpartition("/")[0]
        return folder if folder.endswith(f"/{SAME_PAGE}") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """In place of --dist loadfile."""
    return _Together(config, log)


def pytest_configure() -> None:
    """Stores lie in memory where there is room for all of a run: a load waits some forty times for a disk."""
    parse_once()
    leave_out_comments()
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: no collection of garbage looks through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of this process."""
    with sync_playwright() as playwright:
        chromium = launched(playwright.chromium)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def ours() -> gpd.GeoDataFrame:
    """Boundaries of our own making (made_boundaries)."""
    return made_boundaries()


@pytest.fixture(scope="session")
def sample_store(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, pytestconfig: pytest.Config
) -> Iterator[Store]:
    """The default sample in <tmp>/data/contoh, loaded; the settings of this process point to <tmp>/data.

    The inner loop takes that of an earlier run of the day, where code and tables are the same.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "contoh_bersama"
    with settings_below(shared):
        store = Store(shared / "data" / "contoh")
        with FileLock(f"{shared}.lock"):
            if not (shared / "siap").exists():
                made_or_kept(shared, lambda: _made(store), pytestconfig)
                (shared / "siap").touch()
        yield store


def _made(store: Store) -> None:
    write_sample(store.root)
    with explained_builds():
        load(store)
    # As the command does after a load.
    opened = open_current(store)
    release_settled(City(opened))
    opened.connection.close()


@pytest.fixture(scope="session")
def snapshot(sample_store: Store) -> Iterator[Snapshot]:
    """The published build of the sample."""
    opened = open_current(sample_store)
    yield opened
    opened.connection.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store of a user; the settings of this process point to it during the test."""
    with settings_below(tmp_path):
        own = user_store()
        own.raw.mkdir(parents=True)
        yield own
