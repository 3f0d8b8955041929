"""What the columns of a downloaded table are called, and its codes in words."""

from collections.abc import Callable

import pandas as pd

from core.texts import translator
from pages.components.view import View
from report.words import REASON_WORDS, SOURCE_WORDS, STATUS_WORDS

HEADINGS = {
    "unit_code": "Kode kantor",
    "name": "Nama",
    "kind": "Jenis kantor",
    "kecamatan": "Kecamatan",
    "kecamatan_code": "Kode kecamatan",
    "month": "Bulan",
    "week": "Pekan mulai",
    "date": "Tanggal",
    "weekday": "Hari",
    "hour": "Jam",
    "share": "Porsi digital",
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
    "digital_days": "Hari digital",
    "live": "Aktif",
    "used": "Dipakai",
    "total": "Seluruhnya",
    "status": "Status",
    "since": "Sejak",
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
    "chance": "Peluang",
    "source": "Sumber",
    "newest": "Baris terbaru",
    "age_days": "Umur (hari)",
    "row_count": "Baris",
    "missing_days": "Hari kurang",
    "missing": "Tanggal yang kurang",
    "last_report": "Laporan terakhir",
    "heard_days": "Hari terdengar",
    "path": "Berkas",
    "state": "Keadaan",
    "read": "Dibaca",
    "accepted": "Diterima",
    "quarantined": "Ditahan",
    "duplicate": "Ganda",
    "not_data": "Bukan data",
    "cause": "Sebab",
    "severity": "Akibat",
    "action": "Tindakan",
    "finding": "Temuan",
    "figure": "Angka",
    "service": "Layanan",
    "planned_date": "Rencana aktif",
    "size": "Kelurahan",
    "role": "Peran",
    "event": "Kejadian",
    "months_due": "Bulan yang jatuh tempo",
    "months_reported": "Bulan dilaporkan",
    "reported_share": "Bagian bulan dilaporkan",
    "on_time_share": "Bagian tepat waktu",
    "share_before": "Porsi bulan lalu",
    "share_after": "Porsi bulan ini",
    "unplaced_calls": "Panggilan tanpa tempat",
    "requests": "Permohonan",
    "observed": "Terlihat siap",
    "observed_share": "Bagian terlihat siap",
    "median_from": "Median, paling cepat (menit)",
    "median_to": "Median, paling lama (menit)",
    "p90_from": "Persentil ke-90, paling cepat (menit)",
    "p90_to": "Persentil ke-90, paling lama (menit)",
    "sla_share_lower": "Pasti dalam waktu layanan",
    "sla_share_upper": "Mungkin dalam waktu layanan",
}
ROLES = {"both": "berubah", "joined": "baru bergabung", "left": "keluar"}
COMPARISONS = {"previous": "masa sebelumnya", "year_before": "masa yang sama tahun lalu"}
KINDS = {"kelurahan": "kelurahan", "kecamatan": "kantor kecamatan"}


def headed(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return a table with its headings, reasons, sources and statuses in words; a column without heading stays out."""
    t = translator(view.lang)
    words: dict[str, Callable[[str], str]] = {
        "reason": lambda code: t(REASON_WORDS.get(code, code)),
        "source": lambda code: t(SOURCE_WORDS.get(code, code)),
        "status": lambda code: t(STATUS_WORDS.get(code, code)),
        "kind": lambda code: t(KINDS.get(code, code)),
        "comparison": lambda code: t(COMPARISONS.get(code, code)),
        "role": lambda code: t(ROLES.get(code, code)),
    }
    # The reason says what the state would, in words; alone the state is in words already.
    codes = {"state"} if "reason" in table else set()
    shown = table[[name for name in table.columns if name in HEADINGS and name not in codes]]
    named = {
        name: [code if pd.isna(code) or not code else word(str(code)) for code in shown[name]]
        for name, word in words.items()
        if name in shown
    }
    return shown.assign(**named).rename(columns={name: t(HEADINGS[name]) for name in shown.columns})
