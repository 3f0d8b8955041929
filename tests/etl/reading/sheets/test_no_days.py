"""Columns and words that are no days and no counts: months, weeks, targets, closed offices, a second table."""

from datetime import date

import pytest
from support.files.count_sheets import Rows, page, sheets, text
from support.files.raw_files import counts, etl, put, take_in, warehouse
from support.files.taken_once import take_in_once
from support.files.xls_bytes import xls

from core.store import Store
from etl.loading.load import load


def visits(store: Store) -> list[tuple[object, ...]]:
    return warehouse(store, "SELECT date::VARCHAR, sum(visits)::INTEGER FROM visit GROUP BY ALL ORDER BY 1")


YEAR = ["REKAP LOKET", "PERIODE JANUARI S/D DESEMBER 2023"]
RECAPS: list[Rows] = [
    [YEAR, ["No", "Kelurahan", *range(1, 13), "JUMLAH"], [1, "Bantuas", *range(301, 313), 999]],
    [["REKAP 2023"], ["Kelurahan", *range(1, 13)], ["Bantuas", *range(301, 313)]],
    [["BULAN MEI 2023"], ["Kelurahan", "MINGGU KE"], [None, 1, 2, 3, 4, 5], ["Bantuas", 71, 72, 73, 74, 75]],
    [["BULAN MEI 2023"], ["Kelurahan", *(f"Minggu {n}" for n in range(1, 6))], ["Bantuas", 71, 72, 73, 74, 75]],
    [["REKAP MINGGUAN BULAN MEI 2023"], ["Kelurahan", *range(1, 6)], ["Bantuas", 71, 72, 73, 74, 75]],
    [["KUNJUNGAN PER LOKET, MEI 2023"], ["Kelurahan", *range(1, 7)], ["Bantuas", 71, 72, 73, 74, 75, 76]],
    [["TAHUN 2023"], ["Kelurahan", *(f"2023-{n:02d}-01" for n in range(1, 13))], ["Bantuas", *range(301, 313)]],
    [
        ["TAHUN 2023"],
        ["Kelurahan", *(f"1-{n}" for n in ["Jan", "Feb", "Mar", "Apr", "Mei"])],
        ["Bantuas", 1, 2, 3, 4, 5],
    ],
    [["BULAN MEI 2023"], ["Kelurahan", "7-8", "8-9", "9-10", "10-11", "11-12"], ["Bantuas", 71, 72, 73, 74, 75]],
    [["KUNJUNGAN PER JAM, MEI 2023"], ["Kelurahan", *range(8, 16)], ["Bantuas", *range(71, 79)]],
    [["BULAN MEI 2023"], ["Kelurahan", "Jenis Surat"], [None, 1, 2, 3, 4, 5], ["Bantuas", 71, 72, 73, 74, 75]],
    [
        ["BULAN MEI 2023"],
        ["Kelurahan", *range(1, 6)],
        ["Bantuas", 71, 72, 73, 74, 75],
        ["Ket: 1 = SKTM, 2 = Domisili"],
    ],
]


@pytest.mark.parametrize("rows", RECAPS)
def test_months_and_weeks_are_never_days(store: Store, rows: Rows) -> None:
    put(store, "kunjungan/rekap_desember_2023.csv", text(rows))
    put(store, "kunjungan/rekap_mei_2023.html", page(rows))
    sheets(store, "kunjungan/b.xlsx", Lembar=rows)
    put(store, "kunjungan/c.xls", xls("Lembar", rows))
    assert {account.state for account in take_in(store).files} == {"set_aside"}
    assert visits(store) == []


def test_a_recap_of_the_year_costs_the_months_beside_it_nothing(store: Store) -> None:
    month: Rows = [["BULAN MEI 2023"], ["Kelurahan", *range(1, 32)], ["Bantuas", 4]]
    sheets(store, "kunjungan/a.xlsx", Mei=month, TAHUNAN=RECAPS[0])
    assert counts(load(store))[0][1:3] == (1, 1)
    assert "bukan hari" in etl("quarantine").stdout
    put(store, "kunjungan/a.xlsx", "")
    sheets(store, "kunjungan/a.xlsx", Mei=[*month, [], *RECAPS[0][1:]])
    assert counts(load(store))[0][1:3] == (1, 1)
    assert visits(store) == [("2023-05-01", 4)]


TITLES = ["{}-Mei", "Tgl {}", "Tgl. {}", "Tanggal {}", "{}/5", "5/{}", "{:02d} Mei", "Hari ke-{}", "{} Mei 2023"]


@pytest.mark.parametrize("title", TITLES)
def test_days_as_people_write_them_over_columns(store: Store, title: str) -> None:
    rows: Rows = [["BULAN MEI 2023"], ["Kelurahan", *(title.format(day) for day in range(1, 32))], ["Bantuas", 4, 5]]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(store, "kunjungan/b.xlsx", Lembar=rows)
    take_in_once(store)
    assert visits(store) == [("2023-05-01", 4), ("2023-05-02", 5)]


@pytest.mark.parametrize("title", ["{}-Agu", "Tgl {}", "{}/8", "{} Agustus 2024", "2024-08-{}"])
def test_the_days_of_one_week_are_days_where_they_say_so(store: Store, title: str) -> None:
    rows: Rows = [
        ["BULAN AGUSTUS 2024"],
        ["Kelurahan", *(title.format(day) for day in (27, 28, 29))],
        ["Bantuas", 4, 5],
    ]
    put(store, "kunjungan/a.csv", text(rows))
    put(store, "kunjungan/b.html", page([*rows[:2], ["Bukuan", 1, None, 2]]))
    sheets(store, "kunjungan/c.xlsx", Lembar=[*rows[:2], ["Bukuan", 1, None, 2]])
    take_in_once(store)
    assert visits(store) == [("2024-08-27", 5), ("2024-08-28", 5), ("2024-08-29", 2)]


@pytest.mark.parametrize(
    "titles", [[1, 2, 3], ["1/1", "1/2", "1/3"], ["7-8", "8-9", "9-10"], ["Minggu 1", "Minggu 2", "Minggu 3"]]
)
def test_few_numbers_are_no_days(store: Store, titles: list[object]) -> None:
    rows: Rows = [["BULAN AGUSTUS 2024"], ["Kelurahan", *titles], ["Bantuas", 4, 5, 6]]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(store, "kunjungan/b.xlsx", Lembar=rows)
    assert {account.state for account in take_in(store).files} == {"set_aside"}


def test_days_with_a_month_need_only_the_year_and_contradict_another_month(store: Store) -> None:
    days = [f"{day}-Jun" for day in range(1, 31)]
    put(store, "kunjungan/a.csv", text([["TAHUN 2023"], ["Kelurahan", *days], ["Bantuas", 4]]))
    put(store, "kunjungan/b.csv", text([["BULAN MEI 2023"], ["Kelurahan", *days], ["Bukuan", 4]]))
    put(
        store,
        "kunjungan/c.csv",
        text([["BULAN JUNI 2023"], ["Kelurahan", "Tanggal", "Jumlah"], ["Rapak Dalam", "2-Jun", 3]]),
    )
    assert [account.reason for account in take_in(store).files] == [None, "bulan_bertentangan", None]
    assert visits(store) == [("2023-06-01", 4), ("2023-06-02", 3)]


CLOSED: Rows = [
    ["BULAN MEI 2023"],
    ["Kelurahan", *range(1, 32)],
    ["Bantuas", "L", 5, "libur nasional", "Cuti Bersama", "TUTUP", "M", "-", "HUT RI"],
    ["Bukuan", None, 6, None, None, None, "I", 0, "HUT RI"],
    ["Rawa Makmur", "L", 7, "Libur", None, None, "N", 2, None],
    ["Handil Bakti", "L", 8, "Libur", None, None, "G", 3, None],
    ["Simpang Pasir", "L", 8, "Libur", None, None, "G", 3, None],
    ["Palaran Kota", "L", 8, "Libur", None, None, "U", 3, None],
]


def test_a_closed_day_is_no_fault_and_not_unreported(store: Store) -> None:
    """Alone in a cell, with more words, spelled from top to bottom; in text, workbook, old workbook and HTML."""
    put(store, "kunjungan/a.csv", text(CLOSED))
    put(store, "kunjungan/b.html", page(CLOSED))
    put(store, "kunjungan/c.xls", xls("Lembar", CLOSED))
    sheets(store, "kunjungan/d.xlsx", Lembar=CLOSED)
    outcome = take_in_once(store)
    assert {account.quarantined for account in outcome.files} == {2}, "the office that is none"
    assert {account.not_reported for account in outcome.files} == {6 * 31 - 12 - 20}
    assert all("hari tutup (libur, cuti): 20" in account.detail for account in outcome.files)
    assert warehouse(store, "SELECT day(date), visits FROM visit WHERE visits = 0 ORDER BY 1") == [(7, 0), (7, 0)]


def test_a_closed_day_of_an_office_that_nobody_knows_is_told(store: Store) -> None:
    """It closes no day, so whoever knows the office must hear of it; a name that may be a person's is hidden."""
    rows: Rows = [["Kelurahan", "Tanggal", "Jumlah"], ["Bantuas", "01/05/2023", 4]]
    closed: Rows = [["Bantuuas Lama", "02/05/2023", "Libur"], ["Pos Hapsari", "03/05/2023", "L"]]
    put(store, "kunjungan/a.csv", text([*rows, *closed]))
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined, account.not_data) == (1, 0, 3)
    marks = warehouse(
        store, "SELECT place, column_name, reason, severity, value, word IS NULL FROM quarantine ORDER BY 1"
    )
    reason = ("unit", "tutup_kantor_tak_dikenal", "peringatan")
    assert [mark[:4] for mark in marks] == [("3", *reason), ("4", *reason)]
    assert marks[1][4:] == ("Pos *****", False)


def test_a_closed_day_merged_over_a_week_or_all_offices(store: Store) -> None:
    rows: Rows = [CLOSED[0], CLOSED[1], ["Bantuas", 3, "LIBUR LEBARAN"], ["Bukuan", 4]]
    sheets(store, "kunjungan/a.xlsx", merged="C3:G4", Lembar=rows)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined, account.not_reported) == (2, 0, 2 * 31 - 2 - 10)


def test_a_closed_day_in_a_long_table_and_in_the_words_of_the_office(store: Store) -> None:
    rows: Rows = [
        ["Kelurahan", "Tanggal", "Jumlah"],
        ["Bantuas", "01/05/2023", "Libur"],
        ["Bantuas", "02/05/2023", "Piket"],
    ]
    put(store, "kunjungan/a.csv", text([*rows, ["Bantuas", "03/05/2023", 4]]))
    many: Rows = [["Bukuan", f"{1 + n % 28:02d}/{1 + n % 12:02d}/{2016 + n % 7}", n % 7] for n in range(588)]
    put(store, "kunjungan/b.csv", text([*rows, *many * 10]))
    (store.raw / "kunjungan/sumber.toml").write_text('closed = ["Piket"]\n')
    outcome = take_in_once(store)
    assert [account.quarantined for account in outcome.files] == [0, 0]
    assert all("hari tutup (libur, cuti): 2" in account.detail for account in outcome.files)


SECOND: Rows = [
    ["Kelurahan", "Tanggal", "Jumlah"],
    ["Bantuas", "01/05/2023", 4],
    [],
    ["Kelurahan", "Tanggal", "Target"],
    ["Bantuas", "02/05/2023", 100],
    ["Kelurahan", "Tanggal", "Jumlah"],
    ["Bukuan", "03/05/2023", 5],
]


@pytest.mark.parametrize("aside", [SECOND[3:5], [["Kelurahan", "Target", "Capaian"], ["Bantuas", 100, 90]]])
def test_a_second_table_below_is_read_by_its_own_titles(store: Store, aside: Rows) -> None:
    rows = [*SECOND[:3], *aside, *SECOND[5:]]
    put(store, "kunjungan/a.csv", text(rows))
    put(store, "kunjungan/b.html", page(rows))
    sheets(store, "kunjungan/c.xlsx", Lembar=rows)
    outcome = take_in_once(store)
    assert visits(store) == [("2023-05-01", 4), ("2023-05-03", 5)]
    assert all("Target" in account.detail for account in outcome.files)
    assert {(account.accepted + account.duplicate, account.quarantined) for account in outcome.files} == {(2, 0)}


def test_a_second_table_that_nobody_knows_is_held_back_and_one_in_another_order_is_read(store: Store) -> None:
    swapped: Rows = [["Tanggal", "Jumlah", "Kelurahan"], ["04/05/2023", 6, "Bukuan"]]
    strange: Rows = [["Kelurahan", "Tanggal", "Antrean"], ["Bukuan", "05/05/2023", 7]]
    put(store, "kunjungan/a.csv", text([*SECOND[:3], *swapped, *strange]))
    assert counts(take_in_once(store))[0][1:3] == (2, 1)
    assert visits(store) == [("2023-05-01", 4), ("2023-05-04", 6)]


def test_tables_beside_each_other_are_read_apart(store: Store) -> None:
    rows: Rows = [
        ["No", "Kelurahan", "Tanggal", "Target", None, "No", "Kelurahan", "Tanggal", "Jumlah"],
        [1, "Bantuas", "01/05/2023", 100, None, 1, "Bukuan", "02/05/2023", 4],
    ]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(store, "kunjungan/b.xlsx", Lembar=rows)
    days: Rows = [
        ["BULAN JUNI 2023", *[None] * 32, "BULAN JULI 2023"],
        ["Kelurahan", *range(1, 31), None, None, "Kelurahan", *range(1, 32)],
        ["Bantuas", 7, *[None] * 31, "Bantuas", 8],
    ]
    sheets(store, "kunjungan/c.xlsx", Lembar=days)
    take_in_once(store)
    assert visits(store) == [("2023-05-02", 4), ("2023-06-01", 7), ("2023-07-01", 8)]


def test_columns_of_targets_beside_days_are_no_counts(store: Store) -> None:
    days = [*range(1, 16), "Kumulatif", *range(16, 32), "Target", "Realisasi", "Rata-rata", "Persen"]
    rows: Rows = [["BULAN MEI 2023"], ["Kelurahan", *days], ["Bantuas", *[2] * 15, 30, *[2] * 16, 100, 62, 2, 62]]
    rows += [["Target", *[9] * 31]]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(store, "kunjungan/b.xlsx", Lembar=rows)
    take_in_once(store)
    assert visits(store) == [(f"2023-05-{day:02d}", 2) for day in range(1, 32)]


def test_counts_that_grow_below_days_are_no_days(store: Store) -> None:
    days: list[object] = ["Kelurahan", *range(1, 32)]
    rows: list[list[object]] = [["REKAP AGUSTUS 2024"], days, ["Sidodadi", *range(11, 31), *[5] * 11]]
    rows += [["Jawa", *range(1, 21), *[7] * 11], ["Bugis", *range(11, 27), 3, *[None] * 14]]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(store, "kunjungan/b.xlsx", Agustus=rows)
    outcome = take_in_once(store)
    assert [(account.state, account.accepted + account.duplicate) for account in outcome.files] == [("loaded", 79)] * 2
    found = "SELECT visits FROM visit WHERE date = '2024-08-16' ORDER BY unit_code"
    assert sorted(warehouse(store, found)) == [(16,), (26,), (26,)]


@pytest.mark.parametrize("day", [1, 31])
def test_totals_of_months_are_no_counts_of_their_first_or_last_day(store: Store, day: int) -> None:
    """`Jan-23` typed into a spreadsheet is the first of January; beside it a sheet of days stays as it is."""
    months: Rows = [["Bantuas", date(2023, month, day), 300 + month] for month in (1, 3, 5, 7)]
    days: Rows = [["Bukuan", date(2023, 5, each), each] for each in (1, 2, 31)]
    title: Rows = [["Kelurahan", "Tanggal", "Jumlah"]]
    sheets(store, "kunjungan/a.xlsx", Rekap=title + months, Harian=title + days)
    put(store, "kunjungan/b.csv", text(title + [["Simpang Pasir", *row[1:]] for row in months]))
    assert [account[1:3] for account in counts(load(store))] == [(3, 4), (0, 4)]
    assert visits(store) == [("2023-05-01", 1), ("2023-05-02", 2), ("2023-05-31", 31)]
    assert "sebulan penuh" in etl("quarantine").stdout


WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"]


@pytest.mark.parametrize("begins", [0, 1])
def test_weekdays_over_the_days_must_be_those_of_the_month(store: Store, begins: int) -> None:
    """The first of May 2023 was a Monday: a sheet that begins on another day is of another month."""
    words = [WEEKDAYS[(day + begins) % 7] for day in range(31)]
    rows: Rows = [["BULAN MEI 2023"], ["Kelurahan", *words], [None, *range(1, 32)], ["Bantuas", 4]]
    own: Rows = [["BULAN MEI 2023"], ["Kelurahan", *(f"{words[day]} {day + 1}" for day in range(31))], ["Bukuan", 5]]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(store, "kunjungan/b.xlsx", Lembar=own)
    reasons = {account.reason for account in take_in(store).files}
    assert (reasons, visits(store)) == (({"hari_bertentangan"}, []) if begins else ({None}, [("2023-05-01", 9)]))


def test_the_signature_below_a_form_is_no_row_of_an_office(store: Store) -> None:
    signed: Rows = [[], [*[None] * 5, "Samarinda, 2 Juni 2023"], [*[None] * 5, "Dra. Contoh Nama"]]
    rows: Rows = [["BULAN MEI 2023"], ["No", "Kelurahan", *range(1, 32)], [1, "Bantuas", 4], *signed]
    sheets(store, "kunjungan/a.xlsx", Lembar=rows)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (1, 0)
