"""Did visits fall, or only move to another day: the figures of the digital days with what they rest on."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analytics import Estimate
from analytics.effect import DigitalDays
from core import formats
from core.formats import MISSING, points, points_interval, signed_percent, signed_percent_interval
from pages.charts.effect import effect_chart
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.show_chart import Twin, show_chart
from pages.titles.visits import visits_title
from pages.view.view import View
from wording import departure_words, verdict_sentence

KEYS = ("weekday_gap", "weighted_gap", "visits_change", "week_share_change", "displacement", "digital_days_verdict")
DRAWN = ("visits_change", "displacement")
"""The figures of one picture, by the keys of their definitions."""


def newest_effect(view: View) -> DigitalDays | None:
    """Return what the newest digital days did up to the view's end; None before the first of them has facts."""
    answers = _answers(view)
    return answers[-1] if answers else None


def first_effect(view: View) -> DigitalDays | None:
    """Return what the first digital days did, as long as no others have come and they are not over: else None.

    Only then what is drawn before and since their start is what they are judged by.
    """
    answers = _answers(view)
    only = answers[0] if len(answers) == 1 else None
    return None if only is None or only.ended else only


def _answers(view: View) -> list[DigitalDays | None]:
    begun = [episode for episode in view.chosen.episodes if episode.start <= view.end]
    return [view.chosen.digital_days(episode, view.end) for episode in begun]


def show_verdict(result: DigitalDays | None, view: View, *, is_drawn: bool = False) -> None:
    """Show the verdict in its sentence, or that there is none yet; `is_drawn`: as in verdict_sentence."""
    if result is None:
        told = view.t("Hari digital belum dimulai pada {month}, jadi belum ada yang dapat dibandingkan.")
        note(told.format(month=view.period_name), "empty")
    else:
        note(verdict_sentence(result, view.lang, is_drawn=is_drawn))


def show_visits(result: DigitalDays, view: View) -> None:
    """Show the visits of the whole week and how much only moved to other days, in one picture."""
    t = view.t
    if pd.isna(result.visits_change.value) and pd.isna(result.displacement.value):
        note(t("Belum ada yang dapat dihitung"), "empty")
        return
    drawn = {key: figure for key, figure in _figures(result, view).items() if key in DRAWN}
    shown, raw = _table(drawn, view), _raw(drawn).assign(offices=result.live_offices)
    title = t("Kunjungan seminggu dan perpindahan hari")
    show_chart(
        view,
        effect_chart(result.visits_change, result.displacement, view.lang),
        visits_title(result, title, view.lang),
        "kunjungan_hari",
        told=_visits_sentence(result, view),
        twin=Twin(shown, tuple(shown.columns[1:3])),
        sheet=Sheet(title, raw, DRAWN, is_monthly=False),
        # Both stand on one axis: unsaid, the part that moved would be taken off the change of the week.
        caption=t("Hanya berpindah hari: dari kunjungan yang hilang pada hari digital, bukan dari semua kunjungan.")
        if pd.notna(result.displacement.value)
        else "",
        period=formats.span(*result.since, view.lang),
    )


def _visits_sentence(result: DigitalDays, view: View) -> str:
    """What the picture says, by its intervals."""
    t, lang = view.t, view.lang
    change = result.visits_change
    if pd.isna(change.value):
        return t("Perubahan kunjungan seminggu belum dapat dihitung.")
    size = signed_percent(change.value, lang)
    if change.direction in ("up", "down"):
        text = t("Kunjungan seminggu {size} terhadap trennya sendiri.")
    else:
        text = t("Kunjungan seminggu {size} terhadap trennya sendiri, belum tentu berubah.")
    return text.format(size=size)


def show_figures(view: View) -> None:
    """Show gap, visits, share and displacement of the newest digital days, and what earlier ones did."""
    t, lang, answers = view.t, view.lang, _answers(view)
    result = answers[-1] if answers else None
    if result is None:
        show_verdict(result, view)
        return
    figures = _figures(result, view)
    table = _table(figures, view)
    title = t("Hari digital: selisih, kunjungan, dan perpindahan")
    show_table(table, caption=title, numeric=tuple(table.columns[1:3]))
    told = [_compared(result, view), departure_words(result, lang), *_earlier(answers[:-1], view)]
    st.caption(" ".join(filter(None, told)))
    raw = _raw(figures | _beside(result, view)).assign(offices=result.live_offices)
    sheet = Sheet(title, raw, KEYS, is_monthly=False)
    show_tools(view, sheet, "hari_digital")


def _compared(result: DigitalDays, view: View) -> str:
    """Who is compared, over which days, and what the dates before the start say."""
    t, lang = view.t, view.lang
    spans = [formats.span(*period, lang) for period in (result.before, result.since)]
    compared = t("{live} kelurahan aktif dan {others} yang belum aktif; {before} dibandingkan dengan {since}.").format(
        live=result.live_offices, others=result.not_live_offices, before=spans[0], since=spans[1]
    )
    tried = t("Dari {all} tanggal percobaan sebelum hari digital, {found} tampak berpengaruh serupa.")
    found = int(result.placebos["is_effect"].sum())
    return f"{compared} {tried.format(found=found, all=len(result.placebos))}" if len(result.placebos) else compared


def _earlier(answers: Sequence[DigitalDays | None], view: View) -> list[str]:
    """What earlier digital days did, each in its sentence, the newest first."""
    t, lang = view.t, view.lang
    told = t("Hari digital sejak {day}: {sentence}")
    return [
        told.format(day=formats.short_day(answer.start, lang), sentence=verdict_sentence(answer, lang))
        for answer in reversed(answers)
        if answer
    ]


class _Figure(NamedTuple):
    """`unit`: points, percent or part (of all)."""

    name: str
    estimate: Estimate
    unit: str = ""
    meaning: str = ""


def _figures(result: DigitalDays, view: View) -> dict[str, _Figure]:
    """What is shown of the digital days, in the order of the argument."""
    t = view.t
    gap, weighted = t("naiknya porsi pada hari digital di atas hari lain"), t("sama, tiap permohonan berbobot sama")
    moved = t("0% tidak ada yang pindah, 100% semuanya")
    return {
        "weekday_gap": _Figure(t("Selisih hari digital"), result.gap, "points", gap),
        "weighted_gap": _Figure(t("Selisih berbobot volume"), result.weighted_gap, "points", weighted),
        "visits_change": _Figure(t("Kunjungan seminggu"), result.visits_change, "percent", _bound(result, view)),
        "displacement": _Figure(t("Hanya berpindah hari"), result.displacement, "part", moved),
    }


def _beside(result: DigitalDays, view: View) -> dict[str, _Figure]:
    """What a download tells beside these."""
    return {
        "visits_bound": _Figure(view.t("Kunjungan seminggu, batas"), result.visits_bound),
        "week_share_change": _Figure(view.t("Porsi seminggu"), result.share_change),
    }


def _bound(result: DigitalDays, view: View) -> str:
    """What the change of the visits is held against, and its bound."""
    spread = _spread(result.visits_bound, "percent", view)
    if spread == MISSING:
        return view.t("terhadap tren sendiri")
    return view.t("terhadap tren sendiri; bila tren menyimpang seperti sebelumnya {spread}").format(spread=spread)


def _table(figures: Mapping[str, _Figure], view: View) -> pd.DataFrame:
    t, rows = view.t, figures.values()
    return pd.DataFrame(
        {
            t("Ukuran"): [row.name for row in rows],
            t("Nilai"): [_value(row.estimate.value, row.unit, view) for row in rows],
            t("Rentang 95%"): [_spread(row.estimate, row.unit, view) for row in rows],
            t("Artinya"): [row.meaning for row in rows],
        }
    )


def _raw(figures: Mapping[str, _Figure]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"figure": name, "value": estimate.value, "lower": estimate.lower, "upper": estimate.upper}
            for name, estimate, *_ in figures.values()
        ]
    )


def _value(value: float, unit: str, view: View) -> str:
    if unit == "part":
        return formats.percent(value, 1, view.lang)
    return points(value, 1, view.lang) if unit == "points" else signed_percent(value, view.lang)


def _spread(estimate: Estimate, unit: str, view: View) -> str:
    ways = {"points": points_interval, "percent": signed_percent_interval, "part": formats.share_interval}
    return ways[unit](estimate.lower, estimate.upper, view.lang)
