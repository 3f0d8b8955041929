"""Peta: where the digital service is live, and the story of the office that is chosen."""

import pandas as pd
import streamlit as st

from analytics import rollout, uptake
from core import formats
from core.theme import STATUS_COLOURS
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.map import map_frame, show_legend, show_map, word_of
from pages.components.office import show_facts, show_history, show_status

view = views.current()
t, lang, build = view.t, view.lang, view.build
month = formats.month(view.month, lang)
facts = view.in_month(build.facts)
status = rollout.status_on(build.events, build.units, view.end)
frame = map_frame(status, uptake.digital_share(facts, by=["unit_code"]), view)
if view.kecamatan:
    frame = view.build.units[["unit_code", "kecamatan_code"]].merge(frame, on="unit_code")
    frame = frame[frame["kecamatan_code"] == view.kecamatan]


show_legend(view)
left, right = st.columns([2, 1], gap="medium")
with left:
    show_map(frame, view)
    st.caption(
        t(
            "Kartogram: satu segi enam per kelurahan, ditempatkan mendekati letak sebenarnya; "
            "luasnya tidak menunjukkan luas wilayah."
        )
    )
with right:
    if view.unit:
        st.header(views.unit_name(build.units.set_index("unit_code").loc[view.unit], view))
        show_status(view.unit, view)
        show_facts(view.unit, view)
        st.markdown(f"**{t('Riwayat')}**")
        show_history(view.unit, view)
    else:
        st.header(t("Pilih kantor"))
        note(
            t("Klik satu kelurahan atau kantor kecamatan, atau pilih di bilah sisi. Pilihan berlaku di semua halaman.")
        )
        counts = frame.groupby(["status", "kind"]).size().unstack(fill_value=0)
        counts = counts.reindex(index=list(STATUS_COLOURS), columns=["kelurahan", "kecamatan"], fill_value=0)
        show_table(
            pd.DataFrame(
                {
                    t("Status"): [word_of(name, view) for name in counts.index],
                    t("Kelurahan"): counts["kelurahan"].astype(str).to_list(),
                    t("Kantor kecamatan"): counts["kecamatan"].astype(str).to_list(),
                }
            ),
            caption=t("Jumlah kantor per status"),
            numeric=(t("Kelurahan"), t("Kantor kecamatan")),
        )

with st.expander(t("Tabel: semua kantor di peta")):
    ordered = frame.sort_values(["kecamatan", "kind", "name"])
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for _, row in ordered.iterrows()],
                t("Kecamatan"): ordered["kecamatan"],
                t("Status"): [word_of(name, view) for name in ordered["status"]],
                t("Sejak"): ordered["since_text"],
                t("Porsi digital, {month}").format(month=month): ordered["share_text"],
            }
        ),
        caption=t("Semua kantor di peta"),
        height=420,
    )
