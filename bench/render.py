"""Rendering in a fresh process: `python -m bench.render typst|chromium`. Prints one JSON object with seconds.

typst: content to PDF as the product does it. chromium: the same content as our HTML page (drawings included), printed
by headless Chromium, its start included as Typst's is.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from analytics import open_city
from bench.process import CannotMeasureError
from bench.views.chromium import launched
from report import Content, ReportBuild, render, report_content


def _typst(content: Content) -> bytes:
    return render(content)


def _chromium(content: Content) -> bytes:
    page_text = render(content, "html").decode()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        page = browser.new_page()
        page.set_content(page_text)
        made = page.pdf(path=f"{folder}/report.pdf", format="A4", tagged=True, print_background=True)
        browser.close()
    return made


WAYS: dict[str, Callable[[Content], bytes]] = {"typst": _typst, "chromium": _chromium}


def main(way: str) -> None:
    """Do the work once and print what it took."""
    build = ReportBuild(open_city())
    content = report_content(build, date(2024, 10, 1))
    start = time.perf_counter()
    if not WAYS[way](content).startswith(b"%PDF-"):
        raise CannotMeasureError(f"{way} made no PDF")
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main(sys.argv[1])
