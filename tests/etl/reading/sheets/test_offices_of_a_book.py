"""A workbook with a sheet an office: each is counted for its own office or held, never for the sender of the file."""

from datetime import date

import pytest
from support.files.count_sheets import sheets
from support.files.raw_files import SIDODADI, etl, requests, take_in, warehouse
from support.files.taken_once import take_in_once

from core.store import Store

DECEMBER = [["Tanggal", "Jumlah"], ["02/12/2024", 5], ["03/12/2024", 7]]
JANUARY = [["Tanggal", "Jumlah"], ["02/01/2025", 50], ["03/01/2025", 70]]
OWN = [(SIDODADI, date(2024, 12, 2), 5), (SIDODADI, date(2024, 12, 3), 7)]
SENT = f"kunjungan/{SIDODADI}/kunjungan_{SIDODADI}_2024-12_dikirim-20250103-081500.xlsx"


def counted(store: Store) -> list[tuple[object, ...]]:
    return warehouse(store, "SELECT unit_code, date, visits FROM visit ORDER BY ALL")


def held(store: Store) -> set[str]:
    return {row[0] for row in warehouse(store, "SELECT DISTINCT reason FROM quarantine WHERE severity = 'tolak'")}


@pytest.mark.parametrize("other", [DECEMBER, JANUARY], ids=["same days", "other days"])
@pytest.mark.parametrize("name", ["Loa Kulu", "Sidodadi Baru", "Kel Entah", "Loa Buah Bakung"])
def test_a_sheet_of_an_office_that_nobody_knows_is_held_and_the_known_one_counts(store, name, other) -> None:
    sheets(store, SENT, **{"Sidodadi": DECEMBER, name: other})
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (2, 2)
    assert counted(store) == OWN
    assert held(store) == {"unit_tak_dikenal"}


def test_a_sheet_of_another_office_is_held_at_no_cost_of_the_rest(store) -> None:
    sheets(store, SENT, Sidodadi=DECEMBER, Jawa=JANUARY)
    (account,) = take_in(store).files
    assert (account.state, account.accepted, account.quarantined) == ("loaded", 2, 1)
    assert counted(store) == OWN
    assert held(store) == {"lembar_kantor_lain"}
    assert "Jawa" in etl("quarantine").stdout


def test_a_sheet_whose_letterhead_names_its_office_needs_no_name(store) -> None:
    sheets(store, "kunjungan/2024-12.xlsx", **{"Sidodadi": DECEMBER, "Pak Anu": [["KELURAHAN JAWA"], *DECEMBER]})
    assert [account.quarantined for account in take_in(store).files] == [0]
    assert {code for code, *_ in counted(store)} == {SIDODADI, "64.72.03.1002"}


def test_a_sheet_whose_office_nobody_tells_says_so(store) -> None:
    sheets(store, "kunjungan/2024-12.xlsx", Sidodadi=DECEMBER, Lembar2=JANUARY)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (2, 1)
    assert held(store) == {"lembar_tanpa_kantor"}


@pytest.mark.parametrize("name", ["Loket 2", "Data Desember", "Pelayanan Umum", "PATEN"])
def test_a_sheet_that_names_no_office_is_of_the_sender(store, name) -> None:
    sheets(store, SENT, **{name: DECEMBER})
    assert [account.quarantined for account in take_in(store).files] == [0]
    assert counted(store) == OWN


@pytest.mark.parametrize("name", ["Handil Bakti Baru Raya", "Handil Bakti Entah", "Handl Bakti"])
def test_more_words_make_another_name_of_an_office(store, name) -> None:
    sheets(store, "kunjungan/2024-12.xlsx", **{name: DECEMBER})
    (account,) = take_in_once(store).files
    assert account.accepted == 0
    assert counted(store) == []


def test_a_book_of_requests_is_parted_the_same_way(store) -> None:
    bare = [
        {name: text for name, text in row.items() if name not in ("Unit Layanan", "Kecamatan")} for row in requests(4)
    ]
    titles, rows = list(bare[0]), [list(row.values()) for row in bare]
    sheets(store, "permohonan/2024-12.xlsx", **{"Sidodadi": [titles, *rows[:2]], "Loa Kulu": [titles, *rows[2:]]})
    take_in_once(store)
    assert warehouse(store, "SELECT unit_code, count(*) FROM request GROUP BY 1") == [(SIDODADI, 2)]


@pytest.mark.parametrize(("name", "held_rows"), [("Rekap Kecamatan", 2), ("Total", 3), ("Lembar3", 3)])
@pytest.mark.parametrize("sender", ["64.72.03", "64.72.03.1001"])
def test_a_sum_beside_sheets_of_other_offices_is_not_counted_for_the_sender(store, sender, name, held_rows) -> None:
    summed = [["Tanggal", "Jumlah"], ["02/12/2024", 55], ["03/12/2024", 77]]
    pages = {"Sidodadi": DECEMBER, "Jawa": JANUARY, name: summed, "Teluk Lerong Ilir": DECEMBER}
    if sender == "64.72.03":
        pages["Teluk Lerong Ilir"] = [["KANTOR KECAMATAN SAMARINDA ULU"], *DECEMBER]
        pages["Kantor"] = pages.pop("Teluk Lerong Ilir")
    sheets(store, f"kunjungan/{sender}/kunjungan_{sender}_2024-12_dikirim-20250103-081500.xlsx", **pages)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (2, held_rows)
    assert counted(store) == [(sender, day, count) for _, day, count in OWN]
