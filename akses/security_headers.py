"""What every answer tells the browser: nothing from other hosts, no guessing of types, no frame of another site."""

from typing import Final
from urllib.parse import urlsplit

from starlette.types import Message, Send

from akses.login_setup import LoginSettings

CONTENT_SECURITY: Final = {
    "default-src": "'self'",
    # The framework's components and the charts compile texts of their own; nothing is fetched from elsewhere.
    # Streamlit starts the script of a part of our own (pages/parts/drop_zone.py) from a blob that it makes of it.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
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


def security_headers(login: LoginSettings | None) -> dict[bytes, bytes]:
    """Return the headers of every answer of a server."""
    return {
        b"content-security-policy": content_security(login).encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"x-frame-options": b"SAMEORIGIN",
    }


def with_headers(send: Send, added: dict[bytes, bytes]) -> Send:
    """Return a `send` that adds security_headers to an answer; a page or a file is kept by nobody on the way."""

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
