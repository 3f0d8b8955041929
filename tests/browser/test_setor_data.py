"""Setor data in a real browser: dropped, judged, sent or cancelled; what breaks midway leaves nothing."""

import base64
import re
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import CDPSession, Locator, Page, expect
from playwright.sync_api import TimeoutError as Waited
from support.browser_tab import LIST_CLOSES_MS, PATIENCE_MS, PHONE, POLL_MS, Tab
from support.files.raw_files import published
from support.intake.waiting import declare, raw_names, requests_file

from core.store import Store

pytestmark = pytest.mark.browser
SHOWN = "SELECT coalesce(sum(visits), 0)::INTEGER FROM unit_day_total"
BOOK = "Kunjungan November.xlsx"
SLOW_BYTES = 200_000
"""A second, of a connection that a test may break."""
QUICK_MS = 250
LARGE = b"Tanggal;Keperluan\n" + b"2024-11-05;Urus surat\n" * 100_000
DROP = """([content, name]) => {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    const told = new DataTransfer();
    told.items.add(new File([bytes], name));
    const zone = document.querySelector('.stMain');
    for (const kind of ['dragover', 'drop'])
        zone.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: told}));
}"""
"""A file let go over the page, not even over the zone."""


def month_book(*counts: object) -> bytes:
    """A workbook of November with the counts of one office, from the first of the month on."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["REKAPITULASI KUNJUNGAN LOKET BULAN NOVEMBER 2024"])
    sheet.append(["No", "Unit Layanan", "Keperluan", *range(1, len(counts) + 1)])
    sheet.append([1, "Kelurahan Sidodadi", "Permohonan", *counts])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def drop(page: Page, content: bytes, name: str) -> None:
    page.evaluate(DROP, [base64.b64encode(content).decode(), name])


def choose_files(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )


def card(page: Page, name: str):
    """The card of a waiting file."""
    return page.locator('[class*="st-key-berkas_"]').filter(has_text=name)


def left(store: Store) -> list[str]:
    """What waits, and what is coming."""
    folder = store.intake_dir / "menunggu"
    return [path.name for path in folder.iterdir()] if folder.exists() else []


def slow(page: Page) -> CDPSession:
    """Let the connection be slow; what is returned ends that."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    limit(devtools)
    return devtools


def limit(devtools: CDPSession, *, upload: int = SLOW_BYTES) -> None:
    told = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload}
    devtools.send("Network.emulateNetworkConditions", told)


def wait_until(page: Page, is_so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE_MS // POLL_MS):
        if is_so():
            return
        page.wait_for_timeout(POLL_MS)
    raise AssertionError


@pytest.fixture
def page(own_tab: Tab) -> Page:
    """The page on an empty store."""
    return own_tab.open("setor_data")


def test_a_workbook_is_dropped_judged_sent_published_and_withdrawn(page: Page, store: Store) -> None:
    """On a phone: the verdict before anything changes, what lacks for a figure after it, and once it is taken back."""
    page.set_viewport_size({"width": PHONE, "height": 844})
    drop(page, month_book(5, "-", "-", 7, "rusak"), BOOK)
    waiting = card(page, BOOK)
    expect(waiting).to_contain_text("Kelurahan Sidodadi", timeout=PATIENCE_MS)
    expect(waiting).to_contain_text("4 diterima", timeout=PATIENCE_MS)
    expect(waiting).to_contain_text("rusak", timeout=PATIENCE_MS)
    assert raw_names(store) == []
    page.reload()
    expect(waiting).to_contain_text("4 diterima", timeout=PATIENCE_MS)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    waiting.get_by_role("button", name="Setor", exact=True).click()
    page.get_by_text(f"{BOOK} sudah disetor.").wait_for()
    page.get_by_text("Belum ada angka: log permohonan belum masuk.").wait_for()
    (data, record) = raw_names(store)
    assert re.fullmatch(r"kunjungan/64.72.03.1005/kunjungan_64.72.03.1005_2024-11_dikirim-[\d-]{15}\.xlsx", data)
    assert record == f"{data}.setoran.toml"
    assert published(store, SHOWN) == [(12,)]
    assert left(store) == []
    page.get_by_role("button", name="Tarik").click()
    page.get_by_role("button", name="Ya, tarik setoran ini").click()
    page.get_by_text("Sudah ditarik").wait_for()
    assert raw_names(store) == []
    wait_until(page, lambda: published(store, SHOWN) == [(0,)])
    page.get_by_text("Belum ada angka: kunjungan loket dan log permohonan belum masuk.").wait_for()


def test_what_is_cancelled_leaves_nothing(page: Page, store: Store) -> None:
    declare(store)
    before = raw_names(store)
    choose_files(page, ("satu.csv", requests_file("A-1")), ("dua.csv", requests_file("A-2")))
    card(page, "satu.csv").get_by_role("button", name="Setor", exact=True).wait_for()
    card(page, "dua.csv").get_by_role("button", name="Batal").click()
    expect(card(page, "dua.csv")).to_have_count(0, timeout=PATIENCE_MS)
    assert len(left(store)) == 1
    card(page, "satu.csv").get_by_role("button", name="Batal").click()
    expect(card(page, "satu.csv")).to_have_count(0, timeout=PATIENCE_MS)
    assert (left(store), raw_names(store)) == ([], before)


def test_no_quick_tap_is_lost_whatever_runs_meanwhile(page: Page, store: Store) -> None:
    """Taps on one card after the other: idle, and while files come and are judged; the last ones send."""
    declare(store)
    before = raw_names(store)
    broken = [(f"rusak{number}.csv", b"\0" * 50) for number in range(6)]
    whole = [(f"utuh{number}.csv", requests_file(f"A-{number}")) for number in range(2)]
    choose_files(page, *broken, *whole)
    for name, _ in whole:
        card(page, name).get_by_role("button", name="Setor", exact=True).wait_for()
    for name, _ in broken:
        expect(card(page, name).get_by_role("note")).to_have_count(1, timeout=PATIENCE_MS)
    tap_quickly(page, "Batal", [name for name, _ in broken[:3]])
    choose_files(page, ("lagi.csv", requests_file("B-1")), ("besar.csv", LARGE))
    card(page, "lagi.csv").wait_for()
    tap_quickly(page, "Batal", [name for name, _ in broken[3:]])
    tap_quickly(page, "Setor", [name for name, _ in whole])
    for name, _ in whole:
        page.get_by_text(f"{name} sudah disetor.").wait_for()
    for name, _ in broken + whole:
        expect(card(page, name)).to_have_count(0, timeout=PATIENCE_MS)
    assert len(set(raw_names(store)) - set(before)) == 2 * len(whole)


def tap_quickly(page: Page, button: str, names: list[str]) -> None:
    """Tap a button of several cards as fast as a quick person does."""
    for name in names:
        card(page, name).get_by_role("button", name=button, exact=True).click()
        page.wait_for_timeout(QUICK_MS)


def test_a_browser_that_goes_midway_leaves_nothing(page: Page, store: Store) -> None:
    devtools = slow(page)
    choose_files(page, ("besar.csv", LARGE))
    page.get_by_text(re.compile(r"[1-9]\d?% terkirim")).wait_for()
    assert len(left(store)) == 1
    page.goto("about:blank")
    limit(devtools, upload=-1)
    wait_until(page, lambda: not left(store))


def test_a_connection_that_breaks_is_a_sentence_and_the_file_can_be_chosen_again(page: Page, store: Store) -> None:
    page.route(re.compile("/unggah"), lambda route: route.abort("connectionreset"))
    choose_files(page, ("besar.csv", LARGE))
    page.get_by_text("Sambungan terputus").wait_for()
    page.unroute(re.compile("/unggah"))
    page.get_by_role("button", name="Tutup: besar.csv").click()
    choose_files(page, ("besar.csv", LARGE))
    card(page, "besar.csv").wait_for()
    assert len(left(store)) == 1


@pytest.mark.parametrize(("status", "words"), [(401, "Sesi Anda sudah berakhir"), (403, "Akun Anda tidak menyetor")])
def test_an_answer_of_what_stands_before_is_told_by_its_status(page: Page, status: int, words: str) -> None:
    """The gate answers a request without a session in plain text: the connection is whole."""
    # Once: the window is shared with the tests that follow.
    answer: dict[str, Any] = {"status": status, "content_type": "text/plain", "body": "-"}
    page.route(re.compile("/unggah"), lambda route: route.fulfill(**answer), times=1)
    choose_files(page, ("kecil.csv", requests_file("A-1")))
    page.get_by_text(words).wait_for()
    assert page.get_by_text("Sambungan terputus").count() == 0


def test_an_upload_can_be_stopped_and_the_next_has_its_turn(page: Page, store: Store) -> None:
    devtools = slow(page)
    choose_files(page, ("besar.csv", LARGE), ("kecil.csv", requests_file("A-1")))
    page.get_by_text(re.compile(r"\d% terkirim")).first.wait_for()
    expect(page.get_by_text("Menunggu giliran")).to_have_count(1, timeout=PATIENCE_MS)
    page.get_by_role("button", name="Batalkan: besar.csv").click()
    limit(devtools, upload=-1)
    card(page, "kecil.csv").wait_for()
    expect(card(page, "besar.csv")).to_have_count(0, timeout=PATIENCE_MS)


def test_the_zone_is_for_the_keyboard_too(page: Page) -> None:
    """The field has a name, is reached by the tab key and opens the list of files.

    A run of the page that comes in between takes the focus away, and a key with it: a person begins again.
    """
    for _ in range(PATIENCE_MS // LIST_CLOSES_MS):
        reach_with_tab_key(page, page.get_by_label("Pilih berkas"))
        with suppress(Waited), page.expect_file_chooser(timeout=LIST_CLOSES_MS):
            page.keyboard.press("Enter")
            return
    raise AssertionError


def reach_with_tab_key(page: Page, field: Locator) -> None:
    field.wait_for(state="attached")
    for _ in range(60):
        page.keyboard.press("Tab")
        if field.evaluate("(one) => one.getRootNode().activeElement === one"):
            return
    raise AssertionError


@pytest.mark.parametrize(("name", "content", "words"), [("kosong.csv", b"", "kosong"), ("x.csv", b"\0" * 50, None)])
def test_what_cannot_be_sent_is_a_sentence(page: Page, store: Store, name: str, content: bytes, words: str) -> None:
    choose_files(page, (name, content))
    if words:
        page.get_by_text("Berkas ini kosong").wait_for()
        assert left(store) == []
        return
    expect(card(page, name).get_by_role("note")).to_have_count(1, timeout=PATIENCE_MS)
    assert card(page, name).get_by_role("button", name="Setor", exact=True).count() == 0


def test_a_refused_load_is_told_and_without_data_the_frame_leads_here(own_tab: Tab, store: Store) -> None:
    page = own_tab.open("")
    page.get_by_role("link", name="setor berkasnya di halaman Setor data").click()
    page.get_by_text("Belum ada setoran").wait_for()
    choose_files(page, (BOOK, month_book(5, "-", "-", 7, 8)))
    button = card(page, BOOK).get_by_role("button", name="Setor", exact=True)
    button.wait_for()
    table = store.root / "local" / "unit_aliases.csv"
    table.parent.mkdir(exist_ok=True)
    Path(table).write_text("alias,salah\n")
    button.click()
    page.get_by_text("Pemuatan ditolak").wait_for()
    told = page.get_by_text("Nama lain kantor: judul kolom harus alias,unit_code,source.")
    expect(told).to_have_count(1, timeout=PATIENCE_MS)
    expect(page.get_by_text("unit_aliases.csv")).to_have_count(0)
