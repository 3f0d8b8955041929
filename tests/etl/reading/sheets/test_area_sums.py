"""A row that is the sum of a kecamatan's offices is no count of its own office, however the table lies."""

import json
import random
from collections.abc import Callable
from datetime import date

import pytest
from support.files.count_sheets import sheets, text
from support.files.raw_files import put, warehouse
from support.files.taken_once import take_in_once

from core.store import Store

Rows = list[list[object]]
Counts = dict[str, list[int | None]]
DAYS = [date(2024, 7, day) for day in range(1, 32)]
OWN = {
    "Kecamatan Palaran": ["Rawa Makmur", "Handil Bakti", "Bukuan", "Simpang Pasir", "Bantuas"],
    "Kecamatan Sambutan": ["Sungai Kapih", "Makroman", "Sindang Sari", "Pulau Atas"],
}
CITY_SUMS = "SELECT sum(visits), count(DISTINCT unit_code) FROM visit"


def counted(seed: int = 1) -> Counts:
    """Counts of nine kelurahan by working day of July 2024."""
    draw = random.Random(seed)
    offices = [name for own in OWN.values() for name in own]
    return {name: [draw.randrange(1, 30) if day.isoweekday() < 6 else None for day in DAYS] for name in offices}


def with_sums(counts: Counts, *, is_below: bool = False) -> Counts:
    """The same with the sum of each kecamatan above its kelurahan, or below them."""
    rows: Counts = {}
    for area, own in OWN.items():
        whole = [
            None if DAYS[at].isoweekday() > 5 else sum(counts[name][at] or 0 for name in own) for at in range(len(DAYS))
        ]
        rows |= {} if is_below else {area: whole}
        rows |= {name: counts[name] for name in own}
        rows |= {area: whole} if is_below else {}
    return rows


def days_as_columns(store: Store, counts: Counts) -> None:
    rows: Rows = [["BULAN JULI 2024"], ["No", "Kelurahan", *range(1, 32)]]
    sheets(
        store, "kunjungan/a.xlsx", Lembar1=[*rows, *([n, name, *own] for n, (name, own) in enumerate(counts.items()))]
    )


def days_as_columns_in_text(store: Store, counts: Counts) -> None:
    rows: Rows = [["BULAN JULI 2024"], ["No", "Kelurahan", *range(1, 32)]]
    put(store, "kunjungan/a.csv", text([*rows, *([n, name, *own] for n, (name, own) in enumerate(counts.items()))]))


def long_table(store: Store, counts: Counts) -> None:
    rows = [[f"{day:%d/%m/%Y}", name, own[at]] for at, day in enumerate(DAYS) for name, own in counts.items()]
    put(store, "kunjungan/a.csv", text([["Tanggal", "Unit Layanan", "Jumlah"], *rows]))


def records(store: Store, counts: Counts) -> None:
    rows = [
        {"Tanggal": f"{day:%Y-%m-%d}", "Unit Layanan": name, "Jumlah": own[at]}
        for at, day in enumerate(DAYS) for name, own in counts.items() if own[at] is not None
    ]  # fmt: skip
    put(store, "kunjungan/a.json", json.dumps(rows))


def offices_as_columns(store: Store, counts: Counts) -> None:
    rows: Rows = [[f"{day:%d/%m/%Y}", *(own[at] for own in counts.values())] for at, day in enumerate(DAYS)]
    sheets(store, "kunjungan/a.xlsx", Lembar1=[["Tanggal", *counts], *rows])


def sheet_an_office(store: Store, counts: Counts) -> None:
    pages: dict[str, Rows] = {
        name: [["Tanggal", "Jumlah"], *([f"{day:%d/%m/%Y}", own[at]] for at, day in enumerate(DAYS))]
        for name, own in counts.items()
    }
    sheets(store, "kunjungan/a.xlsx", **pages)


def purposes_as_columns(store: Store, counts: Counts) -> None:
    def parts(count: int | None) -> list[object]:
        return [None, None] if count is None else [count, 2 * count]

    rows: Rows = [
        [f"{day:%d/%m/%Y}", name, *parts(own[at])] for at, day in enumerate(DAYS) for name, own in counts.items()
    ]
    sheets(store, "kunjungan/a.xlsx", Lembar1=[["Tanggal", "Kelurahan", "Permohonan", "Ambil Berkas"], *rows])


LAYOUTS: list[Callable[[Store, Counts], None]] = [
    days_as_columns, days_as_columns_in_text, long_table, records, offices_as_columns, sheet_an_office,
]  # fmt: skip


def total(counts: Counts) -> int:
    return sum(count or 0 for own in counts.values() for count in own)


@pytest.mark.parametrize("is_below", [True, False])
@pytest.mark.parametrize("write", LAYOUTS)
def test_sums_of_kecamatan_are_no_counts_of_their_offices(
    store: Store, write: Callable[[Store, Counts], None], is_below: bool
) -> None:
    write(store, with_sums(counted(), is_below=is_below))
    take_in_once(store)
    assert warehouse(store, CITY_SUMS) == [(total(counted()), 9)]
    ((detail, read, found),) = warehouse(store, "SELECT detail, read, accepted + not_data FROM ledger")
    assert "Kecamatan Palaran, Kecamatan Sambutan: jumlah kelurahannya" in detail
    assert "46 hitungan tidak dihitung" in detail
    assert read == found


def test_sums_of_purposes_are_found_by_purpose(store: Store) -> None:
    purposes_as_columns(store, with_sums(counted()))
    take_in_once(store)
    assert warehouse(store, CITY_SUMS) == [(3 * total(counted()), 9)]


def test_a_sum_is_none_beside_the_count_of_the_office_itself(store: Store) -> None:
    own = [None if day.isoweekday() > 5 else 3 + day.day % 4 for day in DAYS]
    counts = with_sums(counted())
    whole = [None if count is None else count + (own[at] or 0) for at, count in enumerate(counts["Kecamatan Palaran"])]
    days_as_columns(store, counts | {"Kecamatan Palaran": whole, "Kantor Kecamatan Palaran": own})
    take_in_once(store)
    assert warehouse(store, CITY_SUMS) == [(total(counted()) + sum(count or 0 for count in own), 10)]
    assert warehouse(store, "SELECT count(*) FROM quarantine") == [(0,)]


def test_an_office_of_a_kecamatan_with_counts_of_its_own_is_one(store: Store) -> None:
    own = [None if day.isoweekday() > 5 else 3 + day.day % 4 for day in DAYS]
    days_as_columns(store, counted() | {"Kecamatan Palaran": own})
    take_in_once(store)
    assert warehouse(store, CITY_SUMS) == [(total(counted()) + sum(count or 0 for count in own), 10)]


@pytest.mark.parametrize("write", [days_as_columns, long_table])
def test_a_sum_with_an_office_that_nobody_knows_is_one(store: Store, write: Callable[[Store, Counts], None]) -> None:
    counts = {"Bukuam" if name == "Bukuan" else name: own for name, own in with_sums(counted()).items()}
    write(store, counts)
    take_in_once(store)
    assert warehouse(store, CITY_SUMS) == [(total(counted()) - total({"": counted()["Bukuan"]}), 8)]


def palaran_table(store: Store, counts: Counts, areas: dict[str, str], parts: list[str]) -> None:
    """A long table with a column of kecamatan (`areas`: other than Palaran); the office of Palaran has what `parts`
    have together.
    """
    own = [
        None if day.isoweekday() > 5 else sum(counts[name][at] or 0 for name in parts) for at, day in enumerate(DAYS)
    ]
    told = counts | {"Kantor Kecamatan Palaran": own}
    rows = [
        [f"{day:%d/%m/%Y}", name, areas.get(name, "Palaran"), cells[at]]
        for at, day in enumerate(DAYS)
        for name, cells in told.items()
    ]
    put(store, "kunjungan/a.csv", text([["Tanggal", "Unit Layanan", "Kecamatan", "Jumlah"], *rows]))


PALARAN_ROWS = "SELECT count(*) FROM visit WHERE unit_code = '64.72.01'"
SEVEN = [None if day.isoweekday() > 5 else 7 for day in DAYS]
OTHERS = {name: area.removeprefix("Kecamatan ") for area, own in OWN.items() for name in own}


def test_an_unknown_office_of_another_kecamatan_makes_no_sum(store: Store) -> None:
    """The office of Palaran has as many guests as its kelurahan and a place in Sambutan that nobody knows together."""
    counts = counted() | {"Bukuam": SEVEN}
    palaran_table(store, counts, OTHERS | {"Bukuam": "Sambutan"}, [*OWN["Kecamatan Palaran"], "Bukuam"])
    take_in_once(store)
    assert warehouse(store, PALARAN_ROWS) == [(23,)]


@pytest.mark.parametrize(
    ("unsure", "areas"),
    [
        # Held, as one of both is wrong: it may be that of Palaran which is meant.
        ({}, {"Bukuan": "Sambutan"}),
        # Two that nobody knows there, and one that may be anywhere.
        ({"Bukuam": SEVEN, "Rawa Makmir": SEVEN, "Entah": SEVEN}, {"Entah": ""}),
    ],
)
def test_whoever_may_be_of_the_kecamatan_may_be_in_its_sum(store: Store, unsure: Counts, areas: dict[str, str]) -> None:
    parts = [*OWN["Kecamatan Palaran"], *(name for name in unsure if name not in areas)]
    palaran_table(store, counted() | unsure, OTHERS | areas, parts)
    take_in_once(store)
    assert warehouse(store, PALARAN_ROWS) == [(0,)]


def test_a_sum_whose_part_cannot_be_read_is_held(store: Store) -> None:
    rows: Rows = [["BULAN JULI 2024"], ["No", "Kelurahan", *range(1, 32)]]
    palaran = {name: own for name, own in with_sums(counted()).items() if name == "Kecamatan Palaran"}
    palaran |= {name: counted()[name] for name in OWN["Kecamatan Palaran"]}
    rows += [[n, name, *own] for n, (name, own) in enumerate(palaran.items())]
    (slipped,) = (row for row in rows if row[1:2] == ["Bukuan"])
    slipped.insert(9, None)
    sheets(store, "kunjungan/a.xlsx", Lembar1=rows)
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM visit WHERE unit_code = '64.72.01'") == [(0,)]
    held = "SELECT reason, count(*) FROM quarantine GROUP BY 1 ORDER BY 1"
    assert warehouse(store, held) == [("baris_bergeser", 1), ("jumlah_tak_cocok", 23)]


def test_a_kecamatan_in_its_own_column_and_its_sum_are_no_office(store: Store) -> None:
    areas = {name: area for area, own in OWN.items() for name in own}
    rows: Rows = [["BULAN JULI 2024"], ["No", "Kecamatan", "Kelurahan", *range(1, 32)]]
    for name, own in with_sums(counted()).items():
        rows.append([None, None if name in areas else name, name if name in areas else None, *own])
    sheets(store, "kunjungan/a.xlsx", Lembar1=rows)
    take_in_once(store)
    assert warehouse(store, CITY_SUMS) == [(total(counted()), 9)]
    assert warehouse(store, "SELECT count(*) FROM quarantine") == [(0,)]


def test_zeros_prove_no_sum(store: Store) -> None:
    """Three counts of many that add up by chance, beside purposes of none: 0 is the sum of zeros and tells nothing."""
    offices = ("Kecamatan Palaran", "Rawa Makmur", "Handil Bakti")
    head, rows, whole = ["Tanggal", "Unit Layanan", "Keperluan", "Jumlah"], [], 0
    for day in DAYS:
        some = (2 if day.day < 4 else 9, 1, 1) if day.isoweekday() < 6 else (0, 0, 0)
        for office, count in zip(offices, some, strict=True):
            rows.append([f"{day:%d/%m/%Y}", office, "Permohonan", count])
            rows += [[f"{day:%d/%m/%Y}", office, purpose, 0] for purpose in ("Pengambilan", "Konsultasi", "Lainnya")]
            whole += count
    put(store, "kunjungan/a.csv", text([head, *rows]))
    take_in_once(store)
    assert warehouse(store, CITY_SUMS) == [(whole, 3)]


def test_an_area_of_zeros_is_not_taken_for_a_sum_beside_one_that_is(store: Store) -> None:
    counts = counted()
    palaran = with_sums({name: own if name in OWN["Kecamatan Palaran"] else [0] * 31 for name, own in counts.items()})
    long_table(store, palaran)
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM visit WHERE unit_code = '64.72.07' AND visits = 0")[0][0] > 0
    assert warehouse(store, "SELECT count(*) FROM visit WHERE unit_code = '64.72.01'") == [(0,)]
