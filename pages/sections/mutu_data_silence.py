"""Which office was heard from in which week: a map of silence, a letter in each cell, and who reports reliably."""

from html import escape

import pandas as pd
import streamlit as st

from analytics import quality
from core import formats
from pages.parts.cards import fold_table, note
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.figure_row import show_tools
from pages.tables.long_table import rows_to_show
from pages.view.view import View, name_in_table, unit_links, unit_name
from wording import WEEK_WORDS

WEEKS = 26
RELIABILITY = [
    "unit_code", "name", "kind", "kecamatan", "months_due", "months_reported", "months_silent", "reported_share",
    "on_time_share", "reason",
]  # fmt: skip
LETTERS = {"full": "✓", "partial": "½", "silent": "✕", "nothing_due": "·"}


def show_silence(view: View) -> None:
    """Show the last half year of walk-in counts, the offices with most silent weeks first."""
    t = view.t
    facts = view.recent(view.chosen.facts, WEEKS)
    weeks = quality.silence_map(facts, view.end)
    weeks = weeks[weeks["source"] == "kunjungan"]
    silent = weeks[weeks["status"] == "silent"]
    text = t("{n} minggu tanpa laporan di {offices} kantor, dalam {weeks} minggu terakhir.")
    note(
        text.format(
            n=formats.number(len(silent), 0, view.lang),
            weeks=WEEKS,
            offices=formats.number(silent["unit_code"].nunique(), 0, view.lang),
        )
    )
    st.html(_legend(view))
    order = silent["unit_code"].value_counts().reindex(weeks["unit_code"].unique(), fill_value=0)
    offices = weeks.drop_duplicates("unit_code").set_index("unit_code", drop=False)
    offices = offices.loc[order.sort_values(ascending=False, kind="stable").index]
    words = [f"{unit_name(row, view)} {row['kecamatan']}" for row in offices.to_dict("records")]
    shown = offices.iloc[rows_to_show(view, words, "diam", t("Cari kantor"))]
    if len(shown):
        st.html(_map(weeks, shown, view))
    received = view.build.visit_reports
    reliable = quality.reporting_reliability(view.until_end(view.chosen.facts), view.end, received)
    title = t("Keandalan laporan")
    numeric = (t("Bulan dilaporkan"), t("Bulan tanpa laporan"))
    told = _reliability(reliable[reliable["unit_code"].isin(shown["unit_code"])], view)
    twin = fold_table(told, title, caption=title, numeric=numeric)
    heard = weeks.assign(status=[t(WEEK_WORDS[status]) for status in weeks["status"]])
    show_tools(
        view,
        Sheet(t("Kantor yang tidak melapor"), heard, ("silence_map", "reporting_reliability")),
        "tanpa_laporan",
        twin=twin,
    )
    add_sheet(Sheet(title, reliable[RELIABILITY], ("reporting_reliability",)))


def _legend(view: View) -> str:
    entries = "".join(
        f'<span><i class="{status}">{letter}</i>{escape(view.t(WEEK_WORDS[status]))}</span>'
        for status, letter in LETTERS.items()
    )
    return f'<div class="legend silence-legend">{entries}</div>'


def _map(weeks: pd.DataFrame, offices: pd.DataFrame, view: View) -> str:
    """One row an office, in their order, one column a week; every cell says its words to who cannot see it."""
    t, lang = view.t, view.lang
    rows = offices.to_dict("records")
    grid = weeks.pivot(index="unit_code", columns="week", values="status").loc[offices["unit_code"]]
    links = unit_links(rows, view)
    starts = pd.DatetimeIndex(grid.columns)
    days = [formats.short_day(week, lang) for week in starts]
    heads = "".join(
        f'<th scope="col" title="{day}"><span aria-hidden="true">{_short(week, at)}</span>'
        f'<span class="unseen">{day}</span></th>'
        for at, (day, week) in enumerate(zip(days, starts, strict=True))
    )
    words = {status: escape(t(WEEK_WORDS[status])) for status in LETTERS}
    lines = []
    for office, row in zip(rows, grid.to_numpy().tolist(), strict=True):
        name, short = unit_name(office, view), escape(name_in_table(office, view))
        cells = "".join(
            f'<td class="{status}" title="{day}: {words[status]}"><span aria-hidden="true">{LETTERS[status]}</span>'
            f'<span class="unseen">{words[status]}</span></td>'
            for day, status in zip(days, row, strict=True)
        )
        lines.append(f'<tr><th scope="row"><a class="inside" href="{escape(links[name])}">{short}</a></th>{cells}</tr>')
    title = escape(t("Minggu dengan dan tanpa laporan, per kantor"))
    return (
        f'<div class="silence" tabindex="0" role="region" aria-label="{title}"><table>'
        f'<caption class="unseen">{title}</caption>'
        f'<thead><tr><th scope="col">{escape(t("Kantor"))}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _short(week: pd.Timestamp, at: int) -> str:
    """The day and month of every fourth week; the others stay blank, so that the columns are narrow."""
    return f"{week.day}/{week.month}" if at % 4 == 0 else ""


def _reliability(reliable: pd.DataFrame, view: View) -> pd.DataFrame:
    t, lang = view.t, view.lang
    rows = reliable.to_dict("records")
    return pd.DataFrame(
        {
            t("Kantor"): [unit_name(row, view) for row in rows],
            t("Bulan dilaporkan"): [
                f"{formats.number(row['months_reported'], 0, lang)} / {formats.number(row['months_due'], 0, lang)}"
                for row in rows
            ],
            t("Bulan tanpa laporan"): [formats.number(row["months_silent"], 0, lang) for row in rows],
            t("Tepat waktu"): [
                formats.percent(row["on_time_share"], 0, lang) if row["on_time_state"] == "ok" else t("tidak diketahui")
                for row in rows
            ],
        }
    )
