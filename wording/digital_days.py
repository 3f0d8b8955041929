"""What the digital days did, in words: weekday gap, visits of the whole week, verdict."""

from math import inf

import pandas as pd

from analytics import Gap, Headline
from analytics.effect import DigitalDays
from core.clock import WORKDAYS
from core.formats import (
    MISSING,
    day,
    number,
    percent,
    points,
    points_interval,
    short_day,
    signed_percent,
    signed_percent_interval,
)
from core.texts import translator
from wording.cell_words import reason_words, weekdays
from wording.changes import points_between, share_moved, unstated_change
from wording.figure import Figure, span_words, unstated
from wording.words import RECENT_WORDS, VERDICTS


def gap_figure(head: Headline, lang: str = "id") -> Figure:
    """Return what the digital days did in words: weekday gap, visits of the whole week, verdict."""
    _, gap = translator(lang), head.gap
    result = gap.result
    if result is None or pd.isna(result.gap.value):
        why = reason_words(gap.reason, lang) if result is None else unjudged_words(result, lang)
        return Figure(
            "weekday_gap", _("Hari digital"), period=_start(gap, lang), is_stated=False, **unstated(why, lang)
        )
    detail = _("{spread} · kunjungan seminggu {visits}").format(
        spread=_gap_spread(result, lang), visits=_visits(result, lang)
    )
    label = _("Selisih {days} sejak hari digital").format(days=weekdays(result.weekdays, lang))
    return Figure(
        "weekday_gap",
        label,
        points(result.gap.value, 1, lang),
        detail,
        _windows(result, lang),
        _gap_change(head, lang),
        verdict_sentence(result, lang),
        is_stated=True,
    )


def _gap_spread(result: DigitalDays, lang: str) -> str:
    _ = translator(lang)
    spread = points_interval(result.gap.lower, result.gap.upper, lang)
    if spread == MISSING:
        return _("tanpa rentang: terlalu sedikit kantor")
    return _("rentang 95%: {interval}").format(interval=spread)


def verdict_sentence(result: DigitalDays, lang: str = "id", *, is_drawn: bool = False) -> str:
    """Return the verdict on the digital days as one sentence, with what holds of it now.

    `is_drawn`: beside charts whose titles say what made it a success, that alone is said.
    """
    _ = translator(lang)
    others = [number for number in WORKDAYS if number not in result.weekdays]
    reason = unjudged_words(result, lang) if result.verdict == "cannot_tell" else ""
    said = _(VERDICTS[result.verdict]).format(
        digital=weekdays(result.weekdays, lang), other=weekdays(others, lang) if others else "", reason=reason
    )
    if is_drawn and result.verdict == "worked":
        said = _("Hari digital berhasil.")
    return f"{said} {now}" if (now := _now(result, lang)) else said


def unjudged_words(result: DigitalDays, lang: str = "id") -> str:
    """Return why a result has no verdict; where a single office is looked at, by what that office is."""
    _, lacking = translator(lang), result.left_out["reason"].to_list()
    roles = result.offices["role"].to_list()
    if result.reason != "few_live" or len(lacking) + len(roles) > 1:
        return reason_words(result.reason, lang)
    if lacking:
        return reason_words(lacking[0], lang)
    if roles == ["live"]:
        return _("satu kantor tidak cukup, perlu {min_live} kelurahan")
    return reason_words("not_live", lang) if roles == ["not_live"] else _("yang dinilai hanya kelurahan")


def _now(result: DigitalDays, lang: str) -> str:
    """That the episode is over, or whether its last 8 weeks still show the verdict; '' where neither is asked."""
    _ = translator(lang)
    if result.ended and result.verdict != "cannot_tell":
        return _("Itu selama berlaku, sampai {day}.").format(day=day(result.ended, lang))
    return _(RECENT_WORDS[result.recent.state]) if result.recent.state else ""


def _visits(result: DigitalDays, lang: str) -> str:
    """Change of the weekly visits against their own trend, with its interval."""
    _, change = translator(lang), result.visits_change
    if pd.isna(change.value):
        return _("datanya belum cukup")
    value, spread = signed_percent(change.value, lang), signed_percent_interval(change.lower, change.upper, lang)
    return _("{value} (tanpa rentang)").format(value=value) if spread == MISSING else f"{value} ({spread})"


def departure_words(result: DigitalDays, lang: str = "id") -> str:
    """Return how far visits left their line before the start, and how many times that a fall bears.

    '' where there is no line to leave.
    """
    if pd.isna(result.log_visits.value) or not 0 < result.departure < inf:
        return ""
    _ = translator(lang)
    told = _("Sebelum mulai kunjungan menyimpang paling jauh {departure} dari garis trennya; {proof}.")
    proof = _("turunnya tidak terbukti, juga seandainya tanpa simpangan")
    if result.tolerated > 0:
        proof = _("turunnya tetap terbukti selama simpangannya kurang dari {times} kali itu")
    return told.format(
        departure=percent(result.departure, 1, lang), proof=proof.format(times=number(result.tolerated, 1, lang))
    )


def _gap_change(head: Headline, lang: str) -> str:
    """Up or down only beyond the interval of the change at the same offices; nothing without one."""
    _, change, before = translator(lang), head.gap.change, span_words(head.before, lang)
    if head.gap.is_early:
        return unstated_change("few_days", lang)
    if head.gap.is_closed and head.gap.result is not None:
        last = day(head.gap.result.since[1], lang)
        return _("dihitung sampai {day}; hari sesudahnya tidak ikut dihitung").format(day=last)
    if pd.isna(change.value):
        return _("belum ada pembanding pada akhir {month}").format(month=before)
    if change.direction == "open":
        return unstated_change("few_clusters", lang)
    moved = share_moved(change, _("akhir {month}").format(month=before), lang)
    return _("{change}, {spread}").format(change=moved, spread=points_between(change, lang))


def _windows(result: DigitalDays, lang: str) -> str:
    spans = [f"{short_day(first, lang)} – {short_day(last, lang)}" for first, last in (result.since, result.before)]
    return translator(lang)("{since}, dibanding {before}").format(since=spans[0], before=spans[1])


def _start(gap: Gap, lang: str) -> str:
    _ = translator(lang)
    return _("mulai {day}").format(day=day(gap.start, lang)) if gap.start else _("tanpa tanggal mulai")
