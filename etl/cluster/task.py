"""What the engine's worker runs: it hands a task on to a process of its own that has taken on the task's city.

So one worker serves several cities, one after the other, and a file that kills its process leaves the worker alive.
This module imports nothing heavy: scheduler and worker need no more of the project.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

DIED = "-"
"""Told instead of a result's name: the process died over the task, twice."""
CITY = "ADOPSI_KOTA_DIR"
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


@dataclass(frozen=True)
class ProcessTask:
    """A task, and the worker that has it."""

    task: ClusterTask
    worker: str
    """Its name in the cluster."""
    spill: str
    """Its private folder."""


class _CityProcess:
    """A process that serves one city, and the pipes to it; it ends with this one."""

    def __init__(self, city_dir: str) -> None:
        own = {name: value for name, value in os.environ.items() if name != CITY}
        own["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "etl.cluster.city_work"],
            cwd=_ROOT,
            env=own | ({CITY: city_dir} if city_dir else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, request: ProcessTask) -> str | None:
        """Return the name of the task's result; None where the process died."""
        assert self.process.stdin
        assert self.process.stdout
        try:
            self.process.stdin.write(json.dumps(asdict(request)).encode() + b"\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            line = b""
        return str(json.loads(line)) if line.endswith(b"\n") else None

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.process.wait()


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
    """Let the process of the task's city do it; one that dies is started once more."""
    city_dir = request.task.city_dir
    with _lock:
        for _ in range(2):
            with suppress(OSError):
                if (name := _process_of(city_dir).ask(request)) is not None:
                    return name
            _end(city_dir)
    return DIED


def _process_of(city_dir: str) -> _CityProcess:
    process = _processes.pop(city_dir) if city_dir in _processes else _CityProcess(city_dir)
    _processes[city_dir] = process
    for oldest in [*_processes][:-CITIES_KEPT]:
        _end(oldest)
    return process


def _end(city_dir: str) -> None:
    if city_dir in _processes:
        _processes.pop(city_dir).end()
