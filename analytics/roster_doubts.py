"""Where the roster and what came of the offices do not agree, and whether it is the city's own roster at all."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.base import since, until
from analytics.city import City
from analytics.quality import unheard_offices
from analytics.rollout import used_rule, used_units

NAMED = ["unit_code", "name", "kind"]


@dataclass(frozen=True)
class RosterDoubts:
    """`not_live`: offices that send enough requests to be used though they are not called live, most first; `unheard`:
    live ones of which nothing ever came. Both: unit_code, name, kind. `is_shipped`: City.has_shipped_roster.
    """

    not_live: pd.DataFrame
    unheard: pd.DataFrame
    is_shipped: bool


def roster_doubts(city: City, as_of: date) -> RosterDoubts:
    """Return what the roster should be asked about as of a day, of a city or a part of one."""
    past, rule, status = until(city.facts, as_of), used_rule(), city.status_on(as_of)
    window = since(past, as_of - timedelta(days=rule.window_days - 1))
    used = used_units(window, as_of, rule.window_days, city.needed_requests)
    used = used[used["is_used"].to_numpy(bool)].sort_values("requests", ascending=False, kind="stable")
    is_live = status["status"].eq("aktif").fillna(False).to_numpy(bool)
    roster = city.roster
    begun = roster[roster["status"].eq("aktif").fillna(False) & roster["date"].le(pd.Timestamp(as_of))]["unit_code"]
    # An office that was live and was put off later is known to the roster.
    not_live = status[status["status"].notna().to_numpy(bool) & ~status["unit_code"].isin(begun).to_numpy(bool)]
    unheard = status[is_live & status["unit_code"].isin(unheard_offices(past)).to_numpy(bool)]
    sending = used[["unit_code"]].merge(not_live[NAMED], on="unit_code")
    return RosterDoubts(sending, unheard[NAMED].reset_index(drop=True), city.has_shipped_roster)
