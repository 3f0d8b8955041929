"""How many offices a digest would name though nothing happened, simulated at their own autocorrelation."""

from collections import Counter
from collections.abc import Sequence
from math import nan

import numpy as np

from analytics.base import Floats
from analytics.signals.control_charts import RANGE_TO_SIGMA, RUN, rule_flags
from core.method import ALARM_RUNS

SEED = 112
MAX_AUTOCORRELATION = 0.9


def pooled_autocorrelation(series: Sequence[Floats]) -> float:
    """Return the correlation of one week with the next over all offices; 0 without any.

    Sum of lagged products over sum of squares, each office around its own mean; the bias of short series,
    -(1 + 3 r)/n, is taken out (Marriott and Pope 1954).
    """
    centred = [values - values.mean() for values in series if len(values) > 1]
    squares = sum(float(values @ values) for values in centred)
    if not squares > 0:
        return 0.0
    raw = sum(float(values[1:] @ values[:-1]) for values in centred) / squares
    weeks = sum(len(values) for values in centred) / len(centred)
    return float(np.clip((raw + 1 / weeks) / (1 - 3 / weeks), -MAX_AUTOCORRELATION, MAX_AUTOCORRELATION))


def expected_alarms(lengths: Sequence[tuple[int, int]], autocorrelation: float, watched: int) -> float:
    """Return the expected number of offices with a signal in the last `watched` points; NaN without offices.

    `lengths`: per office (points of the baseline, points of the chart). Normal noise of the given autocorrelation,
    limits from the baseline as in a p' chart, 4,000 runs of a fixed seed per pair of lengths: same input, same
    result.
    """
    if not lengths:
        return nan
    if not watched:
        return 0.0
    return sum(
        offices * alarm_rate(baseline, points, autocorrelation, watched)
        for (baseline, points), offices in sorted(Counter(lengths).items())
    )


def alarm_rate(baseline: int, points: int, autocorrelation: float, watched: int) -> float:
    """Return the share of simulated charts without any cause that show a signal in their last points."""
    noise = np.random.default_rng(SEED).standard_normal((ALARM_RUNS, points))
    for at in range(1, points):
        noise[:, at] = autocorrelation * noise[:, at - 1] + np.sqrt(1 - autocorrelation**2) * noise[:, at]
    basis = noise[:, :baseline]
    centre = basis.mean(axis=1, keepdims=True)
    sigma = np.abs(np.diff(basis, axis=1)).mean(axis=1, keepdims=True) / RANGE_TO_SIGMA
    # No rule looks further back than a run is long.
    flags = rule_flags((noise[:, -(watched + RUN - 1) :] - centre) / sigma)
    return float(np.any([flag[:, -watched:].any(axis=1) for flag in flags.values()], axis=0).mean())
