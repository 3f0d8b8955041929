"""Which months can be reported: only those that both main sources cover to the end."""

from datetime import date

import pandas as pd

from analytics import City, Span, within
from analytics.quality import is_logged
from core.formats import day, month
from core.texts import translator


class ReportRefusedError(Exception):
    """The data do not carry a report of this month; the message says why, for the user."""


def check_period(city: City, period: Span, lang: str = "id") -> date:
    """Return the last day that the request log and the walk-in counts both cover: the build's as-of.

    Raise ReportRefusedError unless both cover every working day of the month (`period`: its first and last day).
    """
    _ = translator(lang)
    first, last = first_and_last_working_day(city.calendar, period)
    both, as_of = _both_since(city.facts), city.as_of
    name = month(period[0], lang)
    if as_of is None or both is None:
        raise ReportRefusedError(
            _("Belum ada hari yang tercakup log permohonan dan rekap kunjungan sekaligus; laporan belum dapat dibuat.")
        )
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
    if not _has_both(city.facts, period):
        raise ReportRefusedError(
            _(
                "Log permohonan atau rekap kunjungan tidak berisi data untuk {month}; laporannya tidak dapat dibuat."
            ).format(month=name)
        )
    return as_of


def first_and_last_working_day(calendar: pd.DataFrame, period: Span) -> Span:
    """Return the first and last working day of the month; beyond the calendar, of the month itself."""
    days = calendar.loc[calendar["is_working_day"].astype(bool), "date"].astype("datetime64[us]")
    inside = days[days.between(pd.Timestamp(period[0]), pd.Timestamp(period[1]))]
    return (inside.min().date(), inside.max().date()) if len(inside) else period


def _both_since(facts: pd.DataFrame) -> date | None:
    """The first day from which both sources have begun; None when one never has."""
    days = facts["date"].to_numpy()
    reported = [days[known.to_numpy()] for known in (is_logged(facts), facts["visits"].notna())]
    return max(pd.Timestamp(each.min()) for each in reported).date() if all(map(len, reported)) else None


def _has_both(facts: pd.DataFrame, period: Span) -> bool:
    inside = within(facts, *period)
    return bool(is_logged(inside).any() and inside["visits"].notna().any())
