"""The gate before the dashboard: a request under any other name than this machine's own is answered here.

A page of another site, or a name that was made to point here, could otherwise open the dashboard in the reader's own
browser; and Streamlit asks an outside address who it is when it meets an Origin that it does not know.
"""

import ipaddress
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, ClassVar

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
FORWARDED = (b"forwarded", b"via", b"x-real-ip")
FORWARDED_PREFIX = b"x-forwarded-"
MISDIRECTED, FORBIDDEN = 421, 403
REFUSED_HOST = (
    "Dasbor ini hanya dapat dibuka di komputer tempat ia berjalan, lewat {address}. Permintaan dengan nama lain, atau "
    "yang diteruskan oleh server lain, tidak dilayani.\n"
    "This dashboard opens only on the computer it runs on, at {address}.\n"
)
REFUSED_ORIGIN = (
    "Permintaan dari halaman situs lain tidak dilayani. Buka dasbor langsung lewat {address}.\n"
    "Requests from pages of another site are not served. Open the dashboard itself at {address}.\n"
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]


class Gate:
    """ASGI middleware that lets through what asks for this machine by its own names, from no foreign page.

    The names are fixed when it is made: what a request says of itself adds none. Everything else gets a status and a
    sentence before any handler behind it runs: 421 for a wrong Host or a forwarded request, 403 for a foreign Origin.
    """

    is_standing: ClassVar[bool] = False
    """True in a process whose pages are served through a gate."""

    def __init__(self, app: App, port: int) -> None:
        self._app = app
        self._hosts = own_hosts(port)
        self._address = f"http://{OWN_NAMES[1]}:{port}"
        Gate.is_standing = True

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it; what is no request (start and end of the server) passes."""
        status = refusal(scope["headers"], self._hosts) if scope["type"] in ("http", "websocket") else None
        if status is None:
            await self._app(scope, receive, send)
        else:
            sentence = REFUSED_ORIGIN if status == FORBIDDEN else REFUSED_HOST
            await _answer(scope, send, status, sentence.format(address=self._address).encode())


def own_hosts(port: int) -> frozenset[bytes]:
    """Return what a Host header may be: this machine's own names with the port that is served."""
    bare = OWN_NAMES if port == 80 else ()
    return frozenset(name.encode() for name in (*(f"{name}:{port}" for name in OWN_NAMES), *bare))


def refusal(headers: Headers, hosts: frozenset[bytes]) -> int | None:
    """Return the status by which a request is refused, None where it may pass; header names in lower case.

    There must be one Host, one of `hosts`; no header of a proxy; and no Origin, or just that Host's own.
    """
    found = [(name, value.lower()) for name, value in headers]
    host = [value for name, value in found if name == b"host"]
    is_forwarded = any(name in FORWARDED or name.startswith(FORWARDED_PREFIX) for name, _ in found)
    if len(host) != 1 or host[0] not in hosts or is_forwarded:
        return MISDIRECTED
    origins = [value for name, value in found if name == b"origin"]
    return None if origins in ([], [b"http://" + host[0]]) else FORBIDDEN


def is_loopback(address: str) -> bool:
    """True for an address that only this machine reaches; a name other than localhost may mean anything."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


async def _answer(scope: Message, send: Send, status: int, sentence: bytes) -> None:
    """Answer a request, or a websocket's handshake, which then is none."""
    kind = "http.response" if scope["type"] == "http" else "websocket.http.response"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(sentence)).encode())]
    headers.append((b"connection", b"close"))
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": sentence})
