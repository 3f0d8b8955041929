"""Plans whose day has passed, and offices that are to start again: neither vanishes from forecast and pace."""

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from support.frames.rosters import roster, target

from analytics.rollout import DEFAULT_SLIPS, Forecast, forecast, pace, planned_waves
from analytics.rollout.plan_slips import slips_left

CODES = [f"V{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
SEEN = ["2023-02-06"] * 10 + ["2023-04-03"] * 3 + ["2023-05-08"] * 2 + ["2023-07-03"] * 4 + ["2023-08-07"] * 3
PLANNED = [(code, "2023-10-02", "aktif", True, True) for code in CODES[22:47]]
LIVE = [(code, day, "aktif", False, True) for code, day in zip(CODES, SEEN, strict=False)]
DUE = date(2023, 10, 2)


def made(as_of: date, *more: tuple[object, ...]) -> Forecast:
    return forecast(roster(*LIVE, *PLANNED, *more), UNITS, as_of, runs=2_000)


def test_a_wave_that_is_due_lowers_the_chance_a_little_every_day_and_never_all_at_once() -> None:
    days = [DUE + timedelta(days=late) for late in (-1, 0, 1, 3, 6, 9, 13, 14, 20, 27, 28, 35, 41)]
    chances = [made(day).chance_by(date(2023, 11, 30), 47) for day in days]
    assert chances[0] == pytest.approx(0.9, abs=0.02)
    assert all(0 <= before - after < 0.1 for before, after in pairwise(chances) if before and after)
    assert chances[-1] is not None
    assert chances[-1] > 0.5


def test_a_late_wave_comes_after_today_and_only_while_it_has_not_come() -> None:
    late = made(DUE + timedelta(days=20))
    assert list(late.plans["size"]) == [25]
    assert (late.arrivals[:, 0] > 0).all()
    came = made(DUE + timedelta(days=20), *((code, "2023-10-16", "aktif", False, True) for code in CODES[22:47]))
    assert came.plans.empty


def test_no_chance_of_a_late_wave_lies_behind_and_none_becomes_certain() -> None:
    for late in range(140):
        left = slips_left(DEFAULT_SLIPS, late)
        assert sum(left.values()) == pytest.approx(1)
        assert all(7 * weeks > late for weeks in left)
        assert late < 56 or any(7 * weeks >= late + 84 for weeks in left), "it may be far from coming"
    assert slips_left(DEFAULT_SLIPS, 20)[4] < slips_left(DEFAULT_SLIPS, 13)[4], "no slip of none is left to share"
    assert slips_left({0: 1.0}, -5) == {0: 1.0}
    assert slips_left({0: 1.0, 4: 0.0}, 30) == {9: 1.0}


def test_the_scenario_of_a_late_wave_lies_ahead() -> None:
    ahead = made(DUE + timedelta(days=20))
    assert list(ahead.scenario["on_time"].head(2)) == [47, 47], "at its next slip, on 30 October"
    assert list(ahead.scenario["late"].head(3)) == [22, 22, 47]


def test_an_impossible_day_of_a_late_wave_is_refused() -> None:
    plans = planned_waves(roster(*LIVE, *PLANNED), UNITS, DUE + timedelta(days=20)).assign(slip_0=1.0)
    plans.loc[:, [name for name in plans if str(name).startswith("slip_") and name != "slip_0"]] = 0.0
    with pytest.raises(ValueError, match="must come after"):
        forecast(roster(*LIVE, *PLANNED), UNITS, DUE + timedelta(days=20), plans)


def test_of_two_plans_the_one_ahead_counts_else_the_latest() -> None:
    two = roster(*LIVE, ("V30", "2023-09-04", "aktif", True, True), ("V30", "2023-11-06", "aktif", True, True))
    days = [planned_waves(two, UNITS, day)["date"].tolist() for day in (date(2023, 9, 30), date(2023, 11, 30))]
    assert days == [[pd.Timestamp("2023-11-06")]] * 2


def test_a_target_is_not_out_of_reach_while_a_late_wave_may_bring_it() -> None:
    for late in (-1, 2, 12):
        found = pace(roster(*LIVE, *PLANNED), UNITS, target(47, "2023-10-31"), DUE + timedelta(days=late))
        assert (found.state, found.missing) == ("open", 25)
    assert pace(roster(*LIVE), UNITS, target(47, "2023-10-31"), DUE).state == "out_of_reach"


STOPPED = ("V05", "2023-08-21", "ditunda", False, True)
AGAIN = ("V05", "2023-11-06", "aktif", True, True)


@pytest.mark.parametrize("as_of", [date(2023, 10, 31), date(2023, 11, 20)])
def test_a_stopped_office_with_a_plan_to_start_again_is_planned(as_of: date) -> None:
    result = forecast(roster(*LIVE, STOPPED, AGAIN), UNITS, as_of)
    assert (result.live, list(result.plans["size"])) == (21, [1])
    assert result.scenario["on_time"].iloc[-1] == 22
    assert planned_waves(roster(*LIVE, STOPPED, AGAIN), UNITS, date(2023, 8, 20)).empty, "live then"


def test_a_plan_from_before_an_office_stopped_is_done() -> None:
    """It came true, and then the office stopped: nothing says that it starts again."""
    plan = ("V05", "2023-02-06", "aktif", True, True)
    assert planned_waves(roster(*LIVE, STOPPED, plan), UNITS, DUE).empty
    later = ("V05", "2023-11-10", "aktif", False, True)
    assert planned_waves(roster(*LIVE, STOPPED, AGAIN, later), UNITS, date(2023, 11, 30)).empty, "live again"


def test_without_a_kelurahan_nothing_is_forecast() -> None:
    result = forecast(roster(*LIVE), UNITS.assign(kind="kecamatan"), DUE)
    assert (result.state, result.reason, result.total) == ("not_provided", "no_offices", 0)
    assert result.chance_by(date(2023, 12, 31)) is None
    assert set(result.bands["reason"]) == {"no_offices"}
    assert forecast(roster(), UNITS.iloc[:0], DUE).state == "not_provided"
