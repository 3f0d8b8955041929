from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import with_calendar
from support.frames.staggered_panels import town

from analytics.effect import aggregate, att_gt, going_live, going_live_panel, month_numbered
from analytics.effect.by_going_live.live_panel import month_number
from sample.truth.month_estimands import going_live_estimands
from sample.world.draw import draw


def cohorts(facts: pd.DataFrame) -> dict[str, pd.Timestamp | None]:
    units = going_live_panel(facts).frame.drop_duplicates("unit").set_index("unit")["cohort"]
    return {str(unit): month_numbered(value) if value else None for unit, value in units.items()}


def test_months_are_numbers_one_apart() -> None:
    assert month_number(pd.Timestamp("2025-01-01")) - month_number(pd.Timestamp("2024-12-01")) == 1
    assert month_numbered(month_number(pd.Timestamp("2024-12-31"))) == pd.Timestamp("2024-12-01")


def test_cohort_is_the_first_full_month_live() -> None:
    found = cohorts(town())
    assert found["U00"] == pd.Timestamp("2024-05-01")
    assert found["U10"] == pd.Timestamp("2024-07-01")
    assert found["U11"] is None


def test_the_outcome_is_ln_visits_per_standard_week() -> None:
    facts, march = town(), pd.Timestamp("2024-03-01")
    own = facts[facts["unit_code"].eq("U03") & facts["month"].eq(march) & facts["weekday"].le(5)]
    week = own.groupby("weekday")["visits"].mean().sum()
    frame = going_live_panel(facts).frame
    chosen = frame[frame["unit"].eq("U03") & frame["period"].eq(month_number(march))]
    assert chosen["outcome"].iloc[0] == pytest.approx(np.log(week))


def test_a_running_month_is_not_in_the_panel() -> None:
    """31 Aug 2024 is a Saturday: the 30th ends the month, the 29th does not."""
    last = [going_live_panel(town(), day).frame["period"].max() for day in (date(2024, 8, 30), date(2024, 8, 29))]
    assert [month_numbered(number).month for number in last] == [8, 7]
    late = going_live_panel(town().query("date >= '2024-01-03'")).frame
    assert month_numbered(late["period"].min()) == pd.Timestamp("2024-02-01")


def test_a_few_days_are_no_whole_month() -> None:
    assert going_live_panel(town().query("'2024-01-03' <= date <= '2024-01-17'")).frame.empty


def test_a_hole_a_zero_an_unknown_or_a_broken_start_leaves_the_unit_out_by_name() -> None:
    facts = town()
    month = facts["month"].eq("2024-02-01")
    monday = facts["unit_code"].eq("U11") & month & facts["weekday"].eq(1)
    facts.loc[monday, "visits"] = np.nan
    facts.loc[facts["unit_code"].eq("U12") & month, "visits"] = 0.0
    facts.loc[facts["unit_code"].eq("U13") & month, "is_live"] = pd.NA
    facts.loc[facts["unit_code"].eq("U00") & (facts["date"] > "2024-07-07"), "is_live"] = False
    left = going_live_panel(with_calendar(facts)).left_out
    assert dict(zip(left["unit"], left["reason"], strict=True)) == {
        "U00": "live_interrupted",
        "U11": "month_incomplete",
        "U12": "no_visits",
        "U13": "live_unknown",
    }
    assert left["name"].iloc[0] == "Kantor U00"


def test_a_kecamatan_office_is_not_in_it() -> None:
    facts = town()
    facts.loc[facts["unit_code"].eq("U01"), "kind"] = "kecamatan"
    found = going_live_panel(facts)
    assert "U01" not in set(found.frame["unit"]) | set(found.left_out["unit"])


def test_without_noise_the_effect_is_found() -> None:
    """Every cell since the first full month is the true -0.3; the office that goes live alone is named."""
    result = going_live(town(seed=None))
    assert result.change.value == pytest.approx(np.expm1(-0.3), abs=1e-9)
    since = result.by_months_live.query("key >= 0 and state == 'ok'")
    assert since["change"].to_numpy() == pytest.approx(np.expm1(-0.3), abs=1e-9)
    assert result.alone == [pd.Timestamp("2024-07-01")]
    assert (result.n_treated, result.n_control) == (10, 14)


@pytest.mark.parametrize(("change", "verdict"), [(-0.4, "fewer_visits"), (0.3, "more_visits"), (0.0, "no_effect_seen")])
def test_the_verdict_follows_the_interval(change: float, verdict: str) -> None:
    result = going_live(town(change))
    assert result.verdict == verdict
    assert result.change.lower < result.change.value < result.change.upper


def test_few_offices_give_no_verdict() -> None:
    result = going_live(town(starts={"2024-04-15": 7}))
    assert (result.verdict, result.reason) == ("cannot_tell", "few_treated")
    result = going_live(town(others=7, starts={"2024-04-15": 9}))
    assert (result.verdict, result.reason) == ("cannot_tell", "few_control")


def test_only_months_with_eight_controls_count_and_the_end_of_control_is_told() -> None:
    """All 24 are live from July on: seven months have controls, and only while eight are left."""
    starts = {"2024-04-15": 8, "2024-05-20": 6, "2024-07-10": 10}
    result = going_live(town(starts=starts, others=0))
    assert result.no_control_from == pd.Timestamp("2024-07-01")
    assert result.last_month == pd.Timestamp("2024-06-01")
    assert result.n_control == 10


def test_no_one_live_or_no_data_is_a_state() -> None:
    result = going_live(town(starts={}))
    assert (result.verdict, result.reason) == ("cannot_tell", "no_cells")
    assert result.last_month is None
    assert going_live(town().iloc[:0]).reason == "no_cells"


def test_since_the_digital_days_it_is_both_together() -> None:
    facts = town()
    assert going_live(facts).with_digital_days_from is None
    facts["is_digital_day"] = facts["date"].ge("2024-07-02") & facts["weekday"].eq(2)
    assert going_live(facts).with_digital_days_from == date(2024, 7, 2)


def truth_and_estimate(seed: int) -> tuple[float, float, float, float]:
    """True average effect of the sample's cells, the estimate and its interval."""
    drawn = draw(seed)
    result = going_live(drawn.frame)
    true = {
        (month_number(pd.Timestamp(entry["cohort"])), month_number(pd.Timestamp(entry["month"]))): entry["att"]
        for entry in going_live_estimands(drawn)
    }
    cells = result.cells.frame
    used = cells[cells["att"].notna() & (cells["n_treated"] > 1) & (cells["period"] >= cells["cohort"])]
    keys = zip(used["cohort"], used["period"], strict=True)
    truth = float(np.average([true[key] for key in keys], weights=used["n_treated"]))
    shown = result.simple.overall
    return truth, shown.value, shown.lower, shown.upper


def test_the_sample_citys_truth_is_found() -> None:
    """No bias over 8 draws, and the intervals hold the truth."""
    found = np.array([truth_and_estimate(seed) for seed in range(8)])
    truth, value, lower, upper = found.T
    assert abs((value - truth).mean()) < 0.02
    assert ((lower <= truth) & (truth <= upper)).sum() == 8


def test_the_panel_goes_through_the_same_functions() -> None:
    facts = draw(1).frame
    result = going_live(facts)
    assert aggregate(att_gt(going_live_panel(facts).frame, "not_yet", 1)).overall_att == result.simple.overall_att
