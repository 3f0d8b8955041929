"""Which live offices are new, and what becomes of a target when offices stop again."""

from datetime import date

import pandas as pd
import pytest
from support.frames.rosters import UNITS, roster, target

from analytics.rollout import UsedRule, coverage, pace, status_on
from wording import pace_sentence

RULE = UsedRule(28, 20)
DAY = date(2024, 4, 28)
FIRST_WHOLE = "2024-04-01"
"""Of 28 days that end on 28 April the first: who starts then has been live for all of them."""


def new_on(events: pd.DataFrame, day: date = DAY) -> int:
    """How many of three kelurahan are new where none is used."""
    when = pd.DatetimeIndex([pd.Timestamp(day)])
    unused = pd.DataFrame({"date": when.repeat(3), "unit_code": list("ABC"), "is_used": False, "is_unsure": False})
    return int(coverage(events, UNITS, when, "kelurahan", unused, RULE.window_days)["new"].iloc[0])


@pytest.mark.parametrize(("start", "new"), [(FIRST_WHOLE, 0), ("2024-04-02", 1), ("2024-04-28", 1)])
def test_new_is_live_for_fewer_days_than_the_window(start: str, new: int) -> None:
    assert new_on(roster(("A", start, "aktif", False, True))) == new


def test_a_start_known_only_as_on_or_before_a_day_is_not_new() -> None:
    assert new_on(roster(("A", "2024-04-20", "aktif", False, False))) == 0


def test_live_said_again_is_no_new_start() -> None:
    """A is live since January, told again in April; B stopped for a week, live again; C was never live before."""
    events = roster(
        ("A", "2024-01-10", "aktif", False, True),
        ("A", "2024-04-20", "aktif", False, True),
        ("B", "2024-01-10", "aktif", False, True),
        ("B", "2024-04-13", "ditunda", False, True),
        ("B", "2024-04-20", "aktif", False, True),
        ("C", "2024-04-13", "ditunda", False, True),
        ("C", "2024-04-20", "aktif", False, True),
    )
    assert new_on(events) == 1
    since = status_on(events, UNITS, DAY).set_index("unit_code")["since"]
    assert list(since[["A", "B"]]) == [pd.Timestamp("2024-01-10"), pd.Timestamp("2024-04-20")]


def test_what_is_said_again_keeps_how_well_its_first_day_is_known() -> None:
    events = roster(("A", "2024-04-10", "aktif", False, False), ("A", "2024-04-20", "aktif", False, True))
    assert new_on(events) == 0
    assert not status_on(events, UNITS, DAY).set_index("unit_code").loc["A", "is_start_known"]


LOST = roster(
    ("A", "2024-02-01", "aktif", False, True),
    ("B", "2024-03-01", "aktif", False, True),
    ("B", "2024-04-10", "ditunda", False, True),
)


@pytest.mark.parametrize("due", ["2024-03-31", "2024-12-31", None])
def test_a_target_reached_in_time_that_lost_an_office_says_so(due: str | None) -> None:
    found = pace(LOST, UNITS, target(2, due), DAY)
    assert (found.state, found.missing, found.reached_on) == ("lost", 1, date(2024, 3, 1))
    assert (found.required_per_month is not None) == (due == "2024-12-31"), "before its day it can be reached again"
    assert pace_sentence(found) == "tercapai 1 Mar 2024, kini kurang 1"


def test_a_target_lost_before_its_day_was_missed() -> None:
    found = pace(LOST, UNITS, target(2, "2024-04-20"), DAY)
    assert (found.state, found.missing) == ("missed", 1)
    assert pace_sentence(found) == "tercapai 1 Mar 2024, lalu berkurang: kurang 1 pada 20 April 2024"


def test_a_target_missed_says_whether_it_was_reached_later() -> None:
    late = pace(LOST.iloc[:2], UNITS, target(2, "2024-02-15"), DAY)
    assert pace_sentence(late) == "kurang 1 pada 15 Februari 2024; tercapai 1 Mar 2024"
    never = pace(LOST.iloc[:1], UNITS, target(2, "2024-02-15"), DAY)
    assert pace_sentence(never) == "kurang 1 pada 15 Februari 2024; belum tercapai"


@pytest.mark.parametrize(
    "events",
    [
        [("A", "2024-03-01", "aktif", False, False)],
        [("B", "2024-02-01", "persiapan", False, True), ("A", "2024-03-01", "aktif", False, False)],
        [("A", "2024-02-01", "persiapan", False, True), ("A", "2024-03-01", "aktif", False, False)],
    ],
)
def test_a_target_reached_by_a_start_on_or_before_a_day_says_so(events: list[tuple[str, str, str, bool, bool]]) -> None:
    found = pace(roster(*events), UNITS, target(1, None), DAY)
    assert (found.state, found.is_reached_day_known) == ("reached", False)
    assert pace_sentence(found) == "tercapai paling lambat 1 Mar 2024"
    told = [(*event[:4], True) for event in events]
    assert pace_sentence(pace(roster(*told), UNITS, target(1, None), DAY)) == "tercapai 1 Mar 2024"


def test_reached_again_is_reached() -> None:
    again = pd.concat([LOST, roster(("C", "2024-04-20", "aktif", False, True))], ignore_index=True)
    found = pace(again, UNITS, target(2, "2024-12-31"), DAY)
    assert (found.state, found.missing, pace_sentence(found)) == ("reached", 0, "tercapai 1 Mar 2024")


def test_what_cannot_be_said_of_a_target_gives_its_true_reason() -> None:
    open_end = pace(LOST, UNITS, target(3, None), DAY)
    assert pace_sentence(open_end) == "kurang 2; tanpa tenggat, jadi tanpa laju yang diperlukan"
    unknown = roster(("A", "2024-04-20", "aktif", False, False))
    for day in (date(2024, 4, 1), DAY):
        found = pace(unknown, UNITS, target(2, "2024-03-31"), day)
        assert found.state == "not_provided", "nobody knows how many were live on the due date"
        assert "status sebagian kantor tidak diketahui" in pace_sentence(found)


def test_a_plan_of_an_office_already_live_brings_none() -> None:
    """Two days left, at most one office came in two days: three missing are out of reach, whatever is planned for A."""
    codes = [f"U{number}" for number in range(6)]
    units = pd.DataFrame({"unit_code": codes, "name": codes, "kind": "kelurahan", "kecamatan": "Kota"})
    rows = [("U0", "2024-02-01", "aktif", False, True), ("U1", "2024-03-01", "aktif", False, True)]
    ahead = date(2024, 4, 29)
    live = roster(*rows, *((code, "2024-04-30", "aktif", True, True) for code in ("U0", "U1")))
    waiting = roster(*rows, *((code, "2024-04-30", "aktif", True, True) for code in ("U2", "U3")))
    assert pace(live, units, target(5, "2024-04-30"), ahead).state == "out_of_reach"
    assert pace(waiting, units, target(5, "2024-04-30"), ahead).state == "open"
