"""Who comes back after a first digital request: of the whole city alone, as persons are few elsewhere."""

import pandas as pd
import streamlit as st

from analytics.uptake import logged_days, returning_citizens
from core import formats
from pages.charts.returning import returning_chart
from pages.parts.downloads import Sheet
from pages.parts.show_chart import Twin, show_chart
from pages.titles.services import returning_title
from pages.view.view import View
from wording import reason_words


def show_returning(view: View) -> None:
    """Show the months of first digital use up to the month looked at; nothing where nobody was counted."""
    t, lang = view.t, view.lang
    found = returning_citizens(view.build.return_month, logged_days(view.build.facts))
    found = found[found["month"] <= pd.Timestamp(view.month)]
    if found.empty or not view.is_city_shown:
        return
    title = t("Siapa yang kembali")
    st.header(title)
    show_chart(
        view,
        returning_chart(found, lang),
        returning_title(found, t("Memohon digital lagi dan kembali ke loket"), lang),
        "kembali",
        told=_sentence(found, view),
        twin=_twin(found, view),
        sheet=Sheet(title, found.drop(columns="state"), ("returning_citizens",)),
    )


def _sentence(found: pd.DataFrame, view: View) -> str:
    t, lang = view.t, view.lang
    known = found[found["state"] == "ok"]
    if known.empty:
        reason = reason_words(str(found["reason"].iloc[-1]), lang)
        return t("Belum diketahui siapa yang kembali: {reason}.").format(reason=reason)
    row = known.iloc[-1]
    told = t(
        "Dari {n} warga yang pertama kali memohon secara digital pada {month}, {digital} memohon digital lagi dan "
        "{counter} kembali ke loket dalam {return_days} hari."
    )
    return told.format(
        n=formats.number(row["citizens"], 0, lang),
        month=formats.month(row["month"], lang),
        digital=formats.percent(row["digital_share"], 0, lang),
        counter=formats.percent(row["counter_share"], 0, lang),
    )


def _twin(found: pd.DataFrame, view: View) -> Twin:
    t, lang, rows = view.t, view.lang, found.to_dict("records")
    table = pd.DataFrame(
        {
            t("Bulan pertama digital"): [formats.month(row["month"], lang) for row in rows],
            t("Warga"): [formats.number(row["citizens"], 0, lang) for row in rows],
            t("Digital lagi"): [formats.percent(row["digital_share"], 1, lang) for row in rows],
            t("Kembali ke loket"): [formats.percent(row["counter_share"], 1, lang) for row in rows],
            t("Rentang 95%, digital lagi"): [
                formats.share_interval(row["digital_lower"], row["digital_upper"], lang) for row in rows
            ],
            t("Sebab bila kosong"): [reason_words(row["reason"], lang) if row["reason"] else "" for row in rows],
        }
    )
    return Twin(table, tuple(table.columns[1:5]))
