"""One headline figure in words, and the words that all of them share."""

from dataclasses import dataclass
from datetime import date

from analytics import Span, month_span, period_span
from core.formats import day, days_of_year, month
from core.texts import translator
from wording.words import QUARTER_WORDS


@dataclass(frozen=True)
class Figure:
    """One headline figure in words. `definition`: its key in core.definitions; `is_stated`: has a value.

    `direction`: up or down where the change may be called so, else ''. `provisional`: what may still change the value,
    '' where it is settled. `spread`: the part of `detail` without the counts of the figure, '' where it is all of it.
    """

    definition: str
    label: str
    value: str
    detail: str
    period: str
    change: str
    sentence: str
    is_stated: bool
    direction: str = ""
    provisional: str = ""
    spread: str = ""


def unstated(words: str, lang: str) -> dict[str, str]:
    """Return the texts of a figure that cannot be stated; `words`: why."""
    _ = translator(lang)
    return {
        "value": _("Datanya belum cukup"),
        "detail": words,
        "change": _("perubahannya belum diketahui"),
        "sentence": _("Data untuk angka ini belum cukup: {reason}.").format(reason=words),
    }


def span_words(span: Span, lang: str) -> str:
    """Return days: the month, quarter or year that they are all of, else the first and the last."""
    first, last = span
    if span == month_span(first):
        return month(first, lang)
    for grain in ("quarter", "year"):
        if span == period_span(first, grain):
            return _name(first, grain, lang)
    if first.year != last.year:
        return f"{day(first, lang)}–{day(last, lang)}"
    if first.month != last.month:
        return f"{days_of_year(first, lang)}–{day(last, lang)}"
    return day(last, lang) if first == last else f"{first.day}–{day(last, lang)}"


def ended_words(period: Span, lang: str) -> str:
    """Return a whole period as that at whose end something was so: the month, of any other period its last day."""
    return span_words(period, lang) if period == month_span(period[0]) else day(period[1], lang)


def near_words(text: str, now: date) -> str:
    """Return days or a month in words without the year where that is the one of `now`, which is told elsewhere."""
    return text.removesuffix(f" {now.year}")


def period_words(period: Span, grain: str, lang: str) -> str:
    """Return a period as it is chosen: `November 2024`, `minggu 4–10 November 2024`, `triwulan IV 2024`, `tahun 2024`.

    A quarter or year that is not over says up to when. `grain`: a key of GRAINS.
    """
    first, last = period
    if grain == "month":
        return month(first, lang)
    _ = translator(lang)
    whole = period_span(first, grain)
    if grain == "week":
        return _("minggu {days}").format(days=span_words(period, lang))
    name = _name(first, grain, lang)
    if last == whole[1]:
        return name
    return _("{period} sampai {day}").format(period=name, day=days_of_year(last, lang))


def _name(first: date, grain: str, lang: str) -> str:
    _ = translator(lang)
    pattern = _(QUARTER_WORDS[(first.month + 2) // 3]) if grain == "quarter" else _("tahun {year}")
    return pattern.format(year=first.year)
