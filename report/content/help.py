"""112 help in the period: the way from call to solved, and what the calls are about."""

from datetime import date
from typing import Any

import pandas as pd

from analytics import Span
from analytics.assistance import ALL_TOPICS, HELP, funnel, help_calls, topic_cells
from core.disclosure import SMALL
from core.formats import month, number, percent
from core.texts import translator
from report.content.blocks import Bars, Block, Section, Text
from report.content.period import waits_words
from wording import GRAIN_WORDS, STAGE_WORDS, TOPIC_WORDS, span_words

BarRows = tuple[tuple[str, float, str], ...]


def help_section(
    calls: pd.DataFrame,
    period: Span,
    sentences: tuple[str, ...],
    days: Span | None,
    lang: str,
    settled: Span | None,
    topics: pd.DataFrame | None = None,
    grain: str = "month",
) -> Section:
    """Return the section on 112 help; `calls`: all up to the period's end, `sentences`: what is said first.

    `topics`: of a part of the city its calls by topic, small counts hidden among all places (place_topics). Topics are
    told of the `settled` month alone (period.settled_month), which is named in a quarter or year (`grain`).

    `days`: first and last day that the logs cover; where they are not the whole period, the section says so.
    Without a call, or without a call for digital help, the section says so and has no bars.
    """
    _, title = translator(lang), translator(lang)("Bantuan 112")
    inside = calls[calls["date"] >= pd.Timestamp(period[0])]
    told = tuple(Text(sentence) for sentence in sentences)
    if inside.empty:
        none = _("Tidak ada panggilan 112 yang tercatat pada {period} ini.").format(period=_(GRAIN_WORDS[grain]))
        gap = Text(none, True)
        return Section("help", title, (*told, gap))
    by_topic = _settled_topics(calls, settled, topics, grain, lang) if settled else (_waiting(inside, lang),)
    part = () if days in (None, period) else (Text(_part(days or period, grain, lang)),)
    return Section("help", title, (told[0], *part, *told[1:], *_funnel(inside, lang), *by_topic))


def _settled_topics(
    calls: pd.DataFrame, settled: Span, topics: pd.DataFrame | None, grain: str, lang: str
) -> tuple[Block, ...]:
    named = "" if grain == "month" else month(settled[1], lang)
    return _topics(calls, settled[1], lang, named) if topics is None else _place_topics(topics, lang, named)


def _waiting(inside: pd.DataFrame, lang: str) -> Text:
    return Text(waits_words(translator(lang)("Topik panggilan bantuan"), inside["date"].min().date(), lang))


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


def _topics(calls: pd.DataFrame, end: date, lang: str, named: str) -> tuple[Block, ...]:
    """Help calls of a month up to its end by topic; small counts are hidden as in the open data, so that neither gives
    the other away. `named`: the month, where the section is about more.
    """
    _ = translator(lang)
    cells = topic_cells(help_calls(calls, end), [pd.Timestamp(end).replace(day=1)])
    total = cells.loc[cells["topic"] == ALL_TOPICS, "calls"].sum()
    found = cells[(cells["topic"] != ALL_TOPICS) & (cells["calls"].ne(0) | cells["mark"].ne(""))]
    if not total:
        return (_no_topics(lang, named),)
    if found["calls"].isna().all():
        return (_hidden_topics(lang, named),)
    ordered = found.assign(size=found["calls"].fillna(0).astype(float)).sort_values(
        ["size", "topic"], ascending=[False, True]
    )
    rows = tuple(
        (
            _(TOPIC_WORDS.get(row["topic"], row["topic"])),
            row["size"],
            _topic_count(row, float(total), lang),
        )
        for row in ordered.to_dict("records")
    )
    return (_topic_bars(rows, lang, named),)


def _no_topics(lang: str, named: str) -> Text:
    _ = translator(lang)
    if not named:
        return Text(_("Tidak ada panggilan bantuan layanan digital pada bulan ini."), True)
    return Text(_("Tidak ada panggilan bantuan layanan digital pada {month}.").format(month=named), True)


def _hidden_topics(lang: str, named: str) -> Text:
    _ = translator(lang)
    told = _("Topik panggilan tidak ditampilkan: hitungannya terlalu kecil.")
    return Text(_("{label}: {sentence}").format(label=named, sentence=told) if named else told)


def _topic_bars(rows: BarRows, lang: str, named: str) -> Bars:
    _ = translator(lang)
    title = _("Tentang apa warga meminta bantuan")
    return Bars(f"{title}, {named}" if named else title, (_("Topik"), _("Panggilan")), rows)


def _place_topics(cells: pd.DataFrame, lang: str, named: str) -> tuple[Block, ...]:
    """The same of a part of the city, as the topics of all places are hidden together."""
    _ = translator(lang)
    if cells.empty:
        return (_no_topics(lang, named),)
    sizes = pd.to_numeric(cells["calls"], errors="coerce").fillna(0.0)
    if not sizes.any():
        return (_hidden_topics(lang, named),)
    rows = tuple(
        (_(TOPIC_WORDS.get(topic, topic)), float(size), _place_count(calls, lang))
        for topic, calls, size in zip(cells["topic"], cells["calls"], sizes, strict=True)
    )
    return (_topic_bars(rows, lang, named),)


def _place_count(calls: Any, lang: str) -> str:
    if calls == SMALL:
        return SMALL
    return number(calls, 0, lang) if isinstance(calls, int | float) else translator(lang)("tidak ditampilkan")


def _topic_count(row: dict[Any, Any], total: float, lang: str) -> str:
    if row["mark"]:
        return SMALL if row["mark"] == SMALL else translator(lang)("tidak ditampilkan")
    return f"{number(row['size'], 0, lang)} ({percent(row['size'] / total, 0, lang)})"
