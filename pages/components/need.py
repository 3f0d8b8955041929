"""Who still needs help from 112, and why nobody can be named where nobody can."""

import pandas as pd
import streamlit as st

from analytics.help_needed import why_none_compared
from core import formats
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.downloads import Sheet
from pages.components.tools import show_tools
from pages.components.view import View


def has_calls_log(view: View) -> bool:
    """True where the 112 log covers a day at all."""
    return bool(view.build.facts["help_calls"].notna().any())


def why_no_need(view: View) -> str:
    """Return in a sentence why no office of the place can be compared (none in still_needs_help)."""
    t = view.t
    if not has_calls_log(view):
        return t("Belum ada log panggilan 112, jadi kebutuhan bantuan belum dapat dinyatakan.")
    reason = why_none_compared(view.scoped(view.build.facts), view.end)
    if reason == "not_covered":
        return t("Log permohonan atau log 112 tidak mencakup 8 minggu terakhir, jadi belum dapat dibandingkan.")
    if view.unit:
        return t("Kantor ini belum aktif 12 minggu, jadi belum dapat dibandingkan.")
    return t("{place}: belum ada kantor yang sudah aktif 12 minggu, jadi belum dapat dibandingkan.").format(
        place=view.scope_name
    )


def show_need(view: View) -> None:
    """Show the offices that still call more than chance explains."""
    t = view.t
    need = view.scoped(view.build.needs_help(view.end))
    title = t("Siapa yang masih perlu bantuan")
    if need.empty:
        note(why_no_need(view), "empty")
        return
    named = need[need["needs_help"].fillna(False).astype(bool)]
    if named.empty:
        note(
            t("Tidak ada kantor yang nyata-nyata lebih banyak menelepon daripada kantor lain dalam 8 minggu terakhir.")
        )
    else:
        st.caption(
            t("Kantor yang dalam 8 minggu terakhir menelepon lebih banyak daripada kantor lain, di luar kebetulan.")
        )
        _show_named(named, title, view)
    sheet = Sheet(title, need.drop(columns="state"), ("still_needs_help",))
    show_tools(view, sheet, "perlu_bantuan")


def _show_named(named: pd.DataFrame, title: str, view: View) -> None:
    t, rows = view.t, named.to_dict("records")
    columns = {
        t("Panggilan"): ("numerator", 0),
        t("Permohonan digital"): ("denominator", 0),
        t("Per 100"): ("rate", 1),
        t("Seluruh kantor itu"): ("city_rate", 1),
    }
    table = pd.DataFrame(
        {
            t("Kantor"): [views.unit_name(row, view) for row in rows],
            t("Kecamatan"): [row["kecamatan"] for row in rows],
        }
        | {
            name: [formats.number(row[column], decimals, view.lang) for row in rows]
            for name, (column, decimals) in columns.items()
        }
    )
    show_table(table, caption=title, numeric=tuple(columns), links=views.unit_links(rows, view))
