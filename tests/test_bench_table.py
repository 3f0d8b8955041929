"""The bench's table: what a target is and whether it was reached."""

import pytest

from bench.table import Measure, rendered


@pytest.mark.parametrize(
    ("line", "mark", "target"),
    [
        (Measure("a", 2.0, "x"), "", ""),
        (Measure("a", 2.0, "x", 3.0), "pass", "<= 3.00 x"),
        (Measure("a", 4.0, "x", 3.0), "MISS", "<= 3.00 x"),
        (Measure("a", 91.0, "%", at_least=92.0), "MISS", ">= 92.00 %"),
        (Measure("a", 95.0, "%", 98.5, at_least=92.0), "pass", "92.00 - 98.50 %"),
        (Measure("a", 99.0, "%", 98.5, at_least=92.0), "MISS", "92.00 - 98.50 %"),
    ],
)
def test_a_line_is_judged_by_both_bounds(line: Measure, mark: str, target: str) -> None:
    assert (line.mark, line.target) == (mark, target)
    assert target in rendered([line])


def test_a_missing_figure_misses_its_target() -> None:
    assert Measure("a", float("nan"), "%", at_least=92.0).mark == "MISS"
