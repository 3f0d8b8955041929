"""Who sends the requests: themselves, with help of 112, through an RT head, or an officer at the counter."""

import pandas as pd

from analytics.assistance import SENDERS, assisted_requests
from core import formats
from pages.charts.senders import senders_chart
from pages.parts.cards import note
from pages.parts.downloads import Sheet
from pages.parts.show_chart import Twin, show_chart
from pages.titles.help import senders_title
from pages.view.view import View
from wording import SENDER_WORDS, assisted_words


def show_senders(view: View) -> None:
    """Show the parts of the city's requests by month, from the first month with a live office.

    Of one place the fewest senders would be single persons: of the city alone they are told.
    """
    t, lang = view.t, view.lang
    if not view.is_city_shown:
        note(t("Hanya ditampilkan untuk seluruh kota, supaya orang tidak dikenali."), "empty")
        return
    months = assisted_requests(view.until_end(view.chosen.facts), ["month"], *view.build.help_links)
    months = months[months["reason"] != "not_live"]
    if months.empty:
        note(t("Belum ada kantor aktif di wilayah ini."), "empty")
        return
    title = t("Siapa yang mengirim permohonan")
    newest = months.iloc[-1]
    sheet = months[["month", *SENDERS, "requests", "assisted_share", "reason"]]
    show_chart(
        view,
        senders_chart(months, lang),
        senders_title(newest, t("Pengirim permohonan per bulan"), lang),
        "pengirim",
        told=f"{formats.month(newest['month'], lang)}. {assisted_words(newest, lang)}",
        twin=_twin(months, view),
        sheet=Sheet(title, sheet, ("assisted_requests",)),
        counts=_counts(newest, lang),
    )


def _counts(row: pd.Series, lang: str) -> tuple[str, str]:
    """Assisted requests, and those of known origin."""
    known = row["requests"] - row["unknown"]
    return formats.number(known - row["own"], 0, lang), formats.number(known, 0, lang)


def _twin(months: pd.DataFrame, view: View) -> Twin:
    t, lang = view.t, view.lang
    table = pd.DataFrame(
        {
            t("Bulan"): [formats.month(month, lang) for month in months["month"]],
            **{t(SENDER_WORDS[name]): [formats.number(n, 0, lang) for n in months[name]] for name in SENDERS},
            t("Dibantu"): [formats.percent(share, 0, lang) for share in months["assisted_share"]],
        }
    )
    return Twin(table, tuple(table.columns[1:]))
