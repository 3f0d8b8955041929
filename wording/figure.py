"""One headline figure in words, and the words that all of them share."""

from dataclasses import dataclass

from analytics import Span, month_span
from core.formats import day, month
from core.texts import translator
from wording.codes import reason_words


@dataclass(frozen=True)
class Figure:
    """One headline figure in words. `definition`: its key in core.definitions; `is_stated`: has a value.

    `direction`: up or down where the change may be called so, else ''. `provisional`: what may still change the value,
    '' where it is settled.
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


def unstated(reason: str, lang: str) -> dict[str, str]:
    """Return the texts of a figure that cannot be stated."""
    _ = translator(lang)
    words = reason_words(reason, lang)
    return {
        "value": _("Datanya belum cukup"),
        "detail": words,
        "change": _("perubahannya belum diketahui"),
        "sentence": _("Data untuk angka ini belum cukup: {reason}.").format(reason=words),
    }


def span_words(span: Span, lang: str) -> str:
    """Return days of one month: the month, or its first and last day where they are not all of it."""
    first, last = span
    if span == month_span(first):
        return month(first, lang)
    return day(last, lang) if first == last else f"{first.day}–{day(last, lang)}"
