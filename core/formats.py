"""Numbers and dates as Indonesians (or English readers) write them. A missing value is a dash.

What is written agrees: a difference with its two ends, parts with their whole.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from math import isnan, nan
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

MISSING = "–"
MINUS = "\N{MINUS SIGN}"
JOIN = "\N{NO-BREAK SPACE}"
# A page writes a thousand numbers and days, the same ones again and again; Babel takes its time for each.
REMEMBERED = 50_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LOCALES = {"id": "id_ID", "en": "en_GB"}


def is_missing(value: Any) -> bool:
    """Return True for None and for what frames have in its place: NaN, NaT, NA."""
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True


def number(value: float | None, decimals: int = 0, lang: str = "id") -> str:
    """Return 12345.6 as 12.346, or as 12.345,6 with one decimal."""
    if value is None or is_missing(value):
        return MISSING
    return _decimal(value, decimals, lang)


@lru_cache(REMEMBERED)
def _decimal(value: float, decimals: int, lang: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=LOCALES[lang]).replace("-", MINUS)


def exact(value: float, lang: str = "id") -> str:
    """Return a number with the decimals it has, at most two: a threshold is never rounded to another one."""
    decimals = next((places for places in (0, 1) if round(value, places) == round(value, 2)), 2)
    return number(value, decimals, lang)


def percent(share: float | None, decimals: int = 1, lang: str = "id") -> str:
    """Return a share of 0..1 as `23,4%`."""
    if share is None or is_missing(share):
        return MISSING
    return f"{number(share * 100, decimals, lang)}%"


def signed_percent(change: float | None, lang: str = "id") -> str:
    """Return a relative change as `+4,1%` or `−39,8%`; what rounds to zero has no sign."""
    if change is None or is_missing(change):
        return MISSING
    return f"{signed(change * 100, 1, lang)}%"


def points(change: float | None, decimals: int = 1, lang: str = "id") -> str:
    """Return a change of a share as `+2,3 poin`: percentage points with their sign."""
    if change is None or is_missing(change):
        return MISSING
    return f"{signed(change * 100, decimals, lang)}{_points_unit(lang)}"


def points_from(before: float | None, after: float | None, lang: str = "id") -> str:
    """Return the change between two shares that stand beside it, as they are written: `+2,3 poin`."""
    if before is None or after is None or is_missing(before) or is_missing(after):
        return MISSING
    return points(written_difference(before * 100, after * 100) / 100, 1, lang)


def _points_unit(lang: str) -> str:
    return f"{JOIN}{'poin' if lang == 'id' else 'points'}"


def interval(
    low: float | None,
    high: float | None,
    decimals: int = 0,
    unit: str = "",
    lang: str = "id",
    *,
    is_signed: bool = False,
) -> str:
    """Return two bounds as `37,2–39,7` or, of changes, `−4,1 sampai +0,6`; the unit once, at the end.

    A dash beside a minus is not readable, so bounds with signs are joined by a word. A dash where a bound is missing.
    """
    write = signed if is_signed else number
    if low is None or high is None or is_missing(low) or is_missing(high):
        return MISSING
    join = (" sampai " if lang == "id" else " to ") if is_signed or min(low, high) < 0 else "–"
    return f"{write(low, decimals, lang)}{join}{write(high, decimals, lang)}{unit}"


def share_interval(low: float | None, high: float | None, lang: str = "id", decimals: int = 1) -> str:
    """Return the interval of a share of 0..1 as `37,2–39,7%`."""
    return interval(*_hundredfold(low, high), decimals, "%", lang)


def signed_percent_interval(low: float | None, high: float | None, lang: str = "id") -> str:
    """Return the interval of a relative change as `−20,8 sampai −14,2%`."""
    return interval(*_hundredfold(low, high), 1, "%", lang, is_signed=True)


def points_interval(low: float | None, high: float | None, lang: str = "id") -> str:
    """Return the interval of a change of a share as `−4,1 sampai −0,6 poin`."""
    return interval(*_hundredfold(low, high), 1, _points_unit(lang), lang, is_signed=True)


def _hundredfold(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    return None if low is None else low * 100, None if high is None else high * 100


def signed(value: float, decimals: int = 0, lang: str = "id") -> str:
    """Return a number with its sign; what rounds to zero has none."""
    text = number(value, decimals, lang)
    is_zero = not text.strip(f"{MINUS}0,.")
    return text.strip(MINUS) if is_zero else text if value < 0 else f"+{text}"


def as_written(value: float, decimals: int) -> Decimal:
    """Return a number as `number` rounds it."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def written_difference(before: float, after: float, decimals: int = 1) -> float:
    """Return the difference of two numbers as they are written, NaN where one is missing.

    Wherever a change stands beside both its ends: 36,24 and 38,51 are written 36,2 and 38,5, so it is 2,3.
    """
    if isnan(before) or isnan(after):
        return nan
    return float(as_written(after, decimals) - as_written(before, decimals))


def adding_up(values: Sequence[float], total: float, decimals: int = 1) -> list[float]:
    """Return numbers rounded so that, as written, they add up to a total: largest remainders first.

    A number that is missing (NaN) stays so, and then nothing is moved: the rest need not be the whole.
    """
    step = Decimal(1).scaleb(-decimals)
    if any(isnan(value) for value in values) or isnan(total):
        return [value if isnan(value) else float(as_written(value, decimals)) for value in values]
    exact = [Decimal(str(value)) for value in values]
    floors = [value.quantize(step, ROUND_FLOOR) for value in exact]
    lacking = int((as_written(total, decimals) - sum(floors)) / step)
    # What is nothing stays nothing. A total rounded down may lack less than none: then the smallest remainder gives.
    movable = [at for at, value in enumerate(exact) if value]
    largest = sorted(movable, key=lambda at: exact[at] - floors[at], reverse=True)
    if not -1 <= lacking <= len(movable):
        # Not parts of this total: nothing that rounding could mend.
        return [float(as_written(value, decimals)) for value in values]
    raised, lowered = set(largest[: max(lacking, 0)]), set(largest[-1:] if lacking < 0 else [])
    return [float(floor + step * ((at in raised) - (at in lowered))) for at, floor in enumerate(floors)]


def dated(text: str, value: date | None, lang: str = "id") -> str:
    """Return a text with its day behind it, where it has one: `batas.gpkg, 28 November 2026`."""
    return f"{text}, {day(value, lang)}" if not is_missing(value) else text


def day(value: date | None, lang: str = "id") -> str:
    """Return a date as `27 Agustus 2024`."""
    return _dated(value, "d MMMM y", lang)


def short_day(value: date | None, lang: str = "id") -> str:
    """Return a date as `27 Agu 2024`."""
    return _dated(value, "d MMM y", lang)


def begun(text: str) -> str:
    """Return a text as it begins a line: with a capital."""
    return text[:1].upper() + text[1:]


def days_of_year(value: date | None, lang: str = "id") -> str:
    """Return a date whose year is told elsewhere as `27 Agustus`."""
    return _dated(value, "d MMMM", lang)


def span(first: date, last: date, lang: str = "id") -> str:
    """Return two days as `1–29 Okt 2024`, a whole month as `Oktober 2024`, one day as `6 Jan 2025`."""
    if first == last:
        return short_day(first, lang)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    if is_one_month and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return month(first, lang)
    return (
        f"{first.day}–{short_day(last, lang)}"
        if is_one_month
        else f"{short_day(first, lang)} – {short_day(last, lang)}"
    )


def month(value: date | None, lang: str = "id") -> str:
    """Return a month as `Agustus 2024`."""
    return _dated(value, "MMMM y", lang)


def weekday(number_of_day: int, lang: str = "id", *, is_short: bool = False) -> str:
    """Return the name of an ISO weekday: 1 is `Senin`, in short `Sen`."""
    return _date(date(2024, 1, number_of_day), "EEE" if is_short else "EEEE", lang)


def _dated(value: date | None, pattern: str, lang: str) -> str:
    return MISSING if value is None or is_missing(value) else _date(value, pattern, lang)


@lru_cache(REMEMBERED)
def _date(value: date, pattern: str, lang: str) -> str:
    return format_date(value, pattern, locale=LOCALES[lang])


def safe_text(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before = + - @, tab and CR."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
