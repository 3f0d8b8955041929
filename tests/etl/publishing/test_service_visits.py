"""Visits by service, an optional source: read in several forms, held with a reason, checked against the day."""

import json

import pytest
from support.files.raw_files import SIDODADI, delimited, etl, published, put, requests, workbook

from core.store import Store
from etl.loading.load import load

HEAD = "Tanggal;Unit Layanan;Jenis Layanan;Jumlah\n"
FOUND = "SELECT unit_code, date::VARCHAR, service, visits, digital FROM service_day ORDER BY ALL"
ASKED = """
    SELECT first_day::VARCHAR, value, compared FROM finding WHERE reason = 'layanan_berbeda_jumlah' ORDER BY ALL
"""


def log(store: Store) -> None:
    """Three requests by citizens on 14 October for one service, and one for another; the log goes on to the 18th."""
    rows = requests(5, Tanggal_Permohonan="14/10/2024 09.00", Tanggal_Update="")
    rows[3] |= {"Jenis Layanan": "SKTM"}
    rows[4] |= {"Tanggal Permohonan": "18/10/2024 09.00"}
    put(store, "permohonan/a.csv", delimited(rows))


def counted(store: Store, text: str, name: str = "a.csv") -> None:
    put(store, f"kunjungan_layanan/{name}", text)


def test_visits_stand_beside_the_digital_requests_of_the_same_day(store: Store) -> None:
    """On the 15th nobody sent anything; a service that was not counted all month has no share."""
    log(store)
    counted(store, f"{HEAD}14/10/2024;Kelurahan Sidodadi;Surat Keterangan Domisili;7\n15/10/2024;Sidodadi;Domisili;4\n")
    load(store)
    assert published(store, FOUND) == [
        (SIDODADI, "2024-10-14", "domisili", 7, 3),
        (SIDODADI, "2024-10-15", "domisili", 4, 0),
    ]


def test_the_same_in_a_workbook_and_as_json(store: Store) -> None:
    log(store)
    head: list[object] = ["Tanggal", "Kantor", "Layanan", "Jumlah Kunjungan"]
    workbook(store.raw / "kunjungan_layanan" / "b.xlsx", [head, ["2024-10-14", "Sidodadi", "SKTM", 2]])
    rows = [{"Date": "2024-10-14", "Office": "Sidodadi", "Service": "Domisili", "Count": 7}]
    counted(store, json.dumps(rows), "c.json")
    load(store)
    assert published(store, FOUND) == [
        (SIDODADI, "2024-10-14", "domisili", 7, 3),
        (SIDODADI, "2024-10-14", "sktm", 2, 1),
    ]


def test_what_is_no_service_or_no_count_is_held(store: Store) -> None:
    log(store)
    counted(
        store, f"{HEAD}14/10/2024;Sidodadi;Surat Bulan;7\n14/10/2024;Sidodadi;SKTM;-3\n14/10/2024;Sidodadi;Domisili;4\n"
    )
    load(store)
    told = etl("quarantine", "--source", "kunjungan_layanan").stdout
    assert published(store, FOUND) == [(SIDODADI, "2024-10-14", "domisili", 4, 3)]
    assert "jenis layanan kosong atau tidak dikenal" in told
    assert "service_aliases.csv" in told
    assert "jumlah bukan bilangan" in told


def test_a_later_export_corrects_a_count(store: Store) -> None:
    log(store)
    counted(store, f"{HEAD}14/10/2024;Sidodadi;SKTM;4\n", "layanan_2024-10-15.csv")
    counted(store, f"{HEAD}14/10/2024;Sidodadi;SKTM;6\n", "layanan_2024-10-17.csv")
    load(store)
    assert published(store, FOUND) == [(SIDODADI, "2024-10-14", "sktm", 6, 1)]


@pytest.mark.parametrize(
    ("purpose", "whole", "expected"),
    [
        ("Permohonan", 11, []),
        ("Permohonan", 12, [("2024-10-14", 11.0, 12.0)]),
        ("Permohonan", 10, [("2024-10-14", 11.0, 10.0)]),
        ("Semua", 30, []),
        ("Semua", 10, [("2024-10-14", 11.0, 10.0)]),
    ],
    ids=["same", "some not counted", "too many", "of all visitors", "more than all visitors"],
)
def test_the_sum_is_held_against_the_visits_of_the_day(
    store: Store, purpose: str, whole: int, expected: list[tuple[str, float, float]]
) -> None:
    log(store)
    put(store, "kunjungan/a.csv", f"Kantor;Keperluan;Tanggal;Jumlah\nSidodadi;{purpose};14/10/2024;{whole}\n")
    counted(store, f"{HEAD}14/10/2024;Sidodadi;SKTM;4\n14/10/2024;Sidodadi;Domisili;7\n")
    load(store)
    assert published(store, ASKED) == expected
    told = etl("quarantine", "--reason", "layanan_berbeda_jumlah").stdout
    assert ("tanyakan hitungan mana yang benar" in told) == bool(expected)


def test_without_such_counts_nothing_is_said_of_them(store: Store) -> None:
    log(store)
    load(store)
    assert published(store, FOUND) == []
    assert published(store, "SELECT count(*) FROM source_state WHERE source = 'kunjungan_layanan'") == [(0,)]
    assert "enurut layanan" not in etl("status").stdout
