"""How ready an office is that is not live yet: the steps it has been through, its plan, and how often that moved."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.rollout.known_plans import first_known
from analytics.rollout.status import LIVE

STEPS = ("persiapan", "sosialisasi", "pelatihan")
"""What comes before going live, in this order."""


@dataclass(frozen=True)
class Readiness:
    """`steps`: step, is_done, date (NaT: not done, or done on a day that nobody told), a row a step.

    `planned_on`: the next day planned to go live, else the last one that has passed; None without any.
    `first_planned_on`: the day first planned; `moves`: how many times a plan was changed to a later day.
    """

    steps: pd.DataFrame
    planned_on: date | None
    first_planned_on: date | None
    moves: int


def readiness(roster: pd.DataFrame, history: pd.DataFrame, unit_code: str, day: date) -> Readiness:
    """Return how ready an office is on a day.

    `roster`: with the plans as they stood on the day (roster_on); `history`: as for plan_record. Who has reached a step
    has been through those before it.
    """
    own, now = roster[roster["unit_code"].eq(unit_code)], pd.Timestamp(day)
    past = own[~own["is_planned"] & (own["date"] <= now)]
    plans = own.loc[own["is_planned"] & own["status"].eq(LIVE), "date"].sort_values()
    ahead = plans[plans > now]
    planned = ahead.iloc[0] if len(ahead) else plans.iloc[-1] if len(plans) else None
    told = _known(history[history["unit_code"].eq(unit_code)], max(day, first_known(history) or day))
    first = told["planned_date"].iloc[0] if len(told) else planned
    later = told["changed_to"] > told["planned_date"]
    return Readiness(_steps(past), _day(planned), _day(first), int(later.sum()))


def _steps(past: pd.DataFrame) -> pd.DataFrame:
    reached = past.groupby("status")["date"].min().reindex(list(STEPS))
    last = max((at for at, day in enumerate(reached) if pd.notna(day)), default=-1)
    done = [at <= last for at in range(len(STEPS))]
    return pd.DataFrame({"step": list(STEPS), "is_done": done, "date": reached.to_numpy("datetime64[us]")})


def _known(own: pd.DataFrame, day: date) -> pd.DataFrame:
    """The plans of an office that were known on a day, the first ones first; what was changed later was not."""
    known = pd.Timestamp(day)
    told = own[own["first_seen"] <= known].sort_values(["first_seen", "planned_date"])
    return told.assign(changed_to=told["changed_to"].where(told["changed_on"] <= known))


def _day(moment: pd.Timestamp | None) -> date | None:
    return None if moment is None else moment.date()
