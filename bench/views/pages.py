"""The script of every page, with filters that the server's process has not seen before."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.table import Measure
from bench.views.server import Server, serving
from pages.view.navigation import PATHS

MONTHS = ("2024-10", "2024-09", "2024-08", "2024-07", "2024-06", "2024-05", "2024-04", "2024-03", "2024-02", "2024-01")
"""The sample opens with November 2024, so these have not been seen; the later ones cost the most."""
CITY_PAGES = [f"bulan={month}" for month in MONTHS]
FILTERS = [
    query for number, month in enumerate(CITY_PAGES, 1) for query in (month, f"{month}&kecamatan=64.72.{number:02d}")
]
SCRIPT_MS_AT_MOST = 150
GROWTH_AT_MOST = 1.1


def page_lines(default: Path, small: Path, large: Path, views: int, growth: str) -> list[Measure]:
    """Return script times on the default sample, and those of a large sample against a small one.

    All three are loaded data directories; `views` of each page, in turn, on each of the three servers.
    """
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(data)) for data in (default, small, large)]
        _warm(servers)
        times = _times(servers, views)
    medians = [_median_ms(one[position] for seconds in times.values() for one in seconds) for position in range(3)]
    return [
        Measure("script of a page, default sample", medians[0], "ms", SCRIPT_MS_AT_MOST, f"{views} views a page"),
        *(_page_line(PATHS[page], [one[0] for one in seconds]) for page, seconds in times.items()),
        Measure(f"script of a page, {growth}", medians[2] / medians[1], "x", GROWTH_AT_MOST),
    ]


def _page_line(name: str, seconds: list[float]) -> Measure:
    """The views alternate between the whole city, which costs the most, and one kecamatan."""
    city, place = _median_ms(seconds[::2]), _median_ms(seconds[1::2])
    note = f"whole city {city:.0f}, one kecamatan {place:.0f}"
    return Measure(f"    {name}", _median_ms(seconds), "ms", SCRIPT_MS_AT_MOST, note)


def _median_ms(seconds: Iterable[float]) -> float:
    return median(seconds) * 1000


def _warm(servers: list[Server]) -> None:
    """Every page once as it opens: imports and the build's frames are read once a process, not once a view."""
    for server in servers:
        for page in PATHS:
            server.view(page, "")


def _times(servers: list[Server], views: int) -> dict[str, list[tuple[float, ...]]]:
    """Seconds by page, one tuple a view: what each server needed for it. No page sees a filter twice."""
    return {
        page: [tuple(server.view(page, query) for server in servers) for query in FILTERS[:views]] for page in PATHS
    }
