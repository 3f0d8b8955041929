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
    frames = [
        frame.loc[frame["is_complete"], ["unit_code", "visits", "is_unsplit", "apply_part"]]
        for frame in (before, after)
    ]
    days = pd.concat(frames)
    unsplit = days[days["is_unsplit"].astype(bool)]
    if unsplit.empty:
        return before, after
    changed = set(unsplit["unit_code"]) & set(days.loc[~days["is_unsplit"].astype(bool), "unit_code"])
    kept = unsplit[~unsplit["unit_code"].isin(changed)]
    first, second = (frame[~frame["unit_code"].isin(changed)] for frame in (before, after))
    part, is_known = _mean_part(kept), not kept["apply_part"].isna().any()
    first, second = (
        frame.assign(
            apply_part=np.where(frame["is_unsplit"], part, 1.0),
            own_part=frame["apply_part"] if is_known else np.where(frame["is_unsplit"], part, 1.0),
        )
        for frame in (first, second)
    )
    return first, second


def _mean_part(unsplit: pd.DataFrame) -> float:
    """1 where it is not known of some visits; each office's visits weigh."""
    visits = unsplit["visits"].to_numpy(float)
    if unsplit["apply_part"].isna().any() or not visits.sum() > 0:
        return 1.0
    return float(np.average(unsplit["apply_part"], weights=visits))


def ways_of_counting(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return by unit code how visits on complete days of both periods were counted.

    Columns: visits, unsplit (of these, not counted by purpose), is_lower_bound (of some nothing tells who came to
    apply).
    """
    # Arrays: every change asks for them.
    chosen = [frame["is_complete"].to_numpy(bool) for frame in (before, after)]

    def both(name: str, kind: type) -> NDArray[Any]:
        found = zip((before, after), chosen, strict=True)
        return np.concatenate([frame[name].to_numpy(kind)[kept] for frame, kept in found])

    at, codes = pd.factorize(both("unit_code", object))
    visits, unsplit = both("visits", float), both("is_unsplit", bool)
    is_unknown = unsplit & np.isnan(both("apply_part", float))
    sums = [np.bincount(at, weight, len(codes)) for weight in (visits, visits * unsplit, is_unknown)]
    return pd.DataFrame({"visits": sums[0], "unsplit": sums[1], "is_lower_bound": sums[2] > 0}, pd.Index(codes))
