"""When will all offices of a kind be live: simulated waves, lumpy as they came, and the waves that are planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import Floats
from analytics.rollout.forecast_paths import in_planned_months, planned_waves_of_runs, process, slip_columns
from analytics.rollout.live_coverage import live_counts
from analytics.rollout.live_waves import Waves, planned_waves, waves
from analytics.rollout.plan_history import NO_HISTORY, PlanRecord, plan_record
from core.method import FORECAST_RUNS, MIN_WAVES

SEED = 20240827
MONTHS = 24
QUANTILES = {"q10": 0.1, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q90": 0.9}
DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Forecast:
    """Live offices of a kind to come.

    `state`: ok; scenario (reason few_waves: under 3 waves since the start, no chance and no band);
    not_provided (status_unknown, no_offices). `waves`: the waves it learns from. `plans`: the planned waves used.
    `record`: how earlier plans held, and the slips taken from it.
    `bands`: month (its last day), q10, q25, q50, q75, q90, state, reason. `scenario`: month, on_time
    (live if every planned wave comes on its date and no other), late (each at its longest slip).
    `arrivals` (days after the as-of, inf: none) and `sizes`: runs x waves.
    """

    state: str
    reason: str
    as_of: date
    live: float
    total: int
    waves: Waves
    plans: pd.DataFrame
    record: PlanRecord
    bands: pd.DataFrame
    scenario: pd.DataFrame
    arrivals: Floats
    sizes: Floats

    def live_on(self, day: date) -> Floats:
        """Return the live offices of every run on a day, cut at the total.

        Raises ValueError for a day after the last month of the forecast.
        """
        last = self.bands["month"].iloc[-1]
        if pd.Timestamp(day) > last:
            raise ValueError(f"The forecast ends on {last.date()}; ask for more months to reach {day}.")
        return _live(self.live, self.total, self.arrivals, self.sizes, pd.Timestamp(day) - pd.Timestamp(self.as_of))

    def chance_by(self, day: date, offices: float | None = None) -> float | None:
        """Return the chance that all (or so many) are live on or before a day; None unless the state is ok."""
        wanted = self.total if offices is None else offices
        return float((self.live_on(day) >= wanted).mean()) if self.state == "ok" else None


def forecast(
    roster: pd.DataFrame,
    units: pd.DataFrame,
    as_of: date,
    plans: pd.DataFrame | None = None,
    months: int = MONTHS,
    runs: int = FORECAST_RUNS,
    history: pd.DataFrame | None = None,
    kind: str = "kelurahan",
    assumed: Mapping[int, float] | None = None,
    record: PlanRecord | None = None,
) -> Forecast:
    """Return how many offices of a kind will be live, month by month, for so many months ahead.

    When waves come and how large they are is drawn from a mixture of models, weighed by the waves seen
    (wave_models, wave_sizes); the day within the month is uniform. Planned waves
    (`plans`: date, size, slip_<weeks>; without it those of the roster, with the slips of the plans before them,
    `history` as for plan_record: those of kelurahan, which are many, for either kind; `assumed`: somebody's own slips
    in place of DEFAULT_SLIPS; or the `record` of both) replace the process from their planned month to the month in
    which they come. Same input, same numbers (fixed seed). Source: Bayesian model averaging (Hoeting et al. 1999).
    Raises ValueError for plans that make no sense.
    """
    if record is None:
        record = plan_record(NO_HISTORY if history is None else history, roster, units, as_of, assumed)
    used = planned_waves(roster, units, as_of, record.slips, kind) if plans is None else plans.reset_index(drop=True)
    _check(used, as_of)
    found, (live, total, state, reason) = waves(roster, units, as_of, kind), _live_now(roster, units, as_of, kind)
    if state == "ok" and len(found.seen) < MIN_WAVES:
        state, reason = "scenario", "few_waves"
    ends = pd.date_range(pd.Timestamp(as_of) + DAY, periods=months, freq="ME")
    arrivals, sizes = np.full((0, 0), np.inf), np.zeros((0, 0))
    if state == "ok":
        arrivals, sizes = waves_ahead(found, used, as_of, ends, runs)
    bands = _bands(live, total, arrivals, sizes, ends, as_of).assign(state=state, reason=reason)
    scenario = _scenario(used, live, total, ends, as_of)
    return Forecast(state, reason, as_of, live, total, found, used, record, bands, scenario, arrivals, sizes)


def _live_now(roster: pd.DataFrame, units: pd.DataFrame, as_of: date, kind: str) -> tuple[float, int, str, str]:
    """Live offices of a kind, of how many, with state and reason; among no office nothing is known."""
    total = int(units["kind"].eq(kind).sum())
    if not total:
        return np.nan, 0, "not_provided", "no_offices"
    live = float(live_counts(roster, units, pd.DatetimeIndex([pd.Timestamp(as_of)]), kind).iloc[0])
    return (live, total, "ok", "") if live >= 0 else (live, total, "not_provided", "status_unknown")


def waves_ahead(
    found: Waves, plans: pd.DataFrame, as_of: date, ends: pd.DatetimeIndex, runs: int
) -> tuple[Floats, Floats]:
    """Return arrivals and sizes of the waves of every run (as in Forecast), the planned ones first."""
    # Each has its own stream, so that a changed plan meets the same unplanned waves.
    rng, slip_rng = (np.random.default_rng([SEED, stream]) for stream in (0, 1))
    planned, slips, sizes = planned_waves_of_runs(plans, as_of, runs, slip_rng)
    arrivals = planned + slips
    drawn = process(found, as_of, ends, runs, rng)
    covered = in_planned_months(drawn[0], planned, arrivals, as_of)
    come = np.hstack([arrivals, np.where(covered, np.inf, drawn[0])])
    return come, np.hstack([np.broadcast_to(sizes, slips.shape), drawn[1]])


def _check(plans: pd.DataFrame, as_of: date) -> None:
    columns = list(slip_columns(plans))
    if not {"date", "size"} <= set(plans.columns) or not columns:
        raise ValueError("Planned waves need the columns date, size and slip_<weeks>.")
    if (plans["size"] < 1).any():
        raise ValueError("A planned wave has at least one office.")
    chances = plans[columns].to_numpy(float)
    if len(plans) and ((chances < 0).any() or not np.allclose(chances.sum(axis=1), 1)):
        raise ValueError("The chances of the slips of a wave must not be negative and must add up to 1.")
    if (plans["date"] + _weeks(_least_slip(plans)) <= pd.Timestamp(as_of)).any():
        raise ValueError(f"A planned wave must come after {as_of}: give no chance to a slip that lies behind.")


def _least_slip(plans: pd.DataFrame) -> Floats:
    """The shortest slip in weeks that each wave may have."""
    columns = slip_columns(plans)
    weeks = np.where(plans[list(columns)].to_numpy(float) > 0, np.array(list(columns.values()), float), np.inf)
    result: Floats = weeks.min(axis=1, initial=np.inf)
    return result


def _weeks(number: Floats) -> pd.TimedeltaIndex:
    return pd.to_timedelta(7 * number, unit="D")


def _live(live: float, total: int, arrivals: Floats, sizes: Floats, ahead: pd.Timedelta) -> Floats:
    gained = (sizes * (arrivals <= ahead.days)).sum(axis=1)
    result: Floats = np.minimum(live + gained, total)
    return result


def _bands(
    live: float, total: int, arrivals: Floats, sizes: Floats, ends: pd.DatetimeIndex, as_of: date
) -> pd.DataFrame:
    levels = np.full((len(QUANTILES), len(ends)), np.nan)
    if len(arrivals):
        rows = [_live(live, total, arrivals, sizes, end - pd.Timestamp(as_of)) for end in ends]
        # Mid-quantiles of a later month may fall where values change; what is live stays live.
        levels = np.maximum.accumulate(np.array([band_levels(row) for row in rows]), axis=0).T
    return pd.DataFrame({"month": ends, **dict(zip(QUANTILES, levels, strict=True))})


def band_levels(live: Floats) -> Floats:
    """Return the levels of QUANTILES of whole numbers by their mid-distribution, F(x) - P(x)/2.

    Source: Ma, Genton and Parzen (2011).

    Plain quantiles of few values hold far more than they say: here half of a value's runs count on either side.
    """
    values, runs = np.unique(live, return_counts=True)
    middle = (runs.cumsum() - runs / 2) / len(live)
    levels = np.array(list(QUANTILES.values()))
    upward = np.minimum(np.searchsorted(middle, levels), len(values) - 1)
    downward = np.maximum(np.searchsorted(middle, levels, side="right") - 1, 0)
    at_median = np.searchsorted(runs.cumsum(), len(live) / 2)
    result: Floats = values[np.where(levels < 0.5, upward, np.where(levels > 0.5, downward, at_median))]
    return result


def _scenario(plans: pd.DataFrame, live: float, total: int, ends: pd.DatetimeIndex, as_of: date) -> pd.DataFrame:
    """Live at the end of each month if plans hold, and if each slips as far as is thought possible.

    What is late already holds if it comes at its next slip.
    """
    columns = slip_columns(plans)
    chances = plans[list(columns)].to_numpy(float)
    longest = (np.array(list(columns.values())) * (chances > 0)).max(axis=1, initial=0)
    soonest = np.where(plans["date"] > pd.Timestamp(as_of), 0.0, _least_slip(plans))
    days = {"on_time": plans["date"] + _weeks(soonest), "late": plans["date"] + _weeks(longest)}
    size = plans["size"].to_numpy(float)
    come = {name: (day.to_numpy() <= ends.to_numpy()[:, None]) @ size for name, day in days.items()}
    return pd.DataFrame({"month": ends, **{name: np.minimum(live + gained, total) for name, gained in come.items()}})
