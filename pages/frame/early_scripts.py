"""The scripts of the parts that every page shows, named with the page itself: the browser gets them beside the frame.

Streamlit's frame asks for the script of a part only when it draws the first one: a phone's first view then waits for
some thirty files more, after all of the others.
"""

import re
from pathlib import Path
from typing import Final

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PARTS: Final = ("Html", "Selectbox", "DownloadButton")
"""Streamlit's names for what stands on the first screen of every page."""
FOLDER: Final = Path(streamlit.__file__).parent / "static" / "static" / "js"
_PAGE: Final = FOLDER.parent.parent / "index.html"
_INSIDE: Final = ("/component/", "/media/")
"""Where the framework serves the map's frame and files of its own: HTML there is no page."""
_IMPORTED: Final = re.compile(r'(?:from|import) ?"\./([\w.-]+\.js)"')
_NAMED: Final = re.compile(r'"\./static/js/([\w.-]+\.js)"')


class EarlyScripts:
    """Adds to each page of the application the names of those scripts, as a header of preloads (RFC 8288)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        names = early_scripts()
        self._link = ", ".join(f"</static/js/{name}>; rel=modulepreload; fetchpriority=low" for name in names).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_asked = scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith(_INSIDE)
        await self._app(scope, receive, self._named(send) if is_asked and self._link else send)

    def _named(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message = {**message, "headers": [*message["headers"], (b"link", self._link)]}
            await send(message)

        return sending


def early_scripts() -> list[str]:
    """Return the files of PARTS and what they import, but for what Streamlit's page names itself, in a fixed order.

    Empty where another version of Streamlit lays its scripts elsewhere: pages are then as they were.
    """
    if not _PAGE.is_file():
        return []
    found = set(_NAMED.findall(_PAGE.read_text("utf-8")))
    own = {path.name for part in PARTS for path in FOLDER.glob(f"{part}.*.js")} - found
    waiting, early = sorted(own), set(own)
    while waiting:
        imported = set(_IMPORTED.findall((FOLDER / waiting.pop()).read_text("utf-8"))) - found - early
        early |= imported
        waiting += sorted(imported)
    return sorted(early)


def _is_page(message: Message) -> bool:
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return message["status"] == 200 and any(b"text/html" in kind for kind in kinds)
