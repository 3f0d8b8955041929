"""112 help in the period: the way from call to solved, and what the calls are about."""

from dataclasses import dataclass

import pandas as pd

from analytics import Span
from analytics.assistance import HELP, funnel
from analytics.services import CITY
from core.disclosure import SMALL
from core.formats import month, number, percent
from core.texts import translator
from report.content.blocks import Bars, Block, Section, Text
from report.content.report_build import PlaceTopics
from wording import (
    GRAIN_WORDS,
    STAGE_WORDS,
    TOPIC_WORDS,
    as_released_words,
    not_settled_words,
    span_words,
    unreleased_words,
    withheld_words,
)


@dataclass(frozen=True)
class HelpOfPeriod:
    """What a report tells of 112 help in its period (`grain`: month, quarter or year).

    `calls`: all up to the end of the period; `sentences`: what is said first; `days`: first and last that logs cover.
    `topics`: as they were released (ReportBuild.topics), None where they are not, or never are (`is_withheld`). They
    are told of the `settled` month alone (period.settled_month).
    """

    calls: pd.DataFrame
    period: Span
    sentences: tuple[str, ...]
    days: Span | None
    settled: Span | None
    topics: PlaceTopics | None = None
    grain: str = "month"
    is_withheld: bool = False


def help_section(told: HelpOfPeriod, lang: str) -> Section:
    """Return the section on 112 help.

    Where the logs do not cover the whole period it says so; the settled month is named in a quarter or year.
    Without a call, or without a call for digital help, it says so and has no bars.
    """
    _, title = translator(lang), translator(lang)("Bantuan 112")
    inside = told.calls[told.calls["date"] >= pd.Timestamp(told.period[0])]
    first, *rest = (Text(sentence) for sentence in told.sentences)
    if inside.empty:
        none = _("Tidak ada panggilan 112 yang tercatat pada {period} ini.").format(period=_(GRAIN_WORDS[told.grain]))
        return Section("help", title, (first, *rest, Text(none, True)))
    part = () if told.days in (None, told.period) else (Text(_part(told.days or told.period, told.grain, lang)),)
    return Section("help", title, (first, *part, *rest, *_funnel(inside, lang), *_by_topic(told, inside, lang)))


def _by_topic(told: HelpOfPeriod, inside: pd.DataFrame, lang: str) -> tuple[Block, ...]:
    """Calls by topic, or why they are not told."""
    if not told.settled:
        return (_waiting(inside, lang),)
    if told.topics is None:
        words = withheld_words if told.is_withheld else unreleased_words
        return (Text(words(translator(lang)("Topik panggilan bantuan"), told.settled[0], lang)),)
    return _settled_topics(told.settled, told.topics, told.grain, lang)


def _settled_topics(settled: Span, topics: PlaceTopics, grain: str, lang: str) -> tuple[Block, ...]:
    """A month's help calls by topic; all of the city also as parts."""
    named = "" if grain == "month" else month(settled[1], lang)
    if not topics.total:
        return (_no_topics(lang, named),)
    sizes = pd.to_numeric(topics.rows["calls"], errors="coerce").fillna(0.0)
    if not sizes.any():
        return (_hidden_topics(lang, named),)
    return _topic_bars(topics, sizes, lang, named), Text(as_released_words(topics.as_of, lang))


def _waiting(inside: pd.DataFrame, lang: str) -> Text:
    return Text(not_settled_words(translator(lang)("Topik panggilan bantuan"), inside["date"].min().date(), lang))


def _part(days: Span, grain: str, lang: str) -> str:
    _ = translator(lang)
    pattern = _("Bagian ini mencakup {days}; hari lain {period} ini tidak tercakup log 112 dan log permohonan.")
    return pattern.format(days=span_words(days, lang), period=_(GRAIN_WORDS[grain]))


def _funnel(inside: pd.DataFrame, lang: str) -> tuple[Block, ...]:
    """The way from call to solved, and how many calls for help never got an answer."""
    _ = translator(lang)
    stages = {row["stage"]: row for row in funnel(inside).to_dict("records")}
    rows = tuple(
        (_(STAGE_WORDS[stage]), float(row["calls"]), number(row["calls"], 0, lang))
        if row["state"] == "ok"
        else (_(STAGE_WORDS[stage]), 0.0, _("datanya belum cukup"))
        for stage, row in stages.items()
    )
    bars = Bars(_("Dari panggilan masuk sampai selesai"), (_("Tahap"), _("Panggilan")), rows)
    every = int(inside.loc[inside["category"] == HELP, "calls"].sum())
    lost = every - int(stages["digital_help"]["calls"])
    if stages["answered"]["state"] != "ok" or not lost:
        return (bars,)
    note = _("Dari {n} panggilan bantuan layanan digital, {lost} tidak dijawab dan tidak masuk tahap keempat.")
    return (bars, Text(note.format(n=number(every, 0, lang), lost=number(lost, 0, lang))))


def _no_topics(lang: str, named: str) -> Text:
    _ = translator(lang)
    if not named:
        return Text(_("Tidak ada panggilan bantuan layanan digital pada bulan ini."), True)
    return Text(_("Tidak ada panggilan bantuan layanan digital pada {month}.").format(month=named), True)


def _hidden_topics(lang: str, named: str) -> Text:
    _ = translator(lang)
    told = _("Topik panggilan tidak ditampilkan: hitungannya terlalu kecil.")
    return Text(_("{label}: {sentence}").format(label=named, sentence=told) if named else told)


def _topic_bars(topics: PlaceTopics, sizes: pd.Series, lang: str, named: str) -> Bars:
    """`named`: the month, where the section is about more."""
    _ = translator(lang)
    title = _("Tentang apa warga meminta bantuan")
    whole = topics.total if topics.rows["place"].eq(CITY).all() else 0
    rows = tuple(
        (_(TOPIC_WORDS.get(topic, topic)), float(size), _count(calls, whole, lang))
        for topic, calls, size in zip(topics.rows["topic"], topics.rows["calls"], sizes, strict=True)
    )
    return Bars(f"{title}, {named}" if named else title, (_("Topik"), _("Panggilan")), rows)


def _count(calls: object, whole: int, lang: str) -> str:
    """A count with its part of the whole (0: none is told), or what stands in its place."""
    if isinstance(calls, str):
        return SMALL if calls == SMALL else translator(lang)("tidak ditampilkan")
    told = number(float(str(calls)), 0, lang)
    return f"{told} ({percent(float(str(calls)) / whole, 0, lang)})" if whole else told
