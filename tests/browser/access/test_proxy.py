"""Logging in at the proxy: what it says counts, and only that; and what a role does not get to see."""

import base64
import re

import pytest
from support.access_servers import NUMBERS_TOKEN
from support.browser_tab import SCRIPT_ENDED

pytestmark = pytest.mark.browser
HTML = {"Accept": "text/html,*/*"}


def password_of(name: str, password: str = "sandi") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def test_the_proxy_asks_for_the_password(with_proxy):
    assert with_proxy.ask("/")[0] == 401
    assert with_proxy.ask("/", **password_of("pimpinan@kota.contoh", "lain"))[0] == 401
    assert with_proxy.ask("/", **password_of("pimpinan@kota.contoh"))[0] == 200
    assert with_proxy.handshake(Origin=with_proxy.address) == 401
    assert with_proxy.handshake(Origin=with_proxy.address, **password_of("pimpinan@kota.contoh")) == 101


def test_who_has_no_row_is_told_so(with_proxy):
    status, _, body = with_proxy.ask("/", **HTML, **password_of("tamu@kota.contoh"))
    assert (status, b"belum diberi akses" in body) == (403, True)
    assert with_proxy.handshake(Origin=with_proxy.address, **password_of("tamu@kota.contoh")) == 403


def test_names_that_a_reader_sends_are_replaced(with_proxy):
    """Through the proxy with a reader's own headers; past it without the secret, and with a wrong one."""
    forged = {"X-Adopsi-Akun": "pimpinan@kota.contoh", "X-Adopsi-Rahasia": "?" * 40, "X-Adopsi-Grup": "data"}
    assert with_proxy.ask("/", **forged, **password_of("tamu@kota.contoh"))[0] == 403
    for headers in ({}, forged, {"X-Adopsi-Akun": "pimpinan@kota.contoh"}):
        status, _, body = with_proxy.ask("/", is_inside=True, **headers)
        assert (status, b"tidak datang lewat proksi" in body) == (403, True)
    assert with_proxy.ask("/", is_inside=True, Host=f"127.0.0.1:{with_proxy.port}")[0] == 421


def test_programs_ask_without_a_password_what_is_open_to_them_and_nothing_else(with_proxy):
    """Whether it is up; numbers by the dashboard's own token. What they claim to be counts for nothing."""
    token = {"Authorization": f"Bearer {NUMBERS_TOKEN}"}
    assert with_proxy.ask("/siap")[0] == 200
    assert with_proxy.ask("/metrik")[0] == 401
    status, _, numbers = with_proxy.ask("/metrik", **token)
    assert (status, b"adopsi_ready 1.0" in numbers) == (200, True)
    forged = {"X-Adopsi-Akun": "pimpinan@kota.contoh", "X-Adopsi-Rahasia": "?" * 40}
    for path in ("/siap/", "/metrik/x", "/siap/../", "/kanal"):
        assert with_proxy.ask(path, **token, **forged)[0] in (400, 401), path


def test_what_is_large_and_no_file_is_refused(with_proxy):
    told = password_of("pimpinan@kota.contoh") | {"Origin": with_proxy.address}
    assert with_proxy.ask("/", "POST", body="x" * 1_100_000, **told)[0] == 413


def test_a_leader_makes_no_report_and_sees_no_held_row(with_proxy, window):
    context = window(http_credentials={"username": "pimpinan@kota.contoh", "password": "sandi"})
    page = context.new_page()
    page.goto(f"{with_proxy.address}/laporan")
    page.get_by_text("Belum ada laporan dalam arsip.").wait_for()
    page.wait_for_selector(SCRIPT_ENDED)
    assert page.get_by_role("button", name="Buat laporan").count() == 0
    # The proxy's own login has no way out here.
    assert page.locator(".account").inner_text() == "pimpinan@kota.contoh"
    page.goto(f"{with_proxy.address}/mutu_data")
    page.get_by_text("Kesegaran per sumber").wait_for()
    page.wait_for_selector(SCRIPT_ENDED)
    folds = page.locator('[data-testid="stExpander"] summary').all_inner_texts()
    assert not any(re.search("ditahan|Berkas", fold) for fold in folds), folds
    assert with_proxy.errors() == []
    context.close()
