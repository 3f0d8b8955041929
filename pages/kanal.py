"""Kanal per hari: digital against walk-in by weekday, before and since the digital days, and month by month."""

import pandas as pd
import streamlit as st

from analytics import uptake
from core import formats
from pages.charts import months as charts
from pages.charts.weekday_months import weekday_month_chart
from pages.parts.cards import note
from pages.parts.completion import show_completion
from pages.parts.downloads import Sheet
from pages.parts.marks import marked, place_marks, show_marks
from pages.parts.month_table import COLUMNS, month_sheet, month_summary, month_twin
from pages.parts.returning import show_returning
from pages.parts.services import show_services
from pages.parts.show_chart import Twin, show_chart, so_far
from pages.parts.weekday_table import weekday_sheet, weekday_summary, weekday_twin
from pages.sections.kanal import show_effect, show_other_shares
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
    show_chart(
        view,
        charts.weekday_share_chart(shares, digital_days, group, lang),
        weekday_summary(shares, group, view),
        f"hari_{group}",
        twin=weekday_twin(shares, group, view),
        sheet=weekday_sheet(shares, group, title),
        caption=t("{n} kantor · garis tegak: selang 95 %").format(n=offices),
        period=so_far(view),
    )


def weekday_rows(groups: pd.DataFrame, names: dict[bool, str]) -> pd.DataFrame:
    """The months of the digital and of the other weekdays, each row with the names of its days."""
    columns = [name for name in COLUMNS if name in groups]
    return groups[columns].assign(weekday=groups["is_digital_weekday"].map(names))


st.header(t("Apakah hari digital mengubah kebiasaan?"))
shares = pd.DataFrame({"group": []}) if start is None else uptake.weekday_shares(facts, start)
digital_days = [] if start is None else uptake.digital_weekdays(facts, start)
has = {group: bool((shares["group"] == group).any()) for group in ("both", "later")}
if has["both"]:
    show_weekdays(shares, "both", t("Porsi digital per hari kerja"))
else:
    note(why_no_comparison(), "empty")

st.header(t("Apakah kunjungan berkurang, atau hanya pindah hari?"))
show_effect(view)

if has["later"]:
    st.header(t("Kantor lain sejak hari digital"))
    note(t("Kantor ini belum aktif sebelum hari digital, atau tanggal aktifnya tidak diketahui. Tidak ada pembanding."))
    show_weekdays(shares, "later", t("Porsi digital per hari kerja, kantor lain"))

marks = place_marks(view)
if start and (has["both"] or has["later"]):
    st.header(t("Hari digital dan hari lain per bulan"))
    others = [day for day in range(1, 6) if day not in digital_days]
    groups = view.months(by_digital_weekday=True)
    names = {True: weekdays(digital_days, lang), False: weekdays(others, lang)}
    twins = {
        name: month_twin(groups[groups["is_digital_weekday"] == is_digital], view) for is_digital, name in names.items()
    }
    figure = weekday_month_chart(groups, pd.Timestamp(start), (names[True], names[False]), lang)
    show_chart(
        view,
        marked(figure, marks, groups["month"], view),
        " ".join(
            month_summary(groups[groups["is_digital_weekday"] == is_digital], view, name)
            for is_digital, name in names.items()
        ),
        "hari_bulan",
        twin=Twin(
            pd.concat([twin.table.assign(**{t("Hari"): name}) for name, twin in twins.items()]),
            next(iter(twins.values())).numeric,
        ),
        sheet=Sheet(
            t("Hari digital dan hari lain per bulan"),
            weekday_rows(groups, names).assign(offices=view.offices(groups["month"])),
            ("share_by_weekday",),
            is_monthly=False,
        ),
        caption=t("Semua kantor yang aktif pada bulan itu, jadi kantor baru ikut mengubah garisnya."),
    )

st.header(t("Digital dan loket per bulan"))
months = view.months()
if months.empty:
    note(t("Belum ada kantor aktif di wilayah ini."), "empty")
else:
    show_chart(
        view,
        marked(charts.channel_month_chart(months, lang), marks, months["month"], view),
        month_summary(months, view),
        "bulan_kanal",
        twin=month_twin(months, view),
        sheet=month_sheet(months, t("Digital dan loket per bulan")),
        caption=t(
            "Hanya kantor aktif, pada hari yang kedua hitungannya lengkap; "
            "jadi jumlahnya lebih kecil dari seluruh permohonan."
        ),
    )
show_marks(marks, view)

st.header(t("Dihitung dengan cara lain"))
show_other_shares(view)

st.header(t("Menurut layanan"))
show_services(view)

st.header(t("Apa yang terjadi dengan permohonan"))
show_completion(view)

show_returning(view)
