"""Kelurahan: one office's whole story, against its peers, its kecamatan and the city; two offices side by side."""

import pandas as pd
import streamlit as st

from analytics import assistance, uptake
from core import formats
from pages.charts import months as charts
from pages.parts.cards import heading, note
from pages.parts.changes import show_comparisons
from pages.parts.explain import explain
from pages.parts.folds import show_folds
from pages.parts.office import show_roster_doubts
from pages.parts.services import show_services
from pages.parts.show_chart import show_chart, so_far
from pages.parts.urgent import show_own_need
from pages.sections.kelurahan.ahead import is_ahead, show_ahead
from pages.sections.kelurahan.all_offices import show_all, told_by_month
from pages.sections.kelurahan.beside import choose_other, show_share
from pages.sections.kelurahan.one_office import show_facts, show_history, show_status
from pages.sections.kelurahan.peers import show_peers, standing_of
from pages.tables.weekday_table import weekday_sheet, weekday_summary, weekday_twin
from pages.titles.shares import weekday_title
from pages.view import view as views
from wording import (
    expected_words,
    rate_words,
    reason_words,
)

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
period = view.period_name


def of_first_office(text: str) -> str:
    """A heading; beside a second office it says that what follows is of the first one only."""
    return f"{text}: {view.scope_name}" if other else text


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


def show_office(code: str) -> None:
    """One office in short: its status, how it does in one sentence, its facts."""
    heading(views.unit_name(view.office(code), view))
    show_status(code, view)
    show_roster_doubts(view.at(unit=code))
    told = show_own_need(view.at(unit=code))
    standing = standing_of(code, view)
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
    show_share(unit, other, view)
    heading(of_first_office(t("Di antara kantor sejenis, segala umur")))
    show_peers(unit, view)
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
    other = choose_other(view)
    codes = [code for code in (view.unit, other) if code]
    with place_of_offices:
        for place, code in zip(st.columns(len(codes), gap="medium"), codes, strict=True):
            with place:
                show_office(code)
    show_story(view.unit)
