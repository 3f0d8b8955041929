"""Tables of days: requests, visits and calls by office and day, and what the log lacks."""

from core.method import MIN_SPLIT_OFFICES
from core.tables.published_table import DATE_COLUMN, SOURCE_COLUMN, UNIT_COLUMN, PublishedTable
from core.texts import N_

DAY_TABLES = (
    PublishedTable(
        "unit_day",
        N_("permohonan per kantor, hari, layanan, dan asal; tanpa baris: tidak ada"),
        ("unit_code", "date", "service", "origin"),
        (
            UNIT_COLUMN,
            DATE_COLUMN,
            ("service", "VARCHAR", N_("kunci layanan")),
            ("origin", "VARCHAR", N_("warga, rt, petugas, atau tidak_diketahui")),
            ("requests", "INTEGER", N_("permohonan, tanpa yang dibatalkan dan yang ganda")),
        ),
    ),
    PublishedTable(
        "calls_hour",
        N_("panggilan 112 per jam, tempat, kategori, dan topik"),
        ("date", "hour", "unit_code", "category", "topic", "is_answered"),
        (
            DATE_COLUMN,
            ("hour", "INTEGER", N_("0 .. 23 {zone}; NULL: tidak diketahui")),
            (
                "unit_code",
                "VARCHAR",
                N_("kelurahan, kecamatan bila hanya itu yang disebut, atau '' bila panggilan tanpa tempat"),
            ),
            (
                "category",
                "VARCHAR",
                N_("darurat, informasi, bantuan_digital, prank, ghost, terputus, lainnya, atau tidak_dikenal"),
            ),
            ("topic", "VARCHAR", N_("topik panggilan, lainnya bila tidak diketahui")),
            ("is_answered", "BOOLEAN", N_("diangkat operator; NULL bila ekspor tidak menyebutnya")),
            ("calls", "INTEGER", N_("panggilan")),
            ("closed", "INTEGER", N_("di antaranya yang selesai")),
        ),
    ),
    PublishedTable(
        "log_gap",
        N_(
            "hari di dalam log ketika seluruh kota tidak ada, kecuali catatan nyasar, padahal biasanya "
            "sepuluh atau lebih"
        ),
        ("source", "first_day"),
        (
            SOURCE_COLUMN,
            ("first_day", "DATE", N_("yang pertama dari hari-hari ini")),
            ("last_day", "DATE", N_("yang terakhir dari hari-hari berturut-turut ini")),
            ("silent_days", "INTEGER", N_("banyaknya hari ini: hari kerja pada log permohonan, semua hari pada 112")),
            ("expected", "DOUBLE", N_("catatan yang diharapkan pada hari-hari itu menurut laju biasa")),
        ),
        is_public=True,
    ),
    PublishedTable(
        "closed_day",
        N_("hari kerja yang ditulis tutup oleh kantornya sendiri, dan tanpa hitungan; tanpa baris: buka"),
        ("unit_code", "date"),
        (
            UNIT_COLUMN,
            DATE_COLUMN,
            (
                "is_still_due",
                "BOOLEAN",
                N_(
                    "tetap jatuh tempo: hari digital di kantor yang menulis tutup pada kebanyakan hari digital "
                    "bulan itu"
                ),
            ),
        ),
    ),
    PublishedTable(
        "unit_day_total",
        N_("satu baris per kantor dan hari dari masa data: semua hitungan dan keadaan"),
        ("unit_code", "date"),
        (
            UNIT_COLUMN,
            DATE_COLUMN,
            (
                "warga",
                "INTEGER",
                N_("permohonan dari akun warga sendiri; NULL bila log permohonan tidak mencakup hari itu"),
            ),
            ("rt", "INTEGER", N_("permohonan lewat Ketua RT; NULL bila log tidak mencakup hari itu")),
            ("petugas", "INTEGER", N_("permohonan yang diketik petugas; NULL bila log tidak mencakup hari itu")),
            ("tidak_diketahui", "INTEGER", N_("permohonan tanpa asal; NULL bila log tidak mencakup hari itu")),
            ("visits", "INTEGER", N_("kunjungan loket untuk mengurus, atau semua tamu; NULL: tidak dilaporkan")),
            (
                "is_unsplit",
                "BOOLEAN",
                N_("kunjungan memuat semua tamu, karena tidak dipilah menurut keperluan; NULL: tidak dilaporkan"),
            ),
            (
                "all_visits",
                "INTEGER",
                N_("tamu untuk keperluan apa pun; NULL: hanya yang mengurus dihitung, atau tidak ada"),
            ),
            (
                "help_calls",
                "INTEGER",
                N_(
                    "panggilan bantuan digital 112 yang menyebut tempat ini; kantor kecamatan: yang hanya "
                    "menyebut kecamatannya, jadi wilayahnya; NULL bila log 112 tidak mencakup hari itu"
                ),
            ),
            ("is_live", "BOOLEAN", N_("layanan digital aktif pada hari itu; NULL: tidak diketahui")),
            ("is_outage", "BOOLEAN", N_("gangguan yang dilaporkan mengenai jam kantor")),
            (
                "is_expected",
                "BOOLEAN",
                N_(
                    "hari kerja tanpa gangguan dan tidak ditulis tutup (closed_day), sampai hari terakhir data: "
                    "hitungan jatuh tempo"
                ),
            ),
            ("is_walkin_complete", "BOOLEAN", N_("jatuh tempo, dan kunjungan dilaporkan")),
            ("is_complete", "BOOLEAN", N_("kunjungan dilaporkan, aktif, dan tercakup log permohonan")),
        ),
    ),
    PublishedTable(
        "collection_day",
        N_(
            "kunjungan loket untuk mengambil surat, bila dihitung terpisah; tanpa baris: tidak "
            "terpisah, atau tidak dilaporkan"
        ),
        ("unit_code", "date"),
        (UNIT_COLUMN, DATE_COLUMN, ("visits", "INTEGER", N_("kunjungan loket untuk mengambil"))),
    ),
    PublishedTable(
        "apply_share",
        N_("bagian tamu yang datang untuk mengurus, pada kantor aktif yang memilah menurut keperluan"),
        ("month", "is_digital_day"),
        (
            ("month", "DATE", N_("hari pertama bulan itu")),
            ("is_digital_day", "BOOLEAN", N_("hari digital, atau hari lain")),
            ("offices", "INTEGER", N_("kantor yang menghitung tamu yang mengurus dan yang lain")),
            ("effective_offices", "DOUBLE", N_("sekian kantor yang sama besar memberi tahu sama banyak")),
            ("visits_to_apply", "INTEGER", N_("kunjungan untuk mengurus pada hari lengkap")),
            ("all_visits", "INTEGER", N_("ini dan semua kunjungan lain")),
            ("error", "DOUBLE", N_("galat baku visits_to_apply / all_visits, kantor sebagai kelompok")),
            ("spread", "DOUBLE", N_("simpangan baku bagian itu antarkantor")),
        ),
        # By it the visits of any office that does not split them are scaled; of fewer offices nothing is told anyway.
        city_rows=f"offices >= {MIN_SPLIT_OFFICES}",
    ),
)
