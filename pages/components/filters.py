"""Period and place, chosen once for all pages and kept in the address."""

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import formats
from pages.components.data import Build
from pages.components.view import View, unit_name

ALL = ""
PENDING = "pilih_unit"


def choose(build: Build, lang: str, place: DeltaGenerator) -> View:
    """Show the filters at a place of the sidebar and return the view they make."""
    view = View(build, lang, None)
    months = months_of(build)
    if not months:
        return view
    with place:
        names = {f"{month:%Y-%m}": formats.month(month, lang) for month in months}
        month = select(view.t("Bulan"), list(names), names, "bulan")
        kecamatan = select(view.t("Wilayah"), *_kecamatan(view), "kecamatan")
        unit = select(view.t("Kantor"), *_offices(view, kecamatan), "unit")
    return View(build, lang, date.fromisoformat(f"{month}-01"), kecamatan or None, unit or None)


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


def months_of(build: Build) -> list[date]:
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
    names = {ALL: view.t("Seluruh kota")} | {row.unit_code: pattern.format(name=row.name_) for row in _named(rows)}
    return list(names), names


def _offices(view: View, kecamatan: str) -> tuple[list[str], dict[str, str]]:
    units = view.build.units
    rows = units[units["kecamatan_code"] == kecamatan] if kecamatan else units
    ordered = rows.sort_values(["kind", "name"], ascending=[True, True])
    names = {ALL: view.t("Semua kantor")} | {row["unit_code"]: unit_name(row, view) for _, row in ordered.iterrows()}
    return list(names), names


def _named(rows: pd.DataFrame) -> list[pd.Series]:
    return [row.rename({"name": "name_"}) for _, row in rows.iterrows()]


def chosen(key: str, options: list[str]) -> str:
    """Return what is chosen in this session, or else in the address; a value no option has is the first."""
    wanted = st.session_state.get(key, st.query_params.get(key, options[0]))
    return wanted if wanted in options else options[0]


def select(label: str, options: list[str], names: dict[str, str], key: str) -> str:
    """Show a select box that is kept in the address; return the chosen option."""
    # Set anew in every run: in another language the labels differ, and Streamlit would start with a new box.
    st.session_state[key] = chosen(key, options)
    value = st.selectbox(label, options, format_func=lambda option: names.get(option, option), key=key)
    _keep_in_address(key, value or options[0], options[0])
    return value or options[0]


def _keep_in_address(key: str, chosen: str, default: str) -> None:
    """Codes, not labels, so that a link holds in every language."""
    if chosen != default:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
