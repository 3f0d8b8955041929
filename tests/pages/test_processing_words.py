"""Times until ready as the page says them."""

from types import SimpleNamespace
from typing import Any

import pytest

from core.texts import translator
from pages.sections.kanal_processing import _range, _within

VIEW: Any = SimpleNamespace(t=translator("id"), lang="id")
DAY = 1440


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (60.0, 120.0, "1–2 jam"),
        (120.0, 120.0, "2 jam"),
        (0.0, 3.5 * DAY, "paling lama 3,5 hari"),
        (6 * 60.0, 8 * DAY, "0,2–8 hari"),
        (36 * 60.0, 2 * DAY, "36–48 jam"),
        (0.0, 0.0, "0 jam"),
        (float("nan"), float("nan"), "–"),
    ],
)
def test_a_range_in_words(low: float, high: float, words: str) -> None:
    assert _range({"median_from": low, "median_to": high}, "median", VIEW) == words


def test_the_part_within_the_service_time() -> None:
    row = {"sla_share_lower": 0.35, "sla_share_upper": 0.98, "sla_reason": ""}
    assert _within(row, VIEW) == "35–98\xa0%"
    assert _within(row | {"sla_share_upper": 0.35}, VIEW) == "35\xa0%"
    assert _within(row | {"sla_reason": "no_sla"}, VIEW) == "tidak ditetapkan"
    assert _within({"sla_share_lower": float("nan"), "sla_share_upper": float("nan"), "sla_reason": "x"}, VIEW) == "–"
