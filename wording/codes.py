"""Codes of the analytics in words: statuses, reasons, kinds of offices, weekdays."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.formats import JOIN, MISSING, number, percent, weekday
from core.texts import translator

STATUS_WORDS = {
    "belum": "Belum",
    "persiapan": "Persiapan",
    "sosialisasi": "Sosialisasi",
    "pelatihan": "Pelatihan",
    "aktif": "Aktif",
    "ditunda": "Ditunda",
}
TOPIC_WORDS = {
    "lupa_kata_sandi": "Lupa kata sandi",
    "gagal_masuk": "Gagal masuk",
    "unggah_berkas": "Unggah berkas",
    "status_permohonan": "Status permohonan",
    "pendaftaran_akun": "Pendaftaran akun",
    "lainnya": "Lainnya",
}
REASON_WORDS = {
    "no_working_day": "tidak ada hari kerja",
    "live_unknown": "tanggal aktif tidak diketahui",
    "not_live": "belum aktif",
    "no_complete_day": "tidak ada hari yang lengkap",
    "low_completeness": "laporan kurang dari {min_completeness} lengkap",
    "weekday_missing": "ada hari kerja yang tidak pernah lengkap",
    "no_transactions": "tidak ada transaksi",
    "status_unknown": "status sebagian kantor tidak diketahui",
    "no_common_office": "tidak ada kantor yang lengkap di kedua bulan",
    "not_covered": "log permohonan atau log 112 tidak mencakup masa ini",
    "no_requests": "tidak ada permohonan digital",
    "before_start": "hari digital belum dimulai",
    "no_data_since": "belum ada data sejak hari digital",
    "no_policy": "tidak ada hari digital dalam tabel kebijakan",
    "few_live": "terlalu sedikit kelurahan yang sudah aktif {ramp_weeks} minggu sebelum hari digital",
    "few_not_live": "terlalu sedikit kelurahan pembanding yang belum aktif",
    "short_before": "masa sebelum hari digital kurang dari {min_weeks} minggu",
    "short_since": "masa sejak hari digital kurang dari {min_weeks} minggu",
    "before_data": "data belum menjangkau masa itu",
    "few_clusters": "terlalu sedikit kantor atau minggu untuk selang",
    "wide_gap": "selangnya lebar dan memuat nol",
    "no_complete_week": "tidak ada pekan yang lengkap",
    "link_off": "panggilan 112 tidak ditautkan",
    "no_rows": "belum ada data",
    "no_such_day": "tidak ada hari seperti itu dalam masa ini",
    "nothing_due": "tidak ada yang jatuh tempo",
    "few_weeks": "kurang dari {min_clusters} pekan dengan permohonan",
    "few_waves": "kurang dari {min_waves} gelombang",
    "no_calls": "tidak ada panggilan yang tercatat",
    "answer_unknown": "ada panggilan yang tidak menyebut dijawab atau tidak",
    "no_total": "jumlah seluruhnya tidak diumumkan",
}
# The same for narrow table cells.
CELL_REASONS = {
    "no_working_day": "tak ada hari kerja",
    "live_unknown": "status tak diketahui",
    "not_live": "belum aktif",
    "no_complete_day": "tak ada hari lengkap",
    "low_completeness": "laporan < {min_completeness}",
    "weekday_missing": "hari kerja tak lengkap",
    "no_transactions": "tak ada transaksi",
}


def cell_reason(reason: str, lang: str = "id") -> str:
    """Return why there is no share in a few words. Raises KeyError for a code without words."""
    return translator(lang)(CELL_REASONS[reason])


def status_word(status: str | None, lang: str = "id") -> str:
    """Return a roll-out status as a word; None is not known."""
    return translator(lang)("Tidak diketahui" if status is None else STATUS_WORDS[status])


def reason_words(reason: str, lang: str = "id") -> str:
    """Return a reason code of analytics as words. Raises KeyError for a code without words."""
    return translator(lang)(REASON_WORDS[reason])


def interval(lower: float | None, upper: float | None, lang: str = "id") -> str:
    """Return a 95 % interval of a share as `30,1–33,2 %`; a dash where there is none."""
    low, high = (number(None if bound is None else bound * 100, 1, lang) for bound in (lower, upper))
    return MISSING if MISSING in (low, high) else f"{low}–{high}{JOIN}%"


def share_or_reason(row: Any, lang: str = "id") -> str:
    """Return a share as text, or why there is none.

    `row`: share, state, reason, and where given lower_unknown and upper_unknown: then it is a range.
    """
    if row["state"] != "ok":
        return reason_words(row["reason"], lang)
    wide = interval(row.get("lower_unknown"), row.get("upper_unknown"), lang)
    return percent(row["share"], 1, lang) if wide == MISSING else wide


def highest_share(row: Any) -> float:
    """Return what a share may be at most: its interval's end, or that of requests of unknown origin counted as digital.

    `row`: upper, upper_unknown (missing where every origin is known).
    """
    return float(row["upper"] if pd.isna(row["upper_unknown"]) else max(row["upper"], row["upper_unknown"]))


def weekdays(days: Sequence[int], lang: str = "id") -> str:
    """Return weekdays in a row as `Selasa–Kamis`, others as `Senin dan Jumat`."""
    names = [weekday(day, lang) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]}–{names[-1]}"
    joined = ", ".join(names[:-1])
    return translator(lang)("{first} dan {last}").format(first=joined, last=names[-1]) if joined else names[-1]
