"""One month's requests by place and service: who entered them and how long they took, hidden together."""

from typing import NamedTuple

import pandas as pd

from analytics.services.cells import CITY, areas_of
from analytics.services.groups import SERVICE_GROUPS, group_of
from analytics.services.requests import COUNTS, origin_counts, origin_lines, service_shares
from analytics.services.time_to_ready import ready_counts, ready_lines, ready_rows, ready_shown, ready_told
from core.disclosure import WITHHELD, Cell, Counts, Line, UnprotectableError, is_small, suppress

REST = "rest"


class MonthServices(NamedTuple):
    """What may be shown of one month: `shares` as services.service_shares, `ready` as ready.ready_shown."""

    shares: pd.DataFrame
    ready: pd.DataFrame


def month_services(
    requests: pd.DataFrame, durations: pd.DataFrame, services: pd.DataFrame, units: pd.DataFrame
) -> MonthServices:
    """Return one month's requests by place and service, small counts hidden.

    `requests`: build.service_origins of that month and every office; `durations`: facts.request_durations likewise;
    `services`, `units`: the tables. A reader can open the city, then each kecamatan, then each office, and take those
    of citizens and officers from all that were sent: what is hidden in one must not follow from the others.
    """
    area_of = areas_of(units)
    # Services that nobody asked for too: beside a single small count only zeros can be hidden.
    names = sorted({*services["service"], *requests["service"], *durations["service"].dropna()})
    rows = ready_rows(durations, services, units)
    origins, ready = origin_counts(requests, area_of, names), ready_counts(rows)
    rest, across = _across(origins, ready, names if len(durations) else [])
    lines = [*origin_lines(origins, area_of, names), *ready_lines(ready, area_of), *across]
    counts = origins | ready | rest
    try:
        marks = suppress(counts, lines, at_least=ready_told(rows))
    except UnprotectableError:
        # So few were sent that no count can hide another one: none is told, nor a time, which would tell of counts.
        marks, rows = dict.fromkeys(counts, WITHHELD), rows.assign(observed=0)
    shares = service_shares(origins, marks, area_of)
    return MonthServices(shares, ready_shown(rows, marks, shares))


def hidden_groups(month: MonthServices) -> set[Cell]:
    """Return (place, service group) of every count by origin that is hidden; places as in service_cells."""
    is_hidden = month.shares[COUNTS].map(lambda count: isinstance(count, str)).any(axis=1)
    rows = month.shares.loc[is_hidden, ["place", "service"]].itertuples(index=False)
    return {(place, name if name in SERVICE_GROUPS else group_of(name)) for place, name in rows}


def few_unknown(requests: pd.DataFrame, units: pd.DataFrame) -> set[Cell]:
    """Return (place, service group) with a small count of unknown origin: all requests less those by origin tell it.

    `requests`: as month_services has them; places as in service_cells.
    """
    area = requests["unit_code"].map(areas_of(units))
    sent = requests.assign(group=requests["service"].map(group_of), area=area, city=CITY)
    places = [sent.groupby([level, "group"])["unknown"].sum() for level in ("unit_code", "area", "city")]
    return {(str(place), str(group)) for found in places for place, group in found[is_small(found)].index}


def _across(origins: Counts, ready: Counts, names: list[str]) -> tuple[Counts, list[Line]]:
    """All requests for a service of the city less those of citizens and officers: of unknown origin, or too late."""
    whole = [("requests", CITY, name) for name in names if ("requests", CITY, name) in ready]
    rest: Counts = {
        (REST, *cell[1:]): ready[cell] - sum(origins[column, *cell[1:]] for column in COUNTS) for cell in whole
    }
    lines = [Line(tuple((column, *cell[1:]) for column in (*COUNTS, REST)), cell) for cell in whole]
    return rest, [*lines, Line(tuple(rest), shown_total=sum(rest.values()))]
