"""Every column of the descriptive figures has a definition, and every figure is fast."""

import time
from collections.abc import Callable
from dataclasses import fields
from datetime import date

import numpy as np
import pandas as pd
import pytest
from test_definitions import DEFINED, PLAIN

from analytics import assistance, quality, uptake
from analytics.digest import Digest, digest, known_steps
from analytics.facts import calls, unit_days
from core.snapshot import Snapshot

AS_OF = date(2024, 11, 29)
OCTOBER = (date(2024, 10, 1), date(2024, 10, 31))
ALSO_PLAIN = {"comparison", "first", "last", "month", "week", "hour", "source", "rules"}
LIMIT_SECONDS = 0.3

Figure = Callable[[], pd.DataFrame]


@pytest.fixture(scope="module")
def figures(snapshot: Snapshot) -> dict[str, Figure]:
    """Every descriptive figure on the sample; the sources that are not published yet as small frames."""
    facts, help_calls, events = unit_days(snapshot), calls(snapshot), snapshot.table("events")
    month = pd.DatetimeIndex(["2024-10-01"])
    people = pd.DataFrame({"unit_code": "A", "month": month, "distinct": 9, "new": 4, "returning": 5})
    callers = pd.DataFrame({"month": month, "callers": 9, "repeat_callers": 4, "calls": 30, "calls_without_number": 5})
    totals = pd.DataFrame({"period": "2024", "stage": ["in", "answered"], "count": [9, 4]})
    rng = np.random.default_rng(1)
    size = 4000
    cases = pd.DataFrame(
        {
            "date": pd.Timestamp("2024-09-01") + pd.to_timedelta(rng.integers(0, 60, size), unit="D"),
            "hour": rng.integers(0, 24, size),
            "minutes": np.where(rng.random(size) < 0.1, np.nan, rng.integers(1, 300, size)),
            "calls": 1,
        }
    )
    return {
        "week_share": lambda: uptake.week_share(facts, ["month"]),
        "inside_application": lambda: uptake.inside_application(facts, ["unit_code", "month"]),
        "without_known_help": lambda: uptake.without_known_help(facts, None, "", AS_OF, ["month"]),
        "officer_ratio": lambda: uptake.officer_ratio(facts, ["unit_code", "month"]),
        "comparisons": lambda: uptake.comparisons(facts, OCTOBER),
        "citizens": lambda: uptake.citizens(people),
        "digest": lambda: digest(facts, AS_OF, known_steps(facts, events)).offices,
        "totals_funnel": lambda: assistance.totals_funnel(totals),
        "help_by_hour": lambda: assistance.help_by_hour(help_calls, *OCTOBER),
        "resolution_times": lambda: assistance.resolution_times(cases, AS_OF),
        "repeat_callers": lambda: assistance.repeat_callers(callers),
        "assistance_by_weeks_live": lambda: assistance.assistance_by_weeks_live(facts),
        "still_needs_help": lambda: assistance.still_needs_help(facts, AS_OF),
        "reporting_reliability": lambda: quality.reporting_reliability(facts, AS_OF),
        "silence_map": lambda: quality.silence_map(facts, AS_OF),
    }


def test_every_published_column_has_a_definition(figures: dict[str, Figure]) -> None:
    missing = [
        f"{name}.{column}"
        for name, figure in figures.items()
        for column in figure().columns
        if column not in PLAIN | ALSO_PLAIN and f"{name}.{column}" not in DEFINED
    ]
    assert missing == []


def test_every_figure_of_the_digest_has_a_definition() -> None:
    told = {"as_of", "weeks", "offices"}
    assert {f"digest.{item.name}" for item in fields(Digest) if item.name not in told} <= set(DEFINED)


def test_every_figure_answers_in_300_ms(figures: dict[str, Figure]) -> None:
    """The best of three runs, as other tests may run beside this one."""
    slow = {}
    for name, figure in figures.items():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            figure()
            times.append(time.perf_counter() - start)
        if min(times) > LIMIT_SECONDS:
            slow[name] = round(min(times), 3)
    assert slow == {}


def test_every_value_travels_with_its_state(figures: dict[str, Figure]) -> None:
    without = {"digest", "silence_map"}
    for name, figure in figures.items():
        if name not in without:
            frame = figure()
            assert set(frame["state"]) <= {"ok", "not_provided", "not_applicable"}, name
            assert "reason" in frame, name
