"""The office of a file without a column for it: declared, in a letterhead, a name, a folder or above its own rows."""

import gzip
import json
import zipfile
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook
from support.files.raw_files import SIDODADI, counts, delimited, etl, put, requests, take_in, warehouse
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load

BARE = [
    {title: text for title, text in row.items() if title not in ("Unit Layanan", "Kecamatan")} for row in requests(3)
]
TEXT = delimited(BARE)
OFFICE = [(SIDODADI, 3)]
Rows = list[list[object]]


def offices(store: Store, table: str = "request") -> list[tuple[object, ...]]:
    return warehouse(store, f"SELECT unit_code, count(*) FROM {table} GROUP BY ALL ORDER BY 1")


def declare(store: Store, source: str, text: str) -> None:
    (store.raw / source).mkdir(parents=True, exist_ok=True)
    (store.raw / source / "sumber.toml").write_text('zone = "WITA"\n' + text)


def book(rows: Rows, sheet: str = "Sheet1") -> bytes:
    made, target = Workbook(), BytesIO()
    page = made.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    made.save(target)
    return target.getvalue()


def cells(rows: list[dict[str, str]]) -> Rows:
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def packed(name: str, text: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, text)
    return target.getvalue()


def parquet() -> bytes:
    target = BytesIO()
    pq.write_table(pa.Table.from_pylist(BARE), target)
    return target.getvalue()


FILES: dict[str, str | bytes] = {
    "permohonan_kelurahan_sidodadi_2024-08-31.csv": TEXT,
    "kel.sidodadi.xlsx": book(cells(BARE)),
    "2024-08 SIDODADI (revisi).json": json.dumps(BARE),
    "export sidodadi.ndjson": "\n".join(map(json.dumps, BARE)),
    "sidodadi.parquet": parquet(),
    "sidodadi.csv.gz": gzip.compress(TEXT.encode()),
    "ekspor.zip": packed("kelurahan sidodadi.csv", TEXT),
    "Kelurahan Sidodadi/agustus.csv": TEXT,
    "kop.csv": f"PEMERINTAH KOTA;;\nKECAMATAN SAMARINDA ULU;;\nKELURAHAN SIDODADI;;\n{TEXT}",
    "kop.xlsx": book([["KECAMATAN SAMARINDA ULU"], ["Kelurahan : Sidodadi"], [], *cells(BARE)]),
    "lembar.xlsx": book(cells(BARE), "Kel. Sidodadi Agt 2024"),
    "kunci.json": json.dumps({"kelurahan": "Sidodadi", "data": BARE}),
    "besar sidodadi.csv": delimited([{**BARE[0], "No Permohonan": f"X{n % 3}"} for n in range(1500)]),
}


@pytest.mark.parametrize("name", FILES)
def test_the_office_is_said_by_name_folder_sheet_or_letterhead(store: Store, name: str) -> None:
    put(store, f"permohonan/{name}", FILES[name], zone=None)
    declare(store, "permohonan", "")
    done = etl("load")
    assert done.returncode == 0, done.stderr
    assert offices(store) == OFFICE
    assert "menurut" in done.stderr + done.stdout


@pytest.mark.parametrize("said", ['unit = "Kelurahan Sidodadi"\n', '[unit_by_file]\n"ekspor*" = "Sidodadi"\n'])
def test_the_office_is_declared_for_all_files_or_by_pattern(store: Store, said: str) -> None:
    put(store, "permohonan/ekspor.csv", TEXT)
    put(store, "permohonan/lain/ekspor_2.json", json.dumps([row | {"No Permohonan": "B"} for row in BARE[:1]]))
    declare(store, "permohonan", said)
    take_in_once(store)
    assert offices(store) == [(SIDODADI, 4)]


def test_every_source_with_an_office_takes_it(store: Store) -> None:
    put(store, "gangguan/g.csv", "Jenis;Mulai;Selesai\nListrik;01/08/2024 08.00;01/08/2024 10.00\n")
    put(store, "peluncuran/p.csv", "Tanggal;Status\n01/08/2024;live\n")
    put(store, "kunjungan/k.csv", "Tanggal;Jumlah\n01/08/2024;4\n")
    for source in ("gangguan", "peluncuran", "kunjungan"):
        declare(store, source, 'unit = "Sidodadi"\n')
    outcome = take_in_once(store)
    assert [account.quarantined for account in outcome.files] == [0, 0, 0], outcome.marked
    for table in ("outage", "rollout_event", "visit"):
        assert offices(store, table) == [(SIDODADI, 1)], table


def test_nobody_says_it(store: Store) -> None:
    put(store, "permohonan/ekspor.csv", TEXT)
    put(store, "permohonan/sidodadi dan jawa.csv", TEXT + "\r\n")
    put(store, "permohonan/kecamatan_palaran.csv", TEXT + "\r\n\r\n")
    outcome = take_in(store)
    assert {account.reason for account in outcome.files} == {"kantor_tak_disebut"}
    done = etl("inspect", store.raw / "permohonan/ekspor.csv")
    assert "unit = " in done.stderr + done.stdout


def test_what_differs_is_set_aside_and_what_is_declared_decides(store: Store) -> None:
    put(store, "permohonan/jawa.csv", f"KELURAHAN SIDODADI\n{TEXT}")
    assert [account.reason for account in take_in(store).files] == ["kantor_bertentangan"]
    declare(store, "permohonan", '[unit_by_file]\n"JAWA.csv" = "Kelurahan Sidodadi"\n')
    take_in(store)
    assert offices(store) == OFFICE


def test_rows_of_another_office_than_the_declared_one_are_held_back(store: Store) -> None:
    rows = [requests(1)[0], requests(2, Unit_Layanan="Kelurahan Jawa")[1]]
    put(store, "permohonan/a.csv", delimited(rows))
    declare(store, "permohonan", 'unit = "Sidodadi"\n')
    assert counts(load(store))[0][1:3] == (1, 1)
    assert "tidak menyebut kantor yang sama" in etl("quarantine").stdout


@pytest.mark.parametrize(
    ("source", "said", "words"),
    [
        ("permohonan", 'unit = "Sidodadu"\n', ["baris 2", "Sidodadi"]),
        ("permohonan", '[unit_by_file]\n"a*" = "Palaran"\n', ["baris 3", "lebih dari satu"]),
        ("panggilan_total", 'unit = "Sidodadi"\n', ["baris 2", "tidak berpengaruh"]),
        ("permohonan", "unit = 7\n", ["baris 2", 'unit = "Kelurahan Pelabuhan"']),
    ],
)
def test_a_wrong_office_stops_the_load(store: Store, source: str, said: str, words: list[str]) -> None:
    put(store, f"{source}/a.csv", TEXT)
    declare(store, source, said)
    done = etl("load")
    assert done.returncode == 1
    assert all(word in done.stderr for word in words), done.stderr


SECTIONS: Rows = [
    ["BULAN MEI 2023"],
    ["Tanggal", "Jumlah"],
    ["Kelurahan Sidodadi"],
    [1, 5],
    [2, 6],
    ["Jumlah", 11],
    ["KELURAHAN", ": JAWA"],
    [1, 7],
]


def test_each_row_belongs_to_the_office_above_it(store: Store) -> None:
    put(store, "kunjungan/a.csv", "".join(";".join(map(str, row)) + "\n" for row in SECTIONS))
    put(store, "kunjungan/b.xlsx", book(SECTIONS))
    take_in_once(store)
    found = warehouse(store, "SELECT unit_code, day(date), visits FROM visit ORDER BY visits")
    assert [row[1:] for row in found] == [(1, 5), (2, 6), (1, 7)]
    assert [row[0] == SIDODADI for row in found] == [True, True, False]


def test_purposes_belong_to_the_office_above_them(store: Store) -> None:
    days: Rows = [["BULAN MEI 2023"], ["Keperluan", *range(1, 32)]]
    parts: Rows = [["Kelurahan Sidodadi"], ["Permohonan", 5], ["Tamu", 6], ["Kelurahan Jawa"], ["Permohonan", 7]]
    put(store, "kunjungan/a.xlsx", book([*days, *parts]))
    with_column: Rows = [["BULAN JUNI 2023"], ["Kelurahan", "Keperluan", *range(1, 31)], ["Sidodadi"]]
    with_column += [[None, "Permohonan", 8], ["Jawa"], [None, "Permohonan", 9]]
    put(store, "kunjungan/b.xlsx", book(with_column))
    take_in_once(store)
    found = warehouse(store, "SELECT unit_code, visits FROM visit ORDER BY visits")
    assert [(visits, code == SIDODADI) for code, visits in found] == [
        (5, True),
        (6, True),
        (7, False),
        (8, True),
        (9, False),
    ]


def test_blocks_each_below_the_name_of_their_office(store: Store) -> None:
    def block(office: str, count: int) -> Rows:
        return [[f"KELURAHAN {office}"], ["BULAN MEI 2023"], ["Keperluan", *range(1, 32)], ["Semua", count]]

    put(store, "kunjungan/a.xlsx", book([*block("SIDODADI", 5), [], *block("JAWA", 7)]))
    take_in_once(store)
    found = warehouse(store, "SELECT unit_code, visits FROM visit ORDER BY visits")
    assert [(visits, code == SIDODADI) for code, visits in found] == [(5, True), (7, False)]


@pytest.mark.parametrize("name", ["ekspor_a.csv", "ekspor_a.json"])
def test_a_pattern_that_fits_no_file_is_told_and_stops_nothing(store: Store, name: str) -> None:
    rows = requests(2)
    put(store, f"permohonan/{name}", json.dumps(rows) if name.endswith("json") else delimited(rows))
    said = 'zone = "WITA"\n[unit_by_file]\n"EKSPOR*" = "Kelurahan Sidodadi"\n"jawa*" = "Kelurahan Jawa"\n'
    (store.raw / "permohonan/sumber.toml").write_text(said)
    done = etl("load")
    assert done.returncode == 0, done.stderr
    told = [line for line in (done.stdout + done.stderr).splitlines() if "Belum berpengaruh" in line]
    assert len(told) == 1
    assert "jawa*" in " ".join(told)
