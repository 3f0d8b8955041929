"""The month's digital share beside three others that are counted differently, each with its interval or the reason."""

import pandas as pd
import streamlit as st

from analytics import uptake
from core import formats
from pages.components.cards import show_table
from pages.components.downloads import Sheet
from pages.components.tools import show_tools
from pages.components.view import View
from report.words import reason_words

FIGURES = ["numerator", "denominator", "share", "lower", "upper", "completeness", "reason"]


def show_other_shares(view: View) -> None:
    """Show the four shares of the month over the same offices."""
    t, lang = view.t, view.lang
    rows = _rows(view)
    records = rows.to_dict("records")
    table = pd.DataFrame(
        {
            t("Cara menghitung"): list(rows["figure"]),
            t("Porsi"): [_share(row, lang) for row in records],
            t("Pembilang"): [formats.number(row["numerator"], 0, lang) for row in records],
            t("Penyebut"): [formats.number(row["denominator"], 0, lang) for row in records],
        }
    )
    title = t("Porsi digital {month}, dihitung dengan cara lain").format(month=formats.month(view.month, lang))
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    basis = view.build.meta.get("help_link_basis")
    linked = t("Panggilan 112 ditautkan dengan dasar hukum: {basis}. Batas atas: bantuan petugas tidak terlihat.")
    off = t("Tanpa bantuan yang diketahui: mati sampai pengaturan tautkan_112 menyebut dasar hukumnya.")
    st.caption(linked.format(basis=basis) if basis else off)
    keys = ("digital_share", "week_share", "inside_application", "without_known_help")
    show_tools(view, Sheet(title, rows.rename(columns={"share": "portion"}), keys), "porsi_lain")


def _rows(view: View) -> pd.DataFrame:
    """One row a share: figure (its name), then FIGURES."""
    t = view.t
    month = view.in_month(view.scoped(view.build.facts))
    links, basis = view.build.help_links()
    shares = {
        t("Porsi digital"): uptake.digital_share(month),
        t("Sepekan penuh, hari libur termasuk"): uptake.week_share(month),
        t("Di dalam aplikasi saja"): uptake.inside_application(month),
        t("Tanpa bantuan yang diketahui"): uptake.without_known_help(month, links, basis, view.end),
    }
    return pd.concat([frame[FIGURES].assign(figure=name) for name, frame in shares.items()], ignore_index=True)


def _share(row: dict[str, object], lang: str) -> str:
    """The share with its interval, or why there is none."""
    if row["reason"]:
        return reason_words(str(row["reason"]), lang)
    share, lower, upper = (formats.percent(row[name], 1, lang) for name in ("share", "lower", "upper"))
    return f"{share} ({lower} – {upper})"
