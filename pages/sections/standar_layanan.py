"""How long the month's requests take until they are ready, as ranges, and how many within the time promised."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.services import ALL_SERVICES
from core import formats
from core.disclosure import WITHHELD
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.services import service_names, shown_count
from pages.view.view import FrameRow, View, unit_links, unit_name

MINUTES_PER_HOUR, HOURS_PER_DAY = 60, 24
HOURS_SHOWN = 48


def show_standard(view: View) -> None:
    """Say how many were ready in time; without any service time, that nothing is judged."""
    t, lang = view.t, view.lang
    ready = view.build.month_services(view.month).ready
    rows = ready[(ready["place"] == view.place) & (ready["service"] == ALL_SERVICES)]
    month = formats.month(view.month, lang)
    if not _has_standard(view):
        told = t(
            "Waktu layanan (Perwali 23/2024) belum diisi, jadi lamanya ditampilkan tanpa penilaian. Isi sla.csv di "
            "data/local."
        )
        note(told, "empty")
        return
    share = _within(rows.iloc[0], view) if len(rows) else formats.MISSING
    reason = rows["sla_reason"].iloc[0] if len(rows) else ""
    if reason == "no_sla":
        note(t("Tidak ada permohonan {month} untuk layanan yang punya waktu layanan.").format(month=month), "empty")
        return
    if reason == "none_due":
        note(t("Waktu layanan permohonan {month} belum ada yang habis.").format(month=month), "empty")
        return
    if share == formats.MISSING:
        note(t("{month}: belum diketahui berapa yang siap dalam waktu layanannya.").format(month=month), "empty")
        return
    note(
        t("Dari permohonan {month} yang waktu layanannya sudah habis, {share} siap dalam waktu itu.").format(
            month=month, share=share
        )
    )


def _has_standard(view: View) -> bool:
    """True once somebody has typed in the time of a service."""
    return bool(view.build.services["sla_days"].notna().any())


def show_offices(view: View) -> None:
    """Show all services together at each office of the place that had requests in the month."""
    t, lang = view.t, view.lang
    ready = view.build.month_services(view.month).ready
    own = ready[ready["service"] == ALL_SERVICES].rename(columns={"place": "unit_code"})
    units = view.scoped(view.build.units)[["unit_code", "name", "kind", "kecamatan"]]
    rows = units.merge(own, on="unit_code").sort_values(["kecamatan", "kind", "name"])
    if rows.empty:
        month = formats.month(view.month, lang)
        note(t("Tidak ada permohonan di wilayah ini pada {month}.").format(month=month), "empty")
        return
    records = rows.to_dict("records")
    table = pd.DataFrame(
        {
            t("Kantor"): [unit_name(row, view) for row in records],
            **_times(records, view),
        }
        | ({t("Dalam waktu layanan"): [_within(row, view) for row in records]} if _has_standard(view) else {})
    )
    title = t("Lama proses menurut kantor {month}").format(month=formats.month(view.month, lang))
    numeric = tuple(table.columns[1:])
    show_table(table, caption=title, numeric=numeric, height=480, links=unit_links(records, view))
    raw = rows.drop(columns=["kind", "service", "sla_reason"])
    show_tools(view, Sheet(title, raw, ("processing_time", "sla_share")), "proses_kantor")


def show_processing(view: View) -> None:
    """Show the month: all services, then each, of a kecamatan's only the times; of one office all together alone."""
    t, lang = view.t, view.lang
    ready = view.build.month_services(view.month).ready
    rows = ready[ready["place"] == view.place]
    if rows.empty:
        month = formats.month(view.month, lang)
        note(t("Tidak ada permohonan di wilayah ini pada {month}.").format(month=month), "empty")
        return
    names = service_names(view) | {ALL_SERVICES: t("Semua layanan")}
    codes = list(rows["service"])
    rows = rows.assign(service=[names.get(code, code) for code in rows["service"]])
    records = rows.to_dict("records")
    table = pd.DataFrame(
        {
            t("Layanan"): list(rows["service"]),
            **_times(records, view),
        }
        | (_judged(codes, records, view) if _has_standard(view) else {})
    )
    title = t("Lama proses permohonan {month}").format(month=formats.month(view.month, lang))
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    st.caption(
        t(
            "Antara dua ekspor lamanya tidak diketahui, jadi setiap angka adalah rentang. Semua permohonan ikut, "
            "kecuali yang dibatalkan: yang belum siap sesudah waktunya habis tidak tepat waktu. Waktu layanan diisi "
            "kota (sla.csv), dalam hari kalender."
        )
    )
    st.caption(
        t(
            "Menurut layanan hitungan hanya ada untuk seluruh kota. <{smallest_shown} dan x: disembunyikan "
            "supaya orang tidak dikenali."
        )
    )
    sheet = Sheet(title, rows.drop(columns=["place", "sla_reason"]), ("processing_time", "sla_share"))
    show_tools(view, sheet, "proses")


def _times(records: Sequence[FrameRow], view: View) -> dict[str, list[str]]:
    """Requests, the part seen ready, and how long half and nine of ten of them took."""
    t, lang = view.t, view.lang
    return {
        t("Permohonan"): [shown_count(row["requests"], lang) for row in records],
        t("Terlihat siap"): [_seen(row, lang) for row in records],
        t("Separuh siap dalam"): [_range(row, "median", view) for row in records],
        t("Sembilan dari sepuluh dalam"): [_range(row, "p90", view) for row in records],
    }


def _judged(codes: Sequence[str], records: Sequence[FrameRow], view: View) -> dict[str, list[str]]:
    """The time promised for each service, and the part that was ready within it."""
    return {
        view.t("Waktu layanan"): [_standard(code, view) for code in codes],
        view.t("Dalam waktu layanan"): [_within(row, view) for row in records],
    }


def _standard(code: str, view: View) -> str:
    """The time promised for a service, in calendar days."""
    services = view.build.services.set_index("service")["sla_days"]
    days = services.get(code)
    return (
        formats.MISSING
        if days is None or pd.isna(days)
        else view.t("{n} hari").format(n=formats.number(days, 0 if days % 1 == 0 else 1, view.lang))
    )


def _seen(row: FrameRow, lang: str) -> str:
    """The part that was seen ready; a mark where it is hidden, nothing where there is no count."""
    is_hidden: bool = pd.isna(row["observed_share"]) and not pd.isna(row["observed"])
    return WITHHELD if is_hidden else formats.percent(float(str(row["observed_share"])), 0, lang)


def _range(row: FrameRow, name: str, view: View) -> str:
    """A range in words: hours up to two days, then days; where nothing is known of its beginning, only its end.

    With a beginning and no end that part is not ready yet.
    """
    low, high = (float(str(row[f"{name}_{side}"])) / MINUTES_PER_HOUR for side in ("from", "to"))
    if pd.isna(high):
        return formats.MISSING if pd.isna(low) else view.t("belum tercapai")
    unit, scale = (view.t("jam"), 1) if high <= HOURS_SHOWN else (view.t("hari"), HOURS_PER_DAY)
    ends = [formats.number(value / scale, 0 if value % scale == 0 else 1, view.lang) for value in (low, high)]
    if not low and high:
        return view.t("paling lama {time}").format(time=f"{ends[1]} {unit}")
    return f"{ends[1]} {unit}" if low == high else f"{ends[0]}–{ends[1]} {unit}"


def _within(row: FrameRow, view: View) -> str:
    if row["sla_reason"] == "no_sla":
        return view.t("tidak ditetapkan")
    low, high = (float(str(row[f"sla_share_{side}"])) for side in ("lower", "upper"))
    end = formats.percent(high, 0, view.lang)
    return end if pd.isna(low) or low == high else formats.share_interval(low, high, view.lang, 0)
