"""Alerts to a real HTTP server: taken once, tried again after growing waits, given up in words, signed, no redirect."""

import hashlib
import hmac
import socket
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from support.mail.webhook_server import WebhookServer, webhook_server

from core.settings import SetupError, settings
from operations.alerts.alert import Alert
from operations.alerts.memory import WaitingPost
from operations.alerts.webhook import LONGEST, Brought, Webhook, bring, post_of, webhook

NOW = datetime(2024, 12, 2, 7, 5)
SECRET = "kunci-" * 6


@pytest.fixture
def server() -> Iterator[WebhookServer]:
    with webhook_server() as running:
        yield running


def post(subject: str = "permohonan", begun: datetime = NOW) -> WaitingPost:
    alert = Alert(
        "sumber_diam", subject, "2024-11-29", date(2024, 11, 29), "Log permohonan: – tidak ada.", "/mutu_data"
    )
    return post_of(alert, "https://dasbor.contoh/mutu_data", "B1", begun)


def brought(server: WebhookServer, *posts: WaitingPost, now: datetime = NOW, secret: str = "") -> Brought:
    """One run; what is kept after its last try is what still waits."""
    kept: list[list[WaitingPost]] = []
    found = bring(list(posts), Webhook(server.address, secret), now, lambda waiting: kept.append(list(waiting)))
    assert kept[-1:] in ([], [found.waiting])
    return found


def test_an_alert_is_posted_as_json_and_taken(server: WebhookServer) -> None:
    found = brought(server, post())
    assert (found.taken, found.waiting, found.lost) == (1, [], [])
    ((path, headers, _body),) = server.posts
    assert path == "/kait?kunci=rahasia"
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert "x-adopsi-tanda" not in headers
    (body,) = server.bodies()
    assert {name: value for name, value in body.items() if name != "id"} == {
        "kind": "sumber_diam",
        "subject": "permohonan",
        "sentence": "Log permohonan: – tidak ada.",
        "link": "https://dasbor.contoh/mutu_data",
        "since": "2024-11-29",
        "build": "B1",
        "told_at": "2024-12-02T07:05:00+08:00",
    }


def test_a_clock_that_was_ahead_keeps_nothing_for_years(server: WebhookServer) -> None:
    ahead = post().model_copy(update={"next_try": NOW + timedelta(days=700)})
    assert brought(server, ahead).taken == 1


def test_what_there_is_none_of_is_null(server: WebhookServer) -> None:
    alert = Alert("sumber_diam", "permohonan", "x", date(2024, 11, 29), "Kalimat.", "/mutu_data")
    brought(server, post_of(alert, "", "", NOW))
    (body,) = server.bodies()
    assert (body["link"], body["build"]) == (None, None)


def test_the_receiver_can_check_who_sent_it(server: WebhookServer) -> None:
    brought(server, post(), secret=SECRET)
    ((_path, headers, body),) = server.posts
    assert headers["x-adopsi-tanda"] == f"sha256={hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize("code", [500, 503, 408, 429, 302, 307])
def test_a_server_that_cannot_take_it_now_is_asked_again_later(server: WebhookServer, code: int) -> None:
    """With waits that grow, the same id each time; no redirect is followed."""
    server.answers = [code, code]
    (waiting,) = brought(server, post()).waiting
    assert waiting.next_try == NOW + timedelta(minutes=5)
    assert brought(server, waiting, now=NOW + timedelta(minutes=4)).waiting == [waiting]
    assert len(server.posts) == 1
    (again,) = brought(server, waiting, now=waiting.next_try).waiting
    assert again.next_try == waiting.next_try + timedelta(minutes=15)
    assert brought(server, again, now=again.next_try).taken == 1
    assert len({body["id"] for body in server.bodies()}) == 1
    assert {path for path, _headers, _body in server.posts} == {"/kait?kunci=rahasia"}


@pytest.mark.parametrize("code", [400, 401, 404, 410, 413, 422])
def test_what_the_server_refuses_ends_and_is_told(server: WebhookServer, code: int) -> None:
    server.answers = [code]
    found = brought(server, post(), post("panggilan_112"))
    assert (found.taken, found.waiting) == (1, [])
    assert found.lost == [f"sumber_diam permohonan: webhook menolaknya (kode {code})"]


def test_an_error_about_one_alert_holds_no_other_up(server: WebhookServer) -> None:
    server.answers = [500]
    found = brought(server, post("satu"), post("dua"))
    assert (found.taken, [each.body["subject"] for each in found.waiting]) == (1, ["satu"])
    assert found.why == "webhook sedang tidak dapat menerima (kode 500)"


def test_where_nobody_answers_one_try_is_enough(server: WebhookServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """All others wait for the run in which the first is tried again, and count no try of their own."""
    monkeypatch.setattr("operations.alerts.webhook.PATIENCE_SECONDS", 0.2)
    server.answers = [0.6]
    found = brought(server, post("satu"), post("dua"), post("tiga"))
    assert len(server.posts) == 1
    assert (found.taken, found.lost) == (0, [])
    assert {each.next_try for each in found.waiting} == {NOW + timedelta(minutes=5)}
    assert sorted(each.tries for each in found.waiting) == [0, 0, 1]
    assert "tidak menjawab" in found.why


def test_a_server_that_is_away_is_no_error(server: WebhookServer) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        away = Webhook(f"http://127.0.0.1:{free.getsockname()[1]}/")
        found = bring([post()], away, NOW, lambda waiting: None)
    assert (len(found.waiting), found.why) == (1, "webhook tidak dapat dihubungi")


def test_what_waited_too_long_is_given_up_in_words(server: WebhookServer) -> None:
    server.answers = [503, 503]
    young, old = post("satu", NOW - LONGEST + timedelta(minutes=1)), post("dua", NOW - LONGEST)
    found = brought(server, young, old)
    assert [each.body["subject"] for each in found.waiting] == ["satu"]
    assert found.lost == ["sumber_diam dua: webhook sedang tidak dapat menerima (kode 503)"]


def test_what_was_taken_is_not_posted_again_by_the_next_process(server: WebhookServer) -> None:
    """Killed after the first of two answers: what it kept is the other alone."""
    kept: list[list[WaitingPost]] = []

    def keep(waiting: list[WaitingPost]) -> None:
        kept.append(list(waiting))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring([post("satu"), post("dua")], Webhook(server.address), NOW, keep)
    assert [each.body["subject"] for each in kept[0]] == ["dua"]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "kosong"),
        ("pesan.contoh.go.id", "bukan alamat webhook"),
        ("ftp://pesan.contoh.go.id", "bukan alamat webhook"),
        ("https://a:b@pesan.contoh.go.id/", "bukan alamat webhook"),
        ("https://[::1", "bukan alamat webhook"),
        ("http://pesan.contoh.go.id/x?kunci=rahasia", "tidak memakai https"),
    ],
)
def test_a_wrong_address_says_which_setting_and_not_its_key(told: pytest.MonkeyPatch, address: str, words: str) -> None:
    told.setenv("ADOPSI_WEBHOOK_ALAMAT", address)
    with pytest.raises(SetupError, match=f"ADOPSI_WEBHOOK_ALAMAT .*{words}") as wrong:
        webhook()
    assert "rahasia" not in str(wrong.value)


def test_the_secret_is_a_private_file_that_is_long_enough(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "rahasia"
    told.setenv("ADOPSI_WEBHOOK_ALAMAT", "https://pesan.contoh.go.id/x?kunci=rahasia")
    told.setenv("ADOPSI_WEBHOOK_RAHASIA_FILE", str(file))
    file.write_text(SECRET)
    file.chmod(0o600)
    assert webhook() == Webhook("https://pesan.contoh.go.id/x?kunci=rahasia", SECRET)
    assert "rahasia" not in repr(webhook())
    file.write_text("pendek")
    with pytest.raises(SetupError, match="terlalu pendek"):
        webhook()
