"""What was published as open data: a month is released once it is settled, and stays as it was released.

A later correction of a month comes whole, a month after the last one at the earliest. What was hidden once stays
hidden, and as much more as it takes that all versions together tell nothing that any of them hid; where nothing helps,
the last version stands. So two exports, a few minutes or a few builds apart, differ in nothing or in a correction.
Pages and reports tell the topics of help by place from the same versions (released).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analytics.city import City
from analytics.open_data.columns import open_columns
from analytics.open_data.joint_hiding import TOPIC_TABLES, corrected_rows, hidden_in, more_hidden, without_topics
from analytics.open_data.printed_before import printed_before, told_now
from analytics.open_data.record import (
    ADDED_TABLES,
    KEPT_FOR_PAGES,
    PLACE_TOPICS,
    SERVICES,
    MonthRecord,
    OpenRows,
    Version,
    is_later_step,
    plain_rows,
    read_record,
    store_of,
    write_record,
)
from analytics.open_data.tables import Hidden, open_tables
from analytics.services import areas_of
from core.disclosure import NoTableError
from core.store.folder_lock import folder_lock


def release(
    city: City, months: Sequence[pd.Timestamp], folder: Path, patience: float = -1
) -> dict[pd.Timestamp, list[Version]]:
    """Return all versions of some settled months, the valid one last; a new one is kept in `folder` first.

    A last version from before there was a table gets it, where all others still read the same. `patience`: seconds
    that another writer may take, -1 waits for ever. Raises DamagedReleaseError: over a record that cannot be read
    nothing is published anew; filelock.Timeout.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Two at once would both be the first.
    with folder_lock(folder, patience):
        records = with_printed(city, {month: read_record(folder, month) for month in months})
        now = tables_now(city, records)
        areas = areas_of(city.units)
        for month, record in records.items():
            if _is_advanced(city, month, record, now[month], areas):
                write_record(folder, month, record)
        return {month: record.versions for month, record in records.items()}


def with_printed(city: City, records: Mapping[pd.Timestamp, MonthRecord]) -> dict[pd.Timestamp, MonthRecord]:
    """Return the records with what older reports told of their months; it is kept with the next version.

    What could not be looked up is asked for again: record or build may have come back from a backup.
    """
    store = store_of(city)
    asked = [month for month, record in records.items() if not record.printed or is_unknown(record)]
    found = printed_before(store, asked)
    again = {month: told_now(store, records[month].printed, found[month]) for month in asked}
    return {month: record._replace(printed=again.get(month, record.printed)) for month, record in records.items()}


def _is_advanced(
    city: City, month: pd.Timestamp, record: MonthRecord, now: dict[str, OpenRows], areas: Mapping[str, str]
) -> bool:
    """True where a version was added, or a table to the last one."""
    assert city.as_of is not None
    versions = record.versions
    if not versions:
        versions.append(_first(city, month, record, now, areas))
    elif is_same(versions[-1].tables, now):
        whole = versions[-1]._replace(tables=now | versions[-1].tables)
        if now.keys() <= versions[-1].tables.keys() or not _tells_nothing_printed(whole, record, areas):
            return False
        versions[-1] = whole
    elif is_later_step(city.as_of, versions[-1].as_of) and (made := _correction(city, month, record, areas)):
        versions.append(made)
    else:
        return False
    return True


def tables_now(city: City, records: Mapping[pd.Timestamp, MonthRecord]) -> dict[pd.Timestamp, dict[str, OpenRows]]:
    """Return the tables of some months as they would be released of this build, in the way of their last version.

    Of a month without a version, as if nothing was ever told of it.
    """
    before = {month: hidden_in(versions_before(record)) for month, record in records.items()}
    now = _by_month(open_tables(city, list(records), before), records)
    return {month: _as_correction(record, now[month]) for month, record in records.items()}


def versions_before(record: MonthRecord) -> list[Version]:
    """Return all that was told, once it is more than a first version: what hides cells of the next one."""
    told = record.told if record.versions else []
    return told if len(told) > 1 else []


def _as_correction(record: MonthRecord, tables: dict[str, OpenRows]) -> dict[str, OpenRows]:
    """The tables of now as a correction would tell them: without what nobody can look up, and, of what was told before,
    an x in place of each small count. A month not told yet stays as it is.
    """
    if record.versions and is_unknown(record):
        tables = without_topics(tables)
    if not versions_before(record):
        return tables
    return corrected_rows(tables) if len(record.versions) > 1 else corrected_rows(tables, TOPIC_TABLES)


def is_unknown(record: MonthRecord) -> bool:
    """True where a report told topics that nobody can look up any more: then none are told."""
    return any(not version.tables for version in record.printed)


def is_same(kept: Mapping[str, OpenRows], now: Mapping[str, OpenRows]) -> bool:
    """True where a version reads as the tables of now, but for those that it lacks."""
    return kept == {name: rows for name, rows in now.items() if name in kept or name not in ADDED_TABLES}


def _first(
    city: City, month: pd.Timestamp, record: MonthRecord, now: dict[str, OpenRows], areas: Mapping[str, str]
) -> Version:
    """The first version of a month; without topics where what older reports told of them cannot be guarded."""
    assert city.as_of is not None
    first = Version(city.snapshot.build, city.as_of, now)
    if all(one.tables.get(PLACE_TOPICS) == now[PLACE_TOPICS] for one in record.printed):
        return first
    made = None if is_unknown(record) else _guarded(city, month, record.printed, areas, TOPIC_TABLES)
    return made or first._replace(tables=without_topics(now))


def _tells_nothing_printed(version: Version, record: MonthRecord, areas: Mapping[str, str]) -> bool:
    """True where a table that a version gets later tells nothing of what older reports hid."""
    if not record.printed:
        return True
    if is_unknown(record):
        return False
    told = record._replace(versions=[*record.versions[:-1], version]).told
    try:
        return more_hidden(told, (hidden := hidden_in(told)), areas) == hidden
    except NoTableError:
        return False


def _correction(city: City, month: pd.Timestamp, record: MonthRecord, areas: Mapping[str, str]) -> Version | None:
    """The next version of a month; None where it would tell whatever else is hidden."""
    if is_unknown(record):
        untold = [version._replace(tables=without_topics(version.tables)) for version in record.versions]
        made = _guarded(city, month, untold, areas)
        return made and made._replace(tables=without_topics(made.tables))
    return _guarded(city, month, record.told, areas)


def _guarded(
    city: City,
    month: pd.Timestamp,
    told: Sequence[Version],
    areas: Mapping[str, str],
    told_tables: Collection[str] = (SERVICES, *TOPIC_TABLES),
) -> Version | None:
    """A version that hides what those before it hide, and as much more as it takes; None: nothing helps."""
    assert city.as_of is not None
    hidden = hidden_in(told)
    while True:
        made = Version(city.snapshot.build, city.as_of, corrected_rows(_tables(city, month, hidden), told_tables))
        try:
            wanted = more_hidden([*told, made], hidden, areas)
        except NoTableError:
            return None
        if wanted is None or wanted == hidden:
            return made if wanted else None
        hidden = wanted


def _tables(city: City, month: pd.Timestamp, hidden: Hidden) -> dict[str, OpenRows]:
    return _by_month(open_tables(city, [month], {month: hidden}), [month])[month]


def _by_month(
    tables: Mapping[str, pd.DataFrame], months: Iterable[pd.Timestamp]
) -> dict[pd.Timestamp, dict[str, OpenRows]]:
    """The kept columns of each month as plain values: the published ones, and those for pages and reports."""
    columns = open_columns() | KEPT_FOR_PAGES
    return {
        month: {name: plain_rows(tables[name].loc[tables[name]["month"] == month.date(), list(columns[name])])
                for name in columns}
        for month in months
    }  # fmt: skip
