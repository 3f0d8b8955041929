"""Ranges of days in words, and which of them a log does not cover."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from core.formats import short_day
from core.sources import SOURCE_WORDS
from core.texts import translator


def ranges_text(ranges: Sequence[tuple[date, date]], lang: str = "id") -> str:
    """Return ranges of days as text: `2–6 Sep 2024; 30 Sep 2024 – 2 Okt 2024; 9 Okt 2024`.

    Ranges of days that are owed run over weekends and holidays: whoever shows them says that working days are meant.
    """
    return "; ".join(_range_text(first, last, lang) for first, last in ranges)


def _range_text(first: date, last: date, lang: str) -> str:
    if first == last:
        return short_day(first, lang)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return (
        f"{first.day}–{short_day(last, lang)}"
        if is_one_month
        else f"{short_day(first, lang)} – {short_day(last, lang)}"
    )


def uncovered(log_gap: pd.DataFrame, span: tuple[date, date], lang: str) -> list[str]:
    """Return which days from the first to the last of `span` a log does not cover; `log_gap`: the table."""
    _ = translator(lang)
    first, last = (pd.Timestamp(day) for day in span)
    inside = log_gap[(log_gap["first_day"] <= last) & (log_gap["last_day"] >= first)]
    return [
        _("{source}: {days} tidak tercakup; angkanya memakai hari yang lain.").format(
            source=_(SOURCE_WORDS[row["source"]]),
            days=ranges_text(((max(row["first_day"], first).date(), min(row["last_day"], last).date()),), lang),
        )
        for row in inside.to_dict("records")
    ]
