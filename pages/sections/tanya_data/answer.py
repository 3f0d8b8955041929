"""The answer to a question: as a table, as a chart of two columns, and as files as far as it may leave."""

from io import BytesIO
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core import formats
from core.spreadsheets import csv, machine_csv
from core.texts import N_
from intake import Query, QueryResult, complaint_words, own_limits
from pages.charts.chart import Chart
from pages.charts.style import figure
from pages.parts.cards import note, show_table
from pages.parts.downloads import CSV_TYPE, show_button
from pages.parts.show_chart import draw_chart
from pages.view.work import WorkView

SHOWN_ROWS = 200
CHART_ROWS = 2_000
CHART_HEIGHT = 380
DECIMALS, LARGE = 4, 1_000
"""Decimals that are shown, and from which number on there are none."""
PARQUET_TYPE = "application/vnd.apache.parquet"
KINDS = {"garis": N_("Garis"), "batang": N_("Batang"), "titik": N_("Titik")}
TRACES: dict[str, tuple[str, dict[str, Any]]] = {
    "garis": ("scatter", {"mode": "lines+markers"}),
    "batang": ("bar", {}),
    "titik": ("scatter", {"mode": "markers"}),
}


def show_answer(work: WorkView, question: Query, answer: QueryResult) -> None:
    """Show what came of a question: a sentence, or its rows, their chart and their files."""
    if answer.complaint:
        note(complaint_words(answer.complaint, own_limits(), work.t, work.lang), "warn")
        return
    assert answer.rows is not None
    _show_rows(work, answer)
    if answer.rows.empty:
        return
    _show_chart(work, answer.rows)
    _show_files(work, answer)


def _show_rows(work: WorkView, answer: QueryResult) -> None:
    t, lang, rows = work.t, work.lang, answer.rows
    assert rows is not None
    sample = f"{t('DATA CONTOH')} · " if answer.meta["is_sample"] else ""
    count = t("{n} baris").format(n=formats.number(len(rows), 0, lang))
    st.caption(f"{sample}{count} · {t('Versi data')} {answer.meta['build']}")
    if answer.is_cut:
        most = formats.number(own_limits().rows, 0, lang)
        note(t("Jawabannya lebih panjang: hanya {n} baris pertama yang diambil.").format(n=most), "warn")
    if rows.empty:
        note(t("Tidak ada baris yang cocok."), "empty")
        return
    if len(rows) > SHOWN_ROWS:
        st.caption(t("Di bawah ini {n} baris pertama.").format(n=SHOWN_ROWS))
    shown = rows.head(SHOWN_ROWS)
    table = pd.DataFrame({name: [_text(value, lang) for value in shown[name]] for name in shown})
    show_table(table, caption=t("Jawaban"), numeric=tuple(_numbers(rows)), height=420)


def _text(value: Any, lang: str) -> str:
    """Whole numbers and days as they are written elsewhere; decimals with as many places as tell them apart."""
    if value is None or pd.isna(value):
        return formats.MISSING
    if isinstance(value, bool | np.bool_):
        return ("ya" if value else "tidak") if lang == "id" else ("yes" if value else "no")
    if isinstance(value, Integral):
        return formats.number(int(value), 0, lang)
    if isinstance(value, Real):
        return formats.number(float(value), 0 if abs(float(value)) >= LARGE else DECIMALS, lang)
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)


def _numbers(rows: pd.DataFrame) -> list[str]:
    return [str(name) for name in rows.select_dtypes(["number"]).columns]


def _show_chart(work: WorkView, rows: pd.DataFrame) -> None:
    """Two columns against each other, as whoever asked chooses them."""
    t, numbers = work.t, _numbers(rows)
    if not numbers or rows.shape[1] < 2:
        return
    with st.expander(t("Grafik"), key="tanya_grafik"):
        names = [str(name) for name in rows.columns]
        places = st.columns(3)
        along = places[0].selectbox(t("Mendatar"), names, key="tanya_x")
        up = places[1].selectbox(t("Tegak"), numbers, index=len(numbers) - 1, key="tanya_y")
        kind = places[2].selectbox(
            t("Bentuk"), list(KINDS), format_func=lambda kind: t(KINDS[kind]), key="tanya_bentuk"
        )
        told = t("{up} menurut {along}").format(up=up, along=along)
        draw_chart(_chart(rows.head(CHART_ROWS), along, up, kind), work.lang, told, "tanya_gambar")
        if len(rows) > CHART_ROWS:
            st.caption(t("Digambar: {n} baris pertama.").format(n=formats.number(CHART_ROWS, 0, work.lang)))


def _chart(rows: pd.DataFrame, along: str, up: str, kind: str) -> Chart:
    chart, (trace, look) = figure(CHART_HEIGHT), TRACES[kind]
    if kind == "garis" and not isinstance(rows[along].dtype, pd.StringDtype):
        rows = rows.sort_values(along)
    # What is missing is a gap: never a zero.
    heights = rows[up].astype("float64")
    chart.add(trace, x=[_on_axis(value) for value in rows[along]], y=heights, **look)
    chart.update_axes("x", title={"text": along})
    ticks = ",d" if isinstance(rows[up].dtype, pd.Int64Dtype) else ",.3~f"
    chart.update_axes("y", title={"text": up}, rangemode="tozero", tickformat=ticks)
    return chart


def _on_axis(value: Any) -> Any:
    return None if pd.isna(value) else value if isinstance(value, int | float) else str(value)


def _show_files(work: WorkView, answer: QueryResult) -> None:
    """The files, or why there are none; the rule is one sentence."""
    t = work.t
    st.caption(
        t(
            "Sebagai berkas keluar hanya jawaban yang seluruhnya dapat dihitung dari jumlah setiap kantor per bulan, "
            "atau dari jumlah kota per bulan atau per hari (hari itu dari {fewest_offices} kantor atau lebih); tidak "
            "menurut layanan, topik, atau jam."
        )
    )
    if answer.leaving is None:
        reason = (
            t("Jawaban ini terpotong, jadi tidak dapat diunduh. Persempit lebih dahulu.")
            if answer.is_cut
            else t("Jawaban ini lebih rinci daripada itu, jadi hanya dapat dilihat di sini.")
        )
        note(reason)
        return
    rows, name = _marked(work, answer), _file_name(answer)
    for_people = t("CSV untuk dibaca (Excel)")
    with st.container(horizontal=True):
        show_button(for_people, lambda: csv(rows), f"{name}.csv", CSV_TYPE, "tanya_csv")
        show_button(t("CSV untuk program"), lambda: machine_csv(rows), f"{name}-program.csv", CSV_TYPE, "tanya_program")
        show_button(t("Parquet"), lambda: _parquet(rows), f"{name}.parquet", PARQUET_TYPE, "tanya_parquet")


def _marked(work: WorkView, answer: QueryResult) -> pd.DataFrame:
    """The rows with their build, and on sample data the mark."""
    t = work.t
    assert answer.leaving is not None
    marks = {t("Versi data"): answer.meta["build"]}
    if answer.meta["is_sample"]:
        marks[t("Catatan")] = t("DATA CONTOH")
    return answer.leaving.assign(**marks)


def _file_name(answer: QueryResult) -> str:
    sample = "DATA_CONTOH_" if answer.meta["is_sample"] else ""
    return f"{sample}jawaban-{answer.meta['build']}"


def _parquet(rows: pd.DataFrame) -> bytes:
    content = BytesIO()
    rows.to_parquet(content, index=False)
    return content.getvalue()
