"""Figures made for the pages: marks on time charts, peers, what is left out, services, things to do."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame, week_rows
from support.frames.drawn import drawn

from analytics import City, assistance, headline, quality
from analytics import build as readers
from analytics.actions import MOST_ACTIONS, actions
from analytics.base import left_out
from analytics.marks import time_marks
from analytics.services import month_services
from analytics.uptake import digital_share, early_warnings, peers
from core.settings import settings
from core.snapshot import Snapshot
from pages.charts.marks import add_marks, has_strip
from pages.charts.style import figure

AS_OF = date(2024, 11, 29)
HELD = ["unit_code", "severity", "row_count"]
NOVEMBER = pd.Timestamp("2024-11-01")


@pytest.fixture(scope="module")
def facts(snapshot: Snapshot) -> pd.DataFrame:
    frame = readers.unit_days(snapshot)
    return frame[frame["date"] <= pd.Timestamp(AS_OF)]


@pytest.fixture(scope="module")
def shares(facts: pd.DataFrame) -> pd.DataFrame:
    return digital_share(facts, ["unit_code", "month"])


@pytest.fixture(scope="module")
def marks(snapshot: Snapshot, facts: pd.DataFrame) -> pd.DataFrame:
    return time_marks(snapshot.table("calendar"), snapshot.table("events"), facts, readers.rollout_events(snapshot))


def test_every_kind_of_event_is_marked_on_its_day(marks, facts):
    """Start of the digital days, a holiday, an outage and a wave: each as often as the tables have it."""
    assert marks.loc[marks["kind"] == "event", "date"].to_list() == [pd.Timestamp("2024-08-27")]
    day = marks[(marks["kind"] == "holiday") & (marks["date"] == pd.Timestamp("2024-11-27"))]
    assert len(day) == 1
    outages = facts[facts["is_outage"]].groupby("date")["unit_code"].nunique()
    told = marks[marks["kind"] == "outage"].set_index("date")["offices"]
    assert told.to_dict() == outages.to_dict()


def test_marks_stand_in_a_strip_and_leave_the_data_alone(marks):
    """The data keep their height; the axis of time goes below the strip; nothing outside of the period is drawn."""
    chart = figure(300)
    chart.add("scatter", x=[pd.Timestamp("2024-08-01"), pd.Timestamp("2024-09-01")], y=[0, 1])
    add_marks(chart, marks, pd.Timestamp("2024-08-01"), pd.Timestamp("2024-09-01"), "id")
    assert has_strip(chart)
    chart = drawn(chart)
    inner = chart.layout.height - chart.layout.margin.t - chart.layout.margin.b
    low, high = chart.layout.yaxis.domain
    assert (high - low) * inner == pytest.approx(300 - 28 - 8)
    days = [day for trace in chart.data[1:] for day in trace.x]
    assert min(days) >= "2024-08-01"
    assert max(days) <= "2024-09-01T00:00:00"
    assert "27 Agu 2024: Hari digital diumumkan" in [text for trace in chart.data[1:] for text in trace.hovertext]


def test_a_chart_without_events_stays_as_it_was(marks):
    chart = add_marks(figure(300), marks, pd.Timestamp("2020-01-01"), pd.Timestamp("2020-02-01"), "id")
    assert not has_strip(chart)
    assert chart.layout["height"] == 300


def test_offices_of_the_kind(shares, snapshot):
    """The highest share comes first; offices of the other kind and without a share do not count."""
    units = snapshot.table("units")
    month = shares[shares["month"] == NOVEMBER]
    every = month[(month["state"] == "ok") & (month["unit_code"].str.len() > 8)]
    is_apart = every["unsplit_part"] == 1
    known = every[~is_apart]
    best, worst = (known.loc[pick, "unit_code"] for pick in (known["share"].idxmax(), known["share"].idxmin()))
    assert peers(month, units, best).frame["is_own"].to_list().index(True) == 0
    found = peers(month, units, worst)
    assert (found.frame["is_own"].to_list().index(True), found.offices) == (len(known) - 1, len(known))
    assert found.median == pytest.approx(known["share"].median())
    apart = peers(month, units, every.loc[is_apart, "unit_code"].iloc[0])
    assert apart.offices == is_apart.sum() > 1, "who does not count by purpose stands among its like"
    silent = month.loc[(month["state"] != "ok") & (month["unit_code"].str.len() > 8), "unit_code"].iloc[0]
    assert not peers(month, units, silent).frame["is_own"].any()


def test_what_is_left_out_adds_up_with_what_is_in(facts):
    """Requests on complete days are either digital, or told as left out."""
    month = facts[facts["month"] == NOVEMBER]
    told, complete = left_out(month), month[month["is_complete"]]
    every = complete[["warga", "rt", "petugas", "tidak_diketahui"]].sum().sum()
    assert digital_share(month)["numerator"].iloc[0] + told["officer_entered"] + told["unknown_origin"] == every
    off_days = [told[name] for name in ("off_days", "outage_requests", "closed_requests")]
    assert sum(off_days) == digital_share(month)["off_day_requests"].iloc[0] > 0
    due = month[month["is_expected"]]
    assert told["no_visits"] + told["not_live"] + int(month["is_complete"].sum()) == len(due)


def test_requests_of_closed_days_and_outages_are_told_once():
    """A day that is both is one of an outage."""
    facts = facts_frame(week_rows("2024-10-07", [(3, 2)] * 4))
    facts["is_outage"] = [True, True, False, False]
    facts["is_expected"], facts["is_complete"] = [False, False, False, True], [False, False, False, True]
    told = left_out(facts)
    assert (told["outage"], told["outage_requests"]) == (2, 6)
    assert (told["closed"], told["closed_requests"]) == (1, 3)
    assert (told["off_days"], told["no_visits"]) == (0, 0)


def nothing_ready(unit: str, kecamatan: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Of one office: no durations, no services with a time, and the office."""
    columns = ["unit_code", "service", "kind", "minutes_from", "minutes_to", "is_due", "requests"]
    durations = pd.DataFrame(columns=columns)
    services = pd.DataFrame(columns=["service", "sla_days"])
    return durations, services, pd.DataFrame({"unit_code": [unit], "kecamatan_code": [kecamatan]})


def test_services_hide_small_counts_and_the_shares_that_would_tell():
    rows = [("a", 3, 40), ("b", 50, 10), ("c", 60, 20), ("d", 0, 9)]
    requests = pd.DataFrame(rows, columns=["service", "digital", "officer"]).assign(unit_code="u")
    found = month_services(requests, *nothing_ready("u", "k")).shares
    found = found[found["place"] == "kota"].set_index("service")
    assert found.loc["a", "digital"] == "<5"
    assert np.isnan(found.loc["a", "share"])
    assert (found["digital"] == "x").sum() == 1
    assert found.loc["d", "share"] == 0
    assert found.loc["c", "share"] == pytest.approx(0.75)


def test_services_with_a_hidden_count_stand_by_name_at_the_end():
    """Their order by number would give them bounds, and say which of two is the larger."""
    rows = [("a", 3, 40), ("b", 50, 10), ("c", 60, 20), ("d", 0, 9), ("e", 4, 400), ("f", 40, 40)]
    requests = pd.DataFrame(rows, columns=["service", "digital", "officer"]).assign(unit_code="u")
    found = month_services(requests, *nothing_ready("u", "k")).shares
    assert found.loc[found["place"] == "kota", "service"].to_list() == ["c", "f", "b", "d", "a", "e"]


def test_services_of_the_sample_agree_with_the_facts(snapshot, facts):
    """The requests by service are those of the facts, by office and month."""
    rows = readers.service_origins(snapshot, AS_OF)
    whole = facts.groupby(["unit_code", "month"])[["warga", "rt", "petugas"]].sum()
    told = rows.groupby(["unit_code", "month"])[["digital", "officer"]].sum()
    both = told.join(whole)
    assert (both["digital"] == both["warga"] + both["rt"]).all()
    assert (both["officer"] == both["petugas"]).all()


def test_at_most_three_things_to_do_the_pressing_first(snapshot, facts, monkeypatch):
    """Reports owed come first, most days first; the next wave is named with its day; rows held back come last."""
    city, need = City(snapshot), assistance.still_needs_help(facts, AS_OF)
    owed = quality.overdue(facts[facts["month"] == NOVEMBER], AS_OF)
    found = actions(city, AS_OF, need)[:MOST_ACTIONS]
    assert [action.kind for action in found] == ["overdue", "warned", "prepare"]
    assert found[0].count == owed["missing_days"].sum()
    assert list(found[0].offices["unit_code"]) == list(owed["unit_code"])
    assert found[2].due == date(2024, 12, 2)
    with monkeypatch.context() as patch:
        patch.setattr(City, "early_warnings", lambda _city, _day: [])
        assert [action.kind for action in actions(city, AS_OF, need)[:MOST_ACTIONS]] == ["overdue", "prepare", "held"]
    monkeypatch.setattr(settings(), "used_min_requests", 10_000)
    found = actions(city.with_frames(facts=facts.assign(is_expected=False)), AS_OF, need)
    # 32 offices are live, six of them for less than the window: those are new, not unused.
    assert (found[0].kind, found[0].count) == ("unused", 26)


def test_an_office_has_fallen_only_beyond_its_interval(snapshot, facts, shares, monkeypatch):
    """Of one office an eighth of the citizens use the application in November; others change by no more than chance."""
    monkeypatch.setattr(settings(), "used_min_requests", 1)
    code = shares.loc[(shares["month"] == NOVEMBER) & (shares["state"] == "ok"), "unit_code"].iloc[0]
    silent = facts.assign(is_expected=False)
    silent.loc[silent["unit_code"].eq(code) & silent["month"].eq(NOVEMBER), ["warga", "rt"]] //= 8
    city = City(snapshot).with_frames(facts=silent, quarantine_reason=pd.DataFrame(columns=HELD))
    found = actions(city, AS_OF, assistance.still_needs_help(facts, AS_OF))
    (fallen,) = (each for each in found if each.kind == "fallen")
    assert list(fallen.offices["unit_code"]) == [code]
    assert fallen.among is not None
    assert fallen.among > 20


def test_an_office_below_expectation_weeks_on_end_is_a_thing_to_do(snapshot, facts):
    """Ten times as many visitors at one office, all along: it has not fallen, but is below what is expected of it."""
    long_live = facts[facts["is_live"].fillna(False) & facts["kind"].eq("kelurahan")].groupby("unit_code")["date"].min()
    code = long_live.sort_values(kind="stable").index[0]
    crowded = facts.copy()
    crowded.loc[crowded["unit_code"].eq(code), ["visits", "all_visits"]] *= 10
    city = City(snapshot).with_frames(facts=crowded)
    need = assistance.still_needs_help(facts, AS_OF)
    (warned,) = (each for each in actions(city, AS_OF, need) if each.kind == "warned")
    assert code in set(warned.offices["unit_code"])
    assert set(warned.offices["unit_code"]) == set(early_warnings(crowded, city.units, AS_OF))
    # The others tell what is expected, also where a part of the city is looked at.
    area = city.units.loc[city.units["unit_code"].eq(code), "kecamatan_code"].iloc[0]
    part = city.part(set(city.units.loc[city.units["kecamatan_code"].eq(area), "unit_code"]))
    (here,) = (each for each in actions(part, AS_OF, need) if each.kind == "warned")
    assert code in set(here.offices["unit_code"]) <= set(part.units["unit_code"])


def test_an_unused_office_is_not_named_a_second_time_as_below_expectation_or_fallen(snapshot, facts, monkeypatch):
    """One cause is one reason: else it would rank above an office with a cause of its own."""
    city = City(snapshot).with_frames(facts=facts.assign(is_expected=False))
    monkeypatch.setattr(settings(), "used_min_requests", 10_000)
    monkeypatch.setattr(City, "early_warnings", lambda self, _day: sorted(self.units["unit_code"]))
    found = {
        each.kind: set(each.offices["unit_code"])
        for each in actions(city, AS_OF, assistance.still_needs_help(facts, AS_OF))
    }
    assert found["unused"]
    assert not found["unused"] & found.get("warned", set())
    monkeypatch.setattr("analytics.actions.fallen_offices", lambda _changes: city.units["unit_code"])
    both = actions(city, AS_OF, assistance.still_needs_help(facts, AS_OF))
    named = [code for each in both if each.kind in ("unused", "warned", "fallen") for code in each.offices["unit_code"]]
    assert len(named) == len(set(named)) == len(city.units)


def test_a_month_the_city_has_no_row_of_is_counted_alone(snapshot):
    """The shares of all months, computed once, and those of the two months alone are the same figure."""
    city = City(snapshot)
    quick, slow = headline(city, AS_OF).share, headline(city.with_frames(months=city.months.iloc[:0]), AS_OF).share
    pd.testing.assert_series_equal(quick.this[slow.this.index], slow.this, check_names=False)
    assert quick.change == slow.change


def test_a_week_and_a_quarter_count_their_own_days(snapshot, facts):
    """A week and a quarter have the share of their own days; a change is against the period before, as long."""
    city = City(snapshot)
    for grain, first in (("week", AS_OF - timedelta(days=AS_OF.weekday())), ("quarter", date(2024, 10, 1))):
        head = headline(city, AS_OF, grain)
        assert head.period == (first, AS_OF)
        alone = digital_share(facts[facts["date"].between(pd.Timestamp(first), pd.Timestamp(AS_OF))]).iloc[0]
        pd.testing.assert_series_equal(head.share.this[alone.index], alone, check_names=False)
    assert headline(city, AS_OF, "quarter").share.compared == (date(2024, 7, 1), date(2024, 8, AS_OF.day))
