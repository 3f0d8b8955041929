"""What every answer tells the browser: nothing from other hosts, no guessing of types, no frame of another site."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

from akses.login_setup import LoginSettings

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
CONTENT_SECURITY: Final = {
    "default-src": "'self'",
    # The framework's components and the charts compile texts of their own; nothing is fetched from elsewhere.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
}


def content_security(login: LoginSettings | None) -> str:
    """Return the policy; with a provider its host too, to which the form that logs out leads on."""
    told = dict(CONTENT_SECURITY)
    if login and login.issuer:
        parts = urlsplit(login.issuer)
        told["form-action"] += f" {parts.scheme}://{parts.netloc}"
    return "; ".join(f"{name} {value}" for name, value in told.items())


def with_headers(send: Send, login: LoginSettings | None) -> Send:
    """Return a `send` that adds these headers to an answer; a page or a file is kept by nobody on the way."""
    added = {
        b"content-security-policy": content_security(login).encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"x-frame-options": b"SAMEORIGIN",
    }

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
