"""The real app, started as `make run` starts it, and a real Chromium that can reach nothing else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from playwright.sync_api import Browser, BrowserContext
from support.browser_tab import NOWHERE, PATIENCE_MS, VIEWPORT, At, Tab, Visits, cleared_tab
from support.own_settings import settings_below

from core.disk import discard
from core.settings import ROOT, settings
from core.store import Store, user_store
from etl.boundaries import import_boundaries

TabOn = Callable[[str], AbstractContextManager[Tab]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_app(
    data_dir: Path, log: Path, *options: str, code: Path = ROOT, script: str = "web.py"
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the server and wait until it says that it is well."""
    port = free_port()
    environment = os.environ | {"ADOPSI_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options]
    process = subprocess.Popen(command, cwd=code, env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    for _ in range(480):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.read() == b"ok":
                    return process, address
        except OSError:
            time.sleep(0.25)
    process.kill()
    raise AssertionError(log.read_text())


@contextmanager
def running(data_dir: Path, log: Path, *options: str, **how: Any) -> Iterator[str]:
    """The address of an app on a data directory; it ends with the block. `how`: as of start_app."""
    process, address = start_app(data_dir, log, *options, **how)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="session")
def app_on(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., AbstractContextManager[str]]:
    """Gives the address of an app on a data directory, with options; `code`: a copy of the product; `script`."""
    folder = tmp_path_factory.mktemp("app_on")
    return lambda data_dir, *options, **how: running(data_dir, folder / "log.txt", *options, **how)


@pytest.fixture(scope="session")
def screen(browser: Browser) -> Iterator[BrowserContext]:
    """The one window of this process: who opens page after page in it compiles the framework's scripts once."""
    window = browser.new_context(
        locale="id-ID", timezone_id="Asia/Makassar", viewport=VIEWPORT, proxy={"server": NOWHERE, "bypass": "127.0.0.1"}
    )
    window.set_default_timeout(PATIENCE_MS)
    yield window
    window.close()


@pytest.fixture(scope="session")
def tab_on(screen: BrowserContext) -> TabOn:
    """Gives a tab as good as new for an address, one at a time."""
    return lambda address: cleared_tab(screen, address)


@pytest.fixture(scope="session")
def app(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard on the sample."""
    with running(sample_store.root.parent, tmp_path_factory.mktemp("app") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the user's store of this process is, one test after the other."""
    return tmp_path_factory.mktemp("sendiri")


@pytest.fixture(scope="session")
def own_app(own_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard on the store of a user; it stays, whatever comes into the store and goes."""
    with ExitStack() as until_ended:
        with settings_below(own_folder):
            log = tmp_path_factory.mktemp("app") / "log.txt"
            address = until_ended.enter_context(running(own_folder / "data", log))
        yield address


@pytest.fixture
def store(own_folder: Path) -> Iterator[Store]:
    """That store, emptied; the settings of this process point to it during the test."""
    for part in own_folder.iterdir():
        discard(part)
    with settings_below(own_folder):
        own = user_store()
        own.raw.mkdir(parents=True)
        yield own


@pytest.fixture
def tab(tab_on: TabOn, app: str) -> Iterator[Tab]:
    """A tab for the dashboard on the sample."""
    with tab_on(app) as opened:
        yield opened


@pytest.fixture(scope="session")
def visits(screen: BrowserContext, app: str) -> Visits:
    """The pages of the dashboard on the sample, as they stand."""
    return Visits(screen, app)


@pytest.fixture
def visit(visits: Visits, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A page (its path, or At) for tests that look and change nothing but folds: one load for all of them."""
    asked = request.param
    with visits.at(At(asked) if isinstance(asked, str) else asked) as opened:
        yield opened


@pytest.fixture
def official_tab(tab_on: TabOn, sample_store: Store, ours: gpd.GeoDataFrame, tmp_path: Path) -> Iterator[Tab]:
    """A tab for the dashboard on a copy of the sample that has official boundaries."""
    store = Store(tmp_path / "data" / "contoh")
    shutil.copytree(sample_store.root, store.root)
    shutil.copy(settings().key_file, tmp_path / "kunci")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADOPSI_DATA_DIR", str(tmp_path / "data"))
        patch.setenv("ADOPSI_KEY_FILE", str(tmp_path / "kunci"))
        settings.cache_clear()
        ours.to_file(tmp_path / "batas_kita.gpkg")
        import_boundaries(store, tmp_path / "batas_kita.gpkg")
    settings.cache_clear()
    with running(tmp_path / "data", tmp_path / "log.txt") as address, tab_on(address) as opened:
        yield opened


@pytest.fixture
def own_tab(tab_on: TabOn, own_app: str, store: Store) -> Iterator[Tab]:
    """A tab for the dashboard of a user without data."""
    assert not store.has_build
    with tab_on(own_app) as opened:
        yield opened


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty report archive."""
    return tmp_path_factory.mktemp("arsip")


@pytest.fixture(scope="session")
def report_app(sample_store: Store, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard on the sample, with that archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADOPSI_REPORTS_DIR", str(archive))
        with running(sample_store.root.parent, tmp_path_factory.mktemp("app") / "log.txt") as address:
            yield address


@pytest.fixture
def report_tab(tab_on: TabOn, report_app: str) -> Iterator[Tab]:
    """A tab for that dashboard."""
    with tab_on(report_app) as opened:
        yield opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to a failed test what its page showed."""
    report = yield
    if report.failed and report.when == "call":
        for tab in [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Tab)]:
            report.sections.append(("page", f"{tab.page.url}\n{tab.page.locator('body').inner_text()}"))
    return report
