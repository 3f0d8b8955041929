"""Figures that were made rather than counted: each kind is found in the month it was planted in, and nowhere else."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import pytest
from support.files.raw_files import NIK, SIDODADI, delimited, etl, published, put, requests, workbook

from core.method import SHARED_PERSONS
from core.store import Store
from etl.loading.load import load

FOUND = "SELECT reason, month::VARCHAR, value FROM integrity_month WHERE unit_code = $1 ORDER BY ALL"
Counts = dict[date, int]


def working_days() -> Iterator[date]:
    """July to October 2024 without its public holidays."""
    closed = {date(2024, 9, 16)}
    days = (date(2024, 7, 1) + timedelta(days=number) for number in range(123))
    return (day for day in days if day.weekday() < 5 and day not in closed)


def counted() -> Counts:
    return dict(zip(working_days(), np.random.default_rng(3).poisson(24, 200).tolist(), strict=False))


def october(change: Callable[[date, Counts], int]) -> Counts:
    counts = counted()
    return {day: change(day, counts) if day.month == 10 else count for day, count in counts.items()}


WORLDS = {
    "honest": counted(),
    "zeros": october(lambda day, counts: 0 if day.day in (9, 23) else counts[day]),
    "tens": october(lambda day, counts: max(10, round(counts[day], -1))),
    "copied": october(lambda day, counts: counts[date(2024, 9, 30) + timedelta(days=day.weekday())]),
}
EXPECTED = {
    "honest": [],
    "zeros": [("nol_di_luar_kebiasaan", "2024-10-01", 2.0)],
    "tens": [("hitungan_dibulatkan", "2024-10-01", 23.0)],
    "copied": [("hitungan_disalin", "2024-10-01", 19.0)],
}


def rows(counts: Counts) -> list[dict[str, str]]:
    return [
        {"Kantor": "Kelurahan Sidodadi", "Keperluan": "Permohonan", "Tanggal": f"{day:%d/%m/%Y}", "Jumlah": str(count)}
        for day, count in counts.items()
    ]


def found(store: Store) -> list[tuple[object, ...]]:
    return [tuple(row) for row in published(store, FOUND.replace("$1", f"'{SIDODADI}'"))]


@pytest.mark.parametrize("world", WORLDS)
def test_counts_that_were_not_counted(store: Store, world: str) -> None:
    put(store, "kunjungan/a.csv", delimited(rows(WORLDS[world])))
    load(store)
    assert found(store) == EXPECTED[world]


def test_the_same_counts_in_a_workbook(store: Store) -> None:
    table = rows(WORLDS["copied"])
    put(store, "kunjungan/b.csv", delimited(table[:1]))
    workbook(store.raw / "kunjungan" / "a.xlsx", [list(table[0]), *(list(row.values()) for row in table)])
    load(store)
    assert found(store) == EXPECTED["copied"]


def test_a_closed_city_and_a_missing_report_are_no_false_zeros(store: Store) -> None:
    """Five offices count nothing on one day; an empty cell is no count."""
    day = date(2024, 10, 9)
    names = ("Sidodadi", "Dadi Mulya", "Jawa", "Air Putih", "Bukit Pinang")
    table = [
        row | {"Kantor": f"Kelurahan {name}"} | ({"Jumlah": "0"} if row["Tanggal"] == f"{day:%d/%m/%Y}" else {})
        for name in names
        for row in rows(counted())
    ]
    missing = [row | ({"Jumlah": ""} if row["Tanggal"] == "23/10/2024" else {}) for row in table]
    put(store, "kunjungan/a.csv", delimited(missing))
    load(store)
    assert published(store, "SELECT reason FROM integrity_month") == []


def log(persons: int, origin: str) -> str:
    same_phone = requests(persons, Asal_Permohonan=origin, Tanggal_Permohonan="09/10/2024 09.00", Tanggal_Update="")
    return delimited([row | {"NIK": f"{int(NIK) + number}"} for number, row in enumerate(same_phone)])


@pytest.mark.parametrize(
    ("persons", "origin", "expected"),
    [
        (SHARED_PERSONS, "Warga", [("nomor_banyak_orang", "2024-10-01", float(SHARED_PERSONS))]),
        (SHARED_PERSONS - 1, "Warga", []),
        (SHARED_PERSONS, "Ketua RT", []),
    ],
    ids=["many", "one fewer", "through RT"],
)
def test_one_phone_for_many_citizens(
    store: Store, persons: int, origin: str, expected: list[tuple[object, ...]]
) -> None:
    put(store, "permohonan/a.csv", log(persons, origin))
    load(store)
    assert found(store) == expected


def test_the_user_is_told_what_to_ask(store: Store) -> None:
    put(store, "kunjungan/a.csv", delimited(rows(WORLDS["tens"])))
    load(store)
    told = etl("quarantine", "--reason", "hitungan_dibulatkan").stdout
    assert "23 dari 23 hitungan" in told
    assert "tanyakan siapa yang menghitung" in told
    assert "[periksa]" in told
