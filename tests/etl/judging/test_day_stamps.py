"""A stamp without a clock is a day, and an outage without an end goes on."""

import json

import pytest
from support.files.raw_files import counts, delimited, published, put, requests
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load

CALL = {"No Tiket": "1", "Waktu Terima": "28/10/2024 09.15", "Kategori": "Darurat", "Waktu Selesai": "28/10/2024"}
OUTAGE = {"Unit Layanan": "Sidodadi", "Mulai": "26/08/2024 08.00", "Selesai": "", "Jenis": "Jaringan"}


@pytest.mark.parametrize(
    ("updated", "is_held"),
    [("27/08/2024", 0), ("2024-08-27 00:00:00", 0), ("28/08/2024", 0), ("26/08/2024", 1), ("27/08/2024 07.29", 1)],
)
def test_a_request_updated_on_its_day(store: Store, updated: str, is_held: int) -> None:
    put(store, "permohonan/log.csv", delimited(requests(1, Tanggal_Update=updated)))
    assert counts(take_in_once(store)) == [("loaded", 1 - is_held, is_held, 0, 1)]


def test_a_call_closed_on_its_day_has_no_minutes(store: Store) -> None:
    call = CALL | {"Kategori": "Bantuan Digital"}
    rows = [call, call | {"No Tiket": "2", "Waktu Selesai": "28/10/2024 09.45"}, call | {"Waktu Selesai": "27/10/2024"}]
    put(store, "panggilan_112/log.json", json.dumps(rows))
    put(store, "permohonan/log.csv", delimited(requests(1)))
    assert counts(load(store)) == [("loaded", 1, 0, 0, 1), ("loaded", 2, 1, 0, 0)]
    assert published(store, "SELECT minutes, calls FROM call_duration") == [(30, 1)]


def test_an_open_call_is_open_whatever_the_others_lack(store: Store) -> None:
    rows = [CALL | {"Kategori": "Bantuan Digital", "No Tiket": str(n), "Waktu Selesai": ""} for n in range(3)]
    put(store, "panggilan_112/log.csv", delimited([*rows, CALL | {"No Tiket": "9"}]))
    put(store, "permohonan/log.csv", delimited(requests(1)))
    load(store)
    assert published(store, "SELECT minutes, calls FROM call_duration") == [(None, 3)]


@pytest.mark.parametrize(("updated", "quarters"), [("27/08/2024", (0, 17)), ("28/08/2024 07.30", (24, 24))])
def test_a_day_is_a_range_of_hours(store: Store, updated: str, quarters: tuple[int, int]) -> None:
    put(store, "permohonan/log.csv", delimited(requests(1, Status="Siap Diambil", Tanggal_Update=updated)))
    load(store)
    assert published(store, "SELECT minutes_from // 60, minutes_to // 60 FROM duration_month") == [quarters]


def test_an_outage_without_an_end_goes_on_to_the_last_day(store: Store) -> None:
    put(store, "gangguan/g.csv", delimited([OUTAGE]))
    put(store, "permohonan/log.csv", delimited(requests(2, Tanggal_Permohonan="30/08/2024 08.00", Tanggal_Update="")))
    put(store, "kunjungan/k.csv", "Unit Layanan;Tanggal;Jumlah\nSidodadi;26/08/2024;3\nSidodadi;30/08/2024;3\n")
    load(store)
    days = "SELECT day(date) FROM unit_day_total WHERE is_outage AND unit_code = '64.72.03.1005' ORDER BY date"
    assert published(store, days) == [(26,), (27,), (28,), (29,), (30,)]
