"""Sums per group of a frame, where no grouping at all still gives one row."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.snapshot import prepare_frames

prepare_frames()
PLACE = ["unit_code", "name", "kind", "kecamatan"]
"""What tells an office in a frame."""
OFFICE_KINDS = ("kelurahan", "kecamatan")
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
    if list(keys) == [ALL]:
        return np.zeros(len(frame), np.int64), pd.DataFrame({ALL: [0]})
    found = [pd.factorize(frame[key], sort=True) for key in keys]
    at = np.zeros(len(frame), np.int64)
    for codes, values in found:
        at = np.where((at < 0) | (codes < 0), -1, at * max(len(values), 1) + codes)
    number, present = pd.factorize(at, sort=True)
    is_missing = int(len(present) > 0 and present[0] < 0)
    left, columns = present[is_missing:], {}
    for key, (_, values) in reversed(list(zip(keys, found, strict=True))):
        left, place = np.divmod(left, max(len(values), 1))
        columns[key] = pd.Series(values).take(place).reset_index(drop=True)
    return number.astype(np.int64) - is_missing, pd.DataFrame({key: columns[key] for key in keys})


def numbered(column: pd.Series) -> tuple[Codes, int]:
    """Return a column as whole numbers from 0, and how many there are; in no order."""
    codes, values = pd.factorize(column)
    return codes.astype(np.int64), max(len(values), 1)


def distinct(numbers: Codes) -> tuple[Codes, Codes]:
    """Return the numbers there are, in no order, and the position of each row's among them."""
    position, values = pd.factorize(numbers)
    return np.asarray(values), position.astype(np.int64)


def added(at: Codes, values: NDArray[Any], size: int) -> NDArray[np.float64]:
    """Return the sum of the values per number from 0 to below `size`; of nothing, zeros. Rows of -1 are left out."""
    if len(at) and at.min() < 0:
        at, values = at[at >= 0], values[at >= 0]
    return np.bincount(at, values, size).astype(np.float64)


def sums(frame: pd.DataFrame, keys: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Return the sums of columns per group, keys as columns; the group `all` is there even if empty."""
    result = frame.groupby(list(keys))[list(columns)].sum()
    if list(keys) == [ALL]:
        result = result.reindex(pd.Index([0], name=ALL), fill_value=0)
    return result.reset_index()
