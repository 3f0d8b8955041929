"""From a build to the pages that decide (report.content.decision)."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics import City, Headline
from analytics.actions import actions
from analytics.assistance import help_by_age
from analytics.rollout import Forecast, Pace, status_on
from analytics.urgent_offices import urgent_offices
from core.texts import short_name
from report.content.decision import (
    Followed,
    FollowUp,
    FrontPages,
    LastList,
    LeagueRow,
    Task,
    Trend,
    printed_lines,
)
from wording import (
    cell_reason,
    levels_words,
    main_answers,
    share_or_reason,
    since_before,
    status_word,
    urgent_action,
    urgent_words,
)

SHOWN_MONTHS, LEAGUE_MONTHS = 14, 12
AskLast = Callable[[], LastList | None]


def decision(
    whole: City, city: City, head: Headline, target: tuple[Pace, Forecast] | None, lang: str, last_list: AskLast
) -> FrontPages:
    """Return what the first pages say of a city, or of a kecamatan in the `whole` one.

    `target`: the whole city's last one, with its forecast; `last_list` is asked for the list of the period before as it
    was archived: without one, it is counted from today's data.
    """
    is_city, now = city is whole, tasks(whole, city, head.as_of, lang)
    return FrontPages(
        since_before(head, lang),
        main_answers(head, target, lang, is_city=is_city, lesser=whole.lesser_paces(head.as_of)),
        _trend(city, head),
        league(city, head, now, is_city, lang),
        now,
        _followed(whole, city, head.before[1], now, lang, last_list),
        levels_words(head.share.change, head.share.compared, lang),
    )


def tasks(whole: City, city: City, day: date, lang: str) -> tuple[Task, ...]:
    """Return the offices that need somebody as of a day, the most pressing first, as Ringkasan has them."""
    need = help_by_age(whole.facts, day)
    own = need[need["unit_code"].isin(city.units["unit_code"])]
    return tuple(
        Task(
            row["unit_code"],
            short_name(row["kind"], row["name"]),
            row["kecamatan"],
            tuple(row["reasons"]),
            int(row["overdue_days"]),
            urgent_words(row["reasons"], row["overdue_days"], lang),
            urgent_action(row["reasons"][0], row["kind"], lang, may_ask_camat=city is whole),
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
    """What came of the list of the period that ended; None before the data."""
    first = city.facts["date"].min() if len(city.facts) else pd.NaT
    if pd.isna(first) or first > pd.Timestamp(end - timedelta(days=1)):
        return None
    known = last_list() or LastList("", _listed(tasks(whole, city, end, lang)))
    current = {task.code: task for task in now}
    outcomes = tuple(_outcome(task, current.get(task.code)) for task in known.tasks)
    return Followed(end.replace(day=1), known.code, outcomes, known.period)


def _listed(found: Sequence[Task]) -> tuple[Task, ...]:
    return tuple(task for line in printed_lines(found) for task in line)


def _outcome(task: Task, now: Task | None) -> FollowUp:
    if now is None:
        return FollowUp(task, "gone", "")
    return FollowUp(task, "still" if set(task.reasons) & set(now.reasons) else "other", now.why)


def league(city: City, head: Headline, tasks: Sequence[Task], is_city: bool, lang: str) -> tuple[LeagueRow, ...]:
    """Return the places with their shares of the period, the one with most offices in need first, then the lowest."""
    place, day = "kecamatan_code" if is_city else "unit_code", head.as_of
    months = city.kecamatan_months if is_city else city.office_months
    past = months[months["month"] <= pd.Timestamp(day)]
    shares = city.period_shares(place, head.period, head.grain)
    status = status_on(city.roster, city.units, day).merge(city.units[["unit_code", "kecamatan_code"]], on="unit_code")
    area_of = dict(zip(status["unit_code"], status[place], strict=True))
    need = Counter(area_of[task.code] for task in tasks)
    why = {task.code: task.why for task in tasks}
    rows = [
        _row(
            offices,
            shares[shares[place] == code],
            past[past[place] == code],
            (need[code], why.get(str(code), "")),
            is_city,
            lang,
        )
        for code, offices in status.groupby(place)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.need, 2.0 if row.part is None else row.part, row.code)))


def _row(
    offices: pd.DataFrame, now: pd.DataFrame, past: pd.DataFrame, need: tuple[int, str], is_area: bool, lang: str
) -> LeagueRow:
    """`offices`: those of the place with their status; `now`: its share of the period, `past`: of the months up to it;
    `need`: how many of them need somebody, and what for.
    """
    first = offices.sort_values("unit_code").iloc[0]
    live = offices["status"].eq("aktif")
    this = now.to_dict("records")
    share: dict[Any, Any] = this[0] if this else {"state": "not_provided", "reason": "no_complete_day"}
    is_stated = share["state"] == "ok"
    return LeagueRow(
        str(first["kecamatan_code"] if is_area else first["unit_code"]),
        str(first["name"]) if is_area else short_name(first["kind"], first["name"]),
        None if live.isna().any() else int(live.sum()),
        len(offices),
        "" if is_area else status_word(None if pd.isna(first["status"]) else first["status"], lang),
        share_or_reason(share, lang) if is_stated else cell_reason(share["reason"], lang),
        float(share["share"]) if is_stated else None,
        tuple(None if pd.isna(value) else float(value) for value in past["share"].tail(LEAGUE_MONTHS)),
        need[0],
        "" if is_area else need[1],
    )
