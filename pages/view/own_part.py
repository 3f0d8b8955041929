"""What a reader of some offices is told of what was worked out of all: the own rows, and what the reports print."""

import pandas as pd

from analytics.open_data import ReleasedTable
from analytics.rollout import Forecast
from analytics.services import AREA, MonthServices
from core.scope import Scope

NOT_PRINTED = ["complete_days", "expected_days", "off_day_requests", "rescaled_share", "plain_share"]
"""Of a share what no report says of the city or a kecamatan."""


def as_public(found: Forecast, scope: Scope, *asked: object) -> Forecast:
    """Return what is public to every role: it follows from the roll-out and its plans alone."""
    del scope, asked
    return found


def own_rows(found: pd.DataFrame, scope: Scope, *asked: object) -> pd.DataFrame:
    """Return the rows of the own offices; the frame needs unit_code."""
    del asked
    return found[found["unit_code"].isin(scope.units)]


def own_places(found: pd.DataFrame, scope: Scope, *asked: object) -> pd.DataFrame:
    """Return the rows of the own offices, and of the own kecamatan as a whole; `place` as in tables with hidden cells.

    What is hidden stays as it is for all: shown to one, it would tell the others' counts beside what is published.
    """
    del asked
    return found[found["place"].isin([*scope.units, f"{AREA}{scope.kecamatan}"])]


def own_services(found: MonthServices, scope: Scope, *asked: object) -> MonthServices:
    """Return the rows of the own places (own_places)."""
    del asked
    return MonthServices(*(own_places(frame, scope) for frame in found))


def own_topics(found: ReleasedTable | None, scope: Scope, *asked: object) -> ReleasedTable | None:
    """Return the rows of the own places (own_places)."""
    return found and found._replace(rows=own_places(found.rows, scope, *asked))


def of_city(found: ReleasedTable | None, scope: Scope, *asked: object) -> ReleasedTable | None:
    """Return nothing: what is told of the whole city alone."""
    del found, scope, asked
    return None


def own_shares(found: pd.DataFrame, scope: Scope, place: str, *asked: object) -> pd.DataFrame:
    """Return the digital share of the own offices, and of the city and every kecamatan as the reports print it.

    `place`: unit_code, kecamatan_code or '' for the city; `asked`: for what else. Reports print months, quarters and
    years: of weeks and of weekdays the own kecamatan's rows alone are returned, and none of the city.
    """
    if place == "unit_code":
        return own_rows(found, scope)
    is_own = found[place].eq(scope.kecamatan or "") if place else pd.Series(False, found.index)
    if "week" in asked or True in asked:
        return found[is_own]
    return found.assign(**{name: found[name].where(is_own) for name in NOT_PRINTED})
