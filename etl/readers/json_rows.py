"""JSON: a list of objects, or an object that holds one list of objects."""

import json
from pathlib import Path
from typing import Any

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.headers import find_header
from etl.readers.records import Records


def read(path: Path, contract: Contract, declaration: Declaration) -> Records:
    """Return the records of one JSON file; a record's place is its index, from 0."""
    objects = _objects(path)
    keys = list(dict.fromkeys(key for entry in objects for key in entry))
    header = find_header([keys], contract, declaration, frozenset())
    records = Records(columns=set(header.positions), ignored=header.ignored)
    for index, entry in enumerate(objects):
        records.add(str(index), [_text(entry.get(key)) for key in keys], header, contract)
    return records


def _objects(path: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableFileError("berkas_tak_terbaca", f"JSON tidak sah ({type(error).__name__})") from None
    if isinstance(content, dict):
        content = next((value for value in content.values() if isinstance(value, list)), None)
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        raise UnreadableFileError("berkas_tak_terbaca", "bukan daftar objek")
    if not content:
        raise UnreadableFileError("berkas_kosong")
    return content


def _text(value: Any) -> str | None:
    """Half a surrogate pair, as a cut-off text has it, becomes a question mark."""
    return None if value is None else str(value).encode(errors="replace").decode()
