"""The digital share of a month in other ways: of the whole week, inside the application, without known help."""

from math import nan

import pandas as pd
import streamlit as st

from analytics import uptake
from core import formats
from pages.parts.cards import show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.tables.month_table import outgoing
from pages.view.view import FrameRow, View
from wording import share_or_reason

LEAVING = [
    "numerator", "denominator", "share", "lower", "upper", "completeness", "unsplit_part", "is_lower_bound", "reason",
]  # fmt: skip
"""What a download holds of each share."""
NEEDED = [*LEAVING, "lower_unknown", "upper_unknown", "state"]
"""What the table needs; a share that no visit is part of has no bounds for unknown origins (UNMARKED)."""
UNMARKED = {"unsplit_part": nan, "is_lower_bound": False, "lower_unknown": nan, "upper_unknown": nan}


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
    title = t("Porsi digital {month}, dihitung dengan cara lain").format(month=view.period_name)
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    basis = view.build.meta.get("help_link_basis")
    linked = t("Panggilan 112 ditautkan dengan dasar hukum: {basis}. Batas atas: bantuan petugas tidak terlihat.")
    off = t("Tanpa bantuan yang diketahui: tidak dihitung sebelum pengaturan tautkan_112 menyebut dasar hukumnya.")
    st.caption(linked.format(basis=basis) if basis else off)
    keys = ("digital_share", "week_share", "inside_application", "without_known_help")
    raw = outgoing(rows[["figure", *LEAVING]]).rename(columns={"share": "portion"})
    show_tools(view, Sheet(title, raw, keys), "porsi_lain")


def _rows(view: View) -> pd.DataFrame:
    """One row a share: figure (its name), then NEEDED."""
    t = view.t
    month = view.in_period(view.chosen.facts)
    links, basis = view.build.help_links
    shares = {
        t("Porsi digital"): uptake.digital_share(month),
        t("Seminggu penuh, termasuk hari libur"): uptake.week_share(month),
        t("Di dalam aplikasi saja"): uptake.inside_application(month),
        t("Tanpa bantuan yang diketahui"): uptake.without_known_help(month, links, basis, view.end),
    }
    every = [frame.assign(**{k: v for k, v in UNMARKED.items() if k not in frame}) for frame in shares.values()]
    named = [frame[NEEDED].assign(figure=name) for name, frame in zip(shares, every, strict=True)]
    return pd.concat(named, ignore_index=True)


def _share(row: FrameRow, lang: str) -> str:
    """The share with its interval, or why there is none."""
    told = share_or_reason(row, lang)
    return told if row["reason"] else f"{told} ({formats.share_interval(row['lower'], row['upper'], lang)})"
