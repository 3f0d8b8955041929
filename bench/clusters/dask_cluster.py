"""A real Dask scheduler with worker processes on loopback, sealed with a certificate of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.clusters.certificates import self_signed
from bench.clusters.processor_shares import ProcessorShares
from core.settings import ROOT

PATIENCE_SECONDS = 60
WORKER_PROCESSORS = 0.5
"""Where parts of a cluster have shares of this machine: that of a worker, which is of one thread."""
NO_PAGE = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")
"""The engine's pages need no certificate: on this machine alone."""
SELDOM = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
}
"""As in deploy/cluster: what the engine looks at in itself by the way takes a thirtieth of a processor otherwise."""
SEALS = {"--tls-ca-file": "ca", "--tls-cert": "cert", "--tls-key": "key"}


def made_seal(folder: Path) -> Path:
    """Make a folder with ca.pem, cert.pem and key.pem, of one certificate that signs itself, and return it."""
    folder.mkdir(mode=0o700)
    certificate, key = self_signed("klaster.contoh")
    for name, pem in (("ca", certificate), ("cert", certificate), ("key", key)):
        (folder / f"{name}.pem").write_bytes(pem)
    return folder


@dataclass(frozen=True)
class Used:
    """Processor seconds of a part's processes, and the sum of the most memory that each of them held."""

    processor: float
    mb: float


def _used(process: int) -> Used:
    """Of a process and all below it that still run, with those that they waited for; readers are of other groups."""
    told: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # The name before it, in brackets, may hold blanks.
            told[int(path.name)] = (path / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    own = [process]
    for above in own:
        own += [number for number, fields in told.items() if int(fields[1]) == above]
    ticks = sum(int(each) for number in own for each in told.get(number, [])[11:15])
    return Used(ticks / os.sysconf("SC_CLK_TCK"), sum(map(_peak_mb, own)))


def _peak_mb(process: int) -> float:
    with suppress(OSError):
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text("utf-8", "replace"))
        return int(peak[1]) / 1000 if peak else 0.0
    return 0.0


@dataclass
class DaskCluster:
    """A scheduler and its workers; `folder` holds their logs and what they spill."""

    folder: Path
    seal: Path
    environment: dict[str, str]
    address: str = ""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    shares: ProcessorShares | None = None
    """Given: a worker has WORKER_PROCESSORS of this machine at most."""

    def start_scheduler(self) -> None:
        """Start the scheduler on a free port."""
        contact = self.folder / "scheduler.json"
        own = ("--protocol", "tls", "--host", "127.0.0.1", "--port", "0", *NO_PAGE)
        self._start("scheduler", "dask_scheduler", *own, "--scheduler-file", str(contact))
        until = time.monotonic() + PATIENCE_SECONDS
        while not (contact.exists() and contact.stat().st_size):
            if time.monotonic() > until:
                raise TimeoutError(self.told("scheduler"))
            time.sleep(0.05)
        self.address = json.loads(contact.read_text("utf-8"))["address"]

    def start_worker(self, name: str) -> None:
        """Start one worker process of one thread."""
        spill = self.folder / name
        spill.mkdir(mode=0o700, exist_ok=True)
        own = ("--name", name, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", *NO_PAGE)
        self._start(name, "dask_worker", self.address, *own, "--local-directory", str(spill))
        if self.shares:
            self.shares.give(self.processes[name].pid, WORKER_PROCESSORS)

    def wait_for_workers(self) -> None:
        """Wait until every worker says that it is registered."""
        until = time.monotonic() + PATIENCE_SECONDS
        workers = [name for name in self.processes if name != "scheduler"]
        while not all("Registered to" in self.told(name) for name in workers):
            if time.monotonic() > until:
                raise TimeoutError(self.told(workers[0]))
            time.sleep(0.05)

    def _start(self, name: str, program: str, *arguments: str) -> None:
        seals = [part for option, file in SEALS.items() for part in (option, str(self.seal / f"{file}.pem"))]
        command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments, *seals]
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> Used:
        """Kill a part of it with all its processes; return what these used."""
        process = self.processes.pop(name)
        used = _used(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return used

    def told(self, name: str) -> str:
        """What a part of it wrote."""
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def end(self) -> dict[str, Used]:
        """End all of it; return what each part used."""
        return {name: self.kill(name) for name in list(self.processes)}


@contextmanager
def dask_cluster(
    folder: Path, workers: int = 2, shares: ProcessorShares | None = None, **environment: object
) -> Iterator[DaskCluster]:
    """A scheduler and workers with the given settings beside this process's own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    known = own | SELDOM | {name: str(value) for name, value in environment.items()}
    cluster = DaskCluster(folder, made_seal(folder / "seal"), known, shares=shares)
    try:
        cluster.start_scheduler()
        for number in range(workers):
            cluster.start_worker(f"worker{number}")
        yield cluster
    finally:
        cluster.end()
