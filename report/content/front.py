"""From a build to the pages that decide (report.content.decision)."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from analytics import City, Headline
from analytics.actions import actions
from analytics.assistance import still_needs_help
from analytics.rollout import Forecast, Pace
from analytics.urgent_offices import urgent_offices
from core.texts import short_name
from report.content.decision import SHOWN_TASKS, Decision, Followed, LastList, Outcome, Task, Trend
from report.content.league import league
from wording import main_answers, month_change, urgent_action, urgent_words

SHOWN_MONTHS = 14
AskLast = Callable[[], LastList | None]


def decision(
    whole: City, city: City, head: Headline, target: tuple[Pace, Forecast] | None, lang: str, last_list: AskLast
) -> Decision:
    """Return what the first pages say of a city, or of a kecamatan in the `whole` one.

    `target`: the whole city's last one, with its forecast; `last_list` is asked for the list of the month before as it
    was archived: without one, it is counted from today's data.
    """
    is_city, now = city is whole, tasks(whole, city, head.as_of, lang)
    return Decision(
        month_change(head, lang),
        main_answers(head, target, lang, is_city=is_city),
        _trend(city, head),
        league(city, head.as_of, now, is_city, lang),
        now,
        _followed(whole, city, head.before[1], now, lang, last_list),
    )


def tasks(whole: City, city: City, day: date, lang: str) -> tuple[Task, ...]:
    """Return the offices that need somebody as of a day, the most pressing first, as Ringkasan has them."""
    need = still_needs_help(whole.facts, day)
    own = need[need["unit_code"].isin(city.units["unit_code"])]
    return tuple(
        Task(
            row["unit_code"],
            short_name(row["kind"], row["name"], lang),
            row["kecamatan"],
            tuple(row["reasons"]),
            int(row["overdue_days"]),
            urgent_words(row["reasons"], row["overdue_days"], lang),
            urgent_action(row["reasons"][0], row["kind"], lang),
        )
        for row in urgent_offices(actions(city, day, own), city.units).to_dict("records")
    )


def _trend(city: City, head: Headline) -> Trend:
    """Up to the month of the headline, from the first with a live office."""
    shares = city.months
    shares = shares[(shares["month"] <= pd.Timestamp(head.as_of)) & (shares["reason"] != "not_live")]
    months = tuple(
        (row["month"].date(), None if pd.isna(row["share"]) else float(row["share"]))
        for row in shares.tail(SHOWN_MONTHS).to_dict("records")
    )
    return Trend(months, head.share.target)


def _followed(
    whole: City, city: City, end: date, now: tuple[Task, ...], lang: str, last_list: AskLast
) -> Followed | None:
    """What came of the list of the month that ended; None before the data."""
    first = city.facts["date"].min() if len(city.facts) else pd.NaT
    if pd.isna(first) or first > pd.Timestamp(end - timedelta(days=1)):
        return None
    known = last_list() or LastList("", tasks(whole, city, end, lang)[:SHOWN_TASKS])
    current = {task.code: task for task in now}
    outcomes = tuple(_outcome(task, current.get(task.code)) for task in known.tasks)
    return Followed(end.replace(day=1), known.code, outcomes)


def _outcome(task: Task, now: Task | None) -> Outcome:
    if now is None:
        return Outcome(task, "gone", "")
    return Outcome(task, "still" if set(task.reasons) & set(now.reasons) else "other", now.why)
