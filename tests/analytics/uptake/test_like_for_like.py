"""Changes like for like: by hand, against statsmodels, and where the plain share changes for other reasons."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t, ttest_ind
from statsmodels.stats.oaxaca import OaxacaBlinder
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.uptake import (
    ShareChange,
    comparisons,
    digital_share,
    fallen_offices,
    period_change,
    previous_period,
    share_change,
    share_changes_by_office,
)
from sample.truth.month_estimands import change_estimands
from sample.world.draw import draw

BEFORE, AFTER = "2024-06-03", "2024-07-01"
Rows = dict[str, tuple[int, int]]


def month(first: str, offices: dict[str, list[tuple[float, float]]], weeks: int = 4, **more: object) -> pd.DataFrame:
    """Facts of four weeks: of each office (digital, visits) by weekday, Monday first; a single pair is every day's."""
    rows: list[dict[str, object]] = []
    for code, days in offices.items():
        each = days * 5 if len(days) == 1 else days
        rows += week_rows(first, [*each, (0.0, np.nan), (0.0, np.nan)] * weeks, unit_code=code, **more)
    return facts_frame(rows)


def parts(change: ShareChange) -> float:
    return change.calendar + change.counting + change.joined + change.left + change.reweighted + change.change.value


def test_the_parts_by_hand() -> None:
    """Two offices of equal size at 20% and 60%; the second doubles and rises to 70%."""
    before = month(BEFORE, {"A": [(20, 80)], "B": [(60, 40)]})
    after = month(AFTER, {"A": [(20, 80)], "B": [(140, 60)]})
    change = share_change(before, after)
    assert (change.plain_before, change.plain_after) == (pytest.approx(0.4), pytest.approx(160 / 300))
    assert change.change.value == pytest.approx((1 / 2 + 2 / 3) / 2 * 0.1)
    assert change.reweighted == pytest.approx(0.2 * (1 / 3 - 1 / 2) + 0.65 * (2 / 3 - 1 / 2))
    assert (change.calendar, change.joined, change.left) == pytest.approx((0, 0, 0))


def test_who_joins_and_who_leaves_by_hand() -> None:
    """C joins at 30%, B leaves at 10%; A stays at 40%, so nothing really changed."""
    change = share_change(
        month(BEFORE, {"A": [(40, 60)], "B": [(10, 90)]}), month(AFTER, {"A": [(40, 60)], "C": [(30, 70)]})
    )
    assert change.change.value == pytest.approx(0)
    assert (change.joined, change.left) == pytest.approx((0.35 - 0.40, 0.40 - 0.25))
    assert dict(zip(change.units["unit_code"], change.units["role"], strict=True)) == {
        "A": "both", "B": "left", "C": "joined",
    }  # fmt: skip


def test_fewer_digital_days_in_a_month_are_no_change() -> None:
    """60% on Tuesday to Thursday, 20% on the other days; the second month lacks a week's three digital days."""
    days = [(20.0, 80.0), (60.0, 40.0), (60.0, 40.0), (60.0, 40.0), (20.0, 80.0)]
    before, after = (month(first, dict.fromkeys("ABCDE", days)) for first in (BEFORE, AFTER))
    missing = after["date"].between("2024-07-09", "2024-07-11")
    after = after[~missing]
    change = share_change(before, after)
    assert change.plain == pytest.approx(change.calendar)
    assert change.calendar < -0.02
    assert change.change.value == pytest.approx(0, abs=1e-12)
    assert change.change.direction == "same"


def test_a_city_that_falls_while_its_offices_rise_says_both() -> None:
    """Each old office rises by five points; as many new ones begin at 10%, so the city falls."""
    old = {f"A{i}": (30 + i, 70 - i) for i in range(6)}
    risen = {code: (x + 5, n - 5) for code, (x, n) in old.items()}
    new = {f"B{i}": (10.0, 90.0) for i in range(6)}
    change = share_change(
        month(BEFORE, {code: [pair] for code, pair in old.items()}),
        month(AFTER, {code: [pair] for code, pair in (risen | new).items()}),
    )
    assert change.plain < 0 < change.change.value
    assert change.change.direction == "up"
    assert change.joined < -0.1
    assert parts(change) == pytest.approx(change.plain)


def test_the_interval_by_hand() -> None:
    """Four offices of equal weight: d_i = (s1 - s0 - change) / 4, variance 4/3 Sum d^2, t with 3."""
    moved = np.array([0.20, 0.05, 0.15, 0.0])
    before = month(BEFORE, {code: [(20, 80)] for code in "ABCD"})
    after = month(AFTER, {code: [(20 + 100 * m, 80 - 100 * m)] for code, m in zip("ABCD", moved, strict=True)})
    change = share_change(before, after)
    half = t.ppf(0.975, 3) * np.sqrt(4 / 3 * (((moved - moved.mean()) / 4) ** 2).sum())
    assert (change.change.value, change.change.lower) == pytest.approx((moved.mean(), moved.mean() - half))
    assert (change.offices, change.clusters, change.reason) == (4, 4, "")


def weekly(first: str, weeks: list[tuple[float, float]], **more: object) -> list[dict[str, object]]:
    """Rows of an office whose five working days of each week have the same (digital, visits)."""
    start = pd.Timestamp(first)
    return [
        row
        for number, pair in enumerate(weeks)
        for row in week_rows(str(start + pd.Timedelta(weeks=number)), [pair] * 5, **more)
    ]


def test_weeks_are_the_clusters_of_one_office() -> None:
    """Its share moves from week to week: the weekly means' variances of both periods add up, with Welch's freedom."""
    sent = [[20, 30, 10, 20], [40, 55, 25, 40]]
    change = share_change(
        *(facts_frame(weekly(first, [(x, 100 - x) for x in weeks]))
          for first, weeks in zip((BEFORE, AFTER), sent, strict=True))
    )  # fmt: skip
    test = ttest_ind(sent[1], sent[0], equal_var=False).confidence_interval(0.95)
    assert (change.offices, change.clusters) == (1, 4)
    assert (change.change.lower, change.change.upper) == pytest.approx((test.low / 100, test.high / 100))


def test_an_interval_is_never_narrower_than_counting() -> None:
    """The weeks happen to be alike to the last request: the binomial variance stays, p with one more on each side."""
    change = share_change(month(BEFORE, {"A": [(20, 80)]}), month(AFTER, {"A": [(24, 76)]}))
    counted = [(share := (x + 1) / 2002) * (1 - share) / 2000 for x in (400, 480)]
    assert change.change.upper - change.change.value == pytest.approx(1.959964 * np.sqrt(sum(counted)), rel=1e-6)


def test_two_weeks_are_too_few_for_one_office() -> None:
    change = share_change(month(BEFORE, {"A": [(20, 80)]}, weeks=4), month(AFTER, {"A": [(60, 40)]}, weeks=2))
    assert (change.change.direction, change.reason, change.clusters) == ("open", "few_clusters", 2)


def noisy(first: str, sizes: list[int], rng: np.random.Generator, weeks: int) -> pd.DataFrame:
    """Offices at 40% in each week, give or take what correlates 5 per cent of a week's transactions."""
    rows: list[dict[str, object]] = []
    for number, size in enumerate(sizes):
        shares = rng.beta(0.4 * 19, 0.6 * 19, weeks)
        pairs = [(float(x := rng.binomial(size, share)), float(size - x)) for share in shares]
        rows += weekly(first, pairs, unit_code=f"U{number}")
    return facts_frame(rows)


@pytest.mark.drill
@pytest.mark.parametrize("sizes", [[400, *[10] * 7], [40] * 8], ids=["one outweighs the others", "of one size"])
def test_chance_is_called_up_or_down_as_rarely_as_said(sizes: list[int]) -> None:
    """Nothing changes in 60 cities: 5 per cent of them may be told otherwise, more than 7 with a chance of 1 in 100."""
    rng = np.random.default_rng(5)
    cities = [share_change(noisy(BEFORE, sizes, rng, 4), noisy(AFTER, sizes, rng, 4)) for _ in range(60)]
    assert sum(city.change.direction != "same" for city in cities) <= 7


@pytest.mark.drill
def test_offices_are_not_named_for_chance() -> None:
    """Of 8 offices, of which none changed, none is named in nine months of ten; one that really fell is."""
    rng, sizes = np.random.default_rng(7), [40] * 8
    named = [
        len(fallen_offices(share_changes_by_office(noisy(BEFORE, sizes, rng, 4), noisy(AFTER, sizes, rng, 4))))
        for _ in range(40)
    ]
    assert sum(count > 0 for count in named) <= 9
    fell = noisy(AFTER, sizes, rng, 4)
    is_first = fell["unit_code"] == "U0"
    fell.loc[is_first, "visits"] += fell.loc[is_first, "warga"] - 1
    fell.loc[is_first, "warga"] = 1.0
    assert fallen_offices(share_changes_by_office(noisy(BEFORE, sizes, rng, 4), fell)).iloc[0] == "U0"


def test_one_week_of_an_office_that_outweighs_the_others_is_no_news() -> None:
    offices = {"A": [(160.0, 240.0)], **{code: [(2.0, 3.0)] for code in "BCDE"}}
    early = month(BEFORE, offices, weeks=1), month(AFTER, {**offices, "A": [(240.0, 160.0)]}, weeks=1)
    assert (share_change(*early).change.direction, share_change(*early).reason) == ("open", "few_clusters")
    whole = month(BEFORE, offices), month(AFTER, {**offices, "A": [(240.0, 160.0)]})
    assert share_change(*whole).change.direction == "up"


def test_unknown_origins_widen_a_change_from_all_digital_before_to_all_after() -> None:
    """20 of 100 digital and 10 without origin each day before and after: nothing changed, or ten points either way."""
    offices = {code: [(20.0, 80.0)] for code in "ABCDE"}
    before, after = (month(first, offices, tidak_diketahui=10.0) for first in (BEFORE, AFTER))
    change, plain = share_change(before, after), share_change(month(BEFORE, offices), month(AFTER, offices))
    gap = 30 / 110 - 20 / 100
    assert change.is_unknown_wide
    assert change.change.lower == pytest.approx(plain.change.lower - gap)
    assert change.change.upper == pytest.approx(plain.change.upper + gap)
    one = share_changes_by_office(before, after).iloc[0]
    alone = share_changes_by_office(month(BEFORE, offices), month(AFTER, offices)).iloc[0]
    assert (one["lower"], one["upper"]) == pytest.approx((alone["lower"] - gap, alone["upper"] + gap))
    few = month(AFTER, offices, tidak_diketahui=1.0)
    assert not share_change(month(BEFORE, offices), few).is_unknown_wide


def test_a_working_saturday_is_in_no_standard_week() -> None:
    """Declared one, it is part of the plain share, so it is calendar; the next office's Monday is its own."""
    offices = {code: [(20.0, 80.0)] for code in "ABCDE"}
    before, after = month(BEFORE, offices), month(AFTER, offices)
    extra = [
        {"date": "2024-07-06", "warga": 90.0, "visits": 10.0, "unit_code": code, "is_working_day": True}
        for code in "AE"
    ]
    saturdays = facts_frame(extra)
    change = share_change(before, pd.concat([after, saturdays], ignore_index=True))
    assert change.change.value == pytest.approx(0, abs=1e-12)
    assert change.calendar == pytest.approx(change.plain)
    assert change.plain > 0


def test_an_office_that_lacks_a_weekday_neither_joined_nor_left() -> None:
    """B lacks the Mondays of the second month, C those of the first; D joins in the first, E leaves in the second."""
    offices = {code: [(30.0 if code == "D" else 20.0, 80.0)] for code in "ABCDE"}
    before, after = month(BEFORE, offices), month(AFTER, offices)
    for frame, code in ((after, "B"), (before, "C")):
        lacks = frame["unit_code"].eq(code) & frame["weekday"].eq(1)
        frame.loc[lacks, "is_complete"] = False
    late = before["unit_code"].eq("D") & (before["date"] < "2024-06-28")
    gone = after["unit_code"].eq("E") & (after["date"] > "2024-07-02")
    for frame, chosen in ((before, late), (after, gone)):
        frame.loc[chosen, "is_live"] = False
        frame.loc[chosen, "is_complete"] = False
    change = share_change(before, after)
    roles = dict(zip(change.units["unit_code"], change.units["role"], strict=True))
    assert roles == {"A": "both", "B": "incomplete", "C": "incomplete", "D": "joined", "E": "left"}
    assert change.joined > 0
    assert parts(change) == pytest.approx(change.plain, abs=1e-12)
    assert change.units["part"].sum() == pytest.approx(change.plain - change.calendar, abs=1e-12)


def test_too_few_offices_have_a_number_and_no_direction() -> None:
    """Three offices carry no interval; nobody may call that up."""
    change = share_change(
        month(BEFORE, {code: [(20, 80)] for code in "ABC"}), month(AFTER, {code: [(60, 40)] for code in "ABC"})
    )
    assert change.change.value == pytest.approx(0.4)
    assert np.isnan(change.change.lower)
    assert (change.change.direction, change.reason, change.state) == ("open", "few_clusters", "ok")


def test_an_early_month_states_no_change() -> None:
    """Four working days so far, the same four of the month before: nothing is said yet, on the fifth it is."""
    offices = {code: [(20.0, 80.0)] for code in "ABCDE"}
    before, after = month(BEFORE, offices, weeks=1), month(AFTER, offices, weeks=1)
    early = share_change(before, after[after["date"] < "2024-07-05"])
    assert early.reason in ("few_days", "weekday_missing_after")
    assert np.isnan(early.change.value)
    fourth = [frame[frame["weekday"] <= 4] for frame in (before, after)]
    assert share_change(*fourth).reason == "few_days"
    assert share_change(before, after).state == "ok"


def test_a_period_without_a_share_says_which() -> None:
    offices = {code: [(20.0, 80.0)] for code in "ABCDE"}
    change = share_change(month(BEFORE, offices, is_live=False), month(AFTER, offices))
    assert (change.state, change.reason) == ("not_provided", "not_live_before")


def test_no_office_in_both_periods() -> None:
    change = share_change(month(BEFORE, {"A": [(20, 80)]}), month(AFTER, {"B": [(20, 80)]}))
    assert (change.state, change.reason) == ("not_provided", "no_common_office")


def test_the_table_states_the_change_of_the_card() -> None:
    """Whoever compares months anywhere finds one and the same number."""
    facts = draw(3).frame
    period = (date(2024, 10, 1), date(2024, 10, 31))
    row = comparisons(facts, period).iloc[0]
    months = [facts[facts["month"] == first] for first in ("2024-09-01", "2024-10-01")]
    assert previous_period(period) == (date(2024, 9, 1), date(2024, 9, 30))
    assert row["change"] == share_change(*months).change.value


@pytest.mark.parametrize(
    ("begin", "is_stated"), [("2024-06-01", True), ("2024-06-03", True), ("2024-06-13", True), ("2024-06-14", False)]
)
def test_the_data_must_reach_over_most_of_the_first_period(begin: str, is_stated: bool) -> None:
    """June 2024 begins with a weekend; from the 13th on 12 of its 20 weekdays are there, three in five."""
    offices = {code: [(20.0, 80.0)] for code in "ABCDE"}
    facts = pd.concat([month("2024-06-03", offices), month(AFTER, offices)], ignore_index=True)
    spans = (date(2024, 6, 1), date(2024, 6, 30)), (date(2024, 7, 1), date(2024, 7, 31))
    change = period_change(facts[facts["date"] >= begin], *spans)
    assert (change.state == "ok") is is_stated
    assert is_stated or change.reason == "before_data"


def statsmodels_parts(before: Rows, after: Rows) -> tuple[float, float]:
    """Rate and weights by regression on the offices' dummies, both periods' coefficients averaged (Reimers 1983)."""
    units = sorted(before)
    blocks: list[np.ndarray[Any, Any]] = []
    for period, rows in ((0, after), (1, before)):
        for unit, (digital, every) in rows.items():
            block = np.zeros((every, 2 + len(units)))
            block[:digital, 0], block[:, 1], block[:, 2 + units.index(unit)] = 1, period, 1
            blocks.append(block)
    data = np.vstack(blocks)
    city = sum(x for x, _ in before.values()) / sum(n for _, n in before.values())
    model = OaxacaBlinder(data[:, 0] - city, data[:, 1:], 0, hasconst=True, swap=False)
    unexplained, explained, _ = model.two_fold(two_fold_type="reimers").params
    return float(unexplained), float(explained)


def test_statsmodels_finds_the_same_parts() -> None:
    first: Rows = {"A": (30, 100), "B": (10, 40), "C": (45, 60), "D": (0, 20)}
    second: Rows = {"A": (44, 90), "B": (33, 75), "C": (20, 25), "D": (9, 60)}
    frames = (
        month(day, {code: [(x, n - x)] for code, (x, n) in rows.items()}, weeks=1)
        for day, rows in ((BEFORE, first), (AFTER, second))
    )
    change = share_change(*frames)
    rate, weights = statsmodels_parts(first, second)
    assert change.change.value == pytest.approx(rate, abs=1e-8)
    assert change.reweighted == pytest.approx(weights, abs=1e-8)


pair = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda two: (float(min(two)), float(max(two) + 1)))
world = st.dictionaries(st.sampled_from("ABCDE"), st.lists(pair, min_size=5, max_size=5), min_size=1)


@settings(max_examples=40)
@given(world, world)
def test_the_parts_always_add_up(before: dict[str, Any], after: dict[str, Any]) -> None:
    change = share_change(month(BEFORE, before, weeks=1), month(AFTER, after, weeks=1))
    if change.state == "ok":
        assert parts(change) == pytest.approx(change.plain, abs=1e-12)
        assert change.units["part"].sum() == pytest.approx(change.plain - change.calendar, abs=1e-12)
        assert change.after - change.before == pytest.approx(change.change.value, abs=1e-12)
        (some, part), (others, rest) = change.part_of("AB"), change.part_of("CDE")
        assert some + others == change.offices
        assert part + rest == pytest.approx(change.change.value, abs=1e-12)
    else:
        assert change.reason == "no_common_office"


def test_the_sample_citys_parts_come_close_to_the_truth() -> None:
    """Facts as drawn, truth from the expected counts behind them."""
    drawn = draw(3)
    truth = change_estimands(drawn)
    assert truth is not None
    months = [drawn.frame[drawn.frame["month"] == f"{truth[name]}-01"] for name in ("from", "to")]
    change = share_change(*months)
    assert change.plain_after == pytest.approx(digital_share(months[1])["share"].iloc[0])
    found = (change.plain, change.change.value, change.joined, change.reweighted, change.calendar)
    expected = [truth[name] for name in ("plain", "real", "joined", "reweighted", "calendar")]
    assert found == pytest.approx(expected, abs=0.03)
    assert change.change.lower < truth["real"] < change.change.upper
