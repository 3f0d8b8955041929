"""Requests that are still open, by age, and the offices that hold the oldest."""

from datetime import date

import pandas as pd

from analytics.services import open_ages, open_by_office
from core import formats
from core.disclosure import SMALL, hide_small, is_small
from core.method import OPEN_DAYS
from core.snapshot import DamagedBuildError
from pages.charts.help import bar_chart
from pages.parts.cards import fold_table, note
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.services import shown_count
from pages.parts.show_chart import Twin, show_chart
from pages.view.view import View, unit_links, unit_name


def show_open(view: View) -> None:
    """Show them as of the newest data, whatever month is looked at: what was open then is not kept."""
    t, as_of = view.t, view.build.as_of
    outcomes = _outcomes(view)
    if outcomes is None or as_of is None:
        note(t("Versi data ini belum memuat permohonan yang terbuka; muat ulang: python -m etl load."), "empty")
        return
    if view.is_city:
        _show_ages(outcomes, as_of, view)
    else:
        note(t("Menurut umurnya hanya ditampilkan untuk seluruh kota, supaya orang tidak dikenali."), "empty")
    if not view.unit:
        _show_offices(outcomes, view)


def _show_ages(outcomes: pd.DataFrame, as_of: date, view: View) -> None:
    """The city's open requests by age, small counts hidden in chart, table, file and sentence alike."""
    t, lang = view.t, view.lang
    ages = open_ages(outcomes, as_of)
    title = t("Permohonan yang masih terbuka menurut umurnya")
    names = [_age(first, last, view) for first, last in zip(ages["from_days"], ages["to_days"], strict=True)]
    shown = hide_small(ages, ("requests",))
    texts = [shown_count(count, lang) for count in shown["requests"]]
    counts = pd.to_numeric(shown["requests"], errors="coerce")
    show_chart(
        view,
        bar_chart(names, list(counts), lang, texts),
        _sentence(ages, view, is_whole=not any(isinstance(count, str) for count in shown["requests"])),
        "terbuka",
        twin=Twin(pd.DataFrame({t("Umur"): names, t("Permohonan"): texts}), (t("Permohonan"),)),
        sheet=Sheet(title, pd.DataFrame({"age": names, "requests": shown["requests"]}), ("open_requests",)),
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


def _sentence(ages: pd.DataFrame, view: View, *, is_whole: bool) -> str:
    """How many are open and, where no count is hidden, how many of them for long."""
    t, whole = view.t, int(ages["requests"].sum())
    day = formats.day(view.build.as_of, view.lang)
    if not whole:
        return t("Tidak ada permohonan yang masih terbuka pada {day}.").format(day=day)
    if not is_whole:
        count = SMALL if is_small(whole) else formats.number(whole, 0, view.lang)
        return t("{n} permohonan masih terbuka pada {day}.").format(n=count, day=day)
    long = int(ages.loc[ages["from_days"] > OPEN_DAYS, "requests"].sum())
    told = t("{n} permohonan masih terbuka pada {day}; {part} di antaranya sudah lebih dari {open_days} hari.")
    return told.format(n=formats.number(whole, 0, view.lang), day=day, part=formats.percent(long / whole, 0, view.lang))


def _show_offices(outcomes: pd.DataFrame, view: View) -> None:
    """The offices with requests open for long, those with most of them first."""
    t, lang = view.t, view.lang
    found = told_offices(open_by_office(outcomes, view.build.as_of or view.end))
    if found.empty:
        return
    named = found.merge(view.build.units[["unit_code", "name", "kind", "kecamatan"]], on="unit_code")
    rows = named.to_dict("records")
    title = t("Kantor dengan permohonan yang lama terbuka")
    table = pd.DataFrame(
        {
            t("Kantor"): [unit_name(row, view) for row in rows],
            t("Terbuka lebih dari {open_days} hari"): [shown_count(row["open_long"], lang) for row in rows],
            t("Yang tertua, hari"): [formats.number(row["oldest_days"], 0, lang) for row in rows],
        }
    )
    twin = fold_table(table, title, caption=title, numeric=tuple(table.columns[1:]), links=unit_links(rows, view))
    raw = named[["unit_code", "name", "kecamatan", "open_long", "oldest_days"]]
    show_tools(view, Sheet(title, raw, ("open_requests",)), "lama_terbuka", twin=twin)


def told_offices(found: pd.DataFrame) -> pd.DataFrame:
    """Return services.open_by_office as told: small counts hidden, their offices last, by code and without an age.

    Their order by number, and the age of one request, would say more than the mark.
    """
    shown = hide_small(found[found["open_long"] > 0].reset_index(drop=True), ("open_long",))
    is_hidden = shown["open_long"].map(lambda count: isinstance(count, str)).astype(bool)
    hidden = shown[is_hidden].sort_values("unit_code").assign(oldest_days=float("nan"))
    return pd.concat([shown[~is_hidden], hidden], ignore_index=True)
