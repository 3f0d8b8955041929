"""The warehouse is a cache: made anew it gives the same figures, and whatever fails leaves the last build."""

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.deliveries import every_table, some_of_each_source
from support.files.raw_files import counts, log, published, warehouse

from core.store import Store
from etl.errors import UserError
from etl.loading.load import load
from etl.publishing import builds

NUMBERS = "SELECT request_no FROM request ORDER BY 1"


def figures(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every published table but what tells the build and the time of loading."""
    return every_table(store, {"build", "created_at", "loaded_at", "fingerprint"})


@pytest.mark.drill
def test_rebuilding_publishes_the_same_figures(sample_store: Store, store: Store) -> None:
    """Some files of each source; that all of the sample loaded anew is the same is shown by tests of any order."""
    given = some_of_each_source(sample_store, store, 3)
    load(store)
    _is_the_same_rebuilt(store, given)


@pytest.mark.slow
def test_rebuilding_the_sample_publishes_the_same_figures(sample_store: Store, tmp_path: Path) -> None:
    """On a copy of it, since other tests read the original."""
    _is_the_same_rebuilt(Store(shutil.copytree(sample_store.root, tmp_path / "contoh")), 51)


def _is_the_same_rebuilt(store: Store, files_at_least: int) -> None:
    before = figures(store)
    outcome = load(store, rebuild=True)
    counts(outcome)
    assert len(outcome.files) >= files_at_least
    assert outcome.published is False, "same state: the build that stands is the one"
    store.pointer.unlink()
    assert load(store).published
    assert figures(store) == before


def test_a_rebuild_that_fails_leaves_everything_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    log(store, "a.csv")
    build = load(store).build

    def broken(*_: object, **__: object) -> object:
        raise UserError("disk penuh")

    monkeypatch.setattr("etl.loading.load.publish", broken)
    with pytest.raises(UserError, match="disk penuh"):
        load(store, rebuild=True)
    assert len(warehouse(store, NUMBERS)) == 2
    assert store.pointer.read_text().strip() == build


def test_a_load_that_dies_before_the_end_is_as_if_it_never_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    log(store, "a.csv")
    build = load(store).build
    log(store, "b.csv", 5)
    with monkeypatch.context() as patch:
        patch.setattr(builds, "point", _die)
        with pytest.raises(KeyboardInterrupt):
            load(store)
    assert store.pointer.read_text().strip() == build
    finished = load(store)
    assert finished.published, "the next load publishes what the dead one had merged"
    assert not list(store.published_dir.glob(".*.tmp*"))
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(5,)]


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_bad_delivery_does_not_replace_a_good_build(store: Store) -> None:
    log(store, "a.csv")
    build = load(store).build
    log(store, "a.csv", 4, Kecamatan="Kota Sumenep")
    outcome = load(store)
    assert counts(outcome) == [("loaded", 0, 4, 0, 1)]
    assert (outcome.build, outcome.published) == (build, False)


def test_a_warehouse_of_another_schema_is_made_anew(store: Store) -> None:
    log(store, "a.csv")
    load(store)
    with duckdb.connect(str(store.warehouse)) as connection:
        connection.execute("UPDATE made_by SET schema = 'lama'")
        connection.execute("DROP VIEW request")
    assert counts(load(store)) == [("loaded", 2, 0, 0, 1)]


def test_a_broken_warehouse_is_named_and_a_rebuild_mends_it(store: Store) -> None:
    log(store, "a.csv")
    load(store)
    store.warehouse.write_bytes(b"bukan basis data" * 1000)
    with pytest.raises(UserError, match="--rebuild"):
        load(store)
    assert counts(load(store, rebuild=True)) == [("loaded", 2, 0, 0, 1)]


def test_old_builds_are_kept_for_a_day_and_ten_of_them_for_ever(store: Store) -> None:
    log(store, "a.csv", 1)
    first = load(store).build
    for number in range(12):
        for kind in ("duckdb", "sha256"):
            own = store.published_dir / f"{first}.{kind}"
            shutil.copy(own, own.with_name(f"{first}{number:02d}.{kind}"))
    log(store, "a.csv", 2)
    load(store)
    assert len(list(store.published_dir.glob("*.duckdb"))) == 14
    for path in store.published_dir.glob("*.duckdb"):
        os.utime(path, (0, 0))
    log(store, "a.csv", 3)
    load(store)
    assert len(list(store.published_dir.glob("*.duckdb"))) == 10
