"""Which offices still need help: more 112 calls per request than all of them together, once they are settled."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.assistance.rate import AREA_KIND, PER, both_cover, of_offices
from analytics.base import (
    CONFIDENCE,
    PLACE,
    UNKNOWN,
    Floats,
    added,
    are_many_unknown,
    coded,
    digital,
    numbered,
    requests,
    t_quantile,
    until,
)
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
    window = _settled(facts, pd.Timestamp(as_of))
    window = window[both_cover(window)]
    (unit, offices), (week, weeks) = coded(window, ["unit_code"]), numbered(window["week"])
    cell, size = unit * weeks + week, len(offices) * weeks
    columns = (window["help_calls"], digital(window), window[UNKNOWN], requests(window))
    calls, sent, unknown, every = (
        added(cell, each.to_numpy(float), size).reshape(len(offices), weeks) for each in columns
    )
    lower, upper = _intervals(calls, sent)
    k, n, many, all_sent = (each.sum(axis=1) for each in (calls, sent, unknown, every))
    has_requests = n > 0
    rate = np.divide(PER * k, n, out=np.full(len(n), np.nan), where=has_requests)
    is_unsure = are_many_unknown(many, all_sent)
    least = np.divide(PER * k, n + many, out=np.full(len(n), np.nan), where=is_unsure)
    # Were the unknown ones digital too, the whole interval would begin lower.
    lower = np.where(is_unsure & (k > 0), lower * n / np.maximum(n + many, 1e-300), lower)
    whole = PER * k.sum() / n.sum() if n.sum() > 0 else np.nan
    result = (
        window[PLACE]
        .iloc[np.unique(unit, return_index=True)[1]]
        .assign(
            numerator=k,
            denominator=n,
            rate=rate,
            least_rate=least,
            lower=lower,
            upper=upper,
            city_rate=whole,
            needs_help=lower > whole,
            state=np.where(has_requests, "ok", "not_applicable").astype(object),
            reason=np.select([~has_requests, np.isnan(lower)], ["no_requests", "few_weeks"], "").astype(object),
        )
    )
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


def _settled(facts: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Days of the window at offices live at least 12 weeks before the as-of and live on it."""
    past = until(facts, as_of)
    (unit, units), days = numbered(past["unit_code"]), past["date"].to_numpy("datetime64[D]")
    now, is_office = np.datetime64(as_of, "D"), past["kind"].ne(AREA_KIND).to_numpy(bool)
    live = is_office & past["is_live"].to_numpy(bool, na_value=False)
    first, lives_now = np.full(units, np.datetime64("9999-01-01", "D")), np.zeros(units, bool)
    np.minimum.at(first, unit[live], days[live])
    newest = days[is_office].max() if is_office.any() else np.datetime64("NaT", "D")
    lives_now[unit[live & (days == newest)]] = True
    is_chosen = lives_now & (first <= now - HELP_SETTLED.to_timedelta64())
    window: pd.DataFrame = past[live & is_chosen[unit] & (days > now - NEED_WINDOW.to_timedelta64())]
    return window


def _intervals(calls: Floats, sent: Floats) -> tuple[Floats, Floats]:
    """t interval of calls per 100 requests over each office's weeks: v = T/(T-1) Sum (k_t - r n_t)^2 / N^2.

    Arrays offices x weeks; lower and upper by office, NaN for one with fewer weeks than MIN_CLUSTERS with requests.
    """
    is_sent = sent > 0
    number = is_sent.sum(axis=1).astype(float)
    is_told = number >= MIN_CLUSTERS
    calls, sent, number = np.where(is_sent, calls, 0.0)[is_told], sent[is_told], number[is_told]
    every = sent.sum(axis=1)
    rate = calls.sum(axis=1) / every
    off = ((calls - rate[:, None] * sent) ** 2).sum(axis=1)
    half = t_quantile((1 + CONFIDENCE) / 2, number - 1) * np.sqrt(number / (number - 1) * off) / every
    lower, upper = np.full(len(is_told), np.nan), np.full(len(is_told), np.nan)
    lower[is_told], upper[is_told] = PER * np.maximum(rate - half, 0.0), PER * (rate + half)
    return lower, upper
