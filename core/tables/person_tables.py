"""Tables of persons, counted: citizens, callers, and who came back."""

from core.tables.published_table import DATE_COLUMN, PublishedTable
from core.texts import N_

PERSON_TABLES = (
    PublishedTable(
        "calls_totals",
        N_("jumlah panggilan 112 seperti diumumkan; boleh tidak ada, dan bagiannya tidak harus berjumlah sama"),
        ("first_day", "last_day", "stage"),
        (
            ("period", "VARCHAR", N_("hari pertama dan terakhir sebagai rentang ISO 8601")),
            ("first_day", "DATE", N_("hari pertama masa itu")),
            ("last_day", "DATE", N_("hari terakhir masa itu")),
            ("stage", "VARCHAR", N_("in, bagiannya answered, unanswered, dan no_choice; valid, digital_help, solved")),
            ("count", "INTEGER", N_("panggilan")),
        ),
    ),
    PublishedTable(
        "people_month",
        N_("warga berbeda per bulan; jangan pernah dijumlahkan"),
        ("scope", "unit_code", "month"),
        (
            ("scope", "VARCHAR", N_("kantor, wilayah (kantor-kantor satu kecamatan), atau kota")),
            ("unit_code", "VARCHAR", N_("kantor, kecamatan, atau '' untuk kota")),
            ("month", "DATE", N_("hari pertama bulan itu")),
            ("distinct", "INTEGER", N_("warga dengan permohonan pada bulan itu")),
            ("new", "INTEGER", N_("di antaranya yang pertama kali terlihat di kota pada bulan itu")),
            ("returning", "INTEGER", N_("di antaranya yang sudah pernah terlihat")),
        ),
    ),
    PublishedTable(
        "return_month",
        N_(
            "warga menurut bulan permohonan digital pertamanya, dan bagaimana mereka kembali dalam "
            "{return_days} hari; seluruh kota"
        ),
        ("month",),
        (
            ("month", "DATE", N_("hari pertama bulan permohonan digital pertama")),
            ("citizens", "INTEGER", N_("warga yang permohonan digital pertamanya pada bulan itu")),
            ("digital_again", "INTEGER", N_("di antaranya dengan permohonan digital lain pada hari sesudahnya")),
            (
                "counter_again",
                "INTEGER",
                N_("di antaranya dengan permohonan yang diketik petugas pada hari sesudahnya"),
            ),
            ("both_again", "INTEGER", N_("di antaranya dengan keduanya")),
        ),
    ),
    PublishedTable(
        "call_duration",
        N_("menit dari masuk sampai selesai untuk panggilan bantuan digital yang diangkat"),
        ("date", "hour", "topic", "minutes"),
        (
            DATE_COLUMN,
            ("hour", "INTEGER", N_("0 .. 23 {zone}, saat masuk")),
            ("topic", "VARCHAR", N_("topik panggilan")),
            ("minutes", "INTEGER", N_("menit sampai selesai, makin lama makin kasar; NULL: masih terbuka")),
            ("calls", "INTEGER", N_("panggilan")),
        ),
    ),
    PublishedTable(
        "callers_month",
        N_("nomor yang meminta bantuan digital kepada 112"),
        ("month",),
        (
            ("month", "DATE", N_("hari pertama bulan itu")),
            ("callers", "INTEGER", N_("nomor berbeda")),
            ("repeat_callers", "INTEGER", N_("di antaranya dengan dua panggilan atau lebih")),
            ("calls", "INTEGER", N_("panggilan")),
            ("calls_without_number", "INTEGER", N_("di antaranya tanpa nomor")),
        ),
    ),
)
