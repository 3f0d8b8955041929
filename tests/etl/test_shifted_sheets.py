"""Counts in a sheet that was saved as text: a row with a cell too many or too few gives no day a count of another."""

import pytest
from raw_files import counts, put, warehouse, workbook

from core.settings import Store
from etl.loading.load import load

DAYS = [str(day) for day in range(1, 32)]
NUMBERS = [str(90 - day) for day in range(1, 32)]


def sheet(*rows: list[str]) -> str:
    titles = ["No", "Kelurahan", "Keperluan", *DAYS]
    lines = [["LAPORAN BULAN JULI 2024"], titles, *rows]
    return "\n".join(";".join(cells) for cells in lines) + "\n"


@pytest.mark.parametrize("place", [3, 10, 33])
@pytest.mark.parametrize("is_more", [True, False])
def test_a_shifted_row_of_days_is_held(store: Store, place: int, is_more: bool) -> None:
    good, bad = ["1", "Bantuas", "Tamu", *NUMBERS], ["2", "Handil Bakti", "Tamu", *NUMBERS]
    bad[place : place + (not is_more)] = [""] if is_more else []
    put(store, "kunjungan/a.csv", sheet(good, bad))
    assert counts(load(store)) == [("loaded", 31, 1, 0, 2)]
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(90,)]
    assert warehouse(store, "SELECT place, reason, value FROM quarantine") == [("4", "jumlah_kolom_salah", None)]


def test_an_office_that_reported_nothing_may_end_early(store: Store) -> None:
    put(store, "kunjungan/a.csv", sheet(["1", "Bantuas", "Tamu", *NUMBERS], ["2", "Handil Bakti", "Tamu"]))
    (account,) = load(store).files
    assert (account.accepted, account.quarantined, account.not_reported) == (31, 0, 31)


def test_a_shifted_row_of_offices_is_held(store: Store) -> None:
    text = "BULAN JULI 2024\nTanggal;Bantuas;Handil Bakti;Jawa\n1;11;12;13\n2;;11;12;13\n3;11;12\n4;11;12;13\n"
    put(store, "kunjungan/a.csv", text)
    (account,) = load(store).files
    assert (account.accepted, account.quarantined) == (6, 2)
    assert warehouse(store, "SELECT DISTINCT day(date) FROM visit ORDER BY 1") == [(1,), (4,)]


def test_a_shifted_row_of_one_office_is_held(store: Store) -> None:
    text = "KELURAHAN BANTUAS\nBULAN JULI 2024\nTanggal;Jumlah;Petugas\n1;11;2\n2;;12;2\n3;13\n4;14;2\n"
    put(store, "kunjungan/a.csv", text)
    load(store)
    assert warehouse(store, "SELECT day(date), visits FROM visit ORDER BY 1") == [(1, 11), (4, 14)]


def test_a_purpose_under_a_day_gives_a_shifted_row_away(store: Store) -> None:
    """In a workbook each row is as wide as any other."""
    titles = ["No", "Kelurahan", "Keperluan", *DAYS]
    good, bad = ["1", "Bantuas", "Tamu", *NUMBERS], ["2", "Handil Bakti", "", "Tamu", *NUMBERS]
    rows = [["LAPORAN BULAN JULI 2024"], titles, good, bad]
    workbook(store.raw / "kunjungan/a.xlsx", [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows])
    (account,) = load(store).files
    assert (account.accepted, account.quarantined) == (31, 1)
