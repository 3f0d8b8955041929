"""Satisfaction of citizens by the survey that Indonesian offices must hold (SKM): an index from 25 to 100."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.base import CONFIDENCE, added, coded, keys_of, t_quantile
from core.method import FEW_TRANSACTIONS

PER_SCORE = 25
RESULT = ["answers", "index", "lower", "upper", "state", "reason"]


def satisfaction(answers: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the index per group of `by`: the mean score (1 to 4) times 25, with its t interval.

    `answers`: table satisfaction_month (unit_code, month, channel, score, answers). Result: `by`, answers, index,
    lower, upper, state, reason ('' or few_answers: under 20, which says little and may point at persons).
    """
    codes, groups = coded(answers, keys_of(by))
    score, count = answers["score"].to_numpy(float), answers["answers"].to_numpy(float)
    size = len(groups)
    number, total, squares = (added(codes, count * score**power, size) for power in (0, 1, 2))
    is_enough = number >= FEW_TRANSACTIONS
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(is_enough, total / number, np.nan)
        error = np.sqrt(np.maximum(squares / number - mean**2, 0.0) / (number - 1))
    half = t_quantile((1 + CONFIDENCE) / 2, np.maximum(number - 1, 1)) * error
    bounds = {"lower": np.maximum(mean - half, 1.0), "upper": np.minimum(mean + half, 4.0)}
    told = {name: PER_SCORE * values for name, values in ({"index": mean} | bounds).items()}
    result = groups.assign(answers=number.astype(np.int64), **told)
    state = {"state": np.where(is_enough, "ok", "not_provided"), "reason": np.where(is_enough, "", "few_answers")}
    return result.assign(**state)[[*by, *RESULT]]
