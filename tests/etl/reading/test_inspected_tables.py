"""`inspect` on tables of no source: the header row by structure, what the columns hold, nobody's name, all rows."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from support.files.raw_files import etl, workbook

from core.store import Store

TITLES = ["Kode Aset", "Penanggung Jawab", "NIK Pemegang", "Kontak", "Dibeli", "Ruang", "Harga"]
ROOMS = ["Aula", "Gudang"]
ROWS = [
    [f"A-{n}", f"Wulan {name}", f"991234010190{n:04d}", f"0812345678{n}0", f"0{n}/02/2020", ROOMS[n % 2], "12.500"]
    for n, name in enumerate(("Sudarsono", "Hapsari", "Lestari", "Kirana", "Anjani", "Permata"), 1)
]  # fmt: skip
KINDS = ["teks", "teks", "mirip NIK", "mirip telepon", "tanggal", "daftar", "bilangan"]


@pytest.fixture(params=["csv", "xlsx", "json", "parquet", "html"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"aset.{request.param}"
    frame = pd.DataFrame(ROWS, columns=TITLES)
    if request.param == "csv":
        lines = ["INVENTARIS KANTOR", "", ";".join(TITLES), *(";".join(row) for row in ROWS)]
        path.write_text("\n".join(lines) + "\n")
    elif request.param == "xlsx":
        workbook(path, [["INVENTARIS KANTOR"], [], TITLES, *ROWS])
    elif request.param == "json":
        path.write_text(json.dumps(frame.to_dict("records")))
    elif request.param == "parquet":
        frame.to_parquet(path)
    else:
        path.write_text(frame.to_html(index=False))
    return path


def test_a_table_of_no_source_is_understood_by_its_structure(store: Store, table: Path) -> None:
    done = etl("inspect", table, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    (found,) = told["tables"]
    assert found["header_row"] == (3 if table.suffix in (".csv", ".xlsx") else 1)
    assert [column["title"] for column in found["columns"]] == TITLES
    assert [column["kind"] for column in found["columns"]] == KINDS
    assert {column["filled"] for column in found["columns"]} == {6}
    printed = etl("inspect", table)
    assert "Penanggung Jawab: teks, 6 terisi, berbentuk a a" in printed.stdout
    said = done.stdout + printed.stdout + printed.stderr
    assert not any(secret in said for secret in ("Wulan", "Hapsari", "9912340101", "08123"))


def test_months_may_be_numbered_beside_words(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    titles = ["No", "Kelurahan", *range(1, 13), "JUMLAH"]
    workbook(path, [["REKAP 2024"], titles, [1, "Jawa", *[300] * 12, 3600], [2, "Bugis", *[200] * 12, 2400]])
    (found,) = json.loads(etl("inspect", path, "--json").stdout)["tables"]
    assert found["header_row"] == 2
    assert [column["title"] for column in found["columns"]] == list(map(str, titles))


def test_its_rows_come_out_whole(store: Store, table: Path, tmp_path: Path) -> None:
    target = tmp_path / "baris.csv"
    done = etl("inspect", table, "--rows-out", target)
    assert done.returncode == 0, done.stderr
    assert "6 baris ditulis" in done.stderr
    with target.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [TITLES, *ROWS]


def test_each_source_says_what_it_would_find(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Nomor Permohona;Kelurahan;Jenis Surat;Hal\n1;Jawa;SKTM;Selesai\n")
    offer = json.loads(etl("inspect", path, "--json").stdout)["offers"]["permohonan"]
    assert offer["known"] == {"Kelurahan": "unit", "Jenis Surat": "service"}
    assert offer["alike"] == {"Nomor ***** (kolom A)": "request_no"}
    assert offer["missing"] == ["Status", "Tanggal Permohonan"]


def test_a_table_without_titles_and_wider_rows(store: Store, tmp_path: Path) -> None:
    path, target = tmp_path / "x.csv", tmp_path / "baris.csv"
    path.write_text("1;2;3\n4;5;6;7\n")
    assert etl("inspect", path, "--rows-out", target).returncode == 0
    assert target.read_text().splitlines() == ["kolom_1,kolom_2,kolom_3,kolom_4", "1,2,3,", "4,5,6,7"]
