"""The monthly report: cold, rendered beside headless Chromium printing the same content, and twelve in a row."""

import json
import shutil
import time
from pathlib import Path
from statistics import median

from bench.process import reports_of, run_module
from bench.table import Measure

COLD_S_AT_MOST = 3.0
RENDERING_AT_MOST = 0.5
TWELVE_AT_MOST = 0.25
FILE_KB_AT_MOST = 500.0
MONTH = "2024-10"
TWELVE = ("2023-12", *(f"2024-{month:02d}" for month in range(1, 12)))


def report_lines(data: Path, work: Path, rounds: int) -> list[Measure]:
    """Return the lines; `data`: a loaded default sample. Each round measures a cold report and both renderings."""
    out = work / "report.pdf"
    measured = [_round(data, out) for _ in range(rounds)]
    cold, typst, chromium = (median(column) for column in zip(*measured, strict=True))
    one_by_one = sum(_kept(data, month) for month in TWELVE)
    at_once = median(_kept(data, *TWELVE) for _ in range(rounds))
    return [
        Measure("month's report from a cold process", cold, "s", COLD_S_AT_MOST, f"median of {rounds}"),
        Measure(
            "rendering, cold: Typst / Chromium", typst / chromium, "x", RENDERING_AT_MOST, "same content, charts in"
        ),
        Measure("  content to PDF by Typst", typst, "s"),
        Measure("  content to PDF by Chromium", chromium, "s"),
        Measure(
            "twelve months in one process / twelve cold", at_once / one_by_one, "x", TWELVE_AT_MOST, "all three forms"
        ),
        Measure("  twelve months in one process", at_once, "s"),
        Measure("  twelve cold runs", one_by_one, "s"),
        Measure("file", out.stat().st_size / 1000, "kB", FILE_KB_AT_MOST),
    ]


def _round(data: Path, out: Path) -> tuple[float, float, float]:
    """Seconds: a whole cold process; rendering by Typst and by Chromium, each first in its process."""
    cold = _seconds(data, MONTH, "--out", str(out))
    typst, chromium = (json.loads(run_module(["bench.render", way], data))["seconds"] for way in ("typst", "chromium"))
    return cold, typst, chromium


def _kept(data: Path, *months: str) -> float:
    """Seconds of a process that makes reports in all their forms, into an empty archive."""
    shutil.rmtree(reports_of(data), ignore_errors=True)
    return _seconds(data, *months)


def _seconds(data: Path, *arguments: str) -> float:
    start = time.perf_counter()
    run_module(["report", *arguments], data)
    return time.perf_counter() - start
