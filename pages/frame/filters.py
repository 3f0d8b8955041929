"""Period and place, chosen once for all pages and kept in the address."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import Span, period_code, period_span
from core import formats
from core.scope import Scope
from pages.parts.cards import note
from pages.view import address
from pages.view.cache import BUILDS_KEPT, PLACES_KEPT, Build, cached, read_build
from pages.view.view import View, unit_name
from wording import period_words

ALL = ""
PENDING = "pilih_unit"
LAST_WEEKS = 8
WEEKEND = timedelta(days=2)
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
        kecamatan = select(view.t("Wilayah"), *read_kecamatan(build.scope, lang), "kecamatan")
        unit = select(view.t("Kantor"), *read_offices(build.scope, lang, kecamatan), "unit")
    period, grain = periods[chosen]
    return View(build, lang, period, kecamatan or None, unit or None, grain)


def _periods_here(scope: Scope, lang: str) -> tuple[dict[str, tuple[Span, str]], dict[str, str], str]:
    """The periods to choose from, and behind them an older week that the address or the reader's last choice names."""
    periods, names, default = read_periods(scope, lang)
    older, older_names = read_older_weeks(scope, lang)
    asked = [code for code in (st.query_params.get(PERIOD), st.session_state.get(PERIOD)) if code in older]
    return periods | {code: older[code] for code in asked}, names | {code: older_names[code] for code in asked}, default


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
        unit, kecamatan = ALL, area
    if kecamatan:
        st.session_state["kecamatan"] = area
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


def periods_with_data(build: Build) -> list[tuple[Span, str]]:
    """Return the periods to choose from with their grain: the last weeks, every month, every quarter, every year.

    Each as far as the data reach. A week or month that has only begun comes behind the one before.
    """
    months = months_with_data(build)
    if not months:
        return []
    first, as_of = build.meta["first_day"], build.meta["as_of"]
    last = period_span(as_of, "week")
    weeks = [as_of - timedelta(weeks=back) for back in range(LAST_WEEKS + 1) if as_of - timedelta(weeks=back) >= first]
    weeks = [*weeks[1:2], weeks[0], *weeks[2:]] if as_of < last[1] - WEEKEND else weeks[:LAST_WEEKS]
    days = {"week": weeks, "month": months}
    for grain in ("quarter", "year"):
        starts = {period_span(month, grain)[0]: month for month in sorted(months)}
        days[grain] = [starts[start] for start in sorted(starts, reverse=True)]
    return [
        ((start, min(end, as_of)), grain)
        for grain, held in days.items()
        for start, end in (period_span(day, grain) for day in held)
    ]


@cached(max_entries=2 * BUILDS_KEPT)
def read_periods(scope: Scope, lang: str) -> tuple[dict[str, tuple[Span, str]], dict[str, str], str]:
    """Return by code the periods to choose from with their grain, their names, and the code to open with ('' of none).

    They are the same in every run.
    """
    periods = {period_code(span[0], grain): (span, grain) for span, grain in periods_with_data(read_build(scope))}
    names = {code: formats.begun(period_words(*period, lang)) for code, period in periods.items()}
    return periods, names, next((code for code, (_span, grain) in periods.items() if grain == "month"), "")


@cached(max_entries=2 * BUILDS_KEPT)
def read_older_weeks(scope: Scope, lang: str) -> tuple[dict[str, tuple[Span, str]], dict[str, str]]:
    """Return by code the weeks with data that are too old to be listed, and their names: links to them stay good."""
    build, known = read_build(scope), read_periods(scope, lang)[0]
    first, as_of = build.meta["first_day"], build.meta["as_of"]
    if as_of is None:
        return {}, {}
    days = [first + timedelta(weeks=past) for past in range((as_of - first).days // 7 + 1)]
    weeks = {
        code: (period_span(day, "week"), "week") for day in days if (code := period_code(day, "week")) not in known
    }
    return weeks, {code: formats.begun(period_words(*week, lang)) for code, week in weeks.items()}


@cached(max_entries=2 * BUILDS_KEPT)
def read_kecamatan(scope: Scope, lang: str) -> tuple[list[str], dict[str, str]]:
    """Return the areas to choose from and their names: the same in every run."""
    view = View(read_build(scope), lang, None)
    rows = view.build.units[view.build.units["kind"] == "kecamatan"].sort_values("name")
    pattern = view.t("Kecamatan {name} (kantor + kelurahan)")
    known = zip(rows["unit_code"], rows["name"], strict=True)
    names = {ALL: view.t("Seluruh kota")} | {code: pattern.format(name=name) for code, name in known}
    return list(names), names


@cached(max_entries=PLACES_KEPT)
def read_offices(scope: Scope, lang: str, kecamatan: str) -> tuple[list[str], dict[str, str]]:
    """Return the offices to choose from in an area, or in the city, and their names."""
    view = View(read_build(scope), lang, None)
    units = view.build.units
    rows = units[units["kecamatan_code"] == kecamatan] if kecamatan else units
    ordered = rows.sort_values(["kind", "name"], ascending=[True, True])
    names = {ALL: view.t("Semua kantor")} | {
        row["unit_code"]: unit_name(row, view) for row in ordered.to_dict("records")
    }
    return list(names), names
