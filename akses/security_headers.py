"""What every answer tells the browser: nothing from other hosts, no guessing of types, no frame of another site."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.types import Message, Send

from akses.login_setup import LoginSettings

MAP: Final = "/component/"
"""Where the map's own frame is served, by the framework's component for maps."""
POLICY: Final = {
    "default-src": "'self'",
    # Besides the scripts that stand in a page, which are told by their sums, Streamlit starts the script of a part of
    # our own (pages/sections/setor_data/drop_zone.py) from a blob that it makes of it.
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'none'",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
}
"""Of everything but the map's frame."""
MAP_POLICY: Final = POLICY | {
    # The component compiles what it is told to draw; it asks nobody for anything but its own files.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "connect-src": "'none'",
    "frame-src": "'none'",
    "form-action": "'none'",
}


def script_sum(text: str) -> str:
    """Return by which a policy allows one script that stands in a page, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_security(login: LoginSettings | None, scripts: Iterable[str]) -> str:
    """Return the policy; with a provider its host too, to which the form that logs out leads on.

    `scripts`: the texts of those that stand in pages.
    """
    told = dict(POLICY)
    told["script-src"] = " ".join([told["script-src"], *map(script_sum, scripts)])
    if login and login.issuer:
        parts = urlsplit(login.issuer)
        told["form-action"] += f" {parts.scheme}://{parts.netloc}"
    return _written(told)


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class SecurityHeaders:
    """The headers that a server adds to its answers."""

    def __init__(self, login: LoginSettings | None, scripts: Iterable[str]) -> None:
        self._of_pages = _with(content_security(login, scripts))
        self._of_map = _with(_written(MAP_POLICY))

    def of(self, path: str) -> dict[bytes, bytes]:
        """Return those of an answer to what is asked at a path."""
        return self._of_map if path.startswith(MAP) else self._of_pages


def _with(policy: str) -> dict[bytes, bytes]:
    return {
        b"content-security-policy": policy.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"x-frame-options": b"SAMEORIGIN",
    }


def with_headers(send: Send, added: dict[bytes, bytes]) -> Send:
    """Return a `send` that adds such headers to an answer; a page or a file is kept by nobody on the way."""

    async def sending(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            kept = [(name, value) for name, value in message["headers"] if name.lower() not in added]
            is_private = any(name.lower() == b"content-type" and b"text/html" in value for name, value in kept)
            if is_private or any(name.lower() == b"content-disposition" for name, value in kept):
                kept = [(name, value) for name, value in kept if name.lower() != b"cache-control"]
                kept.append((b"cache-control", b"private, no-store"))
            message = {**message, "headers": [*kept, *added.items()]}
        await send(message)

    return sending
