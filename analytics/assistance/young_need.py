"""Who needs more help than others did at the same age: offices too young to be held against those long live."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.assistance.need import FIGURES, HELP_SETTLED, NEED_WINDOW, still_needs_help
from analytics.assistance.rate import PER, both_cover, of_offices
from analytics.assistance.weeks_live import weeks_since_live
from analytics.base import CONFIDENCE, PLACE, UNKNOWN, are_many_unknown, digital, requests, t_quantile, until
from core.method import MIN_CLUSTERS, MIN_OFFICES

AGE = "weeks_since_live"


def help_by_age(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return which offices need more help than others: those long live among themselves, the young at equal age.

    Result as of still_needs_help, then young_needs_help for offices that are not in it.
    """
    settled, young = still_needs_help(facts, as_of), young_needs_help(facts, as_of)
    young = young[~young["unit_code"].isin(settled["unit_code"])]
    return pd.concat([settled, young], ignore_index=True) if len(young) else settled


def young_needs_help(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return for each kelurahan live under 12 weeks whether it calls for more help than others did at its age.

    Looked at are its weeks since going live, of the last 8, that both logs cover and that at least 4 other kelurahan
    have lived through. `city_rate`: what its requests would have had with the others' calls per request in the same
    weeks of their lives. needs_help: the interval of the rate (t, over its weeks; as still_needs_help) lies above it.
    Result as of still_needs_help, the highest lower bound first; only offices whose going live was seen.
    """
    days = weeks_since_live(of_offices(until(facts, as_of)))
    days = days.assign(digital=digital(days), every=requests(days))[both_cover(days)]
    weeks = days.groupby(["unit_code", AGE], as_index=False).agg(
        calls=("help_calls", "sum"),
        sent=("digital", "sum"),
        unknown=(UNKNOWN, "sum"),
        every=("every", "sum"),
        last=("date", "max"),
    )
    compared = weeks.join(_of_others(weeks))
    is_young = compared["unit_code"].isin(_young(facts, days, as_of))
    is_recent = compared["last"] > pd.Timestamp(as_of) - NEED_WINDOW
    compared = compared[is_young & is_recent & (compared["others"] >= MIN_OFFICES) & (compared["sent"] > 0)]
    found = pd.DataFrame([_figures(code, own) for code, own in compared.groupby("unit_code")])
    places = facts[PLACE].drop_duplicates("unit_code")
    if found.empty:
        return places.iloc[:0].reindex(columns=[*PLACE, *FIGURES])
    result = places.merge(found, on="unit_code").sort_values(
        ["lower", "rate", "unit_code"], ascending=[False, False, True], ignore_index=True
    )
    return result[[*PLACE, *FIGURES]]


def _young(facts: pd.DataFrame, days: pd.DataFrame, as_of: date) -> pd.Index:
    """Codes of the offices that are live on the newest day and began under 12 weeks before the as-of."""
    past = until(facts, as_of)
    now = past[past["date"].eq(past["date"].max()) & past["is_live"].fillna(False).astype(bool)]
    oldest = days.groupby("unit_code")[AGE].max()
    is_young: pd.Series = oldest * pd.Timedelta(weeks=1) < HELP_SETTLED
    return oldest.index[is_young & oldest.index.isin(now["unit_code"])]


def _of_others(weeks: pd.DataFrame) -> pd.DataFrame:
    """By row: how many other offices lived through the same week of their lives, and their calls per request."""
    by_age = weeks.groupby(AGE)
    sent = by_age["sent"].transform("sum") - weeks["sent"]
    calls = by_age["calls"].transform("sum") - weeks["calls"]
    return pd.DataFrame({"others": by_age["sent"].transform("size") - 1, "usual": calls / sent.where(sent > 0)})


def _figures(code: object, own: pd.DataFrame) -> dict[str, object]:
    """One office: its calls beside what is usual, q = K / U, have v = T/(T-1) Sum (k_t - q u_t)^2 over its weeks."""
    usual = own["sent"] * own["usual"]
    calls, sent = float(own["calls"].sum()), float(own["sent"].sum())
    number = len(own)
    ratio = calls / usual.sum() if usual.sum() > 0 else np.nan
    half = np.nan
    if number >= MIN_CLUSTERS:
        error = np.sqrt(number / (number - 1) * ((own["calls"] - ratio * usual) ** 2).sum()) / sent
        half = float(t_quantile((1 + CONFIDENCE) / 2, number - 1)) * PER * error
    rate, expected = PER * calls / sent, PER * float(usual.sum()) / sent
    unsure = _unsure(own)
    least = rate * sent / (sent + unsure) if unsure else np.nan
    lower = max(rate - half, 0.0) * sent / (sent + unsure)
    return {
        "unit_code": code, "numerator": calls, "denominator": sent, "rate": rate, "least_rate": least,
        "lower": lower,
        "upper": rate + half, "city_rate": expected, "needs_help": bool(lower > expected), "state": "ok",
        "reason": "" if number >= MIN_CLUSTERS else "few_weeks",
    }  # fmt: skip


def _unsure(own: pd.DataFrame) -> float:
    """Requests of unknown origin, which may be digital as well; 0 where they are few."""
    unknown, every = float(own["unknown"].sum()), float(own["every"].sum())
    return unknown if are_many_unknown(unknown, every) else 0.0
