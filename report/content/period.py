"""Which periods can be reported: months that both main sources cover to the end, and quarters and years so far."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics import City, Span, last_settled, period_code, period_span, within
from analytics.quality import is_logged
from core.formats import day
from core.texts import translator
from wording import span_words


class ReportRefusedError(Exception):
    """The data do not carry a report of this period; the message says why, for the user."""


@dataclass(frozen=True)
class Reported:
    """The days that a report is about, as far as the data reach.

    `is_running`: of a quarter or year that is not over in the data; `since`: from when on both sources have data where
    that is within the quarter or year, else None.
    """

    span: Span
    is_running: bool
    since: date | None


def days_to_report(city: City, on: date, grain: str = "month", lang: str = "id") -> Reported:
    """Return the days of a report of the month, quarter or year that holds a day.

    Raises ReportRefusedError unless the request log and the walk-in counts both cover every working day of a month. Of
    a quarter or year they must cover some, the others are named: it may still run, and the data may begin within it.
    """
    whole = period_span(on, grain)
    if grain == "month":
        as_of = check_period(city, whole, lang)
        # A month that ends with a weekend is over before its last day; its figures reach as far as those of the pages.
        return Reported((whole[0], min(whole[1], as_of)), is_running=False, since=None)
    as_of, both = _covered(city, lang)
    _check_reach(whole, as_of, both, grain, lang)
    span = whole[0], min(whole[1], as_of)
    _check_both(city.facts, span, lang)
    last = first_and_last_working_day(city.calendar, whole)[1]
    return Reported(span, as_of < last, both if both > _first_due(city.calendar, whole) else None)


def settled_month(city: City, period: Span) -> Span | None:
    """Return the month of which tables that hide small counts are printed: the last one in a period that is settled.

    None where none is: revisions of a report, a day apart, would tell what each of them hides. Months before the data
    are none.
    """
    first = max(period[0], city.meta["first_day"])
    return last_settled((first, period[1]), city.as_of) if first <= period[1] else None


def check_period(city: City, period: Span, lang: str = "id") -> date:
    """Return the last day that the request log and the walk-in counts both cover: the build's as-of.

    Raise ReportRefusedError unless both cover every working day of the month (`period`: its first and last day).
    """
    _, name = translator(lang), span_words(period, lang)
    first, last = first_and_last_working_day(city.calendar, period)
    as_of, both = _covered(city, lang)
    if last > as_of:
        raise ReportRefusedError(
            _("Data baru lengkap sampai {as_of}; laporan {month} memerlukan data sampai {last}.").format(
                as_of=day(as_of, lang), month=name, last=day(last, lang)
            )
        )
    if first < both:
        raise ReportRefusedError(
            _(
                "Log permohonan dan rekap kunjungan baru sama-sama ada sejak {both}; laporan {month} tidak dapat "
                "dibuat."
            ).format(both=day(both, lang), month=name)
        )
    _check_both(city.facts, period, lang)
    return as_of


def _covered(city: City, lang: str) -> Span:
    """The as-of, and the first day from which both sources have begun."""
    both, as_of = _both_since(city.facts), city.as_of
    if as_of is None or both is None:
        raise ReportRefusedError(
            translator(lang)(
                "Belum ada hari yang tercakup log permohonan dan rekap kunjungan sekaligus; laporan belum dapat dibuat."
            )
        )
    return as_of, both


def _check_reach(whole: Span, as_of: date, both: date, grain: str, lang: str) -> None:
    """Refuse a quarter or year of which the data hold no day, and say which they hold."""
    if whole[0] <= as_of and whole[1] >= both:
        return
    codes = dict.fromkeys(period_code(end, grain) for end in (both, as_of))
    text = translator(lang)(
        "Data lengkap dari {first} sampai {last}, jadi laporan {period} tidak dapat dibuat. Yang dapat: {periods}."
    )
    name, join = span_words(whole, lang), translator(lang)(" sampai ")
    raise ReportRefusedError(
        text.format(first=day(both, lang), last=day(as_of, lang), period=name, periods=join.join(codes))
    )


def _check_both(facts: pd.DataFrame, period: Span, lang: str) -> None:
    if not _has_both(facts, period):
        raise ReportRefusedError(
            translator(lang)(
                "Log permohonan atau rekap kunjungan tidak berisi data untuk {month}; laporannya tidak dapat dibuat."
            ).format(month=span_words(period, lang))
        )


def first_and_last_working_day(calendar: pd.DataFrame, period: Span) -> Span:
    """Return the first and last working day of the period; beyond the calendar, of the period itself."""
    days = calendar.loc[calendar["is_working_day"].astype(bool), "date"].astype("datetime64[us]")
    inside = days[days.between(pd.Timestamp(period[0]), pd.Timestamp(period[1]))]
    return (inside.min().date(), inside.max().date()) if len(inside) else period


def _first_due(calendar: pd.DataFrame, period: Span) -> date:
    """The first working day; where the calendar begins within the period, the period's first day."""
    begins = pd.Timestamp(calendar["date"].min()).date() if len(calendar) else period[1] + timedelta(days=1)
    return first_and_last_working_day(calendar, period)[0] if begins <= period[0] else period[0]


def _both_since(facts: pd.DataFrame) -> date | None:
    """The first day from which both sources have begun; None when one never has."""
    days = facts["date"].to_numpy()
    known_days = [days[known.to_numpy()] for known in (is_logged(facts), facts["visits"].notna())]
    return max(pd.Timestamp(each.min()) for each in known_days).date() if all(map(len, known_days)) else None


def _has_both(facts: pd.DataFrame, period: Span) -> bool:
    inside = within(facts, *period)
    return bool(is_logged(inside).any() and inside["visits"].notna().any())
