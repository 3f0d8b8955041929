"""Perbaikan data in the real app: a held word gets its office and leaves the list; a table is edited and taken back."""

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as Waited
from support.browser_tab import PATIENCE_MS, PHONE, Tab
from support.files.raw_files import log

from core.store import Store
from etl.loading.load import load

pytestmark = pytest.mark.browser
SOON = PATIENCE_MS


def _choose(tab: Tab, label: str, typed: str, option: str) -> None:
    tab.choose_in(tab.page.get_by_test_id("stSelectbox").filter(has_text=label).first, option, typed)


def _undo(tab: Tab) -> None:
    page = tab.page
    page.get_by_text("Riwayat", exact=True).first.click()
    button = page.get_by_role("button", name="Batalkan perubahan ini").first
    button.wait_for()
    tab.settle()
    button.click()
    page.get_by_text("dibatalkan.").first.wait_for()


def test_a_word_gets_its_office_leaves_the_list_and_comes_back(own_tab: Tab, store: Store) -> None:
    log(store, "a.csv", 3, Unit_Layanan="Sidodadai")
    load(store)
    own_tab.page.set_viewport_size({"width": PHONE, "height": 800})
    page = own_tab.open("perbaikan")
    task = page.get_by_text("“Sidodadai”")
    task.wait_for()
    _choose(own_tab, "Kantor mana yang dimaksud?", "Sidodadi", "Kelurahan Sidodadi (Samarinda Ulu)")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan.").first.wait_for()
    page.get_by_text("Dimuat pukul").first.wait_for()
    expect(task).to_have_count(0, timeout=SOON)
    # While the page is drawn anew, what it showed before stands beside it.
    expect(page.get_by_text("Tidak ada yang perlu diperbaiki.")).to_have_count(1, timeout=SOON)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    _undo(own_tab)
    page.get_by_text("Yang ditahan", exact=True).first.click()
    task.wait_for()


def test_a_table_is_edited_with_its_consequences_before_it_is_saved(own_tab: Tab, store: Store) -> None:
    log(store, "a.csv", 3)
    load(store)
    table = _sla(store)
    page = own_tab.open("perbaikan")
    page.get_by_text("Tabel", exact=True).first.click()
    own_tab.settle()
    _choose(own_tab, "Tabel", "Waktu", "Waktu layanan")
    own_tab.settle()
    _type_into_second_cell(page, "5")
    page.get_by_role("button", name="Periksa dan lihat akibatnya").click()
    page.get_by_text("Surat keterangan domisili · 5 (sebelumnya: Surat keterangan domisili · 3)").first.wait_for()
    page.get_by_text("Data rinci di balik halaman yang ikut berubah: 2 baris.").first.wait_for()
    page.get_by_text("Tidak satu pun angka yang dibandingkan berubah.").first.wait_for()
    assert table.read_text().endswith("domisili,3,rapat\n")  # nothing is written before it is saved
    own_tab.settle()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan.").first.wait_for()
    assert table.read_text().endswith("domisili,5,rapat\n")
    _undo(own_tab)
    assert table.read_text().endswith("domisili,3,rapat\n")


def test_an_edit_on_disk_meanwhile_is_shown_beside_the_own(own_tab: Tab, store: Store) -> None:
    log(store, "a.csv", 3)
    load(store)
    table = _sla(store)
    page = own_tab.open("perbaikan")
    page.get_by_text("Tabel", exact=True).first.click()
    own_tab.settle()
    _choose(own_tab, "Tabel", "Waktu", "Waktu layanan")
    own_tab.settle()
    _type_into_second_cell(page, "5")
    page.get_by_role("button", name="Periksa dan lihat akibatnya").wait_for()
    table.write_text("service,days,source\ndomisili,9,disk\n")
    page.get_by_role("button", name="Periksa dan lihat akibatnya").click()
    page.get_by_text("Tidak ada yang ditimpa.").first.wait_for()
    page.get_by_text("Surat keterangan domisili · 5").first.wait_for()
    page.get_by_text("Surat keterangan domisili · 9").first.wait_for()
    assert table.read_text() == "service,days,source\ndomisili,9,disk\n"
    own_tab.settle()
    page.get_by_role("button", name="Mulai lagi dari yang di disk").click()
    page.get_by_text("Belum ada yang diubah.").first.wait_for()


def _sla(store: Store) -> Path:
    table = store.root / "local" / "sla.csv"
    table.parent.mkdir()
    table.write_text("service,days,source\n# dari rapat\ndomisili,3,rapat\n")
    return table


def _type_into_second_cell(page: Page, text: str) -> None:
    """The grid is drawn on a canvas, so a cell is where it is seen; a click on one that is just drawn anew is lost."""
    grid, done = page.get_by_test_id("stDataFrame").first, page.get_by_role("button", name="Periksa dan lihat")
    grid.locator("canvas").first.wait_for()
    for _ in range(10):
        box = grid.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 50)
        page.wait_for_timeout(300)
        page.keyboard.press("Enter")
        with suppress(Waited):
            # What is typed before the cell is open moves the choice and changes nothing.
            page.locator("#portal textarea").first.wait_for(timeout=5_000)
            page.keyboard.press("Control+A")
            page.keyboard.type(text, delay=80)
            page.wait_for_timeout(300)
            page.keyboard.press("Enter")
            done.wait_for(timeout=5_000)
            return
    raise AssertionError("the cell could not be typed into")
