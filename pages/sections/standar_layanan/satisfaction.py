"""How satisfied citizens are, digitally and at the counter, where a survey was delivered; else nothing."""

import pandas as pd

from analytics.services import satisfaction
from core import formats
from pages.parts.cards import fold_table, note
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import FrameRow, View
from wording import CHANNEL_WORDS, reason_words


def has_survey(view: View) -> bool:
    """Return True where the place has answers to the survey up to the month."""
    return not _answers(view).empty


def _answers(view: View) -> pd.DataFrame:
    rows = view.scoped(view.build.satisfaction)
    return rows[pd.to_datetime(rows["month"]) <= pd.Timestamp(view.month)]


def show_satisfaction(view: View) -> None:
    """Say the month's index for all and for each channel; the months behind it stand in a table."""
    t, lang = view.t, view.lang
    rows = _answers(view)
    title = t("Kepuasan warga")
    now = rows[pd.to_datetime(rows["month"]) == pd.Timestamp(view.month)]
    note(_sentence(now, view))
    months = by_channel(rows)
    records = months.to_dict("records")
    table = pd.DataFrame(
        {
            t("Bulan"): [formats.month(row["month"], lang) for row in records],
            t("Kanal"): [t(CHANNEL_WORDS.get(row["channel"], "Semua")) for row in records],
            t("Indeks kepuasan"): [formats.number(row["index"], 1, lang) for row in records],
            t("Rentang 95%"): [_interval(row, lang) for row in records],
            t("Jawaban"): [formats.number(row["answers"], 0, lang) for row in records],
        }
    )
    twin = fold_table(table, t("Tabel angka"), caption=title, numeric=tuple(table.columns[2:]))
    raw = months.assign(channel=list(table[t("Kanal")])).drop(columns="state")
    show_tools(view, Sheet(title, raw, ("satisfaction",)), "kepuasan", twin=twin)


def by_channel(rows: pd.DataFrame) -> pd.DataFrame:
    """Return satisfaction by month and channel; a month in which a channel has few answers is told as a whole alone.

    Beside the whole and the other channel those few would be known. `channel` is '' of a whole month.
    """
    apart, whole = satisfaction(rows, ["month", "channel"]), satisfaction(rows, ["month"]).assign(channel="")
    is_few = apart.groupby("month")["state"].transform(lambda states: states.ne("ok").any())
    told = whole[whole["month"].isin(apart.loc[is_few, "month"])]
    return pd.concat([apart[~is_few], told]).sort_values(["month", "channel"], ignore_index=True)


def _sentence(now: pd.DataFrame, view: View) -> str:
    t, lang = view.t, view.lang
    month = formats.month(view.month, lang)
    if now.empty:
        return t("{month}: tidak ada jawaban survei.").format(month=month)
    whole = satisfaction(now).iloc[0]
    if whole["state"] != "ok":
        told = t("{month}: datanya belum cukup, {reason}.")
        return told.format(month=month, reason=reason_words(whole["reason"], lang))
    parts = [
        f"{t(CHANNEL_WORDS[row['channel']])} {formats.number(row['index'], 1, lang)}"
        for row in by_channel(now).to_dict("records")
        if row["channel"] in CHANNEL_WORDS
    ]
    told = t("{month}: indeks kepuasan {index} dari 100 menurut {n} jawaban ({parts}).")
    return told.format(
        month=month,
        index=formats.number(whole["index"], 1, lang),
        n=formats.number(whole["answers"], 0, lang),
        parts=", ".join(parts) or formats.MISSING,
    )


def _interval(row: FrameRow, lang: str) -> str:
    return formats.interval(row["lower"], row["upper"], 1, lang=lang)
