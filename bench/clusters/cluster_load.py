"""The same load in one process and on a Dask cluster of this machine: how fast, at what cost, and is it the same?"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from bench.clusters.dask_cluster import WORKER_PROCESSORS, dask_cluster
from bench.clusters.processor_shares import ProcessorShares
from bench.process import CannotMeasureError, environment, run_module
from bench.same import tables
from bench.table import Measure
from core.settings import ROOT

FILES = 16
"""The requests come in so many files: one is one task."""
FOUR = 4
"""So many workers too must give the same; they are not timed, as they share two processors."""
FASTER_AT_LEAST = 1.6
PROCESSOR_AT_MOST = 1.6
WORKER_MB_AT_MOST = 1_000
DRIVER_PROCESSORS = 2 * WORKER_PROCESSORS
"""The driver is a machine as the ordinary load needs it, of two processors; a worker's share is one."""
WORKER_SETTINGS = {"ADOPSI_THREADS": "1", "ADOPSI_MEMORY_LIMIT": "500MB"}


@dataclass(frozen=True)
class ClusterLoad:
    """One load: seconds on the clock, processor seconds of all its processes and of the driver's, megabytes of its
    largest worker."""

    seconds: float
    processor: float
    driver: float
    worker_mb: float = 0.0


def cluster_lines(work: Path, requests: int, rounds: int) -> list[Measure]:
    """Return the lines of a load of so many requests, in one process and on one worker and two."""
    sample = work / "cluster" / "sample"
    run_module(["etl", "sample", str(sample), "--requests", str(requests)], sample)
    parted = _parted_lines(sample, work / "cluster" / "satu", requests)
    _cut(sample / "raw" / "permohonan")
    runs = [
        {0: _alone(sample, work, each)} | {n: _apart(sample, work, n, each) for n in (1, 2)} for each in range(rounds)
    ]
    crowded = [_there(sample, work, n, rounds).seconds for n in (1, 2)]
    _there(sample, work, FOUR, 0)
    compared = {number: _unlike(work, number) for number in (2, FOUR)}
    faster = [run[1].seconds / run[2].seconds for run in runs]
    share = [run[2].driver / run[2].processor for run in runs]
    cost = [run[2].processor / run[0].processor for run in runs]
    return [
        Measure(f"load of {requests:,} rows: one worker / two workers", median(faster), "x", at_least=FASTER_AT_LEAST),
        Measure("  the same where all parts share all processors here", crowded[0] / crowded[1], "x"),
        Measure("  processor: two workers / ordinary load", median(cost), "x", PROCESSOR_AT_MOST),
        Measure("  processor: driver / all of two workers", median(share), "x"),
        Measure("  memory of a worker", max(run[2].worker_mb for run in runs), "MB", WORKER_MB_AT_MOST),
        *(
            Measure(f"  published tables that differ, {number} workers", len(unlike), "", 0, "; ".join(unlike))
            for number, unlike in compared.items()
        ),
        *(Measure(f"  {name}", median(run[n].seconds for run in runs), "s") for n, name in _NAMES.items()),
        *_size_lines(work / "cluster" / "alone0" / "contoh", requests / 1_000_000),
        *parted,
    ]


def _size_lines(store: Path, millions: float) -> list[Measure]:
    """What a million requests take on the disk, with all that came beside them."""
    (build,) = (store / "published").glob("*.duckdb")
    held = {
        "raw files": [*(store / "raw").rglob("*.*")],
        "warehouse": [*(store / "warehouse").glob("*.duckdb")],
        "build": [build],
    }
    return [
        Measure(f"  {name}, a million requests", sum(file.stat().st_size for file in files) / millions / 1e6, "MB")
        for name, files in held.items()
    ]


def _parted_lines(sample: Path, work: Path, requests: int) -> list[Measure]:
    """The same requests in one file, which the load cuts itself."""
    alone, *runs = _alone(sample, work, 0), *(_there(sample, work, number, 0) for number in (1, 2))
    unlike = _unlike(work, 2)
    spent = ", ".join(f"{run.seconds:.1f} s" for run in (alone, *runs))
    return [
        Measure(f"{requests:,} rows in one file: one worker / two workers", runs[0].seconds / runs[1].seconds, "x"),
        Measure("  processor: two workers / ordinary load", runs[1].processor / alone.processor, "x", note=spent),
        Measure("  memory of a worker", runs[1].worker_mb, "MB", WORKER_MB_AT_MOST),
        Measure("  published tables that differ", len(unlike), "", 0, "; ".join(unlike)),
    ]


_NAMES = {0: "ordinary load, all processors", 1: "one worker", 2: "two workers"}


def _unlike(work: Path, workers: int) -> list[str]:
    return list(tables(work / "cluster" / "alone0", work / "cluster" / f"there{workers}0"))


def _cut(folder: Path) -> None:
    """The one log in files of equal length, cut at lines: no cell of the sample's holds a line's end."""
    (whole,) = folder.glob("*.csv")
    with whole.open("rb") as lines:
        header, total = next(lines), sum(1 for _ in lines)
        lines.seek(len(header))
        for number in range(FILES):
            with (folder / f"{whole.stem}_{number + 1:02d}.csv").open("wb") as part:
                part.write(header)
                part.writelines(islice(lines, -(-total // FILES)))
    whole.unlink()


def _alone(sample: Path, work: Path, each: int) -> ClusterLoad:
    return _load(sample, work / "cluster" / f"alone{each}", [])


def _apart(sample: Path, work: Path, workers: int, each: int) -> ClusterLoad:
    """On a cluster whose parts have processors of their own, as machines have."""
    if not ProcessorShares.are_possible():
        raise CannotMeasureError("Shares of the processors need Linux's control groups, and root.")
    shares = ProcessorShares()
    try:
        return _there(sample, work, workers, each, shares)
    finally:
        shares.end()


def _there(sample: Path, work: Path, workers: int, each: int, shares: ProcessorShares | None = None) -> ClusterLoad:
    """On a cluster of its own, so that what its workers used is that of one load."""
    data = work / "cluster" / f"there{workers}{each}"
    folder = work / "cluster" / f"dask{workers}{each}"
    folder.mkdir(parents=True)
    with dask_cluster(folder, workers, shares, **environment(data) | WORKER_SETTINGS) as cluster:
        cluster.wait_for_workers()
        load = _load(sample, data, ["--cluster", cluster.address], shares, ADOPSI_KLASTER_TLS=str(cluster.seal))
        used = cluster.end()
    own = [each.mb for name, each in used.items() if name.startswith("worker")]
    processor = load.processor + sum(each.processor for each in used.values())
    return ClusterLoad(load.seconds, processor, load.driver, max(own))


def _load(
    sample: Path, data: Path, arguments: list[str], shares: ProcessorShares | None = None, **settings: str
) -> ClusterLoad:
    """Load a copy of the sample's files; links would be the sample's own.

    Beside a file of the user's, which is left alone: nobody reads the sample then, and the command asks for no releases
    once it has published, which are no part of a load.
    """
    (data / "raw" / "permohonan").mkdir(parents=True)
    (data / "raw" / "permohonan" / "milik_pengguna.csv").touch()
    (data / "contoh").mkdir()
    (data / "contoh" / "raw").symlink_to(sample / "raw")
    (data / "contoh" / "contoh.json").write_bytes((sample / "contoh.json").read_bytes())
    command = [sys.executable, "-m", "etl", "load", "--raw", str(data / "contoh" / "raw"), *arguments]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(data) | settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if shares:
        shares.give(process.pid, DRIVER_PROCESSORS)
    assert process.stderr
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise CannotMeasureError(f"{' '.join(command)}: exit {code}\n{said.decode()}")
    processor = used.ru_utime + used.ru_stime
    return ClusterLoad(time.perf_counter() - begun, processor, processor)
