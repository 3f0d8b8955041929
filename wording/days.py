"""Ranges of days in words."""

from collections.abc import Sequence
from datetime import date

from core.formats import short_day


def ranges_text(ranges: Sequence[tuple[date, date]], lang: str = "id") -> str:
    """Return ranges of days as text: `2–6 Sep 2024; 30 Sep 2024 – 2 Okt 2024; 9 Okt 2024`."""
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
