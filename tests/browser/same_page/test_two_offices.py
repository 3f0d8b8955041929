"""Two offices side by side: chart, table, file, marks and words speak of both, or say of which one."""

from io import BytesIO

import pandas as pd
import pytest
from support.files.taken_files import taken_from

pytestmark = pytest.mark.browser
FIRST, SECOND, AREA, CITY = (
    "Kelurahan Sengkotek",
    "Kelurahan Lempake",
    "Wilayah Kecamatan Loa Janan Ilir",
    "Kota Samarinda",
)
ALONE = "kelurahan?unit=64.72.10.1003"
BOTH = f"{ALONE}&banding=64.72.05.1003"
NOT_LIVE = f"{ALONE}&banding=64.72.10.1004"


@pytest.mark.parametrize(
    ("visit", "names"), [(ALONE, {FIRST, AREA, CITY}), (BOTH, {FIRST, SECOND, CITY})], indirect=["visit"]
)
def test_table_and_file_hold_every_line_of_the_chart(visit, names):
    page = visit.page
    tools = page.locator(".st-key-alat_banding_kantor")
    if not tools.locator("tbody").is_visible():
        tools.get_by_text("Tabel angka").click()
    assert set(tools.locator("tbody th").all_inner_texts()) == names
    _name, content = taken_from(page, "banding_kantor", "CSV untuk program")
    table = pd.read_csv(BytesIO(content))
    assert set(table["Nama"]) == names
    assert len(table) == tools.locator("tbody tr").count()


@pytest.mark.parametrize("visit", [BOTH], indirect=True)
def test_events_of_both_offices_are_marked(visit):
    page = visit.page
    page.get_by_text("Tabel kejadian").click()
    told = page.locator("table", has_text="Kejadian di sepanjang waktu").inner_text()
    assert f"{FIRST}: mulai aktif" in told
    assert f"{SECOND}: mulai aktif" in told


def test_both_are_compared_with_other_periods_and_the_rest_says_whose_it_is(tab):
    page = tab.open(f"{BOTH}&buka=banding")
    table = page.locator("table", has=page.locator("caption", has_text="Dibanding masa lain"))
    assert table.locator("tbody th").all_inner_texts() == [FIRST, FIRST, SECOND, SECOND]
    heads = [*page.locator("h2").all_inner_texts(), *page.locator('[class*="st-key-lipat_"] summary').all_inner_texts()]
    # A fold's own sign stands in a line of its own.
    lines = [line for head in heads for line in head.splitlines()]
    told = [
        line for line in lines if line.startswith(("Di antara kantor sejenis", "Per hari kerja", "Menurut layanan"))
    ]
    assert len(told) == 3
    assert all(head.endswith(f": {FIRST}") for head in told)


@pytest.mark.parametrize("visit", [NOT_LIVE], indirect=True)
def test_a_second_office_without_a_share_is_said_in_words(visit):
    page = visit.page
    words = "Kelurahan Harapan Baru belum punya porsi digital, jadi tidak ada dalam grafik."
    assert page.locator(".note", has_text=words).count() == 1
    assert page.locator(".st-key-banding_kantor .main-svg").count() > 0
