"""Quantiles and tails of the distributions in use, from scipy.special: scipy.stats alone takes a second to load."""

from typing import Any

from scipy.special import chdtrc, ndtri, stdtr, stdtrit

TIMES_TOLD = {"median": 0.5, "p90": 0.9}
"""Which quantiles are told of how long things take."""


def normal_quantile(part: float) -> float:
    """Return the standard normal quantile."""
    return float(ndtri(part))


def t_quantile(part: float, freedom: Any) -> Any:
    """Return Student's t quantile for a number or an array of degrees of freedom; infinite ones give the normal's."""
    return stdtrit(freedom, part)


def t_tail(value: Any, freedom: Any) -> Any:
    """Return the chance that Student's t lies above a value; numbers or arrays."""
    return stdtr(freedom, -value)


def chi2_tail(value: float, freedom: float) -> float:
    """Return the chance that a chi-squared value lies above this one."""
    return float(chdtrc(freedom, value))
