"""Where pages and reports read small counts of a settled month: as they were released, whoever tells them, whenever."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import pandas as pd

from analytics.assistance import help_calls
from analytics.city import City
from analytics.open_data.complete_months import OUTCOMES_PART, TOPICS_PART, may_be_released
from analytics.open_data.joint_hiding import corrected_rows, hidden_in
from analytics.open_data.outcome_releases import release_outcomes
from analytics.open_data.record import (
    CELL_COLUMNS,
    NOTHING_TOLD,
    OUTCOME_COLUMNS,
    PLACE_TOPICS,
    MonthRecord,
    OpenRows,
    OutcomeVersion,
    Version,
    is_later_step,
    plain_rows,
    read_record,
    record_file,
    released_dir,
)
from analytics.open_data.releases import is_unknown, release, versions_before, with_printed
from analytics.open_data.tables import topic_tables
from analytics.services import OUTCOME_KEYS, OUTCOME_PARTS, with_shares
from core.store.published_builds import DamagedBuildError


class ReleasedTable(NamedTuple):
    """A table as it was released: the build and as-of it was made from, and its rows."""

    build: str
    as_of: date
    rows: pd.DataFrame


class Releases(Protocol):
    """What was released of a city's settled months; None where it is not released (yet)."""

    def topics(self, city: City, month: date) -> ReleasedTable | None:
        """Return the help calls of all places by topic (rows of place_topic_cells)."""

    def outcomes(self, city: City, month: date) -> ReleasedTable | None:
        """Return what became of the requests (rows of place_outcomes)."""

    def are_topics_withheld(self, month: date) -> bool:
        """Return True where no topics come, as what a report from before told of them cannot be looked up."""


@dataclass(frozen=True)
class ToldReleases:
    """What was released so far, as pages show it: nothing is made by looking, and nobody is waited for.

    Both raise DamagedReleaseError, and OSError where the folder cannot be read.
    """

    folder: Path

    @staticmethod
    def of(city: City) -> "ToldReleases":
        """Return the releases of the store that a city's build lies in."""
        return ToldReleases(released_dir(city))

    def topics(self, city: City, month: date) -> ReleasedTable | None:
        """Return the help calls of all places by topic (rows of place_topic_cells)."""
        return _told_topics(city, pd.Timestamp(month), read_record(self.folder, pd.Timestamp(month)).versions)

    def outcomes(self, city: City, month: date) -> ReleasedTable | None:
        """Return what became of the requests (rows of place_outcomes)."""
        del city
        kept = read_record(self.folder, pd.Timestamp(month)).outcomes
        return outcomes_of(kept[-1]) if kept else None

    def are_topics_withheld(self, month: date) -> bool:
        """Return True where no topics come, as what a report from before told of them cannot be looked up."""
        return is_withheld(read_record(self.folder, pd.Timestamp(month)))

    def changed_at(self, month: date) -> int:
        """Return when the record of a month was written last, in nanoseconds; 0 before that."""
        try:
            return record_file(self.folder, pd.Timestamp(month)).stat().st_mtime_ns
        except FileNotFoundError:
            return 0


@dataclass(frozen=True)
class KeptReleases:
    """The releases that a store keeps: read, and made where there is none and the month is complete enough.

    `city`: the whole one. `corrects`: what is due is made anew, too. `patience`: seconds that another writer may take,
    -1 waits for ever. Both raise DamagedReleaseError, and OSError where nothing can be kept (also filelock.Timeout).
    """

    folder: Path
    corrects: bool = True
    patience: float = -1

    @staticmethod
    def of(city: City) -> "KeptReleases":
        """Return the releases of the store that a city's build lies in."""
        return KeptReleases(released_dir(city))

    def topics(self, city: City, month: date) -> ReleasedTable | None:
        """Return the help calls of all places by topic (rows of place_topic_cells)."""
        asked = pd.Timestamp(month)
        record = read_record(self.folder, asked)
        kept = record.versions
        if self._is_due(city, asked, record):
            # A build that lacks a table of the open data releases and corrects nothing.
            with suppress(DamagedBuildError):
                kept = release(city, [asked], self.folder, self.patience)[asked]
        return _told_topics(city, asked, kept)

    def outcomes(self, city: City, month: date) -> ReleasedTable | None:
        """Return what became of the requests (rows of place_outcomes)."""
        asked = pd.Timestamp(month)
        kept = read_record(self.folder, asked).outcomes
        if self.corrects if kept else may_be_released(city, asked, OUTCOMES_PART):
            with suppress(DamagedBuildError):
                made = release_outcomes(city, asked, self.folder, self.patience)
                return outcomes_of(made) if made else None
        return outcomes_of(kept[-1]) if kept else None

    def are_topics_withheld(self, month: date) -> bool:
        """Return True where no topics come, as what a report from before told of them cannot be looked up."""
        return is_withheld(read_record(self.folder, pd.Timestamp(month)))

    def _is_due(self, city: City, month: pd.Timestamp, record: MonthRecord) -> bool:
        if not record.versions:
            return may_be_released(city, month, TOPICS_PART)
        if PLACE_TOPICS not in record.versions[-1].tables:
            return self.corrects
        return self.corrects and _is_correction_due(city, month, record)


@dataclass(frozen=True)
class ReleasesOfBuilds:
    """The versions that were made from named builds, '' for none: what a report was made with. Nothing is made."""

    folder: Path
    topics_build: str
    outcomes_build: str
    had_withheld: bool = False

    def topics(self, city: City, month: date) -> ReleasedTable | None:
        """Return the help calls of all places by topic (rows of place_topic_cells)."""
        del city
        kept = [one for one in read_record(self.folder, pd.Timestamp(month)).versions if one.build == self.topics_build]
        return topics_of(kept[-1]) if kept else None

    def outcomes(self, city: City, month: date) -> ReleasedTable | None:
        """Return what became of the requests (rows of place_outcomes)."""
        del city
        kept = read_record(self.folder, pd.Timestamp(month)).outcomes
        found = [one for one in kept if one.build == self.outcomes_build]
        return outcomes_of(found[-1]) if found else None

    def are_topics_withheld(self, month: date) -> bool:
        """Return whether they were when the report was made."""
        del month
        return self.had_withheld


def is_withheld(record: MonthRecord) -> bool:
    """Return True for a month that is released without its topics, as nobody can look up what was told of them."""
    return bool(record.versions) and is_unknown(record)


def _is_correction_due(city: City, month: pd.Timestamp, record: MonthRecord) -> bool:
    """True where the topics read otherwise now and a later version may come; other tables are not asked for here."""
    assert city.as_of is not None
    last = record.versions[-1]
    if not is_later_step(city.as_of, last.as_of):
        return False
    if is_unknown(record):
        record = with_printed(city, {month: record})[month]
    # The city's rows are among them.
    return last.tables[PLACE_TOPICS] != place_rows(city, month, record)


def _came_later(city: City, month: pd.Timestamp, version: Version) -> bool:
    """True where the 112 log came after the release: that month had calls, and none was told."""
    if version.tables.get(PLACE_TOPICS) or city.as_of is None:
        return False
    return bool(help_calls(city.calls, city.as_of)["month"].eq(month).any())


def place_rows(city: City, month: pd.Timestamp, record: MonthRecord = NOTHING_TOLD) -> OpenRows:
    """Return the help calls of all places by topic as they would be released of this build, after what was told."""
    earlier = versions_before(record)
    if is_withheld(record):
        return []
    table = topic_tables(city, [month], {month: hidden_in(earlier)})[PLACE_TOPICS]
    rows = {PLACE_TOPICS: plain_rows(table[sorted(CELL_COLUMNS[PLACE_TOPICS])])}
    return (corrected_rows(rows) if earlier else rows)[PLACE_TOPICS]


def _told_topics(city: City, month: pd.Timestamp, kept: Sequence[Version]) -> ReleasedTable | None:
    return None if not kept or _came_later(city, month, kept[-1]) else topics_of(kept[-1])


def topics_of(version: Version) -> ReleasedTable | None:
    """Return the help calls of all places by topic of a version; None of one from before there were any."""
    if PLACE_TOPICS not in version.tables:
        return None
    cells = pd.DataFrame(version.tables[PLACE_TOPICS], columns=sorted(CELL_COLUMNS[PLACE_TOPICS]))
    return ReleasedTable(version.build, version.as_of, cells.astype({"calls": "Int64"}))


def outcomes_of(version: OutcomeVersion) -> ReleasedTable:
    """Return what became of the requests of a version, with its shares."""
    rows = pd.DataFrame(version.rows, columns=list(OUTCOME_COLUMNS))
    keys = {name: rows[name].to_list() for name in OUTCOME_KEYS}
    counts = {name: rows[name].to_numpy(np.int64) for name in ("requests", *OUTCOME_PARTS)}
    return ReleasedTable(version.build, version.as_of, with_shares(keys, counts))
