"""What in the numbers themselves asks for a second look: implausible, silent, or ahead of the roster."""

import pandas as pd

from analytics import quality, uptake
from core import formats
from pages.components.cards import note, show_table
from pages.components.downloads import Sheet
from pages.components.tools import show_tools
from pages.components.view import View, unit_links, unit_name


def show_findings(facts: pd.DataFrame, month: pd.DataFrame, view: View) -> None:
    """Show one line an office and finding; `facts` up to the end, `month` those of the chosen month."""
    t, lang = view.t, view.lang
    lines: list[tuple[pd.Series, str, str]] = []
    ratios = uptake.officer_ratio(month, by=["unit_code", "name", "kind"])
    for _, row in ratios[ratios["is_implausible"]].iterrows():
        counts = [formats.number(row[name], 0, lang) for name in ("numerator", "denominator")]
        lines.append((row, t("lebih banyak surat diketik petugas daripada kunjungan"), " / ".join(counts)))
    for _, row in quality.requests_not_live(month).iterrows():
        lines.append((row, t("ada permohonan warga padahal belum aktif"), formats.number(row["requests"], 0, lang)))
    for _, row in quality.silent_logs(facts, view.end).iterrows():
        days = t("{n} hari").format(n=formats.number(row["silent_days"], 0, lang))
        lines.append((row, t("kantor aktif tanpa permohonan"), days))
    if not lines:
        note(t("Tidak ada angka yang janggal bulan ini."), "empty")
        return
    table = {
        t("Kantor"): [unit_name(row, view) for row, _, _ in lines],
        t("Temuan"): [finding for _, finding, _ in lines],
        t("Angka"): [value for _, _, value in lines],
    }
    title = t("Angka yang perlu diperiksa")
    links = unit_links([row for row, _, _ in lines], view)
    show_table(pd.DataFrame(table), caption=title, numeric=(t("Angka"),), height=420, links=links)
    raw = pd.DataFrame(
        {name: list(values) for name, values in zip(("name", "finding", "figure"), table.values(), strict=True)}
    )
    sheet = Sheet(title, raw, ("officer_ratio", "silent_log"))
    show_tools(view, sheet, "temuan")
