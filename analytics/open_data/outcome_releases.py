"""What became of a month's requests as it was released: a chain of its own, since letters become ready every day."""

from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from analytics.city import City
from analytics.open_data.printed_before import outcomes_before
from analytics.open_data.record import (
    OUTCOME_COLUMNS,
    OutcomeVersion,
    is_later_step,
    plain_rows,
    read_record,
    store_of,
    write_record,
)
from analytics.services import OUTCOME_KEYS, place_outcomes
from core.disclosure import Cell
from core.store.folder_lock import folder_lock
from core.store.published_builds import DamagedBuildError


def release_outcomes(city: City, month: pd.Timestamp, folder: Path, patience: float = -1) -> OutcomeVersion | None:
    """Return the valid version for a settled month; a first one, or a later calendar month's, is kept first.

    None, while a report from before there were releases told them in the same calendar month (outcomes_before). Within
    one calendar month a version stays: two, a day apart, would tell what happened to single requests. `patience` and
    errors: as of release, and DamagedBuildError for a build that does not hold what became of requests.
    """
    assert city.as_of is not None
    known = read_record(folder, month).outcomes
    told = known or outcomes_before(store_of(city), month)
    if told and not is_later_step(city.as_of, told[-1].as_of):
        return known[-1] if known else None
    # A build that does not hold them corrects nothing.
    try:
        made = outcomes_now(city, month, told)
    except DamagedBuildError:
        if known:
            return known[-1]
        raise
    if known and known[-1].rows == made.rows:
        return known[-1]
    folder.mkdir(parents=True, exist_ok=True)
    with folder_lock(folder, patience):
        record = read_record(folder, month)
        if record.outcomes != known:
            return record.outcomes[-1]
        record.outcomes.append(made)
        write_record(folder, month, record)
    return made


def outcomes_now(city: City, month: pd.Timestamp, before: Sequence[OutcomeVersion] = ()) -> OutcomeVersion:
    """Return the next version of this build: who was put together once stays so."""
    assert city.as_of is not None
    outcomes = city.request_outcomes
    rows = place_outcomes(outcomes[outcomes["month"] == month], city.units, city.as_of, _stood_alone(before))
    return OutcomeVersion(city.snapshot.build, city.as_of, plain_rows(rows[list(OUTCOME_COLUMNS)]))


def _stood_alone(versions: Sequence[OutcomeVersion]) -> Collection[Cell] | None:
    """Who stood alone in every version that told anything; None where none did."""
    told = [{tuple(row[name] for name in OUTCOME_KEYS) for row in one.rows} for one in versions if one.rows]
    return set.intersection(*told) if told else None
