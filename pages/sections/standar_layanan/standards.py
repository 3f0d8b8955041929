"""How long the month's requests take until they are ready, as ranges, and how many within the time promised."""

from collections.abc import Sequence
from math import inf

import pandas as pd
import streamlit as st

from analytics.services import ALL_SERVICES
from core import formats
from core.disclosure import WITHHELD
from pages.parts.cards import caption, note
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.services import service_names, shown_count
from pages.tables.ranked_table import UP, RankedColumn, Rows, share_bar, show_ranked
from pages.view.address import link
from pages.view.view import FrameRow, View, unit_name

MINUTES_PER_HOUR, HOURS_PER_DAY = 60, 24
HOURS_SHOWN = 48
DEFINED = ("processing_time", "sla_share")


def show_standard(view: View) -> None:
    """Say how many were ready in time and how long they took; without any service time, that nothing is judged."""
    t = view.t
    ready = view.build.month_services(view.month).ready
    rows = ready[(ready["place"] == view.place) & (ready["service"] == ALL_SERVICES)]
    if rows.empty:
        month = formats.month(view.month, view.lang)
        note(t("Tidak ada permohonan di wilayah ini pada {month}.").format(month=month), "empty")
        return
    row = rows.to_dict("records")[0]
    if not _has_standard(view):
        told = t(
            "Waktu layanan (Perwali 23/2024) belum diisi, jadi lamanya ditampilkan tanpa penilaian. Mintalah pengelola "
            "data mengisinya."
        )
        note(told, "empty")
    judged = [_judged_words(row, view)] if _has_standard(view) else []
    note(" ".join([*judged, _times_words(row, view), *_counted_too(row, view)]))


def _counted_too(row: FrameRow, view: View) -> list[str]:
    """That those not ready count, where it is told that there are some."""
    if pd.isna(row["median_to"]) or not row["observed_share"] < 1:
        return []
    # Those open for long are of all months, and so not the time that nine of ten took.
    return [
        view.t("Permohonan {month} yang belum siap ikut dihitung.").format(month=formats.month(view.month, view.lang))
    ]


def _judged_words(row: FrameRow, view: View) -> str:
    """How many were in time, or why that cannot be said."""
    t, month = view.t, formats.month(view.month, view.lang)
    share = _within(row, view)
    if row["sla_reason"] == "no_sla":
        text = t("Tidak ada permohonan {month} untuk layanan yang punya waktu layanan.")
    elif row["sla_reason"] == "none_due":
        text = t("Waktu layanan permohonan {month} belum ada yang habis.")
    elif share == formats.MISSING:
        text = t("{month}: belum diketahui berapa yang siap dalam waktu layanannya.")
    else:
        text = t("Dari permohonan {month} yang waktu layanannya sudah habis, {share} siap dalam waktu itu.")
    return text.format(month=month, share=share)


def _times_words(row: FrameRow, view: View) -> str:
    """How long half and nine of ten took."""
    t = view.t
    half, most = (_at_most(row, name, view) for name in ("median", "p90"))
    if half == formats.MISSING:
        return t("Lamanya disembunyikan supaya orang tidak dikenali.")
    if pd.isna(row["median_to"]):
        return t("Separuhnya belum siap.")
    if most == formats.MISSING:
        return t("Separuh siap dalam {half}.").format(half=half)
    if pd.isna(row["p90_to"]):
        return t("Separuh siap dalam {half}; sembilan dari sepuluh belum tercapai.").format(half=half)
    return t("Separuh siap dalam {half}, sembilan dari sepuluh dalam {most}.").format(half=half, most=most)


def _has_standard(view: View) -> bool:
    """True once somebody has typed in the time of a service."""
    return bool(view.build.services["sla_days"].notna().any())


def show_offices(view: View) -> None:
    """Show all services together at each office of the place that had requests in the month, the slowest first."""
    t, lang = view.t, view.lang
    ready = view.build.month_services(view.month).ready
    own = ready[ready["service"] == ALL_SERVICES].rename(columns={"place": "unit_code"})
    units = view.scoped(view.build.units)[["unit_code", "name", "kind", "kecamatan"]]
    rows = _worst_first(units.merge(own, on="unit_code").sort_values(["kecamatan", "kind", "name"]), view)
    if rows.empty:
        month = formats.month(view.month, lang)
        note(t("Tidak ada permohonan di wilayah ini pada {month}.").format(month=month), "empty")
        return
    records = rows.to_dict("records")
    names = [unit_name(row, view) for row in records]
    title = t("Lama proses menurut kantor {month}").format(month=formats.month(view.month, lang))
    words = [f"{name} {row['kecamatan']}" for name, row in zip(names, records, strict=True)]
    offices = Rows(t("Kantor"), names, [link("kelurahan", unit=row["unit_code"]) for row in records], words)
    show_ranked(view, offices, _columns(records, view), caption=title, key="_kantor")
    show_tools(view, Sheet(title, rows.drop(columns=["kind", "service", "sla_reason"]), DEFINED), "proses_kantor")


def show_processing(view: View) -> None:
    """Show the month by service, the slowest first, of a kecamatan's only the times; of one office all together."""
    t, lang = view.t, view.lang
    ready = view.build.month_services(view.month).ready
    own = ready[ready["place"] == view.place]
    names = service_names(view) | {ALL_SERVICES: t("Semua layanan")}
    rows = _worst_first(own[own["service"].ne(ALL_SERVICES) | bool(view.unit)], view)
    if rows.empty:
        return
    st.header(t("Menurut layanan"))
    records = rows.to_dict("records")
    title = t("Lama proses permohonan {month}").format(month=formats.month(view.month, lang))
    services = Rows(t("Layanan"), [names.get(code, code) for code in rows["service"]], [""] * len(rows))
    columns = _columns(records, view)
    if _has_standard(view):
        columns[-1] = _standards(records, view)
    show_ranked(view, services, columns, caption=title, is_searched=False)
    if rows[["requests", "observed"]].map(lambda count: isinstance(count, str)).any(axis=None):
        caption(t("<{smallest_shown} dan x: disembunyikan supaya orang tidak dikenali."), on_phone=False)
    every = own.assign(service=[names.get(code, code) for code in own["service"]])
    show_tools(view, Sheet(title, every.drop(columns=["place", "sla_reason"]), DEFINED), "proses")


def _standards(records: Sequence[FrameRow], view: View) -> RankedColumn:
    days = [_standard_days(row["service"], view) for row in records]
    shown = [_standard(row["service"], view) for row in records]
    return RankedColumn("standar", view.t("Waktu layanan"), shown, days, on_phone="hidden", is_number=True)


def _worst_first(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows with the smallest part in time at best first, then those that take longest; what is hidden last."""
    in_time = rows["sla_share_upper"] if _has_standard(view) else float("nan")
    ranked = rows.assign(in_time=in_time, half=[_longest(row, "median") for row in rows.to_dict("records")])
    ranked = ranked.sort_values(["in_time", "half"], ascending=[True, False], kind="stable")
    return ranked.drop(columns=["in_time", "half"])


def _columns(records: Sequence[FrameRow], view: View) -> list[RankedColumn]:
    """The part in time, where one is told, and how long half took; the rest beside them where there is room."""
    t, lang = view.t, view.lang
    times = {name: [_at_most(row, name, view) for row in records] for name in ("median", "p90")}
    longest = {name: [_longest(row, name) for row in records] for name in times}
    # A kecamatan's services have times alone.
    has_shares = _has_standard(view) and any(pd.notna(row["sla_share_upper"]) for row in records)
    columns = [
        RankedColumn(
            "separuh", *_headed(t("Separuh siap dalam"), times["median"], view), longest["median"],
            on_phone="second" if has_shares else "beside", is_number=True,
        ),
        RankedColumn(
            "terlama", *_headed(t("Sembilan dari sepuluh dalam"), times["p90"], view), longest["p90"],
            on_phone="hidden", is_number=True,
        ),
        RankedColumn(
            "siap", t("Sudah siap"), [_seen(row, lang) for row in records],
            [row["observed_share"] for row in records], UP, "hidden", is_number=True,
        ),
        RankedColumn(
            "permohonan", t("Permohonan"), [shown_count(row["requests"], lang) for row in records],
            [None if isinstance(row["requests"], str) else row["requests"] for row in records], on_phone="hidden",
            is_number=True,
        ),
    ]  # fmt: skip
    if not has_shares:
        return columns
    shares = [share_bar(float(str(row["sla_share_lower"])), _within(row, view)) for row in records]
    within = RankedColumn(
        "tepat", t("Dalam waktu layanan"), shares, [row["sla_share_upper"] for row in records], UP, "beside",
        is_number=True, is_html=True,
    )  # fmt: skip
    return [within, *columns]


def _headed(head: str, times: Sequence[str], view: View) -> tuple[str, list[str]]:
    """A heading with its times: that they are the most is said in it, once, where it is so of every one."""
    before, _, after = view.t("paling lama {time}").partition("{time}")
    told = [time for time in times if time != formats.MISSING]
    if not told or not all(time.startswith(before) and time.endswith(after) for time in told):
        return head, list(times)
    short = [time.removeprefix(before).removesuffix(after) for time in times]
    return view.t("{head} paling lama").format(head=head), short


def _longest(row: FrameRow, name: str) -> float:
    """By what a time is sorted: one not reached yet is the longest."""
    low, high = (float(str(row[f"{name}_{side}"])) for side in ("from", "to"))
    return inf if pd.isna(high) and not pd.isna(low) else high


def _standard(code: object, view: View) -> str:
    """The time promised for a service, in calendar days."""
    days = _standard_days(code, view)
    if pd.isna(days):
        return formats.MISSING
    return view.t("{n} hari").format(n=formats.number(days, 0 if days % 1 == 0 else 1, view.lang))


def _standard_days(code: object, view: View) -> float:
    services = view.build.services.set_index("service")["sla_days"]
    return float(services.get(code, float("nan")))


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


def _at_most(row: FrameRow, name: str, view: View) -> str:
    """The end of a range alone: both ends read as the quickest and the slowest request. The file has both."""
    low, high = row[f"{name}_from"], row[f"{name}_to"]
    return _range({f"{name}_from": low if low == high or pd.isna(high) else 0.0, f"{name}_to": high}, name, view)


def _within(row: FrameRow, view: View) -> str:
    if row["sla_reason"] == "no_sla":
        return view.t("tidak ditetapkan")
    low, high = (float(str(row[f"sla_share_{side}"])) for side in ("lower", "upper"))
    end = formats.percent(high, 0, view.lang)
    return end if pd.isna(low) or low == high else formats.share_interval(low, high, view.lang, 0)
