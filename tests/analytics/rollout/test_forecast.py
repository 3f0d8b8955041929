from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from support.frames.rosters import roster

from analytics.rollout import Forecast, first_ten, forecast, planned_waves, slipped, waves

CODES = [f"U{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": [*CODES, "K1"], "name": "Kantor", "kecamatan": "Kota"})
UNITS["kind"] = np.where(UNITS["unit_code"].eq("K1"), "kecamatan", "kelurahan")
START = [("2024-01-08", 4), ("2024-01-22", 6)]
SEEN = [("2024-03-04", 3), ("2024-05-06", 2), ("2024-05-20", 4), ("2024-08-05", 8)]
PLANS = [("2024-10-07", 5), ("2024-11-04", 7)]
AS_OF = date(2024, 9, 30)


def events(
    seen: list[tuple[str, int]] = SEEN, plans: list[tuple[str, int]] = PLANS, start: list[tuple[str, int]] = START
) -> pd.DataFrame:
    """One row a unit that went live or is planned; a kecamatan office that counts nowhere."""
    rows: list[tuple[object, ...]] = [("K1", "2024-04-01", "aktif", False, True)]
    codes = iter(CODES)
    for waves_of, is_planned in ((start + seen, False), (plans, True)):
        rows += [(next(codes), day, "aktif", is_planned, True) for day, size in waves_of for _ in range(size)]
    return roster(*rows)


def made(roll: pd.DataFrame | None = None, as_of: date = AS_OF, **more: object) -> Forecast:
    return forecast(events() if roll is None else roll, UNITS, as_of, **more)  # type: ignore[arg-type]


def sure(plans: pd.DataFrame, weeks: int = 0) -> pd.DataFrame:
    """Every planned wave certain to come so many weeks late."""
    slips = [name for name in plans if str(name).startswith("slip_")]
    return plans.drop(columns=slips).assign(**{f"slip_{weeks}": 1.0})


def test_waves_by_month_after_the_start() -> None:
    """The first ten are the start; February to September are eight months, three of them with a wave."""
    found = waves(events(), UNITS, AS_OF)
    assert list(found.seen["size"]) == [3, 6, 8]
    assert list(found.seen["month"].dt.month) == [3, 5, 8]
    assert (found.months, found.wave_months, found.start) == (8, 3, pd.Timestamp("2024-01-22"))
    assert first_ten(events(), UNITS, AS_OF) == CODES[:10]


def test_a_running_month_counts_by_what_is_known_of_it() -> None:
    """Ten days of September passed without a wave; in August the wave has come already."""
    found = waves(events(), UNITS, date(2024, 9, 10))
    assert found.months == pytest.approx(7 + 10 / 30)
    assert found.runs_from == pd.Timestamp("2024-09-11")
    found = waves(events(), UNITS, date(2024, 8, 10))
    assert (found.months, found.wave_months) == (7, 3)
    assert found.runs_from == pd.Timestamp("2024-09-01")


def test_before_the_tenth_there_is_no_wave() -> None:
    found = waves(events(), UNITS, date(2024, 1, 15))
    assert (found.start, len(found.seen)) == (None, 0)
    assert first_ten(events(), UNITS, date(2024, 1, 15)) == CODES[:4]


def test_ties_at_the_tenth_all_belong_to_the_first() -> None:
    assert len(first_ten(events(start=[("2024-01-08", 4), ("2024-01-22", 8)]), UNITS, AS_OF)) == 12


def test_kecamatan_offices_have_their_own_waves() -> None:
    """They began with one: with three waves since, their chance is told; kelurahan beside them change nothing."""
    units = UNITS.assign(kind=["kecamatan"] * 10 + ["kelurahan"] * (len(UNITS) - 10))
    days = ["2023-11-06", "2024-08-05", "2024-09-02", "2024-09-02", "2024-10-07"]
    offices = [(code, day, "aktif", False, True) for code, day in zip(CODES[:5], days, strict=True)]
    others = [(code, "2024-09-09", "aktif", False, True) for code in CODES[10:30]]
    planned = [(CODES[5], "2024-11-18", "aktif", True, True), (CODES[31], "2024-11-18", "aktif", True, True)]
    when = date(2024, 10, 31)
    found = forecast(roster(*offices, *others, *planned), units, when, kind="kecamatan")
    assert (found.live, found.total, list(found.waves.seen["size"])) == (5, 10, [1, 2, 1])
    assert found.waves.start == pd.Timestamp("2023-11-06")
    assert list(found.plans["size"]) == [1]
    assert found.chance_by(date(2026, 9, 30)) > 0.5 > found.chance_by(date(2024, 12, 31))  # type: ignore[operator]
    alone = forecast(roster(*offices, *planned[:1]), units, when, kind="kecamatan")
    pd.testing.assert_frame_equal(alone.bands, found.bands)
    few = forecast(roster(*offices[:3]), units, date(2024, 9, 30), kind="kecamatan")
    assert (few.state, few.reason) == ("scenario", "few_waves")


def test_planned_waves_are_the_rosters() -> None:
    plans = planned_waves(events(), UNITS, AS_OF)
    assert list(plans["size"]) == [5, 7]
    assert list(plans["date"]) == [pd.Timestamp(day) for day, _ in PLANS]
    assert plans.filter(like="slip_").sum(axis=1).to_numpy() == pytest.approx(1)
    late = planned_waves(events(), UNITS, date(2024, 10, 7))
    assert list(late["size"]) == [5, 7]
    assert (late.loc[0, "slip_0"], late.loc[1, "slip_0"]) == (0, 0.5)


def test_same_input_same_numbers_whatever_the_order() -> None:
    first, second = made(), made(events().sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(first.bands, second.bands)
    assert first.chance_by(date(2025, 12, 31)) == second.chance_by(date(2025, 12, 31))


def test_planned_waves_replace_the_process_in_their_months() -> None:
    """Both plans certain on their dates: October and November hold nothing else."""
    plans = sure(planned_waves(events(), UNITS, AS_OF))
    result = made(plans=plans)
    assert set(result.live_on(date(2024, 10, 6))) == {27}
    assert set(result.live_on(date(2024, 10, 31))) == {32}
    assert set(result.live_on(date(2024, 11, 30))) == {39}
    assert len(set(result.live_on(date(2024, 12, 31)))) > 3


def test_what_if_a_wave_slips_by_four_weeks() -> None:
    """From 7 October to 4 November, with the other one; October stays without a wave."""
    plans = slipped(sure(planned_waves(events(), UNITS, AS_OF)), date(2024, 10, 7), 4)
    result = made(plans=plans)
    assert set(result.live_on(date(2024, 11, 3))) == {27}
    assert set(result.live_on(date(2024, 11, 4))) == {39}
    with pytest.raises(ValueError, match="No wave is planned"):
        slipped(plans, date(2024, 10, 8), 4)
    with pytest.raises(ValueError, match="not earlier"):
        slipped(plans, date(2024, 10, 7), -4)


def test_a_moved_wave_keeps_its_own_slip() -> None:
    plans = slipped(planned_waves(events(), UNITS, AS_OF), date(2024, 10, 7), 6)
    columns = [f"slip_{weeks}" for weeks in (0, 4, 6, 8, 10, 12, 14, 18)]
    assert list(plans.columns[2:]) == columns
    assert list(plans.loc[0, columns]) == [0, 0, 0.5, 0, 0.25, 0, 0.15, 0.1]
    assert list(plans.loc[1, columns]) == [0.5, 0.25, 0, 0.15, 0, 0.1, 0, 0]


@pytest.mark.parametrize("wave", [day for day, _ in PLANS])
def test_a_wave_moved_later_never_raises_a_chance(wave: str) -> None:
    """By run, not only on average: no run has more kelurahan on any day than with the wave where it was."""
    plans = planned_waves(events(), UNITS, AS_OF)
    results = [made(plans=slipped(plans, date.fromisoformat(wave), weeks)) for weeks in (0, 1, 4, 8, 12, 26)]
    for day in pd.date_range("2024-10-01", "2026-06-30", freq="9D"):
        live = [result.live_on(day.date()) for result in results]
        assert all((later <= sooner).all() for sooner, later in pairwise(live))


def test_slips_come_as_often_as_they_say() -> None:
    result = made(runs=20_000)
    on_time = (result.arrivals[:, 0] == 7).mean()
    assert on_time == pytest.approx(0.5, abs=0.015)
    assert (result.arrivals[:, 0] == 7 + 12 * 7).mean() == pytest.approx(0.1, abs=0.01)


def test_never_more_than_all_and_never_fewer_later() -> None:
    result = made()
    levels = result.bands[["q10", "q25", "q50", "q75", "q90"]].to_numpy()
    assert levels.max() <= 59
    assert (np.diff(levels, axis=0) >= 0).all()
    assert (np.diff(levels, axis=1) >= 0).all()
    chances = [result.chance_by(day.date()) for day in result.bands["month"]]
    assert chances == sorted(chances)
    assert chances[0] == 0


def test_under_three_waves_there_is_a_scenario_and_no_chance() -> None:
    result = made(events(seen=SEEN[:3]), as_of=date(2024, 7, 31))
    assert (result.state, result.reason) == ("scenario", "few_waves")
    assert result.chance_by(date(2024, 12, 31)) is None
    assert result.bands["q50"].isna().all()
    assert set(result.bands["reason"]) == {"few_waves"}
    assert list(result.scenario["on_time"].iloc[1:5]) == [19, 24, 31, 31]
    assert list(result.scenario["late"].iloc[3:7]) == [19, 24, 31, 31]


def test_an_unknown_status_gives_no_forecast() -> None:
    roll = events()
    roll.loc[len(roll)] = ["U58", pd.Timestamp("2024-10-20"), "aktif", False, False]
    result = made(roll)
    assert (result.state, result.reason) == ("not_provided", "status_unknown")
    assert result.chance_by(date(2024, 12, 31)) is None


def test_all_live_is_certain() -> None:
    result = made(events(seen=[("2024-03-04", 20), ("2024-05-06", 20), ("2024-08-05", 9)], plans=[]))
    assert result.chance_by(AS_OF) == 1
    assert set(result.bands["q10"]) == {59}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"size": 0}, "at least one"),
        ({"date": pd.Timestamp("2024-09-30")}, "must come after"),
        ({"slip_0": 0.9}, "add up to 1"),
        ({"slip_0": -0.5, "slip_4": 1.25}, "add up to 1"),
    ],
)
def test_plans_that_make_no_sense_are_refused(change: dict[str, object], words: str) -> None:
    plans = planned_waves(events(), UNITS, AS_OF).assign(**change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=words):
        made(plans=plans)


def test_a_day_beyond_the_forecast_and_plans_without_slips_are_refused() -> None:
    with pytest.raises(ValueError, match="ends on 2024-12-31"):
        made(months=3).chance_by(date(2025, 1, 31))
    with pytest.raises(ValueError, match="slip_<weeks>"):
        made(plans=pd.DataFrame({"date": [], "size": []}))
