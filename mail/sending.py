"""Handing letters over to the mail server, one after the other; what is not certain is never said to be sent."""

import re
import smtplib
import ssl
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Final

from core.clock import now_in_city
from core.settings import SetupError
from mail.outbox import LetterNote, LetterState, Outbox
from mail.setup import PLAIN, MailSetup

PATIENCE_SECONDS: Final = 60
ANSWER_SECONDS: Final = 600
"""The standard's patience for the answer to a whole letter: a server may look for viruses first."""
FIRST_OF_LINE: Final = re.compile(rb"^\.", re.MULTILINE)
GO_ON, TOO_LARGE = 354, 552
YES, NO = 2, (4, 5)
"""How the replies begin that end a letter; any other to a whole letter says neither."""
CUT: Final = -1
"""In the place of a reply: the line was cut while it was certain that the letter was not taken."""


class ServerRefusesError(SetupError):
    """The mail server is there, and will take no letter with these settings; the message is a sentence."""


class _ServerAwayError(Exception):
    """The server cannot be asked now; the message is its reply, '' where nobody answered."""


def send_letters(
    outbox: Outbox,
    setup: MailSetup,
    prefix: str = "",
    *,
    wanted: Container[str] | None = None,
    is_asked: bool = False,
    with_ended: bool = False,
    told: Callable[[LetterNote], None] = lambda note: None,
    clock: Callable[[], datetime] = now_in_city,
) -> list[LetterNote]:
    """Hand over the letters that are due and whose key begins so; return them as they stand now, oldest first.

    `wanted`: only letters of these ids, None: all. `is_asked`: somebody waits, so letters are tried before their next
    time, too; `with_ended`: refused and uncertain ones are tried again, an uncertain one maybe for the second time.
    `told` hears each letter as soon as its state is on the disk. While the server is away all due letters wait. Raises
    ServerRefusesError (all letters stay as they are), OutboxBusyError, DamagedLetterError, OSError where the outbox
    cannot be written.
    """
    states = {LetterState.REFUSED, LetterState.UNSURE} if with_ended else set()
    states |= {LetterState.WAITING} if is_asked else set()
    stand: list[LetterNote] = []
    away: str | None = None
    with outbox.alone():
        for note in outbox.notes(prefix):
            if (wanted is not None and note.id not in wanted) or not (note.is_due(clock()) or note.state in states):
                continue
            if away is None:
                try:
                    note = _hand_over(outbox, setup, note, clock)
                except _ServerAwayError as error:
                    away = str(error)
            if away is not None:
                note = outbox.wait(note, clock(), away) if note.state is LetterState.WAITING else note
            told(note)
            stand.append(note)
    return stand


def _hand_over(outbox: Outbox, setup: MailSetup, note: LetterNote, clock: Callable[[], datetime]) -> LetterNote:
    """One letter over a connection of its own. Raises _ServerAwayError, ServerRefusesError: the letter is as before."""
    message = outbox.message(note.id)
    with _connected(setup) as server:
        if refused := _envelope(server, setup, note.to, len(message)):
            return _not_taken(outbox, note, clock, refused)
        # On the disk before the server may believe that it has the letter: who dies from here on leaves it uncertain.
        marked = outbox.change(note, LetterState.UNSURE, clock())
        reply = _data(server, message)
        # Written down before the line is closed, which may take its time.
        if reply is None:
            return marked
        if reply // 100 == YES:
            return outbox.change(note, LetterState.SENT, clock(), str(reply))
        return _not_taken(outbox, note, clock, reply)


def _not_taken(outbox: Outbox, note: LetterNote, clock: Callable[[], datetime], reply: int) -> LetterNote:
    """A letter that the server certainly did not take: for now (4xx, or the line was cut), or for good."""
    if reply // 100 == 5:
        return outbox.change(note, LetterState.REFUSED, clock(), str(reply))
    return outbox.wait(note, clock(), str(reply) if reply > 0 else "")


def _envelope(server: smtplib.SMTP, setup: MailSetup, to: str, size: int) -> int:
    """Say from whom and for whom; return 0, or the reply that ends it for this letter. Raises ServerRefusesError."""
    try:
        options = [f"size={size}"] if server.has_extn("size") else []
        code, _ = server.mail(setup.address, options)
        if code // 100 == 5 and code != TOO_LARGE:
            raise ServerRefusesError(
                f"Server surat {setup.server} menolak pengirim {setup.address} (kode {code}). Periksa "
                "ADOPSI_SMTP_PENGIRIM dan ADOPSI_SMTP_AKUN."
            )
        if code // 100 == 2:
            code, _ = server.rcpt(to)
    except (smtplib.SMTPException, OSError):
        return CUT
    return 0 if code // 100 == 2 else code


def _data(server: smtplib.SMTP, message: bytes) -> int | None:
    """Send the letter itself; return the reply, CUT where the end of the letter was not sent, None: not certain."""
    try:
        code, _ = server.docmd("DATA")
        if code != GO_ON:
            # Even a "yes" here is none to a letter that it never saw.
            return code if code // 100 in NO else CUT
        server.send(FIRST_OF_LINE.sub(b"..", message.rstrip(b"\r\n")))
    except (smtplib.SMTPException, OSError):
        return CUT
    try:
        if server.sock:
            server.sock.settimeout(ANSWER_SECONDS)
        server.send(b"\r\n.\r\n")
        code, _ = server.getreply()
    except (smtplib.SMTPException, OSError):
        return None
    return code if code // 100 in (YES, *NO) else None


@contextmanager
def _connected(setup: MailSetup) -> Iterator[smtplib.SMTP]:
    """A connection that is sealed and logged in. Raises _ServerAwayError, ServerRefusesError."""
    try:
        server = _opened(setup)
    except ssl.SSLCertVerificationError as error:
        raise ServerRefusesError(
            f"Sertifikat server surat {setup.server} tidak dapat dipercaya ({error.verify_message}). Periksa nama di "
            "ADOPSI_SMTP_SERVER; sertifikat instansi sendiri disebut dengan variabel SSL_CERT_FILE."
        ) from None
    except ssl.SSLError:
        raise ServerRefusesError(
            f"Server surat {setup.server} tidak menjawab dengan TLS di port {setup.port}. Periksa ADOPSI_SMTP_TLS dan "
            "ADOPSI_SMTP_PORT."
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise ServerRefusesError(
            f"Server surat {setup.server} port {setup.port} tidak menawarkan STARTTLS atau login. Periksa "
            "ADOPSI_SMTP_TLS, ADOPSI_SMTP_PORT, dan ADOPSI_SMTP_AKUN."
        ) from None
    except smtplib.SMTPResponseException as error:
        if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code // 100 == 5:
            raise ServerRefusesError(
                f"Server surat {setup.server} menolak ADOPSI_SMTP_AKUN atau kata sandinya (kode {error.smtp_code})."
            ) from None
        # What begins with no number is no answer.
        raise _ServerAwayError(str(error.smtp_code) if error.smtp_code > 0 else "") from None
    except (smtplib.SMTPException, OSError):
        raise _ServerAwayError("") from None
    try:
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _opened(setup: MailSetup) -> smtplib.SMTP:
    # A server of this machine may be asked without; its context then costs more than the letter.
    context = None if setup.tls == PLAIN else ssl.create_default_context()
    if setup.tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(setup.server, setup.port, timeout=PATIENCE_SECONDS, context=context)
    else:
        server = smtplib.SMTP(setup.server, setup.port, timeout=PATIENCE_SECONDS)
    try:
        if setup.tls == "starttls":
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if setup.account:
            server.login(setup.account, setup.password)
    except BaseException:
        server.close()
        raise
    return server
