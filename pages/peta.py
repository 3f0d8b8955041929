"""Peta: where the digital service is live, and the story of the office that is chosen."""

import pandas as pd
import streamlit as st

from analytics import rollout, uptake
from core import formats
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.map import map_frame, show_legend, show_map, since_text
from report.words import STATUS_WORDS, interval, share_or_reason

view = views.current()
t, lang, build = view.t, view.lang, view.build
month = formats.month(view.month, lang)
facts = view.in_month(build.facts)
status = rollout.status_on(build.events, build.units, view.end)
frame = map_frame(status, uptake.digital_share(facts, by=["unit_code"]), view)
if view.kecamatan:
    frame = view.build.units[["unit_code", "kecamatan_code"]].merge(frame, on="unit_code")
    frame = frame[frame["kecamatan_code"] == view.kecamatan]


def story(unit_code: str) -> None:
    """The chosen office: status history, share, reports."""
    unit = build.units.set_index("unit_code").loc[unit_code]
    now = status.set_index("unit_code").loc[unit_code]
    st.subheader(views.unit_name(unit, view))
    word = t(STATUS_WORDS[now["status"]]) if pd.notna(now["status"]) else t("belum diketahui")
    st.markdown(f"**{word}** · {t('sejak')} {since_text(now['since'], now['is_start_known'], view)}")
    own = facts[facts["unit_code"] == unit_code]
    share = uptake.digital_share(own).iloc[0]
    lines = {
        t("Kecamatan"): unit["kecamatan"],
        t("Penduduk terdaftar"): formats.number(unit["population"], 0, lang),
        t("Porsi digital, {month}").format(month=month): share_or_reason(share, lang),
        t("Selang 95 %"): interval(share["lower"], share["upper"], lang),
        t(
            "Digital / seluruhnya"
        ): f"{formats.number(share['numerator'], 0, lang)} / {formats.number(share['denominator'], 0, lang)}",
        t("Hari lengkap"): f"{share['complete_days']} / {share['expected_days']}",
    }
    show_table(pd.DataFrame({t("Hal"): lines.keys(), t("Nilai"): lines.values()}), caption=t("Keadaan kantor"))
    if unit["is_visits_split"] is False:
        note(t("Kunjungan tidak dipilah menurut keperluan; porsi digital cenderung terlalu rendah."), "warn")
    history = build.events[(build.events["unit_code"] == unit_code)].sort_values("date")
    st.markdown(f"**{t('Riwayat')}**")
    show_table(
        pd.DataFrame(
            {
                t("Tanggal"): [formats.short_day(day, lang) for day in history["date"]],
                t("Status"): [
                    t(STATUS_WORDS[row.status]) + (f" ({t('rencana')})" if row.is_planned else "")
                    for row in history.itertuples()
                ],
            }
        ),
        caption=t("Riwayat status"),
        height=230,
    )


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
        story(view.unit)
    else:
        st.subheader(t("Pilih kantor"))
        note(
            t("Klik satu kelurahan atau kantor kecamatan, atau pilih di bilah sisi. Pilihan berlaku di semua halaman.")
        )
        counts = frame.groupby(["status", "kind"]).size().unstack(fill_value=0)
        counts = counts.reindex(index=list(STATUS_WORDS), columns=["kelurahan", "kecamatan"], fill_value=0)
        show_table(
            pd.DataFrame(
                {
                    t("Status"): [t(STATUS_WORDS[name]) for name in counts.index],
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
                t("Status"): [t(STATUS_WORDS[name]) for name in ordered["status"]],
                t("Sejak"): ordered["since_text"],
                t("Porsi digital, {month}").format(month=month): ordered["share_text"],
            }
        ),
        caption=t("Semua kantor di peta"),
        height=420,
    )
