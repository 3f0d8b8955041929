"""How long help takes until it is done, by topic."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics import within
from analytics.assistance import OTHER_TOPIC, resolution_times
from analytics.services import CITY
from core import formats
from core.disclosure import hide_small
from core.method import SMALLEST_SHOWN
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.released import is_growing, released
from pages.view.view import FrameRow, View
from wording import not_settled_words


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
