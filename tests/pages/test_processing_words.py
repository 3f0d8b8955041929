"""Times until ready as the page says them."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from core.texts import translator
from pages.sections.standar_layanan import _has_standard, _range, _standard, _within

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
        (0.0, float("nan"), "belum tercapai"),
        (2.0 * DAY, float("nan"), "belum tercapai"),
    ],
)
def test_a_range_in_words(low: float, high: float, words: str) -> None:
    assert _range({"median_from": low, "median_to": high}, "median", VIEW) == words


def test_the_part_within_the_service_time() -> None:
    row = {"sla_share_lower": 0.35, "sla_share_upper": 0.98, "sla_reason": ""}
    assert _within(row, VIEW) == "35–98%"
    assert _within(row | {"sla_share_upper": 0.35}, VIEW) == "35%"
    assert _within(row | {"sla_reason": "no_sla"}, VIEW) == "tidak ditetapkan"
    assert _within({"sla_share_lower": float("nan"), "sla_share_upper": float("nan"), "sla_reason": "x"}, VIEW) == "–"


@pytest.mark.parametrize(("days", "words"), [(3.0, "3 hari"), (1.5, "1,5 hari"), (None, "–")])
def test_a_service_time_is_in_calendar_days_and_none_is_a_dash(days, words):
    services = pd.DataFrame({"service": ["sktm"], "sla_days": [days]}).astype({"sla_days": "float64"})
    view: Any = SimpleNamespace(t=translator("id"), lang="id", build=SimpleNamespace(services=services))
    assert _standard("sktm", view) == words
    assert _standard("semua", view) == "–"
    assert _has_standard(view) == (days is not None)
