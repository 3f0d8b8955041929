"""Calls without a ticket number: as many as there are, and no more after the next export."""

import json
from collections.abc import Sequence

import pytest
from support.files.raw_files import counts, put, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.reading.formats.fast import FAST_FROM_BYTES

TITLES = ["Waktu Terima", "Nomor Penelepon", "Kategori", "Kelurahan", "Topik", "Waktu Selesai", "Uraian"]
SAME = ["27/08/2024 07.30", "", "Ghost Call", "", "", "", "sunyi"]
CALLS = [SAME, [*SAME[:6], "napas"], [*SAME[:5], "27/08/2024 07.31", "sunyi"], SAME, ["27/08/2024 07.32", *SAME[1:]]]
"""Three calls of one minute, one of them twice, and one of another."""


def write(store: Store, name: str, calls: Sequence[Sequence[str]]) -> None:
    """Write calls as the ending of the name says."""
    if name.endswith(".csv"):
        put(store, f"panggilan_112/{name}", "\n".join(";".join(row) for row in [TITLES, *calls]) + "\n")
    elif name.endswith(".json"):
        rows = [dict(zip(TITLES, row, strict=True)) for row in calls]
        put(store, f"panggilan_112/{name}", json.dumps(rows))
    else:
        workbook(store.raw / f"panggilan_112/{name}", [TITLES, *calls])


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_alike_calls_are_counted_apart_and_equal_rows_once(store: Store, ending: str) -> None:
    put(store, "panggilan_112/z.csv", "No Tiket;Waktu Terima\nT1;27/08/2024 07.30\n")
    write(store, f"a.{ending}", CALLS)
    outcome = take_in_once(store)
    assert counts(outcome)[0][1:4] == (4, 0, 1)
    (mark,) = outcome.marked
    assert (mark.reason, mark.severity, mark.rows) == ("serupa_tanpa_nomor", "peringatan", 4)
    assert warehouse(store, "SELECT count(*) FROM call") == [(5,)]


def test_the_next_export_doubles_nothing_whatever_its_order_and_format(store: Store) -> None:
    write(store, "a_2024-08-28.csv", CALLS)
    take_in(store)
    write(store, "b_2024-08-29.csv", CALLS[::-1])
    write(store, "c_2024-08-30.json", [*CALLS[1:], [*SAME[:2], "Prank", *SAME[3:]]])
    write(store, "d_2024-08-31.xlsx", CALLS)
    take_in(store)
    assert warehouse(store, "SELECT count(*) FROM call") == [(5,)]
    assert warehouse(store, "SELECT count(*) FROM call WHERE category = 'prank'")[0][0] <= 1


def test_a_large_file_tells_apart_by_cells_that_nobody_reads(store: Store) -> None:
    calls = [
        [f"27/08/2024 {minute // 60:02d}.{minute % 60:02d}", "", "Ghost Call", "", "", "", f"uraian {copy} {'x' * 90}"]
        for minute in range(600)
        for copy in (1, 2, 2)
    ]
    write(store, "a.csv", calls)
    assert (store.raw / "panggilan_112/a.csv").stat().st_size > FAST_FROM_BYTES
    assert counts(take_in_once(store)) == [("loaded", 1200, 0, 600, 1)]


def test_with_numbers_the_number_tells(store: Store) -> None:
    put(store, "panggilan_112/a.csv", "No Tiket;Waktu Terima;Uraian\nT1;27/08/2024 07.30;a\nT1;27/08/2024 07.30;b\n")
    outcome = take_in_once(store)
    assert counts(outcome) == [("loaded", 1, 0, 1, 1)]
    assert outcome.marked == []
