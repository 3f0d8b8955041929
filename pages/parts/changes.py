"""What changed since last month: the place's own change in parts, who joined, and two other periods to compare with."""

import pandas as pd
import streamlit as st

from analytics.uptake import comparisons, month_change
from core import formats
from core.formats import MISSING, percent, points
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.address import link
from pages.view.view import View, unit_name
from wording import COMPARISON_WORDS, ROLE_WORDS, reason_words

LARGEST = 6
CHANGED = ["unit_code", "name", "kind", "kecamatan", "role", "share_before", "share_after", "part"]
COMPARED = [
    "name", "comparison", "first", "last", "before", "after", "change", "lower", "upper", "offices", "reason",
]  # fmt: skip


def show_change(view: View) -> None:
    """Show why the place's share changed against last month, and the offices that made it change."""
    t, lang = view.t, view.lang
    change = month_change(view.unit_months(), view.months(), view.month)
    if change.state != "ok":
        reason = _reason(change.reason, view)
        note(t("Perubahan porsi digital belum dapat diuraikan: {reason}.").format(reason=reason), "empty")
        return
    text = t(
        "Dari {before} ({earlier}) menjadi {after} ({now}), {total}. Bagian-bagiannya: porsi di kantor yang sama "
        "berubah, dengan bobot tetap: {rate}; bobot antarkantor bergeser: {reweighted}; kantor baru bergabung: "
        "{joined}; kantor keluar: {left}."
    )
    first = pd.Timestamp(view.month)
    shares = {
        "before": percent(change.before, 1, lang),
        "earlier": formats.month((first - pd.DateOffset(months=1)).date(), lang),
        "after": percent(change.after, 1, lang),
        "now": formats.span(first.date(), view.end, lang),
    }
    parts = {name: getattr(change, name) for name in ("total", "reweighted", "joined", "left")}
    parts["rate"] = change.rate_effect
    note(text.format(**shares, **{name: points(part, 1, lang) for name, part in parts.items()}))
    named = change.units.merge(view.build.units, left_on="unit", right_on="unit_code")
    largest = named.reindex(named["part"].abs().sort_values(ascending=False, kind="stable").index)
    rows = largest.head(LARGEST).to_dict("records")
    names = [unit_name(row, view) for row in rows]
    table = pd.DataFrame(
        {
            t("Kantor"): names,
            t("Peran"): [t(ROLE_WORDS[row["role"]]) for row in rows],
            t("Bulan lalu"): [percent(row["share_before"], 1, lang) for row in rows],
            t("Bulan ini"): [percent(row["share_after"], 1, lang) for row in rows],
            t("Bagian dari perubahan"): [points(row["part"], 2, lang) for row in rows],
        }
    )
    links = {name: link("kelurahan", unit=row["unit_code"]) for name, row in zip(names, rows, strict=True)}
    title = t("Kantor dengan bagian terbesar dalam perubahan")
    show_table(table, caption=title, numeric=tuple(table.columns[2:]), links=links)
    sheet = Sheet(title, largest[CHANGED], ("share_change_parts",))
    show_tools(view, sheet, "perubahan")


def show_comparisons(view: View, *others: View) -> None:
    """Show the month against the one before and the same one a year earlier, like for like; `others`: places beside."""
    t, lang = view.t, view.lang
    rows = pd.concat([_compared(place) for place in (view, *others)], ignore_index=True)
    lines = rows.to_dict("records")
    table = pd.DataFrame(
        ({t("Tempat"): list(rows["name"])} if others else {})
        | {
            t("Dibanding"): [t(COMPARISON_WORDS[row["comparison"]]) for row in lines],
            t("Masa"): [formats.span(row["first"], row["last"], lang) for row in lines],
            t("Sebelumnya"): [percent(row["before"], 1, lang) for row in lines],
            t("Sekarang"): [percent(row["after"], 1, lang) for row in lines],
            t("Perubahan"): [_change(row, view) for row in lines],
            t("Kantor yang sama"): [formats.number(row["offices"], 0, lang) for row in lines],
        }
    )
    title = t("Dibanding masa lain")
    show_table(table, caption=title, numeric=tuple(table.columns[-4:]))
    sheet = Sheet(title, rows[COMPARED], ("comparisons",))
    show_tools(view, sheet, "banding_masa")


def _compared(place: View) -> pd.DataFrame:
    """The comparisons of one place, with its name."""
    return comparisons(place.city.facts, (place.month, place.end)).assign(name=place.scope_name)


def show_why_changes_differ(view: View) -> None:
    """Show, while the month is not over, why the card, the parts and the table each say another change."""
    last, month = pd.Timestamp(view.end), formats.month(view.month, view.lang)
    if not last.is_month_end:
        text = view.t(
            "{month} belum penuh. Masa sebelumnya dalam tabel memakai tanggal yang sama; kartu porsi digital dan "
            "uraian di atas memakai seluruh bulan lalu. Kartu dan tabel menghitung kantor yang sama saja, "
            "uraian semua kantor."
        )
        st.caption(text.format(month=month))


def _change(row: dict[str, object], view: View) -> str:
    """The change with its interval, or why there is none."""
    value, low, high = (points(row[name], 1, view.lang) for name in ("change", "lower", "upper"))
    if value == MISSING:
        return _reason(str(row["reason"]), view)
    return value if MISSING in (low, high) else f"{value} ({low.split()[0]} – {high.split()[0]})"


def _reason(reason: str, view: View) -> str:
    """A reason in words; of one of two months with its name."""
    for end, name in (("_before", view.t("bulan lalu")), ("_after", view.t("bulan ini"))):
        if reason.endswith(end):
            return f"{name}: {reason_words(reason.removesuffix(end), view.lang)}"
    return reason_words(reason, view.lang)
