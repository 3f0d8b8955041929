"""Sections of page Bantuan 112: who still needs help, how long help takes, and published totals."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics import within
from analytics.assistance import AREA_KIND, OTHER_TOPIC, resolution_times, totals_funnel, why_none_compared
from analytics.services import CITY
from core import formats
from core.disclosure import hide_small
from core.method import SMALLEST_SHOWN
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.urgent import are_settled
from pages.view import view as views
from pages.view.released import is_growing, released
from pages.view.view import FrameRow, View
from wording import STAGE_WORDS, not_settled_words


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


def show_resolution(view: View, topics: Mapping[str, str]) -> None:
    """Show the table of the month; cases have no place, so it is the city's whatever is looked at."""
    if not view.may_see_city:
        note(view.t("Lama kasus tidak dicatat per kantor, hanya untuk seluruh kota."), "empty")
        return
    t, month, end = view.t, formats.month(view.month, view.lang), view.whole_month[1]
    # By month alone: what is hidden in a month would follow from longer periods less the other months.
    cases = within(_dated(view.build.call_duration), *view.whole_month)
    if cases.empty:
        note(t("Tidak ada kasus bantuan yang tercatat lamanya pada {month}.").format(month=month), "empty")
        return
    by_topic = resolution_times(cases, end, ["topic"])
    by_topic = by_topic.assign(last=by_topic["topic"].eq(OTHER_TOPIC)).sort_values(
        ["last", "cases"], ascending=[True, False], kind="stable"
    )
    by_topic = by_topic[by_topic["topic"].isin(_told_topics(view))]
    rows = pd.concat([resolution_times(cases, end), by_topic.drop(columns="last")])
    rows = rows.assign(topic=[t("Semua topik"), *(topics.get(topic, topic) for topic in rows["topic"].iloc[1:])])
    table = pd.DataFrame(
        {
            t("Topik"): list(rows["topic"]),
            t("Kasus"): _cases(rows, view),
            t("Separuh selesai dalam"): [_minutes(row, "median", view) for row in rows.to_dict("records")],
            t("Sembilan dari sepuluh dalam"): [_minutes(row, "p90", view) for row in rows.to_dict("records")],
        }
    )
    title = t("Lama penyelesaian bantuan, {month}").format(month=month)
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    if is_growing(view):
        st.caption(not_settled_words(t("Lama penyelesaian menurut topik"), view.month, view.lang))
    st.caption(t("Seluruh kota: lama kasus tidak dicatat per kantor. Kasus yang masih terbuka ikut dihitung."))
    sheet = Sheet(title, _sheet(rows), ("resolution_time",))
    show_tools(view, sheet, "lama")


def _told_topics(view: View) -> list[str]:
    """Topics whose calls are told: cases of others would tell the calls that are hidden, as would those of two days."""
    told = released(view, view.build.place_topics, "")
    if isinstance(told, str):
        return []
    city = told.rows[told.rows["place"] == CITY]
    return [str(topic) for topic, calls in zip(city["topic"], city["calls"], strict=True) if isinstance(calls, int)]


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(date=pd.to_datetime(frame["date"]).astype("datetime64[us]"))


def _cases(rows: pd.DataFrame, view: View) -> list[str]:
    """Counts by topic; small ones are hidden, and with them what would reveal them."""
    shown = [rows["cases"].iloc[0], *hide_small(rows.iloc[1:], ("cases",))["cases"]]
    return [each if isinstance(each, str) else formats.number(each, 0, view.lang) for each in shown]


def _sheet(rows: pd.DataFrame) -> pd.DataFrame:
    """The raw table; the times of a handful of cases are left out."""
    few = rows["cases"] < SMALLEST_SHOWN
    times = ["median_minutes", "p90_minutes"]
    whole = rows.assign(**{name: rows[name].mask(few) for name in times})[["topic", "cases", *times]]
    return pd.concat([whole.iloc[:1], hide_small(whole.iloc[1:], ("cases",))])


def _minutes(row: FrameRow, name: str, view: View) -> str:
    """Minutes in words: under two hours in minutes, else in hours; what was not reached says so."""
    t, lang = view.t, view.lang
    if row["cases"] < SMALLEST_SHOWN:
        return formats.MISSING
    if row[f"{name}_state"] != "ok":
        return t("belum tercapai")
    minutes = float(str(row[f"{name}_minutes"]))
    if minutes < 120:
        return t("{n} menit").format(n=formats.number(minutes, 0, lang))
    return t("{n} jam").format(n=formats.number(minutes / 60, 1, lang))


def show_totals(view: View) -> None:
    """Show every period that was published; nothing where none was, or where only a part of the city is looked at."""
    t, lang = view.t, view.lang
    totals = view.build.calls_totals
    if totals.empty or not view.is_city_shown:
        return
    st.header(t("Jumlah panggilan yang diumumkan"))
    rows = totals_funnel(totals)
    order = [list(STAGE_WORDS).index(stage) for stage in rows["stage"]]
    rows = rows.assign(order=order).sort_values(["period", "order"]).drop(columns="order")
    rows = rows.assign(
        stage=[t(STAGE_WORDS[stage]) for stage in rows["stage"]],
        period=[_period(period, lang) for period in rows["period"]],
    )
    table = pd.DataFrame(
        {
            t("Masa"): list(rows["period"]),
            t("Tahap"): list(rows["stage"]),
            t("Panggilan"): [formats.number(count, 0, lang) for count in rows["calls"]],
        }
    )
    title = t("Jumlah panggilan yang diumumkan")
    show_table(table, caption=title, numeric=(t("Panggilan"),))
    st.caption(t("Dari pengumuman kota, bukan dari log. Sisa: panggilan masuk yang tidak dijelaskan bagian-bagiannya."))
    show_tools(view, Sheet(title, rows.drop(columns="state"), ("remainder_112",)), "total")


def _period(period: str, lang: str) -> str:
    first, last = (formats.short_day(pd.Timestamp(day), lang) for day in period.split("/"))
    return f"{first} – {last}"
