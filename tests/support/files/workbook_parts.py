"""Workbooks written part by part, as programs write them that the tests do not have."""

import re
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def text(value: str, place: str = "") -> str:
    """Return a cell of XLSX with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'.replace(' r=""', "")


def sheet_xml(*rows: str, prefix: str = "") -> str:
    """Return a sheet of XLSX whose rows are given as the XML of their cells; neither rows nor cells say where."""
    body = "".join(f"<row>{row}</row>" for row in rows)
    xml = f'<worksheet xmlns="{_MAIN}"><dimension ref="A1"/><sheetData>{body}</sheetData></worksheet>'
    return re.sub("<(/?)", rf"<\1{prefix}:", xml).replace(" xmlns=", f" xmlns:{prefix}=") if prefix else xml


def xlsx(path: Path, sheet: str, part: str = "worksheets/sheet1.xml", calc: str = "") -> Path:
    """Write XLSX with one sheet that lies in a part of any name."""
    relation = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relation.format(_RELATIONS, _OFFICE, "officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", f"{book}{calc}</workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", relation.format(_RELATIONS, _OFFICE, "worksheet", part))
        archive.writestr(f"xl/{part}", sheet)
    return path


def ods(path: Path, *rows: str) -> Path:
    """Write ODS with one table whose rows are given as the XML of their cells."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content {spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:'
        f'xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table table:name="Data">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_cell(value: str | int) -> str:
    """Return a cell of ODS."""
    kind = f'"float" office:value="{value}"' if isinstance(value, int) else '"string"'
    return f"<table:table-cell office:value-type={kind}><text:p>{value}</text:p></table:table-cell>"


def xlsb(path: Path, rows: Sequence[Sequence[str | int | bytes]]) -> Path:
    """Write XLSB with one sheet of texts, whole numbers and (as one byte) errors."""
    cells = b"".join(
        _record(0, struct.pack("<II", number, 0) + bytes(17))
        + b"".join(_binary_cell(column, value) for column, value in enumerate(row))
        for number, row in enumerate(rows)
    )
    area = struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    sheet = _record(129) + _record(148, area) + _record(145) + cells + _record(146) + _record(130)
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Data"))
    relation = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/%s" Target="%s"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relation % ("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", book + _record(144) + _record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", relation % ("worksheet", "worksheets/data.bin"))
        archive.writestr("xl/worksheets/data.bin", sheet)
    return path


def _binary_cell(column: int, value: str | int | bytes) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, bytes):
        return _record(3, place + value)
    return _record(6, place + _wide(value)) if isinstance(value, str) else _record(5, place + struct.pack("<d", value))


def _wide(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, sizes = len(content), b""
    while True:
        size, low = size >> 7, size & 0x7F
        sizes += bytes([low | (0x80 if size else 0)])
        if not size:
            return number + sizes + content
