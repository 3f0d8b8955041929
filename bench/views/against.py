"""The script of every page beside the same page of another commit: both serve one sample, view by view in turn."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.process import CannotMeasureError, run_module
from bench.table import Measure
from bench.views.pages import FILTERS
from bench.views.server import Server, serving
from core.settings import ROOT
from pages.view.navigation import PATHS

SLOWER_AT_MOST = 1.1
Run = tuple[float, float]
"""Seconds of one view's script by the clock, and of its thread."""


def against_lines(default: Path, commit: str, work: Path, views: int) -> list[Measure]:
    """Return the ratio of this checkout's script times to another commit's, of each page that both have.

    `default`: the default sample, loaded by this checkout; the other commit makes and loads its own, and runs with the
    libraries installed here. Medians of `views` views a page, with filters not seen before; who goes first changes. The
    ratio is that of the seconds in which the script had a processor: beside other work a clock's own ratio says little,
    and stands in the note.
    """
    data = work / "other_data"
    with checkout(commit, work / "other") as other:
        for command in (["tools.assets"], ["etl", "sample", str(data)], ["etl", "load"]):
            run_module(command, data, other)
        shown = [page for page in PATHS if not page or (other / "pages" / f"{page}.py").exists()]
        with ExitStack() as stack:
            servers = [
                stack.enter_context(serving(data, other / "web.py", other)),
                stack.enter_context(serving(default)),
            ]
            for server in servers:
                for page in shown:
                    server.view(page, "")
            times = {page: _times(servers, page, views) for page in shown}
    every = [[run for both in times.values() for run in both[place]] for place in range(2)]
    return [
        _line(f"script of a page, here / {commit}", every),
        *(_line(f"    {PATHS[page]}", both) for page, both in times.items()),
    ]


def _times(servers: list[Server], page: str, views: int) -> list[list[Run]]:
    """What each server needed, view by view; the second goes first in every other view."""
    found: list[list[Run]] = [[], []]
    for number, query in enumerate(FILTERS[:views]):
        for place in (0, 1) if number % 2 else (1, 0):
            seconds = servers[place].view(page, query)
            found[place].append((seconds, servers[place].processor_seconds()))
    return found


def _line(name: str, runs: list[list[Run]]) -> Measure:
    clock, processor = ([median(run[part] for run in each) for each in runs] for part in range(2))
    note = "{:.0f} ms there, {:.0f} ms here; by the clock {:.2f} x".format(
        *(seconds * 1000 for seconds in processor), clock[1] / clock[0]
    )
    return Measure(name, processor[1] / processor[0], "x", SLOWER_AT_MOST, note)


@contextmanager
def checkout(commit: str, folder: Path) -> Iterator[Path]:
    """Give the files of a commit. Raises CannotMeasureError for a commit that is not there."""
    _git("worktree", "add", "--detach", str(folder), commit)
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _git(*arguments: str) -> None:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError(f"git {' '.join(arguments)}: {done.stderr.strip()}")
