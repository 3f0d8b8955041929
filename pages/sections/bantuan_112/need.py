"""Who still needs help, and why nobody can be named."""

import pandas as pd
import streamlit as st

from analytics.assistance import AREA_KIND, why_none_compared
from core import formats
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.urgent import are_settled
from pages.view import view as views
from pages.view.view import View


def has_calls_log(view: View) -> bool:
    """True where there is a 112 log at all; of a kecamatan office alone nobody can tell."""
    has_days = view.build.facts["help_calls"].notna().any() or len(view.build.calls)
    return bool(has_days or (view.build.scope.office and is_area_office(view)))


def is_area_office(view: View) -> bool:
    """True where a kecamatan office alone is looked at, which no call names."""
    return bool(view.unit and view.office(view.unit)["kind"] == AREA_KIND)


def area_calls_words(view: View) -> str:
    """Return why a kecamatan office has no calls of its own, and what to choose where that can be chosen."""
    if view.build.scope.office:
        return view.t("Panggilan 112 menyebut kecamatan sebagai wilayah, bukan kantornya.")
    return view.t("Panggilan 112 menyebut kecamatan sebagai wilayah, bukan kantornya: pilih wilayah kecamatannya.")


def why_no_need(view: View) -> str:
    """Return in a sentence why no office of the place can be compared (none in still_needs_help)."""
    t = view.t
    if not has_calls_log(view):
        return t("Belum ada log panggilan 112, jadi kebutuhan bantuan belum diketahui.")
    if is_area_office(view):
        return area_calls_words(view)
    reason = why_none_compared(view.chosen.facts, view.end)
    if reason == "not_covered":
        return t(
            "Log permohonan atau log 112 tidak mencakup {need_weeks} minggu terakhir, jadi belum dapat dibandingkan."
        )
    if view.unit:
        return t("Kantor ini belum aktif {help_settled_weeks} minggu, jadi belum dapat dibandingkan.")
    return t(
        "{place}: belum ada kantor yang sudah aktif {help_settled_weeks} minggu, jadi belum dapat dibandingkan."
    ).format(place=view.scope_name)


def none_needs_help(compared: int, view: View) -> str:
    """Return that no office calls for more help than others, of so many that could be compared."""
    if not compared:
        return view.t("Belum ada kantor yang permohonannya cukup untuk dibandingkan.")
    told = view.t(
        "Dari {n} kantor yang dapat dibandingkan, tidak ada yang panggilan bantuannya dalam {need_weeks} minggu "
        "terakhir jelas lebih banyak."
    )
    return told.format(n=formats.number(compared, 0, view.lang))


def show_need(view: View) -> None:
    """Show the offices that still call more than chance explains."""
    t = view.t
    need = view.scoped(view.build.help_by_age(view.end))
    title = t("Siapa yang masih perlu bantuan")
    if need.empty:
        note(why_no_need(view), "empty")
        return
    named = need[need["needs_help"].fillna(False).astype(bool)]
    if named.empty:
        note(none_needs_help(int(need["lower"].notna().sum()), view))
    else:
        st.caption(_named_words(named, view))
        _show_named(named, title, view)
    sheet = Sheet(title, need.drop(columns="state"), ("help_by_age", "still_needs_help"))
    show_tools(view, sheet, "perlu_bantuan", explained=_needs_shown(named, view))


def _named_words(named: pd.DataFrame, view: View) -> str:
    """What the named offices have in common: those long live are beside all such offices, the young beside others."""
    is_settled = are_settled(named["unit_code"], view)
    if is_settled.all():
        return view.t(
            "Kantor yang panggilan bantuannya dalam {need_weeks} minggu terakhir jelas lebih banyak daripada "
            "semua yang aktif {help_settled_weeks} minggu atau lebih bersama-sama."
        )
    if is_settled.any():
        return view.t(
            "Kantor yang panggilan bantuannya dalam {need_weeks} minggu terakhir jelas lebih banyak daripada "
            "semua yang aktif {help_settled_weeks} minggu atau lebih bersama-sama; yang lebih muda daripada kantor "
            "lain seumurnya."
        )
    return view.t(
        "Kantor yang panggilan bantuannya dalam {need_weeks} minggu terakhir jelas lebih banyak daripada "
        "kantor lain seumurnya."
    )


def _needs_shown(named: pd.DataFrame, view: View) -> tuple[str, ...]:
    """The definitions by which the offices are named: of the young, of those long live; of both where none is named."""
    is_settled = are_settled(named["unit_code"], view)
    keys = {"help_by_age": not is_settled.all(), "still_needs_help": bool(is_settled.any())}
    return tuple(key for key, is_shown in keys.items() if is_shown or named.empty)


def _show_named(named: pd.DataFrame, title: str, view: View) -> None:
    t, rows = view.t, named.to_dict("records")
    columns = {
        t("Panggilan"): ("numerator", 0),
        t("Permohonan digital"): ("denominator", 0),
        t("Per 100"): ("rate", 1),
        t("Pembanding"): ("city_rate", 1),
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
