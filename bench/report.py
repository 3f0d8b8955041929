"""The monthly report: cold, rendered beside headless Chromium printing the same content, and twelve in a row."""

import json
import time
from pathlib import Path
from statistics import median

from bench.process import run
from bench.table import Line

COLD_S_AT_MOST = 3.0
RENDERING_AT_MOST = 0.5
TWELVE_AT_MOST = 0.25
FILE_KB_AT_MOST = 500.0
MONTH = "2024-10"


def report_lines(data: Path, work: Path, rounds: int) -> list[Line]:
    """Return the lines; `data`: a loaded default sample. Each round measures everything once, in turn."""
    out = work / "report.pdf"
    measured = [_round(data, out) for _ in range(rounds)]
    cold, typst, chromium, warm = (median(column) for column in zip(*measured, strict=True))
    twelve = (cold + 11 * warm) / (12 * cold)
    return [
        Line("month's report from a cold process", cold, "s", COLD_S_AT_MOST, f"median of {rounds}"),
        Line("rendering, cold: Typst / Chromium", typst / chromium, "x", RENDERING_AT_MOST, "same content, charts in"),
        Line("  content to PDF by Typst", typst, "s"),
        Line("  content to PDF by Chromium", chromium, "s"),
        Line("twelve months in one process / twelve cold", twelve, "x", TWELVE_AT_MOST, "first month cold"),
        Line("  a further month in the same process", warm, "s"),
        Line("file", out.stat().st_size / 1000, "kB", FILE_KB_AT_MOST),
    ]


def _round(data: Path, out: Path) -> tuple[float, float, float, float]:
    """Seconds: a whole cold process; rendering by Typst and by Chromium, each first in its process; a further month."""
    start = time.perf_counter()
    run(["report", MONTH, "--out", str(out)], data)
    cold = time.perf_counter() - start
    typst, chromium = (json.loads(run(["bench.render", way], data))["seconds"] for way in ("typst", "chromium"))
    return cold, typst, chromium, json.loads(run(["bench.render", "months"], data))["seconds"]
