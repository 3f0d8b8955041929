"""A backup is checked wholly before anything is touched, and gives back the same installation."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from support.files.installations import KEPT, REMOVED, furnish, tree
from support.files.raw_files import etl, log, put, warehouse
from support.own_settings import settings_below

from core.settings import audit_dir, settings
from core.store import Store, user_store
from core.store.published_builds import current_build
from etl.backup import restoring
from etl.backup.checking import whole_backup
from etl.backup.making import make_backup
from etl.loading.load import load

NEWER = "9999.1.1"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a furnished installation, and its key beside it; nobody changes them."""
    base = tmp_path_factory.mktemp("asal")
    with settings_below(base):
        furnish(user_store())
        (base / "cadangan").mkdir()
        made = make_backup(user_store(), base / "cadangan").folder
        shutil.copytree(base / "data", base / "semula")
    return made


@pytest.fixture
def backup(whole: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may harm."""
    return Path(shutil.copytree(whole, tmp_path / "cadangan" / whole.name))


@pytest.fixture
def empty(whole: Path, tmp_path: Path) -> Iterator[Store]:
    """A new installation without anything but the key."""
    with settings_below(tmp_path / "baru"):
        shutil.copy(whole.parent.parent / "kunci", settings().key_file)
        yield user_store()


@contextmanager
def rewritten(backup: Path) -> Iterator[dict[str, Any]]:
    """Change a manifest, and its sum with it."""
    path = backup / "manifest.json"
    content = json.loads(path.read_text())
    yield content
    path.write_text(json.dumps(content))
    (backup / "manifest.json.sha256").write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  manifest.json\n")


def untouched(store: Store) -> bool:
    """True while nothing was restored."""
    return not store.has_build and not store.warehouse.exists() and not settings().reports_dir.exists()


def test_on_an_empty_place_a_load_says_nothing_new(whole: Path, empty: Store) -> None:
    """Rows of a removed file are there, files have their rights and times."""
    done = etl("restore", whole)
    assert done.returncode == 0, done.stderr
    assert "cocok" in done.stderr
    locks = "warehouse/muat.lock", "terbuka/.kunci", "setoran/.kunci", "akses/", "contoh/", "setoran/menunggu/"
    before = {name: file for name, file in tree(whole.parent.parent / "semula").items() if not name.startswith(locks)}
    after = {name: file for name, file in tree(empty.root).items() if not name.startswith(locks)}
    assert after == before
    assert f"{(empty.root / 'kiriman').stat().st_mode & 0o777:o}" == "700"
    assert (settings().reports_dir / "laporan_adopsi_2024-08.pdf").read_bytes() == b"%PDF"
    assert (audit_dir() / "audit-2024-08.jsonl").exists()
    assert not (empty.root / "akses").exists(), "everybody logs in again"
    build = current_build(empty)
    outcome = load(empty)
    assert (outcome.files, outcome.published, current_build(empty)) == ([], False, build)
    assert warehouse(empty, "SELECT count(*) FROM request") == [(REMOVED + KEPT,)]
    assert not list(empty.root.rglob(".pulih"))


def test_a_check_changes_nothing_and_tells_whether_the_key_fits(whole: Path, empty: Store) -> None:
    done = etl("restore", "--check", whole)
    assert done.returncode == 0
    assert "Utuh: " in done.stderr
    assert "cocok" in done.stderr
    settings().key_file.unlink()
    assert "kunci hilang" in etl("restore", "--check", whole).stderr
    settings().key_file.write_text("ab" * 32)
    settings().key_file.chmod(0o600)
    told = etl("restore", "--check", whole).stderr
    assert "kunci ini bukan kunci pembuat gudang data" in told
    assert whole_backup(whole).key_digest[:8].lower() in told
    assert untouched(empty)


def test_any_flipped_byte_is_found(backup: Path, empty: Store) -> None:
    """Of a file, of the manifest, of its sum; at the beginning, in the middle, at the end."""
    for path in [path for path in sorted(backup.rglob("*")) if path.is_file()]:
        content = path.read_bytes()
        for place in {0, len(content) // 2, len(content) - 1}:
            flipped = bytearray(content)
            flipped[place] ^= 1
            path.write_bytes(flipped)
            assert etl("restore", backup).returncode == 1, (path, place)
            path.write_bytes(content)
    assert untouched(empty)
    assert etl("restore", backup).returncode == 0


@pytest.mark.parametrize("harm", ["gone", "cut", "longer", "link", "link above", "folder", "pipe"])
def test_what_is_not_as_it_was_is_named_and_nothing_is_restored(
    backup: Path, empty: Store, tmp_path: Path, harm: str
) -> None:
    path = backup / "data" / "local" / "akses.csv"
    content = path.read_bytes()
    path.unlink()
    if harm == "cut":
        path.write_bytes(content[:-1])
    elif harm == "longer":
        path.write_bytes(content + b"\n")
    elif harm == "link":
        (tmp_path / "sama").write_bytes(content)
        path.symlink_to(tmp_path / "sama")
    elif harm == "link above":
        path.parent.rmdir()
        (tmp_path / "luar").mkdir()
        (tmp_path / "luar" / path.name).write_bytes(content)
        path.parent.symlink_to(tmp_path / "luar")
    elif harm == "folder":
        path.mkdir()
    elif harm == "pipe":
        os.mkfifo(path)
    done = etl("restore", backup)
    assert done.returncode == 1
    assert "data/local/akses.csv: " in done.stderr
    assert untouched(empty)


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.sha256"])
def test_a_folder_without_its_manifest_is_no_backup(backup: Path, empty: Store, name: str) -> None:
    (backup / name).unlink()
    assert etl("restore", backup).returncode == 1
    assert etl("restore", backup.parent).returncode == 1
    assert etl("restore", backup / "tiada").returncode == 1
    assert untouched(empty)


@pytest.mark.parametrize(
    "path",
    ["../akses.csv", "data/../../akses.csv", "/etc/akses.csv", "data//x", "data", "lain/x", "data/./x", "data/%2e%2e/x",
     "data/a%00b", "%2Fetc/x"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["files", "folders"])
def test_a_path_that_leads_out_is_refused(backup: Path, empty: Store, kind: str, path: str) -> None:
    with rewritten(backup) as manifest:
        manifest[kind][0]["path"] = path
    done = etl("restore", backup)
    assert done.returncode == 1
    assert "jalur" in done.stderr
    assert untouched(empty)


def test_two_files_of_one_path_are_refused(backup: Path, empty: Store) -> None:
    with rewritten(backup) as manifest:
        manifest["files"].append(dict(manifest["files"][0], path=manifest["files"][0]["path"].replace("a", "%61", 1)))
    assert etl("restore", backup).returncode == 1
    assert untouched(empty)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("version", NEWER, f"lebih baru ({NEWER})"),
        ("format", 2, "lebih baru"),
        ("format", "1", "lebih baru"),
        ("version", "\x1b[31m", "bukan daftar"),
        ("files", [{"path": "data/x"}], "bukan daftar"),
        ("lain", 1, "bukan daftar"),
    ],
)
def test_another_products_backup_is_refused_in_words(
    backup: Path, empty: Store, field: str, value: object, words: str
) -> None:
    with rewritten(backup) as manifest:
        manifest[field] = value
    done = etl("restore", backup)
    assert done.returncode == 1
    assert words in done.stderr
    assert untouched(empty)


def test_an_older_versions_backup_is_taken(backup: Path, empty: Store) -> None:
    with rewritten(backup) as manifest:
        manifest["version"] = "2024.1"
    assert etl("restore", backup).returncode == 0


def test_what_is_there_is_moved_aside_only_when_told(whole: Path, empty: Store) -> None:
    log(empty, "lain.csv", 1)
    load(empty)
    put(empty, "permohonan/kini.csv", "bukan yang dicadangkan")
    settings().reports_dir.mkdir()
    (settings().reports_dir / "laporan_adopsi_2024-07.pdf").write_bytes(b"%PDF lain")
    before = tree(empty.root)
    done = etl("restore", whole)
    assert done.returncode == 1
    assert "tidak kosong" in done.stderr
    assert "--replace" in done.stderr
    assert {name: file for name, file in tree(empty.root).items() if "muat.lock" not in name} == {
        name: file for name, file in before.items() if "muat.lock" not in name
    }
    assert etl("restore", whole, "--replace").returncode == 0
    assert load(empty).files == []
    assert not (empty.raw / "permohonan" / "lain.csv").exists()
    (aside,) = empty.root.glob("sebelum-pulih-*")
    kept = tree(aside)
    assert {name for name in before if "lock" not in name} == set(kept)
    assert all(kept[name] == before[name] for name in kept)
    (reports,) = settings().reports_dir.glob("sebelum-pulih-*")
    assert (reports / "laporan_adopsi_2024-07.pdf").read_bytes() == b"%PDF lain"


def test_what_was_moved_aside_is_in_no_backup(whole: Path, empty: Store, tmp_path: Path) -> None:
    log(empty, "lain.csv", 1)
    load(empty)
    etl("restore", whole, "--replace")
    (tmp_path / "lagi").mkdir()
    made = make_backup(empty, tmp_path / "lagi").manifest
    assert not [file.name for file in made.files if "sebelum-pulih" in file.name]


def test_what_is_no_file_where_one_comes_makes_way(whole: Path, empty: Store, tmp_path: Path) -> None:
    """An empty folder takes no file in, a link to a folder leads none away, a pipe is no folder."""
    empty.pointer.mkdir(parents=True)
    (empty.root / "local").mkdir()
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    (empty.root / "local" / "akses.csv").symlink_to(elsewhere)
    os.mkfifo(empty.released_dir)
    done = etl("restore", whole)
    assert done.returncode == 0, done.stderr
    assert empty.pointer.is_file()
    assert (empty.root / "local" / "akses.csv").is_file()
    assert (empty.released_dir / "2024-08.json").is_file()
    assert list(elsewhere.iterdir()) == []
    assert load(empty).files == []


def test_a_folder_on_a_disk_that_is_not_mounted_changes_nothing(whole: Path, empty: Store, tmp_path: Path) -> None:
    empty.root.mkdir(parents=True, exist_ok=True)
    empty.raw.symlink_to(tmp_path / "disk")
    done = etl("restore", whole)
    assert (done.returncode, f"{empty.raw}: tautan putus; tidak ada yang diubah" in done.stderr) == (1, True)
    assert untouched(empty)
    (tmp_path / "disk").mkdir()
    assert etl("restore", whole).returncode == 0
    assert (tmp_path / "disk" / "permohonan" / "kini.csv").is_file()


def test_the_declarations_that_the_product_brings_are_no_obstacle(whole: Path, empty: Store) -> None:
    """Its own sumber.toml stands aside for the one of the backup."""
    declared = empty.raw / "permohonan" / "sumber.toml"
    declared.parent.mkdir(parents=True)
    declared.write_text('zone = "UTC"\n')
    same = empty.raw / "kunjungan" / "sumber.toml"
    same.parent.mkdir()
    same.write_bytes((whole / "data" / "raw" / "kunjungan" / "sumber.toml").read_bytes())
    assert etl("restore", whole).returncode == 0
    assert declared.read_text() == 'zone = "WITA"\n'
    (aside,) = empty.root.glob("sebelum-pulih-*/raw/permohonan/sumber.toml")
    assert aside.read_text() == 'zone = "UTC"\n'
    assert not list(empty.root.glob("sebelum-pulih-*/raw/kunjungan")), "nothing was lost of the same words"


def test_a_declaration_that_is_a_link_stands_aside_as_one(whole: Path, empty: Store, tmp_path: Path) -> None:
    (tmp_path / "luar.toml").write_text('zone = "WITA"\n')
    declared = empty.raw / "permohonan" / "sumber.toml"
    declared.parent.mkdir(parents=True)
    declared.symlink_to(tmp_path / "luar.toml")
    assert etl("restore", whole).returncode == 0
    assert not declared.is_symlink()
    assert (tmp_path / "luar.toml").read_text() == 'zone = "WITA"\n'


@pytest.mark.parametrize("at", [1, 5, 9])
def test_a_disk_that_fills_changes_nothing_and_it_can_be_tried_again(
    whole: Path, empty: Store, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    copy, copied = restoring.copy_file, iter(range(1, 100))  # type: ignore[attr-defined]

    def full(source: Path, target: Path) -> object:
        if next(copied) == at:
            raise OSError(28, "No space left on device", str(target))
        return copy(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "copy_file", full)
        done = etl("restore", whole)
    assert done.returncode == 1
    assert "ruang disk habis" in done.stderr
    assert not empty.has_build
    assert not empty.warehouse.exists()
    assert etl("restore", whole).returncode == 0


def test_too_little_room_is_told_before_anything_is_written(
    whole: Path, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(whole)._replace(free=1_000_000)
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _: usage)  # type: ignore[attr-defined]
    done = etl("restore", whole)
    assert done.returncode == 1
    assert "ruang disk kurang. Bebas 1 MB" in done.stderr
    assert not empty.has_build


def test_without_raw_it_says_so_and_rows_stay(empty: Store, tmp_path: Path) -> None:
    with settings_below(tmp_path / "asal"):
        furnish(user_store())
        (tmp_path / "tanpa").mkdir()
        made = make_backup(user_store(), tmp_path / "tanpa", without_raw=True).folder
        key = settings().key_file.read_bytes()
    with settings_below(tmp_path / "baru"):
        settings().key_file.write_bytes(key)
        settings().key_file.chmod(0o600)
        done = etl("restore", made)
        assert "Berkas mentah tidak ikut" in done.stderr
        log(user_store(), "lain.csv", 1)
        assert etl("load").returncode == 0
        assert warehouse(user_store(), "SELECT count(*) FROM request") == [(REMOVED + KEPT,)]


def test_names_in_no_known_letters_and_with_a_persons_number(empty: Store, tmp_path: Path) -> None:
    """They come back as they were; no output shows the number."""
    number = "6472014101900001"
    with settings_below(tmp_path / "asal"):
        furnish(user_store())
        odd = os.fsdecode(b"caf\xe9 \x01 100%25 " + number.encode() + b".csv")
        (user_store().raw / "permohonan" / odd).write_bytes(b"x")
        (tmp_path / "tujuan").mkdir()
        made = etl("backup", tmp_path / "tujuan")
        (folder,) = (tmp_path / "tujuan").iterdir()
    with settings_below(tmp_path / "baru"):
        assert etl("restore", folder).returncode == 0
        path = user_store().raw / "permohonan" / odd
        assert path.read_bytes() == b"x"
        refused = etl("restore", folder)
        (folder / "data" / "raw" / "permohonan" / odd).unlink()
        damaged = etl("restore", "--check", folder)
    assert damaged.returncode == 1
    assert not [done for done in (made, refused, damaged) if number in done.stdout + done.stderr]


def test_what_an_earlier_restore_left_half_copied_is_gone(whole: Path, empty: Store) -> None:
    (empty.root / ".pulih" / "warehouse").mkdir(parents=True)
    (empty.root / ".pulih" / "warehouse" / "warehouse.duckdb").write_bytes(b"setengah")
    assert etl("restore", whole).returncode == 0
    assert load(empty).files == []
    assert not (empty.root / ".pulih").exists()
