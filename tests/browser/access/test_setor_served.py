"""Setor data behind a real proxy: what is large passes, who may not send is told so, nobody sees another's file."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as Waited
from support.access_servers import Served

pytestmark = pytest.mark.browser
TAPS, ANSWERED_MS = 3, 30_000
HEADER = "Tanggal;Unit Layanan;Keperluan;Jumlah\n"
ROW = "2024-11-05;Kelurahan Sidodadi;Permohonan;7\n"
Window = Callable[..., BrowserContext]


def as_account(name: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}@kota.contoh:sandi".encode()).decode()}


def upload(app: Served, name: str, content: str = HEADER + ROW, **headers: str) -> tuple[int, dict[str, str]]:
    """Send a file as an account's page does."""
    told = {"Origin": app.address} | as_account(name) | headers
    status, _, body = app.ask("/unggah?nama=kunjungan.csv", "POST", body=content, **told)
    return status, json.loads(body) if body.startswith(b"{") else {"sentence": body.decode()}


def waiting(app: Served) -> list[Path]:
    return list((app.data / "setoran" / "menunggu").glob("*/meta.json"))


@pytest.fixture
def officer(with_proxy: Served, window: Window) -> Iterator[Page]:
    """The page of an officer."""
    context = window(http_credentials={"username": "petugas@kota.contoh", "password": "sandi"})
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.goto(f"{with_proxy.address}/setor_data")
    page.get_by_text("Setor berkas Kelurahan Sidodadi di sini").wait_for()
    yield page
    context.close()


def test_a_file_beyond_what_a_proxy_lets_through_by_itself_arrives(with_proxy: Served) -> None:
    """nginx refuses more than 1 MB where its recipe does not say otherwise."""
    status, told = upload(with_proxy, "petugas", HEADER + ROW * 80_000)
    assert (status, len(told.get("id", ""))) == (201, 32), told
    (line,) = [line for line in with_proxy.audit() if line["act"] == "upload"]
    assert (line["account"], line["id"], "file" in line) == ("petugas@kota.contoh", told["id"], False)


def test_who_may_not_send_and_pages_of_others_are_refused(with_proxy: Served) -> None:
    before = waiting(with_proxy)
    assert upload(with_proxy, "pimpinan") == (403, {"sentence": "Akun Anda tidak menyetor data."})
    assert upload(with_proxy, "tamu")[0] == 403
    assert upload(with_proxy, "petugas", Origin="https://lain.contoh")[0] == 403
    assert with_proxy.ask("/unggah?nama=a.csv", "POST", body=ROW, **as_account("petugas"))[0] == 403, "no page said so"
    assert with_proxy.ask("/unggah", "POST", body=ROW, Origin=with_proxy.address)[0] == 401
    assert waiting(with_proxy) == before


def test_a_leader_has_no_such_page(with_proxy: Served, window: Window) -> None:
    context = window(http_credentials={"username": "pimpinan@kota.contoh", "password": "sandi"})
    page = context.new_page()
    page.goto(f"{with_proxy.address}/setor_data")
    page.locator(".asof").wait_for()
    assert page.get_by_role("link", name="Setor data").count() == 0
    assert page.get_by_text("Setoran saya").count() == 0
    context.close()


def test_nobody_sees_what_another_has_waiting(with_proxy: Served, officer: Page) -> None:
    assert upload(with_proxy, "tetangga")[0] == 201
    assert upload(with_proxy, "petugas")[0] == 201
    officer.reload()
    officer.locator('[class*="st-key-berkas_"]').first.wait_for()
    own = {path.parent.name for path in waiting(with_proxy) if "petugas" in path.read_text()}
    shown = officer.locator('[class*="st-key-berkas_"]').evaluate_all("all => all.map((one) => one.className)")
    assert {match[0] for each in shown for match in [re.search(r"[0-9a-f]{32}", each)] if match} == own


def test_rights_that_end_after_the_verdict_send_nothing(with_proxy: Served, officer: Page) -> None:
    """The page stands as it was drawn; what is pressed on it is asked anew."""
    upload(with_proxy, "petugas")
    officer.reload()
    button = officer.get_by_role("button", name="Setor", exact=True).first
    button.wait_for()
    table = with_proxy.table.read_text()
    try:
        with_proxy.give_access(table.replace("email,petugas@kota.contoh,operator,64.72.03.1005\n", ""))
        told = officer.get_by_text(re.compile("belum diberi akses|hak Anda berubah")).first
        # A card that is being judged anew hears nothing: a person taps again.
        for _ in range(TAPS):
            button.click()
            with suppress(Waited):
                told.wait_for(timeout=ANSWERED_MS)
                break
        expect(told).to_have_count(1)
    finally:
        with_proxy.give_access(table)
    assert not list((with_proxy.data / "raw").rglob("*.csv")) if (with_proxy.data / "raw").exists() else True
    assert with_proxy.errors() == []
