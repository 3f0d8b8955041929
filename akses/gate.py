"""The gate before the dashboard: what comes under another name, from another page, or from nobody, is answered here.

A page of another site, or a name that was made to point here, could otherwise open the dashboard in the reader's own
browser; and Streamlit asks an outside address who it is when it meets an Origin that it does not know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Send

from akses import audit
from akses.asking import who_asks
from akses.browser_socket import name_alone, only_served, without_session
from akses.identity import Reader, Refusal
from akses.login_routes import login_link
from akses.login_setup import BACK, IN, OIDC, OUT, LoginSettings
from akses.offered_files import FILES
from akses.security_headers import SecurityHeaders, with_headers
from akses.sentence_page import sentence_page
from core.settings import ROOT
from core.texts import translator

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
TELLS_READER = b"x-real-ip"
"""Where the proxy tells whose address it is: `audit.address_of` reads it behind the gate, so it stays."""
HIDDEN_BEHIND = (b"forwarded", b"via")
"""What a proxy adds of itself, with all that begins as FORWARDED_PREFIX: Streamlit sees none of it."""
FORWARDED_PREFIX = b"x-forwarded-"
MISDIRECTED, FORBIDDEN, UNAUTHORISED, NOT_FOUND = 421, 403, 401, 404
MEDIA: Final = "/media/"
PROGRAM: Final = ROOT / "app.py"
CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent")
"""What Streamlit tells of the server, or lets a program do in it: for no reader. Ours is /metrik."""
REFUSED_HOST = (
    "Dasbor ini hanya dapat dibuka di komputer tempat ia berjalan, lewat {address}. Permintaan dengan nama lain, atau "
    "yang diteruskan oleh server lain, tidak dilayani.\n"
    "This dashboard opens only on the computer it runs on, at {address}.\n"
)
REFUSED_NAME = (
    "Dasbor ini hanya dapat dibuka lewat {address}. Permintaan dengan nama lain tidak dilayani.\n"
    "This dashboard opens only at {address}.\n"
)
REFUSED_ORIGIN = (
    "Permintaan dari halaman situs lain tidak dilayani. Buka dasbor langsung lewat {address}.\n"
    "Requests from pages of another site are not served. Open the dashboard itself at {address}.\n"
)

RawHeaders = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Door:
    """What a request must say to be answered: one of some Hosts, with its own scheme as Origin or none.

    `address`: what a reader is told to open. `may_be_forwarded`: a proxy may stand before it.
    """

    address: str
    hosts: frozenset[bytes]
    scheme: bytes = b"http"
    may_be_forwarded: bool = False

    def refusal(self, headers: RawHeaders) -> int | None:
        """Return the status by which a request is refused, None where it may pass; header names in lower case."""
        found = [(name, value.lower()) for name, value in headers]
        host = [value for name, value in found if name == b"host"]
        is_forwarded = any(name == TELLS_READER or _is_of_proxy(name) for name, _ in found)
        if len(host) != 1 or host[0] not in self.hosts or (is_forwarded and not self.may_be_forwarded):
            return MISDIRECTED
        origins = [value for name, value in found if name == b"origin"]
        return None if origins in ([], [self.scheme + b"://" + host[0]]) else FORBIDDEN


def own_door(port: int) -> Door:
    """Return the door where nobody logs in: this machine's own names with the port that is served, and no proxy."""
    bare = OWN_NAMES if port == 80 else ()
    hosts = frozenset(name.encode() for name in (*(f"{name}:{port}" for name in OWN_NAMES), *bare))
    return Door(f"http://{OWN_NAMES[1]}:{port}", hosts)


def door_of(login: LoginSettings | None, port: int) -> Door:
    """Return the door of a server: with a login its address alone."""
    if login is None:
        return own_door(port)
    scheme = login.address.partition("://")[0].encode()
    return Door(login.address, frozenset([login.host.encode()]), scheme, may_be_forwarded=True)


class Gate:
    """ASGI middleware that lets through who asks by the right name, from no foreign page, and may read.

    The names are fixed when it is made: what a request says of itself adds none. Everything else gets a status and a
    sentence before any handler behind it runs: 421 for a wrong Host or a forwarded request, 403 for a foreign Origin;
    with a login, who is nobody is led to it, or gets 401 where no page is asked for, and 403 without access.
    """

    is_standing: ClassVar[bool] = False
    """True in a process whose pages are served through a gate: what serves them says so (web.py)."""

    def __init__(
        self,
        app: ASGIApp,
        port: int,
        login: LoginSettings | None = None,
        open_paths: Iterable[str] = (),
        scripts: Iterable[str] = (),
    ) -> None:
        """`open_paths`: what is answered without a session, by the right name all the same. `scripts`: the texts of
        those that stand in pages; the browser runs no other.
        """
        self._app, self._login, self._port = app, login, port
        self._open = {*open_paths, *((IN, BACK, OUT) if login and login.mode == OIDC else ())}
        self._door, self._headers = door_of(login, port), SecurityHeaders(login, scripts)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it; what is no request (start and end of the server) passes."""
        if scope["type"] not in ("http", "websocket"):
            return await self._app(scope, receive, send)
        guarded = with_headers(name_alone(send, PROGRAM), self._headers.of(scope["path"]))
        if status := self._door.refusal(scope["headers"]):
            name = REFUSED_HOST if self._login is None else REFUSED_NAME
            sentence = (REFUSED_ORIGIN if status == FORBIDDEN else name).format(address=self._door.address)
            return await answer(scope, guarded, status, sentence)
        if scope["path"].startswith(CLOSED):
            return await answer(scope, guarded, NOT_FOUND, "Alamat ini tidak ada.\n")
        scope = {**scope, "headers": [(name, _plain(name, value)) for name, value in scope["headers"]]}
        if self._login is None or scope["path"] in self._open:
            return await self._app(scope, receive, guarded)
        return await self._ask(scope, receive, guarded)

    async def _ask(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer who has no access, and pass the others on; files only to whom they were made for."""
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        who = await run_in_threadpool(who_asks, headers)
        if isinstance(who, Refusal):
            return await self._refuse(scope, send, who, headers)
        inner = self._as_own(scope)
        if scope["path"].startswith(MEDIA):
            return await self._own_file(inner, receive, send, who)
        await self._app(inner, only_served(receive), send)

    async def _refuse(self, scope: Message, send: Send, why: Refusal, headers: list[tuple[str, str]]) -> None:
        """Lead a reader who asks for a page to the login; tell everybody else why not."""
        is_page = scope["type"] == "http" and any(n == "accept" and "text/html" in value for n, value in headers)
        goal = f"{scope['path']}?{scope['query_string'].decode('latin-1')}".removesuffix("?")
        link = login_link(goal) if self._login and self._login.mode == OIDC else ""
        if is_page and why.may_log_in and link:
            return await answer(scope, send, 302, "", location=link)
        if is_page or scope["type"] == "websocket":
            audit.note_act("refused", "", audit.address_of(headers), why=why.name)
        status = UNAUTHORISED if why.may_log_in and scope["type"] == "http" else FORBIDDEN
        page = sentence_page(why.words, link) if is_page else f"{why.words(translator('id'))}\n"
        await answer(scope, send, status, page, kind="text/html" if is_page else "text/plain")

    def _as_own(self, scope: Message) -> Message:
        """The request as if it came from this machine: Streamlit behind the gate knows no other name."""
        own = f"{OWN_NAMES[1]}:{self._port}".encode()
        changed = {b"host": own, b"origin": b"http://" + own}
        kept = [(name, changed.get(name, value)) for name, value in scope["headers"] if not _is_of_proxy(name)]
        return {**scope, "headers": [(name, without_session(name, value)) for name, value in kept]}

    async def _own_file(self, scope: Message, receive: Receive, send: Send, who: Reader) -> None:
        """Pass on a file that was made for this reader; any other is not found. Whole and plain: its sum tells."""
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in (b"range", b"accept-encoding")]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                content = b"".join(part.get("body", b"") for part in held)
                if not FILES.may_have(content, who):
                    return await answer(scope, send, NOT_FOUND, "Berkas ini tidak ada.\n")
                for part in held:
                    await send(part)

        await self._app(scope, receive, hold)


def _is_of_proxy(name: bytes) -> bool:
    """True for what is taken off before a request is passed on."""
    return name in HIDDEN_BEHIND or name.startswith(FORWARDED_PREFIX)


def _plain(name: bytes, value: bytes) -> bytes:
    """A header's value without cookies in quotes: no cookie of ours or Streamlit's has them.

    What reads cookies behind the gate takes a time for them that grows with the square of their length.
    """
    return b";".join(part for part in value.split(b";") if b'"' not in part) if name == b"cookie" else value


async def answer(
    scope: Message, send: Send, status: int, text: str, *, kind: str = "text/plain", location: str = ""
) -> None:
    """Answer a request, or a websocket's handshake, which then is none."""
    content = text.encode()
    event = "http.response" if scope["type"] == "http" else "websocket.http.response"
    headers = [(b"content-type", f"{kind}; charset=utf-8".encode()), (b"content-length", str(len(content)).encode())]
    headers += [(b"connection", b"close"), (b"cache-control", b"no-store")]
    headers += [(b"location", location.encode())] if location else []
    await send({"type": f"{event}.start", "status": status, "headers": headers})
    await send({"type": f"{event}.body", "body": content})
