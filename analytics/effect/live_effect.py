"""What going live did to counter visits: from the facts to one number with its interval and its limits."""

from dataclasses import dataclass
from datetime import date
from math import expm1

import numpy as np
import pandas as pd

from analytics.base import Estimate
from analytics.effect.aggregation import Aggregate, aggregate
from analytics.effect.live_panel import going_live_panel, month_numbered
from analytics.effect.pretrend import PreTrend, beyond_own_trend, pre_trend
from analytics.effect.staggered import AttGt, att_gt
from core.method import MIN_CONTROLS

ANTICIPATION = 1


@dataclass(frozen=True)
class GoingLive:
    """The answer with everything it rests on.

    `verdict`: cannot_tell (reason few_treated, few_control, no_cells, small_cohort, one_control, or own_trend: not
    beyond the trend from before), fewer_visits, more_visits or no_effect_seen. `change`: exp(ATT) - 1 with its
    interval. `by_months_live` and `by_cohort`: key, change, lower, upper, n_treated, n_control, state, reason; the key
    is months since the first full month live, or the cohort's month. `left_out`: unit, name, reason; `alone`: cohorts
    of one office. `last_month`: last month used (8 offices not yet live); `no_control_from`: first month of the data
    without any control, None if there always is one. `with_digital_days_from`: from then on the figure is going live
    together with the digital days.
    """

    verdict: str
    reason: str
    change: Estimate
    n_treated: int
    n_control: int
    simple: Aggregate
    by_months_live: pd.DataFrame
    by_cohort: pd.DataFrame
    cells: AttGt
    pre_trend: PreTrend
    left_out: pd.DataFrame
    alone: list[pd.Timestamp]
    last_month: pd.Timestamp | None
    no_control_from: pd.Timestamp | None
    with_digital_days_from: date | None


def going_live(facts: pd.DataFrame, as_of: date | None = None) -> GoingLive:
    """Return the effect of going live on counter visits per standard week of a kelurahan.

    Staggered difference in differences against kelurahan not yet live, anticipation of one month (offices
    go live within a month: base is the last full month before), over the months in which 8 of them are
    left. Under 8 treated or 8 control offices the verdict is cannot_tell.
    """
    found = going_live_panel(facts, as_of)
    whole = att_gt(found.frame, "not_yet", ANTICIPATION)
    kept = _with_controls(found.frame, whole)
    cells = whole if len(kept) == len(found.frame) else att_gt(kept, "not_yet", ANTICIPATION)
    simple = aggregate(cells, "simple")
    dynamic, before = aggregate(cells, "dynamic").frame, pre_trend(cells)
    # Kelurahan that go live later share the trend of those before them: only the others show all of it.
    apart = pre_trend(att_gt(kept, "never", ANTICIPATION))
    own = apart if len(apart.frame) >= len(before.frame) else before
    verdict, reason = _verdict(simple, beyond_own_trend(simple, dynamic, own, ANTICIPATION))
    days = facts.loc[facts["is_digital_day"], "date"]
    periods = cells.frame["period"]
    return GoingLive(
        verdict,
        reason,
        Estimate(*(expm1(value) for value in (simple.overall.value, simple.overall.lower, simple.overall.upper))),
        simple.n_treated,
        simple.n_control,
        simple,
        _changes(dynamic),
        _changes(aggregate(cells, "group").frame).assign(key=lambda f: f["key"].map(month_numbered)),
        cells,
        before,
        found.left_out,
        [month_numbered(cohort) for cohort in simple.left_out],
        month_numbered(periods.max()) if len(periods) else None,
        _no_control_from(whole),
        days.min().date() if len(days) else None,
    )


def _with_controls(frame: pd.DataFrame, whole: AttGt) -> pd.DataFrame:
    """The months up to the last in which 8 kelurahan are not yet live; all of them if none ever were."""
    cells = whole.frame
    enough = cells.loc[cells["n_control"] >= MIN_CONTROLS, "period"]
    return frame[frame["period"] <= enough.max()] if len(enough) else frame


def _no_control_from(whole: AttGt) -> pd.Timestamp | None:
    empty = whole.frame.loc[whole.frame["reason"].eq("no_control"), "period"]
    return month_numbered(empty.min()) if len(empty) else None


def _verdict(simple: Aggregate, beyond: Estimate) -> tuple[str, str]:
    """A fall or rise is said only where it also lies beyond the offices' own trend from before."""
    if simple.reason:
        return "cannot_tell", simple.reason
    if simple.overall.upper < 0:
        return ("fewer_visits", "") if beyond.upper < 0 else ("cannot_tell", "own_trend")
    if simple.overall.lower > 0:
        return ("more_visits", "") if beyond.lower > 0 else ("cannot_tell", "own_trend")
    return "no_effect_seen", ""


def _changes(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as relative changes exp(ATT) - 1; nothing is shown where the state is not ok."""
    shown = rows.assign(change=np.expm1(rows["att"]), lower=np.expm1(rows["lower"]), upper=np.expm1(rows["upper"]))
    shown["change"] = shown["change"].where(shown["state"].eq("ok"))
    return shown[["key", "change", "lower", "upper", "n_treated", "n_control", "state", "reason"]]
