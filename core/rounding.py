"""Rounded numbers that agree with each other: a difference with its two ends, parts with their whole."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from math import isnan, nan


def as_written(value: float, decimals: int) -> Decimal:
    """Return a number as `core.formats.number` rounds it."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def written_difference(before: float, after: float, decimals: int = 1) -> float:
    """Return the difference of two numbers as they are written, NaN where one is missing.

    Wherever a change stands beside both its ends: 36,24 and 38,51 are written 36,2 and 38,5, so it is 2,3.
    """
    if isnan(before) or isnan(after):
        return nan
    return float(as_written(after, decimals) - as_written(before, decimals))


def adding_up(values: Sequence[float], total: float, decimals: int = 1) -> list[float]:
    """Return numbers rounded so that, as written, they add up to a total: largest remainders first.

    A number that is missing (NaN) stays so, and then nothing is moved: the rest need not be the whole.
    """
    step = Decimal(1).scaleb(-decimals)
    if any(isnan(value) for value in values) or isnan(total):
        return [value if isnan(value) else float(as_written(value, decimals)) for value in values]
    exact = [Decimal(str(value)) for value in values]
    floors = [value.quantize(step, ROUND_FLOOR) for value in exact]
    lacking = int((as_written(total, decimals) - sum(floors)) / step)
    largest = sorted(range(len(exact)), key=lambda at: exact[at] - floors[at], reverse=True)
    if not 0 <= lacking <= len(exact):
        # Not parts of this total: nothing that rounding could mend.
        return [float(as_written(value, decimals)) for value in values]
    raised = set(largest[:lacking])
    return [float(floor + step if at in raised else floor) for at, floor in enumerate(floors)]
