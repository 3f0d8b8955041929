"""Who owes which report: the days without walk-in counts of every office, in ranges (daftar tagih)."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import PLACE, Span

COLUMNS = [*PLACE, "source", "expected_days", "missing_days", "missing", "last_report"]
Flags = NDArray[np.bool_]


def owed_span(day: date) -> Span:
    """Return the days in which reports owed are counted as of a day: from the first of its month to it.

    A week is too short to be asked for its reports, and a quarter's are asked for month by month.
    """
    return day.replace(day=1), day


def overdue(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the offices that owe walk-in counts up to the as-of, most days first (daftar tagih).

    Result: unit_code, name, kind, kecamatan, source, expected_days, missing_days, missing (ranges of
    days; days without a duty do not break a range), last_report (NaT: never).
    """
    due = facts[facts["is_expected"].to_numpy(bool) & (facts["date"] <= pd.Timestamp(as_of)).to_numpy()]
    unit, codes = pd.factorize(due["unit_code"], sort=True)
    order = np.lexsort((due["date"].to_numpy(), unit))
    unit, days = unit[order], due["date"].to_numpy()[order]
    is_missing = ~due["is_walkin_complete"].to_numpy(bool)[order]
    first, last = _spells(is_missing, unit)
    row = pd.DataFrame(
        {
            "expected_days": np.bincount(unit, minlength=len(codes)),
            "missing_days": np.bincount(unit[is_missing], minlength=len(codes)),
            "last_report": _latest(unit[~is_missing], days[~is_missing], len(codes)),
        }
    )
    row["missing"] = pd.Series(_ranges(unit[first], days[first], days[last], len(codes)), dtype=object)
    _codes, place = np.unique(unit, return_index=True)
    named = due[PLACE].iloc[order[place]].reset_index(drop=True)
    result = named.assign(source="kunjungan", **{str(name): row[name] for name in row})
    result = result[result["missing_days"] > 0]
    return result.sort_values(["missing_days", "unit_code"], ascending=[False, True], ignore_index=True)[COLUMNS]


def _spells(is_missing: Flags, unit: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and last positions of the missing days that follow each other in one office."""
    breaks = np.diff(unit, prepend=-1, append=-1) != 0
    before, after = np.roll(is_missing, 1), np.roll(is_missing, -1)
    return (
        np.flatnonzero(is_missing & (breaks[:-1] | ~before)),
        np.flatnonzero(is_missing & (breaks[1:] | ~after)),
    )


def _latest(unit: NDArray[np.int64], days: NDArray[np.datetime64], size: int) -> NDArray[np.datetime64]:
    """Each office's last of its days, which come in order; NaT where it has none."""
    latest = np.full(size, np.datetime64("NaT"), days.dtype)
    latest[unit] = days
    return latest


def _ranges(
    unit: NDArray[np.int64], first: NDArray[np.datetime64], last: NDArray[np.datetime64], size: int
) -> list[tuple[tuple[date, date], ...]]:
    found: list[list[tuple[date, date]]] = [[] for _ in range(size)]
    spans = zip(first.astype("datetime64[D]").tolist(), last.astype("datetime64[D]").tolist(), strict=True)
    for at, span in zip(unit.tolist(), spans, strict=True):
        found[at].append(span)
    return [tuple(spans) for spans in found]
