"""Peta: status, digital share, completeness and help needed of every office; a click opens an office's story."""

import pandas as pd
import streamlit as st

from core import formats
from pages.maps import draw, layers
from pages.parts.cards import caption, fold_table, heading, note, show_table
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.figure_row import show_tools
from pages.parts.office import show_facts, show_history, show_status
from pages.sections.peta import choose_layer, choose_shapes, help_text, map_frame, show_legend, show_map
from pages.sections.peta_words import layer_names, level_names, map_summary, word_of
from pages.view import view as views
from wording import UNSPLIT_WORDS

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
OUT = (
    "unit_code", "name", "kind", "kecamatan", "status", "since", "is_start_known", "share", "numerator", "denominator",
    "reason", "completeness", "complete_days", "expected_days", "rate", "city_rate", "needs_help", "requests",
    "population", "per_thousand",
)  # fmt: skip
FIGURES = {
    "status": ("coverage",),
    "porsi": ("digital_share",),
    "kelengkapan": ("completeness",),
    "bantuan": ("still_needs_help",),
    "penduduk": ("requests_per_residents",),
}


def shapes_note(kind: str) -> str:
    """What the shapes are, and what they are not."""
    if kind == draw.OFFICIAL:
        source = formats.dated(build.official_source, build.official_day, lang)
        return t("Batas resmi yang diimpor: {source}. Garisnya disederhanakan.").format(source=source)
    return t(
        "Kartogram: satu segi enam per kelurahan, ditempatkan mendekati letak sebenarnya; "
        "luasnya tidak menunjukkan luas wilayah."
    )


def show_counts(frame: pd.DataFrame, layer: str) -> None:
    """How many offices are in which class of the layer."""
    classes = layers.levels(layer)
    counts = frame.groupby(["colour", "kind"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=[one.colour for one in classes], columns=["kelurahan", "kecamatan"], fill_value=0)
    title, names = t("Jumlah kantor per kelas peta"), level_names(layer, view)
    show_table(
        pd.DataFrame(
            {
                layer_names(view)[layer]: names,
                t("Kelurahan"): counts["kelurahan"].astype(str).to_list(),
                t("Kantor kecamatan"): counts["kecamatan"].astype(str).to_list(),
            }
        ),
        caption=title,
        numeric=(t("Kelurahan"), t("Kantor kecamatan")),
    )
    raw = {"level": names} | {f"{kind}_offices": counts[kind].to_list() for kind in counts.columns}
    add_sheet(Sheet(title, pd.DataFrame(raw), FIGURES[layer]))


def show_twin(frame: pd.DataFrame) -> None:
    """The map as a table: every layer of every office, each name a link; with its explanation and its file."""
    title = t("Semua kantor di peta")
    rows = frame.sort_values(["kecamatan", "kind", "name"]).to_dict("records")
    table = pd.DataFrame(
        {
            t("Kantor"): [views.unit_name(row, view) for row in rows],
            t("Kecamatan"): [row["kecamatan"] for row in rows],
            t("Status"): [word_of(row["status"], view) for row in rows],
            t("Sejak"): [row["since_text"] for row in rows],
            t("Porsi digital"): [row["share_text"] for row in rows],
            t("Digital / seluruhnya"): [counts_text(row, "numerator", "denominator") for row in rows],
            t("Kelengkapan"): [formats.percent(row["completeness"], 0, lang) for row in rows],
            t("Panggilan bantuan per 100"): [help_text(row, view) for row in rows],
            t("Per 1.000 penduduk"): [formats.number(row["per_thousand"], 1, lang) for row in rows],
        }
    )
    numeric = (t("Digital / seluruhnya"), t("Kelengkapan"), t("Panggilan bantuan per 100"), t("Per 1.000 penduduk"))
    twin = fold_table(
        table, t("Tabel: semua kantor di peta"), caption=title, numeric=numeric, links=views.unit_links(rows, view)
    )
    if frame["unsplit_part"].gt(0).any():
        note(t(UNSPLIT_WORDS["marks"]))
    out = frame[list(OUT)].assign(status=[word_of(status, view) for status in frame["status"]])
    sheet = Sheet(
        title, out, ("digital_share", "coverage", "completeness", "assistance_rate", "requests_per_residents")
    )
    show_tools(view, sheet, "peta", twin=twin)


def counts_text(row: views.FrameRow, numerator: str, denominator: str) -> str:
    """Both sides of a share; a dash where nothing was counted."""
    sides = [formats.number(row[name] if row[denominator] else None, 0, lang) for name in (numerator, denominator)]
    return formats.MISSING if formats.MISSING in sides else " / ".join(sides)


left, right = st.columns(2, gap="medium")
with left:
    layer = choose_layer(view)
with right:
    kind = choose_shapes(view)
frame = layers.drawn(map_frame(view), layer, lang)
told = map_summary(frame, layer, view)
note(told)
show_legend(frame, layer, view)

left, right = st.columns([2, 1], gap="medium")
with left:
    show_map(frame, kind, told, view)
    caption(shapes_note(kind))
with right:
    if view.unit:
        heading(views.unit_name(view.office(view.unit), view))
        show_status(view.unit, view)
        show_facts(view.unit, view)
        st.markdown(f"**{t('Riwayat')}**")
        show_history(view.unit, view)
    else:
        st.header(t("Pilih kantor"))
        note(
            t("Klik satu kelurahan atau kantor kecamatan, atau pilih di bilah sisi. Pilihan berlaku di semua halaman.")
        )
        show_counts(frame, layer)

show_twin(frame)
