"""Loads against DuckDB's bare CREATE TABLE AS from the same file, against other tools, and against themselves."""

import shutil
from pathlib import Path
from statistics import median

from bench.process import Measured, measure, run_module
from bench.table import Measure

TARGETED_ROWS = 5_000_000
"""The targets are set for this size: a smaller load is mostly its fixed costs."""
RATIO_AT_MOST = 2.6
PEAK_MB_AT_MOST = 2_000
NOTHING_NEW_AT_MOST = 1
NEW_ROWS = 10_000
NEW_ROWS_AT_MOST = 0.15
WORKBOOK_AT_MOST = 0.3
OF_A_FILE = ("read", "check", "quarantine", "hash", "deduplicate", "history")
"""Stages that a file costs by itself; the others are there once a load."""


def load_lines(work: Path, rows: int, rival_rows: int, rounds: int) -> list[Measure]:
    """Return the lines of `rounds` interleaved rounds with `rows` requests, and of one with `rival_rows` beside rivals.

    A ratio is taken within its round, and the median of the ratios counts.
    """
    at_most = (RATIO_AT_MOST, PEAK_MB_AT_MOST) if rows >= TARGETED_ROWS else (None, None)
    data, file = _only_requests(work, rows)
    pairs = [(_load(data), _bare(file, data)) for _ in range(rounds)]
    loads = [pair[0] for pair in pairs]
    middle = sorted(loads, key=lambda one: one.seconds)[len(loads) // 2]
    ratios = [own.seconds / least.seconds for own, least in pairs]
    again, added = _again(data), _added(data, work)
    lines = [
        Measure(f"load of {rows:,} rows / bare CTAS", median(ratios), "x", at_most[0], _list(ratios)),
        Measure("  load: first byte to pointer", middle.seconds, "s"),
        Measure("  bare CTAS up to close()", median(least.seconds for _, least in pairs), "s"),
        *_stages(middle),
        Measure("  interpreter and imports", median(one.start_seconds for one in loads), "s"),
        Measure("  peak memory of the load", max(one.peak_mb for one in loads), "MB", at_most[1]),
        Measure("  load with nothing new", again.seconds, "s", NOTHING_NEW_AT_MOST),
        Measure(f"  {NEW_ROWS:,} new rows / the whole load", added.seconds / middle.seconds, "x", NEW_ROWS_AT_MOST),
    ]
    shutil.rmtree(data)
    return lines + _rival_lines(work, rival_rows)


def workbook_line(default: Path, work: Path) -> Measure:
    """Return what one month's workbook of walk-in counts costs by itself, median of three; `default`: a sample."""
    data = work / "one-workbook"
    target = data / "raw" / "kunjungan"
    target.mkdir(parents=True)
    book = max((default / "raw" / "kunjungan").glob("*.xlsx"), key=lambda path: path.stat().st_size)
    shutil.copy(book, target)
    seconds = [sum(_load(data).stages[stage] for stage in OF_A_FILE) for _ in range(3)]
    return Measure("a month's walk-in workbook by itself", median(seconds), "s", WORKBOOK_AT_MOST, book.name)


def nothing_new_line(data: Path) -> Measure:
    """Return the time of a load that finds nothing to do in a data directory already loaded, median of three."""
    return Measure("load with nothing new (default sample)", _again(data).seconds, "s", NOTHING_NEW_AT_MOST)


def _only_requests(work: Path, rows: int) -> tuple[Path, Path]:
    """A data directory with the request file of a sample alone, and that file."""
    sample, data = work / f"sample-{rows}", work / f"requests-{rows}"
    run_module(["etl", "sample", str(sample), "--requests", str(rows)], sample)
    shutil.move(sample / "raw" / "permohonan", data / "raw" / "permohonan")
    shutil.rmtree(sample)
    (file,) = (data / "raw" / "permohonan").glob("*.csv")
    return data, file


def _stages(load: Measured) -> list[Measure]:
    rest = load.seconds - sum(load.stages.values())
    stages = [Measure(f"    stage {name}", seconds, "s") for name, seconds in load.stages.items()]
    return [*stages, Measure("    commit, close", rest, "s")]


def _rival_lines(work: Path, rows: int) -> list[Measure]:
    """Ours and the rivals on the same file, each against the bare CTAS."""
    data, file = _only_requests(work, rows)
    own, least = _load(data), _bare(file, data)
    lines = [Measure(f"the same stages on {rows:,} rows / bare CTAS: this load", own.seconds / least.seconds, "x")]
    for name, label in (("polars", "polars + DuckDB"), ("pandas", "pandas + pandera")):
        rival = measure([name, str(file), str(data / name)], data)
        spent = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in rival.stages.items())
        lines.append(
            Measure(f"  {label}", rival.seconds / least.seconds, "x", note=f"{spent} s; {rival.peak_mb:.0f} MB")
        )
    shutil.rmtree(data)
    return lines


def _again(data: Path) -> Measured:
    return sorted((measure(["load"], data) for _ in range(3)), key=lambda one: one.seconds)[1]


def _added(data: Path, work: Path) -> Measured:
    """A load of new rows on top of those that are there, under numbers of their own."""
    _, file = _only_requests(work, NEW_ROWS)
    target = data / "raw" / "permohonan" / "tambahan.csv"
    target.write_text(file.read_text("utf-8-sig").replace("SMD-", "SMX-"), "utf-8")
    return measure(["load"], data)


def _load(data: Path) -> Measured:
    for made in ("warehouse", "published"):
        shutil.rmtree(data / made, ignore_errors=True)
    return measure(["load"], data)


def _bare(file: Path, data: Path) -> Measured:
    database = data / "bare.duckdb"
    database.unlink(missing_ok=True)
    return measure(["bare", str(file), str(database)], data)


def _list(ratios: list[float]) -> str:
    return "rounds: " + ", ".join(f"{ratio:.2f}" for ratio in ratios)
