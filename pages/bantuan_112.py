"""Bantuan 112: who calls for help with the digital service, about what, when, and where help is still needed."""

import pandas as pd
import streamlit as st

from akses import Reach
from analytics import assistance, within
from core import formats
from pages.charts import help
from pages.parts.cards import note, show_way
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.folds import show_folds
from pages.parts.show_chart import Twin, show_chart, so_far
from pages.sections.bantuan_112.calls import show_funnel, show_topics, topic_words
from pages.sections.bantuan_112.need import area_calls_words, has_calls_log, is_area_office, show_need
from pages.sections.bantuan_112.resolution import show_resolution
from pages.sections.bantuan_112.senders import show_senders
from pages.sections.bantuan_112.totals import show_totals
from pages.titles.help import hours_title, weeks_title
from pages.view import view as views
from pages.view.reader import current_rights
from wording import help_before_words, rate_words, reason_words

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
period = view.period_name
facts = view.chosen.facts
facts = facts[facts["date"] <= pd.Timestamp(view.end)]
calls = view.in_period(view.chosen.calls)
is_help_known = bool(view.in_period(facts)["help_calls"].notna().any())
"""False where no log reaches the period, and where many of its calls say no category that is known."""


def show_rate() -> None:
    """How much help the month's digital requests needed, with numerator and denominator."""
    if not is_help_known and len(calls):
        note(why_no_calls(), "warn")
        return
    rate = assistance.assistance_rate(view.in_period(facts), calls=calls if view.is_city_shown else None).iloc[0]
    if rate["state"] != "ok":
        text = t("{month}: datanya belum cukup, {reason}.")
        note(text.format(month=period, reason=reason_words(rate["reason"], lang)))
        return
    counts = tuple(formats.number(rate[part], 0, lang) for part in ("numerator", "denominator"))
    text = t("{month}: {calls} panggilan bantuan untuk {requests} permohonan digital semua hari, yaitu {rate} per 100.")
    told = text.format(month=period, calls=counts[0], requests=counts[1], rate=rate_words(rate, lang))
    help_ = view.head.help
    earlier = [within(frame, *help_.compared) for frame in (facts, view.chosen.calls)]
    before = assistance.assistance_rate(earlier[0], calls=earlier[1] if view.is_city_shown else None).iloc[0]
    note(f"{told} {help_before_words(before, help_, lang)}".rstrip())
    explain(view, "assistance_rate", counts=counts)


def show_hours() -> None:
    """When people call: weekday and hour."""
    offices = assistance.help_offices(calls, view.chosen.units)
    hours = assistance.help_by_hour(calls, *view.period)
    helped = hours["calls"].sum()
    if left := assistance.help_without_hour(calls, *view.period):
        text = t("{n} panggilan bantuan tercatat tanpa jam; tidak dihitung menurut jam.")
        note(text.format(n=formats.number(left, 0, lang)))
        if not helped:
            return
    # Which hour is busiest the title says, where it is so beyond chance.
    summary = t("{n} panggilan bantuan menurut hari dan jam.").format(n=formats.number(helped, 0, lang))
    grid, title = hours[hours["calls"] > 0], t("Panggilan bantuan menurut hari dan jam")
    table = pd.DataFrame(
        {
            t("Hari"): [formats.weekday(int(day), lang) for day in grid["weekday"]],
            t("Jam"): [f"{int(hour):02d}.00" for hour in grid["hour"]],
            t("Panggilan"): [formats.number(count, 0, lang) for count in grid["calls"]],
            t("Panggilan per hari"): [formats.number(rate, 1, lang) for rate in grid["calls_per_day"]],
        }
    )
    show_chart(
        view,
        help.hours_chart(hours, lang),
        hours_title(hours, title, lang),
        "jam",
        told=summary if helped else t("Tidak ada panggilan bantuan."),
        twin=Twin(table, tuple(table.columns[2:])),
        sheet=Sheet(
            title,
            hours[["weekday", "hour", "calls", "calls_per_day"]].assign(offices=offices),
            ("help_by_hour",),
            is_monthly=False,
        ),
    )


def why_no_calls() -> str:
    """Why the month has no call: a log that does not reach it is no silence."""
    if is_area_office(view):
        return area_calls_words(view)
    if not is_help_known and (unknown := assistance.without_category(calls)):
        text = t(
            "{month}: {n} dari {all} panggilan 112 tidak menyebut jenis yang dikenal, jadi berapa yang meminta bantuan "
            "layanan digital belum diketahui. Jenisnya diberi arti pada Perbaikan data."
        )
        counts = (formats.number(count, 0, lang) for count in (unknown, calls["calls"].sum()))
        return text.format(month=period, n=next(counts), all=next(counts))
    if not is_help_known:
        return t("Log panggilan 112 tidak mencakup {month}.").format(month=period)
    return t("Tidak ada panggilan 112 yang tercatat di wilayah ini pada {month}.").format(month=period)


def show_weeks() -> None:
    """The need for help by weeks since an office went live."""
    weeks = assistance.assistance_by_weeks_live(facts)
    shown = help.weeks_shown(weeks).assign(week=lambda rows: rows["weeks_since_live"] + 1)
    table = pd.DataFrame(
        {
            t("Minggu ke berapa sejak aktif"): [formats.number(week, 0, lang) for week in shown["week"]],
            t("Kantor"): [formats.number(offices, 0, lang) for offices in shown["offices"]],
            t("Per 100"): [formats.number(rate, 1, lang) for rate in shown["rate"]],
        }
    )
    title = t("Bantuan menurut minggu sejak aktif")
    ends = shown["rate"].iloc[[0, -1]] if len(shown) else pd.Series(dtype=float)
    show_chart(
        view,
        help.weeks_live_chart(weeks, lang),
        weeks_title(shown, title, lang),
        "minggu",
        told=t(
            "{n} kantor yang sama, panggilan per 100 permohonan digital: {first} pada minggu pertama, {last} pada "
            "minggu ke-{week}; paling sedikit {least}, paling banyak {most}."
        ).format(
            n=formats.number(shown["offices"].iloc[-1], 0, lang),
            first=formats.number(ends.iloc[0], 1, lang),
            last=formats.number(ends.iloc[1], 1, lang),
            week=formats.number(len(shown), 0, lang),
            least=formats.number(shown["rate"].min(), 1, lang),
            most=formats.number(shown["rate"].max(), 1, lang),
        )
        if len(ends)
        else help.why_no_weeks(weeks, lang),
        twin=Twin(table, tuple(table.columns)),
        period=so_far(view),
        sheet=Sheet(
            title,
            shown.drop(columns=["state", "week"]),
            ("assistance_by_weeks_live",),
            is_monthly=False,
        ),
        caption=t("{n} kantor yang sama di setiap minggu.").format(n=formats.number(shown["offices"].max(), 0, lang))
        if len(shown)
        else "",
    )


def show_log() -> None:
    """The need for help now and what it is about, then the rest that the 112 log gives."""
    show_rate()
    st.header(t("Siapa yang masih perlu bantuan"))
    show_need(view)
    if calls.empty:
        note(why_no_calls(), "empty")
    elif is_help_known:
        show_topics(view)
    st.header(t("Untuk analis"))
    of_calls = {
        "corong": (t("Dari panggilan masuk sampai selesai"), lambda: show_funnel(calls, view)),
        "jam": (t("Kapan warga menelepon"), show_hours),
    }
    show_folds(
        {
            **(
                of_calls
                if len(calls) and is_help_known
                else {"total": (t("Total panggilan 112"), lambda: show_totals(view))}
            ),
            "minggu": (t("Kebutuhan bantuan sejak kantor aktif"), show_weeks),
            "lama": (t("Berapa lama sampai selesai"), lambda: show_resolution(view, topic_words(t))),
            "pengirim": (t("Siapa yang mengirim permohonan"), lambda: show_senders(view)),
        }
    )


if has_calls_log(view):
    show_log()
else:
    note(t("Belum ada log panggilan 112, jadi belum ada angka."), "empty")
    if current_rights().sends is Reach.CITY:
        show_way("setor_data", t("Setor log panggilan 112 di halaman Setor data"))
    show_totals(view)
    st.header(t("Siapa yang mengirim permohonan"))
    show_senders(view)
