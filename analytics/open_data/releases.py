"""What was published as open data: a month is released once it is settled, and stays as it was released.

A later correction of a month comes whole, a month after the last one at the earliest. What was hidden once stays
hidden, and as much more as it takes that all versions together tell nothing that any of them hid; where nothing helps,
the last version stands. So two exports, a few minutes or a few builds apart, differ in nothing or in a correction.
"""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analytics.assistance import ALL_TOPICS
from analytics.city import City
from analytics.open_data.tables import Hidden, open_tables
from analytics.services import AREA, CITY, areas_of, cell_lines
from core.disclosure import WITHHELD, Line, NoTableError, Published, cell_to_hide, first_told
from core.disk import discard, read_text
from core.store.folder_lock import folder_lock

SERVICES, TOPICS = "layanan_bulan", "topik_112_bulan"
ALL_GROUPS = "semua"
_CELL_COLUMNS = {
    SERVICES: {"level", "unit_code", "service_group", "requests", "mark"},
    TOPICS: {"topic", "calls", "mark"},
}
"""The columns by which a version's hidden cells are known."""
_PLACES = {"kantor": "", "wilayah": AREA, CITY: CITY}
"""Levels of the services' table -> how service_cells calls their places."""
LONGEST_RECORD = 1_000_000_000
"""Bytes of a month with all its versions: a version takes about one million."""
OpenColumns = Mapping[str, Sequence[str]]
"""The columns of each open table that are published."""
OpenRows = list[dict[str, Any]]


class DamagedReleaseError(Exception):
    """The record of a published month cannot be read; the message is its path."""


class Version(NamedTuple):
    """One version of a month: the build and as-of it was made from, and the rows of every table as they left."""

    build: str
    as_of: date
    tables: dict[str, OpenRows]


class _Kept(BaseModel):
    """A version as it must stand in the record: with rows, and with what tells which cells it hides."""

    model_config = ConfigDict(strict=True)

    build: str
    as_of: date
    tables: dict[str, OpenRows]

    @model_validator(mode="after")
    def _has_cells(self) -> "_Kept":
        whole = all(
            name in self.tables and all(row.keys() >= columns for row in self.tables[name])
            for name, columns in _CELL_COLUMNS.items()
        )
        if not whole or not any(self.tables.values()):
            raise ValueError("a table, a column or all rows are missing")
        if not all(row["level"] in _PLACES for row in self.tables[SERVICES]):
            raise ValueError("a level is none")
        return self


class _Record(BaseModel):
    """The record of a month; one without a version never was."""

    versions: list[_Kept] = Field(min_length=1)


def release(
    city: City, months: Sequence[pd.Timestamp], columns: OpenColumns, folder: Path
) -> dict[pd.Timestamp, list[Version]]:
    """Return all versions of some settled months, the valid one last; a new one is kept in `folder` first.

    Raises DamagedReleaseError: over a record that cannot be read nothing is published anew.
    """
    as_of = city.as_of
    assert as_of is not None
    folder.mkdir(parents=True, exist_ok=True)
    # Two at once would both be the first.
    with folder_lock(folder):
        kept = {month: _read(_file(folder, month)) for month in months}
        before = {month: hidden_in(versions if len(versions) > 1 else ()) for month, versions in kept.items()}
        now = _by_month(open_tables(city, months, before), months, columns)
        now |= {month: corrected_rows(now[month]) for month, versions in kept.items() if len(versions) > 1}
        changed = [month for month in months if not kept[month] or kept[month][-1].tables != now[month]]
        corrected = [month for month in changed if kept[month] and _is_later_step(as_of, kept[month][-1].as_of)]
        areas = areas_of(city.units)
        for month in changed:
            made: Version | None = Version(city.snapshot.build, as_of, now[month])
            if kept[month]:
                made = _correction(city, month, columns, kept[month], areas) if month in corrected else None
            if made:
                kept[month].append(made)
                _write(_file(folder, month), kept[month])
        return kept


def hidden_in(versions: Sequence[Version]) -> Hidden:
    """Return every cell that some version hides."""
    services, topics = (
        frozenset(cell for version in versions for cell, row in _cells(version, name).items() if row["mark"])
        for name in (SERVICES, TOPICS)
    )
    return Hidden(services, topics)


def corrected_rows(tables: Mapping[str, OpenRows]) -> dict[str, OpenRows]:
    """Return the tables of a correction: whatever is hidden is an x, since a `<5` would say which cell rose or fell."""
    return {
        name: [row | {"mark": WITHHELD} if row.get("mark") else row for row in rows] for name, rows in tables.items()
    }


def more_hidden(versions: Sequence[Version], hidden: Hidden, areas: Mapping[str, str]) -> Hidden | None:
    """Return what must be hidden of the last version of a month that the versions tell no cell; None: nothing helps.

    It is `hidden`, what it hides now, unless a cell is told: then the one beside it too. `areas`: areas_of. Raises
    NoTableError (core.disclosure).
    """
    services = [_services(version, areas) for version in versions]
    if (told := first_told(services)) is not None:
        one_more = cell_to_hide(told, services)
        return None if one_more is None else hidden._replace(services=hidden.services | {one_more})
    topics = [_topics(version) for version in versions]
    if (told := first_told(topics)) is not None:
        one_more = cell_to_hide(told, topics)
        return None if one_more is None else hidden._replace(topics=hidden.topics | {one_more[1:]})
    return hidden


def _correction(
    city: City,
    month: pd.Timestamp,
    columns: OpenColumns,
    kept: list[Version],
    areas: Mapping[str, str],
) -> Version | None:
    """The next version of a month; None where it would tell whatever else is hidden."""
    assert city.as_of is not None
    hidden = hidden_in(kept)
    while True:
        tables = _by_month(open_tables(city, [month], {month: hidden}), [month], columns)[month]
        made = Version(city.snapshot.build, city.as_of, corrected_rows(tables))
        try:
            wanted = more_hidden([*kept, made], hidden, areas)
        except NoTableError:
            return None
        if wanted is None or wanted == hidden:
            return made if wanted else None
        hidden = wanted


def _is_later_step(as_of: date, before: date) -> bool:
    return (as_of.year, as_of.month) > (before.year, before.month)


def _services(version: Version, areas: Mapping[str, str]) -> Published:
    cells = _cells(version, SERVICES)
    totals = {place: int(row["requests"]) for (place, group), row in cells.items() if group == ALL_GROUPS}
    known = {code: area for code, area in areas.items() if code in totals and area in totals}
    lines = cell_lines(known, totals) if totals else []
    return _published({cell: row for cell, row in cells.items() if cell[1] != ALL_GROUPS}, "requests", lines)


def _topics(version: Version) -> Published:
    cells = _cells(version, TOPICS)
    parts = {(CITY, *cell): row for cell, row in cells.items() if cell != (ALL_TOPICS,)}
    lines = [Line(tuple(parts), shown_total=int(cells[(ALL_TOPICS,)]["calls"]))] if parts else []
    return _published(parts, "calls", lines)


def _published(cells: Mapping[tuple[str, ...], dict[str, Any]], count: str, lines: list[Line]) -> Published:
    shown = {cell: int(row[count]) for cell, row in cells.items() if not row["mark"]}
    return Published(shown, {cell: row["mark"] for cell, row in cells.items() if row["mark"]}, lines)


def _cells(version: Version, name: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """The rows of a table with hidden cells by cell, as service_cells and topic_cells call them."""
    if name == TOPICS:
        return {(row["topic"],): row for row in version.tables.get(name, [])}
    return {
        (_PLACES[row["level"]] + (row["unit_code"] or ""), row["service_group"]): row
        for row in version.tables.get(name, [])
    }


def _by_month(
    tables: Mapping[str, pd.DataFrame], months: Sequence[pd.Timestamp], columns: OpenColumns
) -> dict[pd.Timestamp, dict[str, OpenRows]]:
    """The published columns of each month as plain values: what JSON gives back as it was."""
    return {
        month: {name: _plain(tables[name].loc[tables[name]["month"] == month.date(), list(columns[name])])
                for name in columns}
        for month in months
    }  # fmt: skip


def _plain(table: pd.DataFrame) -> OpenRows:
    return [{str(name): _value(value) for name, value in row.items()} for row in table.to_dict("records")]


def _value(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, date) else value.item() if hasattr(value, "item") else value


def _file(folder: Path, month: pd.Timestamp) -> Path:
    return folder / f"{month:%Y-%m}.json"


def _read(path: Path) -> list[Version]:
    if not os.path.lexists(path):
        return []
    try:
        # What is no plain file, a pipe or a link to nothing say, is a damaged record, never one that is not there.
        versions = _Record.model_validate_json(read_text(path, LONGEST_RECORD) or "").versions
    except ValidationError:
        raise DamagedReleaseError(str(path)) from None
    return [Version(one.build, one.as_of, one.tables) for one in versions]


def _write(path: Path, versions: Sequence[Version]) -> None:
    """Whole or not at all: what was published is known from this file alone."""
    plain = [one._asdict() | {"as_of": one.as_of.isoformat()} for one in versions]
    draft = path.with_name(f".{path.name}.tmp")
    discard(draft)
    draft.write_text(json.dumps({"versions": plain}, ensure_ascii=False), "utf-8")
    os.replace(draft, path)
