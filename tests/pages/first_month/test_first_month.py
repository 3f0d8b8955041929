"""The first month of a new city: nobody is blamed by a list of the press, and what is missing is said."""

from datetime import date, timedelta

import pytest
from support.files.raw_files import put
from support.page_run import run_page

from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from etl.loading.forget import forget
from etl.loading.load import load

DAYS = [date(2024, 12, 2) + timedelta(day) for day in range(29)]
MONTH = DAYS[0], DAYS[-1]
SIDODADI, LEMPAKE = "64.72.03.1005", "64.72.05.1003"
OFFICES = ("Kelurahan Sidodadi", "Kelurahan Lempake")
ROSTER = "Unit Layanan;Tanggal;Status\n"


@pytest.fixture
def first_month(store: Store) -> Store:
    """Requests of two offices, of which the shipped list knows one; walk-in counts of that one; no roster."""
    requests = [
        f"A-{at}-{day:%d}-{n};{office};SKTM;Warga;Selesai;{day:%d/%m/%Y} 07.30"
        for at, office in enumerate(OFFICES)
        for day in DAYS
        for n in range(3)
    ]
    visits = [f"{OFFICES[0]};{day:%d/%m/%Y};9" for day in DAYS if day.weekday() < 5]
    head = "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan"
    put(store, "permohonan/a.csv", "\n".join([head, *requests]) + "\n")
    put(store, "kunjungan/a.csv", "\n".join(["Unit Layanan;Tanggal;Jumlah Kunjungan", *visits]) + "\n")
    return store


def shown(store: Store, page: str, unit: str = "") -> str:
    load(store)
    return run_page(page, whole_city(current_build(store)), MONTH, place=("", unit)).everything


def test_the_shipped_list_is_said_and_blames_nobody(first_month: Store) -> None:
    told = shown(first_month, "ringkasan")
    assert "menurut daftar bawaan" in told
    assert "1 kantor mengirim permohonan tetapi belum tercatat aktif di daftar peluncuran: Lempake." in told
    assert "10 kantor tercatat aktif tetapi belum ada data apa pun darinya, jadi tidak dinilai: " in told
    assert "tabel=rollout" in told
    assert "daftar peluncuran belum disetor" in told
    for blame in ("urang dipakai", "belum dipakai", "tidak mungkin lagi", "tidak bertambah"):
        assert blame not in told, blame
    ahead = shown(first_month, "kemajuan")
    assert "Sasaran belum dapat dinilai: daftar peluncuran kota belum disetor." in ahead
    assert "tanpa permohonan selama" not in shown(first_month, "mutu_data")


def test_the_city_s_own_roster_is_taken_at_its_word(first_month: Store) -> None:
    rows = "".join(f"{office};01/12/2024;Aktif\n" for office in OFFICES)
    put(first_month, "peluncuran/daftar.csv", ROSTER + rows)
    told = shown(first_month, "ringkasan")
    for doubt in ("daftar bawaan", "tetapi belum tercatat aktif", "daftar peluncuran belum disetor"):
        assert doubt not in told, doubt
    # Of the ten that the press names and nobody has heard of, that is still so.
    assert "10 kantor tercatat aktif tetapi belum ada data apa pun darinya" in told


def test_a_roster_that_is_silent_on_an_office_is_the_city_s_all_the_same(first_month: Store) -> None:
    put(first_month, "peluncuran/daftar.csv", f"{ROSTER}{OFFICES[0]};01/12/2024;Aktif\n")
    told = shown(first_month, "kelurahan", LEMPAKE)
    assert "1 kantor mengirim permohonan tetapi belum tercatat aktif di daftar peluncuran: Lempake." in told
    assert "Daftar peluncuran kota belum disetor" not in told
    (first_month.raw / "peluncuran" / "daftar.csv").unlink()
    forget(first_month, "peluncuran/daftar.csv")
    assert "Daftar peluncuran kota belum disetor" in shown(first_month, "kelurahan", LEMPAKE)


def test_an_office_without_peers_has_a_sentence_and_no_lonely_bar(first_month: Store) -> None:
    page = shown(first_month, "kelurahan", SIDODADI)
    assert "Belum ada kantor sejenis lain yang punya porsi digital pada Desember 2024." in page
    assert "nilai tengah" not in page


def test_an_office_that_was_put_off_is_known_to_the_roster(first_month: Store) -> None:
    rows = f"{OFFICES[0]};01/12/2024;Aktif\n{OFFICES[1]};01/12/2024;Aktif\n{OFFICES[1]};28/12/2024;Ditunda\n"
    put(first_month, "peluncuran/daftar.csv", ROSTER + rows)
    assert "tetapi belum tercatat aktif" not in shown(first_month, "ringkasan")
