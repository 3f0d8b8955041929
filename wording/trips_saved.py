"""Trips to the counter that were saved, in words: about how many, within which interval, or why it cannot be said."""

from math import isnan

from analytics import Estimate
from analytics.effect import TripsSaved
from core.formats import month, number
from core.texts import translator
from wording.codes import reason_words


def trips_saved_words(saved: TripsSaved, lang: str = "id") -> str:
    """Return what going live saved, rounded to two figures; with a price also in hours and rupiah."""
    _ = translator(lang)
    if saved.state != "ok":
        told = _("Perjalanan ke loket yang terhindar belum dapat dinyatakan: {reason}.")
        return told.format(reason=reason_words(saved.reason, lang))
    told = _(
        "Sejak mulai aktif sekitar {trips} perjalanan ke loket terhindar di {offices} kelurahan sampai {month} "
        "(selang 95 %: {interval}); mengambil surat sudah diperhitungkan."
    ).format(
        trips=_rounded(saved.trips.value, lang),
        offices=number(saved.offices, 0, lang),
        month=month(saved.last_month, lang),
        interval=_interval(saved.trips, lang),
    )
    if isnan(saved.hours.value):
        return told
    worth = _("Nilainya sekitar {hours} jam ({hour_interval}) dan Rp {rupiah} ({rupiah_interval}).").format(
        hours=_rounded(saved.hours.value, lang),
        hour_interval=_interval(saved.hours, lang),
        rupiah=_rounded(saved.rupiah.value, lang),
        rupiah_interval=_interval(saved.rupiah, lang),
    )
    return f"{told} {worth}"


def _interval(told: Estimate, lang: str) -> str:
    return f"{_rounded(told.lower, lang)} – {_rounded(told.upper, lang)}"


def _rounded(value: float, lang: str) -> str:
    """Two significant figures: the interval allows no more."""
    return number(float(f"{value:.2g}"), 0, lang)
