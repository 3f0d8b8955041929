"""Reference tables: shipped rows, extended or replaced by key from data/local/, every cell checked."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.settings import REFERENCE_DIR, settings
from core.theme import STATUSES
from etl.errors import UserError

Parse = Callable[[str], Any]
Row = dict[str, Any]
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def _text(value: str) -> str:
    if not value:
        raise ValueError("tidak boleh kosong")
    return value


def _optional(parse: Parse) -> Parse:
    return lambda value: parse(value) if value else None


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("bukan tanggal seperti 2024-08-27") from None


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ValueError("bukan bilangan seperti 0.6") from None


def _yes(value: str) -> bool:
    return _one_of("ya", "tidak")(value) == "ya"


def _one_of(*allowed: str) -> Parse:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"harus salah satu dari: {', '.join(allowed)}")
        return value

    return parse


def _weekdays(value: str) -> list[int]:
    return [WEEKDAYS.index(_one_of(*WEEKDAYS)(name)) + 1 for name in value.split("|")]


@dataclass(frozen=True)
class Shape:
    """Key and columns of one reference table."""

    key: tuple[str, ...]
    columns: dict[str, Parse]


SHAPES: dict[str, Shape] = {
    "units": Shape(
        ("unit_code",),
        {
            "unit_code": _text,
            "kind": _one_of("kelurahan", "kecamatan"),
            "name": _text,
            "kecamatan_code": _text,
            "kecamatan": _text,
            "bps_code": _text,
            "postal_code": str,
            "lat": _number,
            "lon": _number,
            "area_km2": _number,
            "population": _number,
            "source": _text,
        },
    ),
    "unit_aliases": Shape(("alias",), {"alias": _text, "unit_code": _text, "source": _text}),
    "services": Shape(
        ("service",),
        {
            "service": _text,
            "label_id": _text,
            "label_en": _text,
            "can_be_digital": _yes,
            "is_sensitive": _yes,
            "source": _text,
        },
    ),
    "service_aliases": Shape(("alias",), {"alias": _text, "service": _text, "source": _text}),
    "calendar": Shape(
        ("date",),
        {
            "date": _day,
            "kind": _one_of("libur_nasional", "cuti_bersama", "hari_kerja"),
            "name_id": _text,
            "source": _text,
        },
    ),
    "digital_days": Shape(
        ("valid_from",),
        {
            "valid_from": _day,
            "valid_to": _optional(_day),
            "weekdays": _weekdays,
            "status": _text,
            "source": _text,
        },
    ),
    "targets": Shape(
        ("target",),
        {
            "target": _text,
            "measure": _one_of("kelurahan_live", "kecamatan_live", "digital_share"),
            "value": _number,
            "due_date": _optional(_day),
            "stated_on": _text,
            "label_id": _text,
            "label_en": _text,
            "source": _text,
        },
    ),
    "sla": Shape(("service",), {"service": _text, "days": _number, "source": _text}),
    "events": Shape(
        ("event",),
        {
            "event": _text,
            "date": _day,
            "kind": _text,
            "unit_code": _optional(_text),
            "label_id": _text,
            "label_en": _text,
            "source": _text,
        },
    ),
    "rollout": Shape(
        ("unit_code", "date"),
        {
            "unit_code": _text,
            "date": _day,
            "status": _one_of(*STATUSES),
            "is_start_known": _yes,
            "note": str,
            "source": _text,
        },
    ),
}
# Which column must name a row of which other table.
LINKS = (
    ("unit_aliases", "unit_code", "units"),
    ("events", "unit_code", "units"),
    ("rollout", "unit_code", "units"),
    ("service_aliases", "service", "services"),
    ("sla", "service", "services"),
)


def read_reference() -> dict[str, list[Row]]:
    """Return every reference table: the shipped rows with the user's laid over them by key.

    Raises UserError with file, line, column, value and what to do for a wrong edit.
    """
    tables = {name: _merged(name, shape) for name, shape in SHAPES.items()}
    for name, column, target in LINKS:
        known = {row[SHAPES[target].key[0]] for row in tables[target]}
        for row in tables[name]:
            if row[column] is not None and row[column] not in known:
                raise UserError(
                    f"{row['_file']} baris {row['_line']}: {column} '{row[column]}' tidak ada di "
                    f"{target}.csv. Perbaiki kodenya."
                )
    return tables


def reference_files() -> list[Path]:
    """Return every reference file that exists, shipped and local, in a fixed order."""
    folders = (REFERENCE_DIR, settings().data_dir / "local")
    return [path for folder in folders for name in SHAPES if (path := folder / f"{name}.csv").exists()]


def _merged(name: str, shape: Shape) -> list[Row]:
    rows: dict[tuple[Any, ...], Row] = {}
    for path in reference_files():
        if path.stem == name:
            for row in _read(path, shape):
                rows[tuple(row[column] for column in shape.key)] = row
    return list(rows.values())


def _read(path: Path, shape: Shape) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if set(reader.fieldnames or []) != set(shape.columns):
            raise UserError(f"{path} baris 1: judul kolom harus {','.join(shape.columns)}.")
        return [_checked(path, reader.line_num, cells, shape) for cells in reader]


def _checked(path: Path, line: int, cells: dict[str, str | None], shape: Shape) -> Row:
    row: Row = {"_file": path, "_line": line}
    for column, parse in shape.columns.items():
        value = (cells[column] or "").strip()
        try:
            row[column] = parse(value)
        except ValueError as error:
            raise UserError(f"{path} baris {line}, kolom {column}: '{value}' {error}. Perbaiki baris itu.") from None
    return row
