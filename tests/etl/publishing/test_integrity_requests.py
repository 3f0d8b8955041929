"""Requests typed by another hand than before: each rule finds its office-month, and asks no honest one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import numpy as np
import pytest
from support.files.raw_files import NIK, PHONE, REQUEST, SIDODADI, delimited, published, put, requests, workbook

from core.method import INTEGRITY_CHANCE, SHARED_PERSONS
from core.store import Store
from etl.loading.load import load

FIRST, LAST = date(2024, 7, 1), date(2024, 10, 31)
ROSTER = "Unit Layanan;Kecamatan;Status;Tanggal;Rencana;Keterangan;Sumber\nKelurahan Sidodadi;;Aktif;01/06/2024;;;\n"
SELECT = "SELECT reason, month::VARCHAR FROM integrity_month WHERE unit_code = '{unit}' ORDER BY ALL"


@dataclass
class Day:
    """What an office counts and what is typed there on one day; `others`: visitors that do not come to apply."""

    date: date
    visits: int
    officer: int
    citizen: int
    others: int = 0
    is_split: bool = True
    from_one_phone: int = 0
    """Of the citizens' rows; the persons are others."""


def honest() -> Iterator[Day]:
    """Officers type half of the visits; citizens send eight a day."""
    rng = np.random.default_rng(5)
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if day.weekday() < 5 and day != date(2024, 9, 16):
            visits = int(rng.poisson(24))
            yield Day(day, visits, int(rng.binomial(visits, 0.5)), int(rng.poisson(8)), int(rng.poisson(9)))


def vanished(part: float) -> list[Day]:
    """In October a part of what officers type goes out as citizens' own; nobody else comes."""
    days = list(honest())
    for day in days:
        if day.date.month == 10:
            moved = round(part * day.officer)
            day.officer, day.citizen = day.officer - moved, day.citizen + moved
    return days


def opposed() -> list[Day]:
    """On every second day of October visitors are typed as citizens, and left out of the count."""
    days = list(honest())
    for day in days:
        if day.date.month == 10 and day.date.day % 2:
            moved = day.visits - day.visits // 8
            day.visits, day.citizen = day.visits - moved, day.citizen + moved
            day.officer = min(day.officer, day.visits)
    return days


def splitting(growth: float = 1.0) -> list[Day]:
    """From 14 October on the office counts by purpose; in the same weeks citizens send more, as after a go-live.

    Half of its visitors come for other things.
    """
    days = list(honest())
    for day in days:
        day.others = day.visits
        day.is_split = day.date >= date(2024, 10, 14)
        day.citizen = round(day.citizen * growth) if day.is_split else day.citizen
    return days


def stopping() -> list[Day]:
    """From October on every visitor is one count, and half as many again: officers type as before."""
    days = list(honest())
    for day in days:
        day.is_split = day.date.month < 10
        day.others = day.visits // 2
        day.citizen += 0 if day.is_split else 8
    return days


def visit_rows(days: list[Day], with_total: bool = True) -> list[dict[str, str]]:
    """The walk-in counts: by purpose where the office splits, else one count of all."""
    found = []
    for day in days:
        parts = {"Permohonan": day.visits} | ({"Ambil Berkas": day.others} if with_total else {})
        counts = parts if day.is_split else {"Semua": day.visits + day.others}
        found += [
            {
                "Kantor": "Kelurahan Sidodadi",
                "Keperluan": name,
                "Tanggal": f"{day.date:%d/%m/%Y}",
                "Jumlah": str(number),
            }
            for name, number in counts.items()
        ]
    return found


def request_rows(days: list[Day], clock: str = " 09.00") -> list[dict[str, str]]:
    """A request each, of as many persons with as many phones but for those that share one."""
    numbers, found = count(1), []
    for day in days:
        for origin, size, alike in (("Petugas", day.officer, 0), ("Warga", day.citizen, day.from_one_phone)):
            for at, number in enumerate(next(numbers) for _ in range(size)):
                found.append(
                    REQUEST
                    | {"No Permohonan": f"SMD-2024-{number:07d}", "Asal Permohonan": origin, "Tanggal Update": ""}
                    | {"NIK": f"{int(NIK) + number}", "No HP": f"0899{11112222 + (0 if at < alike else number)}"}
                    | {"Tanggal Permohonan": f"{day.date:%d/%m/%Y}{clock}"}
                )
    return found


def asked(store: Store, days: list[Day], with_total: bool = True, clock: str = " 09.00") -> list[tuple[object, ...]]:
    """Load what the office delivers, and return what is to be asked about it."""
    put(store, "peluncuran/daftar.csv", ROSTER)
    put(store, "kunjungan/a.csv", delimited(visit_rows(days, with_total)))
    put(store, "permohonan/a.csv", delimited(request_rows(days, clock)))
    load(store)
    return [tuple(row) for row in published(store, SELECT.format(unit=SIDODADI))]


def test_an_honest_office_is_asked_nothing(store: Store) -> None:
    assert asked(store, list(honest())) == []


@pytest.mark.parametrize(
    ("part", "expected"), [(0.75, [("ketikan_petugas_hilang", "2024-10-01")]), (0.2, [])], ids=["most", "a few"]
)
def test_officers_rows_that_vanish(store: Store, part: float, expected: list[tuple[str, str]]) -> None:
    assert asked(store, vanished(part)) == expected
    for value, compared, chance in published(store, "SELECT value, compared, chance FROM integrity_month"):
        assert value < compared * 2 / 3
        assert chance < INTEGRITY_CHANCE


MANY, FEW, GONE = ("nomor_banyak_orang", "ketikan_dari_sedikit_nomor", "ketikan_petugas_hilang")


@pytest.mark.parametrize(
    ("part", "clock", "expected"),
    [
        (0.75, " 09.00", [FEW, MANY]),
        (0.75, " 20.00", [GONE, MANY]),
        (0.75, "", [GONE, MANY]),
        (0.5, " 09.00", [FEW, MANY]),
        (0.5, " 20.00", [MANY]),
        (0.1, " 09.00", [MANY]),
    ],
    ids=["most", "most, at night", "most, no hour told", "half", "half, at night", "a few"],
)
def test_officers_rows_that_come_in_office_hours_from_one_phone(
    store: Store, part: float, clock: str, expected: list[str]
) -> None:
    """They tell more than a fall alone: half of the rows is enough, and the finding names the office hours."""
    days, before = vanished(part), {day.date: day.citizen for day in honest()}
    for day in days:
        day.from_one_phone = day.citizen - before[day.date]
    assert asked(store, days, clock=clock) == [(reason, "2024-10-01") for reason in expected]


def test_one_phone_without_officers_rows_that_vanish_is_asked_about_by_itself(store: Store) -> None:
    """A helper in the neighbourhood: nothing is missing at the counter."""
    days = list(honest())
    for day in days:
        day.from_one_phone = day.citizen // 2 if day.date.month == 10 else 0
    assert asked(store, days) == [(MANY, "2024-10-01")]


def test_officers_who_type_less_without_more_citizens_are_not_asked(store: Store) -> None:
    """Their colleagues are ill: the rows are not there as citizens' own."""
    days = vanished(0.75)
    before = {day.date: day.citizen for day in honest()}
    for day in days:
        day.citizen = before[day.date]
    assert asked(store, days) == []


def test_visits_that_turn_into_citizens_requests(store: Store) -> None:
    assert asked(store, opposed()) == [("kunjungan_jadi_warga", "2024-10-01")]
    ((value, compared, chance),) = published(store, "SELECT value, compared, chance FROM integrity_month")
    assert 10 <= value <= 14
    assert compared == 23
    assert chance < INTEGRITY_CHANCE


@pytest.mark.parametrize("with_total", [True, False], ids=["all purposes", "applications only"])
def test_an_office_that_begins_to_count_by_purpose_is_asked_nothing(store: Store, with_total: bool) -> None:
    """Its visits fall by those who do not apply, while more citizens send their own: that is no tampering."""
    assert asked(store, splitting(2.0), with_total) == []


def test_an_office_that_stops_counting_by_purpose_is_asked_nothing(store: Store) -> None:
    """Of half as many visits again officers type a third less, and more citizens send their own."""
    assert asked(store, stopping()) == []


def test_tampering_is_found_at_an_office_that_changed_its_counting(store: Store) -> None:
    """Of all its visitors officers type a smaller part, so that nearly all must be gone to be sure."""
    days = vanished(0.9)
    for day in days:
        day.is_split = day.date >= date(2024, 8, 12)
    assert asked(store, days) == [("ketikan_petugas_hilang", "2024-10-01")]


def persons(phones: int) -> list[dict[str, str]]:
    rows = requests(phones, Tanggal_Permohonan="09/10/2024 09.00", Tanggal_Update="")
    return [row | {"No HP": f"{PHONE[:-4]}{number:04d}"} for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("phones", "expected"),
    [(SHARED_PERSONS, [("nomor_banyak_orang", "2024-10-01")]), (SHARED_PERSONS - 1, [])],
    ids=["many", "one fewer"],
)
def test_one_nik_with_many_phones(store: Store, phones: int, expected: list[tuple[str, str]]) -> None:
    put(store, "permohonan/a.csv", delimited(persons(phones)))
    load(store)
    assert [tuple(row) for row in published(store, SELECT.format(unit=SIDODADI))] == expected


def test_one_nik_with_many_phones_in_a_workbook(store: Store) -> None:
    rows = persons(SHARED_PERSONS)
    put(store, "permohonan/b.csv", delimited(requests(1)))
    workbook(store.raw / "permohonan" / "a.xlsx", [list(rows[0]), *(list(row.values()) for row in rows)])
    load(store)
    assert [tuple(row) for row in published(store, SELECT.format(unit=SIDODADI))] == [
        ("nomor_banyak_orang", "2024-10-01")
    ]


def test_the_same_rows_give_the_same_chance_to_the_last_digit(store: Store) -> None:
    """Whatever the order of the rows and however many threads add them up."""
    days = opposed()
    asked(store, days)
    first = published(store, "SELECT * FROM integrity_month ORDER BY ALL")
    put(store, "kunjungan/a.csv", delimited(visit_rows(days)[::-1]))
    load(store, rebuild=True)
    assert published(store, "SELECT * FROM integrity_month ORDER BY ALL") == first
