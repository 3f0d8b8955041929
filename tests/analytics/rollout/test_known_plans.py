"""A month long over is forecast with the plans of that time, whatever became of them."""

from datetime import date

import pandas as pd
import pytest
from support.frames.rosters import roster, target

from analytics.rollout import first_known, forecast, listed_later, pace, planned_waves, roster_on

CODES = [f"W{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
SEEN = ["2023-02-06"] * 10 + ["2023-04-03"] * 3 + ["2023-05-08"] * 2 + ["2023-07-03"] * 4 + ["2023-08-07"] * 3
LIVE = [(code, day, "aktif", False, True) for code, day in zip(CODES, SEEN, strict=False)]
WAVE = CODES[22:31]
END = date(2023, 9, 30)
THEN = roster(*LIVE, *((code, "2023-10-16", "aktif", True, True) for code in WAVE))
NOW = roster(*LIVE, *((code, "2023-10-16", "aktif", False, True) for code in WAVE))


def history(*rows: tuple[str | None, ...]) -> pd.DataFrame:
    columns = ["unit_code", "planned_date", "first_seen", "changed_on", "changed_to", "withdrawn_on"]
    frame = pd.DataFrame([(*row, *[None] * (len(columns) - len(row))) for row in rows], columns=columns)
    return frame.astype(dict.fromkeys(columns[1:], "datetime64[us]"))


PLANS = history(*((code, "2023-10-16", "2023-08-01") for code in WAVE))


def test_a_plan_that_came_true_stands_in_the_months_before() -> None:
    as_then = forecast(THEN, UNITS, END, history=PLANS)
    as_now = forecast(roster_on(NOW, PLANS, END), UNITS, END, history=PLANS)
    assert list(as_now.plans["size"]) == [9]
    assert as_now.chance_by(date(2023, 10, 31), 31) == as_then.chance_by(date(2023, 10, 31), 31)
    assert forecast(NOW, UNITS, END, history=PLANS).chance_by(date(2023, 10, 31), 31) != as_then.chance_by(
        date(2023, 10, 31), 31
    )
    later = date(2023, 10, 20)
    assert planned_waves(roster_on(NOW, PLANS, later), UNITS, later).empty, "it has come"


def test_the_pace_of_a_month_long_over_knows_the_plans_of_then() -> None:
    wanted = target(31 + 13, "2023-10-31")
    assert pace(roster_on(NOW, PLANS, END), UNITS, wanted, END).state == pace(THEN, UNITS, wanted, END).state == "open"
    assert pace(NOW, UNITS, wanted, END).state == "out_of_reach"


@pytest.mark.parametrize(("day", "planned"), [("2023-08-31", "2023-10-16"), ("2023-09-30", "2023-12-04")])
def test_a_plan_stands_until_it_is_changed(day: str, planned: str) -> None:
    plans = history(
        ("W40", "2023-10-16", "2023-08-01", "2023-09-15", "2023-12-04"), ("W40", "2023-12-04", "2023-09-15")
    )
    known = roster(*LIVE, ("W40", "2023-12-04", "aktif", True, True))
    waves = planned_waves(roster_on(known, plans, date.fromisoformat(day)), UNITS, date.fromisoformat(day))
    assert waves["date"].to_list() == [pd.Timestamp(planned)]


def test_a_plan_withdrawn_stands_until_then_and_never_after() -> None:
    plans = history(("W40", "2023-12-04", "2023-08-01", None, None, "2023-09-15"), ("W41", "2023-12-04", "2023-08-01"))
    known = roster(*LIVE, *((code, "2023-12-04", "aktif", True, True) for code in ("W40", "W41")))
    for day, size in ((date(2023, 9, 14), 2), (date(2023, 9, 15), 1), (None, 1)):
        assert planned_waves(roster_on(known, plans, day), UNITS, day or END)["size"].to_list() == [size]


def test_before_the_first_export_its_plans_stand() -> None:
    late = PLANS.assign(first_seen=pd.Timestamp("2023-10-01"))
    assert first_known(late) == date(2023, 10, 1)
    assert planned_waves(roster_on(THEN, late, END), UNITS, END)["size"].to_list() == [9]


def test_of_a_day_before_it_the_list_is_named_whose_plans_stand() -> None:
    late, first = PLANS.assign(first_seen=pd.Timestamp("2023-10-01")), date(2023, 10, 1)
    newest = date(2023, 11, 30)
    told = [listed_later(late, day, newest) for day in (date(2023, 9, 30), first, newest)]
    assert told == [first, None, None]
    assert listed_later(late, date(2023, 9, 1), date(2023, 9, 20)) == date(2023, 9, 20)
    assert [listed_later(history(), day, newest) for day in (first, newest)] == [newest, None]
    assert listed_later(history(), first, None) is None


def test_without_a_history_the_roster_stays() -> None:
    assert first_known(history()) is None
    pd.testing.assert_frame_equal(roster_on(THEN, history(), END), THEN)
    other = roster(*LIVE, ("W50", "2023-12-04", "aktif", True, True), ("W22", "2023-10-02", "pelatihan", True, True))
    kept = roster_on(other, PLANS, END)
    assert kept.loc[kept["is_planned"], ["unit_code", "status"]].value_counts().to_dict()[("W22", "pelatihan")] == 1
    assert set(kept.loc[kept["is_planned"], "unit_code"]) == {"W50", *WAVE}
