"""Small files that would stop a careless reader: each a kind that is known to have done so, made anew for a test."""

import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from support.files.raw_files import REQUEST, delimited, requests

TITLES = list(REQUEST)
LAST_CELL = ("1048576", "XFD")
BIG = "A" * 300_000
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of named parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def xlsx(rows: str, part: str = "worksheets/sheet1.xml", strings: Iterable[str] = ()) -> bytes:
    """Return a workbook of one sheet: `rows` is the XML of its rows."""
    links = f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="{part}"/>'
    links += f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    sheets = '<sheets><sheet name="Lembar1" sheetId="1" r:id="r1"/></sheets>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml"'
            ' ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">{shared}</sst>',
            f"xl/{part}": f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def xlsx_rows(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of inline texts as XML."""
    cells = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in rows)
    return "".join(f"<row>{row}</row>" for row in cells)


def stray_xlsx(part: str, comment: str = "") -> bytes:
    """A table of requests and one cell in the last corner, perhaps behind a comment of what looks like cells."""
    row, column = LAST_CELL
    table = xlsx_rows([TITLES, REQUEST.values()])
    return xlsx(f"{comment}{table}<row r='{row}'><c r='{column}{row}'><v>1</v></c></row>", part)


def shared_xlsx() -> bytes:
    """One long text in very many cells."""
    titles = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(len(TITLES)))
    return xlsx(f"<row>{titles}</row>" + f'<row><c t="s"><v>{len(TITLES)}</v></c></row>' * 8000, strings=[*TITLES, BIG])


def stray_xlsb() -> bytes:
    """The binary kind, with one cell in the last corner."""

    def record(kind: int, content: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
        return head + bytes([len(content)]) + content

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    book = [record(131), record(143), record(156, struct.pack("<II", 0, 1) + text("r1") + text("S")), record(144)]
    rows = [record(0, struct.pack("<I", 0) + bytes(13)), record(6, struct.pack("<II", 0, 0) + text("Status"))]
    rows += [record(0, struct.pack("<I", 1048575) + bytes(13)), record(6, struct.pack("<II", 16383, 0) + text("x"))]
    reach = record(148, struct.pack("<IIII", 0, 1048575, 0, 16383))
    sheet = [record(129), reach, record(145), *rows, record(146), record(130)]
    link = '<Relationship Id="r1" Type="{}" Target="{}"/>'
    links = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": links.format(link.format(f"{_OFFICE}/officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": b"".join([*book, record(132)]),
            "xl/_rels/workbook.bin.rels": links.format(link.format(f"{_OFFICE}/worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": b"".join(sheet),
        }
    )


def repeated_ods(rows: int, columns: int) -> bytes:
    """One cell that says it stands in so many rows and columns."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    titles = "".join(f"<table:table-cell><text:p>{title}</text:p></table:table-cell>" for title in TITLES)
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell>'
    table = f"<table:table-row>{titles}</table:table-row>"
    table += f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{name}:manifest:1.0"/>',
            "content.xml": f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0"'
            f' xmlns:text="{name}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">{table}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )


def parquet(rows: int, **columns: str) -> bytes:
    """Equal rows of requests: as little as they take, as many as they are."""
    target = BytesIO()
    first = pa.array([0] * rows, pa.int32())
    texts = (REQUEST | columns).items()
    pq.write_table(pa.table({title: pa.DictionaryArray.from_arrays(first, [text]) for title, text in texts}), target)
    return target.getvalue()


def html(row: str, rows: int) -> str:
    """A page with the titles of requests and one row again and again."""
    titles = "".join(f"<th>{title}</th>" for title in TITLES)
    return f"<table><tr>{titles}</tr>{row * rows}</table>"


def page() -> str:
    """A page with two requests."""
    cells = "".join(f"<td>{cell}</td>" for cell in REQUEST.values())
    return html(f"<tr>{cells}</tr>", 2)


def overlapping_zip(members: int) -> bytes:
    """A directory of many names for one and the same packed member."""
    data, name = delimited(requests(200)).encode(), b"a.csv"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    known = (20, 0, 8, 0, 0, zlib.crc32(data), len(packed), len(data), len(name), 0)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *known) + name + packed
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *known, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, members, members, len(entry) * members, len(local), 0)
    return local + entry * members + end


def wide(count: int) -> str:
    """Titles that look like a known one, very many of them, and none that is."""
    return delimited([{"Status": "Selesai"} | {f"Tanggal Permohonn {number}": "" for number in range(count)}])


def keys(count: int) -> list[dict[str, object]]:
    """Objects of which each has a key that no other has."""
    return [{**REQUEST, f"kunci {number}": number} for number in range(count)]


CELLS = ("batas_sel",)
MEMORY = ("batas_memori", "berkas_terlalu_besar")
STRAY = ("sel_tersesat",)
HOSTILE: dict[str, tuple[Callable[[], str | bytes], tuple[str, ...]]] = {
    "sel_jauh.xlsx": (lambda: stray_xlsx("worksheets/sheet1.xml"), STRAY),
    "sel_jauh_nama_lain.xlsx": (lambda: stray_xlsx("worksheets/foo.xml"), STRAY),
    "sel_jauh_tabel.xlsx": (lambda: stray_xlsx("tables/data.xml"), STRAY),
    "sel_jauh_komentar.xlsx": (lambda: stray_xlsx("lembar.xml", f"<!--{'<c ' * 200_000}-->"), STRAY),
    "sel_jauh.xlsb": (stray_xlsb, STRAY),
    "berulang.ods": (lambda: repeated_ods(1_000_000, 16_384), STRAY),
    "berulang_jauh.ods": (lambda: repeated_ods(1, 2_000_000_000), STRAY),
    "teks_bersama.xlsx": (shared_xlsx, MEMORY),
    "teks_bersama.parquet": (lambda: parquet(8000, **{"Nama Pemohon": BIG}), MEMORY),
    "sama.parquet": (lambda: parquet(200_000), (*CELLS, *MEMORY)),
    "lebar.html": (lambda: html("<tr>" + "<td colspan=1000>x</td>" * 50 + "</tr>", 100), CELLS),
    "tinggi.html": (lambda: html("<tr>" + "<td rowspan=1000 colspan=9>x</td>" * 9 + "</tr>", 500), CELLS),
    "kunci.json": (lambda: json.dumps(keys(2000)), CELLS),
    "kunci.ndjson": (lambda: "\n".join(json.dumps(each) for each in keys(2000)), CELLS),
    "dalam.json": (lambda: "[" * 100_000 + "]" * 100_000, ("berkas_tak_terbaca",)),
    "dalam_objek.json": (lambda: json.dumps(requests(1))[:-1] + ',{"a":' * 50_000, ("berkas_tak_terbaca",)),
    "angka.json": (lambda: f'[{{"NIK": {"9" * 200_000}}}]', ("berkas_tak_terbaca",)),
    "pemisah.csv": (lambda: ";" * 25_000 + "\nA;B\n1;2\n", ("judul_tak_dikenal", "kolom_wajib_tidak_ada")),
    "mirip.csv": (lambda: wide(25_000), ("kolom_wajib_tidak_ada",)),
    "menimpa.zip": (lambda: overlapping_zip(900), ("arsip_ditolak",)),
    "bom.csv.gz": (lambda: gzip.compress(b"0;" * 20_000_000, 1), ("berkas_terlalu_besar",)),
}
"""Name of a file -> how it is made, and for which reasons it may be set aside."""
ODD: dict[str, Callable[[], str]] = {
    "komentar.csv": lambda: "<!---->" * 500 + delimited(requests(2)),
    "komentar_baris.csv": lambda: "<!-- -->\n" * 30 + delimited(requests(2)),
    "deklarasi.csv": lambda: "<?x ?>" * 600 + delimited(requests(2)),
    "kutip.csv": lambda: delimited(requests(2)) + '"' * 300_001 + "\n",
    "kutip_terbuka.csv": lambda: delimited(requests(2)) + ';"abc\n' * 4000,
    "garis_miring.csv": lambda: delimited(requests(2)) + '"\\' * 100_000 + "\n",
    "komentar_terbuka.html": lambda: page() + "<!--" * 100_000,
    "tanda_terbuka.html": lambda: page() + "<a href='" * 100_000,
    "skrip_terbuka.html": lambda: page() + "<script>" * 100_000,
    "tabel_dalam_sel.html": lambda: page() + "<table><tr><td>" + "<table><tr><td>a</table>x" * 25_000,
    "angka.ndjson": lambda: "\n".join([*map(json.dumps, requests(2)), f'{{"NIK": {"9" * 200_000}}}']),
    "panjang.csv": lambda: delimited(requests(2, Nama_Pemohon="x" * 200_000)),
    "panjang.json": lambda: json.dumps(requests(2, Unit_Layanan="x" * 200_000)),
    "tahun.csv": lambda: delimited(requests(2, Tanggal_Permohonan="31/12/9999 23.59")),
    "tahun.json": lambda: json.dumps(requests(2, Tanggal_Permohonan="9999-12-31T23:59:59Z")),
}
"""Name of a file -> how it is made: odd, and yet read, quickly."""
