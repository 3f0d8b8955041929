"""Who still needs help: 112 calls by hour and weekday, by weeks since go-live, by office; repeat callers; totals."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.assistance.rate import HELP, PER, assistance_rate, both_cover, of_offices
from analytics.base import CONFIDENCE, PLACE, digital, numbered, t_quantile, wilson
from core.method import HELP_SETTLED_WEEKS, MIN_CLUSTERS, MIN_OFFICES, NEED_WEEKS

NESTED_STAGES = ("valid", "digital_help", "solved")
NEED_WINDOW = pd.Timedelta(weeks=NEED_WEEKS)
HELP_SETTLED = pd.Timedelta(weeks=HELP_SETTLED_WEEKS)
CHANCE = 0.025
FIGURES = ["numerator", "denominator", "rate", "lower", "upper", "city_rate", "needs_help", "state", "reason"]


def totals_funnel(totals: pd.DataFrame) -> pd.DataFrame:
    """Return published 112 totals by period with the remainder that their parts leave unexplained.

    `totals`: period, stage, count; stage `in` is the whole, valid, digital_help and solved lie inside answered, every
    other stage is a part of `in`. Result, after the stages of each period one row more: period, stage (remainder),
    calls (`in` minus its parts, negative where they exceed it), state, reason ('' or no_total).
    """
    stages = totals.rename(columns={"count": "calls"})[["period", "stage", "calls"]].astype({"calls": "float64"})
    whole = stages[stages["stage"] == "in"].groupby("period")["calls"].sum()
    is_part = ~stages["stage"].isin(["in", *NESTED_STAGES])
    parts = stages[is_part].groupby("period")["calls"].sum()
    periods = stages["period"].drop_duplicates()
    left = periods.map(whole) - periods.map(parts).fillna(0.0)
    rest = pd.DataFrame({"period": periods, "stage": "remainder", "calls": left})
    result = pd.concat([stages, rest]).sort_values("period", kind="stable", ignore_index=True)
    is_known = result["calls"].notna()
    states = {"state": is_known.map({True: "ok", False: "not_provided"})}
    return result.assign(**states, reason=is_known.map({True: "", False: "no_total"}))


def help_by_hour(calls: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return digital-help calls by weekday and hour of the days from first to last, both covered by the 112 log.

    A call whose hour is not known is in none. Result, 7 x 24 rows: weekday (1 Monday), hour, calls (0 where none came),
    days (such weekdays there were), calls_per_day (NaN without such a day), state, reason ('' or no_such_day).
    """
    days = pd.date_range(first, last)
    chosen = _help_between(calls, first, last)
    counts = chosen.assign(weekday=chosen["date"].dt.day_of_week + 1).groupby(["weekday", "hour"])["calls"].sum()
    grid = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"])
    result = counts.reindex(grid, fill_value=0).reset_index()
    number = pd.Series(days.day_of_week + 1).value_counts()
    result["days"] = result["weekday"].map(number).fillna(0).astype(int)
    result["calls_per_day"] = result["calls"] / result["days"].where(result["days"] > 0)
    has_day = result["days"] > 0
    result["state"] = has_day.map({True: "ok", False: "not_applicable"})
    return result.assign(reason=has_day.map({True: "", False: "no_such_day"}))


def help_without_hour(calls: pd.DataFrame, first: date, last: date) -> int:
    """Return the digital-help calls of the days from first to last whose hour is not known: they are in no hour."""
    chosen = _help_between(calls, first, last)
    return int(chosen.loc[chosen["hour"].isna(), "calls"].sum())


def _help_between(calls: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    is_within = calls["date"].between(pd.Timestamp(first), pd.Timestamp(last))
    chosen: pd.DataFrame = calls[calls["category"].eq(HELP) & is_within]
    return chosen


def weeks_since_live(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of live offices with weeks_since_live: 0 for the seven days from go-live on.

    Only offices whose go-live was seen: a day that was known not to be live came before. Others are left out.
    """
    ordered = facts.sort_values(["unit_code", "date"])
    live = ordered["is_live"].fillna(False).astype(bool)
    before = ordered["is_live"].groupby(ordered["unit_code"]).shift()
    begin = ordered["date"].where(live & before.eq(False).fillna(False))
    start = begin.groupby(ordered["unit_code"]).ffill()
    since = ordered[live & start.notna()]
    return since.assign(weeks_since_live=((since["date"] - start[since.index]).dt.days // 7).astype(int))


def assistance_by_weeks_live(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the assistance rate by full weeks since go-live: weeks_since_live, offices, then as assistance_rate.

    Of kelurahan alone (of_offices), and of the same ones in each week: those that both logs cover from their first week
    on through so many weeks as 4 of them have lived, at most 12. Where the logs cover none, the weeks say so.
    """
    days = _of_the_same(weeks_since_live(of_offices(facts)))
    offices = days.groupby("weeks_since_live")["unit_code"].nunique()
    result = assistance_rate(days, ["weeks_since_live"]).drop(columns="unplaced_calls")
    result.insert(1, "offices", result["weeks_since_live"].map(offices))
    return result


def _of_the_same(days: pd.DataFrame) -> pd.DataFrame:
    """The days of the offices that have lived through the weeks compared, of these weeks; all where none is covered."""
    covered = days[both_cover(days)].groupby("unit_code")["weeks_since_live"].unique()
    lived = covered.map(lambda weeks: _unbroken(set(weeks))).sort_values(ascending=False)
    span = min(HELP_SETTLED_WEEKS, *lived.iloc[min(MIN_OFFICES, len(lived)) - 1 :].head(1)) if len(lived) else 0
    if span == 0:
        return days
    is_same = days["unit_code"].isin(lived.index[lived >= span])
    return days[is_same & (days["weeks_since_live"] < span)]


def _unbroken(weeks: set[int]) -> int:
    """How many weeks from the first on without a gap."""
    return next(week for week in range(len(weeks) + 1) if week not in weeks)


def still_needs_help(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return for each kelurahan live at least 12 weeks whether it calls for more help than all of them together.

    Window: the 8 weeks up to the as-of, days that both logs cover. The office's rate (calls per 100 digital requests)
    has a t interval over its weeks; needs_help: the interval lies above city_rate, that of all these offices. Of
    offices like the rest, 2.5 in 100 would be named by chance: attrs["expected_by_chance"]. Result, highest lower
    bound first: unit_code, name, kind, kecamatan, numerator, denominator, rate, lower, upper, city_rate, needs_help,
    state, reason ('' or not_covered, no_requests, few_weeks: under 4 weeks with requests, so no interval).
    """
    window = _covered(_settled(of_offices(facts), pd.Timestamp(as_of)))
    rates = assistance_rate(window, PLACE).drop(columns="unplaced_calls")
    whole = assistance_rate(window).iloc[0]
    bounds = _intervals(window)
    found = {name: rates["unit_code"].map(bounds[name]).astype(float) for name in ("lower", "upper")}
    result = rates.assign(**found)
    result["reason"] = result["reason"].mask(result["state"].eq("ok") & result["lower"].isna(), "few_weeks")
    result = result.assign(city_rate=whole["rate"], needs_help=result["lower"] > whole["rate"])
    order = ["lower", "rate", "unit_code"]
    result = result.sort_values(order, ascending=[False, False, True], ignore_index=True)
    result.attrs["expected_by_chance"] = CHANCE * int(result["lower"].notna().sum())
    return result[[*PLACE, *FIGURES]]


def why_none_compared(facts: pd.DataFrame, as_of: date) -> str:
    """Return why still_needs_help has no row: not_settled (no kelurahan live for 12 weeks), not_covered, or area_calls
    (no kelurahan among the facts: calls name no kecamatan office).
    """
    offices = of_offices(facts)
    if offices.empty and len(facts):
        return "area_calls"
    return "not_settled" if _settled(offices, pd.Timestamp(as_of)).empty else "not_covered"


def _covered(window: pd.DataFrame) -> pd.DataFrame:
    """The days that both logs cover, with their digital requests."""
    return window.assign(digital=digital(window))[both_cover(window)]


def _settled(facts: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Days of the window at offices live at least 12 weeks before the as-of and live on it."""
    (unit, units), days = numbered(facts["unit_code"]), facts["date"].to_numpy("datetime64[D]")
    now = np.datetime64(as_of, "D")
    is_past = days <= now
    live = is_past & facts["is_live"].to_numpy(bool, na_value=False)
    first, last = np.full(units, np.datetime64("9999-01-01", "D")), np.full(units, np.datetime64("0001-01-01", "D"))
    np.minimum.at(first, unit[live], days[live])
    np.maximum.at(last, unit[live], days[live])
    newest = days[is_past].max() if is_past.any() else np.datetime64("NaT", "D")
    is_chosen = (first <= now - HELP_SETTLED.to_timedelta64()) & (last == newest)
    window: pd.DataFrame = facts[live & is_chosen[unit] & (days > now - NEED_WINDOW.to_timedelta64())]
    return window


def _intervals(days: pd.DataFrame) -> pd.DataFrame:
    """t interval of calls per 100 requests over each office's weeks: v = T/(T-1) Sum (k_t - r n_t)^2 / N^2.

    Result by unit_code: lower, upper; an office with fewer weeks has no row.
    """
    weeks = days.groupby(["unit_code", "week"])[["help_calls", "digital"]].sum()
    weeks = weeks[weeks["digital"] > 0].reset_index()
    offices = weeks.groupby("unit_code").agg({"help_calls": "sum", "digital": "sum", "week": "size"})
    rate = offices["help_calls"] / offices["digital"]
    off = (weeks["help_calls"] - weeks["unit_code"].map(rate).astype(float) * weeks["digital"]) ** 2
    number = offices["week"].astype(float).where(offices["week"] >= MIN_CLUSTERS)
    error = np.sqrt(number / (number - 1) * off.groupby(weeks["unit_code"]).sum()) / offices["digital"]
    half = t_quantile((1 + CONFIDENCE) / 2, number - 1) * error
    bounds = pd.DataFrame({"lower": PER * (rate - half).clip(lower=0.0), "upper": PER * (rate + half)})
    return bounds[number.notna()]


def repeat_callers(callers: pd.DataFrame) -> pd.DataFrame:
    """Return by month how many 112 callers asked for digital help more than once, as counts without persons.

    `callers`: month, callers (distinct numbers), repeat_callers (with two or more help calls in that month), calls,
    calls_without_number. Result: these and share, lower, upper (Wilson), numbered_share (calls that have a number),
    state, reason ('' or no_numbers).
    """
    result = callers.sort_values("month", ignore_index=True)
    has_numbers = result["callers"] > 0
    result["share"] = result["repeat_callers"] / result["callers"].where(has_numbers)
    bounds = [wilson(k, n) for k, n in zip(result["repeat_callers"], result["callers"], strict=True)]
    result["lower"], result["upper"] = ([pair[side] for pair in bounds] for side in (0, 1))
    numbered = result["calls"] - result["calls_without_number"]
    result["numbered_share"] = numbered / result["calls"].where(result["calls"] > 0)
    result["state"] = has_numbers.map({True: "ok", False: "not_provided"})
    return result.assign(reason=has_numbers.map({True: "", False: "no_numbers"}))
