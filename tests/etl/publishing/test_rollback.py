"""A rollback sends readers to an older build and holds them there; loads go on."""

import json
import os
import shutil
from pathlib import Path

import duckdb
import pytest
from support.files.raw_files import etl, log, published
from support.own_settings import settings_below

from core.settings import settings
from core.store import Store, user_store
from etl.loading.load import load
from etl.publishing import builds

SHOWN = "SELECT sum(requests) FROM unit_day"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three builds with 1, 2 and 3 requests, made once."""
    folder = tmp_path_factory.mktemp("tiga")
    with settings_below(folder):
        for count in (1, 2, 3):
            log(user_store(), "a.csv", count)
            load(user_store())
    return folder


@pytest.fixture
def three(template: Path, store: Store) -> list[str]:
    """The three builds in the store of the test; their names."""
    shutil.copytree(template / "data", store.root, dirs_exist_ok=True)
    shutil.copy(template / "kunci", settings().key_file)
    return builds.names(store)[::-1]


def test_back_to_the_build_before_and_held_there(store: Store, three: list[str]) -> None:
    done = etl("rollback")
    assert done.returncode == 0
    assert f"Ditahan pada {three[1]}" in " ".join(done.stderr.split())
    assert published(store, SHOWN) == [(2,)]
    log(store, "a.csv", 4)
    told = etl("load", "--json")
    outcome = json.loads(told.stdout)
    assert (outcome["build"], outcome["published"]) == (three[1], False)
    assert outcome["waiting"] > three[2]
    assert published(store, SHOWN) == [(2,)]
    again = " ".join(etl("load").stderr.split())
    assert f"Versi data {outcome['waiting']} disimpan; pembaca ditahan pada {three[1]}" in again
    status = json.loads(etl("status", "--json").stdout)
    assert (status["build"], status["held"], status["newest"]) == (three[1], three[1], outcome["waiting"])
    assert "Ditahan pada" in etl("status").stdout
    released = etl("rollback", "--release")
    assert outcome["waiting"] in released.stderr
    assert published(store, SHOWN) == [(4,)]
    assert etl("load").returncode == 0
    assert json.loads(etl("status", "--json").stdout)["held"] is None


def test_to_a_named_build(store: Store, three: list[str]) -> None:
    assert etl("rollback", three[0]).returncode == 0
    assert published(store, SHOWN) == [(1,)]


def test_a_build_that_is_not_there_or_not_whole_is_refused(store: Store, three: list[str]) -> None:
    os.truncate(store.published_dir / f"{three[0]}.duckdb", 9999)
    for build in ("20200101T000000Z-00000000", three[0]):
        done = etl("rollback", build)
        assert done.returncode == 1
        assert three[1] in done.stderr, "those that are there are named"
    assert store.pointer.read_text().strip() == three[2]
    assert etl("rollback", three[1], "--release").returncode == 2


def test_without_an_older_build_there_is_a_sentence(store: Store) -> None:
    for arguments in (["rollback"], ["rollback", "--release"]):
        done = etl(*arguments)
        assert done.returncode == 1
        assert "Gagal" in done.stderr


def test_a_hold_written_by_a_rollback_that_died_is_kept_by_the_next_load(store: Store, three: list[str]) -> None:
    (store.published_dir / "DITAHAN").write_text(f"{three[0]}\n")
    assert load(store).build == three[0]
    assert published(store, SHOWN) == [(1,)]


def test_a_hold_on_a_build_that_is_lost_ends(store: Store, three: list[str]) -> None:
    etl("rollback")
    (store.published_dir / f"{three[1]}.duckdb").unlink()
    outcome = load(store)
    assert (outcome.build, outcome.waiting) == (three[2], None)


def test_a_held_build_is_never_deleted(store: Store, three: list[str]) -> None:
    """Fifteen builds of long ago, the held one the oldest."""
    etl("rollback", three[0])
    for number in range(12):
        for kind in ("duckdb", "sha256"):
            own = store.published_dir / f"{three[0]}.{kind}"
            shutil.copy(own, own.with_name(f"{three[0]}{number:02d}.{kind}"))
    for path in store.published_dir.glob("*.duckdb"):
        os.utime(path, (0, 0))
    log(store, "a.csv", 4)
    load(store)
    kept = sorted(path.stem for path in store.published_dir.glob("*.duckdb"))
    assert len(kept) == 11
    assert kept[0] == three[0]
    assert len(list(store.published_dir.glob("*.sha256"))) == 11


def test_builds_that_archived_reports_name_are_never_deleted(
    store: Store, three: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Builds of long ago: the one a report names stays; with an unreadable archive none may go."""
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "arsip")
    record = tmp_path / "arsip" / "laporan_adopsi_2024-01.content.json"
    record.parent.mkdir()
    record.write_text("{")
    for number in range(12):
        for kind in ("duckdb", "sha256"):
            own = store.published_dir / f"{three[1]}.{kind}"
            shutil.copy(own, own.with_name(f"{three[1]}{number:02d}.{kind}"))
    for path in store.published_dir.glob("*.duckdb"):
        os.utime(path, (0, 0))
    log(store, "a.csv", 4)
    load(store)
    assert len(list(store.published_dir.glob("*.duckdb"))) == 16
    record.write_text(json.dumps({"build": three[0]}))
    log(store, "a.csv", 5)
    load(store)
    kept = {path.stem for path in store.published_dir.glob("*.duckdb")}
    assert three[0] in kept
    assert len(kept) == 11


def test_a_build_of_an_older_version_is_not_shown(store: Store, three: list[str]) -> None:
    """Its pages would look for a table that it does not have."""
    path = store.published_dir / f"{three[0]}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE finding")
    builds.seal(path, three[0])
    done = etl("rollback", three[0])
    assert done.returncode == 1
    assert "tidak memuat finding" in " ".join(done.stderr.split())
    assert published(store, SHOWN) == [(3,)]
