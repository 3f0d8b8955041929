"""The monthly digest: which offices show a real signal in their weekly share, and how many false alarms to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.base import PLACE, cells_of, own_visits, until
from analytics.signals.control_charts import PPrimeChart, pprime
from analytics.signals.false_alarms import expected_alarms, pooled_autocorrelation
from core.clock import WORKDAYS
from core.method import CHART_START_WEEKS, MAX_BASELINE_WEEKS, MIN_BASELINE_WEEKS, WATCHED_WEEKS

CHART_START = pd.Timedelta(weeks=CHART_START_WEEKS)
MAX_BASELINE = pd.Timedelta(weeks=MAX_BASELINE_WEEKS)
LONG_OUTAGE_DAYS = 5
STEP_KINDS = ("mulai_hari_digital", "pindah_kantor")
WEEK = pd.Timedelta(weeks=1)
FRIDAY = pd.Timedelta(days=4)
BASELINE = ["rebased_on", "baseline_weeks", "points"]
FIGURES = ["week", "numerator", "denominator", "share", "mean", "lower", "upper", "rules"]


@dataclass(frozen=True)
class Digest:
    """What four weeks say of every live office.

    `offices`: unit_code, name, kind, kecamatan, state (charted, ramping: under 12 weeks of baseline),
    rebased_on (first week of the baseline), baseline_weeks, points, week, numerator, denominator, share, mean,
    lower, upper, rules (the latest signal of the watched weeks; without one the latest point and no rules),
    is_lower_bound (visits that were not counted by purpose are all in it).
    `expected_false_alarms`: offices that would be named though nothing happened, simulated at the offices' pooled
    `autocorrelation` of one week to the next; NaN without a charted office.
    """

    as_of: date
    weeks: tuple[date, date]
    offices: pd.DataFrame
    charted: int
    ramping: int
    expected_false_alarms: float
    autocorrelation: float

    @property
    def signals(self) -> pd.DataFrame:
        """The rows of the offices with a signal: the only ones that a digest names."""
        return self.offices[self.offices["rules"].map(len) > 0].reset_index(drop=True)


def known_steps(facts: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the dates at which charts start anew: unit_code ('' for the whole city), date.

    From the table events the start of the digital days and moves of an office; from the facts the day
    after an outage of five or more working days in a row, and the last day on which an office began to count those who
    come to apply, or everybody, where it counted otherwise before.
    """
    marked = events.loc[events["kind"].isin(STEP_KINDS), ["unit_code", "date"]]
    marked = marked.assign(unit_code=marked["unit_code"].fillna(""), date=pd.to_datetime(marked["date"]))
    days = facts.loc[facts["is_working_day"], ["unit_code", "date", "is_outage"]].sort_values(["unit_code", "date"])
    spell = (days["is_outage"] != days.groupby("unit_code")["is_outage"].shift()).cumsum()
    spells = days[days["is_outage"]].groupby(["unit_code", spell[days["is_outage"]]])["date"].agg(["max", "size"])
    long = spells[spells["size"] >= LONG_OUTAGE_DAYS].reset_index()
    after = pd.DataFrame({"unit_code": long["unit_code"], "date": long["max"] + pd.Timedelta(days=1)})
    return pd.concat([marked, after, _recounted(facts)], ignore_index=True).astype({"date": "datetime64[us]"})


def _recounted(facts: pd.DataFrame) -> pd.DataFrame:
    """By office the last day on which its visits, as it is held against itself, began to hold other people than before.

    They do for five reported days or more: on a single day a total may only be lacking.
    """
    days = facts[["unit_code", "date"]].assign(everybody=own_visits(facts)[1])[facts["is_walkin_complete"]]
    days = days.sort_values(["unit_code", "date"])
    is_new = days["everybody"].ne(days["everybody"].shift()) | days["unit_code"].ne(days["unit_code"].shift())
    spells = days.groupby(is_new.cumsum()).agg(
        unit_code=("unit_code", "first"), date=("date", "first"), size=("date", "size"), kind=("everybody", "first")
    )
    long = spells[spells["size"] >= LONG_OUTAGE_DAYS]
    turned = long[long["unit_code"].eq(long["unit_code"].shift()) & long["kind"].ne(long["kind"].shift())]
    return turned.drop_duplicates("unit_code", keep="last")[["unit_code", "date"]]


def weekly_shares(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return numerator and denominator of the digital share per live office and week that ended by the as-of.

    Result: unit_code, week (Monday), numerator, denominator; from complete unit-days, no row without transactions.
    """
    days = cells_of(facts)
    ended = days[days["week"] <= pd.Timestamp(as_of) - FRIDAY]
    weeks = ended.groupby(["unit_code", "week"])[["numerator", "denominator"]].sum().reset_index()
    return weeks[weeks["denominator"] > 0].reset_index(drop=True)


def short_weeks(facts: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the weeks (Mondays) with a holiday while digital days are in force: their days are another mix.

    A week without one of its digital days has a lower share, one without its Monday a higher one, in every office.
    """
    digital = facts.loc[facts["is_digital_day"].to_numpy(bool), "week"]
    weeks = facts.loc[facts["week"].between(digital.min(), digital.max()), ["week", "date", "is_working_day"]]
    worked = weeks[weeks["is_working_day"].to_numpy(bool)].groupby("week")["date"].nunique()
    every = pd.DatetimeIndex(weeks["week"].unique())
    return every[worked.reindex(every, fill_value=0).to_numpy() < len(WORKDAYS)]


def digest(facts: pd.DataFrame, as_of: date, steps: pd.DataFrame) -> Digest:
    """Return the digest of the four weeks up to the as-of; `steps` as from `known_steps`.

    Baseline: the first 12 to 24 weeks from 12 weeks after go-live, or from the last known step if that is later;
    then locked. A week of `short_weeks` is part of it, but completes no signal. Go-live is the first day an office is
    seen live; one that never was has no row.
    """
    past = until(facts, as_of)
    live = past.loc[past["is_live"].to_numpy(bool, na_value=False), [*PLACE, "date"]]
    went_live = live.groupby("unit_code")["date"].min()
    shares = weekly_shares(past, as_of)
    weeks = {str(code): rows for code, rows in shares.groupby("unit_code")}
    last = pd.Timestamp(as_of) - FRIDAY
    last_week = last - pd.Timedelta(days=last.day_of_week)
    known = steps[steps["date"] <= pd.Timestamp(as_of)]
    latest = known.groupby("unit_code")["date"].max().to_dict()
    watched = pd.date_range(last_week - (WATCHED_WEEKS - 1) * WEEK, last_week, freq=WEEK).difference(short_weeks(past))
    charts = [
        _chart(code, _start(day + CHART_START, latest.get(""), latest.get(code)), weeks.get(code, shares[:0]), watched)
        for code, day in zip(went_live.index.astype(str), went_live, strict=True)
    ]
    rows = pd.DataFrame([row for row, _ in charts], columns=["unit_code", "state", *BASELINE, *FIGURES])
    charted = rows[rows["state"] == "charted"]
    lengths = list(zip(charted["baseline_weeks"].astype(int), charted["points"].astype(int), strict=True))
    scores = [chart.scores for _, chart in charts if chart is not None]
    own = pooled_autocorrelation([score[:size] for score, (size, _) in zip(scores, lengths, strict=True)])
    unsplit = past.loc[past["is_complete"] & past["is_unsplit"].astype(bool), "unit_code"]
    rows = rows.assign(is_lower_bound=rows["unit_code"].isin(unsplit))
    offices = live[PLACE].drop_duplicates("unit_code").merge(rows, on="unit_code")
    return Digest(
        as_of,
        ((last_week - (WATCHED_WEEKS - 1) * WEEK).date(), (last_week + FRIDAY).date()),
        offices.sort_values("unit_code", ignore_index=True),
        len(lengths),
        len(charts) - len(lengths),
        expected_alarms(lengths, own, len(watched)),
        own,
    )


def _start(ramped: pd.Timestamp, *steps: pd.Timestamp | None) -> pd.Timestamp:
    """The first Monday from which weeks count: after the ramp, and after the last steps of city and office."""
    first: pd.Timestamp = max([ramped, *(step for step in steps if step is not None)])
    return first + pd.Timedelta(days=-first.day_of_week % 7)


def _chart(
    code: str, start: pd.Timestamp, weeks: pd.DataFrame, watched: pd.DatetimeIndex
) -> tuple[dict[str, object], PPrimeChart | None]:
    """One office's row, and its chart unless it is still ramping; `weeks` in order; `watched`: those for signals."""
    row: dict[str, object] = {"unit_code": code, "state": "ramping", "rebased_on": start, "rules": ()}
    points = weeks[weeks["week"].searchsorted(start) :]
    size = int(points["week"].searchsorted(start + MAX_BASELINE))
    row |= {"baseline_weeks": size, "points": len(points)}
    if size < MIN_BASELINE_WEEKS:
        return row, None
    chart = pprime(points["numerator"], points["denominator"], size)
    hits = [at for at in chart.hits if points["week"].iloc[at] in watched]
    return row | {"state": "charted"} | _figures(points, chart, (hits or [len(points) - 1])[-1], hits), chart


def _figures(points: pd.DataFrame, chart: PPrimeChart, at: int, hits: Sequence[int]) -> dict[str, object]:
    week, numerator, denominator = (points[name].iloc[at] for name in ("week", "numerator", "denominator"))
    return {
        "week": week,
        "numerator": numerator,
        "denominator": denominator,
        "share": numerator / denominator,
        "mean": chart.mean,
        "lower": chart.lower[at],
        "upper": chart.upper[at],
        "rules": chart.rules[at] if hits else (),
    }
