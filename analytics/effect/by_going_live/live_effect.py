"""What going live did to counter visits: from the facts to one number with its interval and its limits."""

from dataclasses import dataclass
from datetime import date
from math import expm1

import numpy as np
import pandas as pd

from analytics.base import Estimate
from analytics.effect.by_going_live.aggregation import Aggregate, aggregate
from analytics.effect.by_going_live.live_panel import going_live_panel, month_numbered
from analytics.effect.by_going_live.pretrend import BeyondTrend, PreTrend, beyond_trend, pre_trend
from analytics.effect.by_going_live.staggered import AttGt, att_gt
from core.method import MIN_CONTROLS

ANTICIPATION = 1


@dataclass(frozen=True)
class GoingLive:
    """The answer with everything it rests on.

    `verdict`: fewer_visits, more_visits, no_effect_seen or cannot_tell: reason few_treated, few_control, no_cells,
    small_cohort, one_control; few_months_before (too few to know the offices' own trend); own_trend (they differ from
    the offices not live, but not beyond that trend). `change`: visits made since going live / those that the offices'
    own trend would have brought - 1, with its interval, the trend's uncertainty included; `own_trend`: that trend, a
    relative change a month. `by_months_live` and `by_cohort`: key, change, lower, upper, n_treated, n_control, state,
    reason, of the same kind; the key is months since the first full month live (before it the distance from the
    trend), or the cohort's month. `simple`, `cells`, `pre_trend`: the plain comparison, trend included. `left_out`:
    unit, name, reason; `alone`: cohorts of one office. `last_month`: last month used (8 offices not yet live);
    `no_control_from`: first month of the data without any control, None if there always is one.
    `with_digital_days_from`: from then on the figure is going live together with the digital days.
    """

    verdict: str
    reason: str
    change: Estimate
    own_trend: Estimate
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

    Staggered difference in differences with an anticipation of one month (offices go live within a month: the last
    month before is the last full one), over the months in which 8 kelurahan not yet live are left, beyond the trend
    that the offices had before (`beyond_trend`). Under 8 treated or 8 control offices the verdict is cannot_tell.
    """
    found = going_live_panel(facts, as_of)
    whole = att_gt(found.frame, "not_yet", ANTICIPATION)
    kept = _with_controls(found.frame, whole)
    cells = whole if len(kept) == len(found.frame) else att_gt(kept, "not_yet", ANTICIPATION)
    simple = aggregate(cells, "simple")
    beyond = beyond_trend(kept, cells)
    verdict, reason = _verdict(simple, beyond)
    days = facts.loc[facts["is_digital_day"], "date"]
    periods = cells.frame["period"]
    return GoingLive(
        verdict,
        reason,
        _relative(beyond.log_change),
        _relative(beyond.monthly),
        simple.n_treated,
        simple.n_control,
        simple,
        _changes(beyond.by_months),
        _changes(beyond.by_cohort).assign(key=lambda f: f["key"].map(month_numbered)),
        cells,
        pre_trend(cells),
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


def _verdict(simple: Aggregate, beyond: BeyondTrend) -> tuple[str, str]:
    """A fall or rise is said only beyond the offices' own trend; what is no more than that trend is no effect."""
    if simple.reason:
        return "cannot_tell", simple.reason
    if not beyond.is_known:
        return "cannot_tell", "few_months_before"
    verdicts = {"down": "fewer_visits", "up": "more_visits"}
    if beyond.log_change.direction in verdicts:
        return verdicts[beyond.log_change.direction], ""
    return ("cannot_tell", "own_trend") if simple.overall.direction in verdicts else ("no_effect_seen", "")


def _relative(log: Estimate) -> Estimate:
    return Estimate(*(expm1(value) for value in (log.value, log.lower, log.upper)))


def _changes(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as relative changes exp(ATT) - 1; nothing is shown where the state is not ok."""
    shown = rows.assign(change=np.expm1(rows["att"]), lower=np.expm1(rows["lower"]), upper=np.expm1(rows["upper"]))
    shown["change"] = shown["change"].where(shown["state"].eq("ok"))
    return shown[["key", "change", "lower", "upper", "n_treated", "n_control", "state", "reason"]]
