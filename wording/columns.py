"""What the columns of a downloaded table are called, and its codes in words."""

from typing import Any

import numpy as np
import pandas as pd

from core import formats
from core.sources import SOURCE_WORDS
from core.texts import Translate, translator
from wording.words import (
    COMPARISON_WORDS,
    KIND_TITLES,
    KIND_WORDS,
    PERIOD_WORDS,
    REASON_WORDS,
    ROLE_WORDS,
    ROW_COUNT_WORDS,
    SEVERITY_WORDS,
    STATUS_WORDS,
)

Words = dict[str, Translate]
HEADINGS = {
    "unit_code": "Kode kantor",
    "name": "Nama",
    "kind": "Jenis kantor",
    "kecamatan": "Kecamatan",
    "month": "Bulan",
    "week": "Pekan mulai",
    "date": "Tanggal",
    "days": "Tanggal",
    "weekday": "Hari",
    "hour": "Jam",
    "share": "Porsi digital",
    "portion": "Porsi",
    "lower": "Batas bawah 95 %",
    "upper": "Batas atas 95 %",
    "numerator": "Pembilang",
    "denominator": "Penyebut",
    "completeness": "Kelengkapan",
    "complete_days": "Hari kantor lengkap",
    "expected_days": "Hari kantor yang seharusnya",
    "off_day_requests": "Permohonan di luar hari kerja",
    "rescaled_share": "Porsi digital yang diskalakan",
    "reason": "Sebab bila kosong",
    "period": "Masa",
    "group": "Kelompok kantor",
    "offices": "Kantor",
    "live": "Aktif",
    "used": "Dipakai",
    "total": "Seluruhnya",
    "status": "Status",
    "since": "Sejak",
    "is_start_known": "Hari mulainya pasti",
    "stage": "Tahap",
    "topic": "Topik",
    "calls": "Panggilan",
    "closed": "Selesai",
    "calls_per_day": "Panggilan per hari",
    "weeks_since_live": "Minggu sejak aktif",
    "rate": "Per 100 permohonan digital",
    "city_rate": "Seluruh kantor itu",
    "needs_help": "Masih perlu bantuan",
    "median_minutes": "Median (menit)",
    "p90_minutes": "Persentil ke-90 (menit)",
    "cases": "Kasus",
    "comparison": "Pembanding",
    "before": "Sebelumnya",
    "after": "Sekarang",
    "change": "Perubahan",
    "first": "Hari pertama",
    "last": "Hari terakhir",
    "part": "Bagian",
    "q10": "Peluang 10 %",
    "q25": "Peluang 25 %",
    "q50": "Tengah",
    "q75": "Peluang 75 %",
    "q90": "Peluang 90 %",
    "on_time": "Bila tepat waktu",
    "late": "Bila terlambat",
    "target": "Sasaran",
    "value": "Nilai",
    "due_date": "Tenggat",
    "required_per_month": "Laju perlu per bulan",
    "actual_per_month": "Laju nyata per bulan",
    "chance": "Peluang menurut rencana",
    "chance_moved": "Peluang bila digeser",
    "slip_0": "Peluang tepat waktu",
    "slip_4": "Peluang terlambat 4 minggu",
    "slip_8": "Peluang terlambat 8 minggu",
    "slip_12": "Peluang terlambat 12 minggu",
    "slip_26": "Peluang terlambat 26 minggu",
    "source": "Sumber",
    "newest": "Baris terbaru",
    "age_days": "Umur (hari)",
    "row_count": "Baris",
    "missing_days": "Hari kurang",
    "missing": "Tanggal yang kurang",
    "last_report": "Laporan terakhir",
    "heard_days": "Hari terdengar",
    "path": "Berkas",
    "place": "Tempat",
    "most_in": "Terbanyak di berkas",
    "state": "Keadaan",
    "held": "Ditahan",
    "flagged": "Ditandai",
    "cause": "Sebab",
    "main_cause": "Sebab terbanyak",
    "severity": "Akibat",
    "action": "Tindakan",
    "finding": "Temuan",
    "figure": "Angka",
    "service": "Layanan",
    "digital": "Digital",
    "officer": "Diketik petugas",
    "planned_date": "Rencana aktif",
    "size": "Kelurahan",
    "role": "Peran",
    "event": "Jenis",
    "text": "Keterangan",
    "level": "Kelas",
    "months_due": "Bulan yang jatuh tempo",
    "months_reported": "Bulan dilaporkan",
    "months_silent": "Bulan diam",
    "reported_share": "Bagian bulan dilaporkan",
    "on_time_share": "Bagian tepat waktu",
    "share_before": "Porsi bulan lalu",
    "share_after": "Porsi bulan ini",
    "unplaced_calls": "Panggilan tanpa tempat",
    "requests": "Permohonan",
    "population": "Penduduk",
    "months_live": "Bulan sejak aktif",
    "n_treated": "Kelurahan aktif",
    "n_control": "Kelurahan pembanding",
    "observed": "Terlihat siap",
    "observed_share": "Bagian terlihat siap",
    "median_from": "Median, paling cepat (menit)",
    "median_to": "Median, paling lama (menit)",
    "p90_from": "Persentil ke-90, paling cepat (menit)",
    "p90_to": "Persentil ke-90, paling lama (menit)",
    "sla_share_lower": "Pasti dalam waktu layanan",
    "sla_share_upper": "Mungkin dalam waktu layanan",
}
HEADINGS |= ROW_COUNT_WORDS | {f"{kind}_offices": title for kind, title in KIND_TITLES.items()}
SHARES = {"service_inside": "Porsi di dalam aplikasi", "coverage": "Bagian kantor aktif"}
"""What the column `share` is called in a table of these figures."""
PERCENTAGES = frozenset({
    "share", "portion", "completeness", "rescaled_share", "before", "after", "change", "share_before", "share_after",
    "part", "reported_share", "on_time_share", "observed_share", "sla_share_lower", "sla_share_upper",
    *(f"slip_{weeks}" for weeks in (0, 4, 8, 12, 26)),
})  # fmt: skip
"""Columns of shares between 0 and 1, and of their differences."""
BOUNDED = frozenset({"value", "lower", "upper"})
"""Shares too where there are bounds, unless they are those of a rate."""


def headed(table: pd.DataFrame, lang: str, figure: str = "") -> pd.DataFrame:
    """Return a table with its headings and its codes in words; `figure`: key of the definition it shows.

    Raises KeyError for a column without a heading: what must not leave the house is not part of a sheet.
    """
    t = translator(lang)
    words = _words(lang)
    missing = [name for name in table.columns if name not in HEADINGS]
    if missing:
        raise KeyError(f"columns without a heading: {missing}")
    named: dict[str, Any] = {
        name: [_worded(code, words.get(str(name)), t) for code in table[name]] for name in _coded(table, words)
    }
    return table.assign(**named).rename(columns=_headings(table, t, figure))


def share_headings(table: pd.DataFrame, lang: str, figure: str = "") -> frozenset[str]:
    """Return the headings of the columns that hold shares; arguments as of `headed`."""
    has_bounds = "lower" in table and "rate" not in table
    shares = PERCENTAGES | BOUNDED if has_bounds else PERCENTAGES
    return frozenset(heading for name, heading in _headings(table, translator(lang), figure).items() if name in shares)


def _headings(table: pd.DataFrame, t: Translate, figure: str) -> dict[str, str]:
    headings = {str(name): t(HEADINGS[name]) for name in table.columns}
    return headings | ({"share": t(SHARES[figure])} if figure in SHARES else {})


def _words(lang: str) -> Words:
    """How a code of each column is said; a text that is no code stays as it is."""
    t = translator(lang)
    return {
        "reason": lambda code: t(REASON_WORDS.get(code, code)),
        "source": lambda code: t(SOURCE_WORDS.get(code, code)),
        "severity": lambda code: t(SEVERITY_WORDS.get(code, code)),
        "status": lambda code: t(STATUS_WORDS.get(code, code)),
        "kind": lambda code: t(KIND_WORDS.get(code, code)),
        "comparison": lambda code: t(COMPARISON_WORDS.get(code, code)),
        "role": lambda code: t(ROLE_WORDS.get(code, code)),
        "period": lambda code: t(PERIOD_WORDS.get(code, code)),
        "weekday": lambda code: formats.weekday(int(code), lang) if code.isdigit() else code,
    }


def _coded(table: pd.DataFrame, words: Words) -> list[str]:
    """The columns that may hold codes: those with words of their own, and yes or no."""
    kinds = {name: table[name].dropna().map(type) for name in table.columns}
    return [name for name, types in kinds.items() if name in words or types.isin([bool, np.bool_]).any()]


def _worded(code: object, word: Translate | None, t: Translate) -> object:
    if pd.isna(code) or code == "":  # type: ignore[call-overload]
        return code
    if isinstance(code, bool | np.bool_):
        return t("ya") if code else t("tidak")
    return word(str(code)) if word else code
