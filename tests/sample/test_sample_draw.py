"""What one draw looks like: roll-out, counts, missing reports, the frame."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from sample.world.defects import CLOSED, NOT_SENT
from sample.world.draw import Draw, draw


def test_roll_out_starts_pauses_and_goes_on(full: Draw, pilots: set[str]) -> None:
    kinds = dict(zip(full.codes, full.tables.units["kind"], strict=True))
    dates = pd.Series(full.roster.go_live)
    villages = dates[[kinds[code] == "kelurahan" for code in dates.index]]
    assert set(dates.index[dates < date(2024, 1, 1)]) == pilots
    assert not ((dates >= date(2024, 1, 1)) & (dates <= date(2024, 8, 31))).any()
    waves = villages[villages > date(2024, 8, 31)].map(lambda day: f"{day:%Y-%m}").value_counts()
    assert waves.between(3, 9).all()
    assert sorted(waves.index) == ["2024-09", "2024-10", "2024-11"]
    assert len(villages) == 28
    assert len(dates) - len(villages) == 4


def test_roster_plans_lie_ahead_and_one_office_is_held_up(full: Draw) -> None:
    planned = [event for event in full.roster.events if event.is_planned]
    assert planned
    assert all(event.day > full.until and event.status == "aktif" for event in planned)
    assert [event.status for event in full.roster.events].count("ditunda") == 1
    assert {event.unit_code for event in full.roster.events} == set(full.codes)


def test_sizes_are_those_of_a_city_on_its_way(full: Draw) -> None:
    requests = {name: int(array.sum()) for name, array in full.counts.requests.items()}
    assert 80_000 < sum(requests.values()) < 150_000
    assert requests["tidak_diketahui"] / sum(requests.values()) < 0.05
    assert (full.counts.requests["petugas"] <= full.counts.visits).all()
    recent = full.frame[full.frame["is_complete"] & (full.frame["date"] >= "2024-10-01")]
    digital = (recent["warga"] + recent["rt"]).sum()
    assert 0.33 < digital / (digital + recent["visits"].sum()) < 0.5


def test_requests_come_at_weekends_and_only_from_live_offices(full: Draw) -> None:
    digital = full.counts.requests["warga"]
    assert digital[:, ~full.days.is_working].sum() > 0
    assert all(array[~full.offices.live].sum() == 0 for array in full.counts.requests.values())
    assert full.counts.visits[:, ~full.days.is_working].sum() == 0


def test_counts_vary_more_than_by_chance_alone(full: Draw) -> None:
    expected = full.worlds["as_happened"].visits[:, full.days.is_working]
    excess = (full.counts.visits[:, full.days.is_working] - expected) ** 2 / expected
    assert excess.mean() > 1.5


def test_missing_reports_are_likelier_on_busy_days_and_in_large_offices(full: Draw) -> None:
    working = full.days.is_working
    states, visits = full.defects.walkin[:, working], full.counts.visits[:, working]
    busy = visits > np.median(visits, axis=1, keepdims=True)
    assert (states == NOT_SENT)[busy].mean() > 1.2 * (states == NOT_SENT)[~busy].mean()
    load = full.offices.demand.mean(axis=1)
    by_office = (states == NOT_SENT).mean(axis=1)
    large = load > np.median(load)
    assert by_office[large].mean() > 1.2 * by_office[~large].mean()


def test_about_nine_of_ten_reports_arrive_and_few_months_are_poor(full: Draw) -> None:
    due = full.frame[full.frame["is_expected"]]
    assert 0.87 < due["is_walkin_complete"].mean() < 0.94
    by_month = due.groupby(["unit_code", "month"])["is_walkin_complete"].mean()
    assert 1 <= (by_month < 0.6).sum() <= 15


def test_nothing_is_missing_when_nothing_shall_be() -> None:
    drawn = draw(missing=0, bad_rows=0)
    assert drawn.is_walkin_complete.sum() == drawn.is_expected.sum()
    assert all((drawn.accepted[name] == drawn.counts.requests[name]).all() for name in drawn.accepted)


def test_frame_states_are_nested_and_gaps_are_no_zeros(full: Draw) -> None:
    frame = full.frame
    assert len(frame) == 69 * len(full.days)
    assert not frame.duplicated(["unit_code", "date"]).any()
    assert (frame["is_complete"] <= frame["is_walkin_complete"]).all()
    assert (frame["is_walkin_complete"] <= frame["is_expected"]).all()
    assert frame.loc[frame["is_walkin_complete"], "visits"].notna().all()
    assert frame.loc[full.defects.walkin.ravel() == NOT_SENT, "visits"].isna().all()
    assert frame.loc[full.defects.walkin.ravel() == CLOSED, "visits"].isna().all()
    assert frame.loc[frame["date"] < "2023-11-01", "warga"].isna().all()


def test_calendar_agrees_with_the_known_figures() -> None:
    days = draw(until=date(2024, 12, 31)).days
    since = days.dates >= np.datetime64("2024-08-27")
    assert days.is_working[since].sum() == 87
    assert days.is_digital[since].sum() == 52


def test_a_short_draw_is_the_beginning_of_the_roll_out_and_too_short_is_refused() -> None:
    short = draw(until=date(2023, 11, 30))
    assert len(short.roster.go_live) == 8
    assert short.counts.requests["warga"].sum() > 0
    with pytest.raises(ValueError, match="must reach"):
        draw(until=date(2023, 11, 29))
