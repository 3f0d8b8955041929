"""A cell put in or taken out of a row by hand, in a file whose rows are all of one width: no count moves to another."""

import json
from datetime import date, timedelta

import pytest
from support.files.count_sheets import page, sheets, text
from support.files.raw_files import put, warehouse
from support.files.taken_once import take_in_once

from core.store import Store

OFFICES = ["Bantuas", "Handil Bakti", "Bukuan", "Rawa Makmur"]
DAYS = range(1, 32)
HELD = "SELECT reason, count(*) FROM quarantine WHERE severity = 'tolak' GROUP BY 1"
Rows = list[list[object]]


def july(*, with_sums: bool) -> Rows:
    """Titles and rows of July 2024, in which nobody came on weekends; a count and its day make 60."""
    numbers = [None if date(2024, 7, day).isoweekday() > 5 else 60 - day for day in DAYS]
    total = [sum(number or 0 for number in numbers)] if with_sums else []
    rows: Rows = [[place, office, *numbers, *total] for place, office in enumerate(OFFICES, 1)]
    return [["LAPORAN BULAN JULI 2024"], ["No", "Kelurahan", *DAYS, *(["Jumlah"] if with_sums else [])], *rows]


def write(store: Store, kind: str, rows: Rows) -> None:
    if kind == "xlsx":
        sheets(store, "kunjungan/a.xlsx", Lembar1=rows)
    elif kind == "json":
        titles, *others = rows
        entries = [dict(zip(map(str, titles), cells, strict=False)) for cells in others]
        put(store, "kunjungan/a.json", json.dumps(entries))
    else:
        put(store, f"kunjungan/a.{kind}", text(rows) if kind == "csv" else page(rows))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls"])
@pytest.mark.parametrize("with_sums", [True, False])
@pytest.mark.parametrize("place", [2, 9])
@pytest.mark.parametrize("is_more", [True, False])
def test_no_day_has_the_count_of_another(store: Store, kind: str, with_sums: bool, place: int, is_more: bool) -> None:
    rows = july(with_sums=with_sums)
    rows[4][place : place + (not is_more)] = [None] if is_more else []
    write(store, kind, rows)
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(60,)]
    assert warehouse(store, "SELECT count(*) FROM visit") == [(69,)]
    ((reason, held),) = warehouse(store, HELD)
    assert (reason in ("baris_bergeser", "jumlah_kolom_salah"), held) == (True, 1)


def test_a_row_of_one_office_alone_is_told_by_its_weekends(store: Store) -> None:
    rows = july(with_sums=False)[:3]
    rows[2].insert(2, None)
    write(store, "xlsx", [*rows[:2], rows[2][:-1]])
    take_in_once(store)
    assert warehouse(store, HELD) == [("baris_bergeser", 1)]


def test_an_office_that_opens_on_saturdays_has_not_slipped(store: Store) -> None:
    rows = july(with_sums=False)
    for day in (6, 13, 20, 27):
        rows[3][1 + day] = 60 - day
    write(store, "xlsx", rows)
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM visit") == [(4 * 23 + 4,)]


def test_a_wrong_sum_a_note_and_a_sum_without_a_title_cost_no_counts_of_days(store: Store) -> None:
    rows = july(with_sums=True)
    rows[2][-1] = 7
    rows[3].append("dihitung ulang")
    write(store, "xlsx", rows)
    without = july(with_sums=False)
    without[3].append(sum(number for number in without[3][2:] if isinstance(number, int)))
    sheets(store, "kunjungan/b.xlsx", Lembar1=[["LAPORAN BULAN JULI 2019"], *without[1:]])
    take_in_once(store)
    assert warehouse(store, "SELECT year(date), count(*) FROM visit GROUP BY 1 ORDER BY 1") == [(2019, 92), (2024, 92)]


PARTED = ["Tanggal", "Kelurahan", "Laki-laki", "Perempuan", "Jumlah", "Ket"]


def parted() -> Rows:
    """Titles and rows of counts with their parts; men are 3 a day, women the day of the month and 20 more."""
    days = [date(2024, 7, 15) + timedelta(days) for days in range(8)]
    return [PARTED, *([f"{day:%d/%m/%Y}", "Bukuan", 3, day.day + 20, day.day + 23, None] for day in days)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls", "json"])
@pytest.mark.parametrize("place", [2, 3, 4])
@pytest.mark.parametrize("put_in", ["none", "blank", "-", "Jalan"])
def test_a_part_is_no_count_of_all(store: Store, kind: str, place: int, put_in: str) -> None:
    rows = parted()
    if put_in == "none":
        rows[4] = [*rows[4][:place], *rows[4][place + 1 :], None]
    else:
        rows[4].insert(place, None if put_in == "blank" else put_in)
        rows[4].pop()
    write(store, kind, rows)
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT visits - day(date) FROM visit") == [(23,)]
    assert warehouse(store, "SELECT count(*) FROM visit") == [(7,)]
    assert warehouse(store, "SELECT count(*) FROM quarantine WHERE severity = 'tolak'") == [(1,)]


def test_a_separator_too_many_before_a_count_is_not_proven_by_the_number_left_in_its_place(store: Store) -> None:
    rows = [";".join("" if cell is None else str(cell) for cell in cells) for cells in parted()]
    rows[4] = "18/07/2024;Bukuan;;3;38;41;"
    put(store, "kunjungan/a.csv", "\n".join(rows) + "\n")
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM visit") == [(7,)]


def test_a_large_log_of_counts_with_parts_is_no_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.reading.formats.fast.FAST_FROM_BYTES", 0)
    rows = parted()
    rows[4][2:] = [None, 3, 38, 41]
    write(store, "csv", rows)
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM visit") == [(7,)]


def test_columns_that_do_not_add_up_are_no_parts(store: Store) -> None:
    rows = parted()
    rows[0][2:4] = ["Loket", "Petugas"]
    for place, cells in enumerate(rows[1:]):
        cells[2:4] = [place % 3 + 1, 2]
    write(store, "csv", rows)
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM visit") == [(8,)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls"])
def test_a_title_of_another_month_is_told_by_the_sundays(store: Store, kind: str) -> None:
    rows = july(with_sums=False)
    write(store, kind, [["LAPORAN BULAN AGUSTUS 2024"], *rows[1:]])
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM visit") == [(0,)]
    assert warehouse(store, HELD) == [("bulan_tak_cocok", 4)]


PARTS: Rows = [
    [1, "Bukuan", "Permohonan", 5, *[60 - day for day in DAYS][1:]],
    [2, None, "Tamu", 54, *[None] * 30],
]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls"])
@pytest.mark.parametrize(
    "row", [["Semua", 58, *[None] * 30], ["Semua", 60, *[None] * 30], ["Ambil Berkas", *[1] * 31], ["Tamu", *[1] * 31]]
)
def test_a_row_without_its_office_that_does_not_add_up_is_not_of_the_one_above(
    store: Store, kind: str, row: list[object]
) -> None:
    """All visitors who are others than those of the purposes, a purpose beside all visitors, a purpose twice."""
    all_visitors: Rows = [[3, None, "Semua", 59, *[60 - day for day in DAYS][1:]]]
    titles = ["No", "Kelurahan", "Keperluan", *DAYS]
    above = PARTS if row[0] == "Semua" else [*PARTS, *all_visitors]
    write(store, kind, [["LAPORAN BULAN JULI 2024"], titles, *above, [4, None, *row]])
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT reason FROM quarantine") == [("unit_tak_dikenal",)]
    assert warehouse(store, "SELECT sum(visits) FROM visit WHERE day(date) = 1 AND purpose <> 'semua'") == [(59,)]


@pytest.mark.parametrize("row", [["Semua", 59, *[60 - day for day in DAYS][1:]], ["Ambil Berkas", *[1] * 31]])
def test_a_row_that_adds_up_is_of_the_office_above(store: Store, row: list[object]) -> None:
    write(
        store, "xlsx",
        [["LAPORAN BULAN JULI 2024"], ["No", "Kelurahan", "Keperluan", *DAYS], *PARTS, [4, None, *row]],
    )  # fmt: skip
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM quarantine WHERE severity = 'tolak'") == [(0,)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("at", [2, 6])
def test_the_sum_of_a_kecamatan_is_no_count_of_its_office(store: Store, kind: str, at: int) -> None:
    rows = july(with_sums=False)
    sums = [sum(cell for row in rows[2:] if isinstance(cell := row[place], int)) or None for place in range(2, 33)]
    write(store, kind, [*rows[:at], ["A", "Kecamatan Palaran", *sums], *rows[at:]])
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(60,)]
    assert "jumlah kelurahannya" in warehouse(store, "SELECT detail FROM ledger")[0][0]


def test_a_kecamatan_with_counts_of_its_own_is_an_office(store: Store) -> None:
    rows = july(with_sums=False)
    write(store, "xlsx", [*rows[:2], ["A", "Kecamatan Palaran", *rows[2][2:]], *rows[2:]])
    take_in_once(store)
    assert warehouse(store, "SELECT count(DISTINCT unit_code) FROM visit") == [(5,)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_office_without_its_name_is_not_merged_with_one_that_has_the_same_purpose(store: Store, kind: str) -> None:
    titles, first, second = ["No", "Kelurahan", "Keperluan", *DAYS], [60 - day for day in DAYS], [7] * 31
    rows: Rows = [["LAPORAN BULAN JULI 2024"], titles, [1, "Bukuan", "Tamu", None, *first[1:]]]
    write(
        store, kind, [*rows, [2, None, "Tamu", *second], [3, "Bantuas", "Tamu", *first], [None, None, "Semua", *first]]
    )
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(60,)]
    assert warehouse(store, "SELECT reason, count(*) FROM quarantine GROUP BY 1") == [("unit_tak_dikenal", 31)]
