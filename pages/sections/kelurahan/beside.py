"""An office's share by month beside a second office, or its kecamatan and the city."""

from collections.abc import Mapping

import pandas as pd

from core import formats
from pages.charts.offices import compare_chart
from pages.frame.filters import EVERYTHING, select
from pages.parts.cards import note
from pages.parts.explain import left_out_words
from pages.parts.marks import marked, office_marks, place_marks, show_marks
from pages.parts.show_chart import show_chart
from pages.tables.month_table import month_summary, places_sheet, places_twin
from pages.titles.shares import months_title
from pages.view import view as views
from pages.view.view import View


def choose_other(view: View) -> str:
    """Let the reader choose a second office; it is kept in the address."""
    t, build = view.t, view.build
    others = build.units[build.units["unit_code"] != view.unit].sort_values(["kind", "name"])
    others = others if view.may_see_city else others[others["unit_code"].isin(build.scope.units)]
    if others.empty:
        return ""
    rows = others.to_dict("records")
    names = {EVERYTHING: t("tanpa kantor kedua")} | {row["unit_code"]: views.unit_name(row, view) for row in rows}
    return select(t("Bandingkan dengan"), list(names), names, "banding")


def show_share(own: str, other: str, view: View) -> None:
    """Show the office's share by month beside a second office, or its kecamatan and the city."""
    t, lang = view.t, view.lang
    beside = view.at(unit=other) if other else view.at(kecamatan=view.office(own)["kecamatan_code"])
    places = {place.scope_name: place for place in (view, beside, view.at())}
    months = {name: place.months() for name, place in places.items()}
    lines = {name: frame for name, frame in months.items() if frame["share"].notna().any()}
    for name in [name for name in places if name not in lines]:
        note(t("{name} belum punya porsi digital, jadi tidak ada dalam grafik.").format(name=name), "empty")
    if not other and _are_same(months[view.scope_name], months[beside.scope_name]) and beside.scope_name in lines:
        note(t("Porsi digital {name} hanya dari kantor ini.").format(name=beside.scope_name), "empty")
        del lines[beside.scope_name]
    first = next((places[name] for name in lines), None)
    if first is None or not first.unit:
        return
    last = lines[first.scope_name].iloc[-1]
    marks = office_marks([view, beside]) if other else place_marks(view)
    starts, months_shown = view.build.live_starts["first"].to_dict(), pd.concat(lines.values())["month"]
    since = {name: starts[place.unit] for name, place in places.items() if place.unit in starts}
    show_chart(
        view,
        marked(compare_chart(list(lines.items()), lang, since, pd.Timestamp(view.end)), marks, months_shown, view),
        _share_title(lines, places, other, view),
        "banding_kantor",
        # The lines it is held against are told in the table; two offices stand for themselves.
        told=" ".join(month_summary(frame, view, name) for name, frame in [*lines.items()][: 2 if other else 1]),
        twin=places_twin(lines, view),
        sheet=places_sheet(lines, t("Porsi digital per bulan")),
        counts=tuple(formats.number(last[part], 0, lang) for part in ("numerator", "denominator")),
        left_out=left_out_words(first),
    )
    show_marks(marks, view)


def _are_same(one: pd.DataFrame, two: pd.DataFrame) -> bool:
    """True where two lines would lie on each other: the shares of both come from the same office."""
    parts = ["month", "numerator", "denominator"]
    known = [frame.loc[frame["share"].notna(), parts].reset_index(drop=True) for frame in (one, two)]
    return known[0].equals(known[1])


def _share_title(lines: Mapping[str, pd.DataFrame], places: Mapping[str, View], other: str, view: View) -> str:
    """Which is higher: the first office, or the second one or else the city."""
    title, names = view.t("Porsi digital per bulan"), list(lines)
    if len(names) < 2:
        return title
    beside = names[1] if other else names[-1]
    named = [(_short(places[name]), lines[name]) for name in (names[0], beside)]
    return months_title(named, title, view.lang)


def _short(place: View) -> str:
    return views.name_in_table(place.office(place.unit), place) if place.unit else place.scope_name
