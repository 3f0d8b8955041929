"""What shows only when rows are seen together: found where it was planted, and nowhere else."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from support.files.raw_files import SIDODADI, delimited, etl, published, put, requests

from core.store import Store
from etl.loading.load import load

FIRST = date(2024, 8, 27)
FOUND = (
    "SELECT reason, source, unit_code, first_day::VARCHAR, last_day::VARCHAR, value, compared FROM finding ORDER BY ALL"
)


def working_days(count: int) -> Iterator[date]:
    """Mondays to Fridays from the first digital day on; 16 September 2024 was a holiday."""
    day = FIRST
    while count:
        if day.weekday() < 5 and day != date(2024, 9, 16):
            count -= 1
            yield day
        day += timedelta(days=1)


def visits(counts: list[str], purpose: str = "Permohonan") -> str:
    rows = [
        {"Kantor": "Kelurahan Sidodadi", "Keperluan": purpose, "Tanggal": f"{day:%d/%m/%Y}", "Jumlah": count}
        for day, count in zip(working_days(len(counts)), counts, strict=True)
        if count
    ]
    return delimited(rows)


def log(days: list[int], **changes: str) -> str:
    """So many requests on each working day."""
    rows = []
    for day, count in zip(working_days(len(days)), days, strict=True):
        rows += [
            row | {"No Permohonan": f"{day}-{n}", "Tanggal Update": ""}
            for n, row in enumerate(requests(count, Tanggal_Permohonan=f"{day:%d/%m/%Y} 09.00", **changes))
        ]
    return delimited(rows)


def usual(count: int) -> list[str]:
    return [str(20 + day * 7 % 9) for day in range(count)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (usual(40), []),
        # Ten days on end, and one fewer.
        ([*usual(20), *["17"] * 10, *usual(10)], [("hitungan_berulang", "2024-09-25", "2024-10-08", 17.0, 10.0)]),
        ([*usual(20), *["17"] * 9, *usual(10)], []),
        (
            [*usual(20), *["-"] * 12, *usual(10)],
            [
                ("nol_di_luar_kebiasaan", "2024-09-25", "2024-09-30", 4.0, 23.0),
                ("nol_di_luar_kebiasaan", "2024-10-01", "2024-10-10", 8.0, 24.0),
            ],
        ),
        # A zero too many.
        ([*usual(20), "240", *usual(19)], [("di_luar_kebiasaan", "2024-09-25", "2024-09-25", 240.0, 24.0)]),
        # Nothing reported for two weeks, and a week and a half.
        ([*usual(20), *[""] * 10, *usual(10)], [("mendadak_sunyi", "2024-09-25", "2024-10-08", 10.0, 20.0)]),
        ([*usual(20), *[""] * 9, *usual(10)], []),
    ],
    ids=["usual", "repeated", "nine alike", "nothing", "outlier", "silent", "nine silent"],
)
def test_counts_of_one_office(store: Store, counts: list[str], expected: list[tuple[object, ...]]) -> None:
    put(store, "kunjungan/a.csv", visits(counts))
    load(store)
    found = [row for row in published(store, FOUND) if row[2] == SIDODADI]
    assert found == [(reason, "kunjungan", SIDODADI, *rest) for reason, *rest in expected]


def test_the_log_of_a_live_office_falls_silent(store: Store) -> None:
    """While another office goes on: where all fall silent, the log is missing."""
    put(store, "permohonan/a.csv", log([3] * 20 + [0] * 11 + [3] * 5))
    put(store, "permohonan/b.csv", log([1] * 36, Unit_Layanan="Kelurahan Dadi Mulya").replace("2024-", "B2024-"))
    load(store)
    assert [row for row in published(store, FOUND) if row[0] == "mendadak_sunyi"] == [
        ("mendadak_sunyi", "permohonan", SIDODADI, "2024-09-25", "2024-10-09", 11.0, 60.0)
    ]


def test_officers_typed_more_than_came_to_the_counter(store: Store) -> None:
    put(store, "permohonan/a.csv", log([4] * 4, Asal_Permohonan="Petugas"))
    put(store, "kunjungan/a.csv", visits(["3", "4", "5", "3"]))
    load(store)
    assert published(store, FOUND) == [
        ("petugas_melebihi_kunjungan", "kunjungan", SIDODADI, "2024-08-27", "2024-08-30", 16.0, 15.0)
    ]


def test_parts_of_a_day_that_exceed_its_whole(store: Store) -> None:
    put(store, "kunjungan/a.csv", visits(["9"], "Permohonan"))
    put(store, "kunjungan/b.csv", visits(["4"], "Tamu"))
    put(store, "kunjungan/c.csv", visits(["12"], "Semua"))
    load(store)
    assert published(store, FOUND) == [
        ("bagian_melebihi_jumlah", "kunjungan", SIDODADI, "2024-08-27", "2024-08-27", 13.0, 12.0)
    ]


TOTALS = """Dari;Sampai;Tahap;Jumlah
21/10/2019;28/10/2019;Panggilan Masuk;10.265
21/10/2019;28/10/2019;Terjawab;1.711
21/10/2019;28/10/2019;Tidak Terjawab;417
21/10/2019;28/10/2019;Tidak Menekan 1;8.095
01/11/2019;30/11/2019;Masuk;10
01/11/2019;30/11/2019;Dijawab;10
"""


def test_the_remainder_of_published_call_totals(store: Store) -> None:
    """The published week of October 2019: 42 calls that its parts do not explain."""
    put(store, "panggilan_total/2019.csv", TOTALS)
    outcome = load(store)
    assert outcome.files[0].accepted == 6
    assert published(store, FOUND) == [
        ("bagian_tidak_berjumlah", "panggilan_total", "", "2019-10-21", "2019-10-28", 42.0, 10265.0)
    ]
    listed = etl("quarantine", "--reason", "bagian_tidak_berjumlah").stdout
    assert "2019-10-21 s.d. 2019-10-28" in listed
    assert "sisa 42 dari 10.265" in listed
    assert etl("quarantine", "--file", "panggilan_total/2019.csv").stdout.strip() == "0 catatan"
