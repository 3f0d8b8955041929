"""Period and place, chosen once for all pages and kept in the address."""

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import formats
from pages.parts.cards import note
from pages.view import address
from pages.view.cache import Build
from pages.view.view import View, unit_name

ALL = ""
PENDING = "pilih_unit"


def choose(build: Build, lang: str, place: DeltaGenerator) -> View:
    """Show the filters at a place of the sidebar and return the view they make."""
    view = View(build, lang, None)
    months = months_with_data(build)
    if not months:
        return view
    with place:
        names = {f"{month:%Y-%m}": formats.month(month, lang) for month in months}
        month = select(view.t("Bulan"), list(names), names, "bulan", is_moving=True)
        kecamatan = select(view.t("Wilayah"), *_kecamatan(view), "kecamatan")
        unit = select(view.t("Kantor"), *_offices(view, kecamatan), "unit")
    return View(build, lang, date.fromisoformat(f"{month}-01"), kecamatan or None, unit or None)


def select(label: str, options: list[str], names: dict[str, str], key: str, *, is_moving: bool = False) -> str:
    """Show a select box that is kept in the address; return the chosen option. The first is the default.

    `is_moving`: the default is another one once newer data come, so the address names it too.
    """
    # Set anew in every run: in another language the labels differ, and Streamlit would start with a new box.
    st.session_state[key] = address.chosen(key, options, options[0])
    value = st.selectbox(
        label, options, format_func=lambda option: names.get(option, option), key=key, placeholder=label
    )
    address.keep_choice(key, value or options[0], None if is_moving else options[0])
    return value or options[0]


def show_repaired(view: View) -> None:
    """Say which choice of the address there is not; what is shown instead stands in the line above."""
    t = view.t
    names = {
        "alamat": t("halaman"),
        "bulan": t("bulan"),
        "kecamatan": t("wilayah"),
        "unit": t("kantor"),
        "lang": t("bahasa"),
        "lapis": t("lapisan peta"),
        "bentuk": t("bentuk peta"),
        "banding": t("kantor pembanding"),
        "gelombang": t("gelombang"),
        "geser": t("mundurnya gelombang"),
        "laporan": t("laporan"),
        "halaman": t("halaman laporan"),
    }
    wrong = [f"{names.get(key, key)} “{value}”" for key, value in address.repaired().items()]
    if wrong:
        text = t("Tautan ini menyebut {choices} yang tidak ada di sini; pilihan itu dikembalikan ke pilihan awal.")
        note(text.format(choices=", ".join(wrong)), "warn")


def select_unit(unit_code: str) -> None:
    """Choose an office for all pages; called from a click, so it takes effect in the next run."""
    st.session_state[PENDING] = unit_code


def has_selection() -> bool:
    """True while a click waits for the next run of the whole page."""
    return PENDING in st.session_state


def apply_selection(build: Build) -> None:
    """Bring a click of the last run into the filters, before they are drawn."""
    if unit := st.session_state.pop(PENDING, None):
        if st.session_state.get("kecamatan"):
            st.session_state["kecamatan"] = build.units.set_index("unit_code").loc[unit, "kecamatan_code"]
        st.session_state["unit"] = unit


def months_with_data(build: Build) -> list[date]:
    """Return the months with data up to the as-of, newest first; the first is the one to open with.

    A month that has only begun comes second, so that nobody opens with three days of data.
    """
    as_of = build.meta["as_of"]
    if as_of is None:
        return []
    months = [month.date() for month in pd.date_range(build.meta["first_day"].replace(day=1), as_of, freq="MS")][::-1]
    due = build.facts.loc[build.facts["month"] == pd.Timestamp(months[0]), "date"]
    is_begun = (pd.Timestamp(as_of) + pd.offsets.MonthEnd(0) - pd.Timestamp(as_of)).days > 3 and len(due) > 0
    return [months[1], months[0], *months[2:]] if is_begun and len(months) > 1 else months


def _kecamatan(view: View) -> tuple[list[str], dict[str, str]]:
    rows = view.build.units[view.build.units["kind"] == "kecamatan"].sort_values("name")
    pattern = view.t("Kecamatan {name} (kantor + kelurahan)")
    known = zip(rows["unit_code"], rows["name"], strict=True)
    names = {ALL: view.t("Seluruh kota")} | {code: pattern.format(name=name) for code, name in known}
    return list(names), names


def _offices(view: View, kecamatan: str) -> tuple[list[str], dict[str, str]]:
    units = view.build.units
    rows = units[units["kecamatan_code"] == kecamatan] if kecamatan else units
    ordered = rows.sort_values(["kind", "name"], ascending=[True, True])
    names = {ALL: view.t("Semua kantor")} | {
        row["unit_code"]: unit_name(row, view) for row in ordered.to_dict("records")
    }
    return list(names), names
