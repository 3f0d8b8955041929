"""Kanal per hari: digital against walk-in by weekday, before and since the digital days, and month by month."""

import pandas as pd
import streamlit as st

from analytics import charts, uptake
from analytics.chart_weekday_months import weekday_month_chart
from core import formats
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.charts import show_chart
from pages.components.month_table import show_month_table
from report.words import interval, share_or_reason, weekdays

view = views.current()
t, lang, start = view.t, view.lang, view.build.start
facts = view.scoped(view.build.facts)
facts = facts[facts["date"] <= pd.Timestamp(view.end)]


def weekday_table(shares: pd.DataFrame, group: str) -> pd.DataFrame:
    """One line a weekday: share, interval, numerator and denominator, in each period."""
    lines = []
    rows = shares[(shares["group"] == group) & shares["weekday"].isin(list("12345"))]
    for weekday, days in rows.groupby("weekday"):
        line = {t("Hari"): formats.weekday(int(weekday), lang)}
        for period, name in (("before", t("Sebelum")), ("since", t("Sejak"))):
            for _, row in days[days["period"] == period].iterrows():
                line[name] = share_or_reason(row, lang)
                line[f"{name}: {t('selang 95 %')}"] = interval(row.lower, row.upper, lang)
                counts = (formats.number(row.numerator, 0, lang), formats.number(row.denominator, 0, lang))
                line[f"{name}: {t('digital / seluruhnya')}"] = " / ".join(counts)
        lines.append(line)
    return pd.DataFrame(lines)


def two_shares(shares: pd.DataFrame, weekday: str) -> tuple[str, str]:
    """The share of a group of weekdays before and since, as text."""
    rows = shares[(shares["group"] == "both") & (shares["weekday"] == weekday)].set_index("period")
    return share_or_reason(rows.loc["before"], lang), share_or_reason(rows.loc["since"], lang)


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


def show_weekdays(shares: pd.DataFrame, group: str) -> None:
    """The chart of one group of offices and its table."""
    offices = int(shares.loc[shares["group"] == group, "offices"].max())
    st.caption(t("{n} kantor · garis tegak: selang 95 %").format(n=offices))
    figure = charts.weekday_share_chart(shares, uptake.digital_weekdays(facts, start), group, lang)
    show_chart(figure, t("Porsi digital Senin sampai Jumat; angkanya ada di tabel di bawah."), f"hari_{group}")
    with st.expander(t("Tabel angka")):
        table = weekday_table(shares, group)
        show_table(table, caption=t("Porsi digital per hari kerja"), numeric=tuple(table.columns[1:]))


st.subheader(t("Apakah hari digital mengubah kebiasaan?"))
shares = pd.DataFrame() if start is None else uptake.weekday_shares(facts, start)
has = {group: not shares.empty and (shares["group"] == group).any() for group in ("both", "later")}
if has["both"]:
    digital, other = two_shares(shares, "digital"), two_shares(shares, "other")
    note(
        t(
            "Sejak {day}, porsi digital pada hari digital {digital_since} (sebelumnya {digital_before}); "
            "pada hari lain {other_since} (sebelumnya {other_before})."
        ).format(
            day=formats.day(start, lang),
            digital_since=digital[1],
            digital_before=digital[0],
            other_since=other[1],
            other_before=other[0],
        )
    )
    show_weekdays(shares, "both")
else:
    note(why_no_comparison(), "empty")

if has["later"]:
    st.subheader(t("Kantor lain sejak hari digital"))
    note(t("Kantor ini belum aktif sebelum hari digital, atau tanggal aktifnya tidak diketahui. Tidak ada pembanding."))
    show_weekdays(shares, "later")

if has["both"] or has["later"]:
    st.subheader(t("Hari digital dan hari lain per bulan"))
    weekdays_digital = uptake.digital_weekdays(facts, start)
    others = [day for day in range(1, 6) if day not in weekdays_digital]
    marked = facts.assign(is_digital_weekday=facts["weekday"].isin(weekdays_digital))
    groups = uptake.digital_share(marked[marked["is_working_day"]], by=["month", "is_digital_weekday"])
    groups = groups[groups["reason"] != "not_live"]
    names = (weekdays(weekdays_digital, lang), weekdays(others, lang))
    figure = weekday_month_chart(groups, pd.Timestamp(start), names, lang)
    show_chart(
        figure, t("Porsi digital per bulan pada hari digital dan hari lain; angkanya ada di tabel."), "hari_bulan"
    )
    st.caption(t("Semua kantor yang aktif pada bulan itu, jadi kantor baru ikut mengubah garisnya."))
    with st.expander(t("Tabel angka")):
        for is_digital, name in zip((True, False), names, strict=True):
            st.markdown(f"**{name}**")
            show_month_table(groups[groups["is_digital_weekday"] == is_digital], view, name)

st.subheader(t("Digital dan loket per bulan"))
months = uptake.digital_share(facts, by=["month"])
months = months[months["reason"] != "not_live"]
if months.empty:
    note(t("Belum ada kantor aktif di wilayah ini."), "empty")
else:
    figure = charts.channel_month_chart(months, lang)
    show_chart(
        figure, t("Permohonan digital dan kunjungan loket per bulan; angkanya ada di tabel di bawah."), "bulan_kanal"
    )
    st.caption(
        t(
            "Hanya kantor aktif, pada hari yang kedua hitungannya lengkap; "
            "jadi jumlahnya lebih kecil dari seluruh permohonan."
        )
    )
    with st.expander(t("Tabel angka")):
        show_month_table(months, view, t("Digital dan loket per bulan"))
