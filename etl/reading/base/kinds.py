"""What kind of file this is: its first bytes decide, its name only where they leave it open."""

import re
import zipfile
from enum import Enum
from pathlib import Path

from etl.errors import UnreadableFileError
from etl.spelling import masked


class Kind(Enum):
    """The kinds of files that are read."""

    DELIMITED = "teks berpemisah"
    JSON = "JSON"
    HTML = "HTML"
    XML_2003 = "buku kerja XML 2003"
    MHTML = "arsip web (MHTML)"
    WORKBOOK = "buku kerja"
    PARQUET = "Parquet"
    GZIP = "gzip"
    ZIP = "zip"


TEXT_KINDS = {
    ".csv": Kind.DELIMITED,
    ".tsv": Kind.DELIMITED,
    ".tab": Kind.DELIMITED,
    ".txt": Kind.DELIMITED,
    ".json": Kind.JSON,
    ".ndjson": Kind.JSON,
    ".jsonl": Kind.JSON,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".xls": Kind.DELIMITED,
}
BINARY_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods", ".parquet", ".gz", ".zip")
_MAGIC = {
    b"\x1f\x8b": Kind.GZIP,
    b"PAR1": Kind.PARQUET,
    b"\xd0\xcf\x11\xe0": Kind.WORKBOOK,
    # A bare BIFF stream, as old programs write it.
    b"\x09\x08": Kind.WORKBOOK,
    b"\x09\x04": Kind.WORKBOOK,
    b"\x09\x02": Kind.WORKBOOK,
}
HEAD_BYTES = 4096
_TAG = re.compile(r"<(?:!doctype\s+)?(?:[\w-]+:)?([a-z][\w-]*)", re.IGNORECASE)
_HTML_TAGS = frozenset(
    ("html", "head", "meta", "title", "link", "script", "body", "table", "style", "div", "center", "font", "span", "p")
)
_HEADING = re.compile(r"h[1-6]")
_SPACES = re.compile(r"\s*")
_ASIDE = {"<?": "?>", "<!--": "-->"}
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]")
_MHTML = re.compile(r"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(r"(?:mime-version|from|date|subject|content-type|x-[\w-]+):", re.IGNORECASE)
_OF_PAGES = (Kind.HTML, Kind.XML_2003, Kind.MHTML)
"""Known by their own mark, whatever the name: programs write them as .xls, .xml, .mht, even .xlsx."""
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "encrypted-package")
"""The last: all of an ODS, behind a password."""


def kind_of(path: Path) -> Kind:
    """Return the kind of a file. Raises UnreadableFileError for an empty, an unknown and a damaged one."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    suffix = path.suffix.lower()
    if not head:
        raise UnreadableFileError("berkas_kosong", "0 bita")
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    for magic, binary in _MAGIC.items():
        if head.startswith(magic):
            return binary
    # With a footer that only a key opens; a text may begin so, too.
    if suffix == ".parquet" and head.startswith(b"PARE"):
        return Kind.PARQUET
    is_text = _is_text(head)
    kind = _marked_kind(head) if is_text else None
    if suffix in BINARY_SUFFIXES and kind not in _OF_PAGES:
        raise UnreadableFileError("berkas_tak_terbaca", f"isinya bukan {masked(suffix)}")
    if suffix == ".xls" and not is_text:
        raise UnreadableFileError("berkas_tak_terbaca", f"isinya bukan {masked(suffix)}")
    if suffix not in TEXT_KINDS and kind not in _OF_PAGES:
        raise UnreadableFileError("format_tak_dikenal", masked(suffix))
    return kind or TEXT_KINDS[suffix]


def _zip_kind(path: Path) -> Kind:
    """A workbook of today is a zip too."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFileError("berkas_tak_terbaca", "isi arsip rusak atau terpotong") from None
    return Kind.WORKBOOK if any(part in names for part in _WORKBOOK_PARTS) else Kind.ZIP


def _marked_kind(head: bytes) -> Kind | None:
    """HTML, XML, web archives and JSON are known by how they begin, whatever their names say; None: by no mark.

    Raises UnreadableFileError for XML of another kind.
    """
    has_mark = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if has_mark else "utf-16-le" if b"\0" in head[:64] else "utf-8"
    text = head.decode(encoding, "replace").lstrip("\ufeff")
    tag = _first_tag(text)
    if tag in _HTML_TAGS or _HEADING.fullmatch(tag):
        return Kind.HTML
    if tag == "workbook":
        return Kind.XML_2003
    if text.lstrip().startswith("<?xml"):
        raise UnreadableFileError("format_tak_dikenal", "XML")
    if _MAIL.match(text) and _MHTML.search(text):
        return Kind.MHTML
    return Kind.JSON if _JSON.match(text) else None


def _first_tag(text: str) -> str:
    """The first tag in lower case, after declarations and comments, each stepped over once; '' for other text."""
    place = 0
    while True:
        place = _SPACES.match(text, place).end()  # type: ignore[union-attr]
        end = next((end for start, end in _ASIDE.items() if text.startswith(start, place)), None)
        if end is None:
            break
        place = text.find(end, place) + len(end)
        if place < len(end):
            return ""
    found = _TAG.match(text, place)
    return found[1].lower() if found else ""


def _is_text(head: bytes) -> bool:
    """Zero bytes that only fill up the end of a text make it no other."""
    return b"\0" not in head.rstrip(b"\0") or head[:2] in (b"\xff\xfe", b"\xfe\xff")
