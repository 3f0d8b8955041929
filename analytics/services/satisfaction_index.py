"""Satisfaction of citizens by the survey that Indonesian offices must hold (SKM): an index from 25 to 100."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.base import CONFIDENCE, Floats, added, coded, keys_of, t_quantile
from core.method import FEW_TRANSACTIONS

PER_SCORE = 25
SCORES = (1, 2, 3, 4)
PSEUDO_ANSWERS = 0.5
"""Added to each score for the interval alone: answers all alike must not look certain."""
RESULT = ["answers", "index", "lower", "upper", "state", "reason"]


def satisfaction(answers: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the index per group of `by`: the mean score (1 to 4) times 25, with a 95 % interval that contains it.

    `answers`: table satisfaction_month (unit_code, month, channel, score, answers). Result: `by`, answers, index,
    lower, upper, state, reason ('' or few_answers: under 20, which says little and may point at persons).
    """
    codes, groups = coded(answers, keys_of(by))
    score, count = answers["score"].to_numpy(float), answers["answers"].to_numpy(float)
    number, total, squares = (added(codes, count * score**power, len(groups)) for power in (0, 1, 2))
    is_enough = number >= FEW_TRANSACTIONS
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(is_enough, total / number, np.nan)
    bounds = dict(zip(("lower", "upper"), _interval(number, total, squares, mean), strict=True))
    told = {name: PER_SCORE * values for name, values in ({"index": mean} | bounds).items()}
    result = groups.assign(answers=number.astype(np.int64), **told)
    state = {"state": np.where(is_enough, "ok", "not_provided"), "reason": np.where(is_enough, "", "few_answers")}
    return result.assign(**state)[[*by, *RESULT]]


def _interval(number: Floats, total: Floats, squares: Floats, mean: Floats) -> tuple[Floats, Floats]:
    """The t interval of the answers with half a pseudo-answer at each score, from 1 to 4, widened to contain the mean.

    The pseudo-answers move its centre and its spread; its size counts the real answers alone.
    """
    every = number + PSEUDO_ANSWERS * len(SCORES)
    center = (total + PSEUDO_ANSWERS * sum(SCORES)) / every
    spread = (squares + PSEUDO_ANSWERS * sum(score**2 for score in SCORES)) / every - center**2
    freedom = np.maximum(number - 1, 1)
    half = t_quantile((1 + CONFIDENCE) / 2, freedom) * np.sqrt(spread / freedom)
    lower, upper = np.maximum(center - half, SCORES[0]), np.minimum(center + half, SCORES[-1])
    return np.minimum(lower, mean), np.maximum(upper, mean)
