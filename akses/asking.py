"""Who asks: the one answer for the gate, for every run of a page and for every download."""

import hmac
import logging
import sqlite3
from collections.abc import Iterable
from typing import Final

from akses import sessions
from akses.access_table import account_of
from akses.identity import Identity, Reader, Refusal
from akses.login_setup import PROXY, LoginSettings, login_settings
from core.scope import NO_LOGIN

SentHeaders = Iterable[tuple[str, str]]
SECRET_HEADER: Final = "x-adopsi-rahasia"
ACCOUNT_HEADER: Final = "x-adopsi-akun"
GROUPS_HEADER: Final = "x-adopsi-grup"
"""Groups as the proxy knows them, with commas between."""
UNNAMED: Final = Reader("", NO_LOGIN)
"""Whoever sits at this machine, where nobody logs in."""


def who_asks(headers: SentHeaders, written: str | None = None) -> Reader | Refusal:
    """Return whose request these headers are of, and what they may see now; why not where nothing.

    `headers`: names in any case, every header as often as it was sent. `written`: a text that is to become the table of
    access, to know who would ask then.
    """
    login = login_settings()
    if login is None:
        return UNNAMED
    told = identity_in(headers, login)
    return account_of(told, written) if isinstance(told, Identity) else told


def identity_in(headers: SentHeaders, login: LoginSettings) -> Identity | Refusal:
    """Return who the headers prove to ask, whatever that person may see."""
    found = [(name.lower(), value) for name, value in headers]
    if login.mode == PROXY:
        return _named_by_proxy(found, login.secret)
    token = session_token(found, login)
    if token is None:
        return Refusal.NOBODY
    try:
        return sessions.identity_of(token) or Refusal.ENDED
    except sqlite3.Error as error:
        logging.getLogger("adopsi").error("sessions: %s", type(error).__name__)
        return Refusal.NO_SESSIONS


def session_token(headers: SentHeaders, login: LoginSettings) -> str | None:
    """Return the session's token that a browser sent; None without one, or with two that differ."""
    return sent_cookie(headers, session_cookie(login))


def sent_cookie(headers: SentHeaders, name: str) -> str | None:
    """Return the value of a cookie, as it was sent; None without one, or with two that differ.

    Not by the standard library, whose time for a quoted value grows with the square of its length: anybody may send it.
    """
    parts = (part.partition("=") for header, text in headers if header.lower() == "cookie" for part in text.split(";"))
    values = {value.strip() for key, _, value in parts if key.strip() == name and value.strip()}
    return values.pop() if len(values) == 1 else None


def session_cookie(login: LoginSettings) -> str:
    """Return the name of the session's cookie: with TLS one that no other host and no other path can set."""
    return "__Host-adopsi" if login.is_https else "adopsi"


def _named_by_proxy(found: list[tuple[str, str]], secret: str) -> Identity | Refusal:
    """The account that the proxy names; each of its headers once, and the secret that only it knows."""
    secrets, names, groups = (
        [value for name, value in found if name == header] for header in (SECRET_HEADER, ACCOUNT_HEADER, GROUPS_HEADER)
    )
    is_proven = len(secrets) == 1 and hmac.compare_digest(secrets[0].encode(), secret.encode())
    if not is_proven or len(names) > 1 or len(groups) > 1:
        return Refusal.UNPROVEN
    name = names[0].strip() if names else ""
    if not name:
        return Refusal.NOBODY
    told = frozenset(group.strip() for group in "".join(groups).split(",") if group.strip())
    return Identity(name, name, is_email_verified=True, groups=told)
