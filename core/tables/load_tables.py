"""Tables of the load: sources, files, rows held, findings, and the build itself."""

from core.tables.published_table import SOURCE_COLUMN, UNIT_COLUMN, PublishedTable
from core.texts import N_

LOAD_TABLES = (
    PublishedTable(
        "source_state",
        N_("apa yang termuat dari setiap sumber"),
        ("source",),
        (
            SOURCE_COLUMN,
            ("oldest", "DATE", N_("hari pertama yang punya baris")),
            ("newest", "DATE", N_("hari terakhir yang punya baris")),
            ("row_count", "INTEGER", N_("baris yang ada")),
            ("loaded_at", "TIMESTAMP", N_("waktu terakhir sebuah berkasnya dimuat, {zone}")),
        ),
    ),
    PublishedTable(
        "file_account",
        N_("apa yang terjadi dengan setiap catatan dari setiap berkas"),
        ("source", "path", "sha256"),
        (
            SOURCE_COLUMN,
            ("path", "VARCHAR", N_("letak di bawah folder sumbernya")),
            ("sha256", "VARCHAR", N_("checksum isinya")),
            ("loaded_at", "TIMESTAMP", N_("menurut {zone}")),
            ("state", "VARCHAR", N_("loaded, replaced, duplicate_file, set_aside, atau removed")),
            ("reason", "VARCHAR", N_("mengapa seluruh berkas disisihkan")),
            ("read", "INTEGER", N_("catatan yang dibaca")),
            ("accepted", "INTEGER", N_("baris baru atau berubah")),
            ("quarantined", "INTEGER", N_("baris yang ditahan, masing-masing dengan sebabnya")),
            ("duplicate", "INTEGER", N_("kunci dan isi sama, atau versi lebih lama")),
            ("not_data", "INTEGER", N_("kepala surat, judul, jumlah, catatan, sel kosong")),
            ("not_reported", "INTEGER", N_("bagian not_data: sel yang dibiarkan kosong pada suatu laporan harian")),
        ),
    ),
    PublishedTable(
        "quarantine_reason",
        N_("baris yang ditahan dan ditandai menurut sebab dan kantor"),
        ("source", "path", "unit_code", "column", "reason", "severity"),
        (
            SOURCE_COLUMN,
            ("path", "VARCHAR", N_("berkas")),
            ("unit_code", "VARCHAR", N_("kantor baris itu, atau '' bila tidak pasti")),
            ("column", "VARCHAR", N_("kolom yang dimaksud sebab itu")),
            ("reason", "VARCHAR", N_("kode sebab")),
            ("severity", "VARCHAR", N_("tolak (ditahan) atau peringatan (ditandai)")),
            ("row_count", "INTEGER", N_("baris dengan sebab ini")),
        ),
    ),
    PublishedTable(
        "integrity_month",
        N_(
            "bulan kantor dengan angka yang hampir tidak mungkin pada kantor yang jujur; untuk "
            "ditanyakan, bukan putusan"
        ),
        ("reason", "unit_code", "month"),
        (
            ("reason", "VARCHAR", N_("kode sebab aturannya")),
            SOURCE_COLUMN,
            UNIT_COLUMN,
            ("month", "DATE", N_("hari pertama bulan itu")),
            ("first_day", "DATE", N_("hari pertama yang dimaksud")),
            ("last_day", "DATE", N_("hari terakhir yang dimaksud")),
            ("value", "DOUBLE", N_("yang ditemukan: hari, permohonan petugas, atau orang terbanyak dari satu nomor")),
            ("compared", "DOUBLE", N_("pembandingnya: hari, hitungan biasa, atau nomor dengan banyak orang")),
            (
                "chance",
                "DOUBLE",
                N_("paling banyak sekian bagian dari bulan kantor yang jujur seperti ini; NULL: bukan soal kebetulan"),
            ),
        ),
    ),
    PublishedTable(
        "finding",
        N_("yang perlu dilihat lagi bila baris dilihat bersama; tidak ada yang ditahan karenanya"),
        ("reason", "source", "unit_code", "first_day"),
        (
            ("reason", "VARCHAR", N_("kode sebab aturannya")),
            SOURCE_COLUMN,
            ("unit_code", "VARCHAR", N_("kantor, atau '' untuk kota")),
            ("first_day", "DATE", N_("hari pertama yang dimaksud")),
            ("last_day", "DATE", N_("hari terakhir yang dimaksud")),
            ("value", "DOUBLE", N_("yang ditemukan: hitungan, hari tanpa kabar, atau sisa jumlah")),
            ("compared", "DOUBLE", N_("pembandingnya: kunjungan, keseluruhan, hari berturut-turut, hitungan biasa")),
        ),
    ),
    PublishedTable(
        "meta",
        N_("versi data itu sendiri; satu baris"),
        ("build",),
        (
            ("build", "VARCHAR", N_("nama versi data")),
            ("as_of", "DATE", N_("hari terakhir yang dicakup log permohonan dan kunjungan; NULL: belum ada")),
            ("first_day", "DATE", N_("hari pertama data")),
            ("is_sample", "BOOLEAN", N_("data tiruan, bukan data kota")),
            ("fingerprint", "VARCHAR", N_("dari apa versi ini dibuat")),
            ("created_at", "TIMESTAMP", N_("menurut {zone}")),
            ("roster_confirmed", "DATE", N_("tanggal peristiwa peluncuran terakhir")),
            (
                "help_link_basis",
                "VARCHAR",
                N_("dasar hukum penautan permohonan dan panggilan 112; NULL: tidak ditautkan"),
            ),
        ),
        is_public=True,
    ),
)
