"""What an office has behind it before its first day, and what became of its plan, as known on a day."""

from datetime import date

import pandas as pd
import pytest
from support.frames.rosters import roster

from analytics.rollout import readiness

HISTORY = pd.DataFrame(
    [
        ("A", "2024-05-01", "2024-01-10", "2024-03-01", "2024-06-01", None),
        ("A", "2024-06-01", "2024-03-01", "2024-04-20", "2024-05-20", None),
        ("A", "2024-05-20", "2024-04-20", None, None, None),
    ],
    columns=["unit_code", "planned_date", "first_seen", "changed_on", "changed_to", "withdrawn_on"],
)
HISTORY = HISTORY.astype(dict.fromkeys(HISTORY.columns[1:], "datetime64[us]"))
ROSTER = roster(
    ("A", "2024-01-02", "belum", False, True),
    ("A", "2024-02-05", "persiapan", False, True),
    ("A", "2024-03-11", "pelatihan", False, True),
    ("A", "2024-05-20", "aktif", True, True),
    ("B", "2024-01-02", "belum", False, True),
)


def test_who_has_reached_a_step_has_been_through_those_before() -> None:
    steps = readiness(ROSTER, HISTORY, "A", date(2024, 4, 30)).steps.set_index("step")
    assert steps["is_done"].to_dict() == {"persiapan": True, "sosialisasi": True, "pelatihan": True}
    assert steps["date"].isna().to_dict() == {"persiapan": False, "sosialisasi": True, "pelatihan": False}
    earlier = readiness(ROSTER, HISTORY, "A", date(2024, 2, 20)).steps
    assert earlier["is_done"].to_list() == [True, False, False]


@pytest.mark.parametrize(("day", "moves"), [(date(2024, 2, 1), 0), (date(2024, 3, 2), 1), (date(2024, 4, 30), 1)])
def test_a_plan_brought_forward_is_no_slip_and_nothing_is_known_before_its_day(day: date, moves: int) -> None:
    found = readiness(ROSTER, HISTORY, "A", day)
    assert (found.first_planned_on, found.moves) == (date(2024, 5, 1), moves)


def test_a_plan_that_has_passed_is_still_told_and_none_is_none() -> None:
    assert readiness(ROSTER, HISTORY, "A", date(2024, 6, 3)).planned_on == date(2024, 5, 20)
    none = readiness(ROSTER, HISTORY, "B", date(2024, 6, 3))
    assert (none.planned_on, none.first_planned_on, none.moves) == (None, None, 0)
    assert not none.steps["is_done"].any()
