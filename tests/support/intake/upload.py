"""One upload as a browser sends it, to the route itself."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.routing import Router

from intake import UPLOAD, upload_routes
from support.own_loop import run

ORIGIN = ("origin", "http://127.0.0.1:8501")


@dataclass(frozen=True)
class Answer:
    status: int
    told: dict[str, str]


def uploaded(
    content: bytes,
    name: str = "kunjungan.csv",
    *headers: tuple[str, str],
    length: int | None = None,
    pieces: int = 3,
    is_broken: bool = False,
    lang: str = "id",
) -> Answer:
    """What is answered. `length`: as it is told, of what comes unless given; `is_broken`: the browser goes midway."""
    size = max(1, -(-len(content) // pieces))
    parts = [content[at : at + size] for at in range(0, len(content), size)] or [b""]
    parts = parts[: len(parts) // 2] if is_broken else parts
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": part, "more_body": is_broken or at < len(parts) - 1}
        for at, part in enumerate(parts)
    ]
    messages += [{"type": "http.disconnect"}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    told = (ORIGIN, *(() if length == -1 else (("content-length", str(length or len(content))),)))
    scope: Any = {
        "type": "http",
        "method": "POST",
        "path": UPLOAD,
        "query_string": f"nama={quote(name)}&lang={lang}".encode(),
        "headers": [(key.encode(), value.encode()) for key, value in (*told, *headers) if value],
    }
    run(Router(upload_routes())(scope, receive, send))  # type: ignore[arg-type]
    body = b"".join(message.get("body", b"") for message in sent)
    return Answer(sent[0]["status"], json.loads(body) if body else {})
