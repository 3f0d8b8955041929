import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames.random_facts import random_facts

from analytics.uptake import digital_share

GROUPS = st.sampled_from([[], ["month"], ["unit_code", "month"], ["weekday"], ["week"]])


@settings(max_examples=25)
@given(st.integers(0, 10_000), GROUPS)
def test_shares_lie_between_zero_and_one_and_in_their_interval(seed: int, by: list[str]) -> None:
    result = digital_share(random_facts(seed), by)
    good = result[result["state"] == "ok"]
    assert ((good["lower"] >= 0) & (good["lower"] <= good["share"] + 1e-12)).all()
    assert ((good["share"] <= good["upper"] + 1e-12) & (good["upper"] <= 1)).all()
    assert good["rescaled_share"].between(0, 1).all()
    assert result.loc[result["state"] != "ok", "share"].isna().all()
    assert (result["reason"].eq("") == result["state"].eq("ok")).all()


@settings(max_examples=15)
@given(st.integers(0, 10_000), GROUPS)
def test_the_order_of_rows_does_not_matter(seed: int, by: list[str]) -> None:
    facts = random_facts(seed)
    shuffled = facts.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(digital_share(facts, by), digital_share(shuffled, by))


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_a_unit_without_data_changes_nothing(seed: int) -> None:
    facts = random_facts(seed)
    empty = facts[facts["unit_code"] == "U00"].assign(
        unit_code="U99", warga=np.nan, visits=np.nan, is_live=False, is_complete=False, is_walkin_complete=False
    )
    empty["is_live"] = empty["is_live"].astype("boolean")
    both = pd.concat([facts, empty], ignore_index=True)
    pd.testing.assert_frame_equal(digital_share(facts, ["month"]), digital_share(both, ["month"]))


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_parts_add_up_to_the_whole(seed: int) -> None:
    facts = random_facts(seed)
    whole, parts = digital_share(facts).iloc[0], digital_share(facts, ["unit_code", "month"])
    for column in ("numerator", "denominator", "complete_days", "expected_days", "off_day_requests"):
        assert parts[column].sum() == pytest.approx(whole[column])
