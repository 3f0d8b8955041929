"""Logging in at a real OpenID provider, behind a real proxy with TLS, in a real browser."""

import pytest
from playwright.sync_api import BrowserContext, Page
from support.browser_tab import PATIENCE_MS

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
