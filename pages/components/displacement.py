"""Did visits fall, or only move to another day: the figures of the digital days with what they rest on."""

import pandas as pd
import streamlit as st

from analytics.effect import DigitalDays, digital_days
from analytics.intervals import Estimate
from core import formats
from core.formats import MISSING, points, signed
from pages.components.cards import note, show_table
from pages.components.downloads import Sheet
from pages.components.tools import show_tools
from pages.components.view import View
from report.gap_sentences import verdict_sentence

KEYS = ("weekday_gap", "weighted_gap", "visits_change", "week_share_change", "displacement", "digital_days_verdict")


def show_effect(facts: pd.DataFrame, view: View) -> None:
    """Show verdict, gap, visits, share and displacement; `facts` up to the view's end."""
    t, start = view.t, view.build.start
    if start is None or not (facts["date"] >= pd.Timestamp(start)).any():
        note(t("Hari digital belum dimulai pada bulan ini, jadi belum ada yang dapat dibandingkan."), "empty")
        return
    result = digital_days(facts, start, view.end, with_placebos=False)
    note(verdict_sentence(result, view.lang))
    table = _table(result, view)
    title = t("Hari digital: selisih, kunjungan, dan perpindahan")
    show_table(table, caption=title, numeric=tuple(table.columns[1:3]))
    spans = [formats.span(*period, view.lang) for period in (result.before, result.since)]
    st.caption(
        t("{live} kelurahan aktif dibanding {others} yang belum aktif; {before} lawan {since}.").format(
            live=result.live_offices, others=result.not_live_offices, before=spans[0], since=spans[1]
        )
    )
    sheet = Sheet(title, _raw(result, view).assign(offices=result.live_offices), KEYS, is_monthly=False)
    show_tools(view, sheet, "hari_digital")


def _estimates(result: DigitalDays, view: View) -> list[tuple[str, Estimate, str, str]]:
    """Name, estimate, unit and meaning of each figure, in the order of the argument."""
    t = view.t
    return [
        (t("Selisih hari digital"), result.gap, "points", t("naiknya porsi pada hari digital di atas hari lain")),
        (t("Selisih berbobot volume"), result.weighted_gap, "points", t("sama, tiap permohonan berbobot sama")),
        (t("Kunjungan sepekan"), result.visits_change, "percent", t("terhadap kelurahan yang belum aktif")),
        (t("Porsi sepekan"), result.share_change, "points", t("gambaran saja, bukan pengaruh")),
        (t("Hanya berpindah hari"), result.displacement, "percent", t("0 % tidak ada yang pindah, 100 % semuanya")),
    ]


def _table(result: DigitalDays, view: View) -> pd.DataFrame:
    t = view.t
    rows = _estimates(result, view)
    return pd.DataFrame(
        {
            t("Ukuran"): [name for name, *_ in rows],
            t("Nilai"): [_value(estimate.value, unit, view) for _, estimate, unit, _ in rows],
            t("Selang 95 %"): [_spread(estimate, unit, view) for _, estimate, unit, _ in rows],
            t("Artinya"): [meaning for *_, meaning in rows],
        }
    )


def _raw(result: DigitalDays, view: View) -> pd.DataFrame:
    rows = _estimates(result, view)
    return pd.DataFrame(
        [
            {"figure": name, "value": estimate.value, "lower": estimate.lower, "upper": estimate.upper}
            for name, estimate, _, _ in rows
        ]
    )


def _value(value: float, unit: str, view: View) -> str:
    if unit == "points":
        return points(value, 1, view.lang)
    return MISSING if pd.isna(value) else f"{signed(value * 100, 1, view.lang)} %"


def _spread(estimate: Estimate, unit: str, view: View) -> str:
    low, high = (_value(bound, unit, view) for bound in (estimate.lower, estimate.upper))
    return MISSING if MISSING in (low, high) else f"{low.split()[0]} – {high}"
