"""Sections of page Ringkasan: what the cards of the four answers hold, offices that need somebody, other tasks."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from analytics import Headline, rollout
from analytics.actions import MOST, Action
from analytics.effect import DigitalDays
from analytics.rollout import Forecast, Pace
from analytics.urgent_offices import HELPS
from core import formats
from pages.parts.downloads import Sheet
from pages.parts.explain import explanation, left_out_words
from pages.parts.folds import show_folds
from pages.parts.urgent import is_now, named_lines, names_owing, now_or_then
from pages.sections.kelurahan import show_all
from pages.sections.standar_layanan_open import open_words
from pages.tables.kecamatan_table import show_kecamatan
from pages.tables.sparkline import SHOWN_MONTHS, share_trend, sparkline
from pages.view.address import link
from pages.view.view import View
from wording import (
    ACTION_SENTENCES,
    KIND_WORDS,
    Figure,
    MainAnswer,
    figures,
    owed_in,
    target_state,
    young_words,
)

Target = tuple[Pace, Forecast]


def city_target(view: View) -> Target | None:
    """Return the city's last target of live kelurahan with its forecast; None where there is no such target."""
    build, row = view.build, rollout.last_target(view.build.targets)
    if row is None:
        return None
    return rollout.pace(build.roster_on(view.end), build.units, row, view.end), build.forecast(view.end)


def trends(head: Headline, target: Target | None, view: View) -> dict[str, str]:
    """Return the small trend of each card as HTML, by the key of the answer."""
    return {
        "where": _live_trend(view),
        "switching": share_trend(view.trend(), view, high=head.share.target, is_weekly=view.grain == "week"),
        "digital_days": _gap_trend(head, view),
        "in_time": _way_to_target(target, view),
    }


def answers_sheet(answers: Sequence[MainAnswer], view: View) -> Sheet:
    """Return the four answers as they are told."""
    rows = [(each.question, each.value, each.label, each.line) for each in answers]
    definitions = ("coverage", "digital_share", "weekday_gap", "full_coverage_chance")
    table = pd.DataFrame(rows, columns=["question", "answer", "verdict", "note"])
    return Sheet(view.t("Empat jawaban"), table, definitions)


def _live_trend(view: View) -> str:
    """Live kelurahan, or offices where the place has none, at the end of each of the last months."""
    units = view.chosen.units
    kind = "kelurahan" if units["kind"].eq("kelurahan").any() else "kecamatan"
    live = rollout.live_counts(view.chosen.roster, units, _month_ends(view), kind)
    words = view.t("Kantor aktif per akhir bulan, dari {first} menjadi {last}").format(
        first=formats.number(live.iloc[0], 0, view.lang), last=formats.number(live.iloc[-1], 0, view.lang)
    )
    return sparkline(live.to_list(), words, high=float(units["kind"].eq(kind).sum()))


def _month_ends(view: View) -> pd.DatetimeIndex:
    ends = pd.date_range(end=pd.Timestamp(view.end) + pd.offsets.MonthEnd(0), periods=SHOWN_MONTHS, freq="ME")
    first = pd.Timestamp(view.build.meta["first_day"])
    return pd.DatetimeIndex([*ends[(ends >= first) & (ends < pd.Timestamp(view.end))], pd.Timestamp(view.end)])


def _gap_trend(head: Headline, view: View) -> str:
    """The card's own figure as it stood at the end of each month since the digital days began."""
    result = head.gap.result
    episodes = [each for each in view.chosen.episodes if result and each.start == result.start]
    if not episodes or result is None or result.verdict == "cannot_tell":
        return ""
    ends = [end.date() for end in _month_ends(view) if end.date() >= episodes[0].start]
    gaps = [view.chosen.digital_gap(episodes[0], end).value for end in ends]
    words = view.t("Naiknya porsi pada hari digital di atas hari lain, per akhir bulan, terakhir {last}").format(
        last=formats.points(gaps[-1], 1, view.lang)
    )
    return sparkline(gaps, words)


def _way_to_target(target: Target | None, view: View) -> str:
    """Live kelurahan by month, then the middle of the forecast up to a year ahead."""
    if target is None or target[1].state != "ok":
        return ""
    ahead = target[1].bands["q50"].head(SHOWN_MONTHS - 2)
    live = rollout.live_counts(view.build.roster, view.build.units, _month_ends(view), "kelurahan")
    words = view.t("Kelurahan aktif sampai kini, lalu perkiraan tengahnya sampai {month}").format(
        month=formats.month(target[1].bands["month"].iloc[len(ahead) - 1], view.lang)
    )
    return sparkline([*live.to_list(), *ahead], words, high=target[0].target)


def explanations(head: Headline, target: Target | None, view: View) -> dict[str, str]:
    """Return the folded explanation of each card: the figure in full, as the report has it, and its definition."""
    coverage, share, gap, _help = figures(head, view.lang)
    keys = ("digital_share", *(["late_cancellations"] if share.provisional else []))
    live, left_out = _live_counts(head, view)
    gap_parts = _gap_parts(head.gap.result, view) if head.gap.result else ((), {})
    of_target, target_counts = _about_target(target, view)
    row = head.share.this
    parts = tuple(formats.number(row[part], 0, view.lang) for part in ("numerator", "denominator"))
    plain = {view.t("porsi tanpa penskalaan kunjungan"): formats.percent(row["plain_share"], 1, view.lang)}
    told = left_out_words(view) | (plain if row["unsplit_part"] > 0 else {})
    return {
        "where": explanation(
            view, "coverage", counts=live, left_out=left_out, lead=_where_lead(coverage), is_small=True
        ),
        "switching": explanation(
            view,
            *keys,
            counts=parts,
            left_out=told,
            lead=[young_words(head.share, view.lang) if share.direction in ("up", "down") else "", *_share_lead(share)],
            is_small=True,
        ),
        "digital_days": explanation(
            view, "weekday_gap", counts=gap_parts[0], left_out=gap_parts[1], lead=_gap_lead(gap), is_small=True
        ),
        "in_time": explanation(view, *of_target, counts=target_counts, is_small=True),
    }


def _about_target(target: Target | None, view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The definitions behind the answer, and the two counts of the first.

    Paths of the forecast that reach the target, of all; where no chance is told, what is missing and the months left.
    """
    if target is None:
        return ("required_pace",), ()
    pace, ahead = target
    chance, lang = target_state(pace, ahead)[1], view.lang
    if chance is None:
        months = formats.number(pace.months_left, 1, lang) if pace.months_left else ""
        return ("required_pace",), (formats.number(pace.missing, 0, lang), months)
    runs = len(ahead.arrivals)
    counts = (formats.number(round(chance * runs), 0, lang), formats.number(runs, 0, lang))
    return ("full_coverage_chance", "required_pace"), counts


def _where_lead(figure: Figure) -> list[str]:
    return [figure.sentence, *([figure.detail, _change(figure)] if figure.is_stated else [])]


def _share_lead(figure: Figure) -> list[str]:
    """Its interval and its change first: the card says neither; the counts stand below, the target on the card."""
    told = [figure.spread, figure.provisional, _change(figure)] if figure.is_stated else []
    return [*told, figure.sentence]


def _gap_lead(figure: Figure) -> list[str]:
    """Its intervals, then what the verdict means."""
    return [
        *([figure.detail] if figure.is_stated else []),
        figure.sentence,
        *([_change(figure)] if figure.is_stated else []),
    ]


def _change(figure: Figure) -> str:
    return f"{figure.period}: {figure.change}"


def _live_counts(head: Headline, view: View) -> tuple[tuple[str, ...], dict[str, str]]:
    t, lang = view.t, view.lang
    parts = [(offices, t(KIND_WORDS[kind])) for kind, offices in head.coverage.items()]
    live = ", ".join(f"{formats.number(offices.live, 0, lang)} {name}" for offices, name in parts)
    every = ", ".join(f"{formats.number(offices.total, 0, lang)} {name}" for offices, name in parts)
    status = view.scoped(view.build.status_on(view.end))
    is_planned = status["planned_status"].eq("aktif").fillna(False) & ~status["status"].eq("aktif").fillna(False)
    left_out = {
        _planned_words(view): formats.number(is_planned.sum(), 0, lang),
        t("kantor yang statusnya tidak diketahui"): formats.number(status["status"].isna().sum(), 0, lang),
    }
    return (live, every), left_out


def _planned_words(view: View) -> str:
    """Offices that are planned; of a day before the first list of plans by that list, which is named."""
    listed = rollout.listed_later(view.build.plan_history, view.end, view.build.as_of)
    if listed is None:
        return view.t("kantor yang baru direncanakan")
    told = view.t("kantor yang baru direncanakan, menurut daftar {day}")
    return told.format(day=formats.short_day(listed, view.lang))


def _gap_parts(result: DigitalDays, view: View) -> tuple[tuple[str, ...], dict[str, str]]:
    """The gap is a mean over offices, so that its parts are the sum of their gaps and their number."""
    t, lang = view.t, view.lang
    total = formats.points(result.gap.value * result.live_offices, 1, lang)
    is_late = result.left_out["reason"].isin(["live_in_window", "status_unknown"])
    left_out = {
        t("kelurahan yang aktif di tengah masa itu, atau tidak diketahui sejak kapan"): is_late.sum(),
        t("kelurahan yang hitungannya tidak lengkap"): (~is_late).sum(),
        t("kantor kecamatan, ditampilkan terpisah"): result.offices["role"].eq("apart").sum(),
    }
    told = {name: formats.number(count, 0, lang) for name, count in left_out.items()}
    return (total, formats.number(result.live_offices, 0, lang)), told


PAGES = {
    "overdue": "mutu_data",
    "late_plan": "kemajuan",
    "unused": "kelurahan",
    "warned": "kelurahan",
    "help": "bantuan_112",
    "fallen": "kelurahan",
    "prepare": "kemajuan",
    "held": "mutu_data",
}


def show_other_tasks(view: View) -> None:
    """Show folded what else is to do at the place, each a sentence with the page that tells more."""
    told = [(PAGES[action.kind], _sentence(action, view)) for action in view.actions if not _is_told(action, view)]
    waiting = open_words(view) if is_now(view) else ""
    told = [*told[: MOST - 1], ("standar_layanan", waiting)] if waiting else told[:MOST]
    if not told:
        return
    items = "".join(
        f'<li><a class="inside" href="{escape(link(page))}">{escape(sentence)}</a></li>' for page, sentence in told
    )
    about = explanation(view, "actions")
    title = escape(now_or_then(view.t("Tugas lain"), view.t("Tugas lain, {day}"), view))
    st.html(
        f'<details class="fold"><summary>{title}</summary><div class="inner"><ul>{items}</ul>{about}</div></details>'
    )


def _is_told(action: Action, view: View) -> bool:
    """True where the lines above tell of the offices that owe reports, or name all that a task is about."""
    if action.kind == "overdue":
        return names_owing(view.urgent)
    named = {row["unit_code"] for line in named_lines(view.urgent) for row in line}
    return action.kind in HELPS and named.issuperset(action.offices["unit_code"])


def _sentence(action: Action, view: View) -> str:
    lang = view.lang
    return view.t(ACTION_SENTENCES[action.kind]).format(
        n=formats.number(len(action.offices), 0, lang),
        count=formats.number(action.count, 0, lang),
        due=formats.day(action.due, lang),
        # Rows are held or not as of the newest data, whatever period is looked at.
        today=formats.day(view.build.as_of, lang),
        period=owed_in(view.end, lang),
    )


def show_places(view: View) -> None:
    """Show the kecamatan of the city, or the offices of the kecamatan that is looked at; nothing of one office."""
    if view.unit:
        return
    folds = {} if view.is_city else {"kantor": (view.t("Bandingkan kantornya"), lambda: show_all(view))}
    show_folds(folds | {"tempat": (view.t("Bandingkan 10 kecamatan"), lambda: show_kecamatan(view))})
