"""Page Laporan in the real app: made on request, looked at, taken along; nothing asked of anyone outside."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_a_report_is_made_shown_downloaded_and_stays_the_same(report_tab, archive: Path) -> None:
    """Empty archive, one button, then the cover as a picture with words for it, and the very file of the archive."""
    page = report_tab.open("laporan?bulan=2024-10")
    assert page.get_by_text("Belum ada laporan dalam arsip.").is_visible()
    page.get_by_role("button", name="Buat laporan", exact=True).click()
    page.get_by_text("Laporan ditulis ke arsip.").wait_for()
    picture = page.locator("img.paper")
    picture.wait_for()
    assert (picture.get_attribute("alt") or "").startswith("Halaman 1 dari 8 dari laporan Oktober 2024")
    assert picture.evaluate("image => image.naturalWidth") > 1000
    file = archive / "laporan_adopsi_contoh_2024-10.pdf"
    report_tab.settle()  # a click on a button that is just made anew is lost
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh PDF").click()
    taken = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(taken).digest() == hashlib.sha256(file.read_bytes()).digest()
    # Who listens goes from heading to heading: no level is left out.
    levels = page.locator("h1, h2, h3").evaluate_all("found => found.map(each => Number(each.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "laporan=" in page.url  # of several reports a link opens the one that was seen
    assert report_tab.outside == []
    _made_again(report_tab, archive)


def _made_again(report_tab, archive: Path) -> None:
    """The same month stays as it is, and a month without data is refused; the archive still holds one report."""
    page = report_tab.open("laporan?bulan=2024-10")
    page.locator("img.paper").wait_for()
    page.get_by_role("button", name="Buat laporan", exact=True).click()
    page.get_by_text("tidak ada yang berubah").wait_for()
    page = report_tab.open("laporan?bulan=2023-10")
    page.locator("img.paper").wait_for()
    page.get_by_role("button", name="Buat laporan", exact=True).click()
    page.get_by_text("baru sama-sama ada sejak").wait_for()
    assert len(list(archive.glob("*.pdf"))) == 1


def test_damage_in_the_archive_is_a_sentence_beside_the_list(report_tab, archive: Path) -> None:
    """A record that is none and a PDF that was cut off: the sound report stays in the list, with its other forms."""
    damaged = archive / "laporan_adopsi_contoh_2024-09.content.json"
    damaged.write_text("{")
    pdf = archive / "laporan_adopsi_contoh_2024-10.pdf"
    if not pdf.exists():
        page = report_tab.open("laporan?bulan=2024-10")
        page.get_by_role("button", name="Buat laporan", exact=True).click()
        page.get_by_text("Laporan ditulis ke arsip.").wait_for()
    made = pdf.read_bytes()
    pdf.write_bytes(made[: len(made) // 2])
    try:
        page = report_tab.open("laporan?bulan=2024-10")
        page.get_by_text("Berkas PDF laporan ini rusak.").wait_for()
        assert page.get_by_text(f"Catatan arsip {damaged.name} rusak.").is_visible()
        assert page.get_by_role("button", name="Unduh HTML").is_visible()
        page.get_by_role("heading", name="Semua laporan").wait_for()
    finally:
        damaged.unlink()
        pdf.write_bytes(made)


def test_a_quarter_that_runs_is_made_and_listed_as_such(report_tab, archive: Path) -> None:
    """As the filter names it; a week leads to the report of its month, and the page says so."""
    page = report_tab.open("laporan?bulan=2024-Q4&kecamatan=64.72.06")
    name = "triwulan IV 2024 sampai 29 November"
    assert page.get_by_role("heading", name=f"Buat laporan {name} · Wilayah Kecamatan Sungai Kunjang").is_visible()
    page.get_by_role("button", name="Buat laporan", exact=True).click()
    page.get_by_text("Laporan ditulis ke arsip.").wait_for()
    assert (archive / "laporan_adopsi_contoh_2024-Q4_64-72-06.pdf").exists()
    # The report that was shown before stands there until the page has run again.
    page.locator(f'img.paper[alt*="dari laporan T{name[1:]} · "]').wait_for()
    page = report_tab.open("laporan?bulan=2024-W46")
    page.get_by_text("dari minggu yang dipilih: November 2024").wait_for()
    assert page.get_by_role("heading", name="Buat laporan November 2024").is_visible()
