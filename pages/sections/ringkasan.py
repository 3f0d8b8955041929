"""Three things to do now, each a sentence with its offices and the page that tells more."""

from html import escape

import pandas as pd
import streamlit as st

from analytics import Headline
from analytics.actions import Action, actions
from analytics.assistance import HELP, both_cover
from analytics.effect import DigitalDays
from core import formats
from pages.parts.cards import More, note, share_meter
from pages.parts.explain import explanation, left_out_words
from pages.view.address import link
from pages.view.view import View, unit_links
from wording import ACTION_SENTENCES, ACTION_TITLES, KIND_WORDS


def card_counts(head: Headline, view: View) -> dict[str, More]:
    """Return what the cards show beyond their words, by definition."""
    this = head.share.this
    plain = {view.t("porsi tanpa penskalaan kunjungan"): formats.percent(this["plain_share"], 1, view.lang)}
    told = left_out_words(view) | (plain if this["unsplit_part"] > 0 else {})
    share = More(share_meter(head.share, view), _pair(this, view), told)
    return {
        "coverage": _coverage(head, view),
        "digital_share": share,
        "weekday_gap": _gap(head.gap.result, view) if head.gap.result else More(),
        "assistance_rate": More(counts=_pair(head.help.this, view), left_out=_help_left_out(view)),
    }


def _pair(row: pd.Series, view: View) -> tuple[str, ...]:
    return tuple(formats.number(row[part], 0, view.lang) for part in ("numerator", "denominator"))


def _coverage(head: Headline, view: View) -> More:
    t, lang = view.t, view.lang
    parts = [(offices, t(KIND_WORDS[kind])) for kind, offices in head.coverage.items()]
    live = ", ".join(f"{formats.number(offices.live, 0, lang)} {name}" for offices, name in parts)
    every = ", ".join(f"{formats.number(offices.total, 0, lang)} {name}" for offices, name in parts)
    status = view.scoped(view.build.status_on(view.end))
    is_planned = status["planned_status"].eq("aktif").fillna(False) & ~status["status"].eq("aktif").fillna(False)
    left_out = {
        t("kantor yang baru direncanakan"): formats.number(is_planned.sum(), 0, lang),
        t("kantor yang statusnya tidak diketahui"): formats.number(status["status"].isna().sum(), 0, lang),
    }
    return More(counts=(live, every), left_out=left_out)


def _gap(result: DigitalDays, view: View) -> More:
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
    return More(counts=(total, formats.number(result.live_offices, 0, lang)), left_out=told)


def _help_left_out(view: View) -> dict[str, str]:
    """Unit-days that one of the logs does not cover; calls without a place belong to the city alone."""
    t, lang = view.t, view.lang
    facts = view.in_month(view.chosen.facts)
    left_out = {t("hari kantor di luar cakupan kedua log"): formats.number((~both_cover(facts)).sum(), 0, lang)}
    if view.is_city:
        return left_out
    calls = view.in_month(view.build.calls)
    unplaced = calls.loc[calls["category"].eq(HELP) & calls["unit_code"].eq(""), "calls"].sum()
    return left_out | {t("panggilan bantuan tanpa tempat, seluruh kota"): formats.number(unplaced, 0, lang)}


NAMED = 4
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

EXPLAINED = {
    "overdue": "overdue",
    "late_plan": "coverage",
    "unused": "used_coverage",
    "warned": "expected_share",
    "help": "still_needs_help",
    "fallen": "digital_share",
    "prepare": "coverage",
    "held": "held_rows",
}


def show_actions(view: View) -> None:
    """Show what is most pressing at the place looked at."""
    found = actions(view.chosen, view.end, view.scoped(view.build.needs_help(view.end)))
    if not found:
        note(view.t("Tidak ada yang mendesak: laporan lengkap, kantor dipakai, tidak ada rencana dekat."), "empty")
        return
    st.html(f'<div class="todo">{"".join(_card(action, view) for action in found)}</div>')


def _card(action: Action, view: View) -> str:
    t = view.t
    rows = action.offices.head(NAMED).to_dict("records")
    links = [
        f'<a class="inside" href="{escape(target)}">{escape(name)}</a>'
        for name, target in unit_links(rows, view).items()
    ]
    more = len(action.offices) - len(rows)
    rest = f" {escape(t('dan {n} lainnya').format(n=formats.number(more, 0, view.lang)))}" if more else ""
    counts = [formats.number(count, 0, view.lang) for count in (action.count, action.among) if count is not None]
    about = explanation(view, "actions", EXPLAINED[action.kind], counts=counts)
    return (
        f'<section class="card plain"><h3>{escape(t(ACTION_TITLES[action.kind]))}</h3>'
        f'<p class="sentence">{escape(_sentence(action, view))}</p><p class="detail">{", ".join(links)}{rest}</p>'
        f'<p class="period"><a class="inside" href="{escape(link(PAGES[action.kind]))}">'
        f"{escape(t('Rinciannya'))} ›</a></p>{about}</section>"
    )


def _sentence(action: Action, view: View) -> str:
    lang = view.lang
    return view.t(ACTION_SENTENCES[action.kind]).format(
        n=formats.number(len(action.offices), 0, lang),
        count=formats.number(action.count, 0, lang),
        due=formats.day(action.due, lang),
    )
