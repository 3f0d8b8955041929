"""What kind of file this is: its first bytes decide, its name only where they leave it open."""

import re
import zipfile
from enum import Enum
from pathlib import Path

from etl.errors import UnreadableFileError


class Kind(Enum):
    """The kinds of files that are read."""

    DELIMITED = "teks berpemisah"
    JSON = "JSON"
    HTML = "HTML"
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
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype html|html|head|meta|body|table|style|div|center|h\d|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]")
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def kind_of(path: Path) -> Kind:
    """Return the kind of a file. Raises UnreadableFileError for an empty, an unknown and a damaged one."""
    with path.open("rb") as file:
        head = file.read(4096)
    suffix = path.suffix.lower()
    if not head:
        raise UnreadableFileError("berkas_kosong")
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if suffix in BINARY_SUFFIXES or (suffix == ".xls" and not _is_text(head)):
        raise UnreadableFileError("berkas_tak_terbaca", f"isinya bukan {suffix}")
    if suffix not in TEXT_KINDS:
        raise UnreadableFileError("format_tak_dikenal", suffix)
    return _text_kind(head, TEXT_KINDS[suffix])


def _zip_kind(path: Path) -> Kind:
    """A workbook of today is a zip too."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError("berkas_tak_terbaca", type(error).__name__) from None
    return Kind.WORKBOOK if any(part in names for part in _WORKBOOK_PARTS) else Kind.ZIP


def _text_kind(head: bytes, by_name: Kind) -> Kind:
    """HTML and JSON are known by how they begin, whatever their names say."""
    has_mark = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if has_mark else "utf-16-le" if b"\0" in head[:64] else "utf-8"
    text = head.decode(encoding, "replace").lstrip("\ufeff")
    if _HTML.match(text):
        return Kind.HTML
    return Kind.JSON if _JSON.match(text) else by_name


def _is_text(head: bytes) -> bool:
    return b"\0" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff")
