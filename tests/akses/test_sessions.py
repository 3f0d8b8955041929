"""Sessions: how long they last, what of them is kept, and what a login under way remembers."""

import pytest

from akses import sessions
from akses.identity import Identity
from akses.sessions import IDLE, LOGIN_LASTS, LONGEST, Login
from core.settings import settings

WHO = Identity("a@kota.contoh", "a@kota.contoh", True, frozenset({"data", "kota"}))


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(tmp_path, monkeypatch):
    monkeypatch.setenv("ADOPSI_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    moved = Clock()
    monkeypatch.setattr(sessions, "time", moved)
    yield moved
    settings.cache_clear()


def test_a_session_is_whose_it_was(clock):
    token = sessions.begin_session(WHO)
    assert sessions.identity_of(token) == WHO
    assert sessions.identity_of(token + "x") is None
    assert sessions.identity_of("") is None


def test_a_session_ends_after_some_idle_hours(clock):
    token = sessions.begin_session(WHO)
    clock.now += IDLE - 1
    assert sessions.identity_of(token) == WHO
    clock.now += IDLE - 1
    assert sessions.identity_of(token) == WHO
    clock.now += IDLE
    assert sessions.identity_of(token) is None


def test_a_session_ends_however_busy(clock):
    token = sessions.begin_session(WHO)
    for _ in range(LONGEST // 3600 - 1):
        clock.now += 3600
        assert sessions.identity_of(token) == WHO
    clock.now += 3600
    assert sessions.identity_of(token) is None
    assert sessions.listed() == []


def test_all_sessions_of_an_account_end_at_once(clock):
    tokens = [sessions.begin_session(WHO) for _ in range(3)]
    other = sessions.begin_session(Identity("b@kota.contoh", "b@kota.contoh", True))
    assert [each.name for each in sessions.listed()].count("a@kota.contoh") == 3
    assert sessions.end_sessions_of("A@Kota.Contoh") == 3
    assert [sessions.identity_of(token) for token in tokens] == [None] * 3
    assert sessions.identity_of(other) is not None


def test_the_file_is_private_and_holds_no_token(clock):
    token = sessions.begin_session(WHO)
    assert sessions.sessions_file().stat().st_mode & 0o777 == 0o600
    assert token.encode() not in sessions.sessions_file().read_bytes()


def test_a_login_is_found_once_and_for_some_minutes(clock):
    login = Login("browser", "verifier", "nonce", "/peta", 1)
    state = sessions.remember_login(login)
    assert sessions.take_login(state) == login
    taken = sessions.take_login(state)
    assert taken is not None
    assert (taken.is_used, taken.goal) == (True, "/peta")
    late = sessions.remember_login(login)
    clock.now += LOGIN_LASTS
    assert sessions.take_login(late) is None
    assert sessions.take_login("") is None


def test_a_flood_of_logins_is_forgotten(clock, monkeypatch):
    monkeypatch.setattr(sessions, "MOST_LOGINS", 5)
    states = []
    for _ in range(8):
        clock.now += 1
        states.append(sessions.remember_login(Login("b", "v", "n", "/")))
    assert [sessions.take_login(state) is None for state in states] == [True] * 3 + [False] * 5


@pytest.mark.parametrize("told", [True, False, None])
def test_a_session_remembers_what_was_said_of_the_e_mail(clock, told):
    who = Identity("s", "a@kota.contoh", told)
    assert sessions.identity_of(sessions.begin_session(who)) == who
