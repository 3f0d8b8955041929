"""Visits that an office does not count by purpose: scaled by what the others show, or told as a lower bound."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.base import own_visits
from analytics.signals import digest, known_steps
from analytics.uptake import (
    ShareChange,
    comparisons,
    digital_share,
    office_target,
    peers,
    period_change,
    share_change,
    share_changes_by_office,
    week_share,
    weekday_shares,
)
from sample.world.policy_city import START, PolicyWorld, policy_facts
from wording import level_words, office_target_words, share_or_reason, share_words, unsplit_words

PLAIN = {"is_unsplit": True, "apply_part": 0.8, "apply_error": 0.02, "apply_spread": 0.1}
NOTHING_KNOWN = {"is_unsplit": True, "apply_part": np.nan, "apply_error": 0.0, "apply_spread": 0.0}


def days(code: str, pairs: list[tuple[float, float]], **more: object) -> list[dict[str, object]]:
    """A row a working day of four weeks."""
    return [
        row
        for week, pair in enumerate(pairs)
        for row in week_rows(f"2024-10-{7 + 7 * week:02d}", [pair] * 5, unit_code=code, **more)
    ]


def off_days(facts: pd.DataFrame) -> pd.DataFrame:
    """The weekends of the same weeks, on which nothing came: a whole week has seven days."""
    fridays = facts[facts["weekday"] == 5]
    days = [fridays.assign(date=fridays["date"] + pd.Timedelta(days=more), weekday=5 + more) for more in (1, 2)]
    off = dict.fromkeys(("is_working_day", "is_expected", "is_walkin_complete", "is_complete"), False)
    return pd.concat(days).assign(warga=0.0, visits=np.nan, **off)


def city(**unsplit: object) -> pd.DataFrame:
    """One office that counts 80 visits to apply a day, and one that counts 100 of all kinds; 20 digital each."""
    return facts_frame(days("A", [(20, 80)] * 4) + days("B", [(20, 100)] * 4, **unsplit))


def test_unsplit_visits_are_scaled_by_hand() -> None:
    row = digital_share(city(**PLAIN)).iloc[0]
    assert (row["numerator"], row["denominator"]) == (800, pytest.approx(20 * (100 + 20 + 80)))
    assert row["share"] == pytest.approx(0.2)
    assert row["plain_share"] == pytest.approx(800 / (20 * 220))
    assert row["unsplit_part"] == pytest.approx(100 / 180)
    assert not row["is_lower_bound"]


def test_what_the_scale_may_be_off_by_is_in_the_interval() -> None:
    """The weeks are alike, so all that varies is the scale: of all offices alike 0.02, of this one 0.1."""
    row = digital_share(city(**PLAIN)).iloc[0]
    visits = 20 * 100
    error = 0.2 * visits * np.hypot(0.02, 0.1) / row["denominator"]
    size = 0.2 * 0.8 / error**2
    z = float(t.ppf(0.975, 1e9))
    half = z / (1 + z**2 / size) * np.sqrt(0.2 * 0.8 / size + (z / (2 * size)) ** 2)
    assert (row["upper"] - row["lower"]) / 2 == pytest.approx(half, rel=1e-5)
    apart = digital_share(city(is_unsplit=True, apply_part=0.8)).iloc[0]
    assert row["upper"] - row["lower"] > apart["upper"] - apart["lower"]


def test_with_nothing_to_scale_by_the_share_is_a_lower_bound() -> None:
    """Its end is where no unsplit visit was one to apply."""
    row = digital_share(city(**NOTHING_KNOWN)).iloc[0]
    plain = digital_share(city()).iloc[0]
    assert (row["share"], row["is_lower_bound"]) == (plain["share"], True)
    assert row["upper"] == pytest.approx(plain["upper"] + 800 / (20 * 120) - plain["share"])
    assert share_or_reason(row).startswith("≥")


def test_unknown_origins_raise_the_end_of_the_interval() -> None:
    """20 of 100 are digital, and 10 more requests have no origin: up to 30 of 110."""
    few, many = (
        digital_share(facts_frame(days("A", [(20, 80)] * 4, tidak_diketahui=count))).iloc[0] for count in (0.5, 10.0)
    )
    assert np.isnan(few["upper_unknown"])
    assert many["upper"] == pytest.approx(few["upper"] + 30 / 110 - 0.2)
    assert many["lower"] == few["lower"]


def test_shares_are_marked_where_most_visits_are_unsplit() -> None:
    own = digital_share(city(**PLAIN), ["unit_code"]).set_index("unit_code")
    assert share_or_reason(own.loc["B"]).startswith("≈")
    assert share_or_reason(own.loc["A"])[0].isdigit()


def test_who_does_not_split_stands_apart() -> None:
    rows = [row for code in "ACD" for row in days(code, [(20, 80)] * 4)]
    rows += [row for code, sent in (("B", 60), ("E", 10)) for row in days(code, [(sent, 100)] * 4, **PLAIN)]
    shares = digital_share(facts_frame(rows), ["unit_code"])
    units = shares[["unit_code"]].assign(name="Kantor", kind="kelurahan", kecamatan="K")
    assert peers(shares, units, "A").frame["unit_code"].to_list() == ["A", "C", "D"]
    assert peers(shares, units, "B").frame["unit_code"].to_list() == ["B", "E"]


def test_every_share_of_the_city_scales_alike() -> None:
    """The headline, that of whole weeks, and both sides of a change."""
    facts = city(**PLAIN)
    weekends = pd.concat([facts, off_days(facts)], ignore_index=True)
    assert week_share(weekends).loc[0, "share"] == pytest.approx(0.2)
    earlier = facts.assign(**{name: facts[name] - pd.Timedelta(weeks=5) for name in ("date", "week", "month")})
    change = share_change(earlier, facts)
    assert (change.before, change.after) == pytest.approx((0.2, 0.2))
    assert change.change.value == pytest.approx(0, abs=1e-12)


def test_purposes_that_an_office_never_counts_tell_no_part() -> None:
    """The part comes with the facts; a unit-day without it is counted whole."""
    facts = city(**PLAIN)
    facts.loc[facts["unit_code"] == "B", "apply_part"] = np.nan
    assert digital_share(facts).loc[0, "denominator"] == 20 * 220


@pytest.mark.parametrize("unsplit", [PLAIN, NOTHING_KNOWN, {}])
@pytest.mark.parametrize("unknown", [0.0, 30.0])
def test_whole_weeks_without_a_request_at_the_weekend_tell_what_the_headline_tells(
    unsplit: dict[str, object], unknown: float
) -> None:
    """Interval, bounds and marks: one rule for both."""
    facts = city(**unsplit).assign(tidak_diketahui=unknown)
    weekends = off_days(facts).assign(tidak_diketahui=0.0)
    whole = week_share(pd.concat([facts, weekends], ignore_index=True)).iloc[0]
    plain = digital_share(facts).iloc[0]
    names = ["share", "lower", "upper", "lower_unknown", "upper_unknown", "plain_share", "unsplit_part"]
    np.testing.assert_allclose(whole[names].astype(float), plain[names].astype(float), rtol=1e-12)
    assert whole["is_lower_bound"] == plain["is_lower_bound"]
    assert share_or_reason(whole) == share_or_reason(plain)


def test_requests_of_unknown_origin_at_the_weekend_widen_the_week_alone() -> None:
    facts = city()
    weekends = off_days(facts).assign(tidak_diketahui=100.0)
    whole = week_share(pd.concat([facts, weekends], ignore_index=True)).iloc[0]
    assert np.isnan(digital_share(facts).loc[0, "upper_unknown"])
    assert whole["upper_unknown"] == pytest.approx((800 + 1600) / (4400 + 1600))


@pytest.mark.parametrize(("unsplit", "mark"), [(PLAIN, "≈"), (NOTHING_KNOWN, "≥"), ({}, "1")])
def test_shares_by_weekday_are_marked_too(unsplit: dict[str, object], mark: str) -> None:
    facts = city(**unsplit)
    rows = weekday_shares(facts[facts["unit_code"] == "B"], date(2024, 10, 21))
    assert len(rows)
    assert {share_or_reason(row)[0] for row in rows.to_dict("records")} == {mark}


def test_a_lower_bound_has_no_end() -> None:
    """Unknown origins would give a range, but 39,5-47,1% after a sign for "at least" reads as a ceiling."""
    row = {"share": 0.395, "lower_unknown": 0.395, "upper_unknown": 0.471, "state": "ok", "unsplit_part": 0.9}
    assert share_or_reason(row | {"is_lower_bound": True}) == "≥\u202f39,5%"
    assert share_or_reason(row | {"is_lower_bound": False}) == "≈\u202f39,5–47,1%"
    assert share_words({"share": np.nan}) == "–"


def test_peers_keep_how_sure_their_shares_are() -> None:
    rows = [row for code, sent in (("B", 60), ("E", 10)) for row in days(code, [(sent, 100)] * 4, **PLAIN)]
    shares = digital_share(facts_frame(rows), ["unit_code"])
    units = shares[["unit_code"]].assign(name="Kantor", kind="kelurahan", kecamatan="K")
    found = peers(shares, units, "B")
    assert all(share_or_reason(row).startswith("≈") for row in found.frame.to_dict("records"))
    assert share_words(found.middle).startswith("≈")


@pytest.mark.parametrize(
    ("unsplit", "last", "said"),
    [
        (PLAIN, 4, "(≈) diperkirakan"),
        (NOTHING_KNOWN, 4, "(≥) cenderung terlalu rendah"),
        (PLAIN, 1, "25% kunjungan tidak dipilah"),
        ({}, 4, ""),
    ],
)
def test_an_office_is_told_by_how_it_counted_in_the_period(unsplit: dict[str, object], last: int, said: str) -> None:
    """It may have stopped counting by purpose in the last week of the period."""
    facts = facts_frame(days("A", [(20, 100)] * 4, **unsplit))
    split = facts_frame(days("A", [(20, 100)] * 4))
    is_last = facts["week"].isin(sorted(facts["week"].unique())[-last:])
    row = digital_share(pd.concat([facts[is_last], split[~is_last]], ignore_index=True)).iloc[0]
    words = unsplit_words(row)
    assert said in words
    assert bool(words) == bool(said)


def five(first: str, part: float, **unsplit: object) -> pd.DataFrame:
    """Four offices that do not split, one that does; `part`: what the city's offices show in the month."""
    shift = pd.Timestamp(first) - pd.Timestamp("2024-10-07")
    unsplit = {**PLAIN, "apply_part": part, **unsplit}
    rows = [row for code in "BCDE" for row in days(code, [(20, 100)] * 4, **unsplit)] + days("A", [(20, 80)] * 4)
    return facts_frame([row | {"date": pd.Timestamp(str(row["date"])) + shift} for row in rows])


@pytest.mark.parametrize("parts", [(0.8, 0.6), (np.nan, 0.8), (0.8, np.nan)], ids=str)
def test_another_scale_is_no_change_of_habits(parts: tuple[float, float]) -> None:
    """Other offices split this month, too few, or the first ones: the same counts are no rise and no fall."""
    change = share_change(five("2024-09-02", parts[0]), five("2024-10-07", parts[1]))
    assert change.change.value == pytest.approx(0, abs=1e-12)
    assert change.counting == pytest.approx(change.plain)
    assert abs(change.plain) > 0.01


@pytest.mark.parametrize(("known", "mark"), [(0.8, "≈"), (np.nan, "≥")])
def test_levels_beside_a_change_are_marked_by_office(known: float, mark: str) -> None:
    """A splits its visits, B to E do not: their levels are estimates, or lower bounds, wherever they are printed."""
    before, after = five("2024-06-03", known), five("2024-07-01", known)
    change = share_change(before, after)
    told = [level_words(row, "share_after") for row in change.units.sort_values("unit_code").to_dict("records")]
    assert [words[0] == mark for words in told] == [False, True, True, True, True]
    row = comparisons(pd.concat([before, after]), (date(2024, 7, 1), date(2024, 7, 31))).iloc[0]
    assert level_words(row, "before").startswith(mark)
    targets = pd.DataFrame({"due_date": pd.to_datetime(["2024-07-31"]), "value": [0.4]})
    share = digital_share(after[after["unit_code"] == "B"]).iloc[0]
    target = office_target(share, targets, date(2024, 8, 31), pd.DataFrame([share]).assign(month=after["month"].min()))
    assert target is not None
    assert office_target_words(target).count(mark) == 2


NO_EVENTS = pd.DataFrame({"unit_code": [], "date": [], "kind": []})
NO_STEPS = pd.DataFrame({"unit_code": pd.Series(dtype="str"), "date": pd.Series(dtype="datetime64[us]")})


def test_a_signal_of_unsplit_counts_is_a_lower_bound() -> None:
    """Charts hold an office against itself, as reported: what is printed of an office that does not split is ≥."""
    facts = pd.concat([five(f"{month:%Y-%m-%d}", 0.8) for month in pd.date_range("2023-09-04", periods=12, freq="28D")])
    rows = digest(facts, facts["date"].max().date(), NO_STEPS).offices.set_index("unit_code")
    assert rows["is_lower_bound"].to_dict() == {"A": False, "B": True, "C": True, "D": True, "E": True}
    # Where B begins to count those who apply alone, its chart begins anew; a day without a total is no such step.
    assert known_steps(facts, NO_EVENTS).empty
    turned, once = pd.Timestamp("2024-03-04"), facts["date"].eq(pd.Timestamp("2023-10-03"))
    by_purpose = facts["unit_code"].eq("B") & (facts["date"].ge(turned) | once)
    steps = known_steps(facts.assign(is_unsplit=facts["is_unsplit"].astype(bool) & ~by_purpose), NO_EVENTS)
    lacking = facts.assign(is_unsplit=facts["is_unsplit"].astype(bool) & ~(facts["unit_code"].eq("B") & once))
    assert known_steps(lacking, NO_EVENTS).empty
    assert steps.to_dict("records") == [{"unit_code": "B", "date": facts.loc[facts["date"].ge(turned), "date"].min()}]


def test_an_office_that_began_to_split_did_not_change() -> None:
    """B counts 100 visitors of all kinds in September, and of as many 60 to apply in October."""
    before, after = five("2024-09-02", 0.8), five("2024-10-07", 0.8)
    begins = after["unit_code"] == "B"
    after.loc[begins, ["visits", "all_visits", "is_unsplit", "apply_part"]] = [60.0, 100.0, False, 1.0]
    change = share_change(before, after)
    assert (change.offices, change.change.value) == (4, pytest.approx(0, abs=1e-12))
    assert change.counting > 0.005
    parts = change.calendar + change.counting + change.joined + change.left + change.reweighted + change.change.value
    assert parts == pytest.approx(change.plain, abs=1e-12)
    assert "B" not in set(change.units["unit_code"])


def test_an_office_that_begins_to_split_is_compared_with_every_visitor() -> None:
    """Effects and signals hold it against itself; one that always split keeps its visits to apply."""
    facts = pd.concat([five("2024-09-02", 0.8), five("2024-10-07", 0.8)], ignore_index=True).assign(all_visits=100.0)
    begins = facts["unit_code"].eq("B") & facts["date"].ge("2024-10-07")
    facts.loc[begins, ["visits", "is_unsplit"]] = [60.0, False]
    seen = pd.Series(own_visits(facts)[0]).groupby(facts["unit_code"]).agg(["min", "max"])
    assert seen.loc["B"].tolist() == [100, 100]
    assert seen.loc["A"].tolist() == [80, 80]


def test_late_cancellations_reach_into_the_interval() -> None:
    change = share_change(five("2024-09-02", 0.8), five("2024-10-07", 0.8))
    told = change.allowing(-0.02)
    assert told.change.lower == pytest.approx(change.change.lower - 0.02)
    assert (told.change.value, told.change.upper) == (change.change.value, change.change.upper)
    assert change.allowing(0.01).change.lower == pytest.approx(change.change.lower)


def unsplit_city(seed: int, parts: tuple[float, float], lift: float = 0.0) -> ShareChange:
    """The change in a city of 26 offices, of which nine count every visitor; of these `parts` come to apply."""
    world = PolicyWorld(live=26, not_live=0, weeks=(4, 4), lift=lift, unsplit=9, apply=parts)
    facts = policy_facts(world, 800 + seed)
    month, day = timedelta(weeks=4), timedelta(days=1)
    return period_change(facts, (START - month, START - day), (START, START + month - day))


def test_a_part_to_apply_that_really_moves_is_rarely_called_a_change() -> None:
    """Fewer of the visitors come to apply, everywhere; nobody's habits change. One scale alone would tell a fall."""
    changes = [unsplit_city(seed, (0.7, 0.6)) for seed in range(15)]
    assert sum(change.change.direction != "same" for change in changes) <= 3
    assert np.mean([change.change.value for change in changes]) < -0.008
    assert np.mean([change.change.upper - change.change.value for change in changes]) > 0.02


def test_where_the_part_stays_a_real_change_is_told() -> None:
    changes = [unsplit_city(seed, (0.7, 0.7), lift=0.05) for seed in range(10)]
    assert sum(change.change.direction == "up" for change in changes) >= 9


def test_the_interval_reaches_to_the_change_by_each_months_own_part() -> None:
    """The same counts with 0.8 and with 0.6 to apply: no change by one scale, a rise by each month's own."""
    change = share_change(five("2024-09-02", 0.8), five("2024-10-07", 0.6))
    same = share_change(five("2024-09-02", 0.7), five("2024-10-07", 0.7))
    weights = [[20 + 80, *[20 + part * 100] * 4] for part in (0.8, 0.6)]
    moved = sum(
        (before / sum(weights[0]) + after / sum(weights[1])) / 2 * (20 / after - 20 / before)
        for before, after in zip(*weights, strict=True)
    )
    assert change.change.upper == pytest.approx(same.change.upper + moved)
    assert change.change.lower == pytest.approx(same.change.lower)
    own = share_changes_by_office(five("2024-09-02", 0.8), five("2024-10-07", 0.6)).set_index("unit_code")
    alone = share_changes_by_office(five("2024-09-02", 0.7), five("2024-10-07", 0.7)).set_index("unit_code")
    assert own.loc["B", "upper"] == pytest.approx(alone.loc["B", "upper"] + 20 / 80 - 20 / 100)
    assert own.loc["A", "upper"] == pytest.approx(alone.loc["A", "upper"])
