"""One drawn city asked by the product's own functions, and whether their intervals hold what was put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import Estimate, assistance, until
from analytics.effect import AttGt, DigitalDays, aggregate, att_gt, digital_days, going_live_panel, month_numbered
from analytics.uptake import digital_share
from sample.truth.estimands import effect_records, share_record, truth_periods
from sample.truth.month_estimands import live_effects
from sample.world.draw import Draw, draw
from sample.world.parameters import Effect
from sample.world.world import DRAWN_ORIGINS
from sample.worlds import city_effects

START = date(2024, 8, 27)
ANTICIPATION = 1
SETTINGS: dict[str, Mapping[str, Effect]] = {
    "default": {},
    **{name.replace("_", " "): city_effects(name) for name in ("no_effect", "all_displaced", "equal_offices")},
}
ESTIMATES = ("gap", "visits", "displacement", "going_live", "share")
SHARE_MONTH = "2024-10"
HELP_MONTHS = date(2024, 9, 1), date(2024, 9, 30), date(2024, 10, 31)
HELP_SEEDS = 100
OF_HELP = ("unit_code", "date", "week", "weekday", "is_working_day", "is_live", "help_calls", *DRAWN_ORIGINS)
"""Columns that a change of the need for help is told by."""


@dataclass(frozen=True)
class Trial:
    """The answers on one draw: the verdict, and per estimate (truth, value with interval)."""

    setting: str
    verdict: str
    truth: dict[str, float]
    seen: dict[str, Estimate]
    help: str = ""
    """What the need for help is said to do from September to October, at equal age: nothing changes, but 11 offices
    are new; '' where nobody asks."""


def trial(setting: str, seed: int) -> Trial:
    """Return what the product says of one draw, beside the truth for the very offices that it used."""
    drawn = draw(seed, **SETTINGS[setting])
    days = digital_days(drawn.frame, START)
    cells = att_gt(going_live_panel(drawn.frame).frame, "not_yet", ANTICIPATION)
    simple = aggregate(cells, "simple")
    seen = {"gap": days.gap, "visits": days.log_visits, "displacement": days.displacement, "going_live": simple.overall}
    truth = _days_truth(drawn, days) | {"going_live": _live_truth(drawn, cells), "share": _share_truth(drawn)}
    told = _help(drawn) if setting == "default" and seed < HELP_SEEDS else ""
    return Trial(setting, days.verdict, truth, seen | {"share": _share(drawn)}, told)


def _help(drawn: Draw) -> str:
    """Up, down or same, or why nothing is said."""
    past = until(drawn.frame[list(OF_HELP)], HELP_MONTHS[2])
    found = assistance.help_change(past, HELP_MONTHS[:2], HELP_MONTHS[1] + timedelta(days=1))
    return found.change.direction if found.state == "ok" else found.reason


def _share(drawn: Draw) -> Estimate:
    """The city's share of a month, of which some offices do not count their visits by purpose."""
    frame = drawn.frame
    row = digital_share(frame[frame["month"] == pd.Timestamp(SHARE_MONTH)]).iloc[0]
    return Estimate(row["share"], row["lower"], row["upper"])


def _share_truth(drawn: Draw) -> float:
    """Over the visits to apply that were expected, all of them reported."""
    month = drawn.days.month == np.datetime64(SHARE_MONTH)
    return float(share_record(drawn.worlds["as_happened"], drawn.is_expected & drawn.offices.live & month)["share"])


def _days_truth(drawn: Draw, days: DigitalDays) -> dict[str, float]:
    found = truth_periods(drawn)
    assert found is not None
    live, never = (np.isin(drawn.codes, _codes(days.offices, role)) for role in ("live", "not_live"))
    record = effect_records(drawn, drawn.worlds["as_happened"], replace(found, live_long=live, never=never))
    names = {"gap": "weekday_gap", "visits": "whole_week_visits", "displacement": "displacement"}
    return {name: np.nan if record[key] is None else record[key] for name, key in names.items()}


def _codes(offices: pd.DataFrame, role: str) -> list[str]:
    return offices.loc[offices["role"] == role, "unit_code"].to_list()


def _live_truth(drawn: Draw, cells: AttGt) -> float:
    """The effects of the offices used, averaged as `aggregate(by="simple")` averages its cells."""
    effects, position = live_effects(drawn), {code: at for at, code in enumerate(drawn.codes)}
    frame = cells.frame
    used = frame[(frame["period"] >= frame["cohort"]) & frame["att"].notna() & (frame["n_treated"] > 1)]
    truths: list[float] = []
    for cell in used.itertuples():
        members = [position[str(unit)] for unit in cells.units[cells.unit_cohort == cell.cohort]]
        truths.append(float(effects[f"{month_numbered(cell.period):%Y-%m}"][members].mean()))
    return float(np.average(truths, weights=used["n_treated"]))


def holds(trials: list[Trial], name: str) -> npt.NDArray[np.float64]:
    """Return 1 or 0 for each trial that shows this interval and has a truth for it."""
    pairs = [(one.truth[name], one.seen[name]) for one in trials]
    shown = [(truth, seen) for truth, seen in pairs if np.isfinite(seen.lower) and np.isfinite(truth)]
    return np.array([seen.lower <= truth <= seen.upper for truth, seen in shown], float)


def median_width(trials: list[Trial], name: str) -> float:
    """Return the median width of the intervals shown."""
    return float(np.nanmedian([one.seen[name].upper - one.seen[name].lower for one in trials]))


def rate(trials: list[Trial], verdict: str) -> float:
    """Return the part of the trials with a verdict."""
    return float(np.mean([one.verdict == verdict for one in trials]))
