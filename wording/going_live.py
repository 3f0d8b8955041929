"""What going live did to counter visits, and the trips it saved, in words."""

from math import isnan

from analytics import Estimate
from analytics.effect import GoingLive, TripsSaved
from core.formats import day, interval, month, number, percent, signed_percent, signed_percent_interval
from core.texts import translator
from wording.cell_words import reason_words
from wording.words import GOING_LIVE_VERDICTS


def going_live_sentence(result: GoingLive, lang: str = "id") -> str:
    """Return the answer as one sentence; the share of visits gone or added, or why it cannot be told."""
    reason = reason_words(result.reason, lang) if result.verdict == "cannot_tell" else ""
    size = percent(abs(result.change.value), 1, lang)
    return translator(lang)(GOING_LIVE_VERDICTS[result.verdict]).format(size=size, reason=reason)


def going_live_basis(result: GoingLive, lang: str = "id") -> str:
    """Return what the answer rests on: interval, offices, last month, the trend taken off, the digital days in it.

    '' where nothing can be told.
    """
    _, last = translator(lang), result.last_month
    if result.verdict == "cannot_tell" or last is None or isnan(result.change.lower):
        return ""
    basis = _(
        "Rentang 95%: {interval}; {live} kelurahan aktif, sedikitnya {others} pembanding, sampai {month}."
    ).format(
        interval=signed_percent_interval(result.change.lower, result.change.upper, lang),
        live=result.n_treated,
        others=result.n_control,
        month=month(last, lang),
    )
    trend = _("Tren sebelum aktif, {trend} per bulan, sudah dikeluarkan.")
    basis = f"{basis} {trend.format(trend=signed_percent(result.own_trend.value, lang))}"
    start = result.with_digital_days_from
    if start is None or start > last.date():
        return basis
    both = _("Sejak {day} angkanya mencakup hari digital juga.").format(day=day(start, lang))
    return f"{basis} {both}"


def trips_saved_words(saved: TripsSaved, lang: str = "id") -> str:
    """Return what going live saved, rounded to two figures; with a price also in hours and rupiah."""
    _ = translator(lang)
    if saved.state != "ok":
        told = _("Data untuk perjalanan ke loket yang terhindar belum cukup: {reason}.")
        return told.format(reason=reason_words(saved.reason, lang))
    told = _(
        "Sejak mulai aktif sekitar {trips} perjalanan ke loket terhindar di {offices} kelurahan sampai {month} "
        "(rentang 95%: {interval}); mengambil surat sudah diperhitungkan."
    ).format(
        trips=_rounded(saved.trips.value, lang),
        offices=number(saved.offices, 0, lang),
        month=month(saved.last_month, lang),
        interval=_interval(saved.trips, lang),
    )
    if saved.is_price_missing:
        lacking = _(
            "Biayanya tidak dihitung: tabel Biaya satu layanan tidak memuat biaya loket untuk tiap bulan dan layanan."
        )
        return f"{told} {lacking}"
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
    return interval(_two_figures(told.lower), _two_figures(told.upper), lang=lang)


def _rounded(value: float, lang: str) -> str:
    return number(_two_figures(value), 0, lang)


def _two_figures(value: float) -> float:
    """Two significant figures: the interval allows no more."""
    return float(f"{value:.2g}")
