"""Mutu data: how fresh and complete the data are, who was silent when, what was held back, and what is owed."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from akses import Reach
from analytics import quality, within
from analytics.quality import owed_span
from core import formats
from core.method import OVERDUE_DAYS
from core.sources import SOURCE_WORDS
from intake import months_of_offices, reported_line
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.figure_row import show_tools
from pages.parts.folds import show_folds
from pages.parts.urgent import is_now
from pages.sections.mutu_data import show_findings, show_held
from pages.sections.mutu_data_reported import show_first_reports, show_reported
from pages.sections.mutu_data_silence import show_silence
from pages.sections.open_data import show_open_data
from pages.sections.setor_data.sent_names import names_as_sent
from pages.tables.long_table import rows_to_show
from pages.view import view as views
from pages.view.reader import current_reader, current_rights
from wording import (
    FILE_STATE_WORDS,
    ROW_COUNT_WORDS,
    not_live_words,
    ranges_text,
    span_words,
    visits_ahead_words,
    whom_to_ask,
)

view = views.current_view()
t, lang, build = view.t, view.lang, view.build

COMPLETE = (
    "unit_code", "name", "kind", "kecamatan", "source", "complete_days", "expected_days", "completeness", "reason",
)  # fmt: skip

OF_CITY = ("kesegaran", "berkas", "terbuka")
"""Folds about what no office has of its own."""
OF_HELD_ROWS = ("ditahan", "berkas")
"""Folds about rows that were held back, and their files."""


def office_words(rows: pd.DataFrame) -> list[str]:
    """By what an office is found: its name and its kecamatan."""
    return [f"{views.unit_name(row, view)} {row['kecamatan']}" for row in rows.to_dict("records")]


def whole_numbers(values: pd.Series) -> list[str]:
    """Whole numbers as texts."""
    return [formats.number(value, 0, lang) for value in values]


def show_freshness() -> None:
    """How old the newest row of each source is."""
    fresh = build.freshness
    title = t("Kesegaran per sumber")
    show_table(
        pd.DataFrame(
            {
                t("Sumber"): [t(SOURCE_WORDS[source]) for source in fresh["source"]],
                t("Baris terbaru"): [formats.short_day(day, lang) for day in fresh["newest"]],
                t("Tertinggal"): [
                    t("belum ada data")
                    if pd.isna(days)
                    else t("{n} hari").format(n=formats.number(max(days, 0), 0, lang))
                    for days in fresh["age_days"]
                ],
                t("Jumlah baris"): whole_numbers(fresh["row_count"]),
            }
        ),
        caption=title,
        numeric=(t("Tertinggal"), t("Jumlah baris")),
    )
    columns = ["source", "newest", "age_days", "row_count", "reason"]
    show_tools(view, Sheet(title, fresh[columns], ("freshness",)), "kesegaran")


def show_completeness() -> None:
    """How many of the days due each office has reported, the lowest first."""
    complete = quality.completeness(facts, by=["unit_code"])
    complete = complete[complete["source"] == "kunjungan"].merge(build.units, on="unit_code")
    complete = complete.sort_values("completeness")
    sheet = Sheet(t("Kelengkapan per kantor"), complete[list(COMPLETE)], ("completeness",))
    complete = complete.iloc[rows_to_show(view, office_words(complete), "kelengkapan", t("Cari kantor"))]
    rows = complete.to_dict("records")
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for row in rows],
                t("Kelengkapan"): [formats.percent(row["completeness"], 0, lang) for row in rows],
                t("Hari dilaporkan"): whole_numbers(complete["complete_days"]),
                t("Hari diharapkan"): whole_numbers(complete["expected_days"]),
            }
        ),
        caption=sheet.title,
        height=420,
        numeric=(t("Hari dilaporkan"), t("Hari diharapkan"), t("Kelengkapan")),
        links=views.unit_links(rows, view),
    )
    show_tools(view, sheet, "kelengkapan")


def all_in() -> str:
    """Nothing is owed, and in which days."""
    return t("Semua laporan yang jatuh tempo pada {period} sudah masuk.").format(period=period)


def closed_day_sentences() -> list[str]:
    """How many daily reports are not due because the office was closed, and how many are all the same."""
    closed = within(view.chosen.closed_days.astype({"date": "datetime64[us]"}), *counted)
    is_due = closed["is_still_due"].astype(bool)
    texts = {
        t("{n} laporan harian tidak ditagih dan tidak dihitung kurang: kantornya menulis tutup."): int((~is_due).sum()),
        t("{n} hari digital tetap ditagih: kantornya menulis tutup pada kebanyakan hari digital sebulan."): int(
            is_due.sum()
        ),
    }
    return [text.format(n=formats.number(number, 0, lang)) for text, number in texts.items() if number]


def show_owing() -> None:
    """How many offices owe reports and how much has come in, then who owes since when and whom to ask."""
    whole = quality.completeness(facts)
    city = whole[whole["source"] == "kunjungan"].iloc[0]
    counts = tuple(whole_numbers(city[["complete_days", "expected_days"]]))
    late = owed[owed["missing_days"] >= OVERDUE_DAYS]
    came = t("{share} laporan kunjungan sudah masuk ({complete} dari {expected} laporan harian).").format(
        complete=counts[0], expected=counts[1], share=formats.percent(city["completeness"], 1, lang)
    )
    line = reported_line(months_of_offices(view.chosen, view.month), view.month, t, lang)
    if owed.empty:
        note(f"{line} {all_in()}".strip(), "empty")
    else:
        text = t("{n} kantor belum melaporkan {overdue_days} hari atau lebih pada {period}.")
        told = text.format(n=formats.number(len(late), 0, lang), period=period)
        status = build.status_on(view.end).set_index("unit_code")["status"].reindex(late["unit_code"])
        note(" ".join([line, told, *not_live_words(status, lang), came]).strip())
    for sentence in visits_ahead_words(build.source_state, build.as_of, lang) if is_now(view) else ():
        note(sentence)
    for sentence in closed_day_sentences():
        note(sentence)
    explain(view, "completeness", counts=counts)
    if late.empty:
        return
    rows = late.to_dict("records")
    names = [views.unit_name(row, view) for row in rows]
    table = pd.DataFrame(
        {
            t("Kantor"): names,
            t("Belum dilaporkan"): [t("{n} hari").format(n=days) for days in whole_numbers(late["missing_days"])],
            t("Sejak"): [_since(row) for row in rows],
            t("Hubungi"): [whom_to_ask(row["kind"], lang=lang, may_ask_camat=view.may_ask_camat) for row in rows],
        }
    )
    title = t("Kantor yang belum melapor")
    show_table(table, caption=title, numeric=(t("Belum dilaporkan"),), links=views.unit_links(rows, view))
    missing = [ranges_text(ranges, lang) for ranges in late["missing"]]
    show_tools(view, Sheet(title, late.assign(missing=missing), ("overdue",)), "terlambat")


def _since(row: views.FrameRow) -> str:
    """The first day that is owed; of an office that has reported since then also the day of its last report."""
    first, last = row["missing"][0][0], row["last_report"]
    since = formats.short_day(first, lang)
    if pd.isna(last) or last.date() < first:
        return since
    return t("{day}, tidak berturut-turut; laporan terakhir {last}").format(
        day=since, last=formats.short_day(last, lang)
    )


def show_owed_days() -> None:
    """Every office that owes a report, with its days, also as text for a message."""
    if owed.empty:
        note(all_in(), "empty")
        return
    missing = [ranges_text(ranges, lang) for ranges in owed["missing"]]
    rows = owed.to_dict("records")
    table = pd.DataFrame(
        {
            t("Kantor"): [views.unit_name(row, view) for row in rows],
            t("Hari kurang"): whole_numbers(owed["missing_days"]),
            t("Tanggal (hari kerja saja)"): missing,
            t("Laporan terakhir"): [formats.short_day(row["last_report"], lang) for row in rows],
        }
    )
    title = t("Laporan yang belum masuk")
    shown = table.iloc[rows_to_show(view, office_words(owed), "tagih", t("Cari kantor"))]
    show_table(shown, caption=title, numeric=(t("Hari kurang"),), height=420, links=views.unit_links(rows, view))
    show_tools(view, Sheet(title, owed.assign(missing=missing), ("overdue",)), "tagih")
    # A range runs over weekends and holidays: how many working days are owed stands before it.
    days = [t("{n} hari kerja").format(n=line.iloc[1]) for _, line in table.iterrows()]
    lines = [" · ".join([line.iloc[0], n, line.iloc[2]]) for n, (_, line) in zip(days, table.iterrows(), strict=True)]
    text = t("Laporan yang belum masuk, {month}:").format(month=period) + "\n" + "\n".join(lines)
    st.caption(t("Salin sebagai teks"))
    # Lines that are not wrapped would scroll sideways, which the keyboard cannot do there.
    st.code(text, language=None, wrap_lines=True)


def show_files() -> None:
    """What became of the rows of every file."""
    files = build.file_account.sort_values("loaded_at", ascending=False, kind="stable")
    columns = {column: t(ROW_COUNT_WORDS[column]) for column in ROW_COUNT_WORDS}
    states = [t(FILE_STATE_WORDS[state]) for state in files["state"]]
    sums = files[list(columns)].sum()
    note(
        t(
            "{read} baris dibaca = {accepted} diterima + {quarantined} ditahan + {duplicate} ganda + {not_data} bukan "
            "data."
        ).format(**{name: formats.number(count, 0, lang) for name, count in zip(columns, sums, strict=True)})
    )
    title = t("Pertanggungjawaban baris")
    names = names_as_sent(current_reader(), t, lang)
    table = pd.DataFrame(
        {
            t("Berkas"): [names.get(f"{row.source}/{row.path}", row.path) for row in files.itertuples()],
            t("Sumber"): [t(SOURCE_WORDS[source]) for source in files["source"]],
            t("Keadaan"): states,
        }
        | {name: whole_numbers(files[column]) for column, name in columns.items()}
    )
    words = [" ".join(texts) for texts in zip(table[t("Sumber")], table[t("Berkas")], states, strict=True)]
    show_table(
        table.iloc[rows_to_show(view, words, "berkas", t("Cari berkas"))],
        caption=title,
        height=420,
        numeric=tuple(columns.values()),
    )
    account = files[["source", "path", *columns]].assign(state=states, cause=files["reason"])
    show_tools(
        view,
        Sheet(title, account, ("row_account",)),
        "berkas",
        counts=[formats.number(sums[part], 0, lang) for part in ("quarantined", "read")],
    )


if view.known_period is None:
    # The run comes to its end: st.stop() throws away every tap that came meanwhile.
    show_first_reports(view)
else:
    # Of a week reports are asked for from the first of its month on, as Ringkasan does.
    counted = owed_span(view.end) if view.grain == "week" else view.period
    period = span_words(counted, lang) if view.grain == "week" else view.period_name
    facts = within(view.chosen.facts, *counted)
    owed = quality.overdue(facts, view.end)
    st.header(t("Siapa belum melapor?"))
    show_owing()
    st.header(t("Angka yang perlu diperiksa"))
    show_findings(view.chosen.facts, view.in_period(view.chosen.facts), view)
    st.header(t("Untuk analis"))
    folds: dict[str, tuple[str, Callable[[], None]]] = {
        "lapor": (t("Siapa sudah melapor, hari demi hari"), lambda: show_reported(view)),
        "tagih": (t("Laporan yang belum masuk"), show_owed_days),
        "kelengkapan": (t("Kelengkapan per kantor"), show_completeness),
        "diam": (t("Kantor yang tidak melapor, minggu demi minggu"), lambda: show_silence(view)),
        "kesegaran": (t("Kesegaran per sumber"), show_freshness),
        "ditahan": (t("Baris yang ditahan atau ditandai"), lambda: show_held(view)),
        "berkas": (t("Berkas dan barisnya"), show_files),
        "terbuka": (t("Data terbuka"), lambda: show_open_data(build, t, lang)),
    }
    left_out = set() if view.may_see_city else set(OF_CITY)
    left_out |= set(OF_HELD_ROWS) if current_rights().held_rows is Reach.NOTHING else set()
    show_folds({name: fold for name, fold in folds.items() if name not in left_out})
    if not view.may_see_city:
        st.caption(t("Sumber, berkas, dan data terbuka memuat seluruh kota; akun ini hanya melihat kantornya sendiri."))
