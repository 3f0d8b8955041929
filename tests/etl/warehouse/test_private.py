"""Private by default, whatever the umask; a forgotten file leaves no byte of its persons."""

import os
from pathlib import Path

import pytest
from support.files.raw_files import delimited, etl, log, published, put, requests, take_in, warehouse

from core.settings import settings
from core.store import Store
from core.store.published_builds import current_build
from etl.loading.load import load


def mode(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:o}"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_a_load_writes_is_closed_whatever_the_umask(store: Store, umask: int) -> None:
    log(store, "a.csv")
    before = os.umask(umask)
    try:
        load(store)
        etl("rollback", current_build(store).stem)
    finally:
        os.umask(before)
    assert (mode(store.warehouse_dir), mode(store.published_dir)) == ("700", "750")
    assert {mode(path) for path in store.warehouse_dir.iterdir() if path.is_file()} == {"600"}
    assert {mode(path) for path in store.warehouse_dir.iterdir() if path.is_dir()} == {"700"}
    assert {mode(path) for path in store.published_dir.iterdir()} == {"640"}
    assert store.hold.exists()


def test_rights_of_an_older_installation_are_mended(store: Store) -> None:
    log(store, "a.csv")
    load(store)
    for folder in (store.warehouse_dir, store.published_dir):
        folder.chmod(0o777)
        for path in folder.iterdir():
            path.chmod(0o777 if path.is_dir() else 0o666)
    assert etl("load").returncode == 0
    assert (mode(store.warehouse_dir), mode(store.published_dir)) == ("700", "750")
    assert mode(store.warehouse) == "600"
    assert {mode(path) for path in store.published_dir.iterdir()} == {"640"}


def test_a_loose_key_is_refused_with_the_command_that_mends_it(store: Store) -> None:
    log(store, "a.csv")
    take_in(store)
    for loose in (0o644, 0o640, 0o604, 0o660):
        settings().key_file.chmod(loose)
        done = etl("load")
        assert done.returncode == 1, oct(loose)
        assert f"chmod 600 {settings().key_file}" in done.stderr
    settings().key_file.chmod(0o600)
    assert etl("load").returncode == 0


def test_a_folder_in_which_others_may_put_another_key_is_refused(store: Store) -> None:
    log(store, "a.csv")
    take_in(store)
    folder = settings().key_file.parent
    folder.chmod(0o777)
    done = etl("load")
    folder.chmod(0o700)
    assert done.returncode == 1
    assert f"chmod 700 {folder}" in done.stderr


def test_a_folder_in_which_anybody_may_put_files_is_refused(store: Store) -> None:
    log(store, "a.csv")
    for place in ("", "raw", "raw/permohonan", "local", "local/pemetaan"):
        folder = store.root / place
        folder.mkdir(exist_ok=True, parents=True)
        before = folder.stat().st_mode & 0o777
        folder.chmod(0o777)
        done = etl("load")
        assert done.returncode == 1, place
        assert f"chmod o-w {folder}" in done.stderr
        folder.chmod(before)
    assert etl("load").returncode == 0


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_of_a_forgotten_file_no_byte_stays(store: Store) -> None:
    """Its numbers, hashes, held-back values and its name; in the warehouse, beside it, and in every build."""
    log(store, "tetap.csv", 2)
    load(store)
    kept = {row[0] for row in warehouse(store, "SELECT hash FROM pseudonym")}
    mine = [row | {"No Permohonan": f"RAHASIA-77-{n}", "NIK": f"64720141019000{n:02d}", "No HP": f"0899777700{n:02d}",
                   "Status": "Statusrahasia" if n == 9 else row["Status"]}
            for n, row in enumerate(requests(10))]  # fmt: skip
    path = put(store, "permohonan/rahasia_upik.csv", delimited(mine))
    load(store)
    hashes = {row[0] for row in warehouse(store, "SELECT hash FROM pseudonym")} - kept
    assert hashes
    path.unlink()
    load(store)
    etl("rollback")
    marks = [
        b"RAHASIA-77",
        b"rahasia_upik",
        b"Statusrahasia",
        *hashes,
        *(found.hex().upper().encode() for found in hashes),
    ]
    assert any(mark in bytes_of(store.warehouse_dir) for mark in marks), "they were there"
    done = etl("forget", "permohonan/rahasia_upik.csv")
    assert done.returncode == 0, done.stderr
    for folder in (store.warehouse_dir, store.published_dir):
        content = bytes_of(folder)
        assert [mark for mark in marks if mark in content] == []
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]
    assert not store.hold.exists()
    assert etl("load").returncode == 0


def test_the_only_file_can_be_forgotten_and_a_forgetting_that_died_is_finished(store: Store) -> None:
    path = log(store, "a.csv", 2)
    load(store)
    path.unlink()
    load(store)
    assert etl("forget", "permohonan/a.csv").returncode == 0
    assert published(store, "SELECT coalesce(sum(requests), 0) FROM unit_day") == [(0,)]
    assert len(list(store.published_dir.glob("*.duckdb"))) == 1
    mark = store.warehouse_dir / "harus_dipadatkan"
    mark.touch()
    assert etl("load").returncode == 0
    assert not mark.exists()


def test_a_key_that_systemd_lends_shows_rights_of_its_group(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only there, and never what everybody reads."""
    log(store, "a.csv")
    key = settings().key_file
    key.write_text("ab" * 32)
    key.chmod(0o440)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(key.parent / "elsewhere"))
    assert etl("load").returncode == 1
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(key.parent))
    assert etl("load").returncode == 0
    key.chmod(0o444)
    assert etl("load", "--rebuild").returncode == 1
    key.chmod(0o600)
