"""One large request file into an empty warehouse, against DuckDB's bare CREATE TABLE AS from the same file."""

import shutil
from pathlib import Path
from statistics import median

from bench.process import Measured, measure
from bench.table import Line

TARGETED_ROWS = 1_000_000
"""The ratio's target is set for this size: a smaller load is mostly its fixed costs."""
RATIO_AT_MOST = 5
PEAK_MB_AT_MOST = 1024
NOTHING_NEW_AT_MOST = 1


def load_lines(sample: Path, work: Path, rows: int, rounds: int) -> list[Line]:
    """Return the lines of `rounds` interleaved rounds; the median of the ratios counts.

    `sample`: a sample of `rows` requests; of it only the request file is loaded.
    """
    data = work / "only-requests"
    shutil.copytree(sample / "raw" / "permohonan", data / "raw" / "permohonan")
    (file,) = (data / "raw" / "permohonan").glob("*.csv")
    pairs = [(_load(data), _bare(file, work / "bare.duckdb", data)) for _ in range(rounds)]
    loads, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    middle = sorted(loads, key=lambda one: one.seconds)[len(loads) // 2]
    ratios = [own.seconds / least.seconds for own, least in pairs]
    at_most = RATIO_AT_MOST if rows >= TARGETED_ROWS else None
    rest = middle.seconds - sum(middle.stages.values())
    return [
        Line(f"load of {rows:,} rows / bare CTAS", median(ratios), "x", at_most, _list(ratios)),
        Line("  load: first byte to pointer", median(one.seconds for one in loads), "s"),
        Line("  bare CTAS up to close()", median(one.seconds for one in bare), "s"),
        *(Line(f"    stage {name}", seconds, "s") for name, seconds in middle.stages.items()),
        Line("    checksum, reference, commit, close", rest, "s"),
        Line("  interpreter and imports", median(one.start_seconds for one in loads), "s"),
        Line("  peak memory of the load", max(one.peak_mb for one in loads), "MB", PEAK_MB_AT_MOST),
    ]


def nothing_new_line(data: Path) -> Line:
    """Return the time of a load that finds nothing to do in a data directory already loaded, median of three."""
    again = [measure(["load"], data).seconds for _ in range(3)]
    return Line("load with nothing new (default sample)", median(again), "s", NOTHING_NEW_AT_MOST)


def _load(data: Path) -> Measured:
    for made in ("warehouse", "published"):
        shutil.rmtree(data / made, ignore_errors=True)
    return measure(["load"], data)


def _bare(file: Path, database: Path, data: Path) -> Measured:
    database.unlink(missing_ok=True)
    return measure(["bare", str(file), str(database)], data)


def _list(ratios: list[float]) -> str:
    return "rounds: " + ", ".join(f"{ratio:.2f}" for ratio in ratios)
