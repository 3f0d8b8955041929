"""What may be taken along: each table as CSV, all tables of the view as one XLSX book; built only when asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd
import streamlit as st

from analytics import period_code, settled_on
from core import formats
from core.city import city
from core.definitions import definitions
from core.method import FEWEST_OFFICES
from core.spreadsheets import Page, book, csv, machine_csv
from pages.view.reader import for_reader
from pages.view.view import View, current_view
from wording import headed, share_headings

SHEETS = "lembar"
CELLS = frozenset(
    {"completion", "processing_time", "resolution_time", "satisfaction", "service_day_shares", "service_inside",
     "topics_112"}
)  # fmt: skip
"""Figures whose tables hide small counts by service, topic, sender or channel: of these only settled months leave."""
CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """One table as it may leave the house.

    `table`: raw numbers; every column has a heading (`headings`). `definitions`: keys of its figures. `is_monthly`: its
    rows are office-months; of a finer grain only rows leave behind which two offices or more stand, as their column
    `offices` says; counts by topic or service are hidden before they come here. `supposition`: what the reader
    supposed, in words; '' where the rows are as planned or found. `waiting`: which rows stay until the data reach
    the day `waits_until`; None: none.
    """

    title: str
    table: pd.DataFrame
    definitions: tuple[str, ...] = ()
    is_monthly: bool = True
    supposition: str = ""
    waiting: pd.Series | None = None
    waits_until: date | None = None

    @cached_property
    def leaving(self) -> pd.DataFrame:
        """The rows that may leave."""
        rows = self.table if self.waiting is None else self.table[~self.waiting]
        return rows if self.is_monthly else rows[rows["offices"] >= FEWEST_OFFICES]

    @property
    def may_leave(self) -> bool:
        """True unless nothing but the days or hours of a single office, or a month that is not settled, is in it."""
        return (self.is_monthly and self.waiting is None) or len(self.leaving) > 0

    @property
    def all_rows_leave(self) -> bool:
        """True where every row may leave, and so a picture of them."""
        return len(self.leaving) == len(self.table)

    def out(self, view: View) -> pd.DataFrame:
        """The table as it leaves: small counts hidden, headings and codes in words, a supposition in each row."""
        told = headed(self.leaving, view.lang, self._figure)
        return told.assign(**{view.t("Pengandaian"): self.supposition}) if self.supposition else told

    def page(self, view: View) -> Page:
        """The same as a sheet of a book, its shares as percentages."""
        return Page(self.title, self.out(view), share_headings(self.leaving, view.lang, self._figure))

    @property
    def _figure(self) -> str:
        return next(iter(self.definitions), "")

    def file_name(self, view: View) -> str:
        """The name of its files without an ending: what, where, when, and whether it is supposed or a sample."""
        return _file_name(f"{self.title} {self.supposition}", view)


def guarded(sheet: Sheet, view: View) -> Sheet:
    """Return the sheet as it may leave in the view: of a week only what is told of the whole city, or by months.

    A week is finer than a month: its rows of offices, and of a place that may be few of them, stay. Of what has cells
    to hide only settled months leave.
    """
    if CELLS & set(sheet.definitions):
        return _settled(sheet, view) if sheet.waiting is None else sheet
    if view.grain != "week" or not sheet.is_monthly or "month" in sheet.table:
        return sheet
    if view.is_city_shown and not {"unit_code", "kecamatan_code"} & set(sheet.table):
        return sheet
    return replace(sheet, table=sheet.table.assign(offices=1), is_monthly=False)


def _settled(sheet: Sheet, view: View) -> Sheet:
    """Keep back the months that still grow: two files of one, a day apart, differ by the few requests of that day."""
    months = sheet.table["month"] if "month" in sheet.table else [view.month] * len(sheet.table)
    as_of = view.build.meta["as_of"] or date.min
    days = [settled_on(pd.Timestamp(month)) for month in months]
    waiting = pd.Series([day > as_of for day in days], sheet.table.index, dtype=bool)
    return replace(sheet, waiting=waiting, waits_until=max(days)) if waiting.any() else sheet


def forget_sheets() -> None:
    """Begin a view: it has no tables yet."""
    st.session_state[SHEETS] = []


def add_sheet(sheet: Sheet) -> None:
    """Put a table into the view's book, as far as it may leave."""
    st.session_state[SHEETS].append(guarded(sheet, current_view()))


def show_csv(view: View, sheet: Sheet, key: str) -> None:
    """Show the buttons of one table: for people, and for programs."""
    t, name = view.t, sheet.file_name(view)

    def for_people() -> bytes:
        page = sheet.page(view)
        return csv(_marked(page.table, view), page.shares)

    show_button(t("CSV untuk dibaca (Excel)"), for_people, f"{name}.csv", CSV_TYPE, key)
    show_button(
        t("CSV untuk program"),
        lambda: machine_csv(_marked(sheet.out(view), view)),
        f"{name}-program.csv",
        CSV_TYPE,
        f"{key}_program",
    )


def show_book(view: View, page_title: str) -> None:
    """Show the button for everything in the view as one book."""
    sheets = [sheet for sheet in st.session_state[SHEETS] if sheet.may_leave]
    if sheets:
        label = view.t("Unduh tabel (XLSX)")
        name = f"{_file_name(' '.join([page_title, *_suppositions(sheets)]), view)}.xlsx"
        show_button(label, lambda: _book(view, page_title, sheets), name, XLSX_TYPE, "buku")


def show_button(label: str, content: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    """Show a download button; `content` runs when it is pressed, not before."""
    content = for_reader(content, name)
    st.download_button(label, content, name, mime, key=f"unduh_{key}", on_click="ignore", type="secondary")


def _book(view: View, page_title: str, sheets: list[Sheet]) -> bytes:
    t = view.t
    about = Page(t("Tentang"), _about(view, page_title, _suppositions(sheets)))
    keys = dict.fromkeys(key for sheet in sheets for key in sheet.definitions)
    return book(
        [
            about,
            *(sheet.page(view) for sheet in sheets),
            Page(t("Definisi"), _definitions(view, keys)),
        ]
    )


def _suppositions(sheets: list[Sheet]) -> list[str]:
    return list(dict.fromkeys(sheet.supposition for sheet in sheets if sheet.supposition))


def _about(view: View, page_title: str, suppositions: list[str]) -> pd.DataFrame:
    t, lang, meta = view.t, view.lang, view.build.meta
    lines = {
        t("Halaman"): page_title,
        t("Tempat yang dilihat"): view.scope_name,
        t("Periode"): view.period_name,
        t("Data sampai"): formats.day(meta["as_of"], lang),
        t("Versi data"): meta["build"],
        t("Dibuat"): f"{formats.day(meta['created_at'], lang)}, {pd.Timestamp(meta['created_at']):%H.%M} {city().zone}",
        t("Sidik data"): meta["fingerprint"],
        t("Hitungan kecil"): t(
            "Hitungan 1 sampai {largest_hidden} menurut layanan atau topik disembunyikan (<{smallest_shown} atau x)."
        ),
    }
    if suppositions:
        lines[t("Pengandaian")] = "; ".join(suppositions)
    if meta["is_sample"]:
        lines[t("Catatan")] = t("DATA CONTOH: angka tiruan, bukan data kota.")
    return pd.DataFrame({t("Hal"): list(lines), t("Isi"): list(lines.values())})


def _definitions(view: View, keys: dict[str, None]) -> pd.DataFrame:
    t = view.t
    words = [definitions()[key].words(view.lang) for key in keys]
    return pd.DataFrame(
        {
            t("Angka"): [each.label for each in words],
            t("Definisi"): [each.formula for each in words],
            t("Pembilang"): [each.numerator for each in words],
            t("Penyebut"): [each.denominator for each in words],
            t("Satuan"): [each.unit for each in words],
            t("Tidak ikut dihitung, dan sebabnya"): [each.exclusions for each in words],
            t("Asal definisi"): [each.source for each in words],
        }
    )


def _marked(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The table with its build in every row, and on sample data the mark."""
    t, meta = view.t, view.build.meta
    marks = {t("Versi data"): meta["build"]} | ({t("Catatan"): t("DATA CONTOH")} if meta["is_sample"] else {})
    return table.assign(**marks)


def _file_name(title: str, view: View) -> str:
    sample = "DATA_CONTOH_" if view.build.meta["is_sample"] else ""
    words = f"{title} {view.scope_name} {period_code(view.period[0], view.grain)}"
    return sample + re.sub(r"[^\w-]+", "-", words).strip("-").lower()
