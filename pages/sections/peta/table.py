"""The map as a table: what every layer shows of each office, and how many offices are in which class."""

from collections.abc import Sequence

import pandas as pd

from core import formats
from pages.maps import layers
from pages.parts.cards import note
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.figure_row import show_tools
from pages.sections.kelurahan.all_offices import ORDER, or_blank
from pages.sections.peta.words import level_names, word_of
from pages.tables.long_table import office_words
from pages.tables.ranked_table import UP, RankedColumn, Rows, share_bar, show_ranked, status_cell
from pages.view.address import link
from pages.view.view import FrameRow, View, name_in_table
from wording import marks_words, per_residents_words, rate_words

OUT = (
    "unit_code", "name", "kind", "kecamatan", "status", "since", "is_start_known", "share", "numerator", "denominator",
    "reason", "completeness", "complete_days", "expected_days", "rate", "least_rate", "city_rate", "needs_help",
    "requests", "population", "per_thousand", "most_per_thousand",
)  # fmt: skip
FIGURES = {
    "status": ("coverage",),
    "porsi": ("digital_share",),
    "kelengkapan": ("completeness",),
    "bantuan": ("help_by_age", "still_needs_help"),
    "penduduk": ("requests_per_residents",),
}


def add_counts(frame: pd.DataFrame, layer: str, view: View) -> None:
    """Offer as a file how many offices are in which class of the layer; `frame`: as drawn."""
    counts = layers.class_counts(frame, layer)
    raw = {"level": level_names(layer, view)} | {f"{kind}_offices": counts[kind].to_list() for kind in counts.columns}
    add_sheet(Sheet(view.t("Jumlah kantor per kelas peta"), pd.DataFrame(raw), FIGURES[layer]))


def show_map_table(frame: pd.DataFrame, view: View) -> None:
    """Show every layer of every office, each name a link, with what may be downloaded of it."""
    t = view.t
    ordered = frame.sort_values(["kecamatan", "kind", "name"])
    rows = ordered.to_dict("records")
    title = t("Semua kantor di peta")
    links = [link("kelurahan", unit=row["unit_code"]) for row in rows]
    words = office_words(rows, view)
    names = [name_in_table(row, view) for row in rows]
    show_ranked(view, Rows(t("Kantor"), names, links, words), _columns(ordered, rows, view), caption=title, key="_peta")
    if marks := marks_words(rows, view.lang):
        note(marks)
    out = frame[list(OUT)].assign(status=[word_of(status, view) for status in frame["status"]])
    definitions = ("digital_share", "coverage", "completeness", "assistance_rate", "requests_per_residents")
    show_tools(view, Sheet(title, out, definitions), "peta")


def _columns(frame: pd.DataFrame, rows: Sequence[FrameRow], view: View) -> list[RankedColumn]:
    t, lang = view.t, view.lang
    return [
        RankedColumn(
            "porsi", t("Porsi digital"), [share_bar(row["share"], row["share_text"]) for row in rows],
            list(frame["share"]), UP, "beside", is_number=True, is_html=True,
        ),
        RankedColumn(
            "keadaan", t("Status"), [status_cell(row["status"], word_of(row["status"], view)) for row in rows],
            [ORDER.get(row["status"], len(ORDER)) for row in rows], is_html=True,
        ),
        RankedColumn(
            "sejak", t("Sejak"), [_short(row["since"], lang) for row in rows], list(frame["since"]), UP, "hidden",
        ),
        RankedColumn(
            "penduduk", t("Per 1.000 penduduk"),
            [or_blank(per_residents_words(row, lang)) for row in rows],
            list(frame["per_thousand"]), on_phone="hidden", is_number=True,
        ),
        RankedColumn(
            "bantuan", t("Panggilan bantuan per 100"), [or_blank(help_text(row, view)) for row in rows],
            list(frame["rate"]), on_phone="hidden", is_number=True,
        ),
        RankedColumn(
            "kelengkapan", t("Kelengkapan"), [formats.percent(row["completeness"], 0, lang) for row in rows],
            list(frame["completeness"]), UP, "hidden", is_number=True,
        ),
    ]  # fmt: skip


def _short(day: pd.Timestamp, lang: str) -> str:
    return "" if pd.isna(day) else formats.short_day(day, lang)


def help_text(row: FrameRow, view: View) -> str:
    """Return the help rate of an office, marked where it is beyond chance."""
    rate = rate_words(row, view.lang)
    needs: bool = not pd.isna(row["needs_help"]) and bool(row["needs_help"])
    return f"{layers.NEEDS_HELP} {rate}" if needs else rate
