"""The address holds the whole view: links open it, back and forward walk through it, what cannot be is repaired."""

from datetime import date, timedelta

import pytest

from core.store import Store
from etl.loading.load import load

pytestmark = pytest.mark.browser


def shown(tab) -> tuple[str, str]:
    """Title and place of the page as it stands."""
    tab.settle()
    return tab.page.locator("h1").inner_text(), tab.page.locator(".asof").inner_text().splitlines()[-1]


def wait_for_place(tab, words: str) -> None:
    tab.page.wait_for_function("words => document.querySelector('.asof')?.innerText.includes(words)", arg=words)


def test_menu_carries_the_filters_and_is_one_step_each(tab):
    """Three pages forward are three steps back, and each keeps month and place."""
    page = tab.open("kemajuan?kecamatan=64.72.01&bulan=2024-10")
    for name, path in (("Mutu data", "mutu_data"), ("Kanal per hari", "kanal")):
        page.get_by_role("navigation", name="Halaman").get_by_role("link", name=name).click()
        page.wait_for_function("name => document.querySelector('h1')?.innerText === name", arg=name)
        tab.settle()
        assert page.url.endswith(f"/{path}?bulan=2024-10&kecamatan=64.72.01")
    for name in ("Mutu data", "Kemajuan"):
        page.go_back()
        page.wait_for_function("name => document.querySelector('h1')?.innerText === name", arg=name)
        assert shown(tab)[1].startswith("Oktober 2024 · Wilayah Kecamatan Palaran")
    page.go_forward()
    page.wait_for_function("() => document.querySelector('h1')?.innerText === 'Mutu data'")


def test_back_takes_a_choice_back(tab):
    """A filter that was changed on one page changes back with the browser's button, and forward again."""
    page = tab.open("kelurahan?unit=64.72.10.1003")
    tab.choose(0, "Oktober 2024")
    wait_for_place(tab, "Oktober 2024")
    tab.settle()
    assert "bulan=2024-10" in page.url
    page.go_back()
    wait_for_place(tab, "November 2024")
    assert "bulan=2024-11" in page.url
    page.go_forward()
    wait_for_place(tab, "Oktober 2024")
    for words, listed, typed, code in (
        ("Minggu 18–24 November 2024", "Minggu 18–24 November 2024", "Minggu 18–24 November 2024", "2024-W47"),
        ("Triwulan III 2024", "Triwulan III 2024 (kuartal 3)", "kuartal 3", "2024-Q3"),
    ):
        tab.settle()
        tab.choose(0, listed, typed=typed)
        wait_for_place(tab, words)
        assert f"bulan={code}" in page.url
    # A link to a week that is too old to be listed stays good, from page to page.
    tab.open("peta?bulan=2024-W10")
    wait_for_place(tab, "Minggu 4–10 Maret 2024")
    page.get_by_role("navigation", name="Halaman").get_by_role("link", name="Ringkasan").click()
    page.wait_for_function("() => document.querySelector('h1')?.innerText === 'Ringkasan'")
    wait_for_place(tab, "Minggu 4–10 Maret 2024")
    assert "bulan=2024-W10" in page.url


def test_a_pick_counts_before_the_browser_has_taken_the_address_over(tab):
    """A quick hand: the pick arrives with the address as it stood before the page wrote its own."""
    page = tab.open("kelurahan")
    tab.settle()
    assert "bulan=2024-11" in page.url
    for box, option, words in (
        (0, "Oktober 2024", "Oktober 2024"),
        (1, "Kecamatan Palaran", "Wilayah Kecamatan Palaran"),
    ):
        page.evaluate("history.replaceState(history.state, '', location.pathname)")
        tab.choose(box, option)
        wait_for_place(tab, words)
        tab.settle()
    assert shown(tab)[1].startswith("Oktober 2024 · Wilayah Kecamatan Palaran")
    assert page.url.endswith("/kelurahan?bulan=2024-10&kecamatan=64.72.01")


@pytest.mark.parametrize(
    ("address", "label", "value"),
    [
        ("peta?bulan=2024-11&lapis=porsi", "Lapisan peta", "Porsi digital"),
        ("kelurahan?bulan=2024-11&unit=64.72.10.1003&banding=64.72.05.1003", "Bandingkan dengan", "Kelurahan Lempake"),
        ("kemajuan?bulan=2024-11&gelombang=2024-12-16", "Geser gelombang", "16 Desember 2024"),
    ],
)
def test_back_brings_a_pages_own_choice_again_and_no_other_page_carries_it(tab, address, label, value):
    page = tab.open(address)
    box = page.get_by_test_id("stMain").locator('[data-testid="stSelectbox"]').filter(has_text=label)
    assert value in box.locator("input").first.input_value()
    page.get_by_role("navigation", name="Halaman").get_by_role("link", name="Mutu data").click()
    page.wait_for_function("() => document.querySelector('h1')?.innerText === 'Mutu data'")
    tab.settle()
    assert not any(key in page.url for key in ("lapis", "banding", "gelombang"))
    page.go_back()
    page.wait_for_function("() => document.querySelector('h1')?.innerText !== 'Mutu data'")
    tab.settle()
    assert page.url.endswith(address)
    assert value in box.locator("input").first.input_value()


def deliver(store: Store, month: int) -> None:
    """One office's requests and walk-in counts of every day of a month."""
    first, after = date(2024, month, 1), date(2024, month + 1, 1)
    days = [f"{first + timedelta(day):%d/%m/%Y}" for day in range((after - first).days)]
    requests = [f"A-{month}-{day};Kelurahan Sidodadi;SKTM;Warga;Selesai;{day} 07.30" for day in days]
    visits = [f"Kelurahan Sidodadi;{day};5" for day in days]
    for source, header, rows in (
        ("permohonan", "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan", requests),
        ("kunjungan", "Unit Layanan;Tanggal;Jumlah Kunjungan", visits),
    ):
        folder = store.raw / source
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sumber.toml").write_text('zone = "WITA"\n')
        (folder / f"{month}.csv").write_text("\n".join([header, *rows]) + "\n")
    load(store)


def test_a_link_shows_later_what_it_showed_when_it_was_sent(own_tab, store):
    """The month is in the address from the start, though nobody chose it; chosen by hand it stays there."""
    deliver(store, 9)
    page = own_tab.open("kanal")
    page.wait_for_function("() => location.search === '?bulan=2024-09'")
    deliver(store, 10)
    page = own_tab.open("kanal?bulan=2024-09")
    assert shown(own_tab)[1].startswith("September 2024")
    own_tab.choose(0, "Oktober 2024")
    wait_for_place(own_tab, "Oktober 2024")
    page.wait_for_function("() => location.search === '?bulan=2024-10'")
    page = own_tab.open("")
    assert shown(own_tab)[1].startswith("Oktober 2024")
    page.wait_for_function("() => location.search === '?bulan=2024-10'")


def test_a_tab_keeps_its_month_when_a_newer_one_comes(own_tab, store):
    deliver(store, 9)
    page = own_tab.open("kanal")
    page.wait_for_function("() => location.search === '?bulan=2024-09'")
    deliver(store, 10)
    page.get_by_role("link", name="Mutu data").click()
    page.wait_for_function("() => document.querySelector('h1')?.innerText === 'Mutu data'")
    assert shown(own_tab)[1].startswith("September 2024")
    assert page.url.endswith("/mutu_data?bulan=2024-09")


def test_the_month_in_the_address_traps_nobody(tab):
    """A bare address is left again: the one step that the month adds leads out with the next."""
    page = tab.open("kanal")
    page.wait_for_function("() => location.search === '?bulan=2024-11'")
    page.get_by_role("link", name="Mutu data").click()
    page.wait_for_function("() => document.querySelector('h1')?.innerText === 'Mutu data'")
    tab.settle()
    for _ in range(3):
        page.go_back()
        page.wait_for_timeout(1500)
    assert page.url == "about:blank"


def test_from_the_city_to_an_office_and_back_up(tab):
    """City, then a kecamatan's link, then the office's row, then the steps above it."""
    page = tab.open("kelurahan?kecamatan=64.72.10")
    assert page.locator(".table tbody th").count() == 6
    page.locator(".table").get_by_role("link", name="Sengkotek", exact=True).click()
    wait_for_place(tab, "Kelurahan Sengkotek")
    trail = page.get_by_role("navigation", name="Tempat yang dilihat")
    assert trail.get_by_role("link").all_inner_texts() == [
        "Kota Samarinda",
        "Wilayah Kecamatan Loa Janan Ilir",
        "Kelurahan Sengkotek",
    ]
    trail.get_by_role("link", name="Wilayah Kecamatan Loa Janan Ilir").click()
    wait_for_place(tab, "Wilayah Kecamatan Loa Janan Ilir")
    tab.settle()
    assert "unit" not in page.url
    page.get_by_role("navigation", name="Tempat yang dilihat").get_by_role("link", name="Kota Samarinda").click()
    wait_for_place(tab, "Kota Samarinda")
    tab.settle()
    assert page.url.endswith("/kelurahan?bulan=2024-11")
    assert page.locator(".table tbody th").count() == 69


def test_impossible_value_is_answered_and_repaired(tab):
    """The page says which choice there is not, shows the usual one, and the address is right again.

    The first comes by a link from elsewhere, the others by one inside the app.
    """
    come = tab.open
    for query, said in (
        ("bulan=2031-10", "periode “2031-10”"),
        ("unit=<b>x</b>", "kantor “<b>x</b>”"),
        ("kecamatan=64.72.01&unit=64.72.10.1003", "kantor “64.72.10.1003”"),
        ("lang=xx", "bahasa “xx”"),
    ):
        _answered(tab, come, f"kanal?{query}", said)
        come = tab.walk


def test_of_a_choice_said_twice_one_is_left(tab):
    page = tab.open("kanal?bulan=2024-10&bulan=2024-09&cuaca=hujan")
    page.wait_for_function("() => location.search === '?bulan=2024-09'")
    assert shown(tab)[1].startswith("September 2024")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("peta?lapis=cuaca", "lapisan peta “cuaca”"),
        ("kelurahan?unit=64.72.10.1003&banding=64.72.99", "kantor pembanding “64.72.99”"),
        ("cuaca?bulan=2024-10", "halaman “cuaca”"),
        ("peta%20?bulan=2024-10", "halaman “peta ”"),
        ("%20", "halaman “ ”"),
        ("peta%2Fcuaca", "halaman “peta/cuaca”"),
    ],
)
def test_a_pages_own_choice_and_a_page_that_is_not_there_are_answered_too(tab, address, said):
    """Without the framework's own dialog in English."""
    _answered(tab, tab.open, address, said)
    assert tab.page.get_by_role("dialog").count() == 0


def test_an_empty_archive_mends_its_address_too(sample_store, app_on, tab_on, tmp_path, monkeypatch):
    """What stands for nothing on the page leaves the address, though there is no report to choose."""
    monkeypatch.setenv("ADOPSI_REPORTS_DIR", str(tmp_path))
    with app_on(sample_store.root.parent) as address, tab_on(address) as tab:
        page = tab.open("laporan?bulan=2024-10&laporan=tidak-ada&lapis=porsi")
        page.get_by_text("Belum ada laporan dalam arsip.").wait_for()
        page.wait_for_function("() => location.search === '?bulan=2024-10'")


def _answered(tab, come, address, said):
    page = come(address)
    assert said in page.locator(".note.warn").first.inner_text()
    assert said.split("“")[1].rstrip("”") not in page.url
    page.get_by_role("link", name="Mutu data").click()
    page.wait_for_function("() => document.querySelector('h1')?.innerText === 'Mutu data'")
    tab.settle()
    assert page.locator(".note.warn").count() == 0


def test_choices_of_one_page_are_in_its_link_too(tab):
    """A second office and a moved wave open from the address, and what they show differs from without."""
    page = tab.open("kelurahan?unit=64.72.10.1003&banding=64.72.06.1002")
    names = page.locator("h2").all_inner_texts()
    assert names[:2] == ["Kelurahan Sengkotek", "Kelurahan Loa Buah"]
    page = tab.walk("kemajuan?gelombang=2024-12-02&geser=12")
    told = page.locator(".note", has_text="Rencana 34 kelurahan").inner_text()
    assert "Rencana 34 kelurahan: peluang tinggi (di atas 65%) menjadi sekitar setengah" in told
