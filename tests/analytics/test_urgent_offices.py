"""Offices in need: most reasons first, then the weightier one, then days owed; what cannot be helped is no reason."""

import pandas as pd
import pytest

from analytics.actions import Action
from analytics.urgent_offices import task_lines, urgent_offices
from core.method import OVERDUE_DAYS

UNITS = pd.DataFrame(
    {
        "unit_code": ["A", "B", "C", "D", "E"],
        "name": ["Satu", "Dua", "Tiga", "Empat", "Lima"],
        "kind": "kelurahan",
        "kecamatan": "Palaran",
        "population": [10, 50, 30, 40, 20],
    }
)


def offices(*codes: str, own: list[int] | None = None) -> pd.DataFrame:
    frame = UNITS[UNITS["unit_code"].isin(codes)].set_index("unit_code").loc[list(codes)].reset_index()
    return frame[["unit_code", "name", "kind"]].assign(**({"own": own} if own else {}))


def test_more_reasons_come_first_then_the_weightier_one_then_days_owed() -> None:
    found = [
        Action("overdue", 20, offices("B", "C", "A", own=[9, 5, OVERDUE_DAYS]), among=99),
        Action("fallen", 2, offices("D", "A")),
        Action("held", 40, offices("E", own=[40])),
        Action("prepare", 1, offices("E")),
    ]
    urgent = urgent_offices(found, UNITS)
    assert urgent["unit_code"].to_list() == ["A", "D", "B", "C"]
    assert urgent["reasons"].to_list() == [("fallen", "overdue"), ("fallen",), ("overdue",), ("overdue",)]
    assert urgent["overdue_days"].to_list() == [OVERDUE_DAYS, 0, 9, 5]


def test_reports_owed_for_fewer_days_are_no_reason_yet() -> None:
    found = [Action("overdue", 4, offices("B", "C", own=[OVERDUE_DAYS - 1, 1]))]
    assert urgent_offices(found, UNITS).empty


def test_of_equal_need_the_office_of_more_residents_comes_first() -> None:
    assert urgent_offices([Action("help", 3, offices("A", "B", "C"))], UNITS)["unit_code"].to_list() == ["B", "C", "A"]


def test_offices_that_only_owe_reports_share_a_line_behind_those_of_more_consequence() -> None:
    """One that owes reports and has fallen stays a line of its own; the first of the shared line owes longest."""
    found = [
        Action("overdue", 25, offices("B", "C", "A", "E", own=[5, 9, 7, 4]), among=99),
        Action("fallen", 2, offices("D", "A")),
    ]
    urgent = urgent_offices(found, UNITS)
    assert urgent["unit_code"].to_list() == ["A", "D", "C", "B", "E"]
    assert task_lines(urgent["reasons"].to_list()) == [[0], [1], [2, 3, 4]]


@pytest.mark.parametrize(
    ("reasons", "lines"),
    [
        ([], []),
        ([("overdue",)], [[0]]),
        ([("overdue",), ("overdue",)], [[0, 1]]),
        ([("help", "overdue"), ("overdue",), ("unused",), ("overdue",)], [[0], [1, 3], [2]]),
    ],
)
def test_every_office_stands_in_exactly_one_line(reasons: list[tuple[str, ...]], lines: list[list[int]]) -> None:
    assert task_lines(reasons) == lines


def test_nothing_to_do_names_nobody() -> None:
    urgent = urgent_offices([], UNITS)
    assert urgent.empty
    assert {"unit_code", "name", "kind", "kecamatan", "reasons", "overdue_days"} <= set(urgent.columns)
