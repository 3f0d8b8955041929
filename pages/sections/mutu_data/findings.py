"""Figures that somebody should look at, a line an office and finding."""

from collections.abc import Iterator

import pandas as pd

from analytics import quality
from core import formats
from core.reasons import reasons
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import View, unit_links, unit_name
from wording import ranges_text

FindingRow = tuple[pd.Series | None, str, str, str]
"""Office (None: the city), what was found, since when, what to do."""


def show_findings(facts: pd.DataFrame, month: pd.DataFrame, view: View) -> None:
    """Show one line an office and finding; `facts` up to the end, `month` those of the chosen month."""
    t = view.t
    lines = [*_together(view), *_early(month, view), *_silent(facts, view)]
    if not lines:
        note(t("Tidak ada angka yang janggal pada {month}.").format(month=view.period_name), "empty")
        return
    table = {
        t("Kantor"): [t("{full_city}") if row is None else unit_name(row, view) for row, *_ in lines],
        t("Temuan"): [finding for _, finding, _, _ in lines],
        t("Tanggal"): [days for *_, days, _ in lines],
        t("Tindakan"): [action for *_, action in lines],
    }
    title = t("Angka yang perlu diperiksa")
    links = unit_links([row for row, *_ in lines if row is not None], view)
    show_table(pd.DataFrame(table), caption=title, height=420, links=links)
    names = ("name", "finding", "days", "action")
    raw = pd.DataFrame({name: list(values) for name, values in zip(names, table.values(), strict=True)})
    show_tools(view, Sheet(title, raw, ("officer_ratio", "silent_log")), "temuan")


def _together(view: View) -> Iterator[FindingRow]:
    """The rules that look at rows together, as the load found them, in the chosen month and place."""
    found = quality.findings_in(view.build.finding, *view.period)
    found = found.merge(view.build.units, on="unit_code", how="left")
    for _, row in (found if view.is_city_shown else view.scoped(found)).iterrows():
        known = reasons()[row["reason"]]
        counts = {name: formats.number(row[name], 0, view.lang) for name in ("value", "compared")}
        days = ranges_text(((row["first_day"].date(), row["last_day"].date()),), view.lang)
        yield row if row["unit_code"] else None, view.t(known.sentence).format(**counts), days, view.t(known.for_sender)


def _early(month: pd.DataFrame, view: View) -> Iterator[FindingRow]:
    for _, row in quality.requests_not_live(month).iterrows():
        sentence = view.t("{n} permohonan warga padahal belum aktif")
        finding = sentence.format(n=formats.number(row["requests"], 0, view.lang))
        yield row, finding, formats.short_day(row["first_day"], view.lang), view.t("perbarui daftar peluncurannya")


def _silent(facts: pd.DataFrame, view: View) -> Iterator[FindingRow]:
    """Live offices without any request just now, and since when."""
    for _, row in quality.silent_logs(facts, view.end).iterrows():
        sentence = view.t("kantor aktif tanpa permohonan selama {n} hari")
        finding = sentence.format(n=formats.number(row["silent_days"], 0, view.lang))
        since = formats.short_day(row["last_request"], view.lang)
        yield row, finding, since, view.t("tanyakan apakah layanan digitalnya dipakai")
