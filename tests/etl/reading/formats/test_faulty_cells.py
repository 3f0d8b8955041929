"""A cell with an error, or with a formula nobody computed, is held with its place: no missing report, and no 0."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.files.raw_files import counts, etl, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once
from support.files.workbook_parts import ods, ods_cell, sheet_xml, text, xlsb, xlsx
from support.files.xls_bytes import error, formula, xls

from core.store import Store

TITLES = ["Kelurahan", "Tanggal", "Jumlah"]
DAYS = ["01/08/2024", "02/08/2024", "05/08/2024"]
NUMBER = struct.pack("<d", 7)
EMPTY, DIVIDED = b"\3\0\0\0\0\0\xff\xff", b"\2\0\7\0\0\0\xff\xff"
HELD = "SELECT place, column_name, reason FROM quarantine ORDER BY place"
VISITS = "SELECT day(date), visits FROM visit ORDER BY 1"


def xml_rows(*counts: str) -> list[str]:
    """Rows of XLSX, each with its count as XML."""
    rows = [text("Bukuan") + text(day) + count for day, count in zip(DAYS, counts, strict=False)]
    return ["".join(map(text, TITLES)), *rows]


def grid(*counts: object) -> list[list[object]]:
    return [[*TITLES], *(["Bukuan", day, count] for day, count in zip(DAYS, counts, strict=False))]


def as_ods(path: Path, *counts: str) -> Path:
    rows = [ods_cell("Bukuan") + ods_cell(day) + count for day, count in zip(DAYS, counts, strict=False)]
    return ods(path, "".join(map(ods_cell, TITLES)), *rows)


FORMULA = "<table:table-cell table:formula='of:=1+2'/>"
ODS_ERROR = (
    "<table:table-cell table:formula='of:=1/0' office:value-type='string' calcext:value-type='error'>"
    "<text:p>#DIV/0!</text:p></table:table-cell>"
)
WAYS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a.xlsx": (
        lambda path: xlsx(
            path, sheet_xml(*xml_rows("<c><v>7</v></c>", '<c t="e"><v>#REF!</v></c>', "<c><f>3</f></c>"))
        ),
        "sel_galat",
        "rumus_belum_dihitung",
    ),
    "lain.xlsm": (
        lambda path: xlsx(
            path,
            sheet_xml(
                *xml_rows("<c><f>4</f><v>7</v></c>", "<c t='e'><f>X</f><v>#N/A</v></c>", "<c><f/><v/></c>"), prefix="x"
            ),
            part="halaman/satu.bin",
        ),
        "sel_galat",
        "rumus_belum_dihitung",
    ),
    "a.xlsb": (
        lambda path: xlsb(
            path, [TITLES, ["Bukuan", DAYS[0], 7], ["Bukuan", DAYS[1], b"\x17"], ["Bukuan", DAYS[2], b"*"]]
        ),
        "sel_galat",
        "sel_galat",
    ),
    "a.xls": (
        lambda path: path.write_bytes(xls("Data", grid(formula(NUMBER), error(0x17), formula(bytes(8), 3)))),
        "sel_galat",
        "rumus_belum_dihitung",
    ),
    "hitung.xls": (
        lambda path: path.write_bytes(xls("Data", grid(7, formula(EMPTY), formula(EMPTY)))),
        "rumus_belum_dihitung",
        "rumus_belum_dihitung",
    ),
    "a.ods": (
        lambda path: as_ods(path, ods_cell(7), ODS_ERROR, FORMULA),
        "sel_galat",
        "rumus_belum_dihitung",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_every_kind_of_workbook_tells_them(store: Store, name: str) -> None:
    write, second, third = WAYS[name]
    write(put(store, f"kunjungan/{name}", ""))
    assert counts(take_in_once(store)) == [("loaded", 1, 2, 0, 1)]
    assert warehouse(store, VISITS) == [(1, 7)]
    assert warehouse(store, HELD) == [("Data!C3", "count", second), ("Data!C4", "count", third)]


def test_the_sentences_say_what_to_do(store: Store) -> None:
    workbook(put(store, "kunjungan/a.xlsx", ""), grid("=1+2"), "Data")
    said = etl("load").stderr + etl("quarantine").stdout
    assert "kunjungan/a.xlsx Data!C2 count: (rumus) [tolak] sel berisi rumus yang belum dihitung" in said
    assert "lalu simpan sebagai XLSX" in said


def test_days_as_columns_hold_the_cell_and_keep_the_others(store: Store) -> None:
    rows = [["BULAN MEI 2024"], ["Kelurahan", *range(1, 32), "JUMLAH"], ["Bukuan", 3, "=1+1", None, 5]]
    rows[2] += [None] * 27 + ["=SUM(B3:AF3)"]
    workbook(put(store, "kunjungan/a.xlsx", ""), [*rows, ["TOTAL", *["=SUM(B3:B3)"] * 31]], "Data")
    take_in_once(store)
    assert warehouse(store, VISITS) == [(1, 3), (4, 5)]
    assert warehouse(store, HELD) == [("Data!C3", "count", "rumus_belum_dihitung")]


def test_an_array_formula_stands_for_all_its_cells(store: Store) -> None:
    first = '<c><f t="array" ref="C2:C4">X</f></c>'
    xlsx(put(store, "kunjungan/a.xlsx", ""), sheet_xml(*xml_rows(first, "", "")))
    take_in_once(store)
    assert [row[0] for row in warehouse(store, HELD)] == ["Data!C2", "Data!C3", "Data!C4"]


def test_a_zero_is_no_result_where_the_workbook_asks_to_be_computed(store: Store) -> None:
    cells = ["<c><f>A9</f><v>0</v></c>", "<c><f>A9</f><v>7</v></c>", "<c><v>0</v></c>"]
    xlsx(put(store, "kunjungan/a.xlsx", ""), sheet_xml(*xml_rows(*cells)), calc='<calcPr fullCalcOnLoad="1"/>')
    take_in_once(store)
    assert warehouse(store, VISITS) == [(2, 7), (5, 0)]
    assert [row[0] for row in warehouse(store, HELD)] == ["Data!C2"]


def test_an_empty_text_that_was_computed_is_empty(store: Store) -> None:
    cells = ['<c t="str"><f>""</f><v></v></c>', "<c><f>3+4</f><v>7</v></c>"]
    xlsx(put(store, "kunjungan/a.xlsx", ""), sheet_xml(*xml_rows(*cells)))
    put(store, "kunjungan/b.xls", xls("Data", grid(formula(EMPTY), formula(NUMBER))[:2] + grid(0, formula(NUMBER))[2:]))
    take_in_once(store)
    assert warehouse(store, HELD) == []
    assert warehouse(store, VISITS) == [(2, 7)]


def test_columns_that_nobody_reads_hold_nothing(store: Store) -> None:
    rows = [
        [*TITLES, "Persen"],
        ["Bukuan", DAYS[0], 7, "=C2/0"],
        ["Bukuan", DAYS[1], 8, "=C3/9"],
        [None, None, None, "=C9"],
    ]
    workbook(put(store, "kunjungan/a.xlsx", ""), rows)
    assert counts(take_in_once(store)) == [("loaded", 2, 0, 0, 2)]


def test_a_person_that_is_an_error_costs_no_request(store: Store) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in [list(requests(1)[0]), *(list(row.values()) for row in requests(2))]:
        page.append(row)
    page["B2"].value, page["B2"].data_type = "#REF!", "e"
    page["H3"].value, page["H3"].data_type = "#N/A", "e"
    book.save(put(store, "permohonan/a.xlsx", ""))
    assert counts(take_in_once(store)) == [("loaded", 1, 1, 0, 1)]
    held = "SELECT place, column_name, reason, severity FROM quarantine ORDER BY place"
    assert warehouse(store, held) == [
        ("Sheet!2", "nik", "nik_rusak", "peringatan"),
        ("Sheet!H3", "origin", "sel_galat", "tolak"),
    ]


def test_titles_that_were_never_computed_are_named(store: Store) -> None:
    workbook(
        put(store, "kunjungan/a.xlsx", ""), [["Kelurahan", '="Tanggal"', "Jumlah"], ["Bukuan", DAYS[0], 7]], "Data"
    )
    said = etl("load").stderr
    assert (
        "'Tanggal'; ditemukan: Kelurahan, Jumlah; tanpa nilai: Data!B1 (sel berisi rumus yang belum dihitung)" in said
    )


@pytest.mark.parametrize(
    "rows",
    [
        ['<c r="XFD1048576"><v>1</v></c>'],
        ['<c r="A1"><f t="array" ref="A1:XFD1048576">X</f></c>'],
        ['<c r="A1"><f t="array" ref="A1:Z9999">X</f></c>'] * 9,
    ],
)
def test_far_cells_are_refused_in_parts_of_any_name(store: Store, rows: list[str]) -> None:
    xlsx(put(store, "kunjungan/a.xlsx", ""), sheet_xml(*rows), part="halaman.bin")
    assert [account.reason for account in take_in(store).files] == ["sel_tersesat"]


def test_a_sheet_with_definitions_of_its_own_is_refused(store: Store) -> None:
    xml = '<!DOCTYPE a [<!ENTITY b "7">]>' + sheet_xml(*xml_rows("<c><v>&b;</v></c>"))
    xlsx(put(store, "kunjungan/a.xlsx", ""), xml)
    (account,) = take_in_once(store).files
    assert (account.reason, account.detail) == ("berkas_tak_terbaca", "XML dengan DOCTYPE, yang tidak dibuka")
