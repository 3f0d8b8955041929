"""Reference tables: shipped rows, extended or replaced by key from data/local/, every cell checked."""

import csv
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from core.local_table import is_remark
from core.settings import REFERENCE_DIR, settings
from core.store import is_by_the_way
from etl.errors import UserError
from etl.regular_files import refuse_special
from etl.sources.reference_columns import LINKS, SHAPES, Reference, ReferenceRow, Shape
from etl.spelling import fold

CHANCES_OFF = 0.005
"""Of 1, for chances that were rounded."""
OF_OTHERS = ("akses.csv", "kontak.csv", "penerima.csv", "peringatan.csv")
"""Tables of the same folder that no load reads."""
OTHER_TABLES = (".tsv", ".tab", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


def read_reference(written: Mapping[str, str] | None = None) -> Reference:
    """Return every reference table: the shipped rows with the user's laid over them by key.

    `written`: texts, by name of a table, that are read as if the user's file held them. Raises UserError with file,
    line, column, value and what to do for a wrong edit.
    """
    local = settings().data_dir / "local"
    _refuse_strangers(local)
    texts = {local / f"{name}.csv": text for name, text in (written or {}).items()}
    files = [path for path in _places(local) if path in texts or path.exists()]
    tables = {
        name: _merged([path for path in files if path.stem == name], shape, texts) for name, shape in SHAPES.items()
    }
    for name, column, target in LINKS:
        known = {row[SHAPES[target].key[0]] for row in tables[target]}
        for row in tables[name]:
            if row[column] is not None and row[column] not in known:
                raise UserError(
                    f"{row['_file']} baris {row['_line']}: {column} '{row[column]}' tidak ada di "
                    f"{target}.csv. Perbaiki kodenya."
                )
    _refuse_taken_names(tables)
    _refuse_overlaps(tables["digital_days"])
    _refuse_half_chances(tables["plan_slips"])
    return tables


def _refuse_half_chances(slips: list[ReferenceRow]) -> None:
    """Chances of all delays are one whole: what lacks or is too much has no place to go."""
    total = sum(row["chance"] for row in slips)
    if slips and abs(total - 1) > CHANCES_OFF:
        last = slips[-1]
        raise UserError(
            f"{last['_file']} baris {last['_line']}: chance semua baris berjumlah {total:.3g}, seharusnya 1. "
            "Tulis peluang tiap keterlambatan sebagai bagian dari 1, misalnya 0.5."
        )


def _refuse_overlaps(policy: list[ReferenceRow]) -> None:
    """Two rows in force on one day: nobody knows which weekdays hold, and no row has a verdict of its own."""
    ordered = sorted(policy, key=lambda row: row["valid_from"])
    for earlier, later in pairwise(ordered):
        if earlier["valid_to"] is None or earlier["valid_to"] >= later["valid_from"]:
            raise UserError(
                f"{later['_file']} baris {later['_line']}: masa sejak {later['valid_from']} dimulai sebelum masa sejak "
                f"{earlier['valid_from']} berakhir. Isi valid_to baris itu ({earlier['_file']} baris "
                f"{earlier['_line']}; baris bawaan: tulis lagi di berkas Anda, lengkap dengan valid_to)."
            )


def _refuse_taken_names(tables: Reference) -> None:
    """An alias that is another kelurahan's own name would move its rows."""
    own = {fold(row["name"]): row["unit_code"] for row in tables["units"] if row["kind"] == "kelurahan"}
    for row in tables["unit_aliases"]:
        if own.get(fold(row["alias"]), row["unit_code"]) != row["unit_code"]:
            raise UserError(
                f"{row['_file']} baris {row['_line']}: alias '{row['alias']}' adalah nama kantor "
                f"{own[fold(row['alias'])]} sendiri. Hapus baris itu."
            )


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
    return tuple(folder / f"{name}.csv" for folder in (REFERENCE_DIR, local) for name in SHAPES)


def _merged(files: list[Path], shape: Shape, texts: Mapping[Path, str]) -> list[ReferenceRow]:
    rows: dict[tuple[Any, ...], ReferenceRow] = {}
    for path in files:
        rows |= _by_key(_read(path, texts.get(path)), shape)
    return list(rows.values())


def _by_key(rows: list[ReferenceRow], shape: Shape) -> dict[tuple[Any, ...], ReferenceRow]:
    """The rows of one file by their key. Raises UserError for a key that stands in it twice."""
    found: dict[tuple[Any, ...], ReferenceRow] = {}
    for row in rows:
        key = tuple(row[column] for column in shape.key)
        if (first := found.setdefault(key, row)) is not row:
            raise UserError(
                f"{row['_file']} baris {row['_line']}: {', '.join(shape.key)} '{', '.join(map(str, key))}' sudah ada "
                f"di baris {first['_line']}. Hapus salah satunya."
            )
    return found


def _read(path: Path, text: str | None = None) -> list[ReferenceRow]:
    if text is not None:
        return [dict(row) for row in _rows(path, text.removeprefix("\ufeff"))]
    refuse_special(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UserError(f"{path} baris {line}: bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8.") from None
    return [dict(row) for row in _rows(path, text)]


@lru_cache(maxsize=2 * len(SHAPES))
def _rows(path: Path, text: str) -> tuple[ReferenceRow, ...]:
    """The rows of a table as its file holds them: a command asks for them several times, and they seldom change."""
    shape, head = SHAPES[path.stem], text.partition("\n")[0]
    # A spreadsheet with Indonesian settings saves CSV with semicolons.
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=";" if ";" in head else ",")
    if set(reader.fieldnames or []) != set(shape.columns):
        raise UserError(f"{path} baris 1: judul kolom harus {','.join(shape.columns)}.")
    try:
        # Only the user's own table holds remarks.
        first = (reader.fieldnames or [""])[0]
        return tuple(
            _checked(path, reader.line_num, cells, shape) for cells in reader if not is_remark(cells.get(first))
        )
    except csv.Error:
        raise UserError(
            f"{path} baris {reader.line_num + 1}: satu sel terlalu panjang. Mungkin tanda kutip ganda tidak ditutup."
        ) from None


def _checked(path: Path, line: int, cells: dict[str, str | None], shape: Shape) -> ReferenceRow:
    if None in cells or None in cells.values():
        raise UserError(
            f"{path} baris {line}: jumlah kolom bukan {len(shape.columns)}. "
            "Beri tanda kutip ganda pada isi yang memuat koma, atau lengkapi kolom yang kurang."
        )
    row: ReferenceRow = {"_file": path, "_line": line}
    for column, parse in shape.columns.items():
        value = (cells[column] or "").strip()
        try:
            row[column] = parse(value)
        except ValueError as error:
            raise UserError(f"{path} baris {line}, kolom {column}: '{value}' {error}. Perbaiki baris itu.") from None
    try:
        shape.rule(row)
    except ValueError as error:
        raise UserError(f"{path} baris {line}: {error}. Perbaiki baris itu.") from None
    return row
