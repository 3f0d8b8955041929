"""JSON: a list of objects, or an object that holds one; NDJSON: one object a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.headers import find_header
from etl.readers.records import Part, Records, cell_text, understood
from etl.readers.text import encoding_of, lines_of

Entry = dict[str, Any] | None
"""One object; None: a line that holds none."""


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read the objects; a record's place is its index from 0, in NDJSON its line."""
    encoding, why = encoding_of(path)
    is_lines = _is_lines(path, encoding)
    keys = list(dict.fromkeys(key for _, entry in _entries(path, encoding, is_lines) for key in entry or {}))
    header = find_header([keys], records.contract, declaration, frozenset())
    kind = "NDJSON" if is_lines else "JSON"
    known = f"{len(header.positions)} nama kolom dikenal"
    records.use(header, Part("", kind, "satu objek satu catatan", None, understood(header), encoding, why=[why, known]))
    for place, entry in _entries(path, encoding, is_lines):
        cells = [_text((entry or {}).get(key)) for key in keys]
        if entry is None:
            records.add_fault(str(place), "row:objek_tak_terbaca")
        else:
            records.add(str(place), cells, header)


def _is_lines(path: Path, encoding: str) -> bool:
    """True when the first line is an object of its own and more lines follow."""
    lines = (line for line in lines_of(path, encoding) if line.strip())
    first, second = next(lines, ""), next(lines, None)
    try:
        return isinstance(json.loads(first), dict) and (second is not None or path.suffix != ".json")
    except json.JSONDecodeError:
        return False


def _entries(path: Path, encoding: str, is_lines: bool) -> Iterator[tuple[int, Entry]]:
    if not is_lines:
        yield from enumerate(_objects(path, encoding))
        return
    for number, line in enumerate(lines_of(path, encoding), 1):
        if line.strip():
            try:
                entry = json.loads(line)
            except (json.JSONDecodeError, RecursionError):
                entry = None
            yield number, entry if isinstance(entry, dict) else None


def _objects(path: Path, encoding: str) -> list[dict[str, Any]]:
    try:
        content = _list_in(json.loads(path.read_text(encoding)))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFileError("berkas_tak_terbaca", f"JSON tidak sah ({type(error).__name__})") from None
    if content is None or not all(isinstance(entry, dict) for entry in content):
        raise UnreadableFileError("berkas_tak_terbaca", "bukan daftar objek")
    if not content:
        raise UnreadableFileError("berkas_kosong")
    return content


def _list_in(content: Any) -> list[Any] | None:
    """The list itself, or the first list that an object holds, however deep."""
    if isinstance(content, dict):
        found = (_list_in(value) for value in content.values() if isinstance(value, dict | list))
        return next((entries for entries in found if entries is not None), None)
    return content if isinstance(content, list) else None


def _text(value: Any) -> str | None:
    return cell_text(json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value)
