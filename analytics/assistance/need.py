"""Which offices still need help: more 112 calls per request than all of them together, once they are settled."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.assistance.rate import PER, assistance_rate, both_cover, of_offices
from analytics.base import CONFIDENCE, PLACE, digital, numbered, t_quantile
from core.method import HELP_SETTLED_WEEKS, MIN_CLUSTERS, NEED_WEEKS

NEED_WINDOW = pd.Timedelta(weeks=NEED_WEEKS)
HELP_SETTLED = pd.Timedelta(weeks=HELP_SETTLED_WEEKS)
CHANCE = 0.025
FIGURES = [
    "numerator", "denominator", "rate", "least_rate", "lower", "upper", "city_rate", "needs_help", "state", "reason",
]  # fmt: skip


def still_needs_help(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return for each kelurahan live at least 12 weeks whether it calls for more help than all of them together.

    Window: the 8 weeks up to the as-of, days that both logs cover. The office's rate (calls per 100 digital requests)
    has a t interval over its weeks, its lower end that of all unknown origins digital where these are over 5%;
    needs_help: the interval lies above city_rate, that of all these offices. Of offices like the rest, 2.5 in 100 would
    be named by chance: attrs["expected_by_chance"]. Result, highest lower bound first: unit_code, name, kind,
    kecamatan, numerator, denominator, rate, least_rate (as of assistance_rate), lower, upper, city_rate, needs_help,
    state, reason ('' or not_covered, no_requests, few_weeks: under 4 weeks with requests, so no interval).
    """
    window = _covered(_settled(of_offices(facts), pd.Timestamp(as_of)))
    rates = assistance_rate(window, PLACE)
    whole = assistance_rate(window).iloc[0]
    bounds = _intervals(window)
    found = {name: rates["unit_code"].map(bounds[name]).astype(float) for name in ("lower", "upper")}
    result = rates.assign(**found)
    result["lower"] *= (result["least_rate"] / result["rate"]).fillna(1.0)
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
