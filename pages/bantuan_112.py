"""Bantuan 112: who calls for help with the digital service, about what, when, and where help is still needed."""

import pandas as pd
import streamlit as st

from akses import Reach
from analytics import assistance, period_code, within
from core import formats
from pages.charts import help
from pages.parts.cards import note, show_way
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.folds import show_folds
from pages.parts.show_chart import Twin, show_chart, so_far
from pages.sections.bantuan_112 import (
    area_calls_words,
    has_calls_log,
    is_area_office,
    show_need,
    show_resolution,
    show_totals,
)
from pages.sections.bantuan_112_senders import show_senders
from pages.titles.help import funnel_title, hours_title, topic_title, weeks_title
from pages.view import view as views
from pages.view.reader import current_rights
from pages.view.released import last_released, released
from wording import STAGE_WORDS, TOPIC_WORDS, as_released_words, help_before_words, rate_words, reason_words

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
period = view.period_name
facts = view.chosen.facts
facts = facts[facts["date"] <= pd.Timestamp(view.end)]
calls = view.in_period(view.chosen.calls)
is_help_known = bool(view.in_period(facts)["help_calls"].notna().any())
"""False where no log reaches the period, and where many of its calls say no category that is known."""
TOPICS = {code: t(TOPIC_WORDS[code]) for code in TOPIC_WORDS}


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


def show_bars(
    rows: pd.DataFrame, names: list[str], title: str, key: str, definition: str, finding: str, told: str = ""
) -> None:
    """A chart of counts by stage or topic; what is hidden in the file is hidden in the picture too."""
    texts = [count if isinstance(count, str) else formats.number(count, 0, lang) for count in rows["calls"]]
    counts = pd.to_numeric(rows["calls"], errors="coerce")
    show_chart(
        view,
        help.bar_chart(names, list(counts), lang, texts),
        finding,
        key,
        told=told,
        twin=Twin(pd.DataFrame({t("Hal"): names, t("Panggilan"): texts}), (t("Panggilan"),)),
        sheet=Sheet(title, rows.drop(columns="state", errors="ignore"), (definition,)),
    )


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


def show_topics() -> None:
    """What the month's help calls were about, those without a topic of their own last."""
    st.header(t("Tentang apa"))
    if view.grain != "month":
        st.caption(t("Seluruh {month}.").format(month=formats.month(view.month, lang)))
    told = released(view, build.place_topics, t("Topik panggilan bantuan"), build.are_topics_withheld)
    if isinstance(told, str):
        note(told, "empty")
        if last := last_released(view, build.place_topics):
            month = formats.month(last, lang)
            show_way("bantuan_112", t("Topik {month}").format(month=month), bulan=period_code(last))
        return
    topics = told.rows.loc[told.rows["place"] == view.place, ["topic", "calls"]]
    topics = topics.sort_values("topic", key=lambda each: each.eq(assistance.OTHER_TOPIC), kind="stable")
    names = [TOPICS.get(topic, topic) for topic in topics["topic"]]
    title = t("Panggilan bantuan menurut topik")
    finding = topic_title(topics, names[0], title, lang) if names else t("Tidak ada panggilan bantuan")
    show_bars(topics.assign(topic=names), names, title, "topik", "topics_112", finding)
    st.caption(as_released_words(told.as_of, lang))


def show_funnel() -> None:
    """How far the month's calls came."""
    funnel = assistance.funnel(calls)
    counts = funnel.set_index("stage")["calls"]
    is_known = pd.notna(counts["answered"])
    # Of a log that says which calls were answered, each stage lies within the one before.
    names = [
        t("Bantuan digital, dijawab") if is_known and stage == "digital_help" else t(STAGE_WORDS[stage])
        for stage in funnel["stage"]
    ]
    helped = float(calls.loc[calls["category"].eq(assistance.HELP), "calls"].sum())
    finding, told = funnel_title(counts, helped, lang), funnel_words(counts, helped)
    show_bars(funnel.assign(stage=names), names, t("Corong panggilan 112"), "corong", "funnel_112", finding, told)
    if not view.is_city_shown:
        st.caption(t("Hanya panggilan yang menyebut tempat di wilayah ini."))
    show_totals(view)


def funnel_words(counts: pd.Series, helped: float) -> str:
    """What became of all calls, and of those for help: the number of the page, and what of it was not answered."""
    stages = {stage: formats.number(count, 0, lang) for stage, count in counts.items()}
    text = t("{all} panggilan masuk; {helped} di antaranya meminta bantuan layanan digital, {solved} selesai.")
    told = text.format(all=stages["in"], helped=formats.number(helped, 0, lang), solved=stages["solved"])
    if pd.isna(counts["answered"]) or helped <= counts["digital_help"]:
        return told
    left = t("{n} panggilan bantuan tidak terjawab.").format(n=formats.number(helped - counts["digital_help"], 0, lang))
    return f"{told} {left}"


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
        show_topics()
    st.header(t("Untuk analis"))
    of_calls = {
        "corong": (t("Dari panggilan masuk sampai selesai"), show_funnel),
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
            "lama": (t("Berapa lama sampai selesai"), lambda: show_resolution(view, TOPICS)),
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
