"""Every column of the descriptive figures has a definition, and its state beside it."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pandas as pd
import pytest
from support.frames.definition_cases import DEFINED, PLAIN

from analytics import assistance, quality, uptake
from analytics.build import calls, request_durations, request_statuses, unit_days, visit_reports
from analytics.services import processing_time, request_states
from analytics.signals import Digest, digest, known_steps
from core.snapshot import Snapshot

AS_OF = date(2024, 11, 29)
OCTOBER = (date(2024, 10, 1), date(2024, 10, 31))
ALSO_PLAIN = {"comparison", "first", "last", "month", "week", "hour", "source", "rules"}

Figure = Callable[[], pd.DataFrame]


@pytest.fixture(scope="module")
def figures(snapshot: Snapshot) -> dict[str, Figure]:
    """Every descriptive figure on the sample; totals that a city publishes itself as a small frame."""
    facts, help_calls, events = unit_days(snapshot), calls(snapshot), snapshot.table("events")
    people = snapshot.table("people_month").query("scope == 'kota'").astype({"month": "datetime64[us]"})
    callers, cases = snapshot.table("callers_month"), snapshot.table("call_duration")
    cases = cases.astype({"date": "datetime64[us]"})
    durations, statuses, services = request_durations(snapshot), request_statuses(snapshot), snapshot.table("services")
    totals = pd.DataFrame({"period": "2024", "stage": ["in", "answered"], "count": [9, 4]})
    return {
        "week_share": lambda: uptake.week_share(facts, ["month"]),
        "inside_application": lambda: uptake.inside_application(facts, ["unit_code", "month"]),
        "without_known_help": lambda: uptake.without_known_help(facts, None, "", AS_OF, ["month"]),
        "requests_per_residents": lambda: uptake.requests_per_residents(facts, snapshot.table("units")),
        "expected_shares": lambda: uptake.expected_shares(
            uptake.digital_share(facts[facts["month"] == "2024-10-01"], ["unit_code"]),
            snapshot.table("units"),
            uptake.weeks_live(facts, AS_OF),
        ).drop(columns="share"),
        "officer_ratio": lambda: uptake.officer_ratio(facts, ["unit_code", "month"]),
        "comparisons": lambda: uptake.comparisons(facts, OCTOBER),
        "returning_citizens": lambda: uptake.returning_citizens(
            snapshot.table("return_month"), uptake.logged_days(facts)
        ),
        "citizens": lambda: uptake.citizens(people),
        "digest": lambda: digest(facts, AS_OF, known_steps(facts, events)).offices,
        "totals_funnel": lambda: assistance.totals_funnel(totals),
        "help_by_hour": lambda: assistance.help_by_hour(help_calls, *OCTOBER),
        "resolution_times": lambda: assistance.resolution_times(cases, AS_OF),
        "repeat_callers": lambda: assistance.repeat_callers(callers),
        "assistance_by_weeks_live": lambda: assistance.assistance_by_weeks_live(facts),
        "assisted_requests": lambda: assistance.assisted_requests(facts, ["month"]),
        "still_needs_help": lambda: assistance.still_needs_help(facts, AS_OF),
        "young_needs_help": lambda: assistance.young_needs_help(facts, AS_OF),
        "processing_time": lambda: processing_time(durations, services, ["unit_code", "month"]),
        "request_states": lambda: request_states(statuses, ["unit_code"]),
        "reporting_reliability": lambda: quality.reporting_reliability(facts, AS_OF, visit_reports(snapshot)),
        "freshness_by_unit": lambda: quality.freshness_by_unit(facts, AS_OF),
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


def test_every_value_travels_with_its_state(figures: dict[str, Figure]) -> None:
    without = {"digest", "silence_map", "request_states"}
    for name, figure in figures.items():
        if name not in without:
            frame = figure()
            assert set(frame["state"]) <= {"ok", "not_provided", "not_applicable"}, name
            assert "reason" in frame, name
