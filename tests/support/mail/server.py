"""A real SMTP server on loopback that answers as a test says, and keeps what it took."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from support.nginx import Certificate

Script = Callable[[str, str], str | None]
"""What the server answers at a stage (CONNECT, MAIL, RCPT, GO, DATA, DONE) about an address; None: as usual."""
CLOSE = "close"
"""In the place of an answer: the connection is cut."""
ACCOUNT, PASSWORD = "dasbor", "sandi rahasia"


@dataclass
class MailServer:
    """What it took, and how it answers. `taken`: recipient and bytes of every letter that it answered with 250."""

    script: Script = lambda stage, address: None
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    sealed: list[bool] = field(default_factory=list)
    port: int = 0

    def letters(self, to: str = "") -> list[EmailMessage]:
        """The letters that it took, of all or of one recipient."""
        found = [content for address, content in self.taken if to in ("", address)]
        return [message_from_bytes(content, policy=default) for content in found]  # type: ignore[misc]

    def answer(self, server: SMTP, stage: str, address: str = "") -> str | None:
        self.seen.append(stage)
        told = self.script(stage, address)
        if told == CLOSE:
            server.transport.abort()  # type: ignore[attr-defined]
        return told

    async def handle_MAIL(self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.answer(server, "MAIL", address) or "250 OK"

    async def handle_RCPT(self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        told = self.answer(server, "RCPT", address) or "250 OK"
        if told.startswith("250"):
            envelope.rcpt_tos.append(address)
            self.sealed.append(server.transport.get_extra_info("sslcontext") is not None)
        return told

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        told = self.answer(server, "DATA", address) or "250 OK"
        if told.startswith("250"):
            self.taken.append((address, envelope.original_content or b""))
        return told


class _Protocol(SMTP):
    """The server, asked also before it lets a letter come, and after it answered."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Ask the test before the letter may come and after it was answered for."""
        address = "".join(self.envelope.rcpt_tos)
        if told := self.event_handler.answer(self, "GO", address):
            if told != CLOSE:
                await self.push(told)
            return
        await super().smtp_DATA(arg)
        self.event_handler.answer(self, "DONE", address)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Protocol(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        super()._trigger_server()


@contextmanager
def mail_server(
    tls: str = "kosong", context: ssl.SSLContext | None = None, *, has_login: bool = False
) -> Iterator[MailServer]:
    """A running server; `tls` as in the settings, with the certificate of `context`."""
    server = MailServer()
    options: dict[str, Any] = {"auth_require_tls": tls == "starttls"}
    options |= {"authenticator": _authenticate, "auth_required": True} if has_login else {}
    options |= {"tls_context": context, "require_starttls": True} if tls == "starttls" else {}
    options |= {"ssl_context": context} if tls == "tls" else {}
    controller = _Controller(server, hostname="127.0.0.1", port=0, server_hostname="surel.contoh", **options)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


def server_context(certificate: Certificate) -> ssl.SSLContext:
    """What a server with this certificate needs."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.chain, certificate.key)
    return context


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: Any) -> AuthResult:
    is_known = (told.login, told.password) == (ACCOUNT.encode(), PASSWORD.encode())
    return AuthResult(success=is_known, handled=False)
