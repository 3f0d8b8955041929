"""What a driver that died shared with workers goes with the next load or `forget`, or it is said that it may not."""

import errno
import re
import shutil
from pathlib import Path

import pytest
from support.file_server import PASSWORD, FileServer, open_with
from support.files.raw_files import NIK, etl, log

from core.disk import discard
from core.settings import settings
from core.store import Store
from etl.errors import UserError
from etl.loading.forget import forget
from etl.loading.load import load
from etl.shared_places import shared_folder
from etl.shared_places.leftovers import clear_leftovers
from etl.shared_places.shared_root import SharedRoot, new_root, noted_roots

NOTES = "tempat_klaster"
MAY_HOLD = "mungkin masih ada di sana dan belum dapat dihapus"


def share_in(patch: pytest.MonkeyPatch, place: str | Path) -> None:
    """Let drivers share there from now on."""
    patch.setenv("ADOPSI_KLASTER_FOLDER", str(place))
    settings.cache_clear()


def die(store: Store) -> SharedRoot:
    """What a driver leaves that dies in the midst of a step."""
    store.warehouse_dir.joinpath("tmp").mkdir(parents=True, exist_ok=True, mode=0o700)
    root = new_root(store)
    root.begin()
    root.new_place().put("hasil/rows.parquet", NIK.encode())
    return root


@pytest.fixture(params=["beside the warehouse", "folder", "store"])
def left(
    request: pytest.FixtureRequest,
    uploads: FileServer,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> list[Path]:
    """Folders in which something lies of a dead driver; the file a.csv is loaded and gone since."""
    open_with(monkeypatch)
    address, above = {
        "beside the warehouse": ("", store.warehouse_dir),
        "folder": (str(tmp_path / "bersama"), tmp_path / "bersama"),
        "store": (uploads.address, uploads.folder / "bersama"),
    }[request.param]
    share_in(monkeypatch, address)
    path = log(store, "a.csv", 3)
    load(store)
    path.unlink()
    die(store)
    found = [path for path in above.glob("klaster-*") if path.is_dir()]
    assert len(found) == 1
    return found


def lies(folders: list[Path]) -> bool:
    """Whether a file of a dead driver lies there still."""
    return any(path.is_file() for folder in folders for path in folder.rglob("*"))


@pytest.mark.parametrize("how", ["nothing new", "anew", "forget", "another folder"])
def test_what_a_dead_driver_left_goes(
    left: list[Path], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    assert lies(left)
    if how == "another folder":
        share_in(monkeypatch, tmp_path / "lain")
    outcome = forget(store, "permohonan/a.csv") if how == "forget" else load(store, rebuild=how == "anew")
    assert not lies(left)
    assert (outcome.uncleared, outcome.exit_code) == ([], 0)
    assert [*noted_roots(store)] == []


def test_a_store_that_cannot_be_reached_is_told_until_it_can(
    uploads: FileServer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with(monkeypatch)
    share_in(monkeypatch, uploads.address)
    paths = [log(store, name, 3) for name in ("a.csv", "b.csv")]
    load(store)
    for path in paths:
        path.unlink()
    root = die(store)
    with pytest.MonkeyPatch.context() as patch:
        open_with(patch, password="salah")
        for _ in range(2):
            done = etl("load")
            assert done.returncode == 3
            assert f"{root.address}: " in done.stderr.replace("\n", "")
            assert MAY_HOLD in done.stderr.replace("\n", " ")
        done = etl("forget", "permohonan/a.csv")
        assert done.returncode == 3
        assert MAY_HOLD in done.stderr.replace("\n", " ")
        # Its rows went, and yet it is not said that it was never loaded.
        done = etl("forget", "permohonan/a.csv")
        assert done.returncode == 1
        assert MAY_HOLD in done.stderr.replace("\n", " ")
        assert NIK not in done.stderr
    assert lies([uploads.folder])
    assert etl("forget", "permohonan/b.csv").returncode == 0
    assert not lies([uploads.folder])


def test_a_store_where_nothing_may_be_deleted_is_told(
    uploads: FileServer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = {"username": "tanpa-hapus", "password": "sandi"}
    uploads.server.handler.authorizer.add_user(*account.values(), str(uploads.folder), perm="elrawmMT")
    open_with(monkeypatch)
    share_in(monkeypatch, uploads.address)
    die(store)
    with pytest.MonkeyPatch.context() as patch:
        open_with(patch, **account)
        (told,) = clear_leftovers(store)
        assert "(isi lama tidak dapat dihapus)" in told
        with pytest.raises(UserError, match="tidak dapat ditulisi dan dikosongkan"):
            new_root(store).begin()
    assert clear_leftovers(store) == []
    discard(uploads.folder / "bersama")
    (uploads.folder / "bersama").mkdir()


def test_a_folder_that_is_not_mounted_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share_in(monkeypatch, tmp_path / "disk" / "bersama")
    root = die(store)
    (tmp_path / "disk").rename(tmp_path / "lepas")
    (told,) = clear_leftovers(store)
    assert f"{root.address}: " in told
    assert f"hapus {root.note}." in told
    (tmp_path / "lepas").rename(tmp_path / "disk")
    assert clear_leftovers(store) == []
    assert not Path(root.address).exists()


@pytest.mark.parametrize("note", [b"", b"\0", b"/etc\n", b"../../raw\n", b"ftp://127.0.0.1/lain/klaster-1\n"])
def test_of_a_damaged_note_what_has_its_name_goes_and_nothing_else(store: Store, note: bytes) -> None:
    """Whatever it says: only a folder of a driver's making is removed."""
    path = log(store, "a.csv", 3)
    root = die(store)
    root.note.write_bytes(note)
    assert clear_leftovers(store) == []
    assert not Path(root.address).exists()
    assert path.exists()
    assert [*noted_roots(store)] == []


def test_a_place_beside_the_warehouse_moves_with_it(store: Store, tmp_path: Path) -> None:
    """Also back from a backup, or copied while what it was copied from loads."""
    root = die(store)
    moved = Store(tmp_path / "pindah")
    shutil.copytree(store.root, moved.root)
    assert clear_leftovers(moved) == []
    assert list(moved.warehouse_dir.rglob("klaster-*")) == []
    assert Path(root.address).exists()


def test_of_a_link_in_its_place_the_link_goes(store: Store, tmp_path: Path) -> None:
    root = die(store)
    Path(root.address).rename(tmp_path / "lain")
    Path(root.address).symlink_to(tmp_path / "lain")
    assert clear_leftovers(store) == []
    assert not Path(root.address).is_symlink()
    assert lies([tmp_path / "lain"])


def test_an_address_of_before_with_a_secret_is_not_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.warehouse_dir.mkdir(parents=True)
    (store.warehouse_dir / "nama_klaster").write_text(f"klaster-{'a' * 32}\n")
    share_in(monkeypatch, f"ftp://klaster:{PASSWORD}@127.0.0.1:1/bersama")
    (told,) = clear_leftovers(store)
    assert told.startswith("ADOPSI_KLASTER_FOLDER: ")
    assert PASSWORD not in told


def test_a_note_of_no_driver_removes_nothing(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "klaster-lain"
    folder.mkdir()
    (store.warehouse_dir / NOTES).mkdir(parents=True)
    (store.warehouse_dir / NOTES / "klaster-lain").write_text(f"{folder}\n")
    assert clear_leftovers(store) == []
    assert folder.exists()


def test_what_a_driver_of_an_older_version_left_goes(store: Store) -> None:
    """Up to 2026.11.30 all of a warehouse shared one name."""
    name = f"klaster-{'a' * 32}"
    (store.warehouse_dir / name / "hasil").mkdir(parents=True)
    (store.warehouse_dir / "nama_klaster").write_text(f"{name}\n")
    assert clear_leftovers(store) == []
    assert not (store.warehouse_dir / name).exists()
    assert not (store.warehouse_dir / "nama_klaster").exists()


def test_who_used_no_cluster_is_asked_for_no_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    share_in(monkeypatch, "s3://ember/bersama")
    log(store, "a.csv", 3)
    assert load(store).exit_code == 0
    assert not (store.warehouse_dir / NOTES).exists()


def test_a_shared_folder_that_others_may_open_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "bersama"
    folder.mkdir(mode=0o755)
    with pytest.raises(UserError, match="terbuka bagi orang lain"):
        shared_folder.make_private(folder)


def test_a_folder_that_cannot_be_made_is_a_sentence(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    share_in(monkeypatch, "/proc/bersama")
    with pytest.raises(UserError, match=re.escape("tidak dapat ditulisi dan dikosongkan (tidak ada)")):
        new_root(store).begin()
    assert [*noted_roots(store)] == []


def test_a_disk_that_is_full_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("etl.shared_places.shared_root.write_private", full)
    with pytest.raises(UserError, match="ruang disk habis"):
        new_root(store).begin()
