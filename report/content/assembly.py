"""From a build to the content of the report of one month, quarter or year."""

from datetime import date
from typing import Any

import pandas as pd

from analytics import City, Headline, headline, since, until
from analytics.assistance import assisted_requests
from analytics.quality import completeness
from analytics.rollout import status_on
from analytics.roster_doubts import roster_doubts
from analytics.uptake import digital_weekdays, weekday_shares
from core.clock import WORKDAYS
from core.formats import dated
from report.content.change import change_section
from report.content.coverage import coverage_section, place_coverage_section
from report.content.front import AskLast, decision
from report.content.help import HelpOfPeriod, help_section
from report.content.method import method_lines, printed_definitions
from report.content.model import Content, PrintedShare, Unit, Weekday, Weekdays
from report.content.notices import (
    begun_words,
    check_completeness,
    gap_notices,
    notices,
    period_completeness,
    unstated_weekdays,
)
from report.content.period import days_to_report, first_and_last_working_day, settled_month
from report.content.quality import quality_section
from report.content.report_build import ReportBuild
from report.content.summary import goals, summary
from wording import assisted_words, doubt_sentences, figures, help_parts_words, roster_words

NUMBERS = ("share", "lower", "upper", "lower_unknown", "upper_unknown")


def report_content(
    build: ReportBuild,
    on: date,
    lang: str = "id",
    is_draft: bool = False,
    place: str = "",
    last_list: AskLast = lambda: None,
    grain: str = "month",
) -> Content:
    """Return the content for the month, quarter or year (`grain`) that holds a day, as of its end or the build's as-of.

    `place`: the code of a kecamatan, '' for the city. `last_list`: asked for the archived list of the period before.
    What is told by month alone is told of the last month of a quarter or year, with its name; what hides small counts
    of a settled month alone. Raises ReportRefusedError
    as period.days_to_report does, when a source is less complete than the setting asks (a draft may be), and for a
    place that is none.
    """
    about = days_to_report(build.city, on, grain, lang)
    city, period = build.place(place, lang), about.span
    is_city = city is build.city
    past = until(city.facts, period[1])
    inside = since(past, period[0])
    complete = period_completeness(inside)
    if not is_draft:
        check_completeness(complete, lang)
    head = headline(city, on, grain)
    told = figures(head, lang)
    ahead = build.city.forecast(period[1])
    paces = city.paces(period[1]) if is_city else []
    aim = build.city.last_pace(period[1])
    due = first_and_last_working_day(city.calendar, period)
    shapes, meta = build.shapes, city.meta
    weekdays, settled = _weekdays(past, head.gap.start), settled_month(build.city, period)
    sections = (
        coverage_section(city, paces, ahead, period[1], lang)
        if is_city
        else place_coverage_section(city, period[1], lang),
        help_section(
            HelpOfPeriod(
                until(city.calls, period[1]),
                period,
                (*_help_sentences(head, told[3].sentence, lang), assisted_words(_senders(city, inside), lang)),
                head.help.days,
                settled,
                build.topics(place, settled[0]) if settled else None,
                grain,
                is_withheld=settled is not None and build.are_topics_withheld(settled[0]),
            ),
            lang,
        ),
        change_section(city, past, head, settled, lang, place, build.outcomes(settled[0]) if settled else None),
        quality_section(build, city, inside, complete, lang, grain),
    )
    known = notices(city, complete, told, due, lang)
    return Content(
        lang=lang,
        period=period,
        build=meta["build"],
        created_at=meta["created_at"].to_pydatetime().replace(microsecond=0),
        fingerprint=meta["fingerprint"],
        is_sample=bool(meta["is_sample"]),
        is_draft=is_draft,
        figures=told,
        summary=summary(head, told, lang),
        goals=goals(paces, head, city.targets, lang) if is_city else (),
        notices=(
            *begun_words(about, grain, lang),
            *known,
            *doubt_sentences(city, period, period[1] if is_city else None, lang),
            *roster_words(roster_doubts(city, head.as_of), lang),
            *gap_notices(sections, unstated_weekdays(weekdays, lang), lang),
        ),
        completeness=complete,
        geometry=shapes.kind,
        geometry_source=dated(shapes.source, shapes.imported_on, lang),
        units=_units(build, city, inside, head),
        weekdays=weekdays,
        sections=sections,
        definitions=printed_definitions(lang),
        method=method_lines(lang, grain),
        sources=build.sources,
        files=build.files,
        place=place,
        place_name="" if is_city else build.kecamatan[place],
        decision=decision(build.city, city, head, (aim, ahead) if aim else None, lang, last_list),
        grain=grain,
        is_running=about.is_running,
        released=build.released(settled[0]) if settled else None,
    )


def _help_sentences(head: Headline, sentence: str, lang: str) -> tuple[str, ...]:
    """The headline's sentence, and what of the change is only the age of the offices."""
    change = head.help.change
    return (
        (sentence, help_parts_words(change, head.help.compared, head.help.days or head.period, lang))
        if change.state == "ok"
        else (sentence,)
    )


def _senders(city: City, inside: pd.DataFrame) -> pd.Series:
    """The period's requests by who sent them."""
    return assisted_requests(inside, (), *city.help_links).iloc[0]


def _units(build: ReportBuild, city: City, inside: pd.DataFrame, head: Headline) -> tuple[Unit, ...]:
    """All offices in the order of their codes: a kecamatan office before its kelurahan."""
    reports = completeness(inside, ["unit_code"])
    reported = reports[reports["source"] == "kunjungan"].set_index("unit_code")["completeness"].to_dict()
    found = city.period_shares("unit_code", head.period, head.grain)
    shares = {row["unit_code"]: _share(row) for row in found.to_dict("records")}
    rows = status_on(city.roster, city.units, head.as_of).sort_values("unit_code").to_dict("records")
    return tuple(
        Unit(
            code=row["unit_code"],
            kind=row["kind"],
            name=row["name"],
            kecamatan=row["kecamatan"],
            status=None if pd.isna(row["status"]) else row["status"],
            since=_date(row["since"]),
            is_start_known=bool(row["is_start_known"]),
            share=shares[row["unit_code"]],
            reported=_number(reported[row["unit_code"]]),
            **build.shapes.by_office[row["unit_code"]],
        )
        for row in rows
    )


def _weekdays(past: pd.DataFrame, start: date | None) -> Weekdays:
    """Shares by weekday up to the as-of; empty before the start or without offices in both periods."""
    if start is None or past["date"].max() < pd.Timestamp(start):
        return Weekdays(start, (), 0, ())
    rows = weekday_shares(past, start)
    rows = rows[(rows["group"] == "both") & rows["weekday"].isin(map(str, WORKDAYS))]
    days = tuple(Weekday(int(row["weekday"]), row["period"], _share(row)) for row in rows.to_dict("records"))
    offices = int(rows["offices"].max()) if days else 0
    return Weekdays(start, tuple(digital_weekdays(past, start)), offices, days)


def _share(row: dict[Any, Any]) -> PrintedShare:
    numbers: dict[str, Any] = {name: _number(row.get(name)) for name in NUMBERS}
    return PrintedShare(
        float(row["numerator"]), float(row["denominator"]), **numbers, state=row["state"], reason=row["reason"],
        unsplit_part=_number(row.get("unsplit_part")), is_lower_bound=bool(row.get("is_lower_bound", False)),
    )  # fmt: skip


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _date(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
