"""What was published as open data: a month is released once it is settled, and stays as it was released.

A later correction of a month comes whole, a month after the last one at the earliest. What was hidden once stays
hidden, and as much more as it takes that all versions together tell nothing that any of them hid; where nothing helps,
the last version stands. So two exports, a few minutes or a few builds apart, differ in nothing or in a correction.
Pages and reports tell the topics of help by place from the same versions (released).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analytics.city import City
from analytics.open_data.columns import open_columns
from analytics.open_data.joint_hiding import corrected_rows, hidden_in, more_hidden
from analytics.open_data.record import (
    CELL_COLUMNS,
    LATER_TABLES,
    OpenRows,
    Version,
    is_later_step,
    plain_rows,
    read_record,
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
    as_of = city.as_of
    assert as_of is not None
    folder.mkdir(parents=True, exist_ok=True)
    # Two at once would both be the first.
    with folder_lock(folder, patience):
        records = {month: read_record(folder, month) for month in months}
        kept = {month: record.versions for month, record in records.items()}
        now = tables_now(city, months, kept)
        areas = areas_of(city.units)
        for month, versions in kept.items():
            if versions and is_same(versions[-1].tables, now[month]):
                if now[month].keys() <= versions[-1].tables.keys():
                    continue
                versions[-1] = versions[-1]._replace(tables=now[month] | versions[-1].tables)
            elif not versions:
                versions.append(Version(city.snapshot.build, as_of, now[month]))
            elif is_later_step(as_of, versions[-1].as_of) and (made := _correction(city, month, versions, areas)):
                versions.append(made)
            else:
                continue
            write_record(folder, month, records[month])
        return kept


def tables_now(
    city: City, months: Sequence[pd.Timestamp], kept: Mapping[pd.Timestamp, Sequence[Version]]
) -> dict[pd.Timestamp, dict[str, OpenRows]]:
    """Return the tables of some months as they would be released of this build, in the way of their last version."""
    before = {month: hidden_in(versions if len(versions) > 1 else ()) for month, versions in kept.items()}
    now = _by_month(open_tables(city, months, before), months)
    return now | {month: corrected_rows(now[month]) for month, versions in kept.items() if len(versions) > 1}


def is_same(kept: Mapping[str, OpenRows], now: Mapping[str, OpenRows]) -> bool:
    """True where a version reads as the tables of now, but for those that it lacks."""
    return kept == {name: rows for name, rows in now.items() if name in kept or name not in LATER_TABLES}


def _correction(city: City, month: pd.Timestamp, kept: list[Version], areas: Mapping[str, str]) -> Version | None:
    """The next version of a month; None where it would tell whatever else is hidden."""
    assert city.as_of is not None
    hidden = hidden_in(kept)
    while True:
        made = Version(city.snapshot.build, city.as_of, corrected_rows(_tables(city, month, hidden)))
        try:
            wanted = more_hidden([*kept, made], hidden, areas)
        except NoTableError:
            return None
        if wanted is None or wanted == hidden:
            return made if wanted else None
        hidden = wanted


def _tables(city: City, month: pd.Timestamp, hidden: Hidden) -> dict[str, OpenRows]:
    return _by_month(open_tables(city, [month], {month: hidden}), [month])[month]


def _by_month(
    tables: Mapping[str, pd.DataFrame], months: Sequence[pd.Timestamp]
) -> dict[pd.Timestamp, dict[str, OpenRows]]:
    """The kept columns of each month as plain values: the published ones, and those for pages and reports."""
    columns = open_columns() | {name: sorted(CELL_COLUMNS[name]) for name in LATER_TABLES}
    return {
        month: {name: plain_rows(tables[name].loc[tables[name]["month"] == month.date(), list(columns[name])])
                for name in columns}
        for month in months
    }  # fmt: skip
