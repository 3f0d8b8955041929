"""The panel behind the effect of going live: ln visits of every kelurahan and month, with its cohort."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import ORIGINS, Floats, Panel, panel, weekday_sums
from analytics.effect.by_going_live.staggered_design import NEVER_LIVE

MONTHS = 12
NEEDED = ["unit_code", "name", "kind", "date", *ORIGINS, "visits", "is_unsplit", "all_visits"]
FLAGS = ["is_live", "is_expected", "is_walkin_complete", "is_complete"]
LEFT_OUT = ["unit", "name", "reason"]


@dataclass(frozen=True)
class LivePanel:
    """`frame`: unit, period (month number), cohort, outcome (ln visits per standard week).

    `left_out`: unit, name, reason (live_unknown, live_interrupted, counted_otherwise, month_incomplete, no_visits).
    """

    frame: pd.DataFrame
    left_out: pd.DataFrame


def month_number(month: pd.Timestamp) -> int:
    """Return months since the year 0: whole numbers one apart, as att_gt needs them."""
    return int(MONTHS * month.year + month.month - 1)


def month_numbered(number: float) -> pd.Timestamp:
    """Return the first day of the month with that number."""
    return pd.Timestamp(int(number) // MONTHS, int(number) % MONTHS + 1, 1)


def going_live_panel(facts: pd.DataFrame, as_of: date | None = None) -> LivePanel:
    """Return ln V of every kelurahan and whole calendar month, V visits per standard week.

    Cohort: first full month live (live from its first day on), 0 if not live by the as-of (without it:
    the last day on which counts were due). A month without a walk-in-complete day for every weekday, or
    with V = 0, leaves the unit out, as does an unknown start or a service that stopped again.
    """
    # Columns before rows: the others would be copied for nothing.
    own = facts[[*NEEDED, *FLAGS]][facts["kind"].eq("kelurahan").to_numpy(bool)]
    last = pd.Timestamp(as_of) if as_of else facts.loc[facts["is_expected"], "date"].max()
    if own.empty or pd.isna(last):
        return LivePanel(pd.DataFrame(columns=["unit", "period", "cohort", "outcome"]), pd.DataFrame(columns=LEFT_OUT))
    days = panel(own)
    part = days.counted_by_part(days.dates[0], last)
    days = days.only(1.0 - part) if part.any() else days
    months = _whole_months(days.dates, last)
    with np.errstate(divide="ignore", invalid="ignore"):
        outcome = np.log(_standard_weeks(days, months))
    live = days.live[:, days.dates <= last]
    unknown, stopped = np.isnan(live).any(axis=1), (np.diff(live, axis=1) < 0).any(axis=1)
    missing, zero = np.isnan(outcome).any(axis=1), np.isinf(outcome).any(axis=1)
    reasons = ["live_unknown", "live_interrupted", "counted_otherwise", "month_incomplete", "no_visits"]
    reason = np.select([unknown, stopped, missing & part.any(axis=1), missing, zero], reasons, default="")
    cohort = np.array([_cohort(row, days.dates) for row in live])
    numbers = [month_number(month) for month in months]
    unit = days.offices["unit_code"].to_numpy()
    frame = pd.DataFrame(
        {
            "unit": np.repeat(unit, len(months)),
            "period": np.tile(numbers, len(unit)),
            "cohort": np.repeat(cohort, len(months)),
            "outcome": outcome.ravel(),
        }
    ).astype({"period": "int64"})
    left = days.offices.rename(columns={"unit_code": "unit"}).assign(reason=reason)[LEFT_OUT]
    is_used = np.repeat(reason == "", len(months))
    return LivePanel(frame[is_used].reset_index(drop=True), left[reason != ""].reset_index(drop=True))


def _whole_months(dates: pd.DatetimeIndex, last: pd.Timestamp) -> list[pd.Timestamp]:
    """Months of which every weekday lies between the first day and the last."""
    months = pd.date_range(dates[0].replace(day=1), last, freq="MS")
    begin, end = (days.to_numpy().astype("datetime64[D]") for days in (months, months + pd.offsets.MonthBegin()))
    first, after = np.datetime64(dates[0].date()), np.datetime64(last.date()) + 1
    lacking = np.busday_count(begin, np.maximum(begin, first)) + np.busday_count(np.minimum(end, after), end)
    return list(months[lacking == 0])


def _standard_weeks(days: Panel, months: list[pd.Timestamp]) -> Floats:
    """Visits per standard week, offices x months; NaN where a weekday has no complete day."""
    spans = [(month, month + pd.offsets.MonthEnd(0)) for month in months]
    total, number = weekday_sums(days, (days.visits, days.walkin_complete), spans)
    weeks: Floats = (total / number).sum(axis=2)
    return weeks


def _cohort(live: Floats, dates: pd.DatetimeIndex) -> int:
    """Number of the first full month live; never: 0. Live on the first day of the data: its month."""
    if not (live == 1).any():
        return NEVER_LIVE
    first = dates[int(np.argmax(live == 1))]
    full = first if first.day == 1 or first == dates[0] else first + pd.offsets.MonthBegin(1)
    return month_number(full)
