"""The map in words: its layers, their classes, and what a layer shows to those who do not see it."""

from collections.abc import Callable

import pandas as pd

from analytics.uptake import is_rankable
from core import formats
from core.theme import STATUS_COLOURS, UNKNOWN
from pages.maps.layers import levels
from pages.sections.bantuan_112.need import none_needs_help, why_no_need
from pages.view.view import FrameRow, View, name_in_table, unit_name
from wording import per_residents_words, residents_words, status_word

NAMED = 2


def layer_names(view: View) -> dict[str, str]:
    """The layers as the reader chooses them."""
    t = view.t
    return {
        "status": t("Status peluncuran"),
        "porsi": t("Porsi digital"),
        "kelengkapan": t("Kelengkapan kunjungan loket"),
        "bantuan": t("Perlu bantuan 112"),
        "penduduk": t("Permohonan digital per 1.000 penduduk"),
    }


def shapes_note(is_official: bool, view: View) -> str:
    """Return what the shapes are, and what they are not."""
    if is_official:
        source = formats.dated(view.build.official_source, view.build.official_day, view.lang)
        return view.t("Batas resmi yang diimpor: {source}. Garisnya disederhanakan.").format(source=source)
    # Near by, with few of one size and each named, there is nothing to take for its area.
    return "" if view.area else view.t("Satu segi enam, satu kelurahan; besarnya bukan luasnya.")


def word_of(status: str, view: View) -> str:
    """Return a status of the map in words; the one not known says so."""
    return status_word(None if status == UNKNOWN else status, view.lang)


def level_names(layer: str, view: View) -> list[str]:
    """The classes of a layer, in the order of pages.maps.layers.levels."""
    t = view.t
    if layer == "status":
        return [word_of(status, view) for status in STATUS_COLOURS]
    if layer == "bantuan":
        return [
            t("tidak lebih dari kantor lain"),
            t("lebih banyak, tetapi bisa kebetulan"),
            t("jelas lebih banyak"),
            t("belum dapat dibandingkan"),
        ]
    write = _plain if layer == "penduduk" else _percent
    return [_range(level.low, level.high, write, view) for level in levels(layer)]


def _percent(bound: float | None, lang: str) -> str:
    return formats.percent(bound, 0, lang)


def _plain(bound: float | None, lang: str) -> str:
    return formats.number(bound, 0, lang)


def _range(low: float | None, high: float | None, write: Callable[[float | None, str], str], view: View) -> str:
    if low is None and high is None:
        return view.t("tanpa angka")
    ends = {"low": write(low, view.lang), "high": write(high, view.lang)}
    if low is None:
        return view.t("kurang dari {high}").format(**ends)
    if high is None:
        return view.t("{low} atau lebih").format(**ends)
    return f"{ends['low'].removesuffix('%')}–{ends['high']}"


def map_summary(frame: pd.DataFrame, layer: str, view: View) -> str:
    """One or two sentences that say what the map of a layer shows."""
    if layer == "status":
        return _statuses(frame, view)
    if layer == "bantuan":
        return _help(frame, view)
    if layer == "penduduk":
        return _residents(frame, view)
    return _shares(frame, view) if layer == "porsi" else _reports(frame, view)


def _statuses(frame: pd.DataFrame, view: View) -> str:
    """What matters most; the legend counts the rest."""
    t, is_live = view.t, frame["status"].eq("aktif")
    places, offices = frame["kind"].eq("kelurahan"), frame["kind"].eq("kecamatan")
    parts = []
    if places.any():
        text = t("{live} dari {n} kelurahan")
        parts.append(text.format(live=int((is_live & places).sum()), n=int(places.sum())))
    if offices.any():
        text = t("{live} dari {n} kantor kecamatan")
        parts.append(text.format(live=int((is_live & offices).sum()), n=int(offices.sum())))
    return t("Aktif pada {day}: {parts}.").format(day=_day(view), parts=t(" dan ").join(parts))


def _shares(frame: pd.DataFrame, view: View) -> str:
    t, known = view.t, frame[frame["share"].notna()].sort_values("share", ascending=False)
    sure = known[is_rankable(known)]
    if sure.empty:
        return t("Belum ada kantor yang datanya cukup untuk porsi digital.")
    some = min(NAMED, max(len(sure) // 2, 1))
    return t("Porsi digital tertinggi: {high}. Terendah: {low}.").format(
        high=_named(sure.head(some), "share", view),
        low=_named(sure.tail(some)[::-1], "share", view),
    )


def _reports(frame: pd.DataFrame, view: View) -> str:
    t, known = view.t, frame[frame["completeness"].notna()].sort_values("completeness")
    short = known[known["completeness"] < levels("kelengkapan")[0].high]
    if known.empty:
        return t("Tidak ada laporan yang jatuh tempo.")
    if short.empty:
        return t("Semua kantor melaporkan kunjungan loket untuk sedikitnya {min_completeness} harinya.")
    return t(
        "{n} dari {all} kantor melaporkan kunjungan loket untuk kurang dari {min_completeness} harinya: {names}."
    ).format(n=len(short), all=len(known), names=_named(short.head(2 * NAMED), "completeness", view))


def _help(frame: pd.DataFrame, view: View) -> str:
    t, known = view.t, frame[frame["rate"].notna()]
    needy = known[known["needs_help"].fillna(False).astype(bool)].sort_values("rate", ascending=False)
    if known.empty:
        return why_no_need(view if view.build.scope.office else view.at(kecamatan=view.kecamatan))
    if needy.empty:
        return none_needs_help(int(known["is_compared"].sum()), view)
    names = ", ".join(unit_name(row, view) for row in needy.to_dict("records"))
    return t(
        "Panggilan bantuan dalam {need_weeks} minggu terakhir jelas lebih banyak daripada di kantor lain: {names}."
    ).format(names=names)


def _residents(frame: pd.DataFrame, view: View) -> str:
    """Where most and where fewest residents send requests; those together are per resident of all these kelurahan."""
    t, lang = view.t, view.lang
    known = frame[frame["per_thousand"].notna()].sort_values("per_thousand", ascending=False)
    if known.empty:
        return t("Belum ada kelurahan aktif yang permohonannya dapat dihitung per penduduk.")
    some = min(NAMED, max(len(known) // 2, 1))
    told = t(
        "{n} kelurahan aktif: {rate} permohonan digital per 1.000 penduduk dalam {month_days} hari. Terbanyak: {high}. "
        "Paling sedikit: {low}."
    )
    return told.format(
        n=len(known),
        rate=residents_words(known, lang),
        high=_listed(known.head(some), per_residents_words, view),
        low=_listed(known.tail(some)[::-1], per_residents_words, view),
    )


def _named(rows: pd.DataFrame, column: str, view: View) -> str:
    return _listed(rows, lambda row, lang: formats.percent(row[column], 0, lang), view)


def _listed(rows: pd.DataFrame, write: Callable[[FrameRow, str], str], view: View) -> str:
    return ", ".join(f"{name_in_table(row, view)} ({write(row, view.lang)})" for row in rows.to_dict("records"))


def _day(view: View) -> str:
    return formats.day(view.end, view.lang)
