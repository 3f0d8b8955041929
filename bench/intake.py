"""What a sender waits for: the verdict on a month's workbook beside a load, and on a large text beside inspect."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from openpyxl import Workbook

from bench.process import CannotMeasureError, environment, run_module
from bench.table import Measure
from core.settings import ROOT

WORKBOOK_SECONDS_AT_MOST = 3
TEXT_RATIO_AT_MOST = 1.5
OFFICE = "64.72.03.1005"
_JUDGE = """
import json, sys, time
from pathlib import Path
from intake import judge_file
path, source, office = Path(sys.argv[1]), sys.argv[2], sys.argv[3] or None
begun = time.perf_counter()
verdict = judge_file(path, source, office, path.name)
print(json.dumps({"seconds": time.perf_counter() - begun, "refusal": verdict.refusal}))
"""


def intake_lines(work: Path, rows: int, rounds: int) -> list[Measure]:
    """Return the lines of verdicts: seconds from the start of judging, `rows` in the load beside and in the text."""
    sample, data = work / f"intake-sample-{rows}", work / "intake" / "data"
    run_module(["etl", "sample", str(sample), "--requests", str(rows)], sample)
    (data / "raw").parent.mkdir(parents=True)
    (sample / "raw").rename(data / "raw")
    (text,) = (data / "raw" / "permohonan").glob("*.csv")
    book = _month_book(work / "Loket November 2024.xlsx")
    alone = [_judged(book, "kunjungan", OFFICE, data) for _ in range(rounds)]
    beside = _beside_a_load(book, data, rounds)
    ratios = [_judged(text, "permohonan", "", data) / _inspected(text, data) for _ in range(rounds)]
    return [
        Measure("verdict on a month's workbook beside a load", median(beside), "s", WORKBOOK_SECONDS_AT_MOST),
        Measure("  the same alone", median(alone), "s"),
        Measure(f"verdict on {rows:,} rows of text / inspect", median(ratios), "x", TEXT_RATIO_AT_MOST),
    ]


def _month_book(path: Path) -> Path:
    made = Workbook()
    page = made.active
    assert page is not None
    page.append(["Tanggal", "Jumlah"])
    for day in range(1, 31):
        page.append([f"{day:02d}/11/2024", 10 + day % 7])
    made.save(path)
    return path


def _judged(path: Path, source: str, office: str, data: Path) -> float:
    """Seconds of one verdict, asked for by a process that is there already, as the dashboard is."""
    command = [sys.executable, "-c", _JUDGE, str(path), source, office]
    done = subprocess.run(command, cwd=ROOT, env=environment(data), capture_output=True, text=True, check=False)
    told = json.loads(done.stdout) if done.returncode == 0 else {"refusal": done.stderr}
    if told["refusal"]:
        raise CannotMeasureError(f"verdict on {path.name}: {told['refusal']}")
    return float(told["seconds"])


def _beside_a_load(book: Path, data: Path, rounds: int) -> list[float]:
    """Each verdict while a load of the large text is at work; one that ended before does not count."""
    found: list[float] = []
    for _ in range(3 * rounds):
        command = [sys.executable, "-m", "etl", "load", "--rebuild"]
        load = subprocess.Popen(
            command, cwd=ROOT, env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(1)
            seconds = _judged(book, "kunjungan", OFFICE, data)
            found += [seconds] if load.poll() is None else []
        finally:
            load.kill()
            load.wait()
        if len(found) == rounds:
            return found
    raise CannotMeasureError("the load was over before the verdict was there")


def _inspected(text: Path, data: Path) -> float:
    begun = time.perf_counter()
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        command = [sys.executable, "-m", "etl", "inspect", str(text)]
        done = subprocess.run(command, cwd=ROOT, env=environment(data), stdout=nothing, stderr=nothing, check=False)
    if done.returncode:
        raise CannotMeasureError(f"inspect: exit {done.returncode}")
    return time.perf_counter() - begun
