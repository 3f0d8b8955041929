"""Tables of months: how requests stand and end, how long they take, reports, satisfaction."""

from core.tables.published_table import DATE_COLUMN, UNIT_COLUMN, PublishedTable
from core.texts import N_

MONTH_TABLES = (
    PublishedTable(
        "status_month",
        N_("permohonan menurut bulan pengajuan dan status terbaru, termasuk yang dibatalkan"),
        ("unit_code", "month", "service", "status"),
        (
            UNIT_COLUMN,
            ("month", "DATE", N_("hari pertama bulan pengajuan")),
            ("service", "VARCHAR", N_("kunci layanan")),
            ("status", "VARCHAR", N_("belum_lengkap, sedang_diperiksa, ..., dibatalkan")),
            ("requests", "INTEGER", N_("permohonan")),
        ),
    ),
    PublishedTable(
        "request_outcome",
        N_(
            "permohonan yang masih terbuka atau dibatalkan, menurut pengirimnya; yang lain di unit_day "
            "sudah siap atau diambil"
        ),
        ("unit_code", "origin", "outcome", "submitted_on", "cancelled_on"),
        (
            UNIT_COLUMN,
            ("origin", "VARCHAR", N_("warga, rt, petugas, atau tidak_diketahui")),
            ("outcome", "VARCHAR", N_("terbuka atau dibatalkan")),
            ("submitted_on", "DATE", N_("hari pengajuan")),
            ("cancelled_on", "DATE", N_("hari pembatalan; NULL untuk yang lain, dan bila ekspor tidak menyebutnya")),
            ("requests", "INTEGER", N_("permohonan")),
        ),
    ),
    PublishedTable(
        "duration_month",
        N_("menit dari pengajuan sampai siap diambil, sebagai rentang, tanpa yang dibatalkan"),
        ("unit_code", "month", "service", "kind", "minutes_from", "minutes_to", "is_due"),
        (
            UNIT_COLUMN,
            ("month", "DATE", N_("hari pertama bulan pengajuan")),
            ("service", "VARCHAR", N_("kunci layanan")),
            (
                "kind",
                "VARCHAR",
                N_(
                    "tepat (waktu siapnya diketahui), rentang (antara dua ekspor, atau sampai diambil), atau "
                    "belum_terlihat"
                ),
            ),
            (
                "minutes_from",
                "INTEGER",
                N_("sedikitnya (belum siap: terakhir terlihat menunggu), dibulatkan ke bawah, makin lama makin kasar"),
            ),
            ("minutes_to", "INTEGER", N_("paling lama, dibulatkan ke atas; NULL: tidak pernah terlihat siap")),
            ("is_due", "BOOLEAN", N_("waktu layanan sudah habis pada hari terakhir data; NULL: tidak ditetapkan")),
            ("requests", "INTEGER", N_("permohonan")),
        ),
    ),
    PublishedTable(
        "report_month",
        N_("laporan kunjungan per kantor dan bulan; tanpa baris: tidak ada laporan"),
        ("unit_code", "month"),
        (
            UNIT_COLUMN,
            ("month", "DATE", N_("hari pertama bulan itu")),
            ("reported_days", "INTEGER", N_("hari dengan hitungan")),
            ("received_on", "DATE", N_("hari ketika enam per sepuluhnya sudah masuk; NULL: tidak diketahui")),
        ),
    ),
    PublishedTable(
        "service_day",
        N_("laporan harian yang kunjungannya dihitung menurut layanan; boleh tidak ada"),
        ("unit_code", "date", "service"),
        (
            UNIT_COLUMN,
            DATE_COLUMN,
            ("service", "VARCHAR", N_("kunci layanan")),
            ("visits", "INTEGER", N_("kunjungan loket untuk mengurusnya")),
            ("digital", "INTEGER", N_("permohonan warga dan Ketua RT")),
        ),
    ),
    PublishedTable(
        "satisfaction_month",
        N_("jawaban survei kepuasan; boleh tidak ada"),
        ("unit_code", "month", "channel", "score"),
        (
            UNIT_COLUMN,
            ("month", "DATE", N_("hari pertama bulan itu")),
            ("channel", "VARCHAR", N_("digital atau loket")),
            ("score", "INTEGER", N_("1 (tidak baik) .. 4 (sangat baik)")),
            ("answers", "INTEGER", N_("jawaban")),
        ),
    ),
    PublishedTable(
        "help_link",
        N_("permohonan dan panggilan 112 dari telepon yang sama dalam 7 hari; kosong tanpa dasar hukum dalam meta"),
        ("unit_code", "date"),
        (
            UNIT_COLUMN,
            DATE_COLUMN,
            ("linked_requests", "INTEGER", N_("permohonan warga pada hari itu dengan panggilan bantuan digital")),
            (
                "linked_calls",
                "INTEGER",
                N_("panggilan bantuan digital dari tempat ini pada hari itu dengan suatu permohonan"),
            ),
        ),
    ),
)
