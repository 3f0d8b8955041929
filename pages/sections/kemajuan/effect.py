"""What going live did to the queues at the counters: folded away, and counted only when it is opened."""

import pandas as pd

from core import formats
from pages.charts.going_live import going_live_chart, months_shown
from pages.parts.cards import note
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.folds import open_fold
from pages.parts.show_chart import Twin, show_chart, so_far
from pages.view.view import View
from wording import going_live_basis, going_live_sentence, trips_saved_words

DEFINED = ("going_live_effect", "going_live_basis", "going_live_pre_trend")


def show_going_live(view: View) -> None:
    """Show the effect of going live on counter visits, up to the view's end."""
    t = view.t
    inside = open_fold(t("Apakah kunjungan loket turun sesudah aktif?"), "loket")
    if inside is None:
        return
    with inside:
        result = view.build.going_live(view.end)
        rows = months_shown(result.by_months_live)
        if result.verdict == "cannot_tell" or rows.empty:
            note(going_live_sentence(result, view.lang), "empty")
            return
        title = t("Perubahan kunjungan loket sejak aktif")
        raw = rows.rename(columns={"key": "months_live"}).drop(columns="state")
        show_chart(
            view,
            going_live_chart(result.by_months_live, view.lang),
            going_live_sentence(result, view.lang).removesuffix("."),
            "pengaruh_aktif",
            twin=_twin(rows, view),
            sheet=Sheet(title, raw, DEFINED),
            caption=going_live_basis(result, view.lang),
            period=so_far(view),
        )
        saved = view.build.trips_saved(view.end)
        note(trips_saved_words(saved, view.lang), "info" if saved.state == "ok" else "empty")
        explain(view, "trips_saved")


def _twin(rows: pd.DataFrame, view: View) -> Twin:
    t, lang = view.t, view.lang
    table = pd.DataFrame(
        {
            t("Bulan sejak aktif"): [formats.number(row["key"], 0, lang) for row in rows.to_dict("records")],
            t("Perubahan kunjungan"): [formats.signed_percent(change, lang) for change in rows["change"]],
            t("Rentang 95%"): [
                formats.signed_percent_interval(low, high, lang)
                for low, high in zip(rows["lower"], rows["upper"], strict=True)
            ],
            t("Kelurahan aktif"): [formats.number(count, 0, lang) for count in rows["n_treated"]],
            t("Kelurahan pembanding"): [formats.number(count, 0, lang) for count in rows["n_control"]],
        }
    )
    return Twin(table, tuple(table.columns))
