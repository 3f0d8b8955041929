"""A backup holds all that belongs to an installation, in a folder that is whole or not there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from filelock import Timeout
from support.files.installations import tree
from support.files.raw_files import etl, log, take_in

from core.settings import ROOT, settings
from core.store import Store
from core.store.folder_lock import folder_lock
from etl.backup import contents as contents_of
from etl.backup import holding, making
from etl.backup.checking import whole_backup
from etl.backup.copying import Copied, UnreadableSourceError, copy_file
from etl.loading.load import load


@pytest.fixture
def goal(tmp_path: Path) -> Path:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    return folder


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is an hour after the one before."""

    def clock() -> Iterator[datetime]:
        moment = datetime(2024, 11, 1, 1)
        while True:
            yield (moment := moment + timedelta(hours=1))

    ticking = clock()
    monkeypatch.setattr(making, "now_in_city", lambda: next(ticking))


def backup(goal: Path, *options: str | Path) -> Path:
    """Make a backup and return its folder."""
    before = set(goal.iterdir())
    done = etl("backup", goal, *options)
    assert done.returncode == 0, done.stderr
    (made,) = set(goal.iterdir()) - before
    return made


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_all_that_belongs_to_an_installation_and_no_secret(furnished: Store, goal: Path) -> None:
    build = furnished.pointer.read_text().strip()
    made = backup(goal)
    assert names(made) >= {
        "data/raw/permohonan/kini.csv",
        "data/raw/permohonan/sumber.toml",
        "data/warehouse/warehouse.duckdb",
        f"data/published/{build}.duckdb",
        f"data/published/{build}.sha256",
        "data/published/CURRENT",
        "data/local/akses.csv",
        "data/boundaries/resmi.geojson",
        "data/terbuka/2024-08.json",
        "data/kiriman/satu.json",
        "data/setoran/catatan.jsonl",
        "data/setoran/ditarik/permohonan/kota/lama.csv",
        "audit/audit-2024-08.jsonl",
        "laporan/laporan_adopsi_2024-08.pdf",
        "manifest.json",
    }
    left = ("sesi", "contoh", "kunci", "lock", "menunggu")
    assert not [name for name in names(made) if any(part in name for part in left)]
    key = settings().key_file.read_bytes().strip()
    assert not [path for path in made.rglob("*") if path.is_file() and key in path.read_bytes()]
    manifest = whole_backup(made)
    assert (manifest.build, manifest.has_raw, manifest.left_out) == (build, True, {})


def test_a_backup_is_for_its_owner_alone_whatever_the_umask(furnished: Store, goal: Path) -> None:
    before = os.umask(0)
    try:
        made = backup(goal)
    finally:
        os.umask(before)
    modes = {(path.is_dir(), f"{path.stat().st_mode & 0o777:o}") for path in [made, *made.rglob("*")]}
    assert modes == {(True, "700"), (False, "600")}


def test_a_backup_changes_nothing_of_what_it_copies(furnished: Store, goal: Path) -> None:
    before = tree(furnished.root) | tree(settings().reports_dir)
    backup(goal)
    after = tree(furnished.root) | tree(settings().reports_dir)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed <= {"warehouse/muat.lock", "terbuka/.kunci", "setoran/.kunci", ".kunci"}


@pytest.mark.parametrize("place", ["data/cadangan", "data/raw", "laporan", "data", "tidak/ada"])
def test_a_place_that_would_back_up_itself_or_is_not_there_is_refused(
    furnished: Store, tmp_path: Path, place: str
) -> None:
    """A folder that is not there may be a disk that is not mounted."""
    (furnished.root / "cadangan").mkdir()
    done = etl("backup", tmp_path / place)
    assert done.returncode == 1
    assert ("tidak ada" if place == "tidak/ada" else "di dalam") in done.stderr
    assert not list(tmp_path.rglob("*ADOPSI*"))
    assert not (tmp_path / "tidak").exists()


def test_without_anything_of_the_city_there_is_nothing_to_back_up(store: Store, goal: Path) -> None:
    (store.raw / "permohonan").mkdir()
    (store.raw / "permohonan" / "sumber.toml").write_text('zone = "WITA"\n')
    done = etl("backup", goal)
    assert (done.returncode, list(goal.iterdir())) == (1, [])
    assert "belum ada apa pun" in done.stderr


HOLD = (
    "from datetime import datetime; import time; from core.store import user_store;"
    "from etl.warehouse.lock import single_writer\n"
    "with single_writer(user_store(), datetime(2024, 8, 27, 7, 30)): print('ada', flush=True); time.sleep({seconds})"
)


def test_while_a_load_runs_it_names_who_holds_the_lock_or_waits(store: Store, goal: Path) -> None:
    log(store, "a.csv")
    load(store)
    command = [sys.executable, "-c", HOLD.format(seconds=2)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ada\n"
        done = etl("backup", goal)
        assert (done.returncode, list(goal.iterdir())) == (4, [])
        assert f"proses {holder.pid} di " in done.stderr
        backup(goal, "--wait", "60")


def test_a_report_that_is_being_archived_is_waited_for(
    furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "PATIENCE", 0.1)
    with folder_lock(settings().reports_dir):
        done = etl("backup", goal)
    assert (done.returncode, list(goal.iterdir())) == (4, [])
    assert "masih ditulis" in done.stderr
    backup(goal)


def test_nothing_is_sent_or_withdrawn_while_what_was_handed_in_is_copied(
    furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offices need not wait for the warehouse and the builds."""
    is_free: dict[str, bool] = {}

    def copied(source: Path, target: Path) -> Copied:
        lock = folder_lock(furnished.intake_dir, timeout=0, mode=0o600)
        with suppress(Timeout):
            lock.acquire()
        is_free[target.relative_to(next(goal.iterdir())).as_posix()] = lock.is_locked
        lock.release()
        return copy_file(source, target)

    monkeypatch.setattr(making, "copy_file", copied)
    backup(goal)
    held = {name for name in is_free if not is_free[name]}
    assert held == {name for name in is_free if name.startswith(("data/raw/", "data/setoran/"))}
    assert {"data/raw/permohonan/kini.csv", "data/setoran/catatan.jsonl"} <= held


def test_an_act_of_an_office_is_waited_for(furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "PATIENCE", 0.1)
    with folder_lock(furnished.intake_dir, mode=0o600):
        done = etl("backup", goal)
    assert (done.returncode, list(goal.iterdir())) == (4, [])
    backup(goal)


def test_the_key_goes_where_it_is_told_to_and_never_to_the_data(
    furnished: Store, goal: Path, tmp_path: Path, hours: None
) -> None:
    apart = tmp_path / "brankas"
    apart.mkdir()
    inside = furnished.root / "brankas"
    inside.mkdir()
    for place in (goal, goal / "x", furnished.root, inside, settings().reports_dir, tmp_path, tmp_path / "tiada"):
        done = etl("backup", goal, "--with-key", place)
        assert (done.returncode, list(goal.glob("A*"))) == (1, []), place
    for _ in range(2):
        backup(goal, "--with-key", apart)
    (copy,) = apart.iterdir()
    assert copy.read_bytes() == settings().key_file.read_bytes()
    assert f"{copy.stat().st_mode & 0o777:o}" == "600"


def test_a_key_below_the_data_directory_is_not_in_a_backup(
    store: Store, goal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it under another name."""
    monkeypatch.setenv("ADOPSI_KEY_FILE", str(store.root / "rahasia"))
    settings.cache_clear()
    log(store, "a.csv")
    load(store)
    (store.root / "local").mkdir()
    (store.root / "local" / "lain").symlink_to(store.root / "rahasia")
    os.link(store.root / "rahasia", store.root / "ketiga")
    assert not {"data/rahasia", "data/local/lain", "data/ketiga"} & names(backup(goal))


def test_so_many_backups_stay_and_nothing_else_is_touched(furnished: Store, goal: Path, hours: None) -> None:
    """What is no whole backup of this installation is neither counted nor deleted."""
    first, second, third = (backup(goal) for _ in range(3))
    (goal / "ADOPSI-lain").mkdir()
    shutil.copytree(third, goal / "ADOPSI-99999999T000000")
    other = goal / "ADOPSI-99999999T000000" / "manifest.json"
    other.write_text(other.read_text().replace('"host": "', '"host": "bukan-'))
    (second / "data" / "published" / "CURRENT").unlink()
    done = etl("backup", goal, "--keep", "2")
    assert done.returncode == 0
    assert f"Dihapus, karena jumlahnya sudah cukup: {first}" in done.stderr
    assert not first.exists()
    assert {path.name for path in goal.iterdir()} > {second.name, third.name, "ADOPSI-lain", "ADOPSI-99999999T000000"}
    assert not list(goal.glob(".*"))
    done = etl("backup", goal, "--keep", "1")
    assert (done.returncode, third.exists()) == (0, False)
    (newest,) = [path for path in goal.iterdir() if path.name not in {second.name, "ADOPSI-lain", other.parent.name}]
    assert whole_backup(newest)
    assert etl("backup", goal, "--keep", "0").returncode == 2


def test_the_newest_stays_when_the_clock_was_ahead_before(
    store: Store, goal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link to a backup elsewhere is nobody's to delete."""
    log(store, "a.csv")
    monkeypatch.setattr(making, "now_in_city", lambda: datetime(2031, 1, 1))
    ahead = backup(goal)
    (goal / "ADOPSI-20300101T000000").symlink_to(ahead)
    monkeypatch.setattr(making, "now_in_city", lambda: datetime(2024, 11, 1))
    done = etl("backup", goal, "--keep", "1")
    assert f"Dihapus, karena jumlahnya sudah cukup: {ahead}" in done.stderr
    assert {path.name for path in goal.iterdir()} == {"ADOPSI-20241101T000000", "ADOPSI-20300101T000000"}


def test_what_is_no_file_is_told_and_what_a_load_follows_is_copied(store: Store, goal: Path, tmp_path: Path) -> None:
    log(store, "a.csv")
    disk = tmp_path / "disk"
    shutil.move(store.raw, disk)
    store.raw.symlink_to(disk)
    (tmp_path / "b.csv").write_bytes((disk / "permohonan" / "a.csv").read_bytes().replace(b"SMD-2024", b"SMD-2025"))
    (disk / "permohonan" / "b.csv").symlink_to(tmp_path / "b.csv")
    (disk / "permohonan" / "dalam").mkdir()
    (disk / "permohonan" / "dalam" / "luar").symlink_to("/etc")
    (disk / "permohonan" / "hilang.csv").symlink_to("tidak-ada")
    (store.root / "lingkar").symlink_to(store.root)
    os.mkfifo(disk / "permohonan" / "pipa 6472014101900001")
    load(store)
    done = etl("backup", goal)
    assert done.returncode == 3
    (made,) = goal.iterdir()
    held = names(made)
    assert {"data/raw/permohonan/a.csv", "data/raw/permohonan/b.csv"} <= held
    assert not any(path.is_symlink() for path in made.rglob("*"))
    assert not [name for name in held if "passwd" in name or "lingkar" in name]
    assert "data/raw/permohonan/dalam/luar (tautan ke folder)" in done.stderr
    assert "data/raw/permohonan/hilang.csv (tautan putus)" in done.stderr
    assert "data/raw/permohonan/pipa ***** (bukan berkas biasa)" in done.stderr
    assert "data/lingkar (tautan ke folder)" in done.stderr


@pytest.mark.parametrize(("name", "code"), [("data/raw/permohonan/kini.csv", 3), ("data/local/akses.csv", 1)])
def test_a_file_that_cannot_be_read_is_left_out_only_where_a_load_leaves_it_out_too(
    furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    copy = making.copy_file  # type: ignore[attr-defined]

    def failing(source: Path, target: Path) -> object:
        if str(target).endswith(name):
            raise UnreadableSourceError(PermissionError(13, "denied", str(source)))
        return copy(source, target)

    monkeypatch.setattr(making, "copy_file", failing)
    done = etl("backup", goal)
    assert done.returncode == code
    assert "tidak diizinkan" in done.stderr
    assert [whole_backup(made).left_out for made in goal.iterdir()] == (
        [{name: "tidak diizinkan"}] if code == 3 else []
    )


@pytest.mark.parametrize(("folder", "code"), [("raw/permohonan", 3), ("local", 1), ("published", 1)])
def test_a_folder_that_cannot_be_looked_into_costs_the_backup_unless_a_load_does_without_it(
    furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch, folder: str, code: int
) -> None:
    scan = os.scandir

    def closed(path: Path) -> object:
        if path == furnished.root / folder:
            raise PermissionError(13, "denied", str(path))
        return scan(path)

    with monkeypatch.context() as patch:
        patch.setattr(contents_of.os, "scandir", closed)  # type: ignore[attr-defined]
        done = etl("backup", goal)
    assert done.returncode == code
    assert "tidak diizinkan" in done.stderr
    assert len(list(goal.iterdir())) == (code == 3)


def test_a_file_that_goes_meanwhile_is_no_part_of_the_state(
    furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = making.copy_file  # type: ignore[attr-defined]

    def late(source: Path, target: Path) -> object:
        if source.name == "kini.csv":
            source.unlink()
        return copy(source, target)

    monkeypatch.setattr(making, "copy_file", late)
    assert "data/raw/permohonan/kini.csv" not in names(backup(goal))


def test_a_file_that_changes_meanwhile_is_not_taken_for_the_one_that_was_loaded(
    furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same size, so that its time alone tells a load to read it again."""
    copy, path = making.copy_file, furnished.raw / "permohonan" / "kini.csv"  # type: ignore[attr-defined]
    loaded = path.stat().st_mtime_ns

    def late(source: Path, target: Path) -> object:
        if source.name == path.name:
            path.write_bytes(path.read_bytes().replace(b"Warga", b"RT   "))
        return copy(source, target)

    monkeypatch.setattr(making, "copy_file", late)
    (kept,) = [file for file in whole_backup(backup(goal)).files if file.name.endswith(path.name)]
    assert kept.modified > loaded


def test_too_little_room_is_told_before_anything_is_written(
    furnished: Store, goal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(goal)._replace(free=1_000_000)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _: usage)  # type: ignore[attr-defined]
    done = etl("backup", goal)
    assert (done.returncode, list(goal.iterdir())) == (1, [])
    assert "ruang disk kurang. Bebas 1 MB" in done.stderr


def test_without_raw_the_rows_are_there_and_the_files_are_not(furnished: Store, goal: Path) -> None:
    made = backup(goal, "--without-raw")
    assert not [name for name in names(made) if name.startswith("data/raw/")]
    assert whole_backup(made).has_raw is False


def test_a_damaged_warehouse_makes_no_backup(store: Store, goal: Path) -> None:
    log(store, "a.csv")
    take_in(store)
    store.warehouse.write_bytes(b"bukan basis data" * 1000)
    done = etl("backup", goal)
    assert (done.returncode, list(goal.iterdir())) == (1, [])
    assert "gudang data rusak" in done.stderr
