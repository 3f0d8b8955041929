"""Rows held back or flagged, as the user lists them: where, why, what to do. Persons' values stay masked."""

import csv
import os
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from core.formats import safe_text
from core.reasons import reasons
from core.store import Store
from core.texts import full_name
from etl.answers.terminal import say
from etl.errors import UserError
from etl.sources.places import Gazetteer
from etl.sources.reference import read_reference
from etl.spelling import masked, without_controls
from etl.warehouse.database import is_openable, why_not_opened

GROUP_COLUMNS = ("source", "path", "place", "column", "reason", "severity", "value", "sentence", "action", "office")
NAME_REASONS = ("unit_tak_dikenal", "unit_rancu")


@dataclass(frozen=True)
class RowFilter:
    """Which rows are asked for; None: all. A file is named as it is listed, with or without its source."""

    source: str | None = None
    reason: str | None = None
    file: str | None = None


def quarantine_rows(store: Store, asked: RowFilter) -> list[dict[str, Any]]:
    """Return the held-back and flagged rows that are asked for (COLUMNS), by file and place.

    The action for an unknown office name ends in the known names that look like it.
    Raises UserError while there is no warehouse, or while a load holds it.
    """
    return _told(_held(store, asked))


def marked_values(reader: duckdb.DuckDBPyConnection, at_most: int) -> list[dict[str, Any]]:
    """Return the same of an open warehouse, each value once: held back before flagged, the most frequent first.

    `rows`: how many rows have it; the place is that of the first.
    """
    found = reader.execute(
        "SELECT source, path, arg_min(place, (coalesce(try_cast(place AS INTEGER), 0), place)) AS first_place,"
        " column_name AS column, reason, severity, value,"
        " CASE WHEN count(DISTINCT unit_code) = 1 THEN any_value(unit_code) END AS office, count(*) AS rows"
        " FROM quarantine GROUP BY source, path, column_name, reason, severity, value"
        " ORDER BY severity DESC, rows DESC, try_cast(first_place AS INTEGER), first_place, reason LIMIT $at_most",
        {"at_most": at_most},
    )
    names = ("source", "path", "place", "column", "reason", "severity", "value", "office", "rows")
    return _told([dict(zip(names, row, strict=True)) for row in found.fetchall()])


def _told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known, near, offices = reasons(), _proposals(), _offices()
    return [
        row
        | {"sentence": known[row["reason"]].sentence}
        | {"action": known[row["reason"]].action + near(row["reason"], row["value"])}
        | {name: masked(row[name]) for name in ("path", "place")}
        | {"office": offices.get(row["office"], "")}
        for row in rows
    ]


def _offices() -> dict[str, str]:
    return {row["unit_code"]: full_name(row["kind"], row["name"]) for row in read_reference()["units"]}


def _held(store: Store, asked: RowFilter) -> list[dict[str, Any]]:
    """The rows without sentence and action; `office` is its code."""
    if not os.path.lexists(store.warehouse):
        raise UserError(f"{store.warehouse}: belum ada. Jalankan dahulu: python -m etl load")
    if not is_openable(store.warehouse):
        raise UserError(why_not_opened(store.warehouse, None))
    try:
        with duckdb.connect(str(store.warehouse), read_only=True) as reader:
            return _rows(reader, asked)
    except duckdb.Error as error:
        raise UserError(why_not_opened(store.warehouse, error)) from None


def _rows(reader: duckdb.DuckDBPyConnection, asked: RowFilter) -> list[dict[str, Any]]:
    rows = reader.execute(
        "SELECT source, path, place, column_name, reason, severity, value, unit_code FROM quarantine"
        " WHERE ($source IS NULL OR source = $source) AND ($reason IS NULL OR reason = $reason)"
        " AND ($file IS NULL OR path = $file OR source || '/' || path = $file)"
        " ORDER BY source, path, try_cast(place AS INTEGER), place, reason",
        asdict(asked),
    ).fetchall()
    names = [name for name in GROUP_COLUMNS if name not in ("sentence", "action")]
    return [dict(zip(names, row, strict=True)) for row in rows]


class _Proposals:
    """Looks each unknown name up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._propose = lru_cache(maxsize=None)(gazetteer.propose)

    def __call__(self, reason: str, value: str | None) -> str:
        near = self._propose(value) if reason in NAME_REASONS and value else []
        return f" (mirip: {', '.join(near)})" if near else ""


def _proposals() -> _Proposals:
    return _Proposals(Gazetteer.from_reference(read_reference()))


def print_quarantine(console: Console, rows: list[dict[str, Any]]) -> None:
    """Print the reasons, one a line, and how many rows they are of."""
    for row in rows:
        file = f"/{row['path']} " if row["path"] else ": "
        where = f"{row['source']}{file}{row['place']} {row['column']}".rstrip()
        where += f" ({row['office']})" if row["office"] else ""
        said = f"{where}: {row['value'] or '(kosong)'} [{row['severity']}] {row['sentence']}; {row['action']}"
        say(console, said)
    places = len({(row["source"], row["path"], row["place"]) for row in rows})
    console.print(f"{places} catatan" + (f", {len(rows)} alasan" if len(rows) > places else ""))


def write_csv(rows: list[dict[str, Any]], path: Path) -> None:
    """Write the rows as UTF-8 CSV; a cell can never start a formula. Raises UserError where it cannot be written."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, GROUP_COLUMNS)
            writer.writeheader()
            writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    except OSError as error:
        raise UserError(f"{path}: tidak dapat ditulis ({error.strerror}). Pilih tempat lain.") from None


def _safe(value: str | None) -> str | None:
    return safe_text(without_controls(value)) if value else value
