"""How plans held: an office counts once, a wave counts once, and the slips are the city's own once ten came due."""

from datetime import date

import pandas as pd
import pytest
from support.frames.rosters import roster

from analytics.rollout import DEFAULT_SLIPS, PlanRecord, forecast, plan_record
from core.method import MIN_PLANS_DUE, PRIOR_WAVES

CODES = [f"U{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
AS_OF = date(2024, 12, 31)
PLANNED = pd.Timestamp("2024-06-03")


def history(*rows: tuple[str | None, ...]) -> pd.DataFrame:
    """Rows of unit_code, planned_date, first_seen, changed_to, changed_on, withdrawn_on; the last may be left out."""
    columns = ["unit_code", "planned_date", "first_seen", "changed_to", "changed_on", "withdrawn_on"]
    frame = pd.DataFrame([(*row, *[None] * (len(columns) - len(row))) for row in rows], columns=columns)
    return frame.astype(dict.fromkeys(frame.columns[1:], "datetime64[us]"))


def came(days_late: dict[str, int]) -> pd.DataFrame:
    """A roster in which each office went live so many days after 3 June."""
    return roster(*((c, PLANNED + pd.Timedelta(days=late), "aktif", False, True) for c, late in days_late.items()))


def mixed(own: dict[int, float], waves: int) -> dict[int, float]:
    """The slips of so many waves beside the assumption, which counts as PRIOR_WAVES of them."""
    total = PRIOR_WAVES + waves
    both = {weeks: (PRIOR_WAVES * DEFAULT_SLIPS.get(weeks, 0) + waves * own.get(weeks, 0)) / total for weeks in own}
    return {weeks: chance * PRIOR_WAVES / total for weeks, chance in DEFAULT_SLIPS.items()} | both


def record(days_late: list[int | None]) -> PlanRecord:
    """All planned for 3 June; None has not come yet."""
    codes = CODES[: len(days_late)]
    plans = history(*((code, "2024-06-03", "2024-04-01", None) for code in codes))
    live = {code: late for code, late in zip(codes, days_late, strict=True) if late is not None}
    return plan_record(plans, came(live), UNITS, AS_OF)


def test_kept_slipped_and_how_late() -> None:
    found = record([0, -3, 13, 14, 60, None])
    assert list(found.plans["state"]) == ["kept", "kept", "kept", "slipped", "slipped", "slipped"]
    assert (found.kept, found.slipped) == (3, 3)
    assert found.median_slip_days == 60
    assert found.plans["slip_days"].iloc[-1] == (pd.Timestamp(AS_OF) - PLANNED).days


def test_a_plan_not_due_for_two_weeks_is_open() -> None:
    plans = history(("U01", "2024-12-20", "2024-10-01", None), ("U02", "2025-02-03", "2024-10-01", None))
    found = plan_record(plans, came({}), UNITS, AS_OF)
    assert list(found.plans["state"]) == ["open", "open"]
    assert pd.isna(found.median_slip_days)


def test_a_plan_made_anew_counts_its_office_once_by_its_first_day() -> None:
    """Each of its days tells how late it then was: nine weeks and not at all, half a wave each."""
    plans = history(
        ("U01", "2024-06-03", "2024-04-01", "2024-08-05", "2024-05-20"), ("U01", "2024-08-05", "2024-05-20", None)
    )
    found = plan_record(plans, came({"U01": 63}), UNITS, AS_OF)
    assert (found.kept, found.slipped, found.median_slip_days, found.waves) == (0, 1, 63, 1)
    assert list(found.plans["slip_days"]) == [63, 0]
    many = pd.concat([plans.assign(unit_code=code) for code in CODES[:MIN_PLANS_DUE]])
    found = plan_record(many, came(dict.fromkeys(CODES[:MIN_PLANS_DUE], 63)), UNITS, AS_OF)
    assert (found.slipped, found.waves, found.is_own) == (MIN_PLANS_DUE, 1, True)
    assert found.slips == pytest.approx(mixed({0: 0.5, 8: 0.5}, 1))


def test_a_typing_error_put_right_at_once_is_no_plan() -> None:
    plans = history(
        ("U01", "2024-06-03", "2024-05-01", "2025-06-03", "2024-05-02"), ("U01", "2025-06-03", "2024-05-02", None)
    )
    found = plan_record(plans, came({}), UNITS, AS_OF)
    assert list(found.plans["state"]) == ["corrected", "open"]
    assert (found.kept, found.slipped) == (0, 0)
    assert plan_record(plans, came({}), UNITS, date(2024, 5, 1)).plans["state"].to_list() == ["open"], "not known yet"


def test_a_plan_withdrawn_did_not_slip() -> None:
    """Unless its office went live all the same before anybody left it out."""
    plans = history(*((code, "2024-06-03", "2024-03-01", None, None, "2024-08-01") for code in CODES[:11]))
    found = plan_record(plans, came({}), UNITS, AS_OF)
    assert (found.kept, found.slipped, found.is_own) == (0, 0, False)
    assert plan_record(plans, came({}), UNITS, date(2024, 7, 31)).slipped == 11, "so it looked then"
    assert plan_record(plans, came(dict.fromkeys(CODES[:11], 5)), UNITS, AS_OF).kept == 11


def test_a_plan_to_start_again_is_a_plan() -> None:
    """Live in January, stopped in March, planned for 3 June, live again eight weeks late."""
    events = [("U01", "2024-01-08", "aktif"), ("U01", "2024-03-11", "ditunda"), ("U01", "2024-07-29", "aktif")]
    again = roster(*((*event, False, True) for event in events))
    found = plan_record(history(("U01", "2024-06-03", "2024-04-01")), again, UNITS, AS_OF)
    assert (list(found.plans["state"]), list(found.plans["slip_days"])) == (["slipped"], [56])
    while_live = history(("U01", "2024-06-03", "2024-02-01"))
    assert plan_record(while_live, again, UNITS, AS_OF).plans.empty


def test_what_was_written_down_afterwards_is_no_plan() -> None:
    plans = history(("U01", "2024-06-03", "2024-06-03", None), ("U02", "2024-09-02", "2024-08-01", None))
    found = plan_record(plans, came({"U01": 0, "U02": 0}), UNITS, AS_OF)
    assert found.plans.empty
    assert plan_record(plans, came({}), UNITS, date(2024, 5, 1)).plans.empty


def test_the_assumption_stands_until_ten_plans_came_due() -> None:
    few, enough = record([0] * (MIN_PLANS_DUE - 1)), record([0] * MIN_PLANS_DUE)
    assert (few.is_own, few.slips) == (False, DEFAULT_SLIPS)
    assert (enough.is_own, enough.slips) == (True, pytest.approx(mixed({0: 1.0}, 1)))


def test_the_citys_own_slips() -> None:
    found = record([0] * 5 + [30] * 3 + [84] * 2)
    assert found.slips == pytest.approx(mixed({0: 0.5, 4: 0.3, 12: 0.2}, 1))


def test_what_has_not_come_yet_counts_as_late_so_far() -> None:
    """Half a year waited for: longer than all that came, and half a year more."""
    slips = record([0] * 6 + [30] * 2 + [None] * 2).slips
    assert slips == pytest.approx(mixed({0: 0.6, 4: 0.2, 56: 0.2}, 1))


def test_a_wait_that_goes_on_is_shared_among_what_came_later() -> None:
    """One waits since 29 November: from then on it may come as those that came late did."""
    days = ["2024-06-03", "2024-05-06", "2024-04-01", "2024-03-04"]
    plans = [
        (code, day, "2024-01-02") for code, day in zip(CODES, [day for day in days for _ in range(3)], strict=False)
    ]
    late = [84 if day in days[:2] else 0 for _, day, _ in plans]
    came_on = [(c, pd.Timestamp(day) + pd.Timedelta(days=n)) for (c, day, _), n in zip(plans, late, strict=True)]
    events = roster(*((code, day, "aktif", False, True) for code, day in came_on))
    found = plan_record(history(*plans, ("U20", "2024-11-29", "2024-10-01")), events, UNITS, AS_OF)
    assert found.slips == pytest.approx(mixed({0: 2 / 5, 12: 3 / 5}, 5))


def test_a_wave_counts_once_however_many_offices_it_has() -> None:
    """Nine offices in one wave on time, and two waves of one eight weeks late: two of three waves are late."""
    large = [(code, "2024-06-03", "2024-04-01") for code in CODES[:9]]
    small = [("U10", "2024-07-01", "2024-04-01"), ("U11", "2024-08-05", "2024-04-01")]
    days = dict.fromkeys(CODES[:9], PLANNED) | {"U10": pd.Timestamp("2024-08-26"), "U11": pd.Timestamp("2024-09-30")}
    events = roster(*((code, day, "aktif", False, True) for code, day in days.items()))
    found = plan_record(history(*large, *small), events, UNITS, AS_OF)
    assert (found.kept, found.slipped, found.waves) == (9, 2, 3)
    assert found.slips == pytest.approx(mixed({0: 1 / 3, 8: 2 / 3}, 3))


def test_the_forecast_takes_the_citys_own_slips() -> None:
    plans = history(*((code, "2024-06-03", "2024-04-01", None) for code in CODES[:12]))
    late = came(dict(zip(CODES[:12], [0] * 6 + [56] * 6, strict=True)))
    ahead = roster(*((code, "2025-03-03", "aktif", True, True) for code in CODES[20:25]))
    result = forecast(pd.concat([late, ahead]), UNITS, AS_OF, history=plans)
    assert result.record.is_own
    assert list(result.plans.filter(like="slip_").columns) == ["slip_0", "slip_4", "slip_8", "slip_12"]
    assert result.plans["slip_8"].iloc[0] == pytest.approx(mixed({0: 0.5, 8: 0.5}, 1)[8])
    assert not forecast(pd.concat([late, ahead]), UNITS, AS_OF).record.is_own


def test_an_assumption_of_the_citys_own_stands_in_for_the_products() -> None:
    """Alone while few plans came due; then it weighs as much as the product's would."""
    own = {0: 0.2, 20: 0.8}
    few = plan_record(history(("U01", "2024-06-03", "2024-04-01")), came({"U01": 0}), UNITS, AS_OF, own)
    assert (few.is_own, few.is_typed, few.slips) == (False, True, own)
    plans = history(*((code, "2024-06-03", "2024-04-01") for code in CODES[:MIN_PLANS_DUE]))
    due = plan_record(plans, came(dict.fromkeys(CODES[:MIN_PLANS_DUE], 0)), UNITS, AS_OF, own)
    total = PRIOR_WAVES + 1
    assert due.slips == pytest.approx({0: (PRIOR_WAVES * 0.2 + 1) / total, 20: PRIOR_WAVES * 0.8 / total})
    assert not record([0]).is_typed
