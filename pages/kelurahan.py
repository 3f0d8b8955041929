"""Kelurahan: one office's whole story, against its peers, its kecamatan and the city; two offices side by side."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics import assistance, uptake
from analytics.uptake import peers
from core import formats
from pages.charts import months as charts
from pages.charts.offices import compare_chart, peers_chart
from pages.frame.filters import EVERYTHING, select
from pages.parts.cards import heading, note
from pages.parts.changes import show_comparisons
from pages.parts.downloads import Sheet
from pages.parts.explain import explain, left_out_words
from pages.parts.folds import show_folds
from pages.parts.marks import marked, office_marks, place_marks, show_marks
from pages.parts.office import show_facts, show_history, show_roster_doubts, show_status
from pages.parts.services import show_services
from pages.parts.show_chart import Twin, show_chart, so_far
from pages.parts.urgent import show_own_need
from pages.sections.kelurahan import show_all, told_by_month
from pages.sections.kelurahan_ahead import is_ahead, show_ahead
from pages.tables.month_table import month_summary, places_sheet, places_twin
from pages.tables.weekday_table import weekday_sheet, weekday_summary, weekday_twin
from pages.titles.shares import months_title, peers_title, peers_words, weekday_title
from pages.view import view as views
from wording import (
    expected_words,
    is_estimated,
    office_target_words,
    rate_words,
    reason_words,
    share_or_reason,
)

PEER_COLUMNS = (
    "unit_code", "name", "kind", "kecamatan", "numerator", "denominator", "share", "lower", "upper", "unsplit_part",
    "is_lower_bound",
)  # fmt: skip
view = views.current_view()
t, lang, build = view.t, view.lang, view.build
period = view.period_name


def choose_other() -> str:
    """Let the reader choose a second office; it is kept in the address."""
    others = build.units[build.units["unit_code"] != view.unit].sort_values(["kind", "name"])
    others = others if view.may_see_city else others[others["unit_code"].isin(build.scope.units)]
    if others.empty:
        return ""
    rows = others.to_dict("records")
    names = {EVERYTHING: t("tanpa kantor kedua")} | {row["unit_code"]: views.unit_name(row, view) for row in rows}
    return select(t("Bandingkan dengan"), list(names), names, "banding")


def of_first_office(text: str) -> str:
    """A heading; beside a second office it says that what follows is of the first one only."""
    return f"{text}: {view.scope_name}" if other else text


def show_share(own: str, other: str) -> None:
    """The office's share by month beside a second office, or its kecamatan and the city."""
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
        _share_title(lines, places),
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


def _share_title(lines: Mapping[str, pd.DataFrame], places: Mapping[str, views.View]) -> str:
    """Which is higher: the first office, or the second one or else the city."""
    title, names = t("Porsi digital per bulan"), list(lines)
    if len(names) < 2:
        return title
    beside = names[1] if other else names[-1]
    named = [(_short(places[name]), lines[name]) for name in (names[0], beside)]
    return months_title(named, title, lang)


def _short(place: views.View) -> str:
    return views.name_in_table(place.office(place.unit), place) if place.unit else place.scope_name


def show_peers(own: str) -> None:
    """Where the office stands among the offices of its kind this month."""
    months = build.month_shares("unit_code")
    shares = view.period_shares("unit_code")
    found = peers(shares, build.units, own)
    if found.frame.empty and view.may_see_city:
        note(t("Belum ada kantor sejenis yang punya porsi digital pada {month}.").format(month=period), "empty")
        return
    targets = build.office_targets
    target = uptake.office_target(
        shares[shares["unit_code"] == own].iloc[0],
        targets[targets["unit_code"] == own],
        view.end,
        months[months["unit_code"] == own],
    )
    if target:
        note(office_target_words(target, lang))
        explain(view, "office_target")
    standing = standing_of(own)
    explain(view, "expected_share")
    if not view.may_see_city:
        note(t("Kantor sejenis tersebar di seluruh kota; akun ini hanya melihat angka kantornya sendiri."), "empty")
        return
    if found.frame["is_own"].all():
        note(t("Belum ada kantor sejenis lain yang punya porsi digital pada {month}.").format(month=period), "empty")
        return
    title = t("Kantor sejenis, {month}").format(month=period)
    if is_estimated(shares[shares["unit_code"] == own].iloc[0]):
        note(t("Hanya di antara kantor yang kunjungannya juga tidak dipilah menurut keperluan."))
    rows = found.frame.to_dict("records")
    table = pd.DataFrame(
        {
            t("Kantor"): [views.unit_name(row, view) for row in rows],
            t("Porsi digital"): [share_or_reason(row, lang) for row in rows],
            t("Rentang 95%"): [formats.share_interval(row["lower"], row["upper"], lang) for row in rows],
        }
    )
    show_chart(
        view,
        peers_chart(found, lang),
        peers_title(found, str(standing["standing"]), title, lang),
        "sejenis",
        told=peers_words(found, lang),
        twin=Twin(table, tuple(table.columns[1:])),
        sheet=Sheet(
            title,
            found.frame[list(PEER_COLUMNS)],
            ("peers", "digital_share"),
        ),
    )


def show_office_weekdays() -> None:
    """The office's weekdays before and since the digital days, where it was live in both."""
    own = view.chosen.facts
    own = own[own["date"] <= pd.Timestamp(view.end)]
    if build.digital_start is None:
        note(t("Tabel kebijakan tidak berisi hari digital."), "empty")
        return
    shares = uptake.weekday_shares(own, build.digital_start)
    group = next((name for name in ("both", "later") if (shares["group"] == name).any()), None)
    if group is None:
        note(t("Belum ada porsi yang dapat dihitung"), "empty")
    else:
        title, digital_days = t("Porsi digital per hari kerja"), uptake.digital_weekdays(own, build.digital_start)
        show_chart(
            view,
            charts.weekday_share_chart(shares, digital_days, group, lang),
            weekday_title(shares, group, None, digital_days, title, lang),
            "hari_kantor",
            told=weekday_summary(shares, group, view),
            twin=weekday_twin(shares, group, view),
            sheet=weekday_sheet(shares, group, title),
            period=so_far(view),
        )


def show_help() -> None:
    """How much help from 112 the office's requests needed."""
    rate = assistance.assistance_rate(view.in_period(view.chosen.facts)).iloc[0]
    if rate["state"] != "ok":
        text = t("{month}: datanya belum cukup, {reason}.")
        note(text.format(month=period, reason=reason_words(rate["reason"], lang)), "empty")
    else:
        text = t(
            "{month}: {calls} panggilan bantuan 112 untuk {requests} permohonan digital semua hari ({rate} per 100)."
        )
        counts = [formats.number(rate[part], 0, lang) for part in ("numerator", "denominator")]
        value = rate_words(rate, lang)
        note(text.format(month=period, calls=counts[0], requests=counts[1], rate=value))
        explain(view, "assistance_rate", counts=counts)


def standing_of(code: str) -> pd.Series:
    """The office's share of the month against what is expected of an office like it."""
    standings = build.standings(view.day_in_month)
    return standings[standings["unit_code"] == code].iloc[0]


def show_office(code: str) -> None:
    """One office in short: its status, how it does in one sentence, its facts."""
    heading(views.unit_name(view.office(code), view))
    show_status(code, view)
    show_roster_doubts(view.at(unit=code))
    told = show_own_need(view.at(unit=code))
    standing = standing_of(code)
    is_told = "warned" in told
    is_news = bool(standing["is_warned"]) and not is_told
    words = expected_words(standing, lang, has_warning=is_news, is_below_told=is_told)
    note(words, "warn" if is_news else "info")
    if view.grain != "month":
        st.caption(told_by_month(view))
    show_facts(code, view)


def show_both_histories() -> None:
    """The status changes of the office, and of the second one beside it."""
    for code in (view.unit, other):
        if code:
            heading(views.unit_name(view.office(code), view), 3)
            show_history(code, view)


def show_all_comparisons() -> None:
    """The month against others, also of the second office."""
    show_comparisons(view, *([view.at(unit=other)] if other else []))


def show_story(unit: str) -> None:
    """The office's share, where it stands among its like, then the rest for who wants more."""
    st.header(t("Porsi digital per bulan"))
    show_share(unit, other)
    heading(of_first_office(t("Di antara kantor sejenis, segala umur")))
    show_peers(unit)
    st.header(t("Selengkapnya"))
    show_folds(
        {
            "banding": (t("Dibanding masa lain"), show_all_comparisons),
            "hari": (of_first_office(t("Per hari kerja")), show_office_weekdays),
            "layanan": (of_first_office(t("Menurut layanan")), lambda: show_services(view)),
            "bantuan": (of_first_office(t("Bantuan 112")), show_help),
            "riwayat": (t("Riwayat status"), show_both_histories),
        }
    )


other = ""
if view.unit is None:
    show_all(view)
elif is_ahead(view):
    show_ahead(view.unit, view)
else:
    # The office first; who wants to hold it against another finds the choice below it.
    place_of_offices = st.container()
    other = choose_other()
    codes = [code for code in (view.unit, other) if code]
    with place_of_offices:
        for place, code in zip(st.columns(len(codes), gap="medium"), codes, strict=True):
            with place:
                show_office(code)
    show_story(view.unit)
