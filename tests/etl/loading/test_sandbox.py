"""Work in a child: its result comes back, and whatever ends it is a reason, not the end of the load."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from support.files.raw_files import etl, etl_process, log

from core.store import Store
from etl import sandbox
from etl.__main__ import start_reader
from etl.errors import RefusedError, UnreadableFileError, UserError
from etl.sandbox import client

pytestmark = pytest.mark.drill

SMALL = sandbox.Limits(memory_bytes=200_000_000, cpu_seconds=1, wall_seconds=20, file_bytes=1_000_000)


def do(deed: str) -> list[int]:
    """What the child is told to do."""
    if deed == "memory":
        bytearray(400_000_000)
    elif deed == "work":
        while True:
            pass
    elif deed == "sleep":
        time.sleep(60)
    elif deed == "write":
        os.write(2, bytes(2_000_000))
        os.write(2, b"x")
    elif deed == "refuse":
        raise RefusedError("tidak")
    elif deed == "mistake":
        raise UserError("salah")
    elif deed == "vanish":
        Path("/tidak/ada").read_bytes()
    elif deed == "break":
        raise KeyError("NIK 9912340101900001")
    elif deed != "well":
        os.kill(os.getpid(), int(deed))
    return [os.getpid(), os.getpgid(0)]


def test_it_is_another_process_in_a_group_of_its_own(tmp_path: Path) -> None:
    own, group = sandbox.call(do, "well", tmp_path, SMALL)
    assert own == group
    assert group != os.getpgid(0)


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("memory", "batas_memori"),
        ("work", "batas_waktu"),
        ("write", "berkas_terlalu_besar"),
        ("break", "berkas_tak_terbaca"),
        (str(int(signal.SIGKILL)), "batas_memori"),
        (str(int(signal.SIGABRT)), "pembaca_mati"),
        (str(int(signal.SIGSEGV)), "pembaca_mati"),
    ],
)
def test_a_child_that_ends_badly_has_a_reason(tmp_path: Path, deed: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        sandbox.call(do, deed, tmp_path, SMALL)
    assert refused.value.reason == reason
    assert "99123" not in str(refused.value)
    assert sandbox.call(do, "well", tmp_path, SMALL)


def test_a_child_that_waits_for_ever_ends_by_the_clock(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="batas_waktu"):
        sandbox.call(do, "sleep", tmp_path, sandbox.Limits(200_000_000, 1, 1, 1_000_000))


@pytest.mark.parametrize(
    ("deed", "error"), [("refuse", RefusedError), ("mistake", UserError), ("vanish", FileNotFoundError)]
)
def test_errors_for_the_user_come_back_as_they_were(tmp_path: Path, deed: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        sandbox.call(do, deed, tmp_path, SMALL)


def test_a_lost_helper_is_started_again(tmp_path: Path) -> None:
    sandbox.prestart()
    assert client._helper
    client._helper.process.kill()
    assert sandbox.call(do, "well", tmp_path, SMALL)


def test_a_small_file_is_allowed_little_time() -> None:
    assert sandbox.limits_for(2_000).cpu_seconds < sandbox.limits_for(2_000_000).cpu_seconds
    assert sandbox.limits_for(10**9).cpu_seconds == 600


@pytest.fixture
def no_helper() -> Iterator[None]:
    client._end()
    yield
    client._end()


@pytest.mark.usefixtures("no_helper")
@pytest.mark.parametrize(
    ("arguments", "is_needed"),
    [
        (["load"], True),
        (["load", "--settle", "30"], True),
        (["load", "--help"], False),
        (["load", "--raw", "lain"], False),
        (["inspect", "a.xlsx"], True),
        (["status"], False),
        ([], False),
    ],
)
def test_the_helper_starts_with_the_command_that_needs_it(store: Store, arguments: list[str], is_needed: bool) -> None:
    log(store, "a.csv")
    start_reader(arguments)
    assert (client._helper is not None) == is_needed


@pytest.mark.usefixtures("no_helper")
def test_nothing_new_starts_no_helper(store: Store) -> None:
    log(store, "a.csv")
    assert etl("load").returncode == 0
    assert _helpers_on(store)
    client._end()
    assert not _helpers_on(store)
    start_reader(["load"])
    assert client._helper is None
    start_reader(["load", "--rebuild"])
    assert client._helper is not None


@pytest.mark.parametrize("arguments", [["load", "--tidak-ada"], ["inspect", "tidak_ada.xlsx"], ["load"]])
def test_no_helper_outlives_its_command(store: Store, arguments: list[str]) -> None:
    log(store, "a.csv")
    etl_process(*arguments)
    assert not _helpers_on(store)


def _helpers_on(store: Store) -> list[Path]:
    """The processes of helpers that were started on this store."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_helper = b"etl.sandbox.helper" in (process / "cmdline").read_bytes()
            if is_helper and os.fsencode(store.root) in (process / "environ").read_bytes():
                found.append(process)
    return found
