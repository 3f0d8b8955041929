"""Pictures of every page as a reader sees it, at two widths: `python -m bench.shots FOLDER`.

They are looked at before and after each change; nothing is compared by machine.
"""

from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Browser, Page, sync_playwright

from bench.views.chromium import launched
from bench.views.server import serving
from core.settings import settings
from pages.view.navigation import MAY_OPEN, PATHS

WIDTHS = (1440, 390)
TALLEST = 12_000
AFTER_PAINT_MS = 900
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Each page's address by the name of its picture; an office's own story is one more.
VIEWS = {name: path for path, name in PATHS.items()}
VIEWS |= {"satu_kantor": "kelurahan?unit=64.72.10.1003"} | {name: name for name in MAY_OPEN}


def main(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")] = Path("gambar"),
    only: Annotated[list[str] | None, typer.Option("--page", help="Only this page; may be given again.")] = None,
    width: Annotated[list[int] | None, typer.Option(help="Width in px; may be given again.")] = None,
    lang: Annotated[str, typer.Option(help="id or en.")] = "id",
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    query: Annotated[str, typer.Option(help="More of the address, such as unit=64.72.01.1001.")] = "",
) -> None:
    """Take a picture of each page of the dashboard that runs on this installation's data."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = {name: path for name, path in VIEWS.items() if not only or name in only}
    with serving(settings().data_dir) as server, sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        for pixels in width or WIDTHS:
            page = _page(browser, pixels, theme)
            for name, path in chosen.items():
                joint = "&" if "?" in path else "?"
                page.goto(f"http://127.0.0.1:{server.port}/{path}{joint}lang={lang}&{query}")
                target = folder / f"{name}_{pixels}_{lang}_{theme}.png"
                _take(page, pixels, target)
                typer.echo(target)
        browser.close()


def _page(browser: Browser, width: int, theme: str) -> Page:
    scheme = "dark" if theme == "dark" else "light"
    return browser.new_page(locale="id-ID", viewport={"width": width, "height": 900}, color_scheme=scheme)


def _take(page: Page, width: int, target: Path) -> None:
    """Wait until the page stands still, make the window as tall as its content, and take the picture."""
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector(IDLE, timeout=60_000)
    page.wait_for_selector('[data-testid="stSkeleton"]', state="detached", timeout=60_000)
    page.wait_for_timeout(AFTER_PAINT_MS)
    height = int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))
    page.set_viewport_size({"width": width, "height": min(height + 20, TALLEST)})
    page.wait_for_timeout(AFTER_PAINT_MS)
    page.screenshot(path=target)
    page.set_viewport_size({"width": width, "height": 900})


if __name__ == "__main__":
    typer.run(main)
