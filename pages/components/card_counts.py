"""What each headline figure rests on here: numerator and denominator as counts, and what was left out."""

import pandas as pd

from analytics.effect import DigitalDays
from analytics.headline import Headline
from analytics.help_rate import HELP, both_cover
from core import formats
from pages.components.cards import More
from pages.components.left_out import left_out_words
from pages.components.meter import share_meter
from pages.components.view import View
from report.sentences import KIND_WORDS


def card_counts(head: Headline, view: View) -> dict[str, More]:
    """Return what the cards show beyond their words, by definition."""
    share = More(share_meter(head.share, view), _pair(head.share.this, view), left_out_words(view))
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
    facts = view.in_month(view.scoped(view.build.facts))
    left_out = {t("hari kantor di luar cakupan kedua log"): formats.number((~both_cover(facts)).sum(), 0, lang)}
    if view.is_city:
        return left_out
    calls = view.in_month(view.build.calls)
    unplaced = calls.loc[calls["category"].eq(HELP) & calls["unit_code"].eq(""), "calls"].sum()
    return left_out | {t("panggilan bantuan tanpa tempat, seluruh kota"): formats.number(unplaced, 0, lang)}
