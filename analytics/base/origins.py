"""Requests of facts added up by who entered them; which origins are digital says `core.tables.origins`."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any

import pandas as pd

from core.method import MAX_UNKNOWN_SHARE
from core.tables.origins import DIGITAL_ORIGINS, ORIGINS


def digital(facts: pd.DataFrame) -> pd.Series:
    """Return the digital requests of each row; NaN where the request log does not cover it. Columns: DIGITAL."""
    return _sum(facts, DIGITAL_ORIGINS)


def requests(facts: pd.DataFrame) -> pd.Series:
    """Return the requests of any origin of each row; NaN where the request log does not cover it. Columns: ORIGINS."""
    return _sum(facts, ORIGINS)


def is_logged(facts: pd.DataFrame) -> pd.Series:
    """Return True where the request log covers the row; elsewhere nothing is known of requests."""
    return digital(facts).notna()


def are_many_unknown(unknown: Any, every: Any) -> Any:
    """Return True where so many of the requests (of any origin) have no known one that it must be told; or an array."""
    return unknown > MAX_UNKNOWN_SHARE * every


def _sum(facts: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    total: pd.Series = reduce(add, (facts[name] for name in names))
    return total
