"""The part of the visitors that come to apply, as the offices that count by purpose show it."""

import numpy as np
from scipy.special import ndtri, stdtrit

from sample.world.days import Days
from sample.world.parameters import Bools, Floats, Ints

MIN_OFFICES, MIN_EFFECTIVE = 5, 3


def apply_share(days: Days, is_split: Bools, complete: Bools, visits: Ints, others: Ints) -> dict[str, Floats]:
    """Return apply_part, apply_error and apply_spread, offices x days, as the facts frame has them.

    Per month, digital days apart: r = visits to apply / all visits of the split offices on complete days; error: its
    ratio estimator's standard error over offices; spread: of the offices' own parts, weighted by their visits; both
    with the residuals of offices that draw r to themselves made larger, and with Student's t.
    """
    shape = visits.shape
    found = {"apply_part": np.where(is_split[:, None], 1.0, np.nan) * np.ones(shape)}
    found |= {name: np.zeros(shape) for name in ("apply_error", "apply_spread")}
    month = days.month.astype("datetime64[M]").astype(int)
    for stretch in np.unique(month * 2 + days.is_digital):
        span = month * 2 + days.is_digital == stretch
        known = complete[:, span] * is_split[:, None]
        every = ((visits + others)[:, span] * known).sum(axis=1).astype(float)
        offices = every > 0
        if offices.sum() < MIN_OFFICES:
            continue
        apply, every = (visits[:, span] * known).sum(axis=1)[offices].astype(float), every[offices]
        part, weight = apply.sum() / every.sum(), every / every.sum()
        effective = 1 / (weight**2).sum()
        if effective < MIN_EFFECTIVE:
            continue
        wider = stdtrit(effective - 1, 0.975) / ndtri(0.975)
        apart = (apply - part * every) ** 2 / (1 - weight)
        values = {
            "apply_part": part,
            "apply_error": wider * np.sqrt(apart.sum()) / every.sum(),
            "apply_spread": wider * np.sqrt((apart / every).sum() / every.sum()),
        }
        for name, value in values.items():
            found[name][np.ix_(~is_split, span)] = value
    return found
