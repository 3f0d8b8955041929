"""Callers of 112 who asked for digital help more than once, as counts without persons."""

import pandas as pd

from analytics.base import wilson


def repeat_callers(callers: pd.DataFrame) -> pd.DataFrame:
    """Return by month how many 112 callers asked for digital help more than once, as counts without persons.

    `callers`: month, callers (distinct numbers), repeat_callers (with two or more help calls in that month), calls,
    calls_without_number. Result: these and share, lower, upper (Wilson), numbered_share (calls that have a number),
    state, reason ('' or no_numbers).
    """
    result = callers.sort_values("month", ignore_index=True)
    has_numbers = result["callers"] > 0
    result["share"] = result["repeat_callers"] / result["callers"].where(has_numbers)
    bounds = [wilson(k, n) for k, n in zip(result["repeat_callers"], result["callers"], strict=True)]
    result["lower"], result["upper"] = ([pair[side] for pair in bounds] for side in (0, 1))
    numbered = result["calls"] - result["calls_without_number"]
    result["numbered_share"] = numbered / result["calls"].where(result["calls"] > 0)
    result["state"] = has_numbers.map({True: "ok", False: "not_provided"})
    return result.assign(reason=has_numbers.map({True: "", False: "no_numbers"}))
