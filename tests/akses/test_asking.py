"""Who the headers prove to ask: with a cookie, through a proxy, and with all that is forged."""

import time

import pytest

from akses import sessions
from akses.asking import UNNAMED, identity_in, session_token, who_asks
from akses.identity import Identity, Refusal
from akses.login_setup import OIDC, PROXY, LoginSettings, login_settings
from core.settings import settings

SECRET = "s" * 32
BEHIND = LoginSettings(PROXY, "https://dasbor.contoh", SECRET)
WITH_PROVIDER = LoginSettings(OIDC, "https://dasbor.contoh", "x", "https://masuk.contoh", "dasbor")
NAMED = [("X-Adopsi-Rahasia", SECRET), ("X-Adopsi-Akun", "a@kota.contoh")]


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("ADOPSI_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    login_settings.cache_clear()
    yield
    settings.cache_clear()
    login_settings.cache_clear()


def test_without_a_login_whoever_sits_here_asks():
    assert who_asks([]) == UNNAMED


def test_the_proxy_names_an_account_and_its_groups():
    told = identity_in([*NAMED, ("X-Adopsi-Grup", "data, kota,,")], BEHIND)
    assert told == Identity("a@kota.contoh", "a@kota.contoh", True, frozenset({"data", "kota"}))


@pytest.mark.parametrize(
    "headers",
    [
        NAMED[1:], [("X-Adopsi-Rahasia", SECRET + "s"), NAMED[1]], [("X-Adopsi-Rahasia", ""), NAMED[1]],
        [*NAMED, NAMED[0]], [*NAMED, ("x-adopsi-akun", "b@kota.contoh")],
        [*NAMED, ("X-Adopsi-Grup", "a"), ("X-Adopsi-Grup", "b")], [("X-Adopsi-Rahasia", "ü" * 32), NAMED[1]],
    ],
)  # fmt: skip
def test_whatever_the_proxy_did_not_say_proves_nothing(headers):
    assert identity_in(headers, BEHIND) is Refusal.UNPROVEN


def test_a_proxy_without_an_account_names_nobody():
    assert identity_in(NAMED[:1], BEHIND) is Refusal.NOBODY
    assert identity_in([NAMED[0], ("X-Adopsi-Akun", " ")], BEHIND) is Refusal.NOBODY


def test_a_cookie_opens_its_session_alone():
    who = Identity("a@kota.contoh", "a@kota.contoh", True)
    token = sessions.begin_session(who)
    assert identity_in([("Cookie", f"x=1; __Host-adopsi={token}")], WITH_PROVIDER) == who
    assert identity_in([("Cookie", f"x=1; __Host-adopsi={token}x")], WITH_PROVIDER) is Refusal.ENDED
    assert identity_in([("Cookie", "x=1")], WITH_PROVIDER) is Refusal.NOBODY
    assert identity_in(NAMED, WITH_PROVIDER) is Refusal.NOBODY
    sessions.end_session(token)
    assert identity_in([("Cookie", f"__Host-adopsi={token}")], WITH_PROVIDER) is Refusal.ENDED


@pytest.mark.parametrize(
    ("cookies", "token"),
    [
        (["__Host-adopsi=a"], "a"), (["x=[bad]; __Host-adopsi=a"], "a"), (["__Host-adopsi=a; __Host-adopsi=a"], "a"),
        (["__Host-adopsi=a; __Host-adopsi=b"], None), (["__Host-adopsi=a", "__Host-adopsi=b"], None),
        (["adopsi=a"], None), (["__Host-adopsi="], None), ([";;=;"], None),
    ],
)  # fmt: skip
def test_one_token_or_none(cookies, token):
    """Two that differ: somebody put one there."""
    assert session_token([("cookie", text) for text in cookies], WITH_PROVIDER) == token


def test_a_long_cookie_costs_no_time():
    """Whoever is not let in may send it, too; a quoted value of this length took the standard library seconds."""
    began = time.process_time()
    for text in ('a="' + "\\" * 60_000 + '"', ";" * 60_000, "a=1;" * 15_000, '__Host-adopsi="' + "\\" * 60_000):
        session_token([("Cookie", text)], WITH_PROVIDER)
    assert time.process_time() - began < 1


def test_sessions_that_cannot_be_read_let_nobody_in():
    """In words, not by an error: the page says what to do."""
    token = sessions.begin_session(Identity("a@kota.contoh", "a@kota.contoh", True))
    sessions.sessions_file().write_bytes(b"no database at all " * 100)
    assert identity_in([("Cookie", f"__Host-adopsi={token}")], WITH_PROVIDER) is Refusal.NO_SESSIONS
