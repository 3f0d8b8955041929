"""What may pass the gate: this machine's own names with its port, and no page of another site."""

import tomllib
from typing import Any

import pytest
from support.own_loop import run

from akses.gate import FORBIDDEN, MISDIRECTED, OWN_NAMES, Gate, own_door
from akses.login_setup import OIDC, LoginSettings, is_loopback
from core.settings import ROOT

DOOR = own_door(8501)


def asked(*pairs: tuple[str, str]) -> int | None:
    return DOOR.refusal([(name.lower().encode(), value.encode()) for name, value in pairs])


@pytest.mark.parametrize("host", ["localhost:8501", "LocalHost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_own_names_pass_with_no_origin_or_their_own(host):
    assert asked(("Host", host)) is None
    assert asked(("Host", host), ("Origin", f"http://{host}")) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8501", "localhost", "localhost:8502", "localhost.:8501",
        "localhost.evil.example:8501", "127.0.0.1", "127.0.0.1:80",
        "127.0.0.2:8501", "0.0.0.0:8501", "user@localhost:8501", "localhost:8501/x", "",
    ],
)  # fmt: skip
def test_any_other_name_is_misdirected(host):
    assert asked(("Host", host)) == MISDIRECTED


def test_one_host_no_more_and_no_less():
    assert asked() == MISDIRECTED
    assert asked(("Host", "localhost:8501"), ("Host", "localhost:8501")) == MISDIRECTED


@pytest.mark.parametrize(
    "header", ["Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"]
)
def test_what_a_proxy_sends_on_is_misdirected(header):
    assert asked(("Host", "localhost:8501"), (header, "127.0.0.1")) == MISDIRECTED


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "https://localhost:8501", "http://localhost", "http://localhost:3000", "null", "",
        "http://127.0.0.1:8501", "http://[::1]:8501", "http://localhost:8501.evil.example", "http://localhost:8501/",
    ],
)  # fmt: skip
def test_a_page_of_anywhere_else_is_forbidden(origin):
    """Another of this machine's names too: Streamlit would look for it outside."""
    assert asked(("Host", "localhost:8501"), ("Origin", origin)) == FORBIDDEN


def test_two_origins_are_one_too_many():
    own = ("Origin", "http://localhost:8501")
    assert asked(("Host", "localhost:8501"), own, own) == FORBIDDEN


def test_only_the_port_of_the_web_may_be_left_out():
    assert b"localhost" in own_door(80).hosts
    assert b"localhost" not in own_door(8501).hosts


@pytest.mark.parametrize(
    ("address", "is_own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("", False), ("10.1.2.3", False)],
)
def test_only_a_loopback_address_is_this_machine(address, is_own):
    assert is_loopback(address) is is_own


@pytest.mark.parametrize("login", [None, LoginSettings(OIDC, "http://localhost:8501", "-", "https://x", "dasbor")])
def test_no_cookie_in_quotes_gets_past(login):
    """The libraries behind the gate take seconds for a long one, also for who is not let in: /masuk is for all."""
    passed: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del receive, send
        passed.append(dict(scope["headers"])[b"cookie"])

    headers = [(b"host", b"localhost:8501"), (b"cookie", b'a="' + b"\\" * 9_000 + b'"; adopsi-masuk=x; b="')]
    scope: Any = {"type": "http", "method": "GET", "path": "/masuk", "query_string": b"", "headers": headers}
    run(Gate(app, 8501, login)(scope, None, None))  # type: ignore[arg-type]
    assert passed == [b" adopsi-masuk=x"]


def test_streamlit_itself_is_told_the_same():
    """Its own names, no frame of another site, no program, no file of any size that matters, no other machine."""
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    server = told["server"]
    assert server["allowedHosts"] == [name.strip("[]") for name in OWN_NAMES]
    assert (server["corsAllowedOrigins"], told["client"]["allowedOrigins"]) == ([], [])
    assert (server["enableAgentApi"], server["maxUploadSize"]) == (False, 1)
    assert is_loopback(server["address"])
    assert not {"trustedUserHeaders", "enableCORS", "enableXsrfProtection"} & server.keys()
