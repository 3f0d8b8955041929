"""Pages, web archives and XML that are saved under the name of a workbook: read as what they are, or named so."""

import base64
import quopri
from collections.abc import Sequence

import pytest
from support.files.raw_files import counts, etl, put, requests, warehouse
from support.files.taken_once import take_in_once
from support.files.xls_bytes import error, xls

from core.store import Store

COUNT = ["Kelurahan", "Tanggal", "Jumlah"]
NAMESPACE = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)


def rows_of(count: int = 3) -> list[list[str]]:
    log = requests(count)
    return [list(log[0]), *(list(row.values()) for row in log)]


def table(rows: Sequence[Sequence[str]]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


def archive(*pages: str, way: str = "quoted-printable") -> bytes:
    """A web archive as spreadsheets write it: a frame, the sheets as pages, a style sheet."""
    parts = [("text/html", "<html><frameset></frameset></html>"), *(("text/html", page) for page in pages)]
    text = (
        'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="=_N"\r\n\r\nx\r\n'
    )
    for kind, page in [*parts, ("text/css", "td {color: red}")]:
        raw = page.encode("cp1252")
        body = quopri.encodestring(raw) if way == "quoted-printable" else base64.encodebytes(raw)
        text += f'--=_N\r\nContent-Transfer-Encoding: {way}\r\nContent-Type: {kind}; charset="windows-1252"\r\n\r\n'
        text += body.decode("ascii") + "\r\n"
    return (text + "--=_N--\r\n").encode()


def spreadsheet(rows: Sequence[str], before: str = '<?mso-application progid="Excel.Sheet"?>') -> str:
    body = "".join(f"<Row>{row}</Row>" for row in rows)
    sheet = f'<Worksheet ss:Name="Data"><Table>{body}</Table></Worksheet>'
    return f'<?xml version="1.0"?>\n{before}\n<!-- x -->\n<Workbook {NAMESPACE}>{sheet}</Workbook>'


def cell(text: str, kind: str = "String", also: str = "") -> str:
    return f'<Cell{also}><Data ss:Type="{kind}">{text}</Data></Cell>'


NESTED = {
    "satu.xls": "<table><tr><td><h1>KOTA</h1></td></tr><tr><td>{}</td></tr></table>",
    "tiga.html": "<table><tr><td><table><tr><td><i>KOTA</i></td><td>x</td></tr><tr><td>{}</td></tr></table></table>",
    "beside.xls": "<table><tr><td>Menu</td><td>{}</td></tr></table>",
}


@pytest.mark.parametrize("name", NESTED)
def test_a_table_within_a_table_is_read_once(store: Store, name: str) -> None:
    put(store, f"permohonan/{name}", f"<html><body>{NESTED[name].format(table(rows_of()))}</body></html>")
    (account,) = take_in_once(store).files
    assert (account.state, account.accepted, account.quarantined, account.duplicate) == ("loaded", 3, 0, 0)


def test_the_month_may_stand_in_the_outer_table(store: Store) -> None:
    days = [["Kelurahan", *map(str, range(1, 32))], ["Bukuan", "4", "5", *[""] * 29]]
    put(store, "kunjungan/a.xls", f"<table><tr><td>BULAN MEI 2024</td></tr><tr><td>{table(days)}</td></tr></table>")
    take_in_once(store)
    assert warehouse(store, "SELECT date::VARCHAR, visits FROM visit ORDER BY 1") == [
        ("2024-05-01", 4),
        ("2024-05-02", 5),
    ]


@pytest.mark.parametrize("way", ["quoted-printable", "base64"])
@pytest.mark.parametrize("name", ["a.xls", "a.mht", "a.xlsx"])
def test_a_web_archive_is_read(store: Store, name: str, way: str) -> None:
    page = f"<html><body>{table(rows_of())}</body></html>".replace("domisili", "domisili&nbsp;")
    put(store, f"permohonan/{name}", archive(page, way=way))
    assert counts(take_in_once(store)) == [("loaded", 3, 0, 0, 1)]


@pytest.mark.parametrize("name", ["a.xls", "a.xml"])
def test_a_workbook_of_2003_is_read(store: Store, name: str) -> None:
    put(store, f"permohonan/{name}", spreadsheet(["".join(map(cell, row)) for row in rows_of()]))
    assert counts(take_in_once(store)) == [("loaded", 3, 0, 0, 1)]


def test_cells_of_2003_have_kinds_places_and_errors(store: Store) -> None:
    day = cell("2024-08-27T00:00:00.000", "DateTime")
    rows = [
        "".join(map(cell, COUNT)),
        cell("Bukuan", also=' ss:MergeDown="1"') + day + cell("7", "Number"),
        cell("2024-08-28T00:00:00.000", "DateTime", ' ss:Index="2"') + cell("8.0", "Number"),
        cell("Bukuan") + cell("29/08/2024") + cell("#REF!", "Error"),
        cell("Bukuan") + cell("30/08/2024") + '<Cell ss:Formula="=1+2"/>',
    ]
    put(store, "kunjungan/a.xls", spreadsheet(rows))
    assert counts(take_in_once(store)) == [("loaded", 2, 2, 0, 1)]
    held = "SELECT place, reason FROM quarantine ORDER BY 1"
    assert warehouse(store, held) == [("Data!C4", "sel_galat"), ("Data!C5", "rumus_belum_dihitung")]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xls", spreadsheet([], '<!DOCTYPE Workbook [<!ENTITY a "b">]>'), "XML dengan DOCTYPE"),
        ("b.xls", spreadsheet([cell("x", also=' ss:Index="90000000"')]), "ada sel berisi jauh di luar tabel"),
        ("b2.xls", b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(40), "buku kerja dari sebelum Excel 97"),
        ("c.xml", "<?xml version='1.0'?><data><row/></data>", "jenis berkas belum dikenal (XML)"),
        ("d.xls", spreadsheet(["".join(map(cell, COUNT))])[:-40], "isi XML rusak atau terpotong"),
        ("e.xls", archive("<p>Kosong</p>"), "HTML tanpa tabel"),
        ("f.xls", "<table>" + "<tr><td colspan=1000>x</td>" * 3000 + "</table>", "selnya jauh lebih banyak"),
    ],
)
def test_what_cannot_be_read_is_named_as_what_it_is(
    store: Store, name: str, content: str | bytes, sentence: str
) -> None:
    put(store, f"kunjungan/{name}", content)
    put(store, "kunjungan/utuh.csv", "Kelurahan;Tanggal;Jumlah\nBukuan;01/08/2024;4\n")
    done = etl("load")
    assert done.returncode == 3
    assert sentence in done.stderr
    assert warehouse(store, "SELECT visits FROM visit") == [(4,)]


def test_no_sentence_speaks_of_classes_or_moves_the_cursor(store: Store) -> None:
    for name in ("a.xlsx", "b.zip", "c.csv.gz", "d.parquet", "e.xls", "f.json"):
        head = {"a": b"PK\3\4", "b": b"PK\3\4", "c": b"\x1f\x8b\x08", "d": b"PAR1", "e": b"\xd0\xcf\x11\xe0", "f": b"{"}
        put(store, f"kunjungan/{name}", head[name[0]] + bytes(range(200)))
    put(store, "kunjungan/g.csv", "Kelurahan;\x1b[2JTangal;Jumlah\nBukuan;1;2\n")
    put(store, "kunjungan/h.xls", xls("\x1b[2J\x9dLembar", [["Kelurahan", "Tangal"], ["Bukuan", error(7)]]))
    said = etl("load").stderr
    assert said.count("(disisihkan)") == 8
    assert "Error" not in said
    assert "Exception" not in said
    assert "\x1b" not in said
    assert "\x9d" not in said
