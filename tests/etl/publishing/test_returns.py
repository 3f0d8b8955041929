"""Who comes back, told apart by sorting: the same as going through each citizen's requests one by one."""

import random
from datetime import datetime, timedelta

import duckdb
import pandas as pd
import pytest

from analytics.uptake import returning_citizens
from core.method import RETURN_DAYS
from etl.publishing.citizens import Citizens
from etl.publishing.returns import count_returns, keep_returns
from etl.warehouse.database import sql

Request = tuple[int | None, datetime | None, str, str]
DIGITAL = ("warga", "rt")


def _counted(requests: list[Request]) -> set[tuple[object, ...]]:
    connection = duckdb.connect()
    connection.execute(sql("is_counted_status"))
    connection.execute("CREATE TABLE ref_units AS SELECT 'A.1' AS unit_code, 'A' AS kecamatan_code")
    connection.execute(
        "CREATE TABLE request (nik_no UINTEGER, submitted_at TIMESTAMP, origin VARCHAR, status VARCHAR,"
        " unit_code VARCHAR DEFAULT 'A.1', phone_no UINTEGER)"
    )
    if requests:
        connection.executemany(
            "INSERT INTO request (nik_no, submitted_at, origin, status) VALUES (?, ?, ?, ?)",
            [[*request] for request in requests],
        )
    keep_returns(connection, count_returns(Citizens.read(connection)))
    columns = "month_no, citizens, digital_again, counter_again, both_again"
    return set(connection.execute(f"SELECT {columns} FROM returns").fetchall())


def _one_by_one(requests: list[Request]) -> set[tuple[object, ...]]:
    found: dict[int, list[int]] = {}
    for nik in {nik for nik, *_ in requests if nik is not None}:
        own = [(moment.date(), origin) for who, moment, origin, status in requests
               if who == nik and moment and status != "dibatalkan"]  # fmt: skip
        digital = sorted(day for day, origin in own if origin in DIGITAL)
        if not digital:
            continue
        first = digital[0]
        later = [origin for day, origin in own if first < day <= first + timedelta(days=RETURN_DAYS)]
        ways = any(origin in DIGITAL for origin in later), "petugas" in later
        cell = found.setdefault(first.year * 12 + first.month - 1, [0, 0, 0, 0])
        for at, flag in enumerate((True, *ways, all(ways))):
            cell[at] += flag
    return {(month, *counts) for month, counts in found.items()}


@pytest.mark.parametrize("seed", range(5))
def test_citizens_come_back_as_their_own_requests_say(seed: int) -> None:
    draw = random.Random(seed)
    persons = [None, 0, 1, 65_535, 65_536, 4_294_967_295, *range(10, 60)]
    begin = datetime(2023, 11, 3, 7)
    requests: list[Request] = [
        (
            draw.choice(persons),
            begin + timedelta(days=draw.randint(0, 300), hours=draw.randint(0, 16)),
            draw.choice(("warga", "rt", "petugas", "tidak_diketahui")),
            draw.choice(("siap_diambil", "sudah_diambil", "sudah_diambil", "dibatalkan")),
        )
        for _ in range(250)
    ]
    assert _counted(requests) == _one_by_one(requests)


@pytest.mark.parametrize(
    ("origin", "days", "expected"),
    [
        ("warga", 0, (0, 0, 0)), ("warga", 1, (1, 0, 0)), ("rt", 90, (1, 0, 0)), ("petugas", 90, (0, 1, 0)),
        ("petugas", 91, (0, 0, 0)), ("petugas", -1, (0, 0, 0)), ("tidak_diketahui", 5, (0, 0, 0)),
    ],
)  # fmt: skip
def test_the_ninety_days_begin_on_the_day_after(origin: str, days: int, expected: tuple[int, ...]) -> None:
    first = datetime(2024, 2, 29, 8)
    requests: list[Request] = [
        (7, first, "warga", "siap_diambil"),
        (7, first + timedelta(days=days), origin, "siap_diambil"),
    ]
    assert _counted(requests) == {(2024 * 12 + 1, 1, *expected)}


@pytest.mark.parametrize(
    "requests",
    [
        [],
        [(None, datetime(2024, 1, 1), "warga", "siap_diambil")],
        [(3, datetime(2024, 1, 1), "petugas", "siap_diambil")],
        [(3, datetime(2024, 1, 1), "warga", "dibatalkan")],
        [(3, None, "warga", "siap_diambil")],
    ],
)
def test_without_a_digital_request_of_a_citizen_nobody_is_counted(requests: list[Request]) -> None:
    assert _counted(requests) == set()


def test_regulars_do_not_begin_with_the_log() -> None:
    """Forty citizens come every 45 days, and did before the log began in May; thirty come in September, once."""
    begin, end = datetime(2025, 5, 1, 9), datetime(2025, 12, 31, 9)
    regulars: list[Request] = [
        (who, begin + timedelta(days=who + 45 * turn), "warga", "sudah_diambil")
        for who in range(40)
        for turn in range(6)
        if begin + timedelta(days=who + 45 * turn) <= end
    ]
    new: list[Request] = [(100 + who, datetime(2025, 9, 1 + who % 28, 9), "rt", "siap_diambil") for who in range(30)]
    rows = pd.DataFrame(
        sorted(_counted(regulars + new)),
        columns=["month", "citizens", "digital_again", "counter_again", "both_again"],
    )
    rows["month"] = pd.to_datetime([f"{number // 12}-{number % 12 + 1:02d}-01" for number in rows["month"]])
    found = returning_citizens(rows, pd.date_range(begin.date(), end.date())).set_index("month")
    told = found[found["state"] == "ok"]
    assert list(told.index) == [pd.Timestamp("2025-09-01")]
    assert (told["citizens"].item(), told["digital_share"].item()) == (30, 0.0)
    assert set(found["reason"]) == {"seen_too_short", ""}
    assert found.loc["2025-05-01", "citizens"] != found.loc["2025-05-01", "citizens"]
