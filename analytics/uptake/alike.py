"""Two periods whose visits are counted alike, so that a change of counting is no change of habits."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Alike:
    """The facts of two periods with one scale, and with each period's own; `own` is None where that is the same."""

    before: pd.DataFrame
    after: pd.DataFrame
    own: tuple[pd.DataFrame, pd.DataFrame] | None = None


def counted_alike(before: pd.DataFrame, after: pd.DataFrame) -> Alike:
    """Return the facts of two periods with one scale for unsplit visits, without offices that changed their counting.

    The scale: the mean of both periods' apply_part over these visits; none where it is not known in one of them. An
    office that counted by purpose on some complete days and not on others has no days left.
    """
    frames = [
        frame.loc[frame["is_complete"], ["unit_code", "visits", "is_unsplit", "apply_part"]]
        for frame in (before, after)
    ]
    days = pd.concat(frames)
    unsplit = days[days["is_unsplit"].astype(bool)]
    if unsplit.empty:
        return Alike(before, after)
    changed = set(unsplit["unit_code"]) & set(days.loc[~days["is_unsplit"].astype(bool), "unit_code"])
    kept = unsplit[~unsplit["unit_code"].isin(changed)]
    first, second = (frame[~frame["unit_code"].isin(changed)] for frame in (before, after))
    is_known = len(kept) > 0 and not kept["apply_part"].isna().any()
    part = _mean_part(kept)
    alike = [frame.assign(apply_part=np.where(frame["is_unsplit"], part, 1.0)) for frame in (first, second)]
    return Alike(alike[0], alike[1], (first, second) if is_known else None)


def _mean_part(unsplit: pd.DataFrame) -> float:
    """1 where it is not known of some visits; each office's visits weigh."""
    visits = unsplit["visits"].to_numpy(float)
    if unsplit["apply_part"].isna().any() or not visits.sum() > 0:
        return 1.0
    return float(np.average(unsplit["apply_part"], weights=visits))
