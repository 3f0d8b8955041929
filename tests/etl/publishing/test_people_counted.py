"""Citizens a month, told apart by sorting: the same as sets of them would give, for any visits and for none."""

import random
from datetime import datetime

import duckdb
import pytest

from etl.publishing.citizens import Citizens
from etl.publishing.people import count_people, keep_people
from etl.warehouse.database import sql

UNITS = {"A.1": "A", "A.2": "A", "A": "A", "B.1": "B", "C.1": "C"}
Visit = tuple[int | None, str, datetime, str]


def _given(visits: list[Visit]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(sql("is_counted_status"))
    connection.execute("CREATE TABLE ref_units (unit_code VARCHAR, kecamatan_code VARCHAR)")
    connection.executemany("INSERT INTO ref_units VALUES (?, ?)", [[*pair] for pair in UNITS.items()])
    connection.execute(
        "CREATE TABLE request (nik_no UINTEGER, unit_code VARCHAR, submitted_at TIMESTAMP, status VARCHAR,"
        " origin VARCHAR DEFAULT 'warga', phone_no UINTEGER)"
    )
    if visits:
        connection.executemany(
            "INSERT INTO request (nik_no, unit_code, submitted_at, status) VALUES (?, ?, ?, ?)",
            [[*visit] for visit in visits],
        )
    return connection


def _counted(visits: list[Visit]) -> set[tuple[object, ...]]:
    connection = _given(visits)
    keep_people(connection, count_people(Citizens.read(connection)))
    return set(connection.execute("SELECT scope, unit_code, month_no, seen, new FROM people").fetchall())


def _by_sets(visits: list[Visit]) -> set[tuple[object, ...]]:
    counted = [
        (nik, unit, moment.year * 12 + moment.month - 1)
        for nik, unit, moment, status in visits
        if nik is not None and status != "dibatalkan"
    ]
    first = {nik: min(month for other, _, month in counted if other == nik) for nik, _, _ in counted}
    cells: dict[tuple[str, str, int], set[int]] = {}
    for nik, unit, month in counted:
        for scope, code in (("kantor", unit), ("wilayah", UNITS[unit]), ("kota", "")):
            cells.setdefault((scope, code, month), set()).add(nik)
    return {
        (*cell, len(people), sum(first[nik] == cell[2] for nik in people))
        for cell, people in cells.items()
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_citizens_are_counted_once_in_each_scope(seed: int) -> None:
    draw = random.Random(seed)
    persons = [None, 0, 1, 2, 65_535, 65_536, 4_294_967_295, *range(10, 40)]
    visits: list[Visit] = [
        (
            draw.choice(persons),
            draw.choice(list(UNITS)),
            datetime(draw.choice((2015, 2024, 2025)), draw.randint(1, 12), draw.randint(1, 28), 10),
            draw.choice(("siap_diambil", "sudah_diambil", "dibatalkan")),
        )
        for _ in range(400)
    ]
    assert _counted(visits) == _by_sets(visits)


def test_no_visit_gives_no_citizen() -> None:
    assert _counted([]) == set()
    assert _counted([(None, "A.1", datetime(2025, 1, 2), "siap_diambil")]) == set()
