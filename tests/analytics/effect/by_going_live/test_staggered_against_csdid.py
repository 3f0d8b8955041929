"""ATT by cohort and period, and all four aggregates, against csdid, an independent package.

Where conventions differ: (1) csdid leaves out silently what cannot be estimated; here it is a row with a
state and a reason, so the tests compare the rows that have an estimate. (2) csdid refuses the aggregate
by cohort when a cohort has no period live; here that cohort has no row. (3) csdid relabels the last
cohort as never treated when nobody is; here control="never" then has no control. (4) a cohort of one unit
is in csdid's aggregates, not in ours. (5) csdid blanks a standard error of exactly 0.
"""

import contextlib
import io
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from support.frames.staggered_panels import panel

from analytics.effect import aggregate, att_gt, pre_trend

if TYPE_CHECKING:
    from csdid.att_gt import ATTgt

EXACT = 1e-8
CONTROL = {"never": "nevertreated", "not_yet": "notyettreated"}
BY = ("simple", "group", "dynamic", "calendar")
SIZES = {
    "balanced": {0: 12, 4: 6, 6: 5, 7: 3},
    "gaps": {0: 7, 3: 2, 8: 9},
    "always treated": {0: 12, 1: 4, 5: 6, 7: 3},
    "nobody never": {4: 6, 6: 5, 8: 7},
    "start after the end": {0: 6, 4: 5, 6: 4, 12: 3},
}


def reference(frame: pd.DataFrame, control: str, anticipation: int) -> "ATTgt":
    """csdid's own answer, influence-function errors, no bootstrap."""
    # It brings a package of models that takes a second to import: every worker of a run would do it.
    from csdid.att_gt import ATTgt

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ATTgt("outcome", "period", "unit", "cohort", frame.copy(), CONTROL[control], anticipation=anticipation)
        return model.fit(est_method="reg", bstrap=False)


def reference_aggregate(model: "ATTgt", by: str) -> dict[str, Any]:
    with contextlib.redirect_stdout(io.StringIO()):
        return dict(model.aggte(typec=by, bstrap=False, cband=False).atte)


def cells(model: "ATTgt") -> pd.DataFrame:
    found = {"cohort": "group", "period": "year", "att": "att", "se": "se"}
    frame = pd.DataFrame({ours: np.asarray(model.results[name], float) for ours, name in found.items()})
    return frame.sort_values(["cohort", "period"], ignore_index=True)


def close(ours: object, theirs: object) -> bool:
    return bool(np.allclose(np.asarray(ours, float), np.asarray(theirs, float), rtol=0, atol=EXACT))


CASES = [
    pytest.param(sizes, control, ahead, id=f"{name}-{control}-{ahead}")
    for name, sizes in SIZES.items()
    for control in CONTROL
    for ahead in (0, 1)
    if not (name == "nobody never" and control == "never")
]


@pytest.mark.parametrize(("sizes", "control", "ahead"), CASES)
@pytest.mark.parametrize("seed", [1, 2])
def test_cells_influence_and_aggregates_are_csdids(sizes: dict[int, int], control: str, ahead: int, seed: int) -> None:
    frame = panel(seed, sizes)
    model, ours = reference(frame, control, ahead), att_gt(frame, control, ahead)
    found = ours.frame["att"].notna().to_numpy()
    theirs = cells(model)
    keys = ["cohort", "period"]
    assert ours.frame.loc[found, keys].to_numpy().tolist() == theirs[keys].to_numpy().tolist()
    assert close(ours.frame.loc[found, "att"], theirs["att"])
    assert close(ours.frame.loc[found, "se"], theirs["se"])
    assert close(ours.influence[:, found], model.MP["inffunc"]["inffunc"])
    for by in BY:
        mine = aggregate(ours, by)
        if by == "group" and set(mine.frame["key"]) < set(theirs["cohort"]):
            with pytest.raises(ValueError, match="No group-time"):
                reference_aggregate(model, by)
            continue
        other = reference_aggregate(model, by)
        assert close([mine.overall_att, mine.overall_se], [other["overall_att"], float(other["overall_se"])])
        if by != "simple":
            assert close(mine.frame[["key", "att"]], np.column_stack([other["egt"], other["att_egt"]]))
            assert close(mine.frame["se"], np.ravel(other["se_egt"]))


@pytest.mark.parametrize("control", CONTROL)
def test_units_with_holes_are_left_out_as_in_csdid(control: str) -> None:
    """A missing row and a missing outcome both take the whole unit out."""
    frame = panel(5)
    frame.loc[frame["unit"].eq(3) & frame["period"].eq(2), "outcome"] = np.nan
    frame = frame[~(frame["unit"].eq(15) & frame["period"].eq(9))]
    with contextlib.redirect_stdout(io.StringIO()):
        theirs = cells(reference(frame, control, 1))
    ours = att_gt(frame, control, 1)
    assert close(ours.frame[["att", "se"]], theirs[["att", "se"]])
    assert list(ours.left_out["unit"]) == [3, 15]


@pytest.mark.parametrize("control", CONTROL)
def test_a_cohort_of_one_stays_out_of_the_aggregates(control: str) -> None:
    """Its cells are csdid's; the averages are csdid's of the frame without that unit (nobody's control then)."""
    frame = panel(6, {0: 12, 3: 1, 6: 5, 7: 4})
    ours, theirs = att_gt(frame, control), cells(reference(frame, control, 0))
    assert close(ours.frame[["att", "se"]], theirs[["att", "se"]])
    without = reference(frame[frame["cohort"] != 3], control, 0)
    for by in ("simple", "group", "calendar"):
        other, mine = reference_aggregate(without, by), aggregate(ours, by)
        assert close([mine.overall_att, mine.overall_se], [other["overall_att"], float(other["overall_se"])])
        assert mine.left_out == [3]


def test_the_wald_pre_test_is_csdids() -> None:
    frame = panel(7, {0: 30, 4: 12, 6: 15})
    for ahead in (0, 1):
        model, ours = reference(frame, "not_yet", ahead), pre_trend(att_gt(frame, "not_yet", ahead))
        assert ours.wald == pytest.approx(model.MP["W"], abs=EXACT)
        assert round(ours.wald_p, 5) == pytest.approx(model.MP["Wpval"])
