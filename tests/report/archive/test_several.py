"""Several months: what was kept is told, and of two failures the first."""

from collections.abc import Iterator
from typing import Any

import pytest

from report.several import in_turn

MONTHS = [{"month": f"2024-0{at}"} for at in range(1, 5)]


class FullError(Exception):
    """No room for a month."""


def refused(*months: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """These months, then one that the data do not carry."""
    yield from months
    raise ValueError("refused")


def told_of(records: Iterator[dict[str, Any]], failing: set[str]) -> tuple[list[str], str]:
    """What is told of months of which some cannot be kept, and the failure that comes out."""
    told: list[str] = []

    def keep(record: dict[str, Any]) -> str:
        if record["month"] in failing:
            raise FullError(record["month"])
        return str(record["month"])

    with pytest.raises((FullError, ValueError)) as failure:
        in_turn(records, keep, told.append)
    return told, str(failure.value)


def test_of_two_failures_the_first_comes_out() -> None:
    assert told_of(iter(MONTHS), {"2024-01", "2024-02"}) == ([], "2024-01")
    assert told_of(refused(*MONTHS[:2]), {"2024-02"}) == (["2024-01"], "2024-02")


def test_what_was_kept_is_told_before_a_failure_comes_out() -> None:
    assert told_of(iter(MONTHS), {"2024-02"}) == (["2024-01", "2024-03"], "2024-02")
    assert told_of(refused(*MONTHS[:3]), set()) == (["2024-01", "2024-02", "2024-03"], "refused")
