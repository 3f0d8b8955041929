"""Days at the ends of all calendars: the row is held with its reason, the file and the load go on."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from support.files.raw_files import counts, delimited, put, requests, workbook
from support.files.taken_once import take_in_once

from core.store import Store

FAR = "tanggal_di_luar_jangkauan"
UNREAD = "tanggal_tak_terbaca"
LOGS = (
    "9999-12-31T23:59:59-12:00",
    "9999-12-31 23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "31 Desember 9999 pukul 23.59 UTC",
    "10000-01-01 00:00",
    "-4713-01-01",
)


def reasons(store: Store) -> list[tuple[str, int, int]]:
    """The first reason of what is held of each file; rows accepted and held."""
    outcome = take_in_once(store)
    marks = {mark.path: mark.reason for mark in reversed(outcome.marked) if mark.severity != "peringatan"}
    return [
        (marks.get(file.path, ""), accepted, held)
        for file, (_, accepted, held, *_) in zip(outcome.files, counts(outcome), strict=True)
    ]


def written(store: Store, name: str, rows: list[dict[str, str]]) -> None:
    put(store, name, json.dumps(rows) if name.endswith(".json") else delimited(rows))
    if name.endswith(".xlsx"):
        workbook(store.raw / name, [list(rows[0]), *(list(row.values()) for row in rows)])


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("column", ["Tanggal Permohonan", "Tanggal Update"])
def test_a_moment_beyond_the_calendar_costs_its_row(store: Store, ending: str, column: str) -> None:
    # 0001-01-01 is how programs write that there was no update.
    texts = [text for text in LOGS if column == "Tanggal Permohonan" or not text.startswith("0001")]
    for number, text in enumerate(texts):
        rows = [row | {"No Permohonan": f"F{number}-{place}"} for place, row in enumerate(requests(3))]
        written(store, f"permohonan/{number}.{ending}", [*rows[:2], rows[2] | {column: text}])
    for reason, accepted, held in reasons(store):
        assert (reason in (FAR, UNREAD), accepted, held) == (True, 2, 1)


@pytest.mark.parametrize(
    ("pattern", "usual"),
    [("%Y-%m-%dT%H:%M:%S%z", "2024-08-27T09:00:00+0800"), ("epoch", "1724720400"), ("epoch_ms", "1724720400000")],
)
def test_declared_formats_reach_no_further(store: Store, pattern: str, usual: str) -> None:
    texts = [usual, "9999-12-31T23:59:59-1200", "253402300800", "999999999999999"]
    rows = [row | {"Tanggal Update": text} for row, text in zip(requests(4), texts, strict=True)]
    put(store, "permohonan/a.csv", delimited(rows))
    (store.raw / "permohonan/sumber.toml").write_text(f'zone = "WITA"\ndate_formats = ["{pattern}"]\n')
    assert reasons(store)[0][1:] == (1, 3)


@pytest.mark.parametrize(
    ("source", "header", "row"),
    [
        ("gangguan", "Unit Layanan;Mulai;Selesai", "Semua;21/08/2024 09.00;{}"),
        ("panggilan_112", "Waktu Terima;Kategori;Kelurahan;Waktu Selesai", "21/08/2024 09.00;Informasi;Sidodadi;{}"),
        ("peluncuran", "Unit Layanan;Status;Rencana;Tanggal", "Kelurahan Sidodadi;Aktif;Ya;{}"),
        ("panggilan_total", "Mulai;Tahap;Jumlah;Sampai", "01/08/2024;Masuk;5;{}"),
    ],
)
@pytest.mark.parametrize("day", ["31/12/9999", "01/01/2124", "9999-12-31 23:59"])
def test_what_may_lie_ahead_has_an_end(store: Store, source: str, header: str, row: str, day: str) -> None:
    put(store, f"{source}/a.csv", f"{header}\n{row.format(day)}\n")
    assert reasons(store) == [(FAR, 0, 1)]


def test_plans_and_announced_ends_are_taken(store: Store) -> None:
    put(store, "peluncuran/a.csv", "Unit Layanan;Status;Rencana;Tanggal\nKelurahan Sidodadi;Aktif;Ya;01/06/2029\n")
    put(store, "gangguan/a.csv", "Unit Layanan;Mulai;Selesai\nSemua;21/08/2024 09.00;22/08/2024\n")
    assert [accepted for _, accepted, _ in reasons(store)] == [1, 1]


def saved(path: Path, moment: str) -> None:
    """Write into a workbook when it was saved."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(:modified\b[^>]*>)[^<]*", rb"\g<1>" + moment.encode(), core)
    assert moment.encode() in parts["docProps/core.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_a_workbook_saved_beyond_the_calendar_says_no_day(store: Store, moment: str) -> None:
    rows = [["No", "Unit Layanan", "Keperluan", *range(1, 32)], [1, "Kel. Sidodadi", "Semua", 5, 7, *[None] * 29]]
    saved(workbook(store.raw / "kunjungan/rekap_2024-08.xlsx", rows), moment)
    assert reasons(store) == [("", 2, 0)]
