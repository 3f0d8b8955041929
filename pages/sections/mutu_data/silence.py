"""Which office was heard from in which week: a map of silence, a letter in each cell, and who reports reliably."""

import pandas as pd

from analytics import quality
from core import formats
from pages.parts.cards import fold_table, note
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.figure_row import show_tools
from pages.tables.long_table import office_words, rows_to_show
from pages.tables.state_grid import GridColumn, GridRow, GridState, show_grid, show_states
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
    show_states(list(_states(view).values()))
    order = silent["unit_code"].value_counts().reindex(weeks["unit_code"].unique(), fill_value=0)
    offices = weeks.drop_duplicates("unit_code").set_index("unit_code", drop=False)
    offices = offices.loc[order.sort_values(ascending=False, kind="stable").index]
    words = office_words(offices.to_dict("records"), view)
    shown = offices.iloc[rows_to_show(view, words, "diam", t("Cari kantor"))]
    if len(shown):
        _show_map(weeks, shown, view)
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


def _states(view: View) -> dict[str, GridState]:
    return {status: GridState(letter, view.t(WEEK_WORDS[status]), status) for status, letter in LETTERS.items()}


def _show_map(weeks: pd.DataFrame, offices: pd.DataFrame, view: View) -> None:
    """One row an office, in their order, one column a week."""
    rows = offices.to_dict("records")
    grid = weeks.pivot(index="unit_code", columns="week", values="status").loc[offices["unit_code"]]
    links = unit_links(rows, view)
    starts = pd.DatetimeIndex(grid.columns)
    columns = [GridColumn(_short(week, at), formats.short_day(week, view.lang)) for at, week in enumerate(starts)]
    lines = [
        GridRow(name_in_table(office, view), links[unit_name(office, view)], states)
        for office, states in zip(rows, grid.to_numpy().tolist(), strict=True)
    ]
    title = view.t("Minggu dengan dan tanpa laporan, per kantor")
    show_grid(title, view.t("Kantor"), columns, lines, _states(view))


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
