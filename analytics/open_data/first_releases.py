"""The first release of settled months: made after a load, so that it hangs on nobody who looks.

It stands until the calendar month after it, whatever comes to light. So a part of a month is released when it has been
settled and complete for a day, in which whoever sees a bad load can send readers back to the build before. The day
begins anew when the month counts something else, as after a load that was bad: a part that changes every day waits
until it does not, or somebody asks. Reports and exports, which somebody asked for, wait for nothing; the sample tells
of nobody.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from analytics.city import City
from analytics.open_data.complete_months import OUTCOMES_PART, TOPICS_PART, may_be_released
from analytics.open_data.csv_export import NoMonthError, settled_months
from analytics.open_data.month_content import open_content, sent_content
from analytics.open_data.record import DamagedReleaseError, read_record, released_dir, store_of
from analytics.open_data.released import KeptReleases
from core.store.release_note import ReleaseNote, has_stood, read_release_note, write_release_note

PATIENCE = 60
"""Seconds that a backup or an export may hold the records; the next load tries again."""
NOTHING_NOTED = ReleaseNote("", "", ())
CONTENT = {TOPICS_PART: open_content, OUTCOMES_PART: sent_content}


@dataclass
class FirstReleases:
    """Months of which something was released now, settled ones that wait for a part, and damaged records.

    `young`: the parts of months that are due and must stand for a day, with the second since when they do; `content`:
    what each of them counts.
    """

    released: list[pd.Timestamp] = field(default_factory=list)
    waiting: list[pd.Timestamp] = field(default_factory=list)
    young: dict[str, float] = field(default_factory=dict)
    content: dict[str, str] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)

    @property
    def standing(self) -> list[str]:
        """The months that wait for their day, as `2024-10`."""
        return sorted({part.partition(" ")[0] for part in self.young})


def release_settled(city: City, patience: float = PATIENCE, now: float | None = None) -> FirstReleases:
    """Release what is not released yet of the settled and complete months of a whole city; nothing is corrected.

    The build is noted as looked through. A damaged record stops no other month. Raises OSError where nothing can be
    kept (filelock.Timeout among them).
    """
    made, months = FirstReleases(), _settled(city)
    before, moment = read_release_note(store_of(city)) or NOTHING_NOTED, now or time.time()
    for month in months:
        try:
            _release_one(city, month, KeptReleases(released_dir(city), False, patience), made, before, moment)
        except DamagedReleaseError as name:
            made.damaged.append(str(name))
    newest = f"{months[-1]:%Y-%m}" if months else ""
    waiting = tuple(f"{month:%Y-%m}" for month in made.waiting)
    write_release_note(store_of(city), ReleaseNote(city.snapshot.build, newest, waiting, made.young, made.content))
    return made


def _release_one(
    city: City,
    month: pd.Timestamp,
    releases: KeptReleases,
    made: FirstReleases,
    noted: ReleaseNote,
    now: float,
) -> None:
    before = read_record(releases.folder, month)
    for part, release in _due(city, month, releases).items():
        name, counted = f"{month:%Y-%m} {part}", "" if city.meta["is_sample"] else CONTENT[part](city, month)
        first = noted.since.get(name, now) if noted.content.get(name) == counted else now
        if city.meta["is_sample"] or has_stood(first, now):
            release()
        else:
            made.young[name], made.content[name] = first, counted
    after = read_record(releases.folder, month)
    if after != before:
        made.released.append(month)
    if not (after.versions and after.outcomes):
        made.waiting.append(month)


def _due(city: City, month: pd.Timestamp, releases: KeptReleases) -> dict[str, Callable[[], object]]:
    """The parts of a month that are complete and not released yet, each with what releases it."""
    record = read_record(releases.folder, month)
    kept = {TOPICS_PART: record.versions, OUTCOMES_PART: record.outcomes}
    release = {TOPICS_PART: releases.topics, OUTCOMES_PART: releases.outcomes}
    return {
        part: partial(release[part], city, month.date())
        for part in release
        if not kept[part] and may_be_released(city, month, part)
    }


def _settled(city: City) -> list[pd.Timestamp]:
    try:
        return settled_months(city.meta)
    except NoMonthError:
        return []
