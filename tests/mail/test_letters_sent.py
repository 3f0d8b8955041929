"""Letters over a real mail server: what it answers decides, and what it did not answer is not certain."""

import socket
import ssl
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from support.mail.letters import letter, plain_setup
from support.mail.server import ACCOUNT, CLOSE, PASSWORD, MailServer, mail_server, server_context
from support.nginx import Certificate, made_certificate

from mail import LetterNote, LetterState, Outbox, ServerRefusesError, send_letters

NOW = datetime(2024, 12, 2, 8)
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server does not see TLS before its first word


def sent(outbox: Outbox, server: MailServer, **told: object) -> list[tuple[LetterState, str]]:
    notes = send_letters(outbox, plain_setup(server.port), clock=lambda: NOW, **told)  # type: ignore[arg-type]
    return [(note.state, note.reply) for note in notes]


@pytest.fixture
def waiting(outbox: Outbox) -> Outbox:
    """Two letters, to a and to b."""
    for at, to in enumerate("ab"):
        outbox.put(letter(to=f"{to}@kota.contoh"), plain_setup(25), NOW - timedelta(minutes=9 - at))
    return outbox


def test_a_letter_arrives_as_it_was_written(waiting: Outbox, server: MailServer) -> None:
    assert sent(waiting, server) == [(LetterState.SENT, "250")] * 2
    (got,) = server.letters("a@kota.contoh")
    made = letter()
    assert (got["to"], got["from"], got["subject"]) == (made.to, "Dasbor Adopsi <adopsi@kota.contoh>", made.subject)
    assert got["date"].datetime.isoformat() == "2024-12-02T07:51:00+08:00"
    assert got.get_body(("plain",)).get_content().splitlines() == made.text.splitlines()
    assert got.get_body(("html",)).get_content().strip() == made.html
    picture = next(part for part in got.walk() if part.get_content_type() == "image/png")
    assert (picture["content-id"], picture.get_content()) == ("<gambar@adopsi>", made.pictures[0].content)
    (file,) = got.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("laporan.pdf", made.attachments[0].content)
    assert got["auto-submitted"] == "auto-generated"


def test_nothing_goes_out_twice(waiting: Outbox, server: MailServer) -> None:
    assert len(sent(waiting, server)) == 2
    assert sent(waiting, server, is_asked=True, with_ended=True) == []
    assert len({each["message-id"] for each in server.letters()}) == len(server.taken) == 2


def test_only_letters_of_the_asked_kind_go_out(waiting: Outbox, server: MailServer) -> None:
    waiting.put(letter(key="peringatan/1"), plain_setup(25), NOW)
    assert len(sent(waiting, server, prefix="peringatan/")) == 1
    assert len(sent(waiting, server, prefix="laporan/")) == 2


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "GO", "DATA"])
def test_a_server_that_says_later_is_asked_later(stage: str, waiting: Outbox, server: MailServer) -> None:
    server.script = lambda at, address: "451 4.7.1 nanti" if at == stage else None
    assert sent(waiting, server) == [(LetterState.WAITING, "451")] * 2
    server.script = lambda at, address: None
    assert sent(waiting, server) == [], "it is not time yet"
    assert sent(waiting, server, is_asked=True) == [(LetterState.SENT, "250")] * 2
    assert len(server.taken) == 2


@pytest.mark.parametrize("stage", ["RCPT", "GO", "DATA"])
def test_what_is_refused_ends_and_stops_no_other(stage: str, waiting: Outbox, server: MailServer) -> None:
    server.script = lambda at, address: "550 5.1.1 tidak ada" if (at, address[:1]) == (stage, "a") else None
    assert sent(waiting, server) == [(LetterState.REFUSED, "550"), (LetterState.SENT, "250")]
    server.script = lambda at, address: None
    assert sent(waiting, server, is_asked=True) == []
    assert sent(waiting, server, with_ended=True) == [(LetterState.SENT, "250")], "it was mended and asked for"


def test_a_letter_that_is_too_large_is_refused(waiting: Outbox, server: MailServer) -> None:
    server.script = lambda at, address: "552 5.3.4 terlalu besar" if at == "MAIL" else None
    assert sent(waiting, server) == [(LetterState.REFUSED, "552")] * 2


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "GO"])
def test_a_line_cut_before_the_letter_came_is_no_doubt(stage: str, waiting: Outbox, server: MailServer) -> None:
    """One recipient at whom the server dies keeps no other from the letter."""
    cuts = iter([CLOSE])
    server.script = lambda at, address: next(cuts, None) if at == stage else None
    assert sent(waiting, server) == [(LetterState.WAITING, ""), (LetterState.SENT, "250")]
    assert sent(waiting, server, is_asked=True) == [(LetterState.SENT, "250")]
    assert len(server.taken) == 2


def test_a_line_cut_before_the_answer_is_uncertain_until_it_is_asked_for(waiting: Outbox, server: MailServer) -> None:
    server.script = lambda at, address: CLOSE if (at, address[:1]) == ("DATA", "a") else None
    assert sent(waiting, server) == [(LetterState.UNSURE, ""), (LetterState.SENT, "250")]
    server.script = lambda at, address: None
    assert sent(waiting, server, is_asked=True) == []
    assert sent(waiting, server, with_ended=True) == [(LetterState.SENT, "250")]


def test_a_yes_to_a_letter_that_was_never_handed_over_is_none(waiting: Outbox, server: MailServer) -> None:
    server.script = lambda at, address: "250 sudah" if at == "GO" else None
    assert sent(waiting, server) == [(LetterState.WAITING, "")] * 2
    assert server.taken == []


def test_an_answer_that_says_neither_leaves_a_letter_uncertain(waiting: Outbox, server: MailServer) -> None:
    server.script = lambda at, address: "354 lagi" if at == "DATA" else None
    assert [state for state, _ in sent(waiting, server)] == [LetterState.UNSURE] * 2


def test_while_the_server_is_away_all_wait(waiting: Outbox) -> None:
    with mail_server() as server:
        port = server.port
    told: list[LetterNote] = []
    notes = send_letters(waiting, plain_setup(port), told=told.append, clock=lambda: NOW)
    assert [(note.state, note.reply, note.tries) for note in notes] == [(LetterState.WAITING, "", 1)] * 2
    assert told == notes
    assert all(note.next_try == NOW + timedelta(minutes=5) for note in notes)


def test_what_is_no_mail_server_has_answered_nothing(waiting: Outbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        greeting = Thread(target=lambda: listening.accept()[0].sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
        greeting.start()
        notes = send_letters(waiting, plain_setup(listening.getsockname()[1]), clock=lambda: NOW)
        greeting.join()
    assert [(note.state, note.reply) for note in notes] == [(LetterState.WAITING, "")] * 2


def test_a_sender_that_the_server_refuses_is_a_wrong_setting(waiting: Outbox, server: MailServer) -> None:
    server.script = lambda at, address: "550 5.7.1 bukan Anda" if at == "MAIL" else None
    with pytest.raises(ServerRefusesError, match=r"menolak pengirim adopsi@kota\.contoh \(kode 550\)"):
        sent(waiting, server)
    assert [(note.state, note.tries) for note in waiting.notes()] == [(LetterState.WAITING, 0)] * 2


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return made_certificate(tmp_path_factory.mktemp("tls"), "localhost")


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_over_a_sealed_line_with_a_login(
    tls: str, waiting: Outbox, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    told = {"server": "localhost", "tls": tls, "account": ACCOUNT, "password": PASSWORD}
    with mail_server(tls, server_context(certificate), has_login=True) as server:
        notes = send_letters(waiting, plain_setup(server.port, **told))
    assert {note.state for note in notes} == {LetterState.SENT}
    assert server.sealed == [True, True]


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"account": ""}, r"menolak pengirim .* \(kode 530\)"),
        ({"password": "salah"}, r"menolak ADOPSI_SMTP_AKUN atau kata sandinya \(kode 535\)"),
        ({"server": "127.0.0.1"}, "Sertifikat server surat 127.0.0.1 tidak dapat dipercaya"),
        ({"tls": {"tls": "starttls", "starttls": "tls"}}, "ADOPSI_SMTP_TLS|tidak menjawab"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said_and_no_letter_counts_it(
    changed: dict[str, object], words: str, tls: str, waiting: Outbox, certificate: Certificate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    monkeypatch.setattr("mail.sending.PATIENCE_SECONDS", 1)
    other = {name: value[tls] if isinstance(value, dict) else value for name, value in changed.items()}
    told = {"server": "localhost", "tls": tls, "account": ACCOUNT, "password": PASSWORD} | other
    with mail_server(tls, server_context(certificate), has_login=True) as server:
        if (tls, told["tls"]) == ("tls", "starttls"):
            # It waits for us to begin, as we do for it: no more than a server that does not answer.
            assert {note.reply for note in send_letters(waiting, plain_setup(server.port, **told))} == {""}
            return
        with pytest.raises(ServerRefusesError, match=words):
            send_letters(waiting, plain_setup(server.port, **told))
    assert [(note.state, note.tries) for note in waiting.notes()] == [(LetterState.WAITING, 0)] * 2


def test_a_certificate_that_nobody_vouches_for_gets_no_letter(waiting: Outbox, certificate: Certificate) -> None:
    with (
        mail_server("starttls", server_context(certificate)) as server,
        pytest.raises(ServerRefusesError, match="Sertifikat"),
    ):
        send_letters(waiting, plain_setup(server.port, server="localhost", tls="starttls"))
    assert server.taken == []


def test_a_server_without_starttls_gets_no_password(waiting: Outbox) -> None:
    with mail_server(has_login=True) as server, pytest.raises(ServerRefusesError, match="tidak menawarkan STARTTLS"):
        send_letters(waiting, plain_setup(server.port, tls="starttls", account=ACCOUNT, password=PASSWORD))


def test_passwords_are_not_shown(tmp_path: Path) -> None:
    assert "rahasia" not in repr(plain_setup(25, password="rahasia"))
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


def test_only_wanted_letters_go_out_and_the_others_are_forgotten(waiting: Outbox, server: MailServer) -> None:
    """What nobody got is as if it had never been put; what is uncertain stays known."""
    first, second = waiting.notes()
    assert sent(waiting, server, wanted={second.id}) == [(LetterState.SENT, "250")]
    waiting.withdraw("laporan/", set())
    assert [note.id for note in waiting.notes()] == [second.id]
    assert waiting.put(letter(), plain_setup(25), NOW)
    waiting.change(waiting.notes("laporan/")[-1], LetterState.UNSURE, NOW)
    waiting.withdraw("laporan/", set())
    assert {note.id for note in waiting.notes()} == {first.id, second.id}
