"""The way out, by itself."""

import threading

import pytest
from starlette.requests import Request
from support.own_loop import run

from akses import login_routes
from akses.login_routes import LoginRoutes
from akses.login_setup import OIDC, LoginSettings

LOGIN = LoginSettings(OIDC, "https://dasbor.contoh", "-", "https://login.contoh", "dasbor", "openid", "groups")


@pytest.fixture
def threads(monkeypatch):
    """Where sessions were asked for, and who left."""
    found: list[threading.Thread] = []

    def identity_of(token: str) -> None:
        del token
        found.append(threading.current_thread())

    async def nowhere(_: object) -> None:
        return None

    monkeypatch.setattr(login_routes.sessions, "identity_of", identity_of)  # type: ignore[attr-defined]
    monkeypatch.setattr(login_routes.Provider, "leaving_address", nowhere)  # type: ignore[attr-defined]
    return found


def test_leaving_holds_nobody_up(threads):
    """The file of sessions may have to be waited for: not where all requests are served."""
    headers = [(b"origin", LOGIN.address.encode()), (b"cookie", b"__Host-adopsi=x")]
    request = Request({"type": "http", "method": "POST", "path": "/keluar", "headers": headers, "query_string": b""})

    async def left() -> tuple[int, threading.Thread]:
        return (await LoginRoutes(LOGIN)._go_out(request)).status_code, threading.current_thread()

    status, serving = run(left())
    assert status == 303
    assert threads
    assert serving not in threads
