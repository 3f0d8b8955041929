"""Every office of the place in one table, each name a link to its own story."""

import pandas as pd

from core import formats
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.month_table import COLUMNS, outgoing
from pages.view.view import FrameRow, View, unit_links, unit_name
from wording import UNSPLIT_WORDS, share_or_reason, standing_words, status_word

OUT = (
    "unit_code", "name", "kind", "kecamatan", "status", "since", "is_start_known", "planned_date",
    *(name for name in COLUMNS if name not in ("unit_code", "name")), "expected", "low", "high", "standing",
)  # fmt: skip
DEFINED = ("digital_share", "share_basis", "expected_share", "coverage")


def show_all(view: View) -> None:
    """Show status, share and days used of every office in the month."""
    t, lang, build = view.t, view.lang, view.build
    status = view.scoped(build.status_on(view.end))
    frame = status.merge(view.of_month(view.unit_months()), on="unit_code", how="left")
    standings = build.standings(view.end).set_index("unit_code")
    told = {code: standing_words(row, lang) for code, row in standings.iterrows()}
    frame = frame.assign(standing=frame["unit_code"].map(told).fillna(formats.MISSING)).join(
        standings[["expected", "low", "high"]], on="unit_code"
    )
    frame = frame.sort_values(["kecamatan", "kind", "name"])
    rows = frame.to_dict("records")
    note(t("Pilih satu kantor untuk melihat ceritanya."))
    title = t("Semua kantor")
    table = pd.DataFrame(
        {
            t("Kantor"): [unit_name(row, view) for row in rows],
            t("Kecamatan"): [row["kecamatan"] for row in rows],
            t("Status"): [status_word(None if pd.isna(row["status"]) else row["status"], lang) for row in rows],
            t("Porsi digital, {month}").format(month=formats.month(view.month, lang)): [
                share_or_reason(row, lang) for row in rows
            ],
            t("Digital / seluruhnya"): [_counts(row, lang) for row in rows],
            t("Dibanding harapan"): list(frame["standing"]),
            t("Hari terpakai"): [formats.percent(row["completeness"], 0, lang) for row in rows],
        }
    )
    numeric = (t("Digital / seluruhnya"), t("Hari terpakai"))
    show_table(table, caption=title, numeric=numeric, links=unit_links(rows, view))
    if frame["unsplit_part"].gt(0).any():
        note(t(UNSPLIT_WORDS["marks"]))
    sheet = Sheet(
        title,
        outgoing(frame[list(OUT)]),
        DEFINED,
    )
    show_tools(view, sheet, "semua_kantor")


def _counts(row: FrameRow, lang: str) -> str:
    if not row["complete_days"]:
        return formats.MISSING
    return " / ".join(formats.number(float(str(row[part])), 0, lang) for part in ("numerator", "denominator"))
