"""What is asked of the provider, and what its answers are worth."""

import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from support.own_loop import run

from akses import provider
from akses.login_setup import OIDC, LoginSettings
from akses.provider import Provider, claimed_identity
from akses.sessions import Login

LOGIN = LoginSettings(OIDC, "https://dasbor.contoh", "-", "https://masuk.contoh", "dasbor", "openid email", "groups")
METADATA = {"authorization_endpoint": "https://masuk.contoh/auth?realm=kota"}


def test_sending_a_reader_on_makes_no_client(monkeypatch):
    """Anybody may ask for it, and a client takes a twentieth of a second of everybody's."""
    monkeypatch.delattr(provider, "AsyncOAuth2Client")
    known = Provider(LOGIN, _metadata=METADATA, _asked_at=time.monotonic())
    address = run(known.asking_address("state", Login("browser", "v" * 50, "nonce", "/")))
    assert address.startswith("https://masuk.contoh/auth?realm=kota&")
    assert parse_qs(urlsplit(address).query) == {
        "realm": ["kota"], "response_type": ["code"], "client_id": ["dasbor"], "scope": ["openid email"],
        "redirect_uri": ["https://dasbor.contoh/kembali"], "state": ["state"], "nonce": ["nonce"],
        "code_challenge": [create_s256_code_challenge("v" * 50)], "code_challenge_method": ["S256"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"email": "b@x"}, None), ({"email": "b@x", "email_verified": True}, True),
        ({"groups": ["g"]}, None),
    ],
)  # fmt: skip
def test_an_e_mail_of_userinfo_is_as_verified_as_userinfo_says(told, expected):
    """Not as the ID token said of another."""

    async def get(_: str) -> Any:
        return SimpleNamespace(raise_for_status=lambda: None, json=lambda: {"sub": "s", **told})

    client: Any = SimpleNamespace(get=get)
    found = run(provider._of_userinfo(client, {"userinfo_endpoint": "https://masuk.contoh/me"}, "s"))
    assert found.get("email_verified") is expected


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        (["a", "b c"], {"a", "b c"}), ("a, b c", {"a", "b", "c"}), (None, set()), ([], set()),
        ({"data": False}, set()), ([["data"], {"data": 1}, None, 7], set()), (7, set()), (True, set()),
    ],
)  # fmt: skip
def test_groups_are_texts_and_nothing_else(told, groups):
    assert claimed_identity({"sub": "s", "groups": told}, "groups").groups == groups


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"sub": "s", "email": "a@x", "email_verified": True}, "a@x"), ({"sub": "s", "email": "a@x"}, "s"),
        ({"sub": "a@x"}, "sub:a@x"), ({"sub": "a@x", "email": "b@x", "email_verified": "true"}, "sub:a@x"),
    ],
)  # fmt: skip
def test_nobody_is_called_by_an_e_mail_that_is_not_verified(claims, name):
    """Else notes, sessions and files would take one account for another."""
    assert claimed_identity(claims, "groups").name == name


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, None), ({"email_verified": True}, True), ({"email_verified": "true"}, None), ({"email_verified": 1}, None),
        ({"email_verified": False}, False), ({"email_verified": "False"}, False),
    ],
)  # fmt: skip
def test_verified_is_what_is_said_so_and_unsaid_is_not_denied(told, expected):
    who = claimed_identity({"sub": "s", "email": "a@x", **told}, "groups")
    assert who.is_email_verified is expected
