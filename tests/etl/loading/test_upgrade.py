"""The upgrade drill: an installation of the release before opens, loads and reports; rows of removed files survive."""

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.files.raw_files import etl, published, warehouse
from support.own_settings import settings_below
from support.report_command import run

from analytics import open_city
from core.scope import whole_city
from core.settings import ROOT, settings
from core.store import Store, user_store
from core.store.published_builds import current_build

pytestmark = pytest.mark.drill

KEPT = sorted((ROOT / "tests" / "etl" / "kept").glob("store_*.tar.xz"))
MONTH, REMOVED = "2023-11", "permohonan_dihapus.csv"
REQUESTS = "SELECT count(*) FROM request"
OF_REMOVED = (
    "SELECT count(DISTINCT version_no) FROM hold WHERE file_no IN (SELECT file_no FROM ledger"
    f" WHERE path = '{REMOVED}' AND state = 'removed')"
)
FIGURES = "SELECT origin, sum(requests) FROM unit_day GROUP BY ALL ORDER BY ALL"


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The installation of a release (kept/make_store.py) under today's product, before its first load."""
    with tarfile.open(request.param) as packed:
        packed.extractall(tmp_path, filter="data")
    with settings_below(tmp_path):
        yield user_store()


def test_an_installation_of_the_release_before(upgraded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = current_build(upgraded)
    known = {statement: warehouse(upgraded, statement) for statement in (REQUESTS, OF_REMOVED)}
    figures = published(upgraded, FIGURES)
    report = settings().reports_dir / f"laporan_adopsi_{MONTH}.pdf"
    content = report.read_bytes()
    assert known[OF_REMOVED][0][0] > 0
    city = open_city(whole_city(old))
    assert len(city.facts)
    assert len(city.roster)
    assert run(monkeypatch, "verify", str(report)) == 0

    done = etl("load")
    assert done.returncode == 0, done.stderr
    assert current_build(upgraded) != old
    assert {statement: warehouse(upgraded, statement) for statement in known} == known
    assert published(upgraded, FIGURES) == figures
    assert published(upgraded, "SELECT count(*) FROM file_account WHERE state = 'removed'") == [(1,)]
    assert "Terbit" not in etl("load").stderr

    assert run(monkeypatch, MONTH) == 0
    assert report.read_bytes() == content, "a report that was archived stays as it was"
    assert run(monkeypatch, "verify", str(report)) == 0
    assert run(monkeypatch, MONTH, "--kecamatan", "64.72.01") == 0
    (made,) = settings().reports_dir.glob("*64-72-01*.pdf")
    assert run(monkeypatch, "verify", str(made)) == 0


def test_the_release_before_this_one_is_kept() -> None:
    """Whoever releases a version keeps an installation of the one before (kept/make_store.py)."""
    _, before, *_ = re.findall(r"^## ([\d.]+):", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert [path.name for path in KEPT] == [f"store_{before}.tar.xz"]
