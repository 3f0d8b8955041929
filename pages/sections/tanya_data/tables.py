"""What there is to ask: the tables of a build and what their columns mean."""

import pandas as pd
import streamlit as st

from core.tables import BY_NAME, TABLES
from pages.parts.cards import show_table
from pages.view.work import WorkView


def show_dictionary(work: WorkView) -> None:
    """Show one table of the build at a time: its meaning, its columns, and what makes a row one."""
    t = work.t
    names = {table.name: f"{table.name}: {t(table.meaning)}" for table in TABLES}
    chosen = st.selectbox(t("Tabel"), list(names), format_func=lambda name: names[name], key="tanya_tabel")
    table = BY_NAME[chosen]
    rows = pd.DataFrame(
        {
            t("Kolom"): table.column_names,
            t("Jenis"): [column.kind for column in table.described],
            t("Arti"): [t(column.meaning) for column in table.described],
        }
    )
    show_table(rows, caption=table.name, height=420)
    st.caption(t("Satu baris untuk setiap: {key}").format(key=", ".join(table.key)))
