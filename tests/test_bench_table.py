"""The bench's table: what a target is and whether it was reached."""

import pytest

from bench.table import Line, rendered


@pytest.mark.parametrize(
    ("line", "mark", "target"),
    [
        (Line("a", 2.0, "x"), "", ""),
        (Line("a", 2.0, "x", 3.0), "pass", "<= 3.00 x"),
        (Line("a", 4.0, "x", 3.0), "MISS", "<= 3.00 x"),
        (Line("a", 91.0, "%", at_least=92.0), "MISS", ">= 92.00 %"),
        (Line("a", 95.0, "%", 98.5, at_least=92.0), "pass", "92.00 - 98.50 %"),
        (Line("a", 99.0, "%", 98.5, at_least=92.0), "MISS", "92.00 - 98.50 %"),
    ],
)
def test_a_line_is_judged_by_both_bounds(line: Line, mark: str, target: str) -> None:
    assert (line.mark, line.target) == (mark, target)
    assert target in rendered([line])


def test_a_missing_figure_misses_its_target() -> None:
    assert Line("a", float("nan"), "%", at_least=92.0).mark == "MISS"
