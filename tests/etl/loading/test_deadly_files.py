"""A file that loads died on is noted, told and set aside, so that the others load; pipes and devices are refused."""

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from support.files.raw_files import counts, delimited, etl, log, put, requests
from support.processes.children import start

from core.disk import checksum
from core.store import Store
from etl.errors import QUERY_INTERRUPTED, sentence_of
from etl.loading.being_read import LONG_SECONDS, TIMER_SECONDS, TOLD_TO_END, being_read
from etl.loading.load import load
from etl.publishing.publish import publish
from etl.raw_file import RawFile
from etl.warehouse.ledger import seen
from etl.warehouse.lock import holder_of

pytestmark = pytest.mark.drill

NOTE = "sedang_dimuat.json"


def die(store: Store, path: Path, seconds: float = 0.0) -> None:
    """Leave the note as a load does that is killed so long after it began with the file."""
    store.warehouse_dir.mkdir(exist_ok=True)
    (file,) = seen(store.raw, [path])
    file.sha256 = checksum(path)
    left = _note_while_reading(store, file)
    (store.warehouse_dir / NOTE).write_bytes(left)
    since = json.loads(left)["at_work"]["since"]
    os.utime(store.warehouse_dir / NOTE, (since + seconds, since + seconds))


def _note_while_reading(store: Store, file: RawFile) -> bytes:
    """What lies there at the moment of death; deaths before are kept, as only a load that ends well forgets them."""
    left = b""
    with suppress(InterruptedError), being_read(store) as note, note.reading(file):
        left = (store.warehouse_dir / NOTE).read_bytes()
        raise InterruptedError
    return left


def test_after_a_long_death_the_file_is_set_aside_by_name_and_the_others_load(store: Store) -> None:
    log(store, "baik.csv", 2)
    path = put(store, "permohonan/ganas.csv", delimited(requests(3, No_Antrian="9")))
    die(store, path, LONG_SECONDS)
    outcome = load(store)
    assert counts(outcome) == [("loaded", 2, 0, 0, 1), ("set_aside", 0, 0, 0, 0)]
    assert outcome.files[1].reason == "pemuatan_terhenti"
    assert not (store.warehouse_dir / NOTE).exists()
    told = etl("status").stdout
    assert "Disisihkan: permohonan/ganas.csv" in told
    assert "Mencobanya lagi: ganti namanya, atau python -m etl load --rebuild" in told
    assert json.loads(etl("status", "--json").stdout)["barred"] == ["permohonan/ganas.csv"]
    assert load(store).files == [], "it stays aside"
    assert counts(load(store, rebuild=True))[1][0] == "loaded"


def test_a_first_short_death_may_be_chance_a_second_bars_the_file(store: Store) -> None:
    log(store, "baik.csv", 2)
    load(store)
    path = put(store, "permohonan/ganas.csv", delimited(requests(3, No_Antrian="9")))
    die(store, path)
    assert json.loads(etl("status", "--json").stdout)["died_on"] == ["permohonan/ganas.csv"]
    assert "Pemuatan terhenti ketika membaca permohonan/ganas.csv" in etl("status").stdout
    die(store, path)
    assert counts(load(store)) == [("set_aside", 0, 0, 0, 0)]


@pytest.mark.parametrize("boot", ["3c1d6c52-0000-4000-8000-5f0d5a7a9f10", None], ids=["another start", "not known"])
def test_a_machine_that_went_down_with_the_load_bars_nothing(store: Store, boot: str | None) -> None:
    """Only where the note tells another start of the machine: a note that does not is that of a death."""
    log(store, "baik.csv", 2)
    load(store)
    path = put(store, "permohonan/besar.csv", delimited(requests(3, No_Antrian="9")))
    die(store, path, TIMER_SECONDS)
    note = store.warehouse_dir / NOTE
    known, written = json.loads(note.read_text()), note.stat().st_mtime
    known["at_work"]["boot"] = boot
    note.write_text(json.dumps(known))
    os.utime(note, (written, written))
    assert json.loads(etl("status", "--json").stdout)["died_on"] == ([] if boot else ["permohonan/besar.csv"])
    assert counts(load(store))[0][0] == ("loaded" if boot else "set_aside")


def test_deaths_before_a_restart_of_the_machine_still_count(store: Store) -> None:
    path = log(store, "besar.csv", 2)
    die(store, path)
    die(store, path)
    note = store.warehouse_dir / NOTE
    known = json.loads(note.read_text())
    assert known["deaths"][0]["times"] == 1
    known["at_work"]["boot"] = "3c1d6c52-0000-4000-8000-5f0d5a7a9f10"
    note.write_text(json.dumps(known))
    assert counts(load(store)) == [("loaded", 2, 0, 0, 1)], "one death alone may be chance"


def test_other_bytes_under_that_name_are_read(store: Store) -> None:
    path = log(store, "a.csv", 2)
    die(store, path, LONG_SECONDS)
    log(store, "a.csv", 3)
    assert counts(load(store)) == [("loaded", 3, 0, 0, 1)]


def test_an_error_of_a_living_load_is_no_death(store: Store) -> None:
    path = log(store, "a.csv", 2)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(store, progress=interrupt)
    assert holder_of(store) is None
    assert not (store.warehouse_dir / NOTE).exists()
    assert path.exists()
    assert counts(load(store)) == [("loaded", 2, 0, 0, 1)]


@pytest.mark.parametrize("number", TOLD_TO_END)
@pytest.mark.parametrize("seconds", [0.0, LONG_SECONDS, TIMER_SECONDS], ids=["at once", "long", "as a timer"])
def test_a_load_that_is_told_to_end_died_on_nothing(store: Store, number: int, seconds: float) -> None:
    """Nor is a big file barred by a machine that shuts down; one that keeps a load until a timer ends it is."""
    path = log(store, "besar.csv", 2)
    store.warehouse_dir.mkdir()
    child = os.fork()
    if not child:
        (file,) = seen(store.raw, [path])
        file.sha256 = checksum(path)
        with being_read(store) as note, note.reading(file):
            assert note.at_work
            note.at_work["since"] -= seconds
            os.kill(os.getpid(), number)
            time.sleep(20)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 128 + number
    assert (store.warehouse_dir / NOTE).exists() == (seconds == TIMER_SECONDS)


def test_the_load_of_a_user_who_ends_it_by_hand_bars_nothing(store: Store, tmp_path: Path) -> None:
    log(store, "baik.csv", 2)
    process = start(["load"], tmp_path / "kata")
    assert process.pid
    while process.is_alive() and not (store.warehouse_dir / NOTE).exists():
        time.sleep(0.001)
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGTERM)
    process.join(30)
    assert process.exitcode in (0, 128 + signal.SIGTERM)
    assert not (store.warehouse_dir / NOTE).exists()
    assert counts(load(store)) in ([("loaded", 2, 0, 0, 1)], [])


def test_a_query_that_ctrl_c_interrupts_is_no_unforeseen_error() -> None:
    assert sentence_of(RuntimeError(QUERY_INTERRUPTED)) == sentence_of(KeyboardInterrupt())


def test_the_note_beats_while_a_file_is_at_work(store: Store) -> None:
    path = log(store, "a.csv", 2)
    store.warehouse_dir.mkdir()
    (file,) = seen(store.raw, [path])
    with being_read(store) as note, note.reading(file):
        first = (store.warehouse_dir / NOTE).stat().st_mtime_ns
        end = time.monotonic() + 20
        while (store.warehouse_dir / NOTE).stat().st_mtime_ns == first and time.monotonic() < end:
            time.sleep(0.05)
        assert (store.warehouse_dir / NOTE).stat().st_mtime_ns > first


@pytest.mark.parametrize("kind", ["pipe", "device", "nothing"])
def test_what_is_no_file_among_the_raw_files_is_told_and_not_opened(store: Store, kind: str) -> None:
    log(store, "baik.csv", 2)
    path = store.raw / "permohonan" / "aneh.csv"
    make(path, kind)
    done = etl("load")
    assert done.returncode == 0
    assert "permohonan/aneh.csv: bukan berkas biasa" in done.stderr


def make(path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"device": "/dev/zero", "nothing": "/tidak/ada", "itself": path.name}[kind])


@pytest.mark.parametrize("kind", ["pipe", "device", "nothing", "itself"])
@pytest.mark.parametrize("place", ["raw/permohonan/sumber.toml", "local/unit_aliases.csv"])
def test_what_is_no_file_in_place_of_an_edit_end_in_a_sentence(store: Store, place: str, kind: str) -> None:
    log(store, "baik.csv", 2)
    path = store.root / place
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path, kind)
    done = etl("load")
    assert done.returncode == 1
    assert f"{path}: bukan berkas biasa" in done.stderr


def test_inspect_and_boundaries_open_no_pipe(store: Store) -> None:
    path = store.root / "aneh.csv"
    os.mkfifo(path)
    for command in ("inspect", "boundaries"):
        done = etl(command, path)
        assert done.returncode == 1
        assert f"{path}: bukan berkas biasa" in done.stderr


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 3000, "export_time = 9999-12-31T23:59:59Z", "period = [9999-12-31, 2024-01-01]"]
)
def test_extreme_declarations_end_in_a_sentence(store: Store, text: str) -> None:
    log(store, "baik.csv", 2)
    (store.raw / "permohonan" / "sumber.toml").write_text(f'zone = "WITA"\n{text}\n')
    done = etl("load")
    assert done.returncode == 1
    assert "sumber.toml" in done.stderr


def test_a_load_that_dies_over_publishing_died_on_no_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    log(store, "a.csv")
    is_noted: list[bool] = []

    def publishing(*given: object, **how: object) -> object:
        is_noted.append((store.warehouse_dir / "sedang_dimuat.json").exists())
        return publish(*given, **how)

    monkeypatch.setattr("etl.loading.load.publish", publishing)
    load(store)
    assert is_noted == [False]
