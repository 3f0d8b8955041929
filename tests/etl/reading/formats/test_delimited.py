"""Delimited text as the field produces it: both lanes give the same rows, each at its physical line."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from support.files.raw_files import delimited, requests

from etl.errors import UnreadableFileError
from etl.reading import read_file
from etl.reading.base.office_of_table import Offices
from etl.reading.formats import fast as lanes
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

Rows = list[tuple[object, ...]]


def read(path: Path) -> tuple[Rows, int]:
    """Return (place, fault, request_no, unit, service, submitted_at) of each record, and what is not data."""
    with duckdb.connect() as connection:
        connection.execute("BEGIN")
        reading = read_file(connection, path, contract("permohonan"), Declaration())
        rows = connection.execute(
            "SELECT place, fault, request_no, unit, service, submitted_at FROM raw ORDER BY n"
        ).fetchall()
    return rows, reading.not_data


def plain(number: int, place: int) -> tuple[object, ...]:
    row = ("Kelurahan Sidodadi", "Surat keterangan domisili", "27/08/2024 07.30")
    return (str(place), None, f"SMD-2024-{number:07d}", *row)


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_marks_and_encodings(tmp_path: Path, mark: str, encoding: str) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(delimited(requests(3, Jenis_Layanan="Surat keterangan domisili é"), mark).encode(encoding))
    rows, not_data = read(path)
    assert [row[2] for row in rows] == [f"SMD-2024-000000{n}" for n in (1, 2, 3)]
    assert {row[4] for row in rows} == {"Surat keterangan domisili é"}
    assert not_data == 1


def test_letterhead_separator_line_and_repeated_header_are_not_data(tmp_path: Path) -> None:
    text = delimited(requests(2))
    header = text.splitlines()[0]
    path = tmp_path / "log.csv"
    path.write_text(f"sep=;\nPEMERINTAH KOTA SAMARINDA\n\n{text}{header}\n;;;;;;;;;;;\n \n")
    assert read(path) == ([plain(1, 5), plain(2, 6)], 7)


def test_quoted_line_breaks_keep_the_physical_line_and_quoted_marks_stay_inside(tmp_path: Path) -> None:
    rows = requests(3)
    rows[0]["Nama Pemohon"] = '"Awin\nBentara; ""muda"""'
    path = tmp_path / "log.csv"
    path.write_text(delimited(rows))
    assert [row[0] for row in read(path)[0]] == ["2", "4", "5"]
    assert [row[1] for row in read(path)[0]] == [None, None, None]


def test_cut_off_and_overlong_rows_are_held_back_whole(tmp_path: Path) -> None:
    text = delimited(requests(3))
    path = tmp_path / "log.csv"
    path.write_text(text.replace("SMD-2024-0000002", "SMD-2024-0000002;lebih")[: -len(";270824001\r\n") - 5])
    faults = [(row[0], row[1]) for row in read(path)[0]]
    assert faults == [("2", None), ("3", "row:jumlah_kolom_salah"), ("4", "row:jumlah_kolom_salah")]


AWKWARD: dict[str, Callable[[list[str]], list[str]]] = {
    "clean": lambda lines: lines,
    "no last line break": lambda lines: [*lines[:-1], lines[-1].rstrip("\n")],
    "letterhead": lambda lines: ["KOTA SAMARINDA\n", "\n", *lines],
    "letterhead with a quoted break": lambda lines: ['"KOTA\nSAMARINDA"\n', *lines],
    "separator line": lambda lines: ["sep=;\n", *lines],
    "blank line inside": lambda lines: [*lines[:500], "\n", *lines[500:]],
    "empty record inside": lambda lines: [*lines[:500], ";;;;;;;;;;;\n", *lines[500:]],
    "header once more": lambda lines: [*lines[:500], lines[0], *lines[500:]],
    "short row": lambda lines: [*lines[:500], "SMD-2024-9999999;1\n", *lines[500:]],
    "long row": lambda lines: [*lines[:500], lines[3].replace("\n", ";x;y\n"), *lines[500:]],
    "quoted break": lambda lines: [*lines[:500], lines[3].replace("Awin Bentara", '"Awin\nBentara"'), *lines[500:]],
    "quoted field": lambda lines: [*lines[:500], lines[3].replace("Awin Bentara", '"Awin; Bentara"'), *lines[500:]],
    "stray quote": lambda lines: [*lines[:500], lines[3].replace("Awin", 'Awin "muda"'), *lines[500:]],
    "quote never closed": lambda lines: [*lines[:500], lines[3].replace("Awin", '"Awin'), *lines[500:]],
    "cut off": lambda lines: [*lines[:-1], lines[-1][:40]],
    "windows-1252": lambda lines: [*lines[:500], lines[3].replace("Awin", "Awén"), *lines[500:]],
}


@pytest.mark.parametrize("name", AWKWARD)
def test_fast_and_careful_lane_give_the_same_rows(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast lane steps back whenever it would read anything else than the careful one."""
    lines = AWKWARD[name](delimited(requests(1200), end="\n").splitlines(keepends=True))
    path = tmp_path / "log.csv"
    path.write_bytes("".join(lines).encode("cp1252" if name == "windows-1252" else "utf-8"))
    quick = read(path)
    monkeypatch.setattr(lanes, "FAST_FROM_BYTES", 10**12)
    assert quick == read(path)
    assert len(quick[0]) >= 1200


def test_the_fast_lane_is_taken_for_clean_files_only(tmp_path: Path) -> None:
    def is_fast(path: Path) -> bool:
        with duckdb.connect() as connection:
            connection.execute("BEGIN")
            header = lanes.read_fast(connection, path, Offices(contract("permohonan"), Declaration(), path))
            assert connection.execute("SELECT 1").fetchall() == [(1,)], "a fault must not end the transaction"
        return header is not None

    text = delimited(requests(1200))
    for name, content, expected in (
        ("bersih.csv", text, True),
        ("rusak.csv", text.replace("SMD-2024-0000700;", "SMD-2024-0000700;;;"), False),
        ("log[1].csv", text, False),
    ):
        (tmp_path / name).write_text(content)
        assert is_fast(tmp_path / name) is expected, name


def test_a_name_that_looks_like_a_pattern_reads_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "log1.csv").write_text(delimited(requests(1200, Unit_Layanan="Kelurahan Jawa")))
    (tmp_path / "log[1].csv").write_text(delimited(requests(1200)))
    assert {row[3] for row in read(tmp_path / "log[1].csv")[0]} == {"Kelurahan Sidodadi"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("kosong.csv", b"", "berkas_kosong"),
        ("lain.csv", b"a;b\n1;2\n", "judul_tak_dikenal"),
        ("acak.csv", bytes(range(256)) * 40, "judul_tak_dikenal"),
        ("acak.xlsx", bytes(range(256)) * 40, "berkas_tak_terbaca"),
        ("acak.xls", bytes(range(256)) * 40, "berkas_tak_terbaca"),
        ("tanpa_tabel.xls", b"<html><p>Kosong</p></html>", "berkas_tak_terbaca"),
        ("tabel_kosong.xls", b"<html><table></table></html>", "berkas_kosong"),
        ("acak.json", bytes(range(256)), "berkas_tak_terbaca"),
        ("daftar.json", b"[1, 2]", "berkas_tak_terbaca"),
        ("kosong.json", b"[]", "berkas_kosong"),
        ("log.pdf", b"%PDF-1.7", "format_tak_dikenal"),
    ],
)
def test_a_file_that_cannot_be_used_has_one_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFileError) as refused:
        read(tmp_path / name)
    assert refused.value.reason == reason


def test_json_records_have_their_index_as_place(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text(
        '{"data": [{"no_permohonan": "A", "Unit Layanan": "x", "Jenis Layanan": "y", "Status": "0",'
        ' "Tanggal Permohonan": "2024-08-27"}, {}, {"no_permohonan": 7, "Unit Layanan": "\\ud83d", "Status": null}]}'
    )
    rows, not_data = read(path)
    assert [(row[0], row[2], row[3]) for row in rows] == [("0", "A", "x"), ("2", "7", "?")]
    assert not_data == 1
