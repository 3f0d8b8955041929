"""How long help takes: median and 90th percentile of the month's cases by topic, open ones counted as open."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics.resolution import resolution_times
from core import formats
from core.disclosure import SMALLEST_SHOWN, hide_small
from pages.components.cards import note, show_table
from pages.components.downloads import Sheet
from pages.components.tools import show_tools
from pages.components.view import View


def show_resolution(view: View, topics: Mapping[str, str]) -> None:
    """Show the table of the month; cases have no place, so it is the city's whatever is looked at."""
    t = view.t
    cases = view.in_month(_dated(view.build.table("call_duration")))
    if cases.empty:
        note(t("Tidak ada kasus bantuan yang tercatat lamanya pada bulan ini."), "empty")
        return
    rows = pd.concat([resolution_times(cases, view.end), resolution_times(cases, view.end, ["topic"])])
    rows = rows.assign(topic=[t("Semua topik"), *(topics.get(topic, topic) for topic in rows["topic"].iloc[1:])])
    table = pd.DataFrame(
        {
            t("Topik"): list(rows["topic"]),
            t("Kasus"): _cases(rows, view),
            t("Separuh selesai dalam"): [_minutes(row, "median", view) for row in rows.to_dict("records")],
            t("Sembilan dari sepuluh dalam"): [_minutes(row, "p90", view) for row in rows.to_dict("records")],
        }
    )
    title = t("Lama penyelesaian bantuan")
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    st.caption(t("Seluruh kota: lama kasus tidak dicatat per kantor. Kasus yang masih terbuka ikut dihitung."))
    sheet = Sheet(title, _sheet(rows), ("resolution_time",))
    show_tools(view, sheet, "lama")


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


def _minutes(row: Mapping[str, object], name: str, view: View) -> str:
    """Minutes in words: under two hours in minutes, else in hours; what was not reached says so."""
    t, lang = view.t, view.lang
    if row["cases"] < SMALLEST_SHOWN:  # type: ignore[operator]
        return formats.MISSING
    if row[f"{name}_state"] != "ok":
        return t("belum tercapai")
    minutes = float(str(row[f"{name}_minutes"]))
    if minutes < 120:
        return t("{n} menit").format(n=formats.number(minutes, 0, lang))
    return t("{n} jam").format(n=formats.number(minutes / 60, 1, lang))
