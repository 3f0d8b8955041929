"""What changed since last month: the place's own change in parts, who joined, and two other periods to compare with."""

import pandas as pd
import streamlit as st

from analytics import Headline
from analytics.uptake import comparisons
from core import formats
from core.formats import points
from core.method import LARGEST_PARTS
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.address import link
from pages.view.view import View, unit_name
from wording import (
    COMPARISON_WORDS,
    ROLE_WORDS,
    comparison_change,
    help_parts_words,
    level_words,
    marks_words,
    parts_words,
    reason_words,
    young_words,
)

CHANGED = [
    "unit_code",
    "name",
    "kind",
    "kecamatan",
    "role",
    "share_before",
    "share_after",
    "part",
    "unsplit_part",
    "is_lower_bound",
]
COMPARED = [
    "name", "comparison", "first", "last", "before", "after", "change", "lower", "upper", "offices", "unsplit_part",
    "is_lower_bound", "reason",
]  # fmt: skip


def show_change(view: View, head: Headline) -> None:
    """Show why the place's share changed against the period before, and the offices that made it change."""
    t, lang = view.t, view.lang
    change = head.share.change
    if change.state != "ok":
        reason = reason_words(change.reason, lang)
        note(t("Perubahan porsi digital belum dapat diuraikan: {reason}.").format(reason=reason), "empty")
        return
    parts = parts_words(change, head.share.compared, head.period, lang)
    note(" ".join(filter(None, (parts, young_words(head.share, lang)))))
    largest = change.largest_first.merge(view.build.units, on="unit_code")
    rows = largest.head(LARGEST_PARTS).to_dict("records")
    names = [unit_name(row, view) for row in rows]
    table = pd.DataFrame(
        {
            t("Kantor"): names,
            t("Peran"): [t(ROLE_WORDS[row["role"]]) for row in rows],
            t("Masa sebelumnya"): [level_words(row, "share_before", lang) for row in rows],
            t("Masa ini"): [level_words(row, "share_after", lang) for row in rows],
            t("Bagian dari perubahan"): [points(row["part"], 2, lang) for row in rows],
        }
    )
    st.caption(standard_week_words(view))
    links = {name: link("kelurahan", unit=row["unit_code"]) for name, row in zip(names, rows, strict=True)}
    title = t("Kantor dengan bagian terbesar dalam perubahan")
    show_table(table, caption=title, numeric=tuple(table.columns[2:]), links=links)
    if marks := marks_words(rows, lang):
        note(marks)
    sheet = Sheet(title, largest[CHANGED], ("share_change_parts",))
    show_tools(view, sheet, "perubahan")
    if head.help.change.state == "ok":
        note(help_parts_words(head.help.change, head.help.compared, head.help.days or head.period, lang))


def standard_week_words(view: View) -> str:
    """Return whose shares stand in a table of changes: of a week that is the same in both periods."""
    return view.t("Senin sampai Jumat dihitung sama berat.")


def show_comparisons(view: View, *others: View) -> None:
    """Show the month against the one before and the same one a year earlier, like for like; `others`: places beside."""
    t, lang = view.t, view.lang
    rows = pd.concat([_compared(place) for place in (view, *others)], ignore_index=True)
    lines = rows.to_dict("records")
    table = pd.DataFrame(
        ({t("Tempat"): list(rows["name"])} if others else {})
        | {
            t("Dibanding"): [formats.begun(t(COMPARISON_WORDS[row["comparison"]])) for row in lines],
            t("Masa"): [formats.span(row["first"], row["last"], lang) for row in lines],
            t("Sebelumnya"): [level_words(row, "before", lang) for row in lines],
            t("Sekarang"): [level_words(row, "after", lang) for row in lines],
            t("Perubahan"): [comparison_change(row, lang) for row in lines],
            t("Kantor yang sama"): [formats.number(row["offices"], 0, lang) for row in lines],
        }
    )
    title = t("Dibanding masa lain")
    apart = t("Porsi pada grafik bulanan tidak begitu, jadi bisa lain dan bahkan bergerak berlawanan.")
    st.caption(f"{standard_week_words(view)} {apart}")
    show_table(table, caption=title, numeric=tuple(table.columns[-4:]))
    sheet = Sheet(title, rows[COMPARED], ("comparisons",))
    show_tools(view, sheet, "banding_masa")


def _compared(place: View) -> pd.DataFrame:
    """The comparisons of one place, with its name."""
    share = place.head.share
    return comparisons(place.chosen.facts, place.period, share.correction, place.grain).assign(name=place.scope_name)
