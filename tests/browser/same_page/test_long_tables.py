"""A long table shows its first rows; the others are found by search, and the file holds them all."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

pytestmark = pytest.mark.browser
ROWS = "() => [...document.querySelectorAll('.st-key-lipat_{fold} tbody tr')].map(row => row.innerText)"


def rows_of(page, fold):
    return page.evaluate(ROWS.replace("{fold}", fold))


@pytest.mark.parametrize(
    ("fold", "title"), [("berkas", "Pertanggungjawaban baris"), ("kelengkapan", "Kelengkapan per kantor")]
)
def test_what_is_not_shown_is_in_the_file_and_found_by_search(tab, fold, title):
    page = tab.open(f"mutu_data?buka={fold}")
    shown = rows_of(page, fold)
    counts = re.search(r"(\d+) dari (\d+) baris", page.locator(f".st-key-lipat_{fold}").inner_text())
    assert counts is not None
    assert len(shown) == int(counts[1]) == 20
    with page.expect_download() as got:
        page.get_by_role("button", name="Unduh tabel (XLSX)").click()
    sheet = load_workbook(BytesIO(Path(got.value.path()).read_bytes()))[title]
    assert sheet.max_row - 1 == int(counts[2]) > 20
    cells = (str(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row[:3])
    names = {text for text in cells if not text[:1].isdigit()}
    hidden = next(name for name in sorted(names) if len(name) > 6 and not any(name in row for row in shown))
    page = tab.walk(f"mutu_data?buka={fold}&cari_{fold}={hidden}")
    found = rows_of(page, fold)
    assert 0 < len(found) <= 20
    assert all(hidden.casefold() in row.casefold() for row in found)


def test_the_map_of_silence_begins_with_the_most_silent_offices(tab):
    page = tab.open("mutu_data?buka=diam")
    silent = page.evaluate(
        "() => [...document.querySelectorAll('.silence tbody tr')].map(row => row.querySelectorAll('.silent').length)"
    )
    assert len(silent) == 20
    assert silent == sorted(silent, reverse=True)
    page = tab.walk("mutu_data?buka=diam&cari_diam=tidak ada yang begini")
    assert page.locator(".silence").count() == 0
    assert page.get_by_text("Tidak ada yang cocok dengan pencarian ini.").count() == 1
