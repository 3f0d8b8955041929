"""What the printed figures mean, and how they are made."""

from core.definitions import definitions
from core.texts import translator
from report.content.model import PrintedDefinition
from wording import GRAIN_WORDS

PRINTED = (
    "coverage", "used_coverage", "digital_share", "share_by_weekday", "weekday_gap", "visits_change",
    "digital_days_verdict", "share_change", "share_change_parts", "first_ten_change", "required_pace", "actual_pace",
    "coverage_forecast", "assistance_rate", "assisted_requests", "funnel_112", "signal", "false_alarms", "completeness",
    "overdue", "freshness", "trips_saved",
)  # fmt: skip


def printed_definitions(lang: str) -> tuple[PrintedDefinition, ...]:
    """Return the definition of every figure that the report prints, from core.definitions."""
    _ = translator(lang)
    entries = []
    for key in PRINTED:
        words = definitions()[key].words(lang)
        apart = _("Pengecualian: {text}").format(text=words.exclusions) if words.exclusions else ""
        entries.append(PrintedDefinition(words.label, f"{words.formula} {apart}".strip()))
    return tuple(entries)


def method_lines(lang: str, grain: str = "month") -> tuple[str, ...]:
    """Return how the figures of a period are made, a sentence or two for each matter."""
    _ = translator(lang)
    period = _(GRAIN_WORDS[grain])
    by_month = _(
        "Selagi {period} laporan berjalan, keadaannya menurut hari terakhir data. Yang hanya dihitung per bulan "
        "(topik bantuan, akhir permohonan, permohonan yang belum dipetakan) ditunjukkan untuk satu bulan saja, dengan "
        "nama bulannya; perubahan dibandingkan dengan {period} sebelumnya."
    )
    return (
        _(
            "Semua angka menunjukkan keadaan pada akhir {period} laporan menurut berkas yang sudah dimuat. Pembatalan "
            "dan perbaikan yang datang kemudian masih mengubahnya; sampai {late_days} hari sesudah {period}nya porsi "
            "digital disebut sementara. Yang tidak dilaporkan tidak pernah dihitung nol."
        ).format(period=period),
        *([] if grain == "month" else [by_month.format(period=period)]),
        _(
            "Pembilang dan penyebut porsi berasal dari kantor dan hari yang sama, yaitu yang kedua hitungannya "
            "lengkap. Di bawah kelengkapan {report_min_completeness} laporan {period} itu tidak dibuat."
        ).format(period=period),
        _(
            "Rentang 95% porsi memakai rumus Wilson dengan ukuran efektif, jadi memuat naik-turun antarminggu di "
            "kantor yang ditampilkan, bukan perbedaan antarkantor. Perubahan dibandingkan pada kantor yang sama."
        ),
        _(
            "Kesimpulan hari digital membandingkan kelurahan yang sudah aktif {digital_days_settled_weeks} minggu "
            "sebelumnya dengan tren sendiri dan dengan kelurahan yang belum aktif, dengan ruang bagi simpangan yang "
            "pernah ada. Itu perbandingan, bukan percobaan; bila tidak cukup kantor atau minggu, tidak ada kesimpulan."
        ),
        _(
            "Prakiraan mensimulasikan gelombang seperti yang pernah terjadi; dengan kurang dari {min_waves} "
            "gelombang hanya "
            "rencana yang digambar. Sinyal memakai peta kendali p' dengan masa acuan yang dikunci."
        ),
        _(
            "Hitungan 1 sampai {largest_hidden} menurut topik ditulis <{smallest_shown}, dan satu hitungan "
            "lain ditahan bila akan membukanya. Topik bantuan dan akhir permohonan dimuat untuk bulan yang tuntas: "
            "data sampai {settled_days} hari sesudah bulan itu."
        ),
    )
