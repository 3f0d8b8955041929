"""The first release of settled months: made after a load, so that it hangs on nobody who looks.

It stands until the calendar month after it, whatever comes to light. So a part of a month is released when it has been
settled and complete for a day, in which whoever sees a bad load can send readers back to the build before. Reports and
exports, which somebody asked for, wait for nothing; the sample tells of nobody.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from analytics.city import City
from analytics.open_data.complete_months import has_calls, is_complete_enough
from analytics.open_data.csv_export import NoMonthError, settled_months
from analytics.open_data.record import DamagedReleaseError, read_record, released_dir, store_of
from analytics.open_data.released import KeptReleases
from core.store.release_note import ReleaseNote, has_stood, read_release_note, write_release_note

PATIENCE = 60
"""Seconds that a backup or an export may hold the records; the next load tries again."""
TOPICS, OUTCOMES = "topik", "hasil"


@dataclass
class FirstReleases:
    """Months of which something was released now, settled ones that wait for a part, and damaged records.

    `young`: the parts of months that are due and must stand for a day, with the second since when they do.
    """

    released: list[pd.Timestamp] = field(default_factory=list)
    waiting: list[pd.Timestamp] = field(default_factory=list)
    young: dict[str, float] = field(default_factory=dict)
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
    before, moment = read_release_note(store_of(city)), now or time.time()
    since = before.since if before else {}
    for month in months:
        try:
            _release_one(city, month, KeptReleases(released_dir(city), False, patience), made, since, moment)
        except DamagedReleaseError as name:
            made.damaged.append(str(name))
    newest = f"{months[-1]:%Y-%m}" if months else ""
    waiting = tuple(f"{month:%Y-%m}" for month in made.waiting)
    write_release_note(store_of(city), ReleaseNote(city.snapshot.build, newest, waiting, made.young))
    return made


def _release_one(
    city: City,
    month: pd.Timestamp,
    releases: KeptReleases,
    made: FirstReleases,
    since: dict[str, float],
    now: float,
) -> None:
    before = read_record(releases.folder, month)
    for part, release in _due(city, month, releases).items():
        name = f"{month:%Y-%m} {part}"
        first = since.get(name, now)
        if city.meta["is_sample"] or has_stood(first, now):
            release()
        else:
            made.young[name] = first
    after = read_record(releases.folder, month)
    if after != before:
        made.released.append(month)
    if not (after.versions and after.outcomes):
        made.waiting.append(month)


def _due(city: City, month: pd.Timestamp, releases: KeptReleases) -> dict[str, Callable[[], object]]:
    """The parts of a month that are complete and not released yet, each with what releases it."""
    record = read_record(releases.folder, month)
    if (record.versions and record.outcomes) or not is_complete_enough(city, month):
        return {}
    due: dict[str, Callable[[], object]] = {}
    if not record.versions and has_calls(city, month):
        due[TOPICS] = partial(releases.topics, city, month.date())
    if not record.outcomes:
        due[OUTCOMES] = partial(releases.outcomes, city, month.date())
    return due


def _settled(city: City) -> list[pd.Timestamp]:
    try:
        return settled_months(city.meta)
    except NoMonthError:
        return []
