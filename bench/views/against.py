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


def against_lines(default: Path, commit: str, work: Path, views: int) -> list[Measure]:
    """Return the ratio of this checkout's script times to another commit's, of each page that both have.

    `default`: the default sample, loaded by this checkout; the other commit makes and loads its own, and runs with the
    libraries installed here. Medians of `views` views a page, with filters not seen before; who goes first changes.
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
    every = [[second for both in times.values() for second in both[place]] for place in range(2)]
    return [
        _line(f"script of a page, here / {commit}", every),
        *(_line(f"    {PATHS[page]}", both) for page, both in times.items()),
    ]


def _times(servers: list[Server], page: str, views: int) -> list[list[float]]:
    """Seconds of each server, view by view; the second goes first in every other view."""
    found: list[list[float]] = [[], []]
    for number, query in enumerate(FILTERS[:views]):
        for place in (0, 1) if number % 2 else (1, 0):
            found[place].append(servers[place].view(page, query))
    return found


def _line(name: str, seconds: list[list[float]]) -> Measure:
    then, now = (median(each) for each in seconds)
    return Measure(name, now / then, "x", SLOWER_AT_MOST, f"{then * 1000:.0f} ms there, {now * 1000:.0f} ms here")


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
