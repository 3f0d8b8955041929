"""`python -m bench [--quick | --full] [--only SECTION]`: what the product promises, measured, in one table.

Sections: loads (5 million requests; other tools beside), intake (the verdict on files before they are sent), pages,
browser (from a new tab to the figures and charts; ten tabs while builds are published), answers (every function of
analytics on the default sample), report, cluster (the load on Dask workers of this machine), proof (do the intervals
hold the truth; not with --quick). `--against COMMIT`: the pages beside the same pages of a commit, alone.

Everything happens below a temporary directory. Exit code 0 whatever the figures are, 1 when they cannot be
measured.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from bench.answers import answer_lines
from bench.clusters.cluster_load import cluster_lines
from bench.intake import intake_lines
from bench.load import load_lines, nothing_new_line, workbook_line
from bench.process import CannotMeasureError, run_module
from bench.proofs.proof import proof_lines
from bench.report import report_lines
from bench.table import Measure, machine, rendered
from bench.views.against import against_lines
from bench.views.first_view import first_view_lines
from bench.views.pages import page_lines
from bench.views.sessions import QUICK_SECONDS, SESSION_SECONDS, session_lines
from bench.views.through_gate import gate_lines


@dataclass(frozen=True)
class Size:
    """How much is measured: rows of the loads and of the rivals' file, of the pages' large and small sample, rounds of
    loads, views of each page."""

    loads: int
    rivals: int
    large: int
    small: int
    rounds: int
    views: int


USUAL = Size(5_000_000, 1_000_000, 1_000_000, 100_000, 3, 20)
QUICK = Size(100_000, 100_000, 100_000, 10_000, 1, 4)
FULL = replace(USUAL, large=5_000_000)
SECTIONS = ("loads", "intake", "pages", "browser", "answers", "report", "cluster", "proof")


def all_measures(work: Path, size: Size, sections: tuple[str, ...], against: str | None = None) -> list[Measure]:
    """Return every line of some sections; `against`: a commit beside which the pages are timed, and nothing else."""
    if against:
        _say(f"pages against {against}")
        return against_lines(_default(work / "default", "pages"), against, work, size.views)
    lines = _loads(work, size) if "loads" in sections else []
    if "intake" in sections:
        _say(f"verdicts beside a load of {size.rivals:,} rows")
        lines += intake_lines(work, size.rivals, size.rounds)
    if "pages" in sections:
        lines += _pages(work, size)
    if "browser" in sections:
        data = _default(work / "default", "browser")
        lines += first_view_lines(data, work, 3 * size.rounds)
        lines += gate_lines(data, work, 3 * size.rounds)
        lines += session_lines(data, QUICK_SECONDS if size is QUICK else SESSION_SECONDS)
    if "answers" in sections:
        lines += answer_lines(_default(work / "default", "answers"))
    if "report" in sections:
        lines += report_lines(_default(work / "default", "report"), work, size.rounds)
    if "cluster" in sections:
        _say(f"load of {size.loads:,} rows on a cluster")
        lines += cluster_lines(work, size.loads, size.rounds)
    if "proof" in sections:
        _say("proof: 500 seeds a setting, 1,000 roll-outs")
        lines += proof_lines()
    return lines


def _default(data: Path, section: str) -> Path:
    """The default sample, loaded: made by the first section that needs it."""
    if not data.exists():
        _say("sample default")
        # Without its files the map would be a sentence, quickly said.
        run_module(["tools.assets"], data)
        run_module(["etl", "sample", str(data)], data)
        run_module(["etl", "load"], data)
    _say(section)
    return data


def _loads(work: Path, size: Size) -> list[Measure]:
    _say(f"loads of {size.loads:,} rows, {size.rounds} x")
    lines = load_lines(work, size.loads, size.rivals, size.rounds)
    return [*lines, workbook_line(_default(work / "default", "walk-in workbook"), work)]


def _pages(work: Path, size: Size) -> list[Measure]:
    """The samples are made and loaded by the product's own commands."""
    default, large, small = _default(work / "default", "pages"), work / "large", work / "small"
    for data, requests in ((large, size.large), (small, size.small)):
        _say(f"sample {data.name}")
        run_module(["etl", "sample", str(data), "--requests", str(requests)], data)
        run_module(["etl", "load"], data)
    growth = f"{size.large:,} rows / {size.small:,}"
    return [nothing_new_line(default), *page_lines(default, small, large, size.views, growth)]


def _say(step: str) -> None:
    print(f"bench: {step} ...", file=sys.stderr)


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 rows and one round: about a minute")
    parser.add_argument("--full", action="store_true", help="pages on 5,000,000 rows too")
    parser.add_argument("--only", choices=SECTIONS, help="one section alone")
    parser.add_argument("--against", metavar="COMMIT", help="the scripts of the pages beside those of a commit, alone")
    chosen = parser.parse_args()
    size = QUICK if chosen.quick else FULL if chosen.full else USUAL
    sections = (chosen.only,) if chosen.only else SECTIONS[:-1] if chosen.quick else SECTIONS
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        try:
            lines = all_measures(Path(work), size, sections, chosen.against)
        except CannotMeasureError as error:
            print(f"Cannot measure: {error}", file=sys.stderr)
            return 1
    print(f"{machine()}\n\n{rendered(lines)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
