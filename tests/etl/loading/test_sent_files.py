"""What the place and the name of a sent file say: the office by its folder, and when it was sent by its name."""

from datetime import date

from support.files.count_sheets import sheets
from support.files.raw_files import SIDODADI, delimited, put, requests, take_in, warehouse

from core.store import Store

MONTH = "kunjungan_64.72.03.1005_2024-12_dikirim"
DAYS = [["Tanggal", "Jumlah"], ["02/12/2024", 5], ["03/12/2024", 7]]
"""Counts of an office that the sheet does not name."""


def counted(store: Store) -> list[tuple[object, ...]]:
    return warehouse(store, "SELECT unit_code, date, visits FROM visit ORDER BY ALL")


def test_folder_called_by_its_code_says_whose_counts_they_are(store: Store) -> None:
    sheets(store, f"kunjungan/{SIDODADI}/{MONTH}-20250103-081500.xlsx", Lembar1=DAYS)
    (account,) = take_in(store).files
    assert account.state == "loaded", account
    assert counted(store) == [(SIDODADI, date(2024, 12, 2), 5), (SIDODADI, date(2024, 12, 3), 7)]


def test_sheet_of_another_office_in_that_folder_is_not_used(store: Store) -> None:
    sheets(store, f"kunjungan/{SIDODADI}/{MONTH}-20250103-081500.xlsx", Lembar1=[["Kelurahan Pelabuhan"], *DAYS])
    (account,) = take_in(store).files
    assert (account.state, account.reason) == ("set_aside", "kantor_bertentangan")


def test_of_two_sent_on_one_day_the_later_counts(store: Store) -> None:
    other = [DAYS[0], ["02/12/2024", 6], DAYS[2]]
    sheets(store, f"kunjungan/{SIDODADI}/{MONTH}-20250103-101500.xlsx", Lembar1=other)
    sheets(store, f"kunjungan/{SIDODADI}/{MONTH}-20250103-091500.xlsx", Lembar1=DAYS)
    assert [account.quarantined for account in take_in(store).files] == [0, 0]
    assert [visits for _, _, visits in counted(store)] == [6, 7]


def test_records_are_of_their_export_and_not_of_when_they_were_sent(store: Store) -> None:
    """An old export that is sent late tells nothing newer than it did."""
    row = requests(1)[0] | {"Tanggal Update": ""}
    name = "permohonan_kota_ekspor-20240827_dikirim-20250103-081500.csv"
    put(store, f"permohonan/kota/{name}", delimited([row]))
    put(store, "permohonan/ekspor_2024-09-02.csv", delimited([row | {"Status": "Selesai"}]))
    take_in(store)
    assert warehouse(store, f"SELECT export_time::DATE FROM ledger WHERE path LIKE '%{name}'") == [(date(2024, 8, 27),)]
    assert warehouse(store, "SELECT status FROM request") == [("siap_diambil",)]
