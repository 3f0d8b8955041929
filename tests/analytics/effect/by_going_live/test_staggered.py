import numpy as np
import pandas as pd
import pytest
from scipy.stats import t
from support.frames.staggered_panels import WAVES, effect, panel

from analytics.effect import aggregate, att_gt, pre_trend


def row(frame: pd.DataFrame, cohort: int, period: int) -> pd.Series:
    return frame[(frame["cohort"] == cohort) & (frame["period"] == period)].iloc[0]


@pytest.mark.parametrize("control", ["never", "not_yet"])
@pytest.mark.parametrize("ahead", [0, 1])
def test_without_noise_the_truth_comes_back(control: str, ahead: int) -> None:
    result = att_gt(panel(None, ahead=ahead), control, ahead)
    truth = [effect(g, p, ahead) for g, p in zip(result.frame["cohort"], result.frame["period"], strict=True)]
    assert result.frame["att"].to_numpy() == pytest.approx(np.array(truth), abs=1e-12)
    since = [(g, p) for g in WAVES if g for p in range(g, 10)]
    simple = np.average([effect(g, p) for g, p in since], weights=[WAVES[g] for g, _ in since])
    assert aggregate(result).overall_att == pytest.approx(simple)


def test_wrong_anticipation_would_hide_part_of_the_effect() -> None:
    """With the month before already moved, the base must lie one month earlier."""
    frame = panel(None, ahead=1)
    assert row(att_gt(frame, "never", 1).frame, 4, 4)["att"] == pytest.approx(effect(4, 4))
    assert row(att_gt(frame, "never", 0).frame, 4, 4)["att"] == pytest.approx(effect(4, 4) + 0.1)


@pytest.mark.drill
def test_the_interval_holds_the_truth_with_small_waves() -> None:
    """Where nothing but noise is random; 19 in 20 hold it, plain 1.96 standard errors fewer."""
    shown, plain = [], []
    for seed in range(300):
        result = att_gt(panel(seed, {0: 9, 4: 3}, periods=5))
        cell, truth = row(result.frame, 4, 4), effect(4, 4)
        shown.append(cell["lower"] <= truth <= cell["upper"])
        plain.append(abs(cell["att"] - truth) <= 1.96 * cell["se"])
    assert np.mean(shown) > 0.94
    assert np.mean(plain) < 0.89


def test_interval_of_a_cell_by_hand() -> None:
    """Both groups' sample variances, t with the smaller group - 1."""
    frame = panel(3, {0: 12, 4: 5})
    wide = frame.pivot(index="unit", columns="period", values="outcome")
    change = (wide[5] - wide[3]).to_numpy()
    error = np.sqrt(change[12:].var(ddof=1) / 5 + change[:12].var(ddof=1) / 12)
    cell = row(att_gt(frame).frame, 4, 5)
    assert cell["upper"] - cell["att"] == pytest.approx(t.ppf(0.975, 4) * error)
    assert cell["se"] == pytest.approx(np.sqrt(change[12:].var() / 5 + change[:12].var() / 12))


def test_interval_of_an_aggregate_takes_treated_units_less_cohorts() -> None:
    simple = aggregate(att_gt(panel(3)))
    assert simple.frame["freedom"].iloc[0] == 6 + 5 + 3 - 3
    assert simple.overall.upper - simple.overall_att > t.ppf(0.975, 11) * simple.overall_se


def test_a_cohort_under_three_has_no_interval_and_says_so() -> None:
    result = att_gt(panel(1, {0: 12, 4: 6, 6: 2, 7: 1}))
    for cohort, reason in ((6, "small_cohort"), (7, "one_unit_cohort")):
        cell = row(result.frame, cohort, 8)
        assert (cell["state"], cell["reason"]) == ("not_provided", reason)
        assert np.isfinite(cell["att"])
        assert np.isnan([cell["lower"], cell["upper"]]).all()
    by_cohort = aggregate(result, "group")
    assert list(by_cohort.frame["key"]) == [4, 6]
    assert list(by_cohort.frame["reason"]) == ["", "small_cohort"]
    assert by_cohort.left_out == [7]
    assert by_cohort.state == "ok"


def test_always_treated_units_are_named_and_used_nowhere() -> None:
    result = att_gt(panel(1, {0: 12, 1: 4, 5: 6}))
    chosen = result.frame[result.frame["cohort"] == 1]
    assert set(chosen["reason"]) == {"always_treated"}
    assert set(chosen["state"]) == {"not_applicable"}
    assert list(result.left_out["reason"]) == ["always_treated"] * 4
    assert result.cohorts.set_index("cohort").loc[1, ["units", "used"]].tolist() == [4, 0]
    assert row(result.frame, 5, 6)["n_control"] == 12


def test_where_the_control_ends_the_cells_say_so() -> None:
    """Nobody is never treated: from the last cohort on there is no control, and it has no cell itself."""
    result = att_gt(panel(1, {4: 6, 6: 5, 8: 7}), anticipation=1)
    assert result.last_control_period == 6
    late = row(result.frame, 4, 7)
    assert (late["state"], late["reason"], late["n_control"]) == ("not_provided", "no_control", 0)
    assert set(result.frame.loc[result.frame["cohort"] == 8, "reason"]) == {"comparison_only"}
    never = att_gt(panel(1, {4: 6, 6: 5, 8: 7}), control="never")
    assert set(never.frame["reason"]) == {"no_control"}
    assert np.isnan(never.last_control_period)
    nothing = aggregate(never)
    assert (nothing.state, nothing.reason) == ("not_provided", "no_cells")


def test_no_number_is_missing_without_a_reason() -> None:
    frame = panel(1, {0: 1, 1: 3, 4: 6, 6: 2, 7: 1, 12: 4})
    frame.loc[frame["unit"].eq(6), "outcome"] = np.nan
    for control in ("never", "not_yet"):
        for ahead in (0, 1):
            result = att_gt(frame, control, ahead)
            numbers = result.frame[["att", "se", "lower", "upper"]].notna().all(axis=1)
            assert (numbers == result.frame["state"].eq("ok")).all()
            assert (result.frame["reason"].eq("") == result.frame["state"].eq("ok")).all()
            assert set(result.cohorts["cohort"]) == {0, 1, 4, 6, 7, 12}
    alone = att_gt(panel(1, {0: 1, 4: 6}), "never")
    assert set(alone.frame["reason"]) == {"one_control"}
    assert aggregate(alone).reason == "one_control"


def test_a_cohort_whose_units_all_have_holes_keeps_its_rows() -> None:
    frame = panel(1, {0: 12, 4: 6, 6: 2})
    frame = frame[~(frame["cohort"].eq(6) & frame["period"].eq(3))]
    result = att_gt(frame)
    assert set(result.frame.loc[result.frame["cohort"] == 6, "reason"]) == {"no_units"}


def test_few_units_give_no_conclusion() -> None:
    assert aggregate(att_gt(panel(1, {0: 12, 4: 7}))).reason == "few_treated"
    assert aggregate(att_gt(panel(1, {0: 7, 4: 9}))).reason == "few_control"
    assert aggregate(att_gt(panel(1, {0: 8, 4: 8}))).reason == ""


def test_order_of_rows_and_an_empty_unit_change_nothing() -> None:
    frame = panel(4)
    extra = pd.DataFrame({"unit": 99, "period": range(1, 10), "cohort": 4, "outcome": np.nan})
    first, second = att_gt(frame), att_gt(pd.concat([frame, extra]).sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(first.frame, second.frame)
    assert aggregate(first).overall_se == aggregate(second).overall_se
    assert list(second.left_out["unit"]) == [99]


def test_a_trend_before_the_start_is_seen() -> None:
    frame = panel(1, {0: 30, 6: 12}, noise=0.3)
    assert not pre_trend(att_gt(frame)).has_moved
    drift = frame["outcome"] + 0.5 * frame["period"] * frame["cohort"].gt(0)
    moved = pre_trend(att_gt(frame.assign(outcome=drift)))
    assert moved.has_moved
    assert list(moved.frame["key"]) == [-4, -3, -2, -1]


def test_pre_trend_says_when_it_cannot_look() -> None:
    result = pre_trend(att_gt(panel(1, {0: 12, 2: 6}, periods=4)))
    assert (result.state, result.reason) == ("not_applicable", "no_earlier_periods")
    assert not result.has_moved
    many = pre_trend(att_gt(panel(1, {0: 4, 6: 3, 9: 3})))
    assert many.wald_reason == "singular"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f.drop(columns="cohort"), "lacks the column cohort"),
        (lambda f: pd.concat([f, f.iloc[:1]]), "twice"),
        (lambda f: f.assign(cohort=f["period"]), "same in all periods"),
        (lambda f: f.assign(cohort=np.nan), "needs a cohort"),
    ],
)
def test_a_faulty_panel_is_refused_in_words(change: object, words: str) -> None:
    assert callable(change)
    with pytest.raises(ValueError, match=words):
        att_gt(change(panel()))


def test_unknown_arguments_are_refused() -> None:
    with pytest.raises(ValueError, match="never, not_yet"):
        att_gt(panel(), control="nevertreated")
    with pytest.raises(ValueError, match="negative"):
        att_gt(panel(), anticipation=-1)
    with pytest.raises(ValueError, match="simple, group, dynamic, calendar"):
        aggregate(att_gt(panel()), "cohort")


def test_a_panel_without_outcomes_has_no_answer() -> None:
    result = att_gt(panel().assign(outcome=np.nan))
    assert result.frame.empty
    assert set(result.cohorts.loc[result.cohorts["cohort"] > 0, "reason"]) == {"no_units"}
    assert aggregate(result).reason == "no_cells"
