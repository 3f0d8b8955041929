"""Two periods whose visits are counted alike, so that a change of counting is no change of habits."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def counted_alike(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the facts of two periods with one scale for unsplit visits, without offices that changed their counting.

    The scale: the mean of both periods' apply_part over these visits; none where it is not known in one of them. In
    a column own_part each period's own, where both are known. An office that counted by purpose on some complete days
    and not on others has no days left.
    """
    # Arrays: every change asks for them.
    complete, unsplit = (
        [frame[name].to_numpy(bool) for frame in (before, after)] for name in ("is_complete", "is_unsplit")
    )
    codes = [frame["unit_code"].to_numpy(object) for frame in (before, after)]
    whole = [days & own for days, own in zip(complete, unsplit, strict=True)]
    split = [days & ~own for days, own in zip(complete, unsplit, strict=True)]
    if not any(days.any() for days in whole):
        return before, after
    changed = _codes(codes, whole) & _codes(codes, split)
    if changed:
        kept = [~pd.Series(each).isin(changed).to_numpy(bool) for each in codes]
        whole, unsplit = ([each[own] for each, own in zip(found, kept, strict=True)] for found in (whole, unsplit))
        before, after = (frame[own] for frame, own in zip((before, after), kept, strict=True))
    visits, told = (
        np.concatenate([frame[name].to_numpy(float)[days] for frame, days in zip((before, after), whole, strict=True)])
        for name in ("visits", "apply_part")
    )
    part, is_known = _mean_part(visits, told), not np.isnan(told).any()
    scaled = [np.where(own, part, 1.0) for own in unsplit]
    first, second = (
        frame.assign(apply_part=scale, own_part=frame["apply_part"] if is_known else scale)
        for frame, scale in zip((before, after), scaled, strict=True)
    )
    return first, second


def _codes(codes: list[NDArray[np.object_]], chosen: list[NDArray[np.bool_]]) -> set[str]:
    return {code for each, days in zip(codes, chosen, strict=True) for code in each[days]}


def _mean_part(visits: NDArray[np.float64], told: NDArray[np.float64]) -> float:
    """1 where it is not known of some visits; each office's visits weigh."""
    if np.isnan(told).any() or not visits.sum() > 0:
        return 1.0
    return float(np.average(told, weights=visits))


def ways_of_counting(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return by unit code how visits on complete days of both periods were counted.

    Columns: visits, unsplit (of these, not counted by purpose), is_lower_bound (of some nothing tells who came to
    apply).
    """
    chosen = [frame["is_complete"].to_numpy(bool) for frame in (before, after)]

    def both(name: str, kind: type) -> NDArray[Any]:
        found = zip((before, after), chosen, strict=True)
        return np.concatenate([frame[name].to_numpy(kind)[kept] for frame, kept in found])

    at, codes = pd.factorize(both("unit_code", object))
    visits, unsplit = both("visits", float), both("is_unsplit", bool)
    is_unknown = unsplit & np.isnan(both("apply_part", float))
    sums = [np.bincount(at, weight, len(codes)) for weight in (visits, visits * unsplit, is_unknown)]
    return pd.DataFrame({"visits": sums[0], "unsplit": sums[1], "is_lower_bound": sums[2] > 0}, pd.Index(codes))
