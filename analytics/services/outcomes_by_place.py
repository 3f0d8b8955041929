"""What became of a month's requests in the city, by who sent them and by kecamatan: small counts hidden together."""

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from analytics.services.cells import CITY, areas_of
from analytics.services.outcomes import (
    EVERY,
    OUTCOME_PARTS,
    completion,
    completion_by_origin,
    large_enough,
    with_shares,
)
from core.disclosure import Cell, is_small

OUTCOME_KEYS = ("place", "origin")


def place_outcomes(
    outcomes: pd.DataFrame, units: pd.DataFrame, as_of: date, kept: Collection[Cell] | None = None
) -> pd.DataFrame:
    """Return what became of one month's requests: place, origin, and the columns of completion.

    `outcomes`: build.request_outcomes of that month; `units`: the table; `as_of`: the day of which the age of open ones
    is taken. Rows: the city (`kota`) by origin and all together (EVERY), then each kecamatan (`wilayah ` and its code)
    with all origins. Both make up the city, so of each some are put together (TOGETHER), kecamatan with a small count
    first, until no count that is told, or left when the others are taken from the city, is small. No rows where the
    city itself has a small count. `kept`: the only (place, origin) that may stand alone, as the others were put
    together before (None: all may).
    """
    origins = None if kept is None else {origin for place, origin in kept if place == CITY}
    by_origin = completion_by_origin(outcomes, as_of, origins)
    if by_origin.empty:
        return pd.DataFrame(columns=[*OUTCOME_KEYS, *by_origin.columns.drop("origin")])
    by_area = completion(outcomes.assign(place=outcomes["unit_code"].map(areas_of(units))), as_of, ["place"])
    is_few = is_small(by_area[OUTCOME_PARTS]).any(axis=1)
    may_stand = {place for place in by_area.loc[~is_few, "place"] if kept is None or (place, EVERY) in kept}
    areas = large_enough(by_area, "place", may_stand)
    rows = pd.concat([by_origin.assign(place=CITY), areas.assign(origin=EVERY)], ignore_index=True)
    counts = {name: rows[name].to_numpy(np.int64) for name in ("requests", *OUTCOME_PARTS)}
    return with_shares({name: rows[name].to_list() for name in OUTCOME_KEYS}, counts)
