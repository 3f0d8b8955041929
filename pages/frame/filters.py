"""Period and place, chosen once for all pages and kept in the address."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import Span
from core.formats import LOCALES
from core.scope import Scope
from pages.frame.periods import read_older_weeks, read_periods
from pages.parts.cards import note
from pages.view import address
from pages.view.cache import Build, read_build
from pages.view.cached import PLACES_KEPT, cached
from pages.view.view import View, name_in_table, unit_name

EVERYTHING = ""
PENDING = "pilih_unit"
PERIOD = "bulan"
"""Its name in the address."""


def choose(build: Build, lang: str, place: DeltaGenerator) -> View:
    """Show the filters at a place of the sidebar and return the view they make."""
    view = View(build, lang, None)
    periods, names, default = _periods_here(build.scope, lang)
    if not periods:
        return view
    with place:
        chosen = select(view.t("Periode"), list(names), names, PERIOD, default=default, is_moving=True)
        kecamatan = _choose_place(view.t("Wilayah"), *read_kecamatan(build.scope, lang), "kecamatan")
        unit = _choose_place(view.t("Kantor"), *read_offices(build.scope, lang, kecamatan), "unit")
    period, grain = periods[chosen]
    return View(build, lang, period, kecamatan or None, unit or None, grain)


def _periods_here(scope: Scope, lang: str) -> tuple[dict[str, tuple[Span, str]], dict[str, str], str]:
    """The periods to choose from, and behind them an older week that the address or the reader's last choice names."""
    periods, names, default = read_periods(scope, lang)
    older, older_names = read_older_weeks(scope, lang)
    asked = [code for code in (st.query_params.get(PERIOD), st.session_state.get(PERIOD)) if code in older]
    return periods | {code: older[code] for code in asked}, names | {code: older_names[code] for code in asked}, default


def _choose_place(label: str, options: list[str], names: dict[str, str], key: str) -> str:
    """Show the choice of a place; the only one that there is needs no box, but stands in the address for others."""
    if len(options) > 1:
        return select(label, options, names, key)
    [only] = options
    st.session_state[key] = address.chosen(key, options, only)
    address.keep_choice(key, only, EVERYTHING)
    return only


def select(
    label: str,
    options: list[str],
    names: dict[str, str],
    key: str,
    *,
    default: str | None = None,
    is_moving: bool = False,
) -> str:
    """Show a select box that is kept in the address; return the chosen option. Without a `default` it is the first.

    `is_moving`: the default is another one once newer data come, so the address names it too.
    """
    usual = options[0] if default is None else default
    # Set anew in every run: in another language the labels differ, and Streamlit would start with a new box.
    st.session_state[key] = address.chosen(key, options, usual)
    value = st.selectbox(
        label,
        options,
        format_func=lambda option: names.get(option, option),
        key=key,
        placeholder=label,
        on_change=address.note_pick,
    )
    address.keep_choice(key, value or usual, None if is_moving else usual)
    return value or usual


def show_repaired(view: View) -> None:
    """Say which choice of the address there is not; what is shown instead stands in the line above."""
    t = view.t
    names = {
        "alamat": t("halaman"),
        "bulan": t("periode"),
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
    address.note_pick()


def has_selection() -> bool:
    """True while a click waits for the next run of the whole page."""
    return PENDING in st.session_state


def apply_selection(build: Build) -> None:
    """Bring a click of the last run into the filters, before they are drawn.

    The mark of a kecamatan office bears the kecamatan's name: from afar it chooses the kecamatan, near by the office.
    """
    if (unit := st.session_state.pop(PENDING, None)) is None:
        return
    area_of, kinds = (build.units.set_index("unit_code")[name] for name in ("kecamatan_code", "kind"))
    area, office, kecamatan = area_of[unit], st.session_state.get("unit"), st.session_state.get("kecamatan")
    is_far = area not in (kecamatan, area_of.get(office))
    if kinds[unit] == "kecamatan" and is_far:
        unit, kecamatan = EVERYTHING, area
    if kecamatan:
        st.session_state["kecamatan"] = area
    st.session_state["unit"] = unit


@cached(len(LOCALES))
def read_kecamatan(scope: Scope, lang: str) -> tuple[list[str], dict[str, str]]:
    """Return the areas to choose from and their names, the same in every run; of a reader of one place that alone."""
    view = View(read_build(scope), lang, None)
    rows = view.build.units[view.build.units["kind"] == "kecamatan"].sort_values("name")
    pattern = view.t("Kecamatan {name}")
    known = zip(rows["unit_code"], rows["name"], strict=True)
    names = {EVERYTHING: view.t("Seluruh kota")} | {code: pattern.format(name=name) for code, name in known}
    return list(names) if scope.is_city else [scope.kecamatan or EVERYTHING], names


@cached(PLACES_KEPT)
def read_offices(scope: Scope, lang: str, kecamatan: str) -> tuple[list[str], dict[str, str]]:
    """Return the offices to choose from in an area, or in the city, and their names."""
    view = View(read_build(scope), lang, None)
    units = view.build.units
    rows = units[units["kecamatan_code"] == kecamatan] if kecamatan else units
    rows = rows if scope.is_city else rows[rows["unit_code"].isin(scope.units)]
    ordered = rows.sort_values(["kind", "name"], ascending=[True, True])
    names = {EVERYTHING: view.t("Semua kantor")} | {
        # A phone's menu has no room for a kecamatan office's full name.
        row["unit_code"]: (name_in_table if row["kind"] == "kecamatan" else unit_name)(row, view)
        for row in ordered.to_dict("records")
    }
    return [scope.office] if scope.office else list(names), names
