"""Loads in processes of their own, started quickly, to be killed or to be held to a limit."""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

from core.settings import settings
from core.store import Store
from support.processes.fork_server import fork_server
from support.processes.forked_reader import read_in_forks

OWN = ("ADOPSI_", "FSSPEC_")
"""How the variables begin that such a load depends on."""


def start(arguments: list[str], said: Path, file_limit: int | None = None) -> BaseProcess:
    """Start `python -m etl <arguments>` on this process's settings; stdout and stderr go to the file `said`."""
    known = {name: value for name, value in os.environ.items() if name.startswith(OWN)}
    known |= {
        "ADOPSI_DATA_DIR": str(settings().data_dir),
        "ADOPSI_KEY_FILE": str(settings().key_file),
        "ADOPSI_REPORTS_DIR": str(settings().reports_dir),
    }
    process = fork_server().Process(target=_run, args=(arguments, known, str(said), file_limit))
    process.start()
    return process


def _run(arguments: list[str], known: dict[str, str], said: str, file_limit: int | None) -> None:
    from etl.__main__ import main

    read_in_forks()
    for name in [name for name in os.environ if name.startswith(OWN)]:
        # Of the test that began the server of forks.
        del os.environ[name]
    os.environ |= known
    settings.cache_clear()
    target = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(target, 1)
    os.dup2(target, 2)
    if file_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
    sys.argv = ["etl", *arguments]
    main()


def run(arguments: list[str], said: Path, file_limit: int | None = None) -> int:
    """Run to the end; return the exit code."""
    process = start(arguments, said, file_limit)
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


def kill_after(process: BaseProcess, seconds: float) -> None:
    """SIGKILL after a time; too late is no matter."""
    process.join(seconds)
    _kill(process)


def kill_when(process: BaseProcess, is_time: Callable[[], bool]) -> bool:
    """SIGKILL as soon as the condition holds; return whether it did while the process lived."""
    deadline = time.monotonic() + 60
    while process.is_alive() and time.monotonic() < deadline:
        if is_time():
            _kill(process)
            return process.exitcode == -signal.SIGKILL
    return False


def _kill(process: BaseProcess) -> None:
    process.kill()
    process.join(30)


def names(folder: Path) -> list[str]:
    """Return what lies in a folder, hidden files too."""
    return os.listdir(folder) if folder.exists() else []


def unfinished(store: Store) -> bool:
    """True while a build is being written: the warehouse is committed, the pointer is not moved."""
    return any(name.startswith(".2") for name in names(store.published_dir))
