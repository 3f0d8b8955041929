"""Every function that answers a question, on the default sample: how long a reader waits for it."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

from analytics import City, assistance, build, effect, headline, open_city, quality, rollout, signals, uptake, within
from analytics.services import processing_time, request_states
from bench.table import Measure
from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build

MS_AT_MOST = 300
ROUNDS = 5


def answer_lines(data: Path) -> list[Measure]:
    """Return a line per function: median milliseconds of five calls after a first one. `data`: a loaded sample."""
    city = open_city(whole_city(current_build(Store(data))))
    found = [Measure(name, _median_ms(ask), "ms", MS_AT_MOST) for name, ask in questions(city).items()]
    city.close()
    slowest = max(found, key=lambda line: line.value)
    return [Measure("slowest answer, default sample", slowest.value, "ms", MS_AT_MOST, slowest.name.strip()), *found]


def _median_ms(ask: Callable[[], Any]) -> float:
    ask()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def questions(city: City) -> dict[str, Callable[[], Any]]:
    """Return the functions with the arguments that pages, report and notebooks give them."""
    asked = {
        **_uptake(city),
        **_effect(city),
        **_rollout(city),
        **_help(city),
        **_quality(city),
    }
    return {f"    {name}": ask for name, ask in asked.items()}


def _uptake(city: City) -> dict[str, Callable[[], Any]]:
    days, month = city.facts, [city.as_of.replace(day=1), city.as_of]
    span = (month[0], month[1])
    earlier = uptake.previous_period(span)
    people = city.people_month
    whole = people[people["scope"].eq("kota")].astype({"month": "datetime64[us]"})
    return {
        "build.unit_days": lambda: build.unit_days(city.snapshot),
        "digital_share": lambda: uptake.digital_share(days, ["unit_code", "month"]),
        "weekday_shares": lambda: uptake.weekday_shares(days, city.digital_start),
        "week_share": lambda: uptake.week_share(days, ["month"]),
        "inside_application": lambda: uptake.inside_application(days, ["month"]),
        "without_known_help": lambda: uptake.without_known_help(days, None, "", city.as_of, ["month"]),
        "officer_ratio": lambda: uptake.officer_ratio(days, ["unit_code"]),
        "comparisons": lambda: uptake.comparisons(days, span),
        "citizens": lambda: uptake.citizens(whole),
        "period_change": lambda: uptake.period_change(days, earlier, span),
        "office_changes": lambda: uptake.share_changes_by_office(*(within(days, *each) for each in (earlier, span))),
        # A city of its own each time, as of one that was just opened: its months are not known yet.
        "headline": lambda: headline(city.with_frames(), month[1]),
    }


def _effect(city: City) -> dict[str, Callable[[], Any]]:
    panel = effect.going_live_panel(city.facts, city.as_of).frame
    cells = effect.att_gt(panel, "not_yet", 1)
    return {
        "digital_days": lambda: effect.digital_days(city.facts, city.digital_start, city.as_of),
        "going_live": lambda: effect.going_live(city.facts, city.as_of),
        "att_gt": lambda: effect.att_gt(panel, "not_yet", 1),
        "aggregate": lambda: effect.aggregate(cells, "dynamic"),
        "pre_trend": lambda: effect.pre_trend(cells),
    }


def _rollout(city: City) -> dict[str, Callable[[], Any]]:
    target = city.targets[city.targets["measure"].eq("kelurahan_live")].iloc[0]
    every = pd.date_range(city.facts["date"].min(), city.as_of)
    return {
        "coverage": lambda: rollout.coverage(city.roster, city.units, every, "kelurahan"),
        "used_by_date": lambda: rollout.used_by_date(
            city.facts, every, rollout.used_rule().window_days, city.needed_requests
        ),
        "status_on": lambda: rollout.status_on(city.roster, city.units, city.as_of),
        "pace": lambda: rollout.pace(city.roster, city.units, target, city.as_of),
        "forecast": lambda: rollout.forecast(city.roster, city.units, city.as_of),
    }


def _help(city: City) -> dict[str, Callable[[], Any]]:
    cases = city.call_duration.astype({"date": "datetime64[us]"})
    callers = city.callers_month
    first = city.facts["date"].min().date()
    return {
        "assistance_rate": lambda: assistance.assistance_rate(city.facts, ["unit_code"]),
        "assistance_by_weeks_live": lambda: assistance.assistance_by_weeks_live(city.facts),
        "still_needs_help": lambda: assistance.still_needs_help(city.facts, city.as_of),
        "funnel": lambda: assistance.funnel(city.calls),
        "topics": lambda: assistance.topics(city.calls),
        "help_by_hour": lambda: assistance.help_by_hour(city.calls, first, city.as_of),
        "resolution_times": lambda: assistance.resolution_times(cases, city.as_of, ["topic"]),
        "repeat_callers": lambda: assistance.repeat_callers(callers),
    }


def _quality(city: City) -> dict[str, Callable[[], Any]]:
    steps, state, reports, services = city.steps, city.source_state, city.visit_reports, city.services
    durations, statuses = city.request_durations, city.request_statuses
    return {
        "digest": lambda: signals.digest(city.facts, city.as_of, steps),
        "processing_time": lambda: processing_time(durations, services, ["unit_code", "month"]),
        "request_states": lambda: request_states(statuses, ["unit_code"]),
        "completeness": lambda: quality.completeness(city.facts, ["unit_code"]),
        "freshness": lambda: quality.freshness(state, city.as_of),
        "freshness_by_unit": lambda: quality.freshness_by_unit(city.facts, city.as_of),
        "overdue": lambda: quality.overdue(city.facts, city.as_of),
        "silent_logs": lambda: quality.silent_logs(city.facts, city.as_of),
        "requests_not_live": lambda: quality.requests_not_live(city.facts),
        "reporting_reliability": lambda: quality.reporting_reliability(city.facts, city.as_of, reports),
        "silence_map": lambda: quality.silence_map(city.facts, city.as_of),
    }
