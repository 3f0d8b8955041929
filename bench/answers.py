"""Every function that answers a question, on the default sample: how long a reader waits for it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

from analytics import assistance, build, effect, quality, rollout, uptake
from analytics.headline import digital_start, headline
from analytics.services import processing
from analytics.signals import month_digest
from analytics.uptake import city_change
from bench.table import Line
from core.settings import Store
from core.snapshot import Snapshot, open_current

MS_AT_MOST = 300
ROUNDS = 5


@dataclass(frozen=True)
class Frames:
    """What the answers are asked of: the facts of the default sample."""

    days: pd.DataFrame
    calls: pd.DataFrame
    events: pd.DataFrame
    units: pd.DataFrame
    targets: pd.DataFrame
    as_of: date
    start: date

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Frames":
        """Read them once, as a page's cache does."""
        start = digital_start(snapshot.table("calendar"))
        assert start is not None
        return cls(
            build.unit_days(snapshot),
            build.calls(snapshot),
            build.rollout_events(snapshot),
            snapshot.table("units"),
            snapshot.table("targets"),
            snapshot.meta()["as_of"],
            start,
        )


def answer_lines(data: Path) -> list[Line]:
    """Return a line per function: median milliseconds of five calls after a first one. `data`: a loaded sample."""
    snapshot = open_current(Store(data))
    found = [Line(name, _median_ms(ask), "ms", MS_AT_MOST) for name, ask in questions(snapshot).items()]
    snapshot.connection.close()
    slowest = max(found, key=lambda line: line.value)
    return [Line("slowest answer, default sample", slowest.value, "ms", MS_AT_MOST, slowest.name.strip()), *found]


def _median_ms(ask: Callable[[], Any]) -> float:
    ask()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def questions(snapshot: Snapshot) -> dict[str, Callable[[], Any]]:
    """Return the functions with the arguments that pages, report and notebooks give them."""
    seen = Frames.of(snapshot)
    asked = {
        **_uptake(snapshot, seen),
        **_effect(seen),
        **_rollout(seen),
        **_help(snapshot, seen),
        **_quality(snapshot, seen),
    }
    return {f"    {name}": ask for name, ask in asked.items()}


def _uptake(snapshot: Snapshot, seen: Frames) -> dict[str, Callable[[], Any]]:
    days, month = seen.days, [seen.as_of.replace(day=1), seen.as_of]
    before, now = (
        days[days["month"] == pd.Timestamp(first)] for first in (uptake.previous_period(tuple(month))[0], month[0])
    )
    people = snapshot.table("people_month")
    city = people[people["scope"].eq("kota")].astype({"month": "datetime64[us]"})
    ten = rollout.first_ten(seen.events, seen.units, seen.as_of)
    return {
        "facts.unit_days": lambda: build.unit_days(snapshot),
        "digital_share": lambda: uptake.digital_share(days, ["unit_code", "month"]),
        "weekday_shares": lambda: uptake.weekday_shares(days, seen.start),
        "week_share": lambda: uptake.week_share(days, ["month"]),
        "inside_application": lambda: uptake.inside_application(days, ["month"]),
        "without_known_help": lambda: uptake.without_known_help(days, None, "", seen.as_of, ["month"]),
        "officer_ratio": lambda: uptake.officer_ratio(days, ["unit_code"]),
        "comparisons": lambda: uptake.comparisons(days, (month[0], month[1])),
        "citizens": lambda: uptake.citizens(city),
        "city_change": lambda: city_change.city_change(before, now, ten),
        "headline": lambda: headline(
            days,
            seen.events,
            seen.units,
            seen.targets,
            seen.as_of,
            seen.start,
            rollout.used_rule(),
            seen.calls,
        ),
    }


def _effect(seen: Frames) -> dict[str, Callable[[], Any]]:
    panel = effect.going_live_panel(seen.days, seen.as_of).frame
    cells = effect.att_gt(panel, "not_yet", 1)
    return {
        "digital_days": lambda: effect.digital_days(seen.days, seen.start, seen.as_of),
        "going_live": lambda: effect.going_live(seen.days, seen.as_of),
        "att_gt": lambda: effect.att_gt(panel, "not_yet", 1),
        "aggregate": lambda: effect.aggregate(cells, "dynamic"),
        "pre_trend": lambda: effect.pre_trend(cells),
    }


def _rollout(seen: Frames) -> dict[str, Callable[[], Any]]:
    target = seen.targets[seen.targets["measure"].eq("kelurahan_live")].iloc[0]
    every = pd.date_range(seen.days["date"].min(), seen.as_of)
    return {
        "coverage": lambda: rollout.coverage(seen.events, seen.units, every, "kelurahan"),
        "used_by_date": lambda: rollout.used_by_date(seen.days, every, rollout.used_rule()),
        "status_on": lambda: rollout.status_on(seen.events, seen.units, seen.as_of),
        "pace": lambda: rollout.pace(seen.events, seen.units, target, seen.as_of),
        "forecast": lambda: rollout.forecast(seen.events, seen.units, seen.as_of),
    }


def _help(snapshot: Snapshot, seen: Frames) -> dict[str, Callable[[], Any]]:
    cases = snapshot.table("call_duration").astype({"date": "datetime64[us]"})
    callers = snapshot.table("callers_month")
    first = seen.days["date"].min().date()
    return {
        "assistance_rate": lambda: assistance.assistance_rate(seen.days, ["unit_code"]),
        "assistance_by_weeks_live": lambda: assistance.assistance_by_weeks_live(seen.days),
        "still_needs_help": lambda: assistance.still_needs_help(seen.days, seen.as_of),
        "funnel": lambda: assistance.funnel(seen.calls),
        "topics": lambda: assistance.topics(seen.calls),
        "help_by_hour": lambda: assistance.help_by_hour(seen.calls, first, seen.as_of),
        "resolution_times": lambda: assistance.resolution_times(cases, seen.as_of, ["topic"]),
        "repeat_callers": lambda: assistance.repeat_callers(callers),
    }


def _quality(snapshot: Snapshot, seen: Frames) -> dict[str, Callable[[], Any]]:
    steps = month_digest.known_steps(seen.days, snapshot.table("events"))
    state, reports, services = snapshot.table("source_state"), build.visit_reports(snapshot), snapshot.table("services")
    durations, statuses = build.request_durations(snapshot), build.request_statuses(snapshot)
    return {
        "digest": lambda: month_digest.digest(seen.days, seen.as_of, steps),
        "processing_time": lambda: processing.processing_time(durations, services, ["unit_code", "month"]),
        "request_states": lambda: processing.request_states(statuses, ["unit_code"]),
        "completeness": lambda: quality.completeness(seen.days, ["unit_code"]),
        "freshness": lambda: quality.freshness(state, seen.as_of),
        "freshness_by_unit": lambda: quality.freshness_by_unit(seen.days, seen.as_of),
        "overdue": lambda: quality.overdue(seen.days, seen.as_of),
        "silent_logs": lambda: quality.silent_logs(seen.days, seen.as_of),
        "requests_not_live": lambda: quality.requests_not_live(seen.days),
        "reporting_reliability": lambda: quality.reporting_reliability(seen.days, seen.as_of, reports),
        "silence_map": lambda: quality.silence_map(seen.days, seen.as_of),
    }
