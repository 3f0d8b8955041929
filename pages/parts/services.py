"""Which services are asked for digitally, and which are still typed by officers."""

import pandas as pd
import streamlit as st

from core import formats
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import View
from wording import SERVICE_GROUP_WORDS


def show_services(view: View) -> None:
    """Show the month's requests by service; for one office by group, so that nobody can be recognised."""
    t, lang = view.t, view.lang
    shares = view.build.month_services(view.month).shares
    rows = shares[shares["place"] == view.place]
    month = formats.month(view.month, lang)
    if rows.empty:
        note(t("Tidak ada permohonan di wilayah ini pada {month}.").format(month=month), "empty")
        return
    names = service_names(view)
    table = pd.DataFrame(
        {
            t("Layanan"): [names.get(row, row) for row in rows["service"]],
            t("Digital"): [shown_count(value, lang) for value in rows["digital"]],
            t("Diketik petugas"): [shown_count(value, lang) for value in rows["officer"]],
            t("Porsi di dalam aplikasi"): [formats.percent(value, 0, lang) for value in rows["share"]],
        }
    )
    title = t("Permohonan menurut layanan, {month}").format(month=month)
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    st.caption(t("Tanpa kunjungan loket. <{smallest_shown} dan x: disembunyikan supaya orang tidak dikenali."))
    columns = ["service", "digital", "officer", "share"]
    sheet = Sheet(title, rows.assign(service=list(table.iloc[:, 0]))[columns], ("service_inside",))
    show_tools(view, sheet, "layanan")


def service_names(view: View) -> dict[str, str]:
    """Return the names of services and their groups."""
    services = view.build.services
    known = dict(zip(services["service"], services[f"label_{view.lang}"], strict=True))
    return {code: view.t(SERVICE_GROUP_WORDS[code]) for code in SERVICE_GROUP_WORDS} | known


def shown_count(value: object, lang: str) -> str:
    """Return a count in words, or the mark that stands for it."""
    return value if isinstance(value, str) else formats.number(float(str(value)), 0, lang)
