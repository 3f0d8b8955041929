"""From a new browser context on a phone to what a reader waits for, against an empty page on the same machine."""

import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from bench.table import Measure
from bench.views.chromium import launched
from bench.views.server import Server, serving

EMPTY = 'import streamlit as st\n\nst.html("<p class=empty>kosong</p>")\n'
EMPTY_IS_THERE = "() => document.querySelector('.empty')"
FIGURES_ARE_THERE = "() => document.querySelectorAll('.answer .verdict').length >= 4"
"""Ringkasan's four answers."""
CHARTS_ARE_PAINTED = """() => document.querySelector('.stPlotlyChart') &&
    document.querySelector('.stApp').dataset.testScriptState === "notRunning" &&
    [...document.querySelectorAll('.stPlotlyChart')].every(place => place.querySelector('.cartesianlayer path'))"""
CHARTED_PAGE = "kanal"
PHONE = ViewportSize(width=390, height=844)
FIGURES_AT_MOST, CHARTS_AT_MOST = 1.3, 3.0
WITHIN_MS = 60_000
SESSION_COOKIE = "adopsi"
"""On this machine, without TLS."""


def first_view_lines(data: Path, work: Path, rounds: int) -> list[Measure]:
    """Return the two ratios and the seconds behind them: medians of interleaved rounds in new contexts."""
    script = work / "empty.py"
    script.write_text(EMPTY)
    with ExitStack() as stack:
        own = stack.enter_context(serving(data))
        empty = stack.enter_context(serving(work / "nothing", script))
        playwright = stack.enter_context(sync_playwright())
        browser = launched(playwright.chromium)
        _both(browser, own), seconds_until(browser, empty, EMPTY_IS_THERE)
        seconds = [(seconds_until(browser, empty, EMPTY_IS_THERE), *_both(browser, own)) for _ in range(rounds)]
        browser.close()
    bare, figures, charts = (median(one[place] for one in seconds) for place in range(3))
    note = f"{rounds} rounds"
    return [
        Measure("new context to the four answers / empty page", figures / bare, "x", FIGURES_AT_MOST, note),
        Measure(f"new context to the charts of {CHARTED_PAGE} / empty page", charts / bare, "x", CHARTS_AT_MOST, note),
        Measure("  an empty Streamlit page", bare, "s"),
        Measure("  the four answers of Ringkasan", figures, "s"),
        Measure(f"  the charts of {CHARTED_PAGE}", charts, "s"),
    ]


def _both(browser: Browser, server: Server) -> tuple[float, ...]:
    return (
        seconds_until(browser, server, FIGURES_ARE_THERE),
        seconds_until(browser, server, CHARTS_ARE_PAINTED, CHARTED_PAGE),
    )


def seconds_until(browser: Browser, server: Server, wanted: str, path: str = "", *, cookie: str = "") -> float:
    """Return the seconds from a new context until what is wanted is there; `cookie`: the token of a session."""
    start, address = time.perf_counter(), f"http://127.0.0.1:{server.port}"
    context = browser.new_context(viewport=PHONE)
    if cookie:
        context.add_cookies([{"name": SESSION_COOKIE, "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/{path}", wait_until="commit")
    page.wait_for_function(wanted, timeout=WITHIN_MS)
    found = time.perf_counter() - start
    context.close()
    return found
