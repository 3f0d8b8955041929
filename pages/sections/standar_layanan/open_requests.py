"""Requests that are still open, by age, and the offices that hold the oldest."""

from datetime import date

import pandas as pd

from analytics.services import long_open_offices
from core import formats
from core.method import OPEN_DAYS
from core.store.published_builds import DamagedBuildError
from pages.charts.help import bar_chart
from pages.parts.cards import fold_table, note
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.services import shown_count
from pages.parts.show_chart import Twin, show_chart
from pages.titles.services import open_title
from pages.view.view import View, unit_links, unit_name


def open_words(view: View) -> str:
    """Return how many of the city's requests are open, and how many of them for long.

    '' where it is not told, and where none is known to be open for long: nobody has to do anything then.
    """
    outcomes, as_of = _outcomes(view), view.build.as_of
    if outcomes is None or as_of is None or not view.is_city_shown:
        return ""
    ages, whole = view.build.open_ages(as_of)
    if ages is None or not ages.loc[ages["from_days"] > OPEN_DAYS, "requests"].ne(0).any():
        return ""
    return _sentence(ages, whole, view)


def show_open(view: View) -> None:
    """Show them as of the newest data, whatever month is looked at: what was open then is not kept."""
    t, as_of = view.t, view.build.as_of
    outcomes = _outcomes(view)
    if outcomes is None or as_of is None:
        text = t(
            "Versi data ini belum memuat permohonan yang terbuka; itu terisi sesudah pemuatan berikutnya. Bila belum "
            "juga, beri tahu pengelola dasbor."
        )
        note(text, "empty")
        return
    if view.is_city_shown:
        _show_ages(as_of, view)
    else:
        note(t("Menurut umurnya hanya ditampilkan untuk seluruh kota, supaya orang tidak dikenali."), "empty")
    _show_offices(outcomes, view)


def _show_ages(as_of: date, view: View) -> None:
    """The city's open requests by age, small counts hidden in chart, table, file and sentence alike."""
    t, lang = view.t, view.lang
    ages, whole = view.build.open_ages(as_of)
    if ages is None:
        note(t("Hitungannya terlalu kecil, disembunyikan supaya orang tidak dikenali."), "empty")
        return
    title = t("Permohonan yang masih terbuka menurut umurnya")
    names = [_age(first, last, view) for first, last in zip(ages["from_days"], ages["to_days"], strict=True)]
    texts = [shown_count(count, lang) for count in ages["requests"]]
    counts = pd.to_numeric(ages["requests"], errors="coerce")
    show_chart(
        view,
        bar_chart(names, list(counts), lang, texts),
        open_title(ages, title, lang),
        "terbuka",
        told=_sentence(ages, whole, view),
        twin=Twin(pd.DataFrame({t("Umur"): names, t("Permohonan"): texts}), (t("Permohonan"),)),
        sheet=Sheet(title, pd.DataFrame({"age": names, "requests": ages["requests"]}), ("open_requests",)),
        period=formats.day(as_of, lang),
    )


def _outcomes(view: View) -> pd.DataFrame | None:
    try:
        return view.scoped(view.build.request_outcomes)
    except DamagedBuildError:
        return None


def _age(first: int, last: float, view: View) -> str:
    if pd.isna(last):
        return view.t("{first} hari atau lebih").format(first=formats.number(first, 0, view.lang))
    return view.t("{interval} hari").format(interval=formats.interval(first, last, lang=view.lang))


def _sentence(ages: pd.DataFrame, whole: int, view: View) -> str:
    """How many are open and, where no count is hidden, how many of them for long."""
    t, day = view.t, formats.day(view.build.as_of, view.lang)
    if not whole:
        return t("Tidak ada permohonan yang masih terbuka pada {day}.").format(day=day)
    if any(isinstance(count, str) for count in ages["requests"]):
        return t("{n} permohonan masih terbuka pada {day}.").format(n=formats.number(whole, 0, view.lang), day=day)
    long = int(ages.loc[ages["from_days"] > OPEN_DAYS, "requests"].sum())
    told = t(
        "{n} permohonan dari semua bulan masih terbuka pada {day}; {part} di antaranya sudah lebih dari {open_days} "
        "hari."
    )
    return told.format(n=formats.number(whole, 0, view.lang), day=day, part=formats.percent(long / whole, 0, view.lang))


def _show_offices(outcomes: pd.DataFrame, view: View) -> None:
    """The offices with five or more requests open for long, that with the oldest first."""
    t, lang = view.t, view.lang
    found = long_open_offices(outcomes, view.build.as_of or view.end)
    if found.empty:
        return
    named = found.merge(view.build.units[["unit_code", "name", "kind", "kecamatan"]], on="unit_code")
    rows = named.to_dict("records")
    title = t("Kantor dengan {smallest_shown} permohonan atau lebih yang terbuka lebih dari {open_days} hari")
    table = pd.DataFrame(
        {
            t("Kantor"): [unit_name(row, view) for row in rows],
            t("Yang tertua, hari"): [formats.number(row["oldest_days"], 0, lang) for row in rows],
        }
    )
    twin = fold_table(table, title, caption=title, numeric=tuple(table.columns[1:]), links=unit_links(rows, view))
    raw = named[["unit_code", "name", "kecamatan", "oldest_days"]]
    show_tools(view, Sheet(title, raw, ("open_requests",)), "lama_terbuka", twin=twin)
