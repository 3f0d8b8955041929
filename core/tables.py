"""The published tables, declared once as data: columns, types, keys and meaning.

Publishing checks each build against these declarations, so a reader can trust them.
"""

from dataclasses import dataclass
from typing import NamedTuple

from core.method import MIN_SPLIT_OFFICES
from core.texts import N_


class TableColumn(NamedTuple):
    """One column: its name, its type in DuckDB, and what it holds, in Indonesian."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class PublishedTable:
    """One published table: its key, its columns as (name, DuckDB type, meaning in Indonesian)."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    is_public: bool = False
    """Names, dates, promises, shapes, and which office is live since when or planned: what no role holds back."""
    city_rows: str = ""
    """Which rows no role holds back where not all are public: of the city as a whole, as a condition in SQL."""

    @property
    def described(self) -> "list[TableColumn]":
        """What each column holds, in order."""
        return [TableColumn(*column) for column in self.columns]

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return [name for name, _, _ in self.columns]

    @property
    def rows_in_scope(self) -> str:
        """The condition in SQL under which a reader of some offices ($1, their codes) sees a row."""
        if self.is_public or self.city_rows:
            return self.city_rows or "true"
        names = self.column_names
        own = "list_contains($1::VARCHAR[], unit_code)" if "unit_code" in names else "false"
        # A kecamatan's region is counted under the code of its office.
        return f"{own} AND scope = 'kantor'" if "scope" in names else own


UNIT = ("unit_code", "VARCHAR", N_("kode kantor (Kemendagri; kantor kecamatan 8 karakter)"))
DATE = ("date", "DATE", N_("hari menurut WITA"))
SOURCE = ("source", "VARCHAR", N_("asal baris"))

TABLES = (
    PublishedTable(
        "units",
        N_("59 kelurahan dan 10 kantor kecamatan"),
        ("unit_code",),
        (
            UNIT,
            ("kind", "VARCHAR", N_("kelurahan atau kecamatan")),
            ("name", "VARCHAR", N_("nama tempat")),
            ("kecamatan_code", "VARCHAR", N_("kode kecamatan tempat kantor itu")),
            ("kecamatan", "VARCHAR", N_("nama kecamatan itu")),
            ("lat", "DOUBLE", N_("letak kira-kira")),
            ("lon", "DOUBLE", N_("letak kira-kira")),
            ("area_km2", "DOUBLE", N_("luas")),
            ("population", "INTEGER", N_("penduduk terdaftar 2024")),
            ("is_visits_split", "BOOLEAN", N_("hitungan kunjungan dipilah menurut keperluan; NULL tanpa hitungan")),
        ),
        is_public=True,
    ),
    PublishedTable(
        "services",
        N_("surat dan layanan"),
        ("service",),
        (
            ("service", "VARCHAR", N_("kunci layanan")),
            ("label_id", "VARCHAR", N_("nama Indonesia")),
            ("label_en", "VARCHAR", N_("nama Inggris")),
            ("can_be_digital", "BOOLEAN", N_("dapat diperoleh tanpa datang")),
            ("is_sensitive", "BOOLEAN", N_("menyingkap keuangan atau keluarga")),
            ("sla_days", "DOUBLE", N_("batas hari kalender sampai harus siap; NULL: tidak ditetapkan")),
        ),
        is_public=True,
    ),
    PublishedTable(
        "unit_costs",
        N_("biaya satu layanan lewat satu kanal, seperti diketik; boleh tidak ada"),
        ("service", "channel", "valid_from"),
        (
            ("service", "VARCHAR", N_("kunci layanan, atau semua bila layanan itu tidak punya baris sendiri")),
            ("channel", "VARCHAR", N_("loket atau digital")),
            ("valid_from", "DATE", N_("hari pertama berlaku")),
            ("rupiah", "DOUBLE", N_("rupiah per layanan")),
            ("minutes", "DOUBLE", N_("menit per layanan")),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "calendar",
        N_("setiap hari dari data dan sasaran"),
        ("date",),
        (
            DATE,
            ("month", "DATE", N_("hari pertama bulannya")),
            ("week", "DATE", N_("Senin minggunya")),
            ("weekday", "INTEGER", N_("1 Senin .. 7 Minggu")),
            ("is_working_day", "BOOLEAN", N_("Senin-Jumat, bukan hari libur, bukan cuti bersama")),
            ("is_digital_day", "BOOLEAN", N_("hari digital menurut kebijakan yang berlaku waktu itu")),
            ("holiday", "VARCHAR", N_("nama hari libur, bila ada")),
        ),
        is_public=True,
    ),
    PublishedTable(
        "events",
        N_("yang ditandai pada grafik waktu"),
        ("event",),
        (
            ("event", "VARCHAR", N_("kunci peristiwa")),
            DATE,
            ("kind", "VARCHAR", N_("mulai_hari_digital, ...")),
            ("unit_code", "VARCHAR", N_("kantor, NULL untuk kota")),
            ("label_id", "VARCHAR", N_("teks Indonesia")),
            ("label_en", "VARCHAR", N_("teks Inggris")),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "digital_days",
        N_("hari digital seperti diumumkan, satu baris satu masa"),
        ("first_day",),
        (
            ("first_day", "DATE", N_("hari pertama masa itu")),
            ("last_day", "DATE", N_("hari terakhir; NULL: masih berlaku")),
            ("weekdays", "VARCHAR", N_("hari digital dalam seminggu, 1 Senin, seperti 2|3|4")),
            ("status", "VARCHAR", N_("diumumkan, atau yang lain menurut barisnya")),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "targets",
        N_("apa yang dijanjikan, oleh siapa dan kapan"),
        ("target",),
        (
            ("target", "VARCHAR", N_("kunci sasaran")),
            ("measure", "VARCHAR", N_("kelurahan_live, kecamatan_live, atau digital_share")),
            ("value", "DOUBLE", N_("jumlah kantor, atau porsi")),
            ("due_date", "DATE", N_("NULL bila tanpa tanggal")),
            ("stated_on", "VARCHAR", N_("kapan dinyatakan")),
            ("label_id", "VARCHAR", N_("teks Indonesia")),
            ("label_en", "VARCHAR", N_("teks Inggris")),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "office_targets",
        N_("porsi digital yang diminta dari kantor tertentu; boleh tidak ada"),
        ("unit_code", "due_date"),
        (UNIT, ("due_date", "DATE", N_("tenggatnya")), ("value", "DOUBLE", N_("porsi")), SOURCE),
    ),
    PublishedTable(
        "plan_slips",
        N_("berapa lambat gelombang terencana mungkin datang, menurut anggapan seseorang; boleh tidak ada"),
        ("weeks",),
        (("weeks", "INTEGER", N_("minggu sesudah hari rencana")), ("chance", "DOUBLE", N_("bagian dari 1")), SOURCE),
        is_public=True,
    ),
    PublishedTable(
        "rollout",
        N_("perubahan status kantor, yang sudah dan yang direncanakan"),
        ("unit_code", "date"),
        (
            UNIT,
            DATE,
            ("status", "VARCHAR", N_("belum, persiapan, sosialisasi, pelatihan, aktif, atau ditunda")),
            ("is_planned", "BOOLEAN", N_("rencana, bukan kejadian")),
            ("is_start_known", "BOOLEAN", N_("false: tercapai pada atau sebelum tanggal itu")),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "plan_history",
        N_("setiap hari yang pernah direncanakan bagi sebuah kantor untuk aktif, seperti tampak pada ekspor"),
        ("unit_code", "planned_date"),
        (
            UNIT,
            ("planned_date", "DATE", N_("hari yang direncanakan")),
            ("first_seen", "DATE", N_("ekspor pertama yang memuatnya")),
            ("last_seen", "DATE", N_("ekspor terakhir yang memuatnya")),
            ("changed_on", "DATE", N_("ekspor berikutnya dengan hari lain; NULL: tidak ada")),
            ("changed_to", "DATE", N_("hari pada ekspor itu; NULL: tidak ada")),
            ("withdrawn_on", "DATE", N_("ekspor rencana berikutnya yang tidak memuat kantor ini; NULL: tidak ada")),
        ),
        is_public=True,
    ),
    PublishedTable(
        "boundaries",
        N_("bentuk wilayah"),
        ("geometry_kind", "unit_code"),
        (
            ("geometry_kind", "VARCHAR", N_("kartogram atau resmi")),
            UNIT,
            ("geometry", "VARCHAR", N_("geometri GeoJSON dalam EPSG:4326")),
            ("centre_lat", "DOUBLE", N_("letak tandanya")),
            ("centre_lon", "DOUBLE", N_("letak tandanya")),
            ("source", "VARCHAR", N_("berkas bentuk")),
            ("imported_on", "DATE", N_("hari impor batas resmi")),
        ),
        is_public=True,
    ),
    PublishedTable(
        "unit_day",
        N_("permohonan per kantor, hari, layanan, dan asal; tanpa baris: tidak ada"),
        ("unit_code", "date", "service", "origin"),
        (
            UNIT,
            DATE,
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
            DATE,
            ("hour", "INTEGER", N_("0 .. 23 WITA; NULL: tidak diketahui")),
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
            SOURCE,
            ("first_day", "DATE", N_("yang pertama dari hari-hari ini")),
            ("last_day", "DATE", N_("yang terakhir dari hari-hari berturut-turut ini")),
            ("silent_days", "INTEGER", N_("banyaknya hari ini: hari kerja pada log permohonan, semua hari pada 112")),
            ("expected", "DOUBLE", N_("catatan yang diharapkan pada hari-hari itu menurut laju biasa")),
        ),
        is_public=True,
    ),
    PublishedTable(
        "unit_day_total",
        N_("satu baris per kantor dan hari dari masa data: semua hitungan dan keadaan"),
        ("unit_code", "date"),
        (
            UNIT,
            DATE,
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
            ("is_expected", "BOOLEAN", N_("hari kerja tanpa gangguan sampai hari terakhir data: hitungan jatuh tempo")),
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
        (UNIT, DATE, ("visits", "INTEGER", N_("kunjungan loket untuk mengambil"))),
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
            DATE,
            ("hour", "INTEGER", N_("0 .. 23 WITA, saat masuk")),
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
    PublishedTable(
        "status_month",
        N_("permohonan menurut bulan pengajuan dan status terbaru, termasuk yang dibatalkan"),
        ("unit_code", "month", "service", "status"),
        (
            UNIT,
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
            UNIT,
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
            UNIT,
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
            UNIT,
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
            UNIT,
            DATE,
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
            UNIT,
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
            UNIT,
            DATE,
            ("linked_requests", "INTEGER", N_("permohonan warga pada hari itu dengan panggilan bantuan digital")),
            (
                "linked_calls",
                "INTEGER",
                N_("panggilan bantuan digital dari tempat ini pada hari itu dengan suatu permohonan"),
            ),
        ),
    ),
    PublishedTable(
        "source_state",
        N_("apa yang termuat dari setiap sumber"),
        ("source",),
        (
            SOURCE,
            ("oldest", "DATE", N_("hari pertama yang punya baris")),
            ("newest", "DATE", N_("hari terakhir yang punya baris")),
            ("row_count", "INTEGER", N_("baris yang ada")),
            ("loaded_at", "TIMESTAMP", N_("waktu terakhir sebuah berkasnya dimuat, WITA")),
        ),
    ),
    PublishedTable(
        "file_account",
        N_("apa yang terjadi dengan setiap catatan dari setiap berkas"),
        ("source", "path", "sha256"),
        (
            SOURCE,
            ("path", "VARCHAR", N_("letak di bawah folder sumbernya")),
            ("sha256", "VARCHAR", N_("checksum isinya")),
            ("loaded_at", "TIMESTAMP", N_("menurut WITA")),
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
            SOURCE,
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
            SOURCE,
            UNIT,
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
            SOURCE,
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
            ("created_at", "TIMESTAMP", N_("menurut WITA")),
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

BY_NAME = {table.name: table for table in TABLES}
