"""The order of a table's rows, and small lines: what is not known is last either way, and a gap in a line."""

import re

import pytest

from pages.tables.ranked_table import DOWN, UP, RankedColumn, _order, share_bar, status_cell
from pages.tables.sparkline import sparkline

NAN = float("nan")
COLUMNS = [
    RankedColumn("nama", "Kantor", ["b", "a", "c", "d"], ["b", "a", "c", "d"]),
    RankedColumn("porsi", "Porsi", ["", "", "", ""], [0.2, NAN, 0.9, 0.5]),
]


@pytest.mark.parametrize(
    ("sorted_by", "order"),
    [
        ("", [0, 1, 2, 3]),
        (f"nama-{UP}", [1, 0, 2, 3]),
        (f"nama-{DOWN}", [3, 2, 0, 1]),
        (f"porsi-{UP}", [0, 3, 2, 1]),
        (f"porsi-{DOWN}", [2, 3, 0, 1]),
    ],
)
def test_rows_are_sorted_and_the_unknown_come_last(sorted_by: str, order: list[int]) -> None:
    assert _order(COLUMNS, sorted_by, [0, 1, 2, 3]) == order


def test_only_what_was_found_is_sorted() -> None:
    assert _order(COLUMNS, f"porsi-{DOWN}", [0, 1]) == [0, 1]


def test_a_share_has_a_bar_of_its_length_and_none_without_a_share() -> None:
    assert 'style="width:40.0%"' in share_bar(0.4, "40,0%")
    assert "width" not in share_bar(NAN, "laporan < 60%")
    assert "&lt; 60" in share_bar(NAN, "laporan < 60%")


def test_a_status_is_told_by_mark_and_word() -> None:
    assert re.sub("<[^>]*>", "", status_cell("aktif", "Aktif")) == "● Aktif"
    assert re.sub("<[^>]*>", "", status_cell(None, "Tidak diketahui")) == "? Tidak diketahui"


def test_a_line_breaks_where_a_value_is_not_known() -> None:
    drawn = sparkline([0.0, 1.0, NAN, 2.0, 3.0], "naik")
    assert drawn.count("polyline") == 2
    assert 'aria-label="naik"' in drawn
    assert sparkline([NAN, 1.0], "satu") == ""
