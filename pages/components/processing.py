"""How long the month's requests take until they are ready, as ranges, and how many were seen ready at all."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics.processing import processing_time
from core import formats
from core.disclosure import SMALLEST_SHOWN
from pages.components.cards import note, show_table
from pages.components.downloads import Sheet
from pages.components.services import service_names
from pages.components.tools import show_tools
from pages.components.view import View

MINUTES_PER_HOUR, HOURS_PER_DAY = 60, 24
HOURS_SHOWN = 48
TIMES = ("median_from", "median_to", "p90_from", "p90_to", "sla_share_lower", "sla_share_upper")
SHOWN = ("service", "requests", "observed", "observed_share", *TIMES)


def show_processing(view: View) -> None:
    """Show the table of the month: all services, then each of them; of one office only all together."""
    t, lang = view.t, view.lang
    durations = view.of_month(view.scoped(_dated(view.build.table("duration_month"))))
    if durations.empty:
        month = formats.month(view.month, lang)
        note(t("Tidak ada permohonan di wilayah ini pada {month}.").format(month=month), "empty")
        return
    rows = _rows(durations, view)
    records = rows.to_dict("records")
    table = pd.DataFrame(
        {
            t("Layanan"): list(rows["service"]),
            t("Permohonan"): [formats.number(row["requests"], 0, lang) for row in records],
            t("Terlihat siap"): [formats.percent(row["observed_share"], 0, lang) for row in records],
            t("Separuh siap dalam"): [_range(row, "median", view) for row in records],
            t("Sembilan dari sepuluh dalam"): [_range(row, "p90", view) for row in records],
            t("Dalam waktu layanan"): [_within(row, view) for row in records],
        }
    )
    title = t("Lama proses permohonan {month}").format(month=formats.month(view.month, lang))
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    st.caption(
        t(
            "Antara dua ekspor lamanya tidak diketahui, jadi setiap angka adalah rentang. Yang belum terlihat siap "
            "tidak ikut. Waktu layanan diisi kota (sla.csv), dalam hari kalender."
        )
    )
    show_tools(view, Sheet(title, rows[list(SHOWN)], ("processing_time", "sla_share")), "proses")


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(month=pd.to_datetime(frame["month"]).astype("datetime64[us]"))


def _rows(durations: pd.DataFrame, view: View) -> pd.DataFrame:
    """All services, then each with so many requests that nobody can be recognised; times of a handful are left out."""
    services, names = view.build.table("services"), service_names(view)
    whole = processing_time(durations, services).assign(service=view.t("Semua layanan"))
    parts = processing_time(durations, services, ["service"]) if view.unit is None else whole.iloc[:0]
    parts = parts[parts["requests"] >= SMALLEST_SHOWN].sort_values("requests", ascending=False)
    rows = pd.concat([whole, parts.assign(service=[names.get(code, code) for code in parts["service"]])])
    few = (rows["observed"] < SMALLEST_SHOWN) | (rows["requests"] - rows["observed"]).between(1, SMALLEST_SHOWN - 1)
    hidden = rows[["observed", "observed_share"]].mask(few)
    times = rows[list(TIMES)].mask(rows["observed"] < SMALLEST_SHOWN)
    return rows.assign(**hidden, **times)


def _range(row: Mapping[str, object], name: str, view: View) -> str:
    """A range in words: hours up to two days, then days; where nothing is known of its beginning, only its end."""
    low, high = (float(str(row[f"{name}_{side}"])) / MINUTES_PER_HOUR for side in ("from", "to"))
    if pd.isna(high):
        return formats.MISSING
    unit, scale = (view.t("jam"), 1) if high <= HOURS_SHOWN else (view.t("hari"), HOURS_PER_DAY)
    ends = [formats.number(value / scale, 0 if value % scale == 0 else 1, view.lang) for value in (low, high)]
    if not low and high:
        return view.t("paling lama {time}").format(time=f"{ends[1]} {unit}")
    return f"{ends[1]} {unit}" if low == high else f"{ends[0]}–{ends[1]} {unit}"


def _within(row: Mapping[str, object], view: View) -> str:
    if row["sla_reason"] == "no_sla":
        return view.t("tidak ditetapkan")
    low, high = (float(str(row[f"sla_share_{side}"])) for side in ("lower", "upper"))
    end = formats.percent(high, 0, view.lang)
    return end if pd.isna(low) or low == high else f"{formats.number(100 * low, 0, view.lang)}–{end}"
