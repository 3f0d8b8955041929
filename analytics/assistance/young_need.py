"""Who needs more help than others did at the same age: offices too young to be held against those long live."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.assistance.need import FIGURES, HELP_SETTLED, NEED_WINDOW, still_needs_help
from analytics.assistance.rate import PER, both_cover, of_offices
from analytics.assistance.weeks_live import weeks_since_live
from analytics.base import (
    CONFIDENCE,
    ORIGINS,
    PLACE,
    UNKNOWN,
    Bools,
    Codes,
    Floats,
    added,
    are_many_unknown,
    digital,
    requests,
    since,
    t_quantile,
    until,
)
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
    past = until(facts, as_of)
    days = weeks_since_live(of_offices(past[["unit_code", "kind", "date", "is_live", "help_calls", *ORIGINS]]))
    lives = _lives(days[both_cover(days)])
    now = since(past, past["date"].max()) if len(past) else past
    is_young = lives.ages.max(axis=1, initial=-1) * pd.Timedelta(weeks=1).to_timedelta64() < HELP_SETTLED
    is_young &= lives.codes.isin(now.loc[now["is_live"].fillna(False).astype(bool), "unit_code"])
    others, usual = lives.of_others()
    is_recent = lives.last > np.datetime64(as_of) - NEED_WINDOW.to_timedelta64()
    chosen = is_young[:, None] & is_recent & (others >= MIN_OFFICES) & (lives.sent > 0)
    found = _figures(lives, chosen, usual)
    result = (
        now[PLACE]
        .merge(found, on="unit_code")
        .sort_values(["lower", "rate", "unit_code"], ascending=[False, False, True], ignore_index=True)
    )
    return result[[*PLACE, *FIGURES]]


@dataclass(frozen=True)
class _Lives:
    """Sums of offices (`codes`) by full weeks since they went live, arrays offices x weeks; `last`: the last day."""

    codes: pd.Index
    calls: Floats
    sent: Floats
    unknown: Floats
    every: Floats
    last: NDArray[np.datetime64]

    @property
    def ages(self) -> Codes:
        """The weeks that an office has lived through; -1 elsewhere."""
        ages: Codes = np.where(np.isnat(self.last), -1, np.arange(self.last.shape[1]))
        return ages

    def of_others(self) -> tuple[Codes, Floats]:
        """How many other offices lived through the same week of their lives, and their calls per request."""
        sent, calls = (each.sum(axis=0) - each for each in (self.sent, self.calls))
        usual = np.divide(calls, sent, out=np.full(sent.shape, np.nan), where=sent > 0)
        return (~np.isnat(self.last)).sum(axis=0) - 1, usual


def _lives(days: pd.DataFrame) -> _Lives:
    unit, codes = pd.factorize(days["unit_code"], sort=True)
    age = days[AGE].to_numpy(np.int64)
    shape = (len(codes), int(age.max(initial=-1)) + 1)
    cell, size = unit * shape[1] + age, shape[0] * shape[1]
    values = (days["help_calls"], digital(days), days[UNKNOWN], requests(days))
    calls, sent, unknown, every = (added(cell, each.to_numpy(float), size).reshape(shape) for each in values)
    last = np.full(size, np.datetime64("NaT", "D"))
    np.fmax.at(last, cell, days["date"].to_numpy("datetime64[D]"))
    return _Lives(pd.Index(codes), calls, sent, unknown, every, last.reshape(shape))


def _figures(lives: _Lives, chosen: Bools, usual: Floats) -> pd.DataFrame:
    """Each office's calls beside what is usual, q = K / U, have v = T/(T-1) Sum (k_t - q u_t)^2 over its weeks."""
    own = np.flatnonzero(chosen.any(axis=1))
    chosen = chosen[own]
    calls, sent, unknown, every = (
        np.where(chosen, each[own], 0.0) for each in (lives.calls, lives.sent, lives.unknown, lives.every)
    )
    of_others = sent * usual[own]
    k, n, many, all_sent = (each.sum(axis=1) for each in (calls, sent, unknown, every))
    u, number = np.nansum(of_others, axis=1), chosen.sum(axis=1).astype(float)
    ratio = np.divide(k, u, out=np.full(len(u), np.nan), where=u > 0)
    is_told = number >= MIN_CLUSTERS
    freedom = np.where(is_told, number - 1, np.nan)
    squares = np.nansum((calls - ratio[:, None] * of_others) ** 2, axis=1)
    half = t_quantile((1 + CONFIDENCE) / 2, freedom) * PER * np.sqrt(number / freedom * squares) / n
    # Requests of unknown origin may be digital as well, where they are many.
    unsure = np.where(are_many_unknown(many, all_sent), many, 0.0)
    rate, city_rate, of_sure = PER * k / n, PER * u / n, n / (n + unsure)
    lower = np.maximum(rate - half, 0.0) * of_sure
    return pd.DataFrame(
        {
            "unit_code": lives.codes[own],
            "numerator": k,
            "denominator": n,
            "rate": rate,
            "least_rate": np.where(unsure > 0, rate * of_sure, np.nan),
            "lower": lower,
            "upper": rate + half,
            "city_rate": city_rate,
            "needs_help": lower > city_rate,
            "state": "ok",
            "reason": np.where(is_told, "", "few_weeks").astype(object),
        }
    )
