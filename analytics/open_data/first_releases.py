"""The first release of settled months: made after a load, so that it hangs on nobody who looks."""

from typing import NamedTuple

import pandas as pd

from analytics.city import City
from analytics.open_data.csv_export import NoMonthError, settled_months
from analytics.open_data.record import DamagedReleaseError, read_record, released_dir, store_of
from analytics.open_data.released import KeptReleases
from core.store.release_note import ReleaseNote, write_release_note

PATIENCE = 60
"""Seconds that a backup or an export may hold the records; the next load tries again."""


class FirstReleases(NamedTuple):
    """Months of which something was released now, those that are settled and not complete yet, and damaged records."""

    released: list[pd.Timestamp]
    waiting: list[pd.Timestamp]
    damaged: list[str]


def release_settled(city: City, patience: float = PATIENCE) -> FirstReleases:
    """Release what is not released yet of the settled and complete months of a whole city; nothing is corrected.

    The build is noted as looked through. A damaged record stops no other month. Raises OSError where nothing can be
    kept (filelock.Timeout among them).
    """
    made = FirstReleases([], [], [])
    months = _settled(city)
    for month in months:
        try:
            _release_one(city, month, patience, made)
        except DamagedReleaseError as name:
            made.damaged.append(str(name))
    newest = f"{months[-1]:%Y-%m}" if months else ""
    note = ReleaseNote(city.snapshot.build, newest, tuple(f"{month:%Y-%m}" for month in made.waiting))
    write_release_note(store_of(city), note)
    return made


def _release_one(city: City, month: pd.Timestamp, patience: float, made: FirstReleases) -> None:
    folder = released_dir(city)
    before = read_record(folder, month)
    releases = KeptReleases(folder, corrects=False, patience=patience)
    if not before.versions:
        releases.topics(city, month.date())
    if not before.outcomes:
        releases.outcomes(city, month.date())
    after = read_record(folder, month)
    if after != before:
        made.released.append(month)
    if not (after.versions and after.outcomes):
        made.waiting.append(month)


def _settled(city: City) -> list[pd.Timestamp]:
    try:
        return settled_months(city.meta)
    except NoMonthError:
        return []
