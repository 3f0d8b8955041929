"""Sums per group of a frame, where no grouping at all still gives one row."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ALL = "all"
Codes = NDArray[np.int64]


def unique(names: Sequence[str]) -> list[str]:
    """Return the names in order, each once."""
    return list(dict.fromkeys(names))


def keys_of(by: Sequence[str]) -> list[str]:
    """Return the columns to group by; without any, the constant column `all`."""
    return unique(by) or [ALL]


def coded(frame: pd.DataFrame, keys: Sequence[str]) -> tuple[Codes, pd.DataFrame]:
    """Return the number of each row's group (-1: a key is missing) and the groups' keys in the order of the numbers."""
    grouped = frame.groupby(list(keys))
    return np.asarray(grouped.ngroup(), dtype=np.int64), grouped.size().index.to_frame(index=False)


def numbered(column: pd.Series) -> tuple[Codes, int]:
    """Return a column as whole numbers from 0, and how many there are; in no order."""
    codes, values = pd.factorize(column)
    return codes.astype(np.int64), max(len(values), 1)


def added(at: Codes, values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the sum of the values per number from 0 to below `size`; of nothing, zeros."""
    return np.bincount(at, values, size).astype(np.float64)


def sums(frame: pd.DataFrame, keys: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Return the sums of columns per group, keys as columns; the group `all` is there even if empty."""
    result = frame.groupby(list(keys))[list(columns)].sum()
    if list(keys) == [ALL]:
        result = result.reindex(pd.Index([0], name=ALL), fill_value=0)
    return result.reset_index()
