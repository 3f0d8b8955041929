"""State as a disk, a hand or another program may leave it: a sentence with the way out, and the newest whole build."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from support.files.raw_files import etl, log, published
from support.own_settings import settings_below

import analytics.__main__
import report.__main__
from core.disk import checksum, discard
from core.settings import settings
from core.store import Store, user_store
from core.store.published_builds import DamagedBuildError, NoBuildError, current_build
from etl.answers.store_status import status
from etl.loading.last_load import read_note
from etl.loading.load import load
from etl.publishing import builds
from report.archive.read import sound_records

pytestmark = pytest.mark.drill

COMMANDS = (["status"], ["status", "--json"], ["quarantine"], ["load"], ["rollback"], ["rollback", "--release"],
            ["forget", "permohonan/tiada.csv"], ["load", "--rebuild"])  # fmt: skip
Harm = Callable[[Path], object]


def as_folder(path: Path) -> None:
    """A folder with something in it stands where the file was."""
    path.unlink(missing_ok=True)
    (path / "isi").mkdir(parents=True)


def as_pipe(path: Path) -> None:
    """Whoever opens it waits for ever."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def as_lost_link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.parent / "tidak-ada")


ANYTHING: dict[str, Harm] = {
    "gone": lambda path: path.unlink(missing_ok=True),
    "empty": lambda path: path.write_bytes(b""),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "way out": lambda path: path.write_text("../../../../etc/passwd\n"),
    "absolute": lambda path: path.write_text("/etc/passwd\n"),
    "nul": lambda path: path.write_bytes(b"2024\0.duckdb\n"),
    "escape": lambda path: path.write_bytes(b"\x1b]0;x\x07\n"),
    "huge": lambda path: path.write_text("9" * 3_000_000),
    "deep": lambda path: path.write_text("[" * 100_000),
    "folder": as_folder,
    "pipe": as_pipe,
    "lost link": as_lost_link,
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds, with 1 and 2 requests, made once."""
    folder = tmp_path_factory.mktemp("dua")
    with settings_below(folder):
        for count in (1, 2):
            log(user_store(), "a.csv", count)
            load(user_store())
    return folder


@pytest.fixture
def two(template: Path, store: Store) -> list[str]:
    """The two builds in the store of the test; their names."""
    shutil.copytree(template / "data", store.root, dirs_exist_ok=True)
    shutil.copy(template / "kunci", settings().key_file)
    return builds.names(store)[::-1]


def said_by(main: Callable[[], None], *arguments: str) -> tuple[int, str]:
    """Run another command of the product in this process."""
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.setattr(sys, "argv", ["x", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0), said.getvalue()


def check_words(said: str) -> None:
    """No class name, no trace, no sign that a terminal obeys, no English of the operating system."""
    for word in ("Traceback", "Error", "Exception", "\x1b", "\0", "directory", "denied", "No such"):
        assert word not in said, said


def run_all(store: Store, commands: Sequence[list[str]] = COMMANDS) -> None:
    """Every command ends in a sentence; nothing shows a damaged thing, and after a load all is well."""
    for arguments in commands:
        done = etl(*arguments)
        check_words(done.stdout + done.stderr)
        assert done.returncode in (0, 1), done.stderr
        assert done.returncode == 0 or "Gagal: " in done.stderr
    for main, arguments in ((report.__main__.main, ["2024-08"]), (analytics.__main__.main, ["export", "x"])):
        code, said = said_by(main, *arguments)
        check_words(said)
        assert code in (1, 5)
    load(store)
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


@pytest.mark.parametrize("harm", ANYTHING)
def test_a_pointer_or_a_hold_with_anything_in_it(store: Store, two: list[str], harm: str) -> None:
    """The one, the other and both: the newest whole build is shown."""
    ANYTHING[harm](store.pointer)
    assert current_build(store).stem == two[1]
    ANYTHING[harm](store.hold)
    assert status(store)["build"] == two[1]
    discard(store.pointer)
    store.pointer.write_text(f"{two[1]}\n")
    assert current_build(store).stem == two[1]
    run_all(store, COMMANDS if harm == "folder" else [["quarantine"]])
    ANYTHING[harm](store.pointer)
    load(store)
    assert (current_build(store).stem, store.pointer.read_text().strip()) == (two[1], two[1])


@pytest.mark.parametrize("name", ["pointer", "seal"])
def test_each_command_while_the_pointer_or_the_seal_alone_is_damaged(store: Store, two: list[str], name: str) -> None:
    as_folder(store.pointer if name == "pointer" else store.published_dir / f"{two[1]}.sha256")
    run_all(store)


@pytest.mark.parametrize("harm", ["gone", "empty", "binary", "folder", "pipe", "lost link"])
def test_a_damaged_build(store: Store, two: list[str], harm: str) -> None:
    ANYTHING[harm](store.published_dir / f"{two[1]}.duckdb")
    assert status(store)["build"] == two[0]
    run_all(store, COMMANDS if harm == "folder" else [["quarantine"]])


@pytest.mark.parametrize("harm", ["gone", "empty", "binary", "folder", "pipe", "lost link"])
def test_a_damaged_seal(store: Store, two: list[str], harm: str) -> None:
    """The build is none, as above, and is made again."""
    ANYTHING[harm](store.published_dir / f"{two[1]}.sha256")
    assert status(store)["build"] == two[0]
    load(store)
    assert current_build(store).stem not in two
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


@pytest.mark.parametrize("harm", ["empty", "binary", "folder", "pipe"])
def test_no_build_is_whole(store: Store, two: list[str], harm: str) -> None:
    """Then every reader says so; a load makes the build again."""
    for build in two:
        ANYTHING[harm](store.published_dir / f"{build}.sha256")
    with pytest.raises(DamagedBuildError):
        current_build(store)
    for said in (etl("status").stderr, said_by(report.__main__.main, "2024-08")[1],
                 said_by(analytics.__main__.main, "export", "x")[1]):  # fmt: skip
        check_words(said)
        assert "rusak" in said
        assert "python -m etl load" in said
    run_all(store)


def test_a_seal_made_for_a_build_that_is_none(store: Store, two: list[str]) -> None:
    """The checksum fits, and still it is no build of ours."""
    path = store.published_dir / f"{two[1]}.duckdb"
    path.write_bytes(b"bukan basis data" * 100)
    builds.seal(path, two[1])
    done = etl("status")
    check_words(done.stdout + done.stderr)
    assert "python -m etl load" in done.stderr
    run_all(store)


def test_without_any_build_it_is_not_called_damaged(store: Store) -> None:
    with pytest.raises(NoBuildError) as none:
        current_build(store)
    assert not isinstance(none.value, DamagedBuildError)


def test_a_hold_counts_before_the_newest_while_the_pointer_is_damaged(store: Store, two: list[str]) -> None:
    assert etl("rollback").returncode == 0
    store.pointer.write_bytes(b"\xff\xfe")
    assert current_build(store).stem == two[0]


@pytest.mark.parametrize("build", ["../../x", "/etc/passwd", "", "."])
def test_a_rollback_to_what_is_no_build(store: Store, two: list[str], build: str) -> None:
    done = etl("rollback", build)
    check_words(done.stdout + done.stderr)
    assert done.returncode in (0, 1)
    assert current_build(store).stem in two


NOTES = ("pemegang_kunci.txt", "muat_terakhir.json", "sedang_dimuat.json")
HARMED_NOTES = [(harm, NOTES) for harm in ("binary", "huge", "deep", "pipe")] + [("folder", (name,)) for name in NOTES]


@pytest.mark.parametrize(("harm", "names"), HARMED_NOTES)
def test_damaged_notes_of_the_last_load(store: Store, two: list[str], harm: str, names: tuple[str, ...]) -> None:
    """All at once, and each alone."""
    for name in names:
        ANYTHING[harm](store.warehouse_dir / name)
    told = etl("status")
    check_words(told.stdout + told.stderr)
    assert told.returncode == 0
    assert json.loads(etl("status", "--json").stdout)["running"] is None
    assert etl("load").returncode == 0
    last = json.loads(etl("status", "--json").stdout)["last_load"]
    assert (last["exit_code"], last["sentence"]) == (0, None)


@pytest.mark.parametrize(
    "text",
    ["[]", "null", "7", "{}", '{"at": 7, "exit_code": "x", "sentence": []}', '{"at": "x", "exit_code": 0}',
     '{"at": "2024-08-27T08:00:00", "exit_code": 1e400, "sentence": null}', '[["at", "x"]]'],
)  # fmt: skip
def test_a_note_of_the_wrong_shape_is_called_damaged(store: Store, two: list[str], text: str) -> None:
    (store.warehouse_dir / "muat_terakhir.json").write_text(text)
    last = read_note(store)
    assert (last["at"], last["exit_code"]) == (None, None)
    assert "python -m etl load" in last["sentence"]
    if text == "[]":
        assert json.loads(etl("status", "--json").stdout)["last_load"] == last
        assert "rusak" in etl("status").stdout


@pytest.mark.parametrize("times", ['"x"', "null", "1e400"])
def test_a_note_of_deaths_of_the_wrong_shape_bars_nothing(store: Store, two: list[str], times: str) -> None:
    path = log(store, "lagi.csv", 1, No_Antrian="8")
    death = f'{{"name": "permohonan/lagi.csv", "sha256": "{checksum(path)}", "times": {times}, "seconds": 9.0}}'
    (store.warehouse_dir / "sedang_dimuat.json").write_text(f'{{"at_work": null, "deaths": [{death}]}}')
    assert json.loads(etl("status", "--json").stdout)["died_on"] == []
    assert etl("load").returncode == 0


@pytest.mark.parametrize("harm", ["folder", "lost link", "loop"])
def test_a_lock_that_is_no_file(store: Store, two: list[str], harm: str) -> None:
    """Readers go on; whoever would write says what to do, and after that it works."""
    path = store.warehouse_dir / "muat.lock"
    path.unlink(missing_ok=True)
    if harm == "loop":
        path.symlink_to(path)
    else:
        ANYTHING[harm](path)
    assert etl("status").returncode == 0
    for arguments in (["load"], ["load", "--rebuild"], ["rollback"], ["rollback", "--release"], ["forget", "a/b.csv"]):
        done = etl(*arguments)
        check_words(done.stdout + done.stderr)
        assert done.returncode == 1
        assert f"{path}: ini {'folder' if harm == 'folder' else 'tautan'}" in done.stderr
        assert "Pindahkan atau hapus" in done.stderr
    discard(path)
    run_all(store, [["load"]])


@pytest.mark.parametrize(
    "line", ["proses 0 di x, sejak 1-1-2024 WITA", "proses 99999999999999999999 di x, sejak 1", "proses x", "\x1b[31m"]
)
def test_a_holder_that_is_none(store: Store, two: list[str], line: str) -> None:
    (store.warehouse_dir / "pemegang_kunci.txt").write_text(line)
    assert status(store)["running"] is None


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scratched(path: Path) -> None:
    """The header is whole; what lies behind it is not."""
    with path.open("r+b") as file:
        file.seek(12_288)
        file.write(b"\xff" * (path.stat().st_size - 12_288))


HARMS_OF_A_DATABASE = {name: ANYTHING[name] for name in ("gone", "empty", "binary", "folder", "pipe", "lost link")}


HARMS = [*HARMS_OF_A_DATABASE.items(), ("cut", cut), ("scratched", scratched)]


@pytest.mark.parametrize("harm", HARMS, ids=[name for name, _ in HARMS])
def test_a_damaged_warehouse(store: Store, two: list[str], harm: tuple[str, Harm]) -> None:
    """Readers go on; a load says how to mend it, and a rebuild does."""
    harm[1](store.warehouse)
    assert status(store)["build"] == two[1]
    for arguments in COMMANDS[:-1] if harm[0] in ("folder", "scratched") else (["quarantine"], ["load"]):
        done = etl(*arguments)
        check_words(done.stdout + done.stderr)
    assert etl("load", "--rebuild").returncode == 0
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


@pytest.mark.parametrize("harm", ["binary", "deep"])
def test_damaged_official_boundaries(store: Store, two: list[str], harm: str) -> None:
    path = store.root / "boundaries" / "resmi.geojson"
    path.parent.mkdir()
    ANYTHING[harm](path)
    log(store, "lagi.csv", 1, No_Antrian="8")
    done = etl("load")
    assert done.returncode == 1
    assert "batas resmi rusak" in done.stderr.replace("\n", " ")


@pytest.mark.parametrize("name", ["warehouse.duckdb", "warehouse.duckdb.wal"])
def test_a_pipe_in_place_of_the_warehouse_keeps_nobody_waiting(store: Store, two: list[str], name: str) -> None:
    ANYTHING["pipe"](store.warehouse_dir / name)
    assert etl("status").returncode == 0
    for command in ("quarantine", "load"):
        done = etl(command)
        assert done.returncode == 1
        assert "python -m etl load --rebuild" in done.stderr.replace("\n", " ")
    assert etl("load", "--rebuild").returncode == 0
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


@pytest.mark.parametrize("harm", ["binary", "folder"])
@pytest.mark.parametrize("name", ["warehouse.duckdb.wal", "warehouse.baru.duckdb", "tmp", "muat_terakhir.tmp"])
def test_what_a_dead_load_left_is_something_else(store: Store, two: list[str], name: str, harm: str) -> None:
    path = store.warehouse_dir / name
    if path.is_dir():
        path.rmdir()
    ANYTHING[harm](path)
    for arguments in (["quarantine"], ["load"], ["load", "--rebuild"]):
        done = etl(*arguments)
        check_words(done.stdout + done.stderr)
    assert done.returncode == 0, done.stderr
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


@pytest.mark.parametrize("name", [".CURRENT.tmp", ".DITAHAN.tmp", ".20240827T073000Z-0123abcd.tmp"])
def test_a_folder_where_a_draft_would_be(store: Store, two: list[str], name: str) -> None:
    as_folder(store.published_dir / name)
    log(store, "a.csv", 3)
    assert etl("load").returncode == 0
    assert etl("rollback").returncode == 0
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


@pytest.mark.parametrize("harm", ["empty", "binary", "folder", "pipe", "lost link"])
def test_a_damaged_key(store: Store, two: list[str], harm: str) -> None:
    own = settings().key_file.read_text()
    ANYTHING[harm](settings().key_file)
    log(store, "b.csv", 3)
    done = etl("load")
    check_words(done.stdout + done.stderr)
    assert done.returncode == 1
    assert "Kembalikan" in done.stderr
    if settings().key_file.is_dir():
        shutil.rmtree(settings().key_file)
    settings().key_file.unlink(missing_ok=True)
    settings().key_file.write_text(own)
    settings().key_file.chmod(0o600)
    assert etl("load").returncode == 0


@pytest.mark.parametrize("harm", ["binary", "folder", "pipe", "lost link"])
def test_a_damaged_list_of_the_samples_files(store: Store, two: list[str], harm: str) -> None:
    """Whether a file is the sample's cannot be told: nothing new is loaded until the list is made again."""
    (store.root / "contoh").mkdir()
    ANYTHING[harm](store.root / "contoh" / "contoh.json")
    done = etl("load")
    check_words(done.stdout + done.stderr)
    assert (done.returncode == 1) == ("python -m etl sample" in done.stderr)
    assert status(store)["build"] == two[1]


@pytest.mark.parametrize("harm", ANYTHING)
def test_a_damaged_record_of_the_archive(store: Store, two: list[str], harm: str) -> None:
    settings().reports_dir.mkdir()
    ANYTHING[harm](settings().reports_dir / "laporan_adopsi_2024-08.content.json")
    sound, damaged = sound_records(settings().reports_dir)
    assert (sound, len(damaged)) == ([], int(harm != "gone"))
    for number in range(12):
        builds.path_of(store, f"{two[0]}{number:02d}").touch()
    assert load(store).exit_code == 0


@pytest.mark.parametrize("name", ["published", "warehouse"])
def test_a_file_where_a_folder_belongs(store: Store, name: str) -> None:
    log(store, "a.csv")
    (store.root / name).write_text("x")
    for arguments in COMMANDS:
        done = etl(*arguments)
        check_words(done.stdout + done.stderr)
        assert done.returncode == 1
