"""Digital share by service, where visits are counted by service."""

import pandas as pd

from analytics import within
from analytics.services import service_day_shares
from core import formats
from pages.charts.service_days import service_share_chart
from pages.parts.downloads import Sheet
from pages.parts.services import service_names
from pages.parts.show_chart import Twin, show_chart
from pages.titles.services import service_title
from pages.view.view import View
from wording import reason_words


def show_service_days(view: View) -> None:
    """Show the month's digital share by service; for the whole city alone, as counts are small elsewhere."""
    t, days = view.t, view.build.service_days
    dated = days.assign(date=pd.to_datetime(days["date"])).sort_values("date", kind="stable")
    rows = service_day_shares(within(dated, *view.whole_month))
    names = service_names(view)
    title = t("Porsi digital menurut layanan")
    show_chart(
        view,
        service_share_chart(rows, names, view.lang),
        service_title(rows, names, title, view.lang),
        "porsi_layanan_grafik",
        told=_sentence(rows, names, view),
        twin=_twin(rows, names, view),
        sheet=Sheet(
            title, rows.assign(service=rows["service"].map(names)).drop(columns="state"), ("service_day_shares",)
        ),
        caption=t("Hanya hari dan kantor yang menghitung kunjungannya menurut layanan. Garis: rentang 95%."),
    )


def _sentence(rows: pd.DataFrame, names: dict[str, str], view: View) -> str:
    t, lang = view.t, view.lang
    known = rows[rows["state"] == "ok"].sort_values("share", kind="stable")
    month = formats.month(view.month, lang)
    if known.empty:
        return t("{month}: belum ada layanan yang cukup sering dihitung.").format(month=month)
    low, high = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        told = t("{month}: {service} {share} digital.")
        share = formats.percent(high["share"], 0, lang)
        return told.format(month=month, service=names.get(high["service"], high["service"]), share=share)
    # Which one is first says something only where the intervals are apart.
    told = (
        t("{month}: paling digital {high} ({most}), paling sedikit {low} ({least}).")
        if low["upper"] < high["lower"]
        else t("{month}: porsi digital {n} layanan {least}–{most}; rentangnya bertumpang tindih.")
    )
    return told.format(
        month=month,
        n=formats.number(len(known), 0, lang),
        high=names.get(high["service"], high["service"]),
        most=formats.percent(high["share"], 0, lang),
        low=names.get(low["service"], low["service"]),
        least=formats.percent(low["share"], 0, lang),
    )


def _twin(rows: pd.DataFrame, names: dict[str, str], view: View) -> Twin:
    t, lang, records = view.t, view.lang, rows.to_dict("records")
    table = pd.DataFrame(
        {
            t("Layanan"): [names.get(row["service"], row["service"]) for row in records],
            t("Porsi digital"): [formats.percent(row["share"], 1, lang) for row in records],
            t("Rentang 95%"): [formats.share_interval(row["lower"], row["upper"], lang) for row in records],
            t("Kantor"): [formats.number(row["offices"], 0, lang) for row in records],
            t("Sebab bila kosong"): [reason_words(row["reason"], lang) if row["reason"] else "" for row in records],
        }
    )
    return Twin(table, tuple(table.columns[1:4]))
