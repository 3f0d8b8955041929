"""Without data, with half of it, and with the first real file: each state is designed, none is an error."""

import shutil
from pathlib import Path

import duckdb
import pytest

from core.store import Store
from etl.errors import UserError
from etl.loading.load import load
from etl.publishing import builds

pytestmark = pytest.mark.browser
HEADER = "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan"
ROW = "A-1;Kelurahan Sidodadi;SKTM;Warga;Selesai;28/08/2024 07.30"


def deliver_requests(store: Store) -> None:
    folder = store.raw / "permohonan"
    folder.mkdir()
    (folder / "sumber.toml").write_text('zone = "WITA"\n')
    (folder / "log.csv").write_text(f"{HEADER}\n{ROW}\n")
    load(store)


def main_text(tab) -> str:
    return tab.page.locator('[data-testid="stMain"]').inner_text()


def test_no_data_says_what_to_do(own_tab):
    """Before the first load there is a sentence, not an error."""
    own_tab.open("kanal")
    assert "Belum ada data" in main_text(own_tab)
    assert "make load" in main_text(own_tab)


def test_files_that_did_not_load_are_named(own_tab, store):
    """A first delivery with a mistake does not look like an empty folder."""
    (store.raw / "permohonan").mkdir()
    (store.raw / "permohonan" / "log.csv").write_text(f"{HEADER}\n{ROW}\n")
    with pytest.raises(UserError, match="zona"):
        load(store)
    own_tab.open("")
    assert "belum termuat" in main_text(own_tab)


def test_half_of_the_data_is_not_a_figure(own_tab, store):
    """A request log without walk-in counts gives no share, and the page says why."""
    deliver_requests(store)
    own_tab.open("")
    assert "Belum ada angka: kunjungan loket belum masuk." in main_text(own_tab)
    assert "0%" not in main_text(own_tab)


def test_first_real_file_ends_the_sample(own_tab, store):
    """A user's own build never carries the sample's label."""
    deliver_requests(store)
    own_tab.open("mutu_data")
    assert "DATA CONTOH" not in main_text(own_tab)


def test_wrong_link_is_repaired(tab):
    """A month and an office that do not exist open the page as if they were not named."""
    page = tab.open("?bulan=2031-10&unit=tidak-ada")
    assert "November 2024 · Kota Samarinda" in page.locator(".asof").inner_text()
    assert "2031" not in page.url


def test_link_carries_month_and_office(tab):
    """A forwarded link opens what the sender saw."""
    page = tab.open("kemajuan?bulan=2024-10&unit=64.72.10.1003")
    assert "Oktober 2024 · Kelurahan Sengkotek" in page.locator(".asof").inner_text()
    assert page.locator(".note", has_text="Kelurahan: 1 dari 1 aktif").count() == 1


@pytest.fixture
def silent_112(sample_store: Store, tmp_path: Path) -> Path:
    """The sample's build as it is without a single file of the 112 log."""
    store = Store(tmp_path / "data" / "contoh")
    shutil.copytree(sample_store.published_dir, store.published_dir)
    shutil.copy(sample_store.sample_marker, store.sample_marker)
    build = store.published_dir / f"{store.pointer.read_text().strip()}.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute("UPDATE unit_day_total SET help_calls = NULL; DELETE FROM calls_hour")
    builds.seal(build, build.stem)
    return tmp_path / "data"


def test_without_a_112_log_nobody_is_said_not_to_call(silent_112, app_on, tab_on):
    """Neither silence nor offices too young: the log is missing, and that is the reason on page and map."""
    with app_on(silent_112) as address, tab_on(address) as tab:
        tab.open("")
        for path in ("bantuan_112", "bantuan_112?kecamatan=64.72.01", "peta?lapis=bantuan"):
            tab.walk(path)
            assert "Belum ada log panggilan 112" in main_text(tab), path
            assert "12 minggu" not in main_text(tab), path
            assert "Tidak ada panggilan" not in main_text(tab), path


def test_few_offices_are_the_reason_where_they_are(tab):
    """Palaran has live offices whose day is known, but not four of them; Temindung Permai is not live."""
    page = tab.open("bantuan_112?buka=minggu&kecamatan=64.72.01")
    page.locator(".st-key-minggu .annotation-text", has_text="yang sudah dijalani 4 kantor").wait_for()
    page = tab.walk("bantuan_112?buka=minggu&unit=64.72.08.1001")
    assert "Kantor ini belum aktif 12 minggu" in main_text(tab)
    page.locator(".st-key-minggu .annotation-text", has_text="Belum ada kantor aktif").wait_for()
