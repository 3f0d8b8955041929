"""The need for help at equal office age: new offices call more, and that alone is no rise."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.assistance import HelpChange, help_change

AUGUST, SEPTEMBER = (date(2024, 8, 1), date(2024, 8, 31)), date(2024, 9, 1)


def office(code: str, live: str, calls: tuple[float, float], until: str = "2024-09-30") -> list[dict[str, object]]:
    """An office's days with ten requests each: calls a day in its first eight weeks, and later; not live before."""
    days = (pd.Timestamp(until) - pd.Timestamp(live)).days + 1
    idle = week_rows("2024-01-01", [(0.0, 20.0)] * (pd.Timestamp(live) - pd.Timestamp("2024-01-01")).days)
    rows = [row | {"unit_code": code, "is_live": False} for row in idle]
    own = week_rows(live, [(10.0, 10.0)] * days, unit_code=code)
    return [*rows, *(row | {"help_calls": calls[0] if place < 56 else calls[1]} for place, row in enumerate(own))]


def city(*offices: list[dict[str, object]]) -> HelpChange:
    return help_change(facts_frame([row for rows in offices for row in rows]), AUGUST, SEPTEMBER)


def test_new_offices_alone_are_no_rise() -> None:
    """Four old offices with 5 calls per 100; in August two young ones with 20, in September eight more."""
    old = [office(f"A{i}", "2024-02-01", (2.0, 0.5)) for i in range(4)]
    young = [office(f"B{i}", "2024-07-22", (2.0, 0.5)) for i in range(2)]
    new = [office(f"C{i}", "2024-09-02", (2.0, 0.5)) for i in range(8)]
    change = city(*old, *young, *new)
    assert change.placed_after - change.placed_before == pytest.approx(change.ages + change.change.value)
    assert change.ages > 3
    assert change.change.direction == "same"


def test_a_real_rise_is_one() -> None:
    """All offices are old and each calls twice as often in September: 10 against 5 per 100, and no age moved."""
    rows = [row for i in range(6) for row in office(f"A{i}", "2024-02-01", (2.0, 0.5))]
    facts = facts_frame(rows)
    late = facts["date"].ge("2024-09-01")
    facts.loc[late, "help_calls"] *= 2
    change = help_change(facts, AUGUST, SEPTEMBER)
    assert (change.change.value, change.change.direction) == (pytest.approx(5.0), "up")
    assert change.ages == pytest.approx(0, abs=1e-9)
    # Offices alike to the last call still differ by the chance of counting.
    calls = 6 * np.array([31 * 0.5, 30 * 1.0])
    chance = 100 * np.sqrt(((calls + 1) / (6 * np.array([310, 300])) ** 2).sum())
    assert change.change.upper - change.change.value == pytest.approx(2.5706 * chance, rel=1e-4)


def test_calls_of_one_office_are_not_independent() -> None:
    """The same rise of the city, but all of it at one of six offices: it may be one caller, so nothing is said."""
    rows = [row for i in range(6) for row in office(f"A{i}", "2024-02-01", (2.0, 0.5))]
    facts = facts_frame(rows)
    late = facts["date"].ge("2024-09-01") & facts["unit_code"].eq("A0")
    facts.loc[late, "help_calls"] = 3.5
    change = help_change(facts, AUGUST, SEPTEMBER)
    assert change.change.value == pytest.approx(5.0)
    assert change.change.direction == "same"


def test_few_offices_have_no_interval_and_no_direction() -> None:
    change = city(*[office(f"A{i}", "2024-02-01", (2.0, 0.5)) for i in range(3)])
    assert (change.state, change.reason, change.change.direction) == ("ok", "few_clusters", "open")


def test_without_a_covered_day_there_is_no_change() -> None:
    facts = facts_frame([row for i in range(5) for row in office(f"A{i}", "2024-02-01", (2.0, 0.5))])
    facts.loc[facts["date"].lt("2024-09-01"), "help_calls"] = np.nan
    change = help_change(facts, AUGUST, SEPTEMBER)
    assert (change.state, change.reason) == ("not_provided", "not_covered")
    assert np.isnan(change.change.value)


def test_an_early_month_states_no_change() -> None:
    """Four working days of September are too few; on the fifth it is told."""
    old = [office(f"A{i}", "2024-02-01", (2.0, 0.5), until) for until in ["2024-09-05"] for i in range(5)]
    assert city(*old).reason == "few_days"
    assert city(*[office(f"A{i}", "2024-02-01", (2.0, 0.5), "2024-09-06") for i in range(5)]).state == "ok"


def test_offices_live_when_the_data_begin_are_old() -> None:
    """Data from 22 July on. Old offices call less in September than in August, and so do those that went live in it."""
    old = [week_rows("2024-07-22", [(10.0, 10.0)] * 71, unit_code=f"A{i}") for i in range(4)]
    for row in (row for rows in old for row in rows):
        row["help_calls"] = 1.0 if str(row["date"])[:7] < "2024-09" else 0.5
    new = [
        [row | {"unit_code": f"C{i}", "is_live": False} for row in week_rows("2024-07-22", [(0.0, 20.0)] * 14)]
        + [row | {"help_calls": 2.0} for row in week_rows("2024-08-05", [(10.0, 10.0)] * 57, unit_code=f"C{i}")]
        for i in range(4)
    ]
    change = city(*old, *new)
    assert change.change.value < -1
    assert change.placed_after - change.placed_before == pytest.approx(change.ages + change.change.value)


def test_an_age_that_was_hardly_there_is_not_compared() -> None:
    """In August one young office with a day's requests and no call: by itself no rise of the young ones."""
    old = [office(f"A{i}", "2024-02-01", (2.0, 0.5)) for i in range(4)]
    first = office("B0", "2024-08-31", (0.0, 0.0), "2024-08-31")
    new = [office(f"C{i}", "2024-09-02", (2.0, 0.5)) for i in range(8)]
    assert city(*old, first, *new).change.value == pytest.approx(0)


def test_chance_is_rarely_called_a_rise() -> None:
    """Old and young offices at 10 calls per 100 requests, 30 per cent more or less by office and period, in 60 cities.

    Nothing changes: 5 per cent of them may be told otherwise, more than 7 with a chance of 1 in 100.
    """
    lives = ["2024-02-01"] * 4 + ["2024-08-12"] * 2 + ["2024-09-02"] * 7
    facts = facts_frame([row for n, live in enumerate(lives) for row in office(f"U{n}", live, (1.0, 1.0))])
    number, is_after = facts["unit_code"].str[1:].astype(int), facts["date"].ge("2024-09-01").astype(int)
    rng, named = np.random.default_rng(3), 0
    for _ in range(60):
        rates = rng.gamma(11, 1 / 11, (len(lives), 2))[number, is_after] * facts["is_live"].to_numpy(float)
        change = help_change(facts.assign(help_calls=rng.poisson(rates).astype(float)), AUGUST, SEPTEMBER)
        named += change.change.direction != "same"
    assert named <= 7


@pytest.mark.parametrize(("lift", "least", "most"), [(1.0, 0, 6), (2.0, 30, 40)], ids=["nothing", "twice as many"])
def test_a_week_that_makes_all_call_more_is_no_rise(lift: float, least: int, most: int) -> None:
    """Ten old offices at 10 calls per 100; each week moves them all, by a standard deviation of 0.4 (ln), in 40 cities.

    Nothing changes: 5 per cent may be told otherwise, more than 6 with a chance of 1 in 300. In steady weeks a rise to
    twice as many is told.
    """
    facts = facts_frame([row for n in range(10) for row in office(f"U{n}", "2024-06-03", (1.0, 1.0))])
    live, after = facts["is_live"].to_numpy(float), np.where(facts["date"].ge("2024-09-01"), lift, 1.0)
    week, rng, named = facts["week"].factorize()[0], np.random.default_rng(4), 0
    for _ in range(40):
        shock = np.exp(rng.normal(0, 0.4 if lift == 1 else 0.0, week.max() + 1))[week]
        calls = rng.poisson(live * after * shock).astype(float)
        named += help_change(facts.assign(help_calls=calls), AUGUST, SEPTEMBER).change.direction != "same"
    assert least <= named <= most


def test_young_offices_are_compared_week_by_week() -> None:
    """Every office calls 20 per 100 at first and less from week to week; waves of 20 August and 3 September."""
    lives = ["2024-02-01"] * 8 + ["2024-08-20"] * 5 + ["2024-09-03"] * 5
    facts = facts_frame([row for n, live in enumerate(lives) for row in office(f"U{n}", live, (1.0, 1.0))])
    number = facts["unit_code"].str[1:].astype(int)
    week = (facts["date"] - pd.to_datetime(pd.Series(lives))[number].to_numpy()).dt.days // 7
    calls = (0.5 + 1.5 * np.exp(-week / 3)) * facts["is_live"].astype(float)
    change = help_change(facts.assign(help_calls=calls.to_numpy(float)), AUGUST, SEPTEMBER)  # type: ignore[attr-defined]
    assert change.change.value == pytest.approx(0, abs=0.05)


def test_an_office_of_unknown_start_is_old() -> None:
    """Live on or before 27 August, nobody knows since when: its calls are not those of a new office."""
    lives = {"A": "2024-02-01", "B": "2024-08-27"}
    offices = [office(f"{code}{i}", live, (0.5, 0.5)) for code, live in lives.items() for i in range(4)]
    facts = facts_frame([row for rows in offices for row in rows])
    unknown = facts["unit_code"].str.startswith("B") & (facts["date"] < "2024-08-27")
    facts.loc[unknown, "is_live"] = pd.NA
    change = help_change(facts, AUGUST, SEPTEMBER)
    assert (change.offices, change.change.value) == (8, pytest.approx(0))
    assert change.ages == pytest.approx(0)
