"""Whatever becomes of the process that judges, a sentence comes back, and nothing of it is left behind."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from support.files.raw_files import SIDODADI, delimited, requests

from core.settings import settings
from core.store import Store
from intake import FileVerdict, judge_file

pytestmark = pytest.mark.drill


def waiting(store: Store, rows: int = 3) -> Path:
    path = store.root / "menunggu.csv"
    path.write_text(delimited(requests(rows)))
    (store.raw / "permohonan").mkdir(exist_ok=True)
    (store.raw / "permohonan" / "sumber.toml").write_text('zone = "WITA"\n')
    return path


def processes_of(store: Store) -> list[int]:
    """The processes whose temporary folder lies where files of this store are judged."""
    room, found = str(store.intake_dir / "periksa").encode(), []
    for each in Path("/proc").iterdir():
        with suppress(OSError):
            if each.name.isdecimal() and room in (each / "environ").read_bytes():
                found.append(int(each.name))
    return found


def is_clean(store: Store) -> bool:
    """No folder of it now, and no process a moment later."""
    until = time.monotonic() + 20
    while processes_of(store) and time.monotonic() < until:
        time.sleep(0.05)
    return not processes_of(store) and not [*(store.intake_dir / "periksa").iterdir()]


def judged(store: Store, rows: int = 3) -> FileVerdict:
    settings.cache_clear()
    return judge_file(waiting(store, rows), "permohonan", None, "log.csv")


def test_it_is_ended_by_the_clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPSI_JUDGE_SECONDS", "0")
    verdict = judged(store)
    assert verdict.reason == "late"
    assert "0 detik" in (verdict.refusal or "")
    assert is_clean(store)


def test_it_is_bound_in_memory(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPSI_JUDGE_MEMORY_BYTES", "90000000")
    assert judged(store, 20_000).reason == "memory"
    assert is_clean(store)


@pytest.mark.parametrize("stage", ["source", "reading"])
def test_it_is_killed(store: Store, stage: str) -> None:
    def kill(now: str) -> None:
        if now == stage:
            for process in processes_of(store):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    verdict = judge_file(waiting(store), "permohonan", None, "log.csv", kill)
    assert verdict.reason == "died"
    assert verdict.refusal
    assert is_clean(store)


def test_reader_that_hears_nothing_is_ended_with_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(now: str) -> None:
        for process in processes_of(store) if now == "reading" else []:
            if b"sandbox.helper" in Path(f"/proc/{process}/cmdline").read_bytes():
                os.kill(process, signal.SIGSTOP)

    monkeypatch.setenv("ADOPSI_JUDGE_SECONDS", "5")
    path = waiting(store)
    settings.cache_clear()
    assert judge_file(path, "permohonan", None, "log.csv", stop).reason == "late"
    assert is_clean(store)


def test_no_room_for_it(store: Store) -> None:
    path = waiting(store)
    store.intake_dir.write_text("bukan folder")
    verdict = judge_file(path, "permohonan", None, "log.csv")
    assert verdict.reason == "no_room"
    assert "Beri tahu pengelola" in (verdict.refusal or "")


def test_file_that_is_gone(store: Store) -> None:
    verdict = judge_file(store.root / "tidak-ada.csv", "permohonan", SIDODADI, "log.csv")
    assert verdict.refusal
    assert is_clean(store)
