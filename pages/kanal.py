"""Kanal per hari: digital against walk-in by weekday, before and since the digital days, and month by month."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics import uptake
from core import formats
from core.clock import WORKDAYS
from pages.charts import months as charts
from pages.charts.weekday_months import weekday_month_chart
from pages.parts.cards import note
from pages.parts.changes import show_change, show_comparisons
from pages.parts.completion import show_completion
from pages.parts.downloads import Sheet
from pages.parts.folds import show_folds
from pages.parts.marks import marked, place_marks, show_marks
from pages.parts.services import show_services
from pages.parts.show_chart import Twin, show_chart, so_far
from pages.sections.kanal.digital_days import first_effect, newest_effect, show_figures, show_verdict, show_visits
from pages.sections.kanal.other_shares import show_other_shares
from pages.sections.kanal.returning import show_returning
from pages.sections.kanal.service_days import show_service_days
from pages.tables.month_table import MONTH_COLUMNS, month_sheet, month_summary, month_twin
from pages.tables.weekday_table import weekday_sheet, weekday_summary, weekday_twin
from pages.titles.shares import channel_title, months_title, trend_title, weekday_title
from pages.view import view as views
from wording import weekdays

view = views.current_view()
t, lang, start = view.t, view.lang, view.build.digital_start
facts = view.chosen.facts
facts = facts[facts["date"] <= pd.Timestamp(view.end)]


def why_no_comparison() -> str:
    """Why before and since cannot be compared here."""
    if start is None:
        return t("Tabel kebijakan tidak berisi hari digital.")
    if start > view.end:
        return t("Hari digital baru dimulai {day}, sesudah bulan yang dipilih.").format(day=formats.day(start, lang))
    if facts.loc[facts["date"] < pd.Timestamp(start), "is_live"].isna().any():
        return t(
            "Sejak kapan kantor di wilayah ini aktif tidak diketahui, jadi tidak ada perbandingan dengan sebelumnya."
        )
    return t("Di wilayah ini tidak ada kantor yang aktif sebelum dan sejak hari digital, jadi tidak ada perbandingan.")


def show_weekdays(shares: pd.DataFrame, group: str, title: str) -> None:
    """The chart of one group of offices with all that belongs to it."""
    offices = int(shares.loc[shares["group"] == group, "offices"].max())
    captions = {
        "both": t("{n} kantor yang aktif sebelum dan sejak hari digital ({day}) · garis tegak: rentang 95%"),
        "later": t("{n} kantor · garis tegak: rentang 95%"),
    }
    show_chart(
        view,
        charts.weekday_share_chart(shares, digital_days, group, lang),
        weekday_title(shares, group, first_effect(view), digital_days, title, lang),
        f"hari_{group}",
        told=weekday_summary(shares, group, view),
        twin=weekday_twin(shares, group, view),
        sheet=weekday_sheet(shares, group, title),
        caption=captions[group].format(n=offices, day=formats.short_day(start, lang)),
        period=so_far(view),
    )


def weekday_names() -> tuple[str, str]:
    """The digital weekdays and the others, in words."""
    return weekdays(digital_days, lang), weekdays([day for day in WORKDAYS if day not in digital_days], lang)


def weekday_rows(groups: pd.DataFrame, names: dict[bool, str]) -> pd.DataFrame:
    """The months of the digital and of the other weekdays, each row with the names of its days."""
    columns = [name for name in MONTH_COLUMNS if name in groups]
    return groups[columns].assign(weekday=groups["is_digital_weekday"].map(names))


def show_months() -> None:
    """Digital and other weekdays by month, then both channels by month, with what happened on the way."""
    marks = place_marks(view)
    if start and (has["both"] or has["later"]):
        show_weekday_months(marks, pd.Timestamp(start))
    months = view.months()
    if months.empty:
        note(t("Belum ada kantor aktif di wilayah ini."), "empty")
        return
    show_chart(
        view,
        marked(charts.channel_month_chart(months, lang), marks, months["month"], view),
        channel_title(months, t("Digital dan loket per bulan"), lang),
        "bulan_kanal",
        told=month_summary(months, view),
        twin=month_twin(months, view),
        sheet=month_sheet(months, t("Digital dan loket per bulan")),
        caption=t(
            "Hanya kantor aktif, pada hari yang kedua hitungannya lengkap; "
            "jadi jumlahnya lebih kecil dari seluruh permohonan."
        ),
    )
    show_marks(marks, view)


def show_weekday_months(marks: pd.DataFrame, begun: pd.Timestamp) -> None:
    """The chart of the digital and of the other weekdays by month."""
    groups = view.months(by_digital_weekday=True)
    names = dict(zip((True, False), weekday_names(), strict=True))
    lines = {name: groups[groups["is_digital_weekday"] == is_digital] for is_digital, name in names.items()}
    twins = {name: month_twin(line, view) for name, line in lines.items()}
    title = t("Hari digital dan hari lain per bulan")
    figure = weekday_month_chart(groups, begun, (names[True], names[False]), lang, pd.Timestamp(view.end))
    show_chart(
        view,
        marked(figure, marks, groups["month"], view),
        # Of a month without a report on some weekday the others stand for its part of the week.
        months_title(list(zip((t("hari digital"), t("hari lain")), lines.values(), strict=True)), title, lang),
        "hari_bulan",
        told=" ".join(month_summary(line, view, name) for name, line in lines.items()),
        twin=Twin(
            pd.concat([twin.table.assign(**{t("Hari"): name}) for name, twin in twins.items()]),
            next(iter(twins.values())).numeric,
        ),
        sheet=Sheet(
            title,
            weekday_rows(groups, names).assign(offices=view.offices(groups["month"])),
            ("share_by_weekday",),
            is_monthly=False,
        ),
        caption=t("Semua kantor yang aktif pada bulan itu, jadi kantor baru ikut mengubah garisnya."),
    )


def show_changes() -> None:
    """What the share's change since last month is made of, two comparisons, and its course against the target."""
    head = view.head
    show_change(view, head)
    show_comparisons(view)
    months = view.months()
    if months.empty:
        return
    title = t("Porsi digital per bulan")
    show_chart(
        view,
        charts.share_trend_chart(months, head.share.target, lang),
        trend_title(head, title, lang),
        "tren",
        told=month_summary(months, view),
        twin=month_twin(months, view),
        sheet=month_sheet(months, title),
        caption=t("Hanya kantor aktif. Garis tegak: rentang 95%."),
    )


def show_later() -> None:
    """The weekdays of the offices that have no time before the digital days."""
    note(
        t(
            "Kantor-kantor ini belum aktif sebelum hari digital, atau tanggal aktifnya tidak diketahui; "
            "tidak ada pembanding."
        )
    )
    show_weekdays(shares, "later", t("Porsi digital per hari kerja, kantor lain"))


def show_what_came_of_requests() -> None:
    """What became of the requests, and who came back."""
    show_completion(view)
    show_returning(view)


shares = pd.DataFrame({"group": []}) if start is None else uptake.weekday_shares(facts, start)
digital_days = [] if start is None else uptake.digital_weekdays(facts, start)
has = {group: bool((shares["group"] == group).any()) for group in ("both", "later")}
st.header(t("Apakah hari digital berhasil?"))
effect = newest_effect(view)
show_verdict(effect, view, is_drawn=has["both"])
if has["both"]:
    show_weekdays(shares, "both", t("Porsi digital per hari kerja"))
else:
    note(why_no_comparison(), "empty")

if effect is not None:
    st.header(t("Apakah kunjungan berkurang, atau hanya pindah hari?"))
    show_visits(effect, view)

st.header(t("Untuk analis"))
by_service = view.is_city_shown and not view.build.service_days.empty
folds: dict[str, tuple[str, Callable[[], None]]] = {
    "ukuran": (t("Semua ukuran hari digital"), lambda: show_figures(view)),
    "perubahan": (t("Perubahan sejak masa sebelumnya"), show_changes),
    **({"kantor_lain": (t("Kantor lain sejak hari digital"), show_later)} if has["later"] else {}),
    "bulan": (t("Bulan demi bulan"), show_months),
    "cara_lain": (t("Dihitung dengan cara lain"), lambda: show_other_shares(view)),
    "layanan": (t("Menurut layanan"), lambda: show_services(view)),
    **(
        {"porsi_layanan": (t("Layanan mana yang sudah digital?"), lambda: show_service_days(view))}
        if by_service
        else {}
    ),
    "permohonan": (t("Apa yang terjadi dengan permohonan"), show_what_came_of_requests),
}
show_folds(folds)
