"""The record of what a month was released as: its file, and what must stand in it."""

import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analytics.city import City
from analytics.services import AREA, CITY, OUTCOME_KEYS, OUTCOME_PARTS
from core.disk import read_text, write_whole
from core.store import Store

SERVICES, TOPICS, PLACE_TOPICS = "layanan_bulan", "topik_112_bulan", "topik_tempat"
CELL_COLUMNS = {
    SERVICES: {"level", "unit_code", "service_group", "requests", "mark"},
    TOPICS: {"topic", "calls", "mark"},
    PLACE_TOPICS: {"place", "topic", "calls", "mark"},
}
"""The columns by which a version's hidden cells are known."""
ADDED_TABLES = {PLACE_TOPICS}
"""Tables that came after the first records: one that lacks them is not damaged for that, nor told anew."""
KEPT_FOR_PAGES = {name: sorted(CELL_COLUMNS[name]) for name in (PLACE_TOPICS,)}
"""Tables that no export holds: pages and reports read them of the record. The columns that are kept."""
PLACES = {"kantor": "", "wilayah": AREA, CITY: CITY}
"""Levels of the services' table -> how service_cells calls their places."""
OUTCOME_COLUMNS = (*OUTCOME_KEYS, "requests", *OUTCOME_PARTS)
LONGEST_RECORD = 1_000_000_000
"""Bytes of a month with all its versions: a version takes about one million."""
OpenRows = list[dict[str, Any]]


class DamagedReleaseError(Exception):
    """The record of a published month cannot be read; the message is its path."""


class Version(NamedTuple):
    """One version of a month: the build and as-of it was made from, and the rows of every table as they left."""

    build: str
    as_of: date
    tables: dict[str, OpenRows]


class OutcomeVersion(NamedTuple):
    """What became of a month's requests as of a day (rows of place_outcomes, counts alone), and from which build."""

    build: str
    as_of: date
    rows: OpenRows


class MonthRecord(NamedTuple):
    """All that was told of a month, the valid version last. Of each part none, while it is not released.

    `printed`: what reports told before there were releases (printed_before).
    """

    versions: list[Version]
    outcomes: list[OutcomeVersion]
    printed: list[Version]

    @property
    def told(self) -> list[Version]:
        """Everything that readers may have kept and that can be looked up, the oldest first."""
        known = [None, *(version.tables.get(PLACE_TOPICS) for version in self.versions)]
        others = [one for one in self.printed if one.tables.get(PLACE_TOPICS) not in known]
        return sorted([*others, *self.versions], key=lambda version: version.as_of)


NOTHING_TOLD = MonthRecord([], [], [])


class _KeptPrinted(BaseModel):
    """What a report told; without a table where that cannot be known."""

    model_config = ConfigDict(strict=True)

    build: str
    as_of: date
    tables: dict[str, OpenRows]

    @model_validator(mode="after")
    def _has_cells(self) -> "_KeptPrinted":
        if not all(row.keys() >= CELL_COLUMNS[PLACE_TOPICS] for row in self.tables.get(PLACE_TOPICS, [])):
            raise ValueError("a column is missing")
        return self


class _Kept(_KeptPrinted):
    """A version as it must stand in the record: with rows, and with what tells which cells it hides."""

    @model_validator(mode="after")
    def _has_cells(self) -> "_Kept":
        whole = all(
            all(row.keys() >= columns for row in self.tables[name]) if name in self.tables else name in ADDED_TABLES
            for name, columns in CELL_COLUMNS.items()
        )
        if not whole or not any(self.tables.values()):
            raise ValueError("a table, a column or all rows are missing")
        if not all(row["level"] in PLACES for row in self.tables[SERVICES]):
            raise ValueError("a level is none")
        return self


class _KeptOutcomes(BaseModel):
    """A version of what became of requests, with all columns."""

    model_config = ConfigDict(strict=True)

    build: str
    as_of: date
    rows: OpenRows

    @model_validator(mode="after")
    def _has_columns(self) -> "_KeptOutcomes":
        if not all(row.keys() >= set(OUTCOME_COLUMNS) for row in self.rows):
            raise ValueError("a column is missing")
        return self


class _Record(BaseModel):
    """The record of a month; one without a version of anything never was."""

    versions: list[_Kept] = Field(default_factory=list)
    outcomes: list[_KeptOutcomes] = Field(default_factory=list)
    printed: list[_KeptPrinted] = Field(default_factory=list)

    @model_validator(mode="after")
    def _tells_something(self) -> "_Record":
        if not self.versions and not self.outcomes:
            raise ValueError("no version")
        return self


def store_of(city: City) -> Store:
    """Return the store that a city's build lies in."""
    return Store(city.snapshot.path.parent.parent)


def released_dir(city: City) -> Path:
    """Return where that store keeps what was released of it."""
    return store_of(city).released_dir


def read_record(folder: Path, month: pd.Timestamp) -> MonthRecord:
    """Return what was told of a month so far. Raises DamagedReleaseError."""
    path = record_file(folder, month)
    if not os.path.lexists(path):
        return MonthRecord([], [], [])
    try:
        # What is no plain file, a pipe or a link to nothing say, is a damaged record, never one that is not there.
        kept = _Record.model_validate_json(read_text(path, LONGEST_RECORD) or "")
    except ValidationError:
        raise DamagedReleaseError(str(path)) from None
    return MonthRecord(
        [Version(one.build, one.as_of, one.tables) for one in kept.versions],
        [OutcomeVersion(one.build, one.as_of, one.rows) for one in kept.outcomes],
        [Version(one.build, one.as_of, one.tables) for one in kept.printed],
    )


def write_record(folder: Path, month: pd.Timestamp, record: MonthRecord) -> None:
    """Whole or not at all: what was published is known from this file alone."""
    plain = {name: _plain_versions(versions) for name, versions in record._asdict().items() if versions}
    path = record_file(folder, month)
    write_whole(path, json.dumps(plain, ensure_ascii=False).encode())


def plain_rows(table: pd.DataFrame) -> OpenRows:
    """Return the rows as plain values: what JSON gives back as it was."""
    return [{str(name): _value(value) for name, value in row.items()} for row in table.to_dict("records")]


def is_later_step(as_of: date, before: date) -> bool:
    """True where a correction may come: data of a later calendar month than those of the version before."""
    return (as_of.year, as_of.month) > (before.year, before.month)


def _plain_versions(versions: Sequence[Version | OutcomeVersion]) -> list[dict[str, Any]]:
    return [one._asdict() | {"as_of": one.as_of.isoformat()} for one in versions]


def _value(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, date) else value.item() if hasattr(value, "item") else value


def record_file(folder: Path, month: pd.Timestamp) -> Path:
    """Return where the record of a month lies."""
    return folder / f"{month:%Y-%m}.json"
