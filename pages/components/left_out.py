"""What the month's digital share leaves out at the place looked at, counted, in words."""

from analytics.left_out import left_out
from core import formats
from pages.components.view import View


def left_out_words(view: View) -> dict[str, str]:
    """Return the reason in words and its count."""
    t = view.t
    names = {
        "officer_entered": t("permohonan diketik petugas"),
        "unknown_origin": t("permohonan tanpa asal"),
        "off_days": t("permohonan di luar hari kerja"),
        "no_visits": t("hari tanpa laporan kunjungan"),
        "outage": t("hari gangguan"),
        "not_live": t("hari belum aktif"),
    }
    counts = left_out(view.in_month(view.scoped(view.build.facts)))
    return {names[reason]: formats.number(count, 0, view.lang) for reason, count in counts.items()}
