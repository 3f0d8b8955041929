"""Logging in at a real OpenID provider, behind a real proxy with TLS, in a real browser."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.access_servers import logged_in
from support.browser_tab import PATIENCE_MS, Tab

pytestmark = pytest.mark.browser


def log_in(page: Page, account: str) -> None:
    """Answer the provider's two questions: who, and whether the dashboard may know."""
    page.locator("input[name=login]").fill(account)
    page.locator("input[name=password]").fill("-")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()


def opened(window: BrowserContext, address: str, account: str) -> Page:
    page = window.new_page()
    page.goto(address)
    log_in(page, account)
    return page


def test_a_deep_link_is_kept_through_the_login(with_provider, window):
    faults: list[str] = []
    context = window()
    page = context.new_page()
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{with_provider.address}/peta?bulan=2024-10&lang=en")
    log_in(page, "pimpinan")
    page.wait_for_selector(".asof")
    assert page.url.startswith(f"{with_provider.address}/peta?")
    assert "bulan=2024-10" in page.url
    page.frame_locator("iframe").locator(".leaflet-interactive").first.wait_for(timeout=PATIENCE_MS)
    assert page.locator(".account").inner_text().startswith("pimpinan@kota.contoh")
    cookie = next(each for each in context.cookies() if each["name"] == "__Host-adopsi")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")
    assert faults == []
    context.close()


def test_a_file_goes_to_the_account_it_was_made_for(with_provider, window):
    """Its address, told to another account or to nobody, gives nothing; that it went is noted."""
    context = window()
    page = opened(context, f"{with_provider.address}/kemajuan", "analis")
    page.wait_for_selector(".asof")
    with page.expect_download() as waited:
        page.get_by_text("Unduh tabel (XLSX)").click()
    assert waited.value.failure() is None
    path = waited.value.url.removeprefix(with_provider.address)
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in context.cookies() if "adopsi" in each["name"])
    status, headers, content = with_provider.ask(path, Cookie=cookie)
    assert (status, headers["cache-control"], content[:2]) == (200, "private, no-store", b"PK")
    assert with_provider.ask(path, Cookie=cookie, Range="bytes=0-9")[2] == content
    assert with_provider.ask(path, Cookie=cookie, Accept_Encoding="gzip")[2] == content
    assert with_provider.ask(path)[0] == 401
    other, _ = logged_in(with_provider, "pimpinan")
    assert with_provider.ask(path, Cookie=other)[0] == 404
    noted = [line for line in with_provider.audit() if line["act"] == "download"]
    assert [(line["account"], line["bytes"]) for line in noted] == [("analis@kota.contoh", len(content))]
    viewed = [line for line in with_provider.audit() if line["act"] == "view"][-1]
    assert (viewed["account"], viewed["page"], viewed["place"]) == ("analis@kota.contoh", "Kemajuan", "Kota Samarinda")
    context.close()


def test_an_open_page_says_that_its_session_has_ended(with_provider, window):
    """One tab logs out: the next step in the other shows a sentence and a way back in, and no figure."""
    context = window()
    first = opened(context, f"{with_provider.address}/", "pimpinan")
    first.wait_for_selector(".asof")
    second = context.new_page()
    tab = Tab(second, with_provider.address)
    tab.open("kemajuan")
    first.get_by_role("button", name="Keluar").click()
    first.get_by_role("button", name="Yes, sign me out").click()
    first.get_by_text("Anda sudah keluar.").wait_for()
    second.get_by_text("Unduh tabel (XLSX)").click()
    tab.choose(0, "Oktober 2024")
    second.get_by_text("Sesi Anda sudah berakhir").wait_for()
    # What stood there before goes when the page's script has ended, a moment after the sentence has come.
    expect(second.locator(".asof")).to_have_count(0)
    second.get_by_role("link", name="Masuk").click()
    second.locator("input[name=login]").wait_for()
    assert [line["act"] for line in with_provider.audit()].count("download") == 1
    context.close()
