"""Sums per group of a frame, where no grouping at all still gives one row."""

from collections.abc import Sequence

import pandas as pd

ALL = "all"


def unique(names: Sequence[str]) -> list[str]:
    """Return the names in order, each once."""
    return list(dict.fromkeys(names))


def keys_of(by: Sequence[str]) -> list[str]:
    """Return the columns to group by; without any, the constant column `all`."""
    return unique(by) or [ALL]


def sums(frame: pd.DataFrame, keys: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Return the sums of columns per group, keys as columns; the group `all` is there even if empty."""
    result = frame.groupby(list(keys))[list(columns)].sum()
    if list(keys) == [ALL]:
        result = result.reindex(pd.Index([0], name=ALL), fill_value=0)
    return result.reset_index()
