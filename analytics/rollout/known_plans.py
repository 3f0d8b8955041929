"""The roster with its plans as they stood on a day: what came true or was changed later was a plan then."""

from datetime import date

import pandas as pd

from analytics.rollout.live_waves import is_one_of
from analytics.rollout.status import LIVE


def first_known(history: pd.DataFrame) -> date | None:
    """Return the day of the first export that shows a plan; None without one."""
    return None if history.empty else pd.Timestamp(history["first_seen"].min()).date()


def listed_later(history: pd.DataFrame, day: date, as_of: date | None) -> date | None:
    """Return the day of the list of plans that stands for an earlier day; None where the plans told are the day's own.

    `history`: as for roster_on; `as_of`: the day of the newest list, which stands where no history is.
    """
    known = min(filter(None, (first_known(history), as_of)), default=None)
    return known if known is not None and day < known else None


def roster_on(roster: pd.DataFrame, history: pd.DataFrame, day: date | None) -> pd.DataFrame:
    """Return the roster with the plans to go live that stood on a day; None: those that stand now.

    `history`: as for plan_record. Before the first export that shows a plan nobody knows what was planned: until then
    the plans of that export stand. What was withdrawn stands no more. Other rows, and plans of offices of which the
    history is silent, stay as they are.
    """
    if history.empty:
        return roster
    is_plan = is_one_of(roster["unit_code"].to_numpy(object), frozenset(history["unit_code"]))
    is_plan &= roster["is_planned"].to_numpy(bool) & (roster["status"].to_numpy(object) == LIVE)
    if day is None:
        gone = history.loc[history["withdrawn_on"].notna(), ["unit_code", "planned_date"]]
        keys = pd.MultiIndex.from_frame(roster[["unit_code", "date"]])
        return roster[~(is_plan & keys.isin(pd.MultiIndex.from_frame(gone)))]
    known = pd.Timestamp(max(day, first_known(history) or day))
    is_seen, is_changed, is_withdrawn = (
        history[name].to_numpy() <= known.to_datetime64() for name in ("first_seen", "changed_on", "withdrawn_on")
    )
    stood = history[["unit_code", "planned_date"]][is_seen & ~is_changed & ~is_withdrawn]
    named = {"unit_code": stood["unit_code"], "date": stood["planned_date"], "status": LIVE}
    plans = pd.DataFrame(named | {"is_planned": True, "is_start_known": True}, stood.index)
    return pd.concat([roster[~is_plan], plans], ignore_index=True)
