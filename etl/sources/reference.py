"""Reference tables: shipped rows, extended or replaced by key from data/local/, every cell checked."""

import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from core.city import reference_dir
from core.local_table import is_remark
from core.settings import settings
from core.store import is_by_the_way
from etl.errors import UserError
from etl.regular_files import refuse_special
from etl.sources.reference_columns import SHAPES, Reference, ReferenceRow, Shape
from etl.sources.reference_faults import KeyedRows, TableFault, WrongTableError, faults_between, row_fault

OF_OTHERS = ("akses.csv", "kontak.csv", "penerima.csv", "peringatan.csv")
"""Tables of the same folder that no load reads."""
OTHER_TABLES = (".tsv", ".tab", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


@dataclass(frozen=True)
class TablePart:
    """The sound rows of one file, and what is wrong with the others."""

    rows: tuple[ReferenceRow, ...]
    faults: tuple[TableFault, ...]


def read_reference(written: Mapping[str, str] | None = None) -> Reference:
    """Return every reference table: the shipped rows with the user's laid over them by key.

    `written`: texts, by name of a table, that are read as if the user's file held them. Raises UserError with file,
    line, column, value and what to do for a wrong edit; WrongTableError with all of them.
    """
    local = settings().data_dir / "local"
    _refuse_strangers(local)
    texts = {local / f"{name}.csv": text for name, text in (written or {}).items()}
    files = [path for path in _places(local) if path in texts or path.exists()]
    read = {name: [_read(path, texts.get(path)) for path in files if path.stem == name] for name in SHAPES}
    tables = {name: _merged(parts, SHAPES[name]) for name, parts in read.items()}
    faults = [fault for parts in read.values() for part in parts for fault in part.faults]
    if faults := [*faults, *faults_between(tables, {fault.table for fault in faults})]:
        raise WrongTableError(faults)
    return {name: list(rows.values()) for name, rows in tables.items()}


def _refuse_strangers(local: Path) -> None:
    """A table under a name, or in a form, that nobody reads would be an edit without effect."""
    if os.path.lexists(local) and not local.is_dir():
        raise UserError(f"{local}: bukan folder. Ganti dengan folder biasa.")
    for path in sorted(local.iterdir() if local.exists() else ()):
        name, is_csv = path.stem.lower(), path.suffix.lower() == ".csv"
        is_known = name in SHAPES and (is_csv or path.suffix.lower() in OTHER_TABLES)
        if (
            is_by_the_way(path.name)
            or path.name in OF_OTHERS
            or (path.name == f"{name}.csv" and is_known and path.is_file())
        ):
            continue
        if is_csv and not is_known:
            raise UserError(f"{path}: tabel ini tidak dikenal. Nama yang dikenal: {', '.join(SHAPES)} (.csv).")
        # A workbook beside the table that was saved from it is the user's own matter.
        if is_known and (is_csv or not path.with_name(f"{name}.csv").exists()):
            refuse_special(path)
            raise UserError(f"{path}: tidak dibaca. Simpan sebagai berkas CSV bernama {name}.csv.")


def reference_files() -> list[Path]:
    """Return every reference file that exists, shipped and local, in a fixed order."""
    return [path for path in _places(settings().data_dir / "local") if path.exists()]


@cache
def _places(local: Path) -> tuple[Path, ...]:
    """Where reference files may lie: a load asks for them many times."""
    return tuple(folder / f"{name}.csv" for folder in (reference_dir(), local) for name in SHAPES)


def _merged(parts: Sequence[TablePart], shape: Shape) -> KeyedRows:
    rows: dict[tuple[Any, ...], ReferenceRow] = {}
    for part in parts:
        rows |= {_key(row, shape): row for row in part.rows}
    return rows


def _key(row: ReferenceRow, shape: Shape) -> tuple[Any, ...]:
    return tuple(row[column] for column in shape.key)


def _read(path: Path, text: str | None = None) -> TablePart:
    if text is None:
        refuse_special(path)
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            why = f"{path} baris {line}: bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8."
            return TablePart((), (TableFault("text", path, line, why),))
    part = _part(path, text.removeprefix("\ufeff"))
    return TablePart(tuple(dict(row) for row in part.rows), part.faults)


@lru_cache(maxsize=2 * len(SHAPES))
def _part(path: Path, text: str) -> TablePart:
    """A table as its file holds it: a command asks for it several times, and it seldom changes."""
    shape, head = SHAPES[path.stem], text.partition("\n")[0]
    # A spreadsheet with Indonesian settings saves CSV with semicolons.
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=";" if ";" in head else ",")
    if set(reader.fieldnames or []) != set(shape.columns):
        why = f"{path} baris 1: judul kolom harus {','.join(shape.columns)}."
        return TablePart((), (TableFault("head", path, 1, why),))
    rows: list[ReferenceRow] = []
    faults: list[TableFault] = []
    # Only the user's own table holds remarks.
    first = (reader.fieldnames or [""])[0]
    try:
        for cells in reader:
            if not is_remark(cells.get(first)):
                row, own = _checked(path, reader.line_num, cells, shape)
                rows += [] if own else [row]
                faults += own
    except csv.Error:
        line = reader.line_num + 1
        why = f"{path} baris {line}: satu sel terlalu panjang. Mungkin tanda kutip ganda tidak ditutup."
        faults.append(TableFault("quote", path, line, why))
    return TablePart(*_each_once(rows, faults, shape))


def _each_once(
    rows: Sequence[ReferenceRow], faults: Sequence[TableFault], shape: Shape
) -> tuple[tuple[ReferenceRow, ...], tuple[TableFault, ...]]:
    """The rows whose key stands for the first time, and the faults by line, those of repeated keys among them."""
    found: dict[tuple[Any, ...], ReferenceRow] = {}
    twice = []
    for row in rows:
        if (first := found.setdefault(_key(row, shape), row)) is not row:
            key = ", ".join(map(str, _key(row, shape)))
            why = f"{', '.join(shape.key)} '{key}' sudah ada di baris {first['_line']}. Hapus salah satunya."
            twice.append(replace(row_fault("twice", row, why), other=first["_line"]))
    return tuple(found.values()), tuple(sorted([*faults, *twice], key=lambda fault: fault.line))


def _checked(
    path: Path, line: int, cells: dict[str, str | None], shape: Shape
) -> tuple[ReferenceRow, list[TableFault]]:
    """The row, and all that is wrong with it."""
    row: ReferenceRow = {"_file": path, "_line": line}
    if None in cells or None in cells.values():
        why = (
            f"jumlah kolom bukan {len(shape.columns)}. "
            "Beri tanda kutip ganda pada isi yang memuat koma, atau lengkapi kolom yang kurang."
        )
        return row, [row_fault("width", row, why)]
    faults = []
    for column, parse in shape.columns.items():
        value = (cells[column] or "").strip()
        try:
            row[column] = parse(value)
        except ValueError as error:
            why = f"{path} baris {line}, kolom {column}: '{value}' {error}. Perbaiki baris itu."
            faults.append(TableFault("cell", path, line, why, column, value))
    return row, faults or _rule_broken(row, shape)


def _rule_broken(row: ReferenceRow, shape: Shape) -> list[TableFault]:
    try:
        shape.rule(row)
    except ValueError as error:
        return [row_fault("rule", row, f"{error}. Perbaiki baris itu.")]
    return []
