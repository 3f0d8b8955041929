"""Cells of Parquet files as programs really write them: text without its mark, moments beyond the calendar."""

from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
from support.files.raw_files import REQUEST, counts, delimited, put, requests, take_in, warehouse
from support.files.taken_once import take_in_once

from core.store import Store


def write(store: Store, name: str, columns: dict[str, pa.Array]) -> None:
    """Write two requests with these columns in the place of the usual ones."""
    put(store, f"permohonan/{name}", "")
    usual = {title: pa.array([row[title] for row in requests(2)]) for title in REQUEST}
    pq.write_table(pa.table(usual | columns), store.raw / "permohonan" / name)


def test_text_stored_as_bytes_is_text(store: Store) -> None:
    put(store, "permohonan/a_2024-08-30.csv", delimited(requests(2)))
    stored = {title: pa.array([row[title].encode() for row in requests(2)]) for title in REQUEST}
    write(store, "b_2024-08-31.parquet", stored)
    write(store, "c_2024-08-31.parquet", stored | {"Nama Pemohon": pa.array([b"\xff\xfe", None])})
    assert [account[1:4] for account in counts(take_in(store))] == [(2, 0, 0), (0, 0, 2), (0, 0, 2)]
    assert warehouse(store, "SELECT count(*), count(nik_no) FROM request") == [(2, 2)]


def test_a_moment_beyond_the_calendar_costs_its_row_alone(store: Store) -> None:
    right = int(datetime(2024, 8, 27, 7, 30).timestamp() * 1000)
    for unit in ("ms", "us"):
        write(store, f"{unit}.parquet", {"Tanggal Permohonan": pa.array([2**62, right], pa.timestamp(unit))})
    write(store, "tanggal.parquet", {"Tanggal Update": pa.array([2**31 - 1, None], pa.date32())})
    outcome = take_in_once(store)
    assert [account.state for account in outcome.files] == ["loaded"] * 3
    assert {mark.reason for mark in outcome.marked} <= {"tanggal_tak_terbaca", "tanggal_di_luar_jangkauan"}
    assert sum(account.quarantined for account in outcome.files) == 4
