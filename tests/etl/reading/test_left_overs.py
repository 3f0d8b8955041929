"""What joining, copying and saving again leave in a text is not data, in small files and in large ones."""

import json
from itertools import product

import pytest
from support.files.raw_files import counts, delimited, etl, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load
from etl.reading.formats.fast import FAST_FROM_BYTES

BOM = "\ufeff"
SMALL, LARGE = 3, 650
"""Rows of a file that is read with care, and of one that DuckDB reads."""


def joined(count: int, between: str, end: str = "", series: str = "SMD", **changes: str) -> str:
    """Two exports in one file: the second with other line ends and its own header; `series` begins each number."""
    rows = requests(2 * count, **changes)
    rows = [row | {"No Permohonan": row["No Permohonan"].replace("SMD", series)} for row in rows]
    return BOM + delimited(rows[:count]) + between + delimited(rows[count:], end="\n") + end


def test_each_file_is_of_its_lane() -> None:
    assert len(delimited(requests(SMALL))) < FAST_FROM_BYTES < len(delimited(requests(LARGE)))


BETWEEN, ENDS = ["", BOM, "\x1a" + BOM, "\r\n"], ["", "\x1a", "\x1a\r\n", "\0" * 4096]
WAYS = list(product(BETWEEN, ENDS))


def test_joined_files_give_their_rows(store: Store) -> None:
    for number, (between, end) in enumerate(WAYS, 10):
        put(store, f"permohonan/{number}.csv", joined(SMALL, between, end, f"S{number}"))
    accounts = counts(take_in_once(store))
    assert {way: account[:4] for way, account in zip(WAYS, accounts, strict=True)} == dict.fromkeys(
        WAYS, ("loaded", 2 * SMALL, 0, 0)
    )


@pytest.mark.parametrize(
    "ways", [[*zip(BETWEEN, ENDS, strict=True)], pytest.param(WAYS, marks=pytest.mark.slow)], ids=["each", "all"]
)
def test_large_joined_files_give_their_rows(store: Store, ways: list[tuple[str, str]]) -> None:
    """One after the other: a load begins anew for each file that DuckDB stumbles over.

    Each way to join and each end once; all of both are a matter of `make slow`.
    """
    for number, (between, end) in enumerate(ways, 10):
        put(store, f"permohonan/{number}.csv", joined(LARGE, between, end, f"S{number}"))
        (account,) = counts(take_in(store))
        assert account[:4] == ("loaded", 2 * LARGE, 0, 0), (between, end)


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_file_joined_to_a_line_without_its_end_loses_no_row(store: Store, count: int) -> None:
    first, second = requests(2 * count)[:count], requests(2 * count)[count:]
    put(store, "permohonan/a.csv", BOM + delimited(first).removesuffix("\r\n") + BOM + delimited(second) + "x;y\r\n")
    assert counts(take_in_once(store))[0][1:3] == (2 * count, 1)
    assert warehouse(store, "SELECT place FROM quarantine") == [(str(2 * count + 2),)]


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_joined_file_with_its_columns_in_another_order(store: Store, count: int) -> None:
    first, second = requests(2 * count)[:count], requests(2 * count)[count:]
    turned = [dict(reversed(row.items())) for row in second]
    put(store, "permohonan/a.csv", delimited(first) + delimited(turned))
    assert counts(take_in_once(store))[0][1:3] == (2 * count, 0)
    assert warehouse(store, "SELECT count(DISTINCT submitted_at) FROM request") == [(1,)]


def test_marks_within_cells_begin_no_file(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(3)).replace("Kelurahan Sidodadi", f"{BOM}Kelurahan Sidodadi"))
    assert counts(take_in_once(store)) == [("loaded", 3, 0, 0, 1)]


def test_joined_lines_of_json(store: Store) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in requests(2))
    more = "".join(json.dumps(row) + "\n" for row in requests(4)[2:])
    put(store, "permohonan/a.ndjson", BOM + lines + BOM + more + "\x1a")
    put(store, "permohonan/b.json", json.dumps(requests(5)[4:]) + "\0" * 4096)
    assert [account.accepted for account in take_in(store).files] == [4, 1]


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_hole_of_zero_bytes_costs_its_row_only(store: Store, count: int) -> None:
    lines = delimited(requests(count)).splitlines(keepends=True)
    lines[2] = "\0" * 4096 + lines[2][8:]
    put(store, "permohonan/a.csv", "".join(lines))
    assert counts(take_in_once(store)) == [("loaded", count - 1, 1, 0, 1)]
    assert warehouse(store, "SELECT place, reason FROM quarantine") == [("3", "bita_nol")]


@pytest.mark.parametrize("count", [SMALL, LARGE])
@pytest.mark.parametrize(("mark", "after"), [(",", ""), (";", ""), (",", ";;")])
def test_lines_in_quotes_are_taken_apart(store: Store, count: int, mark: str, after: str) -> None:
    rows = [row | {"Nama Pemohon": f'"{row["Nama Pemohon"]}{mark} S.Sos"'} for row in requests(count)]
    lines = delimited(rows, mark).splitlines()
    wrapped = ['"{}"{}'.format(line.replace('"', '""'), after) for line in lines]
    put(store, "permohonan/a.csv", "\r\n".join(wrapped))
    put(store, "permohonan/b.csv", "\r\n".join([lines[0], *wrapped[1:]]).replace("SMD-", "SMX-"))
    assert counts(take_in_once(store)) == [("loaded", count, 0, 0, 1)] * 2


NOTHING = [
    "",
    "Data Tidak Tersedia",
    "No data available in table",
    "NIHIL",
    "Tidak ada data untuk ditampilkan",
    "-;Nihil",
]


@pytest.mark.parametrize("words", NOTHING)
def test_an_export_without_rows_is_a_report_of_none(store: Store, words: str) -> None:
    titles = list(requests(1)[0])
    put(store, "permohonan/a.csv", ";".join(titles) + f"\n{words}\n")
    workbook(put(store, "permohonan/b.xlsx", ""), [["LOG PERMOHONAN"], titles, words.split(";")])
    rows = "".join(f"<th>{title}" for title in titles)
    put(store, "permohonan/c.xls", f"<table><tr>{rows}<tr><td colspan={len(titles)}>{words}</table>")
    put(store, "permohonan/d.csv", delimited(requests(2)))
    done = etl("load")
    assert done.returncode == 0
    assert warehouse(store, "SELECT state, accepted, quarantined FROM ledger ORDER BY path") == [
        *[("loaded", 0, 0)] * 3,
        ("loaded", 2, 0),
    ]


def test_an_export_without_rows_makes_none_vanish(store: Store) -> None:
    full = 'zone = "WITA"\nfull = true\nperiod = [2024-08-01, 2024-08-31]\n'
    put(store, "permohonan/a_2024-08-30.csv", delimited(requests(2)))
    (store.raw / "permohonan/sumber.toml").write_text(full)
    take_in(store)
    put(store, "permohonan/b_2024-08-31.csv", ";".join(requests(1)[0]), zone=None)
    take_in(store)
    assert warehouse(store, "SELECT count(*) FROM request") == [(2,)]


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_errors_saved_as_text_merge_no_requests(store: Store, count: int) -> None:
    rows = requests(count)
    for row, word in zip(rows, ("#REF!", "#NAME?"), strict=False):
        row["No Permohonan"] = word
    rows[2]["Tanggal Permohonan"] = "########"
    put(store, "permohonan/a.csv", delimited(rows))
    assert counts(take_in_once(store)) == [("loaded", count - 3, 3, 0, 1)]
    assert warehouse(store, "SELECT DISTINCT reason FROM quarantine") == [("sel_galat",)]


def test_all_missing_titles_are_told_at_once_with_those_found(store: Store) -> None:
    put(store, "permohonan/a.csv", "NIK;Kelurahan;Warna\n1;Bukuan;x\n")
    put(store, "permohonan/b.csv", "Kode;Warna\n1;merah\n")
    said = etl("load").stderr
    missing = "'No Permohonan', 'Jenis Layanan', 'Status', 'Tanggal Permohonan'; ditemukan: NIK, Kelurahan)"
    assert f"kolom wajib tidak ditemukan ({missing}" in said
    assert "tidak satu pun judul kolomnya dikenal (kolom wajib: 'No Permohonan', 'Unit Layanan'" in said
    assert "merah" not in said


def test_a_row_with_several_reasons_is_one_row(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited([*requests(1), *requests(1, Status="Aneh", Jenis_Layanan="")]))
    load(store)
    assert etl("quarantine").stdout.splitlines()[-1] == "1 catatan, 2 alasan"
