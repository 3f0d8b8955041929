"""HTML, as many programs save it under the name .xls, and web archives of it: text only, nothing is fetched or run."""

import email
import re
from collections.abc import Iterable, Iterator
from email.message import Message
from email.policy import compat32
from pathlib import Path

from etl.errors import UnreadableFileError
from etl.reading.base.kinds import HEAD_BYTES
from etl.reading.base.records import Records
from etl.reading.base.table_read import TableRead
from etl.reading.base.text import encoding_of
from etl.reading.formats.html_grid import HtmlTables
from etl.reading.sheets.grids import read_sheets
from etl.reading.sheets.sheet import SourceSheet, cell_places
from etl.sources.declarations import Declaration

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
MOST_PARTS = 1000


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all tables of a page; a record's place is `table!row`, or `table!cell`."""
    encoding, why = _encoding(path)
    text = path.read_text(encoding, errors="replace")
    _read([text], TableRead("", "HTML", "", None, [], encoding, why=[why]), path.stem, records, declaration)


def read_archive(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all tables of all pages in a web archive (MHTML), as spreadsheets save it; pictures are left alone."""
    part = TableRead("", "arsip web (MHTML)", "", None, [])
    _read(_pages(path), part, path.stem, records, declaration)


def _read(pages: Iterable[str], part: TableRead, stem: str, records: Records, declaration: Declaration) -> None:
    sheets: list[SourceSheet] = []
    for page in pages:
        parser = HtmlTables(records.spend)
        parser.read(page)
        for titles, grid in parser.tables:
            number = len(sheets) + 1
            name = f"tabel {number}"
            why = [*part.why, f"tabel ke-{number} di halaman HTML"]
            own = TableRead(name, part.kind, "", None, [], part.encoding, why=why)
            sheets.append(SourceSheet(name, grid, cell_places(name), stem, own, titles, shown=name))
    if not sheets:
        raise UnreadableFileError("berkas_tak_terbaca", "HTML tanpa tabel")
    read_sheets(records, sheets, declaration)


def _pages(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        message = email.message_from_binary_file(file, policy=compat32)
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise UnreadableFileError("arsip_ditolak", f"lebih dari {MOST_PARTS} bagian")
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield _page(part)


def _page(part: "Message[str, str]") -> str:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    said = _CHARSET.search(raw[:HEAD_BYTES])
    for name in (part.get_content_charset() or "", said[1].decode("ascii", "replace") if said else "", "utf-8"):
        try:
            return raw.decode(name) if name else raw.decode("utf-8-sig")
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", "replace")


def _encoding(path: Path) -> tuple[str, str]:
    """The page's own word on its encoding counts only where the bytes do not say it."""
    encoding, why = encoding_of(path)
    declared = _CHARSET.search(path.open("rb").read(HEAD_BYTES))
    if encoding == "cp1252" and declared:
        name = declared[1].decode("ascii", "replace")
        try:
            "".encode(name)
        except LookupError:
            return encoding, why
        return name, f"pengodean {name} menurut halamannya"
    return encoding, why
