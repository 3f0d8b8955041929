import numpy as np
import pandas as pd
import pytest
from support.frames.call_frames import CALLS, FACTS

from analytics.assistance import assistance_rate, funnel, topics


def test_rate_counts_only_days_that_both_logs_cover() -> None:
    """Weekends count; the day without calls and the day without requests do not."""
    result = assistance_rate(FACTS, ["unit_code"]).set_index("unit_code")
    assert (result.loc["A", "numerator"], result.loc["A", "denominator"]) == (4, 100)
    assert result.loc["A", "rate"] == pytest.approx(4.0)
    assert (result.loc["B", "state"], result.loc["B", "reason"]) == ("not_applicable", "no_requests")
    assert np.isnan(result.loc["B", "rate"])


def test_calls_without_a_place_belong_to_the_city() -> None:
    """4 of 1 October; the 8 of 3 October fall on a day without request data."""
    result = assistance_rate(FACTS, calls=CALLS).iloc[0]
    assert (result["numerator"], result["unplaced_calls"], result["rate"]) == (10, 4, pytest.approx(10.0))
    months = assistance_rate(FACTS, ["month"], CALLS)
    assert list(months["unplaced_calls"]) == [0, 4]


def test_calls_without_a_place_are_refused_for_places() -> None:
    with pytest.raises(ValueError, match="belong to the city"):
        assistance_rate(FACTS, ["kecamatan"], CALLS)


def test_no_call_data_is_not_a_rate_of_zero() -> None:
    result = assistance_rate(FACTS.assign(help_calls=np.nan)).iloc[0]
    assert (result["state"], result["reason"]) == ("not_provided", "not_covered")
    assert np.isnan(result["rate"])


def test_funnel_stages_lie_inside_each_other() -> None:
    result = funnel(CALLS).set_index("stage")["calls"]
    assert list(result) == [29, 27, 20, 15, 12]
    assert result.is_monotonic_decreasing


def test_funnel_without_answers_says_so_and_goes_on() -> None:
    frame = CALLS.assign(is_answered=pd.array([pd.NA] * len(CALLS), dtype="boolean"))
    result = funnel(frame).set_index("stage")
    assert (result.loc["answered", "state"], result.loc["answered", "reason"]) == ("not_provided", "answer_unknown")
    assert result.loc["valid", "calls"] == 22


def test_funnel_without_calls_is_not_zero() -> None:
    result = funnel(CALLS.iloc[:0])
    assert result["calls"].isna().all()
    assert set(result["state"]) == {"not_provided"}


def test_topics_are_those_of_digital_help_only() -> None:
    result = topics(CALLS)
    assert list(result["topic"]) == ["gagal_masuk", "unggah"]
    assert list(result["calls"]) == [12, 5]
    assert result["share"].sum() == pytest.approx(1)
