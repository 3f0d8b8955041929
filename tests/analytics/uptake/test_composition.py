"""The parts of a change against statsmodels' decomposition and by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.oaxaca import OaxacaBlinder
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.uptake import composition
from analytics.uptake.city_change import city_change
from sample.truth.month_estimands import composition_estimands
from sample.world.draw import draw

Rows = dict[str, tuple[int, int]]


def frame(rows: Rows) -> pd.DataFrame:
    table = [(unit, numerator, denominator) for unit, (numerator, denominator) in rows.items()]
    return pd.DataFrame(table, columns=["unit", "numerator", "denominator"])


BEFORE = {"A": (30, 100), "B": (10, 40), "C": (45, 60), "D": (0, 20)}
AFTER = {"A": (44, 90), "B": (33, 75), "C": (20, 25), "D": (9, 60)}


def test_parts_by_hand() -> None:
    """Two offices of equal size at 20 % and 60 %; the second doubles and rises to 70 %."""
    result = composition(frame({"A": (20, 100), "B": (60, 100)}), frame({"A": (20, 100), "B": (140, 200)}))
    assert (result.before, result.after) == (pytest.approx(0.4), pytest.approx(160 / 300))
    assert result.rate_effect == pytest.approx((1 / 2 + 2 / 3) / 2 * 0.1)
    assert result.composition_effect == pytest.approx((0.2 - 0.4) * (1 / 3 - 1 / 2) + (0.65 - 0.4) * (2 / 3 - 1 / 2))
    assert result.total == pytest.approx(result.rate_effect + result.composition_effect)


def test_joined_and_left_by_hand() -> None:
    """C joins with 30 of 100, B leaves with 10 of 100; A stays at 40 %."""
    result = composition(frame({"A": (40, 100), "B": (10, 100)}), frame({"A": (40, 100), "C": (30, 100)}))
    assert result.rate_effect == 0
    assert result.joined == pytest.approx(0.5 * (0.3 - 0.25))
    assert result.left == pytest.approx(-0.5 * (0.1 - 0.25))
    assert result.reweighted == 0
    assert list(result.units["role"]) == ["both", "left", "joined"]


def transactions(rows: Rows, period: int, units: list[str]) -> np.ndarray:
    """One row a transaction: digital or not, period, one column a unit."""
    parts = []
    for unit, (numerator, denominator) in rows.items():
        block = np.zeros((denominator, 2 + len(units)))
        block[:numerator, 0], block[:, 1], block[:, 2 + units.index(unit)] = 1, period, 1
        parts.append(block)
    return np.vstack(parts)


def statsmodels_parts(before: Rows, after: Rows) -> tuple[float, float]:
    """Rate and composition by regression on the units' dummies, both periods' coefficients averaged
    (Reimers 1983: Kitagawa's weights), outcome less the first city share."""
    units = sorted({*before, *after})
    data = np.vstack([transactions(after, 0, units), transactions(before, 1, units)])
    city = sum(x for x, _ in before.values()) / sum(n for _, n in before.values())
    model = OaxacaBlinder(data[:, 0] - city, data[:, 1:], 0, hasconst=True, swap=False)
    unexplained, explained, _ = model.two_fold(two_fold_type="reimers").params
    return float(unexplained), float(explained)


def test_statsmodels_finds_the_same_parts() -> None:
    result = composition(frame(BEFORE), frame(AFTER))
    rate, weights = statsmodels_parts(BEFORE, AFTER)
    assert result.rate_effect == pytest.approx(rate, abs=1e-8)
    assert result.composition_effect == pytest.approx(weights, abs=1e-8)


@pytest.mark.filterwarnings("ignore:The design matrix is rank-deficient")
def test_statsmodels_with_joined_and_left_units() -> None:
    """The regression gives a unit without data the coefficient 0, so half of its whole part falls to the
    rate there; ours counts a unit that joined or left as composition only."""
    before, after = {**BEFORE, "X": (5, 50)}, {**AFTER, "Y": (40, 55), "Z": (3, 9)}
    result = composition(frame(before), frame(after))
    rate, weights = statsmodels_parts(before, after)
    moved = result.joined + result.left
    assert abs(moved) > 0.01
    assert result.rate_effect == pytest.approx(rate - moved / 2, abs=1e-8)
    assert result.composition_effect == pytest.approx(weights + moved / 2, abs=1e-8)


counts = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: (min(pair), max(pair)))
periods = st.dictionaries(st.sampled_from("ABCDEF"), counts, min_size=1)


@settings(deadline=None)
@given(periods, periods)
def test_parts_always_add_up(before: Rows, after: Rows) -> None:
    result = composition(frame(before), frame(after))
    if result.state != "ok":
        assert sum(n for _, n in (before if result.reason.endswith("before") else after).values()) == 0
        return
    parts = (result.rate_effect, result.reweighted, result.joined, result.left)
    assert sum(parts) == pytest.approx(result.after - result.before, abs=1e-12)
    assert result.total == pytest.approx(result.rate_effect + result.composition_effect, abs=1e-12)
    assert result.units["rate_effect"].sum() == pytest.approx(result.rate_effect, abs=1e-12)


def test_a_unit_without_transactions_and_the_order_change_nothing() -> None:
    first = composition(frame(BEFORE), frame(AFTER))
    more = frame({**BEFORE, "E": (0, 0)}).sample(frac=1, random_state=1)
    missing = pd.DataFrame({"unit": ["E"], "numerator": [np.nan], "denominator": [np.nan]})
    second = composition(more, pd.concat([missing, frame(AFTER)]))
    pd.testing.assert_frame_equal(first.units, second.units)


def test_nothing_to_compare_is_a_state() -> None:
    result = composition(frame({}), frame(AFTER))
    assert (result.state, result.reason) == ("not_provided", "no_transactions_before")
    assert np.isnan(result.total)
    assert composition(frame(BEFORE), frame({"A": (0, 0)})).reason == "no_transactions_after"


def test_faulty_counts_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="outside 0"):
        composition(frame({"A": (5, 4)}), frame(AFTER))
    with pytest.raises(ValueError, match="lacks the column unit"):
        composition(frame(BEFORE).rename(columns={"unit": "unit_code"}), frame(AFTER))


def test_the_sample_citys_parts_from_expected_counts() -> None:
    """On the expected counts behind a draw every part is the written truth (rounded to 6 places)."""
    drawn = draw(3)
    truth = composition_estimands(drawn)
    assert truth is not None
    world, sides = drawn.worlds["as_happened"], []
    for month in (truth["from"], truth["to"]):
        where = drawn.is_expected & drawn.offices.live & (drawn.days.month == np.datetime64(month, "M"))
        digital, walkin = (np.where(where, array, 0).sum(axis=1) for array in (world.digital, world.walkin))
        sides.append(pd.DataFrame({"unit": drawn.codes, "numerator": digital, "denominator": digital + walkin}))
    result = composition(*sides)
    found = (result.total, result.rate_effect, result.reweighted, result.joined, result.left)
    assert found == pytest.approx(
        [truth[name] for name in ("change", "rate", "reweighted", "joined", "left")], abs=2e-6
    )


def test_the_parts_from_facts_come_close_to_the_truth() -> None:
    drawn = draw(3)
    facts, truth = drawn.frame, composition_estimands(drawn)
    assert truth is not None
    before, after = (facts[facts["month"] == f"{truth[name]}-01"] for name in ("from", "to"))
    result = city_change(before, after, drawn.codes[:10])
    assert result.parts.total == pytest.approx(truth["change"], abs=0.03)
    assert result.parts.joined == pytest.approx(truth["joined"], abs=0.02)


def test_the_first_ten_have_their_own_line() -> None:
    """A is one of the first ten and goes from 25 % to 50 %; B joins and pulls the city down."""
    weeks = [(5.0, 15.0)] * 5 + [(0.0, np.nan)] * 2
    later = [(10.0, 10.0)] * 5 + [(0.0, np.nan)] * 2
    before = facts_frame(week_rows("2024-06-03", weeks * 4))
    after = facts_frame(
        week_rows("2024-07-01", later * 4) + week_rows("2024-07-01", [(1.0, 39.0)] * 5 * 4, unit_code="B")
    )
    result = city_change(before, after, ["A"])
    assert result.first_ten.change.value == pytest.approx(0.25)
    assert result.parts.rate_effect > 0 > result.parts.joined


def test_a_month_without_a_headline_share_has_no_parts() -> None:
    before = facts_frame(week_rows("2024-06-03", [(5.0, 15.0)] * 5, is_live=False))
    after = facts_frame(week_rows("2024-07-01", [(5.0, 15.0)] * 5))
    result = city_change(before, after, ["A"])
    assert (result.parts.state, result.parts.reason) == ("not_provided", "not_live_before")
    assert result.first_ten.state == "not_provided"
    assert date(2024, 7, 1) == after["date"].iloc[0].date()
