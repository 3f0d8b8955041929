"""Walk-in counts as offices really lay them out: the same records come out of each."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from support.files.raw_files import delimited
from support.files.xls_bytes import xls

from etl.errors import UnreadableFileError
from etl.reading import read_file
from etl.reading.result import Reading
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

Rows = Sequence[Sequence[object]]
TITLE = ["REKAPITULASI KUNJUNGAN BULAN OKTOBER 2024"]
TWO_OFFICES = [
    ("Sidodadi", "2024-10-01", "5"),
    ("Jawa", "2024-10-01", "7"),
    ("Sidodadi", "2024-10-02", "-"),
    ("Jawa", "2024-10-03", "0"),
]


def read(path: Path, columns: str = "unit, date, count") -> tuple[list[tuple[object, ...]], Reading]:
    with duckdb.connect() as connection:
        reading = read_file(connection, path, contract("kunjungan"), Declaration())
        return connection.execute(f"SELECT {columns} FROM raw ORDER BY n").fetchall(), reading


def book(path: Path, sheets: dict[str, Rows], merged: Sequence[str] = ()) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for cells in merged:
            page.merge_cells(cells)
    made.save(path)
    return path


def sorted_rows(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=str)


OFFICES_AS_COLUMNS = [
    TITLE,
    [],
    ["Tanggal", "Hari", "Sidodadi", "Jawa", "Jumlah", "Keterangan"],
    [1, "Selasa", 5, 7, 12, None],
    [2, "Rabu", "-", None, 0, "listrik padam"],
    [3, "Kamis", None, 0, 0, None],
    ["Jumlah", None, 5, 7, 12, None],
    ["Catatan: kosong berarti belum dilaporkan"],
]


def test_offices_as_columns(tmp_path: Path) -> None:
    rows, reading = read(book(tmp_path / "a.xlsx", {"Lembar1": OFFICES_AS_COLUMNS}))
    assert rows == TWO_OFFICES
    assert reading.not_reported == 2
    assert reading.not_data == 2 + 3 + 2
    assert reading.parts[0].layout == "kantor sebagai kolom"


def test_offices_as_columns_below_their_kecamatan_with_dates(tmp_path: Path) -> None:
    sheet: Rows = [
        ["Tanggal", "Kecamatan Samarinda Ulu", None, "Kec. Palaran"],
        [None, "Sidodadi", "Jawa", "Bukuan"],
        ["01/10/2024", 5, 7, None],
        ["02/10/2024", None, None, 3],
    ]
    rows, _ = read(book(tmp_path / "a.xlsx", {"X": sheet}, ["A1:A2", "B1:C1"]), "kecamatan, unit, date, count, place")
    assert rows == [
        ("Kecamatan Samarinda Ulu", "Sidodadi", "01/10/2024", "5", "X!B3"),
        ("Kecamatan Samarinda Ulu", "Jawa", "01/10/2024", "7", "X!C3"),
        ("Kec. Palaran", "Bukuan", "02/10/2024", "3", "X!D4"),
    ]


def test_an_unknown_office_among_the_columns_is_kept_for_judging(tmp_path: Path) -> None:
    sheet: Rows = [TITLE, ["Tanggal", "Sidodadi", "Jawa", "Loa Bakong"], [1, 5, 7, 2]]
    assert read(book(tmp_path / "a.xlsx", {"X": sheet}), "unit")[0] == [("Sidodadi",), ("Jawa",), ("Loa Bakong",)]


def one_office(*counts: object) -> Rows:
    rows = [[day, count] for day, count in enumerate(counts, 1)]
    return [TITLE, ["Tanggal", "Jumlah Kunjungan"], *rows, ["TOTAL", 99]]


def test_an_office_a_sheet_with_the_days_as_rows(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Sidodadi": one_office(5, "-"), "Jawa": one_office(7, None, 0)})
    rows, reading = read(path)
    assert sorted_rows(rows) == sorted_rows(TWO_OFFICES)
    assert reading.not_reported == 1


def test_an_office_a_sheet_with_the_days_as_columns(tmp_path: Path) -> None:
    def sheet(*counts: object) -> Rows:
        return [TITLE, ["Keperluan", *range(1, 32), "Jumlah"], ["Semua", *counts], ["TOTAL", *counts]]

    path = book(tmp_path / "a.xlsx", {"Sidodadi Okt 2024": sheet(5, "-"), "Jawa": sheet(7, None, 0)})
    rows, _ = read(path)
    assert sorted_rows(rows) == sorted_rows(TWO_OFFICES)


def test_a_title_names_the_office_of_a_nameless_sheet(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Sheet1": [["KELURAHAN SIDODADI"], *one_office(5)]})
    assert read(path)[0] == [("KELURAHAN SIDODADI", "2024-10-01", "5")]


def test_a_sheet_whose_office_nobody_names_sets_the_file_aside(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(book(tmp_path / "a.xlsx", {"Sheet1": one_office(5)}))
    assert (refused.value.reason, refused.value.detail) == ("kantor_tak_disebut", "lembar 'Sheet1': Sheet1!3")


WIDE: Rows = [
    TITLE,
    ["No", "Unit Layanan", "Tanggal", *[None] * 30, "JUMLAH"],
    [None, None, *range(1, 32), None],
    [1, "Sidodadi", 5, "-", *[None] * 29, 5],
    [2, "Jawa", 7, None, 0, *[None] * 28, 7],
    ["JUMLAH", None, 12],
]


def test_days_below_a_title_of_their_own(tmp_path: Path) -> None:
    merged = ["A2:A3", "B2:B3", f"C2:{get_column_letter(33)}2"]
    rows, reading = read(book(tmp_path / "a.xlsx", {"Palaran": WIDE}, merged))
    assert sorted_rows(rows) == sorted_rows(TWO_OFFICES)
    assert reading.not_reported == 2 * 31 - 4


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_days_as_columns_saved_as_text(tmp_path: Path, mark: str) -> None:
    text = "\n".join(mark.join("" if cell is None else str(cell) for cell in row) for row in WIDE)
    (tmp_path / "a.csv").write_text(text)
    rows, _ = read(tmp_path / "a.csv", "unit, date, count, place")
    assert sorted_rows([row[:3] for row in rows]) == sorted_rows(TWO_OFFICES)
    assert rows[0][3] == "4:C"


def test_days_as_columns_in_the_old_format_and_as_html(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(xls("Palaran", WIDE))
    body = "".join(
        f"<tr>{''.join(f'<td>{chr(32) if cell is None else cell}</td>' for cell in row)}</tr>" for row in WIDE[1:]
    )
    (tmp_path / "b.xls").write_text(f"<html><h3>{TITLE[0]}</h3><table>{body}</table></html>")
    for name in ("a.xls", "b.xls"):
        assert sorted_rows(read(tmp_path / name)[0]) == sorted_rows(TWO_OFFICES), name


def test_two_months_one_below_the_other(tmp_path: Path) -> None:
    def block(month: str, count: int) -> list[list[object]]:
        return [[f"BULAN {month} 2024"], ["Unit Layanan", *range(1, 32)], ["Jawa", count], ["TOTAL", count], []]

    rows, _ = read(book(tmp_path / "a.xlsx", {"X": [*block("OKTOBER", 5), *block("NOPEMBER", 6)]}))
    assert rows == [("Jawa", "2024-10-01", "5"), ("Jawa", "2024-11-01", "6")]


def test_days_written_as_dates_need_no_month(tmp_path: Path) -> None:
    days = [f"2024-10-{day:02d}" for day in range(1, 32)]
    assert read(book(tmp_path / "a.xlsx", {"X": [["Unit Layanan", *days], ["Jawa", 5]]}))[0] == [
        ("Jawa", "2024-10-01", "5")
    ]


def test_counts_that_look_like_days_are_counts(tmp_path: Path) -> None:
    """Only a row that counts up is a row of days."""
    busy = [["Jawa", *range(31, 0, -1)], ["Sidodadi", *[(7 * day) % 31 for day in range(1, 32)]]]
    rows, _ = read(book(tmp_path / "a.xlsx", {"X": [TITLE, ["Unit Layanan", *range(1, 32)], *busy]}))
    assert len(rows) == 62


def test_hidden_rows_and_sheets_are_data(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Sidodadi": one_office(5, "-"), "Jawa": one_office(7, None, 0)})
    from openpyxl import load_workbook

    made = load_workbook(path)
    made["Jawa"].sheet_state = "hidden"
    made["Sidodadi"].row_dimensions[3].hidden = True
    made.save(path)
    assert sorted_rows(read(path)[0]) == sorted_rows(TWO_OFFICES)


def test_a_long_table_with_bare_days_or_serials_or_numbers_as_text(tmp_path: Path) -> None:
    sheet: Rows = [TITLE, ["Tanggal", "Kelurahan", "Jumlah"], [1, "Jawa", "7"], [45567, "Jawa", 5], ["3", "Jawa", None]]
    rows, reading = read(book(tmp_path / "a.xlsx", {"X": sheet}), "date, count")
    assert rows == [("2024-10-01", "7"), ("45567", "5")]
    assert reading.not_reported == 1


def test_a_long_table_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        delimited([{"Tanggal": "01/10/2024", "Kelurahan": "Jawa", "Jumlah": "7"}] * 2)
        + "02/10/2024;Jawa;\r\nTOTAL;;14\r\n"
    )
    rows, reading = read(tmp_path / "a.csv")
    assert rows == [("Jawa", "01/10/2024", "7")] * 2
    assert (reading.not_reported, reading.not_data) == (1, 3)
