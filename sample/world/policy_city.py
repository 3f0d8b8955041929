"""A small city for one question: what does the verdict on the digital days say in a world of this kind?

Facts frames of office-days (the columns of analytics.build.unit_days), drawn whole arrays at a time: hundreds of
cities a minute. Sizes, weekdays, seasons and scatter are those of the invented city; what the policy did, what grew
beside it and how the offices counted is chosen in `PolicyWorld`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pandas as pd

from sample.world.counts import DIGITAL_DISPERSION, VISIT_DISPERSION, over_dispersed
from sample.world.days import Days, stretch, within_week
from sample.world.parameters import Bools, Floats, Ints, stream
from sample.world.world import MONTH_LOAD, WEEKDAY_LOAD

START = date(2024, 8, 27)
SETTLED_WEEKS = 8
"""Weeks before the windows that are looked at, in which the first live offices settle."""
SIZE, SIZE_SPREAD, LEAST, MOST = 28.0, 0.45, 8.0, 60.0
"""Visits of an office on a working day: a log-normal middle and spread, cut to what the invented city has."""
DRIFT, TAKEUP_SPREAD, OFFICER, RT, UNKNOWN = 0.03, 0.15, 0.5, 0.15, 0.02
BUSY = 1.15
"""A day counts as busy from so many times its own expectation on."""
YEAR = 365.25


@dataclass(frozen=True)
class PolicyWorld:
    """What happened. Parts are of 1; since the start and at live offices where nothing else is said.

    convert, displace: of a digital day's visits, those that become requests or come on Monday or Friday instead;
    wait: of the requests of Monday and Friday, those that wait for a digital day; everyday: of every weekday's visits,
    those that become requests. takeup: first and last take-up of the pilots, a straight line over both windows;
    takeup_bend: how far the line sags in the middle. retyped: of officers' rows on digital days, those typed as
    citizens'. lift: by how much the take-up is higher since the start, in units of a share. weekly: how far (standard
    deviation, log-odds) each week moves the take-up of all offices together. strikes: of all office-weeks, those
    reported as 0. busy_missing: of busy days, those not reported.
    season: how much stronger (1 twice) live offices feel the seasons. ends_after: weeks from the start until what the
    policy does is over, though it is still declared. weekdays: the digital-first weekdays, 1 Monday. unsplit: the first
    so many offices count every visitor, of whom the part `apply` (before and since the start) comes to apply.
    """

    convert: float = 0.0
    displace: float = 0.0
    wait: float = 0.0
    everyday: float = 0.0
    takeup: tuple[float, float] = (0.3, 0.3)
    takeup_bend: float = 0.0
    retyped: float = 0.0
    lift: float = 0.0
    weekly: float = 0.0
    strikes: float = 0.0
    busy_missing: float = 0.0
    season: float = 0.0
    ends_after: float = np.inf
    missing: float = 0.075
    weekdays: tuple[int, ...] = (2, 3, 4)
    live: int = 10
    not_live: int = 49
    weeks: tuple[int, int] = (26, 26)
    unsplit: int = 0
    apply: tuple[float, float] = (0.7, 0.7)


def policy_facts(world: PolicyWorld, seed: int) -> pd.DataFrame:
    """Return the facts frame of one city: `weeks` before and since the start, and the weeks of settling before them."""
    days = _days(*world.weeks)
    rng = stream(seed, "policy city")
    is_live = np.arange(world.live + world.not_live) < world.live
    since = days.dates >= np.datetime64(START)
    digital_day = since & np.isin(days.weekday, world.weekdays)
    visits, digital = _expected(world, days, is_live, digital_day, rng)
    seen = over_dispersed(rng, visits, VISIT_DISPERSION)
    sent = over_dispersed(rng, digital, DIGITAL_DISPERSION)
    unknown = rng.binomial(sent, UNKNOWN)
    rt = rng.binomial(sent - unknown, RT)
    officer = rng.binomial(seen, OFFICER * is_live[:, None])
    retyped = rng.binomial(officer, world.retyped * digital_day)
    reported = _reported(world, days, visits, seen, is_live, rng)
    rows = {
        "warga": sent - unknown - rt + retyped,
        "rt": rt,
        "petugas": officer - retyped,
        "tidak_diketahui": unknown,
    }
    counts = {name: array.astype(np.float64) for name, array in rows.items()}
    facts = _frame(days, is_live, digital_day, counts | {"visits": reported})
    return _with_every_visitor(facts, world, seed) if world.unsplit else facts


def _with_every_visitor(facts: pd.DataFrame, world: PolicyWorld, seed: int) -> pd.DataFrame:
    """With all who come, for whatever purpose, at the offices that do not split."""
    part = np.where(facts["date"] >= pd.Timestamp(START), world.apply[1], world.apply[0])
    others = stream(seed, "every visitor").poisson(facts["visits"].fillna(0.0) * (1 / part - 1))
    is_unsplit = facts["unit_code"].isin(facts["unit_code"].unique()[: world.unsplit])
    return facts.assign(
        is_unsplit=is_unsplit,
        visits=facts["visits"] + np.where(is_unsplit, others, 0),
        apply_part=np.where(is_unsplit, part, 1.0),
    )


def _days(before: int, since: int) -> Days:
    first = START - timedelta(weeks=before + SETTLED_WEEKS)
    return stretch(first, START + timedelta(weeks=since, days=-1))


def _expected(
    world: PolicyWorld, days: Days, is_live: Bools, digital_day: Bools, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Expected visits and digital requests, offices x days."""
    offices, live = len(is_live), is_live[:, None]
    size = np.clip(rng.lognormal(np.log(SIZE), SIZE_SPREAD, offices), LEAST, MOST)
    week = (days.dates - np.datetime64(START)) / np.timedelta64(7, "D")
    drift = np.exp(rng.normal(0, DRIFT, offices)[:, None] * week * 7 / YEAR)
    month = MONTH_LOAD[days.month.astype(int) % 12 + 1]
    season = np.where(live, month ** (1 + world.season), month)
    demand = size[:, None] * season * WEEKDAY_LOAD[days.weekday] * days.is_working * drift
    takeup = np.clip(_takeup(world, week) * np.exp(rng.normal(0, TAKEUP_SPREAD, offices))[:, None], 0, 0.95)
    takeup = _moved_by_weeks(world, days, takeup + world.lift * (week >= 0), rng) * live
    visits, digital = demand * (1 - takeup), demand * takeup
    acts = (week >= 0) & (week < world.ends_after)
    strength = np.where(digital_day, world.convert, 0.0) + world.everyday
    won = visits * strength * acts * live
    moved = visits * (world.displace * digital_day * acts) * live
    waits = digital * (world.wait * acts * ~digital_day) * live
    others = days.is_working & acts & ~digital_day
    visits = visits - won - moved + within_week(moved, days, others, demand)
    digital = digital + won - waits + within_week(waits, days, digital_day & days.is_working, demand)
    return visits, digital


def _takeup(world: PolicyWorld, week: Floats) -> Floats:
    """The pilots' take-up by day: a line over both windows, sagging in the middle; flat before them."""
    before, since = world.weeks
    part = np.clip((week + before) / (before + since), 0, 1)
    first, last = world.takeup
    return first + (last - first) * part - world.takeup_bend * 4 * part * (1 - part)


def _moved_by_weeks(world: PolicyWorld, days: Days, takeup: Floats, rng: np.random.Generator) -> Floats:
    """The take-up with what each calendar week does to all offices alike."""
    if not world.weekly:
        return takeup
    names, week = np.unique(days.week, return_inverse=True)
    odds = takeup / (1 - takeup) * np.exp(rng.normal(0, world.weekly, len(names)))[week]
    moved: Floats = odds / (1 + odds)
    return moved


def _reported(
    world: PolicyWorld, days: Days, visits: Floats, seen: Ints, is_live: Bools, rng: np.random.Generator
) -> Floats:
    """Visits as the office reported them; NaN: not reported."""
    since = days.dates >= np.datetime64(START)
    _, week = np.unique(days.week, return_inverse=True)
    struck = (rng.random((len(is_live), week.max() + 1)) < world.strikes)[:, week]
    busy = (seen > BUSY * visits) & since & is_live[:, None]
    missing = rng.random(seen.shape) < np.where(busy, np.maximum(world.busy_missing, world.missing), world.missing)
    return np.where(missing | ~days.is_working, np.nan, np.where(struck, 0.0, seen))


def _frame(days: Days, is_live: Bools, digital_day: Bools, counts: dict[str, Floats]) -> pd.DataFrame:
    offices = len(is_live)
    rows: dict[str, object] = dict(_texts(offices, len(days)))
    by_day = {"date": days.dates, "month": days.month, "week": days.week}
    rows |= {name: np.tile(values.astype("datetime64[us]"), offices) for name, values in by_day.items()}
    plain = {"weekday": days.weekday, "is_working_day": days.is_working, "is_digital_day": digital_day}
    rows |= {name: np.tile(values, offices) for name, values in plain.items()}
    rows |= {name: array.ravel() for name, array in counts.items()}
    expected = np.broadcast_to(days.is_working, (offices, len(days)))
    walked = expected & ~np.isnan(counts["visits"])
    live = np.broadcast_to(is_live[:, None], walked.shape)
    flags = {
        "is_live": live,
        "is_expected": expected,
        "is_walkin_complete": walked,
        "is_complete": walked & live,
        "is_outage": np.zeros_like(walked),
    }
    rows |= {name: array.ravel() for name, array in flags.items()}
    rows |= {"help_calls": 0.0, "all_visits": np.nan, "is_unsplit": False}
    return pd.DataFrame(rows | {"apply_part": 1.0, "apply_error": 0.0, "apply_spread": 0.0})


@lru_cache(maxsize=8)
def _texts(offices: int, days: int) -> pd.DataFrame:
    """Codes and names of every row: of cities of one size always the same."""
    codes = np.repeat(np.array([f"K{number:02d}" for number in range(1, offices + 1)], object), days)
    return pd.DataFrame(
        {"unit_code": codes, "name": codes, "kind": "kelurahan", "kecamatan_code": "K", "kecamatan": "K"}
    )
