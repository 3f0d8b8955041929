"""The scripts of every page are named with pages alone."""

from typing import Any

import pytest
from support.own_loop import run

from pages.frame.early_scripts import EarlyScripts


@pytest.mark.parametrize(
    ("path", "is_page"), [("/", True), ("/kanal", True), ("/component/x/index.html", False), ("/media/x.html", False)]
)
def test_only_a_page_names_them(path: str, *, is_page: bool) -> None:
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {}

    run(EarlyScripts(app)({"type": "http", "method": "GET", "path": path}, receive, send))
    assert [name for name, _ in sent[0]["headers"]] == [b"content-type", *([b"link"] if is_page else [])]
