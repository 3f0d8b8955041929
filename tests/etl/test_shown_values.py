"""What `load` and `quarantine` show of a value: what mends it, and nobody's name or number, however it is written."""

import json
from pathlib import Path

import pytest
from raw_files import delimited, etl, put, requests, warehouse, workbook

from core.settings import Store
from etl.load import load


def shown(store: Store) -> list[tuple[str, str | None]]:
    load(store)
    return [
        (str(column), value)
        for column, value in warehouse(store, "SELECT column_name, value FROM quarantine ORDER BY place, column_name")
    ]


@pytest.mark.parametrize(
    ("title", "value", "expected"),
    [
        ("Unit Layanan", "Kelurahan Sidodadii", "Kelurahan Sidodadii"),
        ("Unit Layanan", "Kantor Wulandari", "Kantor *****"),
        ("Unit Layanan", "Wulan Sudarsono", "***** *****"),
        ("Unit Layanan", "Kel. Jawa 0812-3456-7890", "Kel. Jawa *****"),
        ("Status", "Diarsipkan", "Diarsipkan"),
        ("Status", "selesai oleh Wulan", "selesai oleh *****"),
        ("Status", "\uff19\uff19\uff11\uff12\uff13\uff14\uff10\uff11\uff10\uff11\uff19\uff10\uff10\uff10", "*****"),
        ("Status", "\x1b[31msiap\u202e", "siap"),
        ("Jenis Layanan", "Surat keterangan usaha baru", "Surat keterangan usaha baru"),
        ("Jenis Layanan", "Surat untuk Wulan", "Surat untuk *****"),
        ("Tanggal Permohonan", "27/13/2024 07.30", "27/13/2024 07.30"),
        ("Tanggal Permohonan", "Wulan Sudarsono", "***** *****"),
        ("Tanggal Permohonan", "0812 3456 7890", "*****"),
        ("Tanggal Permohonan", "35 Agustus 2024 pukul 09:00", "35 Agustus 2024 pukul 09:00"),
        ("No HP", "Wulan Sudarsono", None),
    ],
)
def test_one_bad_cell(store: Store, title: str, value: str, expected: str | None) -> None:
    put(store, "permohonan/a.csv", delimited([requests(1)[0] | {title: value}]))
    assert [text for _, text in shown(store)] == ([expected] if expected else [])


def test_a_spelling_of_several_rows_is_a_habit(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(3, Unit_Layanan="Pos Terapung Mahakam")))
    assert shown(store) == [("unit", "Pos Terapung Mahakam")] * 3
    assert "Pos Terapung Mahakam (3)" in etl("load", "--rebuild").stderr


def test_counts_of_one_line_of_a_sheet_are_one_row(store: Store) -> None:
    sheet = [["BULAN OKTOBER 2024"], ["Unit Layanan", *range(1, 32)], ["Wulan Sudarsono", *[4] * 31]]
    workbook(store.raw / "kunjungan" / "a.xlsx", sheet)
    assert set(shown(store)) == {("unit", "***** *****")}


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_cells_pasted_one_column_off_show_nothing(store: Store, kind: str) -> None:
    row = requests(1)[0] | {"Nama Pemohon": "Wulan Sudarsono", "Kecamatan": "Wulan Sudarsono"}
    swapped = row | {"Unit Layanan": "Samarinda Ulu", "Jenis Layanan": "Kelurahan Sidodadi"}
    folder = store.raw / "permohonan"
    folder.mkdir(parents=True)
    (folder / "sumber.toml").write_text('zone = "WITA"\n')
    if kind == "xlsx":
        workbook(folder / "a.xlsx", [list(swapped), list(swapped.values())])
    else:
        (folder / "a.json").write_text(json.dumps([swapped]))
    found = shown(store)
    assert len(found) >= 2
    assert {text for _, text in found} == {"*****"}


def test_badly_written_persons_in_the_place_of_a_number_are_one_hash(store: Store, tmp_path: Path) -> None:
    numbers = ["9912340101900077", "9912 3401 0190 0077", "99.12.34.010190-0077", "\uff19\uff19" + "12340101900077"]
    phones = ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "(0812) 3456 7890", "6281234567890"]
    rows = [{**requests(1)[0], "No Permohonan": number} for number in [*numbers, *phones]]
    put(store, "permohonan/a.csv", delimited(rows))
    calls = "\n".join(["No Tiket;Waktu Terima;Kategori", *(f"{phone};27/08/2024 07.30;Prank" for phone in phones)])
    put(store, "panggilan_112/c.csv", calls + "\n")
    load(store)
    kept = warehouse(store, "SELECT request_no FROM request UNION ALL SELECT call_key FROM call")
    assert len(kept) == 3
    assert all(len(number) == 64 for (number,) in kept)
