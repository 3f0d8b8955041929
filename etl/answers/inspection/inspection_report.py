"""What `inspect` says of a file: as a person reads it, as one object, and its rows as plain CSV."""

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console

from core.reasons import reasons
from etl.answers.inspection.file_inspection import Inspection, show_rows, titles_of
from etl.answers.terminal import say
from etl.errors import UserError
from etl.reading.base.cells import BLANKS, Cells
from etl.reading.base.table_read import TableRead
from etl.spelling import masked


def as_json(found: Inspection) -> dict[str, Any]:
    """Return what was understood as one object; encoding, delimiter, header row and columns of the first table."""
    parts = [_part(part) for part in found.parts]
    first = parts[0] if parts else _part(TableRead("", "", "", None, []))
    return {
        "file": masked(str(found.path)),
        "source": found.source,
        "source_because": found.because,
        "state": "set_aside" if found.reason else "readable",
        "reason": found.reason,
        "detail": found.detail,
        **{name: first[name] for name in ("kind", "encoding", "delimiter", "header_row", "columns")},
        "rows": found.rows,
        "not_data": found.reading.not_data if found.reading else 0,
        "not_reported": found.reading.not_reported if found.reading else 0,
        "proposals": found.proposals,
        "reasons": found.reasons,
        "notes": found.notes,
        "parts": parts,
        "tables": [asdict(table) for table in found.tables],
        "offers": {source: asdict(offer) for source, offer in found.offers.items() if offer.known or offer.alike},
    }


def _part(part: TableRead) -> dict[str, Any]:
    return {
        "name": part.name,
        "kind": part.kind,
        "layout": part.layout,
        "encoding": part.encoding,
        "delimiter": part.delimiter,
        "header_row": part.header_row,
        "month": part.month.isoformat()[:7] if part.month else None,
        "columns": [{"title": title, "column": name} for title, name in part.columns],
        "why": part.why,
    }


def why_unusable(found: Inspection) -> str:
    """Return why the file cannot be used and what to do, in the user's words."""
    known = reasons()[found.reason or ""]
    detail = f" ({found.detail})" if found.detail else ""
    return f"{masked(str(found.path))}: {known.sentence}{detail}. {known.action[0].upper()}{known.action[1:]}."


def print_inspection(console: Console, found: Inspection) -> None:
    """Print what was understood, table by table, and why."""

    tell = partial(say, console)
    tell(f"{masked(str(found.path))}: sumber {found.source} ({found.because})")
    for part in found.parts:
        tell(f"{part.name or part.kind}: {part.layout or 'tidak terbaca'}")
        for sentence in part.why:
            tell(f"  - {sentence}")
        for title, name in part.columns:
            alike = f"; mirip '{found.proposals[title]}'" if title in found.proposals else ""
            tell(f"  {title or '(tanpa judul)'} -> {name or 'tidak dipakai'}{alike}")
    if found.reading:
        silent = f", di antaranya {found.reading.not_reported} sel tak lapor" if found.reading.not_reported else ""
        closed = f", {found.reading.closed} hari tutup" if found.reading.closed else ""
        tell(f"{found.rows} catatan, {found.reading.not_data} bukan data{silent}{closed}")
    for note in found.notes:
        tell(note)
    if found.reason:
        for sentence in _any_tables(found):
            tell(sentence)
    for code, rows in sorted(found.reasons.items()):
        tell(f"{rows} catatan: {reasons()[code].sentence}; {reasons()[code].action}")
    tell("Tidak ada yang dimuat.")


def _any_tables(found: Inspection) -> Iterator[str]:
    """What a file that is not read holds, without a value, and what each source would find in it."""
    for number, table in enumerate(found.tables, 1):
        where = f"judul di baris {table.header_row}" if table.header_row else "tanpa baris judul"
        yield f"tabel {table.name or number}: {where}; {table.rows} baris pertama dilihat"
        for place, column in enumerate(table.columns, 1):
            shape = f", berbentuk {column.shape}" if column.shape else ""
            yield f"  {column.title or f'(kolom {place})'}: {column.kind}, {column.filled} terisi{shape}"
    for source, offer in found.offers.items():
        pairs = [f"{title} = {name}" for title, name in offer.known.items()]
        pairs += [f"{title} = {name}?" for title, name in offer.alike.items()]
        lacking = f"; kurang: {', '.join(offer.missing)}" if offer.missing else ""
        if pairs:
            yield f"sebagai {source}: {', '.join(pairs)}{lacking}"


def write_rows(found: Inspection, target: Path) -> int:
    """Write every data row as UTF-8 CSV with commas: titles first, cells as text, trimmed, readable by its owner only.

    The cells stand as the file holds them, persons too: it is the user's own file, written where the user says, and
    nothing is put before a cell that a spreadsheet might take for a formula. Tables with other titles share one
    header. Returns how many there are. Raises UserError where it cannot be written.
    """
    if target.resolve() == found.path.resolve():
        raise UserError(f"{masked(str(target))}: itu berkas yang diperiksa. Pilih nama lain.")
    columns = list(dict.fromkeys(name for titles in found.titles or titles_of(found) for name in _unique(titles)))
    with _opened(target) as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        count = 0

        def write(titles: list[str], cells: Cells) -> None:
            nonlocal count
            count += 1
            names = _unique([*titles, *[""] * (len(cells) - len(titles))])
            texts = ((cell or "").strip(BLANKS) for cell in cells)
            writer.writerow(dict(zip(names, texts, strict=False)))

        show_rows(found, write)
    return count


@contextmanager
def _opened(target: Path) -> Iterator[TextIO]:
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise UserError(f"{target}: tidak dapat ditulis ({error.strerror}). Pilih tempat lain.") from None
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        yield file


def _unique(titles: list[str]) -> list[str]:
    """A name for each column: a blank title is called by its place, a repeated one counted."""
    names: dict[str, None] = {}
    last: dict[str, int] = {}
    for place, title in enumerate(titles, 1):
        own = title or f"kolom_{place}"
        name, number = own, last.get(own, 1)
        while name in names:
            number += 1
            name = f"{own} ({number})"
        names[name], last[own] = None, number
    return list(names)
