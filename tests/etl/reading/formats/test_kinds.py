"""One log in every kind of file: the same rows come out, whatever the name says."""

import gzip
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.files.raw_files import delimited, requests, workbook
from support.files.xls_bytes import xls

from etl.errors import UnreadableFileError
from etl.reading import read_file
from etl.reading.result import Reading
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

Log = Sequence[dict[str, str]]
LOG = [row | {"No Permohonan": f"SMD-{n}"} for n, row in enumerate(requests(3), 1)]
ROWS = [(f"SMD-{n}", "Surat keterangan domisili") for n in (1, 2, 3)]


def read(path: Path, columns: str = "request_no, service") -> tuple[list[tuple[object, ...]], Reading]:
    with duckdb.connect() as connection:
        connection.execute("BEGIN")
        reading = read_file(connection, path, contract("permohonan"), Declaration())
        return connection.execute(f"SELECT {columns} FROM raw ORDER BY n").fetchall(), reading


def grid(log: Log) -> list[list[str]]:
    return [list(log[0]), *([*row.values()] for row in log)]


def html(log: Log) -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in grid(log))
    return f"<html><style>td {{mso-number-format:'\\@'}}</style><h3>LOG</h3><table>{rows}</table></html>"


def zipped(folder: Path, **members: bytes) -> bytes:
    path = folder / "arsip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path.read_bytes()


def parquet(folder: Path) -> bytes:
    path = folder / "tabel"
    pq.write_table(pa.table({title: [row[title] for row in LOG] for title in LOG[0]}), path)
    return path.read_bytes()


WAYS: dict[str, Callable[[Path], bytes]] = {
    "log.csv": lambda _: delimited(LOG).encode(),
    "log.tsv": lambda _: delimited(LOG, "\t").encode("utf-16"),
    "le.csv": lambda _: delimited(LOG).encode("utf-16-le"),
    "wide.csv": lambda _: delimited(LOG).encode("utf-32"),
    "be.csv": lambda _: delimited(LOG, ",").encode("utf-16-be"),
    "sep.csv": lambda _: ("sep=;\r\n" + delimited(LOG)).encode("utf-16"),
    "log.xlsx": lambda folder: workbook(folder / "b.xlsx", grid(LOG)).read_bytes(),
    "buku.csv": lambda folder: workbook(folder / "b.xlsx", grid(LOG)).read_bytes(),
    "log.xls": lambda _: xls("Lembar1", grid(LOG)),
    "html.xls": lambda _: html(LOG).encode(),
    "teks.xls": lambda _: delimited(LOG, "\t").encode("cp1252"),
    "log.json": lambda _: json.dumps({"hasil": {"data": LOG}}).encode(),
    "bom.json": lambda _: json.dumps(LOG).encode("utf-8-sig"),
    "log.ndjson": lambda _: "\n".join(json.dumps(row) for row in LOG).encode(),
    "baris.json": lambda _: "\n".join(json.dumps(row) for row in LOG).encode(),
    "log.parquet": parquet,
    "log.csv.gz": lambda _: gzip.compress(delimited(LOG).encode()),
    "buku.xlsx.gz": lambda folder: gzip.compress(workbook(folder / "b.xlsx", grid(LOG)).read_bytes()),
    "log.zip": lambda folder: zipped(folder, a__csv=delimited(LOG[:2]).encode(), b__json=json.dumps(LOG[2:]).encode()),
}


@pytest.mark.parametrize("name", WAYS)
def test_every_kind_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WAYS[name](tmp_path))
    assert read(path)[0] == ROWS


def test_members_of_an_archive_are_told_apart_by_their_number(tmp_path: Path) -> None:
    """Their names stay out: people name files after people."""
    path = tmp_path / "log.zip"
    path.write_bytes(zipped(tmp_path, a__csv=delimited(LOG[:2]).encode(), b__csv=delimited(LOG[2:]).encode()))
    rows, reading = read(path, "place, request_no")
    assert rows == [("1/2", "SMD-1"), ("1/3", "SMD-2"), ("2/2", "SMD-3")]
    assert reading.not_data == 2


def test_an_unreadable_member_sets_the_whole_archive_aside(tmp_path: Path) -> None:
    path = tmp_path / "log.zip"
    path.write_bytes(zipped(tmp_path, a__csv=delimited(LOG).encode(), b__csv=b"Nama;Umur\nx;1\n"))
    with pytest.raises(UnreadableFileError, match="anggota 2: 'No Permohonan'"):
        read(path)


def test_a_line_cut_off_in_ndjson_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "log.ndjson"
    path.write_text("\n".join(json.dumps(row) for row in LOG)[:-20])
    rows, _ = read(path, "place, request_no, fault")
    assert rows == [("1", "SMD-1", None), ("2", "SMD-2", None), ("3", None, "row:objek_tak_terbaca")]


def test_cells_of_html_that_reach_over_rows_and_columns(tmp_path: Path) -> None:
    """Spans are kept, a table inside a cell is its text, comments and scripts are none."""
    path = tmp_path / "log.xls"
    path.write_text(
        "<meta charset=utf-8><table><tr><th rowspan=2>No Permohonan<th colspan=2>Tempat<th rowspan=2>Jenis Layanan"
        "<th rowspan=2>Status<th rowspan=2>Tanggal Permohonan</tr><tr><th>Kecamatan<th>Kelurahan</tr>"
        "<script>x</script><!-- y --><tr><td>A<td rowspan=2>Palaran<td><b>Bukuan</b><br>&nbsp;<td>x<td>0<td>1/2/24</tr>"
        "<tr><td>B<td>Rawa <table><tr><td>Makmur</td></tr></table><td>x<td>0<td>1/2/24</tr></table>"
    )
    rows, _ = read(path, "request_no, kecamatan, unit, status")
    assert rows == [("A", "Palaran", "Bukuan", "0"), ("B", "Palaran", "Rawa Makmur", "0")]


def test_a_file_cut_off_within_a_letter_stays_utf8(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(delimited(LOG).replace("Surat", "Surát").encode() + b"SMD-4;\xc3")
    rows, _ = read(path, "service, fault")
    assert rows[0] == ("Surát keterangan domisili", None)
    assert rows[3][1] == "row:jumlah_kolom_salah"


def test_quotes_after_a_backslash(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(delimited(LOG).replace("Surat keterangan domisili", '"Surat \\"baru\\"; S."') + 'SMD-4;"C:\\";x\n')
    rows, _ = read(path, "service, fault")
    assert rows[:3] == [('Surat "baru"; S.', None)] * 3
    assert len(rows) == 4


def test_a_header_of_two_rows_in_text(tmp_path: Path) -> None:
    """Titles above and below each other are one header, and neither is data, wherever they come again."""
    first = ";Pemohon;;Unit Layanan;Jenis Layanan;Status;Tanggal\n"
    second = "No Permohonan;NIK;Nama;;;;Permohonan\n"
    path = tmp_path / "log.csv"
    path.write_text(f"LOG\n{first}{second}A;1;Awin;Kel. Jawa;x;0;27/08/2024\n")
    rows, reading = read(path, "request_no, nik, unit, submitted_at")
    assert rows == [("A", "1", "Kel. Jawa", "27/08/2024")]
    assert reading.not_data == 3


def test_totals_notes_and_footers_are_not_data(tmp_path: Path) -> None:
    """Only a row that lacks a required value can be one; what may be a record is kept for judging."""
    footer = [
        "TOTAL;;;;;;;;;;;3",
        ";Jumlah;3;;;;;;;;;",
        "Catatan: data sementara;;;;;;;;;;;",
        "Dicetak oleh sistem kota",
    ]
    kept = ["SMD-9;;;;;;;;;;;", "SMD-10"]
    path = tmp_path / "log.csv"
    path.write_text(delimited(LOG) + "\r\n".join([*footer, *kept]))
    rows, reading = read(path, "request_no, fault")
    assert rows[3:] == [("SMD-9", None), ("SMD-10", "row:jumlah_kolom_salah")]
    assert reading.not_data == 5


def test_unknown_titles_come_with_what_they_may_mean(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(delimited(LOG).replace("Asal Permohonan", "Asal Pemohonan").replace("No Antrian", "Warna Map"))
    assert read(path)[1].ignored == ["Asal ***** (kolom H) (mirip: asal permohonan)", "Warna Map"]
