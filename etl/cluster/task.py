"""What the engine's worker runs: it hands a task on to a process of its own that has taken on the task's city.

So one worker serves several cities, one after the other, and a file that kills its process leaves the worker alive.
This module imports nothing heavy: scheduler and worker need no more of the project.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock

from etl.whole_paths import with_whole_paths

DIED = "-"
"""Told instead of a result's name: the process died or hung over the task, twice."""
NOT_BEGUN = "!"
"""Told, with the worker's name behind it: no process could be begun there."""
OUTDATED = "~"
"""Told by a process that took on its city when that, or the driver, was another: a new one is due."""
BEGIN_SECONDS = 120
"""After which a process that has not said that it is ready will not be."""
CITY_SETTING = "ADOPSI_KOTA_DIR"
CITIES_KEPT = 2
"""Processes that wait for the next task of their city: one takes a second to begin, and holds some 200 MB."""
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class ClusterTask:
    """What travels: the folder, where in it what is to be done lies, and by what city, with checksums."""

    folder: str
    assignment: str
    """Its checksum."""
    name: str
    item: str
    """Its checksum."""
    expected: dict[str, str]
    """What the driver is like (`same_installation.Installation`)."""
    city_dir: str
    """The folder of the city's tables; empty: the one that comes with the code."""
    data_dir: str
    """Below it lies `local`, with the rows laid over these tables."""
    seconds: int = 3600
    """After which a process that has not answered hangs."""


@dataclass(frozen=True)
class ProcessTask:
    """A task, and the worker that has it."""

    task: ClusterTask
    worker: str
    """Its name in the cluster."""
    spill: str
    """Its private folder."""


class _CityProcess:
    """A process that serves one city, the pipes to it, and a private folder; it ends with this one.

    Raises OSError where it cannot begin.
    """

    def __init__(self, city_dir: str, spill: str) -> None:
        own = {name: value for name, value in with_whole_paths(os.environ).items() if name != CITY_SETTING}
        own["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        self.spill = Path(tempfile.mkdtemp(prefix="kota-", dir=spill)).absolute()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "etl.cluster.city_work"],
                cwd=_ROOT,
                env=own | ({CITY_SETTING: city_dir} if city_dir else {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._clear()
            raise
        if not self._line(BEGIN_SECONDS):
            self.end()
            raise ChildProcessError

    @property
    def is_alive(self) -> bool:
        """False once the process has ended."""
        return self.process.poll() is None

    def ask(self, request: ProcessTask) -> str | None:
        """Return the name of the task's result; None where the process died or hangs."""
        assert self.process.stdin
        own = replace(request, spill=str(self.spill))
        try:
            self.process.stdin.write(json.dumps(asdict(own)).encode() + b"\n")
            self.process.stdin.flush()
            line = self._line(request.task.seconds)
        except OSError:
            line = b""
        return str(json.loads(line)) if line.endswith(b"\n") else None

    def _line(self, seconds: int) -> bytes:
        """What it says next; nothing where it died, or is silent for so long."""
        assert self.process.stdout
        # Not `select`: it knows no number above 1023.
        waiting = select.poll()
        waiting.register(self.process.stdout, select.POLLIN)
        return self.process.stdout.readline() if waiting.poll(seconds * 1000) else b""

    def end(self) -> None:
        """End the process; what it had on the disk goes with it."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.process.wait()
        self._clear()

    def _clear(self) -> None:
        """Its reader, which ends a moment later, finds no place any more."""
        aside = self.spill.with_name(f"{self.spill.name}-lama")
        with suppress(OSError):
            os.rename(self.spill, aside)
        shutil.rmtree(aside, ignore_errors=True)


_lock = Lock()
_processes: dict[str, _CityProcess] = {}
"""By the city's folder; the one asked last stands last."""


def work_on(task: ClusterTask) -> str:
    """Do one item; return the name of its result in the folder, never anything of its rows.

    Empty where not even a sentence could be left there. Nothing is raised: the engine would write an error, with the
    values in it, into its logs and its web page.
    """
    from distributed import get_worker

    worker = get_worker()
    return asked(ProcessTask(task, str(worker.name), worker.local_directory))


def asked(request: ProcessTask) -> str:
    """Let the process of the task's city do it; one that dies or hangs is started once more."""
    with _lock:
        told = _tried(request)
        return _tried(request) if told[:1] in (DIED, NOT_BEGUN) else told


def _tried(request: ProcessTask) -> str:
    city_dir = request.task.city_dir
    try:
        name = _process_of(city_dir, request.spill).ask(request)
        if name == OUTDATED:
            _end(city_dir)
            name = _process_of(city_dir, request.spill).ask(request)
    except OSError:
        return NOT_BEGUN + request.worker
    if name is None:
        _end(city_dir)
        return DIED
    return name


def _process_of(city_dir: str, spill: str) -> _CityProcess:
    if city_dir in _processes and not _processes[city_dir].is_alive:
        # While it waited: no task killed it.
        _end(city_dir)
    process = _processes.pop(city_dir) if city_dir in _processes else _CityProcess(city_dir, spill)
    _processes[city_dir] = process
    for oldest in [*_processes][:-CITIES_KEPT]:
        _end(oldest)
    return process


def _end(city_dir: str) -> None:
    if city_dir in _processes:
        _processes.pop(city_dir).end()
