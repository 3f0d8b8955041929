"""Sessions of those who logged in, and logins under way: one private SQLite file that a restart does not empty.

A token is known to the browser alone; here stands its SHA-256.
"""

import hashlib
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from akses.identity import Identity
from core.settings import settings

LONGEST: Final = 12 * 3600
"""Seconds after which a session ends, however busy."""
IDLE: Final = 4 * 3600
"""Seconds without a request after which it ends."""
NOTED_EVERY: Final = 60
"""Seconds between two notes of the last request: not every request writes."""
LOGIN_LASTS: Final = 600
"""Seconds that a login under way is remembered."""
MOST_LOGINS: Final = 5_000
"""Logins under way that are remembered; more are somebody's flood, and the oldest go."""
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS session (
    token VARCHAR PRIMARY KEY, name VARCHAR, email VARCHAR, is_verified INTEGER, user_groups VARCHAR,
    begun REAL, seen REAL
);
CREATE TABLE IF NOT EXISTS login (
    state VARCHAR PRIMARY KEY, browser VARCHAR, verifier VARCHAR, nonce VARCHAR, goal VARCHAR, tries INTEGER,
    begun REAL, is_used INTEGER
);
"""


@dataclass(frozen=True)
class Login:
    """A login under way, from leaving for the provider until coming back.

    `browser`: a random text that only this browser's cookie holds. `goal`: the own path to go on to. `tries`: how often
    it was begun anew.
    """

    browser: str
    verifier: str
    nonce: str
    goal: str
    tries: int = 0
    is_used: bool = False


@dataclass(frozen=True)
class OpenSession:
    """One session as the command lists it: whose, since when, last seen (seconds since 1970)."""

    name: str
    begun: float
    seen: float


def sessions_file() -> Path:
    """Return where sessions are kept."""
    return settings().data_dir / "akses" / "sesi.sqlite"


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """The file, made private at first; one transaction a block."""
    path = sessions_file()
    if is_new := not path.exists():
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        if is_new or connection.execute("PRAGMA user_version").fetchone() == (0,):
            connection.executescript(f"{SCHEMA} PRAGMA user_version = 1;")
        yield connection


def token_sum(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin_session(identity: Identity) -> str:
    """Begin a session and return its token; sessions that are over are removed."""
    token, now = secrets.token_urlsafe(32), time.time()
    groups = json.dumps(sorted(identity.groups))
    with _opened() as connection:
        connection.execute("DELETE FROM session WHERE begun <= ? OR seen <= ?", [now - LONGEST, now - IDLE])
        connection.execute(
            "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)",
            [token_sum(token), identity.name, identity.email, identity.is_email_verified, groups, now, now],
        )
    return token


def identity_of(token: str) -> Identity | None:
    """Return whose session a token is of, and note that it was asked for; None once it is over or ended."""
    now = time.time()
    with _opened() as connection:
        row = connection.execute(
            "SELECT name, email, is_verified, user_groups, seen FROM session"
            " WHERE token = ? AND begun > ? AND seen > ?",
            [token_sum(token), now - LONGEST, now - IDLE],
        ).fetchone()
        if row is not None and now - row[4] >= NOTED_EVERY:
            connection.execute("UPDATE session SET seen = ? WHERE token = ?", [now, token_sum(token)])
    return None if row is None else Identity(row[0], row[1], _flag(row[2]), frozenset(json.loads(row[3])))


def _flag(stored: int | None) -> bool | None:
    return None if stored is None else bool(stored)


def end_session(token: str) -> None:
    """End a session wherever its token is held."""
    with _opened() as connection:
        connection.execute("DELETE FROM session WHERE token = ?", [token_sum(token)])


def end_sessions_of(name: str) -> int:
    """End every session of an account; return how many there were."""
    with _opened() as connection:
        return connection.execute("DELETE FROM session WHERE lower(name) = lower(?)", [name]).rowcount


def listed() -> list[OpenSession]:
    """Return the sessions that are not over, the newest first."""
    now = time.time()
    with _opened() as connection:
        rows = connection.execute(
            "SELECT name, begun, seen FROM session WHERE begun > ? AND seen > ? ORDER BY begun DESC",
            [now - LONGEST, now - IDLE],
        ).fetchall()
    return [OpenSession(*row) for row in rows]


def open_sessions() -> int:
    """Return how many sessions are not over; without a file of sessions there are none."""
    return len(listed()) if sessions_file().exists() else 0


def remember_login(login: Login) -> str:
    """Remember a login under way and return its state, by which it is found again."""
    state, now = secrets.token_urlsafe(32), time.time()
    with _opened() as connection:
        connection.execute(
            "DELETE FROM login WHERE begun <= ?"
            " OR state IN (SELECT state FROM login ORDER BY begun DESC LIMIT -1 OFFSET ?)",
            [now - LOGIN_LASTS, MOST_LOGINS - 1],
        )
        connection.execute(
            "INSERT INTO login VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            [token_sum(state), login.browser, login.verifier, login.nonce, login.goal, login.tries, now],
        )
    return state


def take_login(state: str) -> Login | None:
    """Return the login of a state and mark it as used; None for a state that nobody remembers."""
    key = token_sum(state)
    with _opened() as connection:
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute(
            "SELECT browser, verifier, nonce, goal, tries, is_used FROM login WHERE state = ? AND begun > ?",
            [key, time.time() - LOGIN_LASTS],
        ).fetchone()
        connection.execute("UPDATE login SET is_used = 1 WHERE state = ?", [key])
    return None if row is None else Login(row[0], row[1], row[2], row[3], row[4], bool(row[5]))
