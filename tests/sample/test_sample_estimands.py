"""The true values are what the published definitions say, by hand and by identities."""

import math
from datetime import date

import numpy as np
import pytest

from sample.truth.estimands import digital_day_estimands, effect_records, truth_periods
from sample.truth.month_estimands import change_estimands, going_live_estimands, month_estimands
from sample.truth.published import published
from sample.world.draw import Draw, draw


def test_windows_and_sets_are_those_of_the_definition(full: Draw) -> None:
    found = digital_day_estimands(full)
    assert found is not None
    assert found["before"] == ["2024-02-27", "2024-08-26"]
    assert found["since"] == ["2024-08-27", "2024-11-29"]
    assert len(found["live_long"]) == 10
    assert len(found["never"]) == 31


def test_no_digital_days_means_no_gap(full: Draw) -> None:
    found = digital_day_estimands(full)
    assert found is not None
    assert found["no_digital_days"]["weekday_gap"] == pytest.approx(0, abs=1e-6)
    assert found["as_happened"]["weekday_gap"] > 0.15
    idle = digital_day_estimands(draw(convert=0, displace=0))
    assert idle is not None
    assert idle["as_happened"] == idle["no_digital_days"]


def test_before_the_start_there_is_nothing_to_estimate() -> None:
    assert digital_day_estimands(draw(until=date(2024, 8, 20))) is None


def test_whole_week_effect_of_converting_follows_from_the_week_profile() -> None:
    """All offices split, no drift: E is ln of the week's visits left, the same at every office."""
    drawn = draw(displace=0, drift=0)
    found = truth_periods(drawn)
    assert found is not None
    split = found.live_long & drawn.offices.is_split
    window = type(found)(found.before, found.since, found.group_a, split, found.never)
    effect = effect_records(drawn, drawn.worlds["as_happened"], window)["whole_week_visits"]
    load = {1: 1.16, 2: 1.03, 3: 1.00, 4: 0.97, 5: 0.68}
    left = sum(part * (0.7 if day in (2, 3, 4) else 1) for day, part in load.items()) / sum(load.values())
    assert effect == pytest.approx(math.log(left), abs=0.01)


def test_displacement_is_the_moved_part_of_the_visits_gone() -> None:
    found = digital_day_estimands(draw(drift=0))
    assert found is not None
    assert found["as_happened"]["displacement"] == pytest.approx(0.25, abs=0.02)
    moved = digital_day_estimands(draw(drift=0, convert=0, displace=0.3))
    assert moved is not None
    assert moved["as_happened"]["displacement"] == pytest.approx(1, abs=0.08)
    gone = digital_day_estimands(draw(drift=0, convert=0, displace=0, abandon=0.3))
    assert gone is not None
    assert gone["as_happened"]["displacement"] == pytest.approx(0, abs=0.02)


def test_going_live_lowers_visits_and_is_zero_without_takeup(full: Draw) -> None:
    cells = [cell for cell in going_live_estimands(full) if cell["cohort"] == "2023-12"]
    assert cells[0]["month"] == "2023-11"
    assert {cell["units"] for cell in cells} == {7}
    assert all(later["att"] <= 0 for later in cells)
    idle = going_live_estimands(draw(takeup=0, convert=0, displace=0))
    assert all(cell["att"] == 0 for cell in idle)


def test_parts_of_a_change_add_up_exactly(full: Draw) -> None:
    parts = change_estimands(full)
    assert parts is not None
    assert (parts["from"], parts["to"]) == ("2024-10", "2024-11")
    total = sum(parts[name] for name in ("real", "reweighted", "joined", "left", "calendar"))
    assert total == pytest.approx(parts["plain"], abs=4e-6)


def test_shares_with_help_left_out_are_lower(full: Draw) -> None:
    for month in month_estimands(full):
        if month["share"] is not None:
            assert 0 < month["share_without_known_help"] < month["share"] < 1


def test_published_months_follow_from_the_frame(full: Draw) -> None:
    """The same figures by grouping the frame, a way that shares no code with `published`."""
    frame = full.frame.assign(month=full.frame["date"].dt.strftime("%Y-%m"))
    frame["visits"] *= frame["apply_part"].fillna(1)
    complete = frame[frame["is_complete"]].groupby("month")[["warga", "rt", "visits"]].sum()
    for record in published(full)["months"]:
        if record["complete"] == 0:
            assert record["share"] is None
            continue
        row = complete.loc[record["month"]]
        assert record["numerator"] == row["warga"] + row["rt"]
        assert record["denominator"] == pytest.approx(row.sum())
        assert record["share"] == pytest.approx(record["numerator"] / record["denominator"])


def test_published_weekdays_compare_offices_live_in_both_periods(full: Draw, pilots: set[str]) -> None:
    frame = full.frame[full.frame["is_complete"] & full.frame["unit_code"].isin(pilots)]
    since = frame["date"] >= "2024-08-27"
    for record in published(full)["weekdays"]:
        if record["weekday"].isdigit():
            rows = frame[(since == (record["period"] == "since")) & (frame["weekday"] == int(record["weekday"]))]
            assert record["numerator"] == (rows["warga"] + rows["rt"]).sum()
            to_apply = rows["visits"] * rows["apply_part"].fillna(1)
            assert record["denominator"] == pytest.approx((rows["warga"] + rows["rt"] + to_apply).sum())


def test_published_ends_at_the_last_day_of_both_sources(full: Draw) -> None:
    found = published(full)
    assert found["as_of"] == "2024-11-29"
    assert found["months"][-1]["kelurahan_live"] == 28
    assert found["months"][-1]["kecamatan_live"] == 4
    assert found["months"][-1]["kelurahan_used"] <= 28
    assert np.sum(found["unit_months"]["expected"]) == found["completeness"]["expected"]
