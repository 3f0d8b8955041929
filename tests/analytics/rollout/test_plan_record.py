"""How plans held: each day ever planned counts by itself, and the slips are the city's own once ten came due."""

from datetime import date

import pandas as pd
import pytest
from support.frames.rosters import roster

from analytics.rollout import DEFAULT_SLIPS, PlanRecord, forecast, plan_record
from core.method import MIN_PLANS_DUE

CODES = [f"U{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
AS_OF = date(2024, 12, 31)
PLANNED = pd.Timestamp("2024-06-03")


def history(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit_code", "planned_date", "first_seen", "changed_to"])
    return frame.astype(dict.fromkeys(frame.columns[1:], "datetime64[us]"))


def came(days_late: dict[str, int]) -> pd.DataFrame:
    """A roster in which each office went live so many days after 3 June."""
    return roster(*((c, PLANNED + pd.Timedelta(days=late), "aktif", False, True) for c, late in days_late.items()))


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


def test_a_changed_plan_and_the_new_one_count_each_by_itself() -> None:
    plans = history(("U01", "2024-06-03", "2024-04-01", "2024-08-05"), ("U01", "2024-08-05", "2024-05-20", None))
    found = plan_record(plans, came({"U01": 63}), UNITS, AS_OF)
    assert list(found.plans["state"]) == ["slipped", "kept"]


def test_what_was_written_down_afterwards_is_no_plan() -> None:
    plans = history(("U01", "2024-06-03", "2024-06-03", None), ("U02", "2024-09-02", "2024-08-01", None))
    found = plan_record(plans, came({"U01": 0, "U02": 0}), UNITS, AS_OF)
    assert found.plans.empty
    assert plan_record(plans, came({}), UNITS, date(2024, 5, 1)).plans.empty


def test_the_assumption_stands_until_ten_plans_came_due() -> None:
    few, enough = record([0] * (MIN_PLANS_DUE - 1)), record([0] * MIN_PLANS_DUE)
    assert (few.is_own, few.slips) == (False, DEFAULT_SLIPS)
    assert (enough.is_own, enough.slips) == (True, {0: 1.0})


def test_the_citys_own_slips() -> None:
    found = record([0] * 5 + [30] * 3 + [84] * 2)
    assert found.slips == pytest.approx({0: 0.5, 4: 0.3, 12: 0.2})


def test_what_has_not_come_yet_counts_as_late_so_far() -> None:
    """Half a year waited for: longer than all that came, and half a year more."""
    slips = record([0] * 6 + [30] * 2 + [None] * 2).slips
    assert slips == pytest.approx({0: 0.6, 4: 0.2, 56: 0.2})


def test_a_wait_that_goes_on_is_shared_among_what_came_later() -> None:
    """One waits since 29 November: from then on it may come as those that came late did."""
    early = [("U10", "2024-11-29", "2024-10-01", None)]
    plans = history(*((code, "2024-06-03", "2024-04-01", None) for code in CODES[:10]), *early)
    days_late = dict(zip(CODES[:10], [0] * 5 + [84] * 5, strict=True))
    slips = plan_record(plans, came(days_late), UNITS, AS_OF).slips
    assert slips == pytest.approx({0: 5 / 11, 12: 6 / 11})


def test_the_forecast_takes_the_citys_own_slips() -> None:
    plans = history(*((code, "2024-06-03", "2024-04-01", None) for code in CODES[:12]))
    late = came(dict(zip(CODES[:12], [0] * 6 + [56] * 6, strict=True)))
    ahead = roster(*((code, "2025-03-03", "aktif", True, True) for code in CODES[20:25]))
    result = forecast(pd.concat([late, ahead]), UNITS, AS_OF, history=plans)
    assert result.record.is_own
    assert list(result.plans.filter(like="slip_").columns) == ["slip_0", "slip_8"]
    assert not forecast(pd.concat([late, ahead]), UNITS, AS_OF).record.is_own
