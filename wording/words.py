"""Words for codes: one dictionary for each kind of code, for pages, report and notebooks.

The words are Indonesian; translator(lang) gives the English and fills in the numbers of the method.
"""

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
    "shipped_roster": "daftar peluncuran belum disetor",
    "no_common_office": "tidak ada kantor yang lengkap di kedua masa",
    "few_days": "kurang dari {min_change_days} hari kerja yang lengkap",
    "no_common_age": "tidak ada kantor seumur di kedua masa",
    "not_covered": "log permohonan atau log 112 tidak mencakup masa ini, atau jenis panggilannya belum dikenal",
    "no_requests": "tidak ada permohonan digital",
    "before_start": "hari digital belum dimulai",
    "no_data_since": "belum ada data sejak hari digital",
    "no_policy": "tidak ada hari digital dalam tabel kebijakan",
    "few_live": "terlalu sedikit kelurahan yang sudah aktif {digital_days_settled_weeks} minggu sebelum hari digital",
    "few_not_live": "terlalu sedikit kelurahan pembanding yang belum aktif",
    "short_before": "masa sebelum hari digital kurang dari {min_weeks} minggu",
    "short_since": "masa sejak hari digital kurang dari {min_weeks} minggu",
    "before_data": "data belum menjangkau masa itu",
    "few_clusters": "terlalu sedikit kantor atau minggu untuk menilainya",
    "every_weekday": "semua hari kerja adalah hari digital, jadi tidak ada hari pembanding",
    "no_working_weekday": "tidak ada hari kerja yang menjadi hari digital",
    "no_before": "tidak ada data dari masa sebelum hari digital",
    "walkin_missing": "terlalu banyak laporan kunjungan yang tidak ada",
    "counted_otherwise": "cara menghitung kunjungannya berubah di dalam masa yang dibandingkan",
    "unknown_origin": "terlalu banyak permohonan yang tidak diketahui asalnya",
    "wide_gap": "rentang selisihnya lebar dan memuat nol",
    "wide_visits": "rentang perubahan kunjungan seminggu terlalu lebar",
    "not_below_others": "kunjungan di bawah trennya sendiri, tetapi belum jelas di bawah kelurahan yang belum aktif",
    "others_rose": "bedanya lebih karena kunjungan naik di kelurahan yang belum aktif daripada turun di yang aktif",
    "departed_before": "turunnya kunjungan belum melebihi simpangan dari tren yang pernah ada sebelumnya",
    "own_trend": "perubahannya belum melebihi tren kantor-kantor itu sendiri sebelum aktif",
    "few_months_before": "bulan sebelum aktif terlalu sedikit untuk mengenal tren kantor-kantor itu sendiri",
    "placebo_works": "tanggal semu sebelum hari digital pun memberi hasil serupa",
    "no_complete_week": "tidak ada minggu yang lengkap",
    "link_off": "panggilan 112 tidak ditautkan",
    "no_rows": "belum ada data",
    "not_logged": "log permohonan tidak mencakup masa ini",
    "nothing_sent": "tidak ada permohonan",
    "no_population": "penduduknya tidak diketahui",
    "no_effect_seen": "rentang pengaruhnya memuat nol",
    "more_visits": "perjalanan ke loket tidak berkurang",
    "few_transactions": "kurang dari {few_transactions} transaksi",
    "few_alike": "kurang dari {min_alike_by_age} kantor sejenis untuk dibandingkan",
    "residents_unknown": "jumlah penduduknya tidak diketahui",
    "not_followed": "{return_days} hari sesudahnya belum lewat",
    "seen_too_short": "log permohonan belum mencakup {return_days} hari sebelumnya: yang lama pun tampak baru",
    "log_gap": "log permohonan tidak lengkap dalam {return_days} hari sesudahnya: yang kembali tidak terlihat",
    "small_counts": "hitungannya terlalu kecil untuk ditampilkan",
    "few_answers": "kurang dari {few_transactions} jawaban",
    "no_such_day": "tidak ada hari seperti itu dalam masa ini",
    "nothing_due": "tidak ada yang jatuh tempo",
    "few_weeks": "kurang dari {min_clusters} minggu dengan permohonan",
    "few_waves": "kurang dari {min_waves} gelombang",
    "area_calls": "panggilan 112 menyebut wilayah kecamatan, bukan kantornya",
    "no_calls": "tidak ada panggilan yang tercatat",
    "answer_unknown": "ada panggilan yang tidak menyebut dijawab atau tidak",
    "no_total": "jumlah seluruhnya tidak diumumkan",
    "weekday_incomplete": "ada hari kerja yang tidak lengkap di salah satu masa",
    "no_visits": "tidak ada kunjungan loket",
    "live_in_window": "mulai aktif di dalam masa yang dibandingkan",
    "live_interrupted": "pernah berhenti aktif",
    "month_incomplete": "ada bulan yang laporannya tidak lengkap",
    "few_treated": "kurang dari {min_units} kelurahan aktif yang dapat dibandingkan",
    "few_control": "kurang dari {min_units} kelurahan pembanding",
    "no_cells": "tidak ada kelurahan yang mulai aktif di dalam data",
    "small_cohort": "gelombangnya terlalu kecil untuk rentang",
    "one_control": "hanya satu kelurahan pembanding",
    "no_as_of": "belum ada tanggal data",
    "no_cases": "tidak ada kasus",
    "few_months": "kurang dari {min_late_months} bulan yang sudah lewat {late_days} hari",
    "cancel_day_unknown": "ekspornya tidak menyebut kapan permohonan dibatalkan",
    "never_seen": "belum ada yang terlihat siap",
    "no_sla": "waktu layanannya tidak ditetapkan",
    "none_due": "waktu layanannya belum ada yang habis",
    "no_numbers": "tidak ada panggilan bernomor",
    "no_citizens": "tidak ada pemohon",
    "first_month": "bulan pertama data: semua orang tampak baru",
    "not_settled": "belum ada kantor yang sudah aktif {help_settled_weeks} minggu",
    "no_control": "tidak ada lagi kelurahan pembanding",
    "one_unit_cohort": "gelombangnya hanya satu kelurahan",
    "no_offices": "tidak ada kantor",
    "no_units": "tidak ada kelurahan yang dapat dipakai",
    "always_treated": "sudah aktif sejak awal data",
    "comparison_only": "hanya dipakai sebagai pembanding",
    "after_the_panel": "mulai aktif sesudah data berakhir",
    "no_earlier_periods": "tidak ada masa sebelumnya",
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
ORIGIN_WORDS = {
    "warga": "Warga sendiri",
    "rt": "Ketua RT",
    "petugas": "Diketik petugas",
    "tidak_diketahui": "Tanpa asal",
}
CHANNEL_WORDS = {"digital": "digital", "loket": "loket"}
STANDING_WORDS = {
    "above": "di atas harapan",
    "as_expected": "sesuai harapan",
    "below": "di bawah harapan",
}
KIND_WORDS = {"kelurahan": "kelurahan", "kecamatan": "kantor kecamatan"}
KIND_TITLES = {"kelurahan": "Kelurahan", "kecamatan": "Kantor kecamatan"}
GRAIN_WORDS = {"month": "bulan", "quarter": "triwulan", "year": "tahun"}
QUARTER_WORDS = {
    1: "triwulan I {year}",
    2: "triwulan II {year}",
    3: "triwulan III {year}",
    4: "triwulan IV {year}",
}
PERIOD_WORDS = {"before": "Sebelum", "since": "Sejak"}
UNSPLIT_WORDS = {
    "estimated_mark": "≈: kunjungan tidak dipilah menurut keperluan, jadi diperkirakan",
    "lower_bound_mark": "≥: sedikitnya",
    "estimated": "Kunjungan tidak dipilah menurut keperluan; porsi digital (≈) diperkirakan dari kantor yang memilah.",
    "partly": "{part} kunjungan tidak dipilah menurut keperluan; pemohonnya diperkirakan dari kantor yang memilah.",
    "lower_bound": "Kunjungan tidak dipilah menurut keperluan; porsi digital (≥) cenderung terlalu rendah.",
}
ROLE_WORDS = {
    "both": "berubah",
    "joined": "baru bergabung",
    "left": "keluar",
    "incomplete": "hari kerja tak lengkap",
}
COMPARISON_WORDS = {"previous": "masa sebelumnya", "year_before": "masa yang sama tahun lalu"}
# 112: stages of the log and of the published totals, in their order.
STAGE_WORDS = {
    "in": "Masuk",
    "answered": "Dijawab",
    "unanswered": "Tidak terjawab",
    "no_choice": "Tidak menekan pilihan",
    "valid": "Bukan iseng, tanpa suara, atau terputus",
    "digital_help": "Bantuan layanan digital",
    "solved": "Selesai",
    "remainder": "Sisa yang tidak dijelaskan",
}
# Who sent a request (analytics.assistance.SENDERS), from no help to most.
SENDER_WORDS = {
    "own": "warga sendiri",
    "linked": "warga dengan bantuan 112",
    "rt": "lewat RT",
    "officer": "diketik petugas",
    "unknown": "tanpa asal",
}
SERVICE_GROUP_WORDS = {
    "kependudukan": "Kependudukan",
    "keluarga": "Keluarga",
    "sosial_ekonomi": "Sosial dan ekonomi",
    "lainnya": "Lainnya",
}
PACE_STATE_WORDS = {"no_due_date": "tanpa tanggal", "not_provided": "datanya belum cukup"}
MARK_WORDS = {"event": "kejadian", "go_live": "mulai aktif", "outage": "ada gangguan", "holiday": "hari libur"}
# What a share leaves out (analytics.base.left_out).
LEFT_OUT_WORDS = {
    "officer_entered": "permohonan diketik petugas",
    "unknown_origin": "permohonan tanpa asal",
    "off_days": "permohonan di luar hari kerja",
    "outage_requests": "permohonan pada hari gangguan",
    "closed_requests": "permohonan pada hari tutup",
    "no_visits": "hari tanpa laporan kunjungan",
    "outage": "hari gangguan",
    "closed": "hari tutup",
    "not_live": "hari belum aktif",
}
# Files and their rows: what became of them.
FILE_STATE_WORDS = {
    "loaded": "dimuat",
    "replaced": "diganti",
    "duplicate_file": "berkas ganda",
    "set_aside": "disisihkan",
    "removed": "sudah tidak ada",
}
ROW_COUNT_WORDS = {
    "read": "Dibaca",
    "accepted": "Diterima",
    "quarantined": "Ditahan",
    "duplicate": "Ganda",
    "not_data": "Bukan data",
}
SEVERITY_WORDS = {"tolak": "ditahan", "peringatan": "diterima, ditandai"}
WEEK_WORDS = {
    "full": "semua hari dilaporkan",
    "partial": "sebagian hari",
    "silent": "tanpa laporan",
    "nothing_due": "tidak ada yang jatuh tempo",
}
# The digital days, and going live (analytics.effect).
VERDICTS = {
    "worked": "Hari digital berhasil: porsi digital {digital} naik melebihi {other}, dan kunjungan seminggu di "
    "bawah trennya.",
    "shifted": "Porsi digital {digital} naik lebih banyak daripada {other}, tetapi turunnya kunjungan seminggu "
    "belum terbukti.",
    "only_moved": "Porsi digital {digital} naik, tetapi kunjungan sebagian besar hanya pindah ke {other}.",
    "all_week": "Sejak hari digital kunjungan di bawah trennya pada semua hari kerja; {digital} "
    "tidak berbeda dari {other}.",
    "no_effect": "Tidak terlihat pengaruh hari digital: {digital} berubah sama seperti {other}, dan kunjungan seminggu "
    "mengikuti trennya.",
    "opposite": "Berlawanan dengan harapan: porsi digital {digital} tertinggal dari {other}.",
    "cannot_tell": "Belum dapat disimpulkan apakah hari digital berhasil: {reason}.",
}
RECENT_WORDS = {
    "still": "{recent_weeks} minggu terakhir: masih begitu.",
    "no_longer": "{recent_weeks} minggu terakhir: tidak lagi.",
    "cannot_tell": "{recent_weeks} minggu terakhir: belum dapat dipastikan.",
}
# The same in a word or two, for a card.
VERDICT_LABELS = {
    "worked": "berhasil",
    "shifted": "belum terbukti",
    "only_moved": "hanya pindah hari",
    "all_week": "berkurang di semua hari",
    "no_effect": "tidak terlihat",
    "opposite": "berlawanan",
    "cannot_tell": "belum cukup data",
}
# The same as a title over a chart of the visits; of the other verdicts no title is made.
VISITS_WORDS = {
    "worked": "Kunjungan seminggu di bawah trennya",
    "all_week": "Kunjungan seminggu di bawah trennya",
    "only_moved": "Kunjungan sebagian besar hanya pindah hari",
    "no_effect": "Kunjungan seminggu mengikuti trennya",
    "shifted": "Turunnya kunjungan seminggu belum terbukti",
}
RECENT_LABELS = {
    "still": "{recent_weeks} minggu terakhir masih begitu",
    "no_longer": "{recent_weeks} minggu terakhir tidak lagi",
    "cannot_tell": "{recent_weeks} minggu terakhir belum dapat dipastikan",
}
GOING_LIVE_VERDICTS = {
    "fewer_visits": "Kunjungan loket di kelurahan yang mulai aktif {size} di bawah trennya.",
    "more_visits": "Kunjungan loket di kelurahan yang mulai aktif {size} di atas trennya.",
    "no_effect_seen": "Tidak terlihat perubahan kunjungan loket di kelurahan yang mulai aktif.",
    "cannot_tell": "Belum dapat disimpulkan apa yang terjadi pada kunjungan loket setelah mulai aktif: {reason}.",
}
# What a like-for-like change may be called: up and down only beyond its interval, nearly the same only within a
# narrow one.
CHANGE_WORDS = {
    "up": "naik {size} dari {earlier}",
    "down": "turun {size} dari {earlier}",
    "same": "belum tentu berubah dari {earlier} ({change})",
    "unsure": "belum dapat dipastikan naik atau turun dari {earlier} ({change})",
    "open": "{change} dari {earlier}",
}
CHANGE_LABELS = {
    "up": "naik",
    "down": "turun",
    "same": "belum tentu berubah",
    "unsure": "belum tentu berubah",
    "open": "perubahan belum diketahui",
}
# Where a target stands, in a word or two.
TARGET_LABELS = {
    "reached": "tercapai",
    "on_track": "di jalur",
    "open": "belum pasti",
    "behind": "tertinggal",
    "out_of_reach": "tidak mungkin lagi",
    "missed": "terlewat",
    "lost": "tercapai, kini kurang",
    "unknown": "belum cukup data",
}
HELP_SENTENCES = {
    "up": "Kebutuhan bantuan naik pada umur kantor yang sama: kini {now} panggilan per 100 permohonan digital.",
    "down": "Kebutuhan bantuan turun pada umur kantor yang sama: kini {now} panggilan per 100 permohonan digital.",
    "same": "Kebutuhan bantuan belum tentu berubah pada umur kantor yang sama: kini {now} panggilan per 100 "
    "permohonan digital.",
    "unsure": "Belum dapat dipastikan apakah kebutuhan bantuan berubah: kini {now} panggilan per 100 permohonan "
    "digital.",
    "open": "Setiap 100 permohonan digital disertai {now} panggilan bantuan.",
}
# Things to do (analytics.actions): a title, and a sentence with {n} offices, {count} days or rows, {due}.
ACTION_TITLES = {
    "overdue": "Tagih laporan kunjungan",
    "late_plan": "Perbarui rencana yang terlewat",
    "unused": "Dampingi kantor yang belum dipakai",
    "warned": "Tanyakan kantor di bawah harapan",
    "help": "Kirim bantuan",
    "fallen": "Cari sebab porsi yang turun",
    "prepare": "Siapkan kantor berikutnya",
    "held": "Perbaiki baris yang ditahan",
}
ACTION_SENTENCES = {
    "overdue": "{n} kantor belum mengirim {count} laporan harian pada {period}.",
    "late_plan": "{n} kantor belum aktif walau tanggal rencananya sudah lewat, tanpa rencana baru.",
    "unused": "{n} kantor aktif kurang dipakai untuk ukurannya (kantor sedang: {min_requests} permohonan dalam "
    "{window_days} hari).",
    "warned": "{n} kantor sudah {warned_weeks} minggu berturut-turut di bawah harapan untuk umur dan ukurannya.",
    "help": "Warga jelas lebih banyak menelepon 112 soal {n} kantor daripada soal kantor lain.",
    "fallen": "Porsi digital {n} kantor jelas turun dari bulan lalu.",
    "prepare": "{n} kantor direncanakan aktif dalam {soon_days} hari; yang pertama {due}.",
    "held": "Sampai {today} {count} baris ditahan karena isinya; daftarnya menyebut sebab dan tindakannya.",
}
# The same for one office that needs somebody (analytics.urgent_offices): why, and what to do.
OFFICE_REASONS = {
    "help": "banyak panggilan 112",
    "unused": "kurang dipakai",
    "warned": "{warned_weeks} minggu di bawah harapan",
    "fallen": "porsi digital turun",
    "late_plan": "rencana aktif terlewat",
    "overdue": "kurang {days} laporan kunjungan",
}
OFFICE_ACTIONS = {
    "help": "kirim pendamping",
    "unused": "dampingi petugasnya",
    "warned": "tanyakan sebabnya",
    "fallen": "cari sebabnya",
    "late_plan": "tetapkan tanggal baru",
    "overdue": "tagih laporannya",
}
HEAD_WORDS = {"kelurahan": "lurah", "kecamatan": "camat", "both": "camat dan lurah"}
# Whom a camat asks, at the kelurahan and in the own house.
OWN_HEAD_WORDS = {
    "kelurahan": "lurah",
    "kecamatan": "petugas kantor kecamatan",
    "both": "lurah dan petugas kantor kecamatan",
}
