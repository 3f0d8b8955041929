"""Events on the time charts of a page, and the same as a table."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core import formats
from pages.charts.chart import Chart
from pages.charts.marks import add_marks, mark_words
from pages.parts.cards import fold_table
from pages.parts.downloads import Sheet, add_sheet
from pages.view.view import View
from wording import MARK_WORDS


def place_marks(view: View) -> pd.DataFrame:
    """Return what happened at the place looked at, up to the view's end (analytics.marks.time_marks).

    Of more than one office the policy's own days alone: the going live of sixty others hides them. No holidays, which
    are everybody's and hide what the office had.
    """
    marks = view.build.marks(view.kecamatan, view.unit)
    marks = marks[marks["kind"].ne("holiday") if view.unit else marks["kind"].eq("event")]
    return marks[marks["date"].between(pd.Timestamp(view.build.meta["first_day"]), pd.Timestamp(view.end))]


def office_marks(places: Sequence[View]) -> pd.DataFrame:
    """Return what happened at several offices, each mark of one of them with its name (analytics.marks.time_marks)."""
    found = pd.concat([_named(place_marks(place), place) for place in places])
    return found.drop_duplicates(["date", "kind", "label_id"]).sort_values(["date", "kind"], ignore_index=True)


def _named(marks: pd.DataFrame, place: View) -> pd.DataFrame:
    """The marks of one office, which are counts of it, under its name."""
    words = marks["kind"].map({kind: f"{place.scope_name}: {place.t(MARK_WORDS[kind])}" for kind in MARK_WORDS})
    is_own = marks["offices"].notna()
    labels = {name: marks[name].mask(is_own, words) for name in ("label_id", "label_en")}
    return marks.assign(**labels, offices=marks["offices"].mask(is_own))


def marked(chart: Chart, marks: pd.DataFrame, months: pd.Series, view: View) -> Chart:
    """Return a chart by month with the events of its months."""
    if months.empty:
        return chart
    return add_marks(chart, marks, months.min(), pd.Timestamp(view.end), view.lang)


def show_marks(marks: pd.DataFrame, view: View) -> None:
    """Show what the marks below the charts stand for, and all of them as a table."""
    t = view.t
    if marks.empty:
        return
    if view.unit:
        st.caption(t("Di bawah grafik: ★ kejadian · ▲ kantor mulai aktif · ✕ gangguan."))
    rows = marks.sort_values("date", ascending=False).to_dict("records")
    table = pd.DataFrame(
        {
            t("Tanggal"): [formats.short_day(row["date"], view.lang) for row in rows],
            t("Jenis"): [t(MARK_WORDS[row["kind"]]) for row in rows],
            t("Keterangan"): [mark_words(row, view.lang) for row in rows],
        }
    )
    title = t("Kejadian di sepanjang waktu")
    st.html(fold_table(table, t("Tabel kejadian"), caption=title))
    raw = {
        "date": [row["date"] for row in rows],
        "event": list(table[t("Jenis")]),
        "text": list(table[t("Keterangan")]),
    }
    add_sheet(Sheet(title, pd.DataFrame(raw)))
