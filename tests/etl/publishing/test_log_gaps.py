"""What a log does not tell although it lies inside it, days and kinds of calls: missing, never zero."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

import pandas as pd
from support.files.raw_files import SIDODADI, delimited, published, put, requests

from core.snapshot import open_current
from core.store import Store
from etl.loading.load import load

FIRST, LAST = date(2024, 9, 2), date(2024, 10, 31)
A_DAY = 4


def working_days() -> Iterator[date]:
    """Mondays to Fridays; the two months have no holiday on them but 16 September."""
    days = (FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1))
    return (day for day in days if day.weekday() < 5)


def log(*, without: range = range(0), a_day: int = A_DAY, october: Mapping[int, int] = MappingProxyType({})) -> str:
    """A request log of one office with so many requests a working day, but for some days of October.

    `october`: other numbers of requests, by day.
    """
    counts = {
        day: october.get(day.day, 0 if day.day in without else a_day) if day.month == 10 else a_day
        for day in working_days()
    }
    moments = [f"{day:%d/%m/%Y} 09.{minute:02d}" for day, count in counts.items() for minute in range(count)]
    rows = requests(len(moments))
    return delimited(
        [{**row, "Tanggal Permohonan": moment, "Tanggal Update": ""} for row, moment in zip(rows, moments, strict=True)]
    )


def october(store: Store) -> dict[int, float | None]:
    """Requests of citizens at the office on each day of October; None: not covered."""
    found = open_current(store).query(
        "SELECT day(date) AS day, warga FROM unit_day_total WHERE unit_code = $1 AND month(date) = 10",
        [SIDODADI],
    )
    return {row.day: None if pd.isna(row.warga) else row.warga for row in found.itertuples()}


def test_a_gap_of_the_whole_city_is_not_covered_up_to_the_rows_beside_it(store: Store) -> None:
    """Tuesday 8 to Friday 18 are missing: so are the weekends inside it and beside it, not the one before."""
    put(store, "permohonan/log.csv", log(without=range(8, 19)))
    load(store)
    days = october(store)
    assert {day for day, count in days.items() if count is None} == set(range(8, 21))
    assert (days[7], days[6], days[21]) == (A_DAY, 0, A_DAY)
    (gap,) = open_current(store).table("log_gap").to_dict("records")
    assert (gap["source"], gap["silent_days"], gap["expected"]) == ("permohonan", 9, 9.0 * A_DAY)
    (found,) = open_current(store).query("SELECT * FROM finding WHERE reason = 'log_tidak_mencakup'").to_dict("records")
    assert (found["first_day"].day, found["last_day"].day, found["value"]) == (8, 20, 9)


def test_days_that_chance_may_leave_empty_are_zeros(store: Store) -> None:
    """Two days at four requests a day, or five days of a log with one a day."""
    put(store, "permohonan/log.csv", log(without=range(8, 10)))
    load(store)
    assert (october(store)[8], october(store)[9]) == (0, 0)
    put(store, "permohonan/log.csv", log(without=range(7, 12), a_day=1))
    load(store)
    assert None not in october(store).values()


def test_stray_rows_do_not_cover_the_days_of_a_missing_export(store: Store) -> None:
    """The exports beside it bring three rows of its nine days, where 180 were to be expected."""
    put(store, "permohonan/log.csv", log(without=range(8, 19), a_day=20, october={9: 1, 15: 2}))
    load(store)
    assert {day for day, count in october(store).items() if count is None} == set(range(8, 21))
    (gap,) = open_current(store).table("log_gap").to_dict("records")
    assert (gap["first_day"].day, gap["last_day"].day, gap["silent_days"], gap["expected"]) == (8, 20, 9, 180.0)


def test_few_requests_are_no_gap(store: Store) -> None:
    """Neither a quiet week, nor a service that begins slowly."""
    put(store, "permohonan/log.csv", log(a_day=6, october=dict.fromkeys(range(7, 12), 2)))
    load(store)
    assert open_current(store).table("log_gap").empty
    put(store, "permohonan/log.csv", log(a_day=1, october=dict.fromkeys(range(1, 32), 40)))
    load(store)
    assert open_current(store).table("log_gap").empty


def test_an_outage_of_the_whole_city_explains_its_zeros(store: Store) -> None:
    put(store, "permohonan/log.csv", log(without=range(8, 12)))
    put(store, "gangguan/g.csv", "Kantor;Mulai;Selesai\nSEMUA;08/10/2024 00.00;11/10/2024 23.00\n")
    load(store)
    assert None not in october(store).values()
    assert open_current(store).table("log_gap").empty


def test_a_month_of_112_calls_that_is_missing_is_no_month_without_calls(store: Store) -> None:
    """Only the days of the gap are without a figure."""
    days = [FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
    kept = [day for day in days if not (day.month == 10 and 5 <= day.day <= 11)]
    calls = [f"{number};{day:%d/%m/%Y} 10.{number % 60:02d};Bantuan Digital" for number, day in enumerate(kept * 3)]
    put(store, "permohonan/log.csv", log())
    put(store, "panggilan_112/c.csv", "\n".join(["No Tiket;Waktu Terima;Kategori", *calls]) + "\n")
    load(store)
    found = open_current(store).query("SELECT DISTINCT date FROM unit_day_total WHERE help_calls IS NULL ORDER BY date")
    assert [day.day for day in found["date"]] == [5, 6, 7, 8, 9, 10, 11]


CALLS_HEAD = "No Tiket;Waktu Terima;Kategori;Kelurahan"


def calls(store: Store, month: str, words: list[str]) -> None:
    lines = [f"P-{month}-{n};{1 + n % 28:02d}/{month} 08.10;{word};Sidodadi" for n, word in enumerate(words)]
    put(store, f"panggilan_112/{month.replace('/', '-')}.csv", "\n".join([CALLS_HEAD, *lines]) + "\n")


def visits(store: Store) -> None:
    """A build speaks of the days of visits and requests."""
    days = [f"Sidodadi;{day}/{month}/2024;5" for month in ("10", "11") for day in range(1, 29)]
    put(store, "kunjungan/a.csv", "\n".join(["Unit Layanan;Tanggal;Jumlah Kunjungan", *days]) + "\n")


def help_of(store: Store) -> list[tuple[object, ...]]:
    months = "SELECT month(date), sum(help_calls), count(help_calls) > 0 FROM unit_day_total GROUP BY ALL ORDER BY ALL"
    return published(store, months)


def test_many_calls_without_a_known_category_leave_the_month_unknown(store: Store) -> None:
    known = ["Bantuan Layanan Digital", "Prank"] * 20
    calls(store, "10/2024", [*known[:39], "Jenis baru"])
    calls(store, "11/2024", [*known[:20], *["Jenis baru"] * 19, ""])
    visits(store)
    load(store)
    assert help_of(store) == [(10, 20, True), (11, None, False)]
    names = "SELECT category, sum(calls) FROM calls_hour WHERE month(date) = 11 GROUP BY ALL ORDER BY ALL"
    assert published(store, names) == [("bantuan_digital", 10), ("prank", 10), ("tidak_dikenal", 20)]


def test_what_is_declared_of_a_category_makes_the_month_known(store: Store) -> None:
    calls(store, "10/2024", ["Jenis baru", "Prank"] * 5)
    declared = store.raw / "panggilan_112" / "sumber.toml"
    declared.write_text(declared.read_text() + '[values.category]\nbantuan_digital = ["Jenis baru"]\n')
    visits(store)
    load(store)
    assert help_of(store) == [(10, 5, True), (11, None, False)]
