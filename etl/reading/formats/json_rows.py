"""JSON: a list of objects, or an object that holds such lists; NDJSON: one object a line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.errors import UnreadableFileError
from etl.reading.base.cells import cell_text
from etl.reading.base.headers import best_header, find_header, missing_columns, spellings
from etl.reading.base.records import Records
from etl.reading.base.table_read import TableRead, Unread, understood
from etl.reading.base.text import encoding_of, lines_of
from etl.reading.sheets.slipped_rows import may_add_up, slips
from etl.sources.declarations import Declaration
from etl.sources.titles import ShownTitles
from etl.spelling import fold

TOO_DEEP = "JSON bersarang terlalu dalam"
_LONG_NUMBER = re.compile(r"[0-9]{4000}")
"""Python reads none of more than 4300 digits."""
JsonObject = dict[str, Any] | None
"""One object; None: a line, or an item of a list, that is none."""
Lists = list[tuple[str, list[JsonObject]]]
"""Where each list of objects stands (its keys joined by dots, without what may be a person's), and its items."""


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read the objects; a record's place is its line in NDJSON, else its index from 0 (of several lists: `list[0]`)."""
    encoding, why = encoding_of(path)
    names = records.offices.names
    if records.look:
        is_lines = _is_lines(path, encoding)
        entries = [entry for _, entry in _lines(path, encoding)] if is_lines else []
        lists = [("", entries)] if is_lines else _lists(_content(path, encoding), names)
        for name, entries in lists:
            keys = _keys(entries, records)
            records.look(name, [keys, *([_text((entry or {}).get(key)) for key in keys] for entry in entries)])
        return
    if _is_lines(path, encoding):
        keys = _keys((entry for _, entry in _lines(path, encoding)), records)
        _read(
            _lines(path, encoding),
            keys,
            TableRead("", "NDJSON", "", None, [], encoding, why=[why]),
            records,
            declaration,
        )
        return
    content = _content(path, encoding)
    lists, titles = _lists(content, names), [*_titles(content, spellings(records.contract, declaration))]
    fitting = [each for each in lists if _fits(_keys(each[1]), titles, records, declaration)]
    for name, entries in fitting or [max(lists, key=lambda each: len(each[1]))]:
        said = [why, *([f"daftar '{name}'"] if name else [])]
        places = (f"{name}[{number}]" if len(fitting) > 1 else str(number) for number in range(len(entries)))
        part = TableRead(name, "JSON", "", None, [], encoding, why=said)
        _read(zip(places, entries, strict=True), _keys(entries, records), part, records, declaration, titles)
    taken = {id(each) for each in fitting}
    for each in lists if fitting else []:
        if id(each) not in taken:
            _leave_out(each[0], _keys(each[1]), records, declaration)


def _leave_out(name: str, keys: list[str], records: Records, declaration: Declaration) -> None:
    """A list that lacks a column is held back as one record; one that knows none of them is about something else."""
    if best_header([keys], records.contract, declaration).positions:
        records.add_fault(name, "row:lembar_tanpa_kolom")
    else:
        records.unread.append(Unread(f"daftar '{name}'"))


def _read(
    entries: Iterable[tuple[str, JsonObject]],
    keys: list[str],
    part: TableRead,
    records: Records,
    declaration: Declaration,
    titles: Sequence[str] = (),
) -> None:
    """One table: one object one record. `titles` stand beside it. Raises UnreadableFileError for a missing column."""
    header, said = records.with_office(find_header([keys], records.contract, declaration), titles)
    part.why.extend(said)
    part.why.append(f"{len(header.positions)} nama kolom dikenal")
    layout, columns = "satu objek satu catatan", understood(header)
    records.use(header, TableRead(part.name, part.kind, layout, None, columns, part.encoding, why=part.why))
    if may_add_up(header.titles, count := header.positions.get("count"), header.positions.values()):
        entries = [*entries]
        rows = {number: [_text((entry or {}).get(key)) for key in keys] for number, (_, entry) in enumerate(entries)}
        slipped = slips([header.titles], rows, count)
    else:
        slipped = {}
    for number, (place, entry) in enumerate(entries):
        if entry is None:
            records.add_fault(place, "row:objek_tak_terbaca")
        else:
            records.add(place, [_text(entry.get(key)) for key in keys], header, slipped.get(number))


def _fits(keys: list[str], titles: list[str], records: Records, declaration: Declaration) -> bool:
    missing = missing_columns(best_header([keys], records.contract, declaration), records.contract)
    return not missing or (missing == ["unit"] and records.offices.of_table(titles) is not None)


def _titles(content: Any, known: Mapping[str, str]) -> Iterator[str]:
    """The office that an object names beside its lists."""
    for key, value in content.items() if isinstance(content, dict) else ():
        if known.get(fold(key)) == "unit" and isinstance(value, str):
            yield value if fold(value).startswith(("kel", "kantor")) else f"Kelurahan {value}"


def _keys(entries: Iterable[JsonObject], records: Records | None = None) -> list[str]:
    """All keys in the order in which they come. Each object is read as a row of all of them, which `records` allow."""
    keys: dict[str, None] = {}
    count = 0
    for entry in entries:
        keys |= dict.fromkeys(entry or {})
        count += 1
    if records:
        records.spend(count * len(keys))
    return list(keys)


def _is_lines(path: Path, encoding: str) -> bool:
    """True when the first line is an object of its own and more lines follow."""
    lines = (line for line in lines_of(path, encoding) if line.strip())
    first, second = next(lines, ""), next(lines, None)
    try:
        return isinstance(json.loads(first), dict) and (second is not None or path.suffix != ".json")
    except json.JSONDecodeError:
        return False
    except (ValueError, RecursionError):
        # A number too long, or too deep: one line of several costs the others nothing.
        return second is not None and first.lstrip().startswith("{")


def _lines(path: Path, encoding: str) -> Iterator[tuple[str, JsonObject]]:
    for number, line in enumerate(lines_of(path, encoding), 1):
        if line.strip():
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                entry = None
            yield str(number), entry if isinstance(entry, dict) else None


def _content(path: Path, encoding: str) -> Any:
    """What a file holds. Raises UnreadableFileError, with the place, when it is no JSON or too much to be read."""
    text = "".join(lines_of(path, encoding))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        detail = f"JSON tidak sah atau terpotong: baris {error.lineno} kolom {error.colno}"
    except RecursionError:
        detail = TOO_DEEP
    except ValueError:
        found = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        detail = f"bilangan terlalu panjang: baris {line}"
    raise UnreadableFileError("berkas_tak_terbaca", detail)


def _lists(content: Any, names: ShownTitles) -> Lists:
    """The lists of a file that hold objects. Raises UnreadableFileError when there is none."""
    try:
        found = [*_lists_in(content, "")]
    except RecursionError:
        raise UnreadableFileError("berkas_tak_terbaca", TOO_DEEP) from None
    lists = [
        (names.name(name, number), [item if isinstance(item, dict) else None for item in items])
        for number, (name, items) in enumerate(found, 1)
        if any(isinstance(item, dict) for item in items)
    ]
    if not lists and any(not items for _, items in found):
        raise UnreadableFileError("berkas_kosong", "daftarnya kosong")
    if not lists:
        raise UnreadableFileError("berkas_tak_terbaca", "bukan daftar objek")
    return lists


def _lists_in(content: Any, name: str) -> Iterator[tuple[str, list[Any]]]:
    """The list itself, or every list that an object holds, however deep."""
    if isinstance(content, list):
        yield name, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _lists_in(value, f"{name}.{key}" if name else key)


def _text(value: Any) -> str | None:
    try:
        return cell_text(json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value)
    except RecursionError:
        raise UnreadableFileError("berkas_tak_terbaca", TOO_DEEP) from None
