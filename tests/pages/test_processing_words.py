"""Times until ready as the page says them."""

from datetime import date
from math import nan
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analytics.services import open_ages, shown_ages
from core.texts import translator
from pages.sections.standar_layanan.open_requests import open_words
from pages.sections.standar_layanan.standards import (
    _counted_too,
    _has_standard,
    _range,
    _standard,
    _times_words,
    _within,
    _worst_first,
)

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


@pytest.mark.parametrize(
    ("median", "p90", "words"),
    [
        (
            (60.0, 120.0),
            (DAY, 4.0 * DAY),
            "Separuh siap dalam paling lama 2 jam, sembilan dari sepuluh dalam paling lama 4 hari.",
        ),
        ((120.0, 120.0), (DAY, DAY), "Separuh siap dalam 2 jam, sembilan dari sepuluh dalam 24 jam."),
        ((60.0, 120.0), (DAY, nan), "Separuh siap dalam paling lama 2 jam; sembilan dari sepuluh belum tercapai."),
        ((60.0, 120.0), (nan, nan), "Separuh siap dalam paling lama 2 jam."),
        ((DAY, nan), (9.0 * DAY, nan), "Separuhnya belum siap."),
        ((nan, nan), (nan, nan), "Lamanya disembunyikan supaya orang tidak dikenali."),
    ],
)
def test_how_long_half_and_nine_of_ten_took_in_a_sentence(median, p90, words):
    row = dict(zip(("median_from", "median_to", "p90_from", "p90_to"), (*median, *p90), strict=True))
    assert _times_words(row, VIEW) == words


@pytest.mark.parametrize(
    ("share", "median", "is_said"), [(0.9, 60.0, True), (1.0, 60.0, False), (nan, 60.0, False), (0.4, nan, False)]
)
def test_those_not_ready_are_named_where_there_are_some(share: float, median: float, *, is_said: bool) -> None:
    view: Any = SimpleNamespace(t=translator("id"), lang="id", month=date(2024, 10, 1))
    said = ["Permohonan Oktober 2024 yang belum siap ikut dihitung."] if is_said else []
    assert _counted_too({"observed_share": share, "median_to": median}, view) == said


def test_services_with_the_fewest_in_time_come_first_then_the_slowest_and_the_hidden_last():
    rows = pd.DataFrame(
        [
            ("hidden", nan, nan, nan),
            ("quick, without a standard", nan, 0.0, 60.0),
            ("half never, without a standard", nan, 60.0, nan),
            ("nearly all", 0.97, 0.0, 600.0),
            ("few", 0.4, 0.0, 300.0),
        ],
        columns=["service", "sla_share_upper", "median_from", "median_to"],
    )
    order = ["few", "nearly all", "half never, without a standard", "quick, without a standard", "hidden"]
    services = pd.DataFrame({"service": ["sktm"], "sla_days": [3.0]})
    view: Any = SimpleNamespace(build=SimpleNamespace(services=services))
    assert list(_worst_first(rows, view)["service"]) == order
    without: Any = SimpleNamespace(build=SimpleNamespace(services=services.assign(sla_days=nan)))
    assert list(_worst_first(rows, without)["service"])[:2] == [order[2], "nearly all"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        (["2024-10-29"], ""),
        (
            ["2024-10-29", "2024-07-10"],
            "20 permohonan dari semua bulan masih terbuka pada 31 Oktober 2024; 50%",
        ),
    ],
)
def test_open_requests_are_a_task_only_where_some_are_open_for_long(days: list[str], words: str) -> None:
    """That nothing waits, or only what came in last week, is nothing to do."""
    rows = [(day[:7], day, "terbuka", 10) for day in days] + [("2024-06", None, "selesai", 90)]
    frame = pd.DataFrame(rows, columns=["month", "submitted_on", "outcome", "requests"]).assign(unit_code="A")
    outcomes = frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("month", "submitted_on")})
    asked = outcomes, date(2024, 10, 31)
    ages = shown_ages(*asked), int(open_ages(*asked)["requests"].sum())
    build = SimpleNamespace(as_of=asked[1], request_outcomes=outcomes, open_ages=lambda _: ages)
    view: Any = SimpleNamespace(
        t=translator("id"), lang="id", is_city_shown=True, build=build, scoped=lambda frame: frame
    )
    told = open_words(view)
    assert told.startswith(words)
    assert bool(told) == bool(words)
