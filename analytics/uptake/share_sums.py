"""The sums behind every share: numbers by group, weekday and week, added up in arrays."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import (
    Codes,
    Floats,
    GroupedRows,
    added,
    are_many_unknown,
    coded,
    distinct,
    keys_of,
    numbered,
    unique,
    weekly_interval,
)

Arrays = Mapping[str, NDArray[Any]]
FITTED_IN_TURN = 20
"""Beyond what a share can show, also where many weekdays of many units are missing."""


def share_sums(
    facts: pd.DataFrame, days: Arrays, by: Sequence[str], names: Sequence[str]
) -> tuple[pd.DataFrame, dict[str, NDArray[Any]]]:
    """Return the groups of `by` (none: one) and, in their order, the sums of some columns and the share.

    `days`: columns beside the facts, as from counted.counts, row by row; numerator and denominator must be zero where
    a day is not complete. What scaled visits may be off by (apply_error, apply_spread) widens the
    interval. Result: a frame of the keys; arrays by name: `names`, rescaled_share, weekday_missing (counts were due on
    a weekday that was never complete), share, lower, upper, effective_size (intervals.weekly_interval). The interval
    is drawn around the rescaled share, and holds the share itself: days without a report are not days like the others
    (busy ones are reported less), and what that does to the share is no chance.
    """
    codes, groups = coded(facts, keys_of(by))
    if len(codes) and codes.min() < 0:
        has_keys = codes >= 0
        facts, codes = facts[has_keys], codes[has_keys]
        days = {name: values[has_keys] for name, values in days.items()}
    place = GroupedRows(codes, len(groups), *numbered(facts["unit_code"]))
    sums = {name: _sum(place, days[name]) for name in names}
    sums |= _weekday_sums(days, place, facts["weekday"].to_numpy(np.int64))
    scaled = scaling_variance(place, days)
    sums |= weekly_interval(place, facts["week"], days["numerator"], days["denominator"], scaled)
    return groups, sums | _with_missing_days(sums)


def _with_missing_days(sums: Arrays) -> dict[str, NDArray[Any]]:
    """The interval moved to the rescaled share, but holding the share; as it was where nothing is missing."""
    share, moved = sums["share"], np.nan_to_num(sums["rescaled_share"] - sums["share"])
    lower, upper = np.minimum(sums["lower"] + moved, share), np.maximum(sums["upper"] + moved, share)
    return {"lower": np.maximum(lower, 0.0), "upper": np.minimum(upper, 1.0)}


def scaling_variance(place: GroupedRows, days: Arrays) -> NDArray[np.float64]:
    """The variance of each group's denominator: what all offices are off by alike, and what each one by itself.

    `days`: apply_error and apply_spread by row.
    """
    alike = added(place.group, days["apply_error"], place.groups)
    own, at_own = distinct(place.group * place.units + place.unit)
    apart = added(at_own, days["apply_spread"], len(own)) ** 2
    variance: NDArray[np.float64] = alike**2 + added(own // place.units, apart, place.groups)
    return variance


def not_known(sums: Arrays) -> dict[str, NDArray[Any]]:
    """Return what requests of unknown origin and visits not counted by purpose do to shares.

    `sums`: share, upper and those of unknown, requests, numerator, denominator, plain_denominator, unsplit_visits and
    unscaled_visits (base.counts). Result: lower_unknown, upper_unknown, plain_share, unsplit_part, is_lower_bound and
    the upper end as far as the share could lie, as `digital_share` tells.
    """
    found = _unknown_range(sums) | _of_unsplit(sums)
    return found | {"upper": _highest({**sums, **found})}


def _unknown_range(sums: Arrays) -> dict[str, NDArray[Any]]:
    """Bounds of the share: all requests of unknown origin officer-entered, or all of them digital."""
    is_wide = are_many_unknown(sums["unknown"], sums["requests"])
    with np.errstate(invalid="ignore", divide="ignore"):
        upper = (sums["numerator"] + sums["unknown"]) / (sums["denominator"] + sums["unknown"])
    bounds = {"lower_unknown": sums["share"], "upper_unknown": upper}
    return {name: np.where(is_wide, bound, np.nan) for name, bound in bounds.items()}


def _of_unsplit(sums: Arrays) -> dict[str, NDArray[Any]]:
    """What the visits that were not counted by purpose do to the share."""
    with np.errstate(invalid="ignore", divide="ignore"):
        plain = sums["numerator"] / sums["plain_denominator"]
        part = sums["unsplit_visits"] / (sums["plain_denominator"] - sums["numerator"])
    return {"plain_share": plain, "unsplit_part": part, "is_lower_bound": sums["unscaled_visits"] > 0}


def _highest(sums: Arrays) -> NDArray[np.float64]:
    """The interval's end, moved by how far what is not known could raise the share."""
    unknown = np.where(np.isnan(sums["upper_unknown"]), 0.0, sums["unknown"])
    with np.errstate(invalid="ignore", divide="ignore"):
        most = (sums["numerator"] + unknown) / (sums["denominator"] + unknown - sums["unscaled_visits"])
    raised = np.where(np.isnan(most), 0.0, most - sums["share"])
    end: NDArray[np.float64] = np.minimum(sums["upper"] + raised, 1.0)
    return end


def as_frame(groups: pd.DataFrame, sums: Arrays, names: Sequence[str]) -> pd.DataFrame:
    """Return these columns, each once: keys from the groups, the others from the sums."""
    return pd.DataFrame({name: groups[name] if name in groups else sums[name] for name in unique(names)})


def _sum(place: GroupedRows, values: NDArray[Any]) -> NDArray[Any]:
    """The sums by group, of the values' own type."""
    return added(place.group, np.nan_to_num(values), place.groups).astype(values.dtype)


def _weekday_sums(days: Arrays, place: GroupedRows, weekday: Codes) -> dict[str, NDArray[Any]]:
    """Per group: rescaled_share, and weekday_missing (counts were due on a weekday never complete)."""
    cell, at_cell = distinct((place.group * place.units + place.unit) * 8 + weekday)
    x, n, complete, expected, due = (
        added(at_cell, days[name], len(cell))
        for name in ("numerator", "denominator", "complete_days", "expected_days", "due_days")
    )
    at_group, (_, at_unit) = cell // 8 // place.units, distinct(cell // 8)
    at_weekday, size = at_group * 8 + cell % 8, 8 * place.groups
    # Each by itself, not digital and all: what is usual of a part could be more than what is usual of the whole.
    whole = (_as_if_reported(values, complete, expected, at_unit, at_weekday) for values in (x, n - x))
    scaled, others = (added(at_group, values, place.groups) for values in whole)
    scaled_all = scaled + others
    due_by, complete_by = (added(at_weekday, values, size).reshape(-1, 8) for values in (due, complete))
    share = np.divide(scaled, scaled_all, out=np.full(place.groups, np.nan), where=scaled_all > 0)
    return {"rescaled_share": share, "weekday_missing": ((due_by > 0) & (complete_by == 0)).any(axis=1)}


def _as_if_reported(values: Floats, complete: Floats, expected: Floats, unit: Codes, weekday: Codes) -> Floats:
    """Counts of units' weekdays as if every day due had been complete: the mean of those that were, times the days due.

    A weekday that a unit never reported is as at the others, at this unit's own level on the weekdays it reported.
    `unit`, `weekday`: of each cell the number of its unit and of its weekday within the group.
    """
    is_known, found = complete > 0, np.zeros(len(values))
    np.divide(values * expected, complete, out=found, where=is_known)
    if (~is_known & (expected > 0)).any():
        found = np.where(is_known, found, expected * _usual(values, complete, unit, weekday))
    return found


def _usual(values: Floats, complete: Floats, unit: Codes, weekday: Codes) -> Floats:
    """What is usual a day in each cell: the level of its unit times that of its weekday; 0 where one is not known.

    Fitted in turn to the counts of units and of weekdays: the estimate of a Poisson model without interaction
    (Deming and Stephan 1940).
    """
    level, of_weekday = np.ones(unit.max() + 1), np.ones(weekday.max() + 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        for _ in range(FITTED_IN_TURN):
            level = _known(np.bincount(unit, values) / np.bincount(unit, complete * of_weekday[weekday]))
            of_weekday = _known(np.bincount(weekday, values) / np.bincount(weekday, complete * level[unit]))
    usual: Floats = level[unit] * of_weekday[weekday]
    return usual


def _known(ratio: Floats) -> Floats:
    return np.nan_to_num(ratio, posinf=0.0)
