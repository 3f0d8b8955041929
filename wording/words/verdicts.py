"""What is concluded: of the digital days, of going live, of a change, of a target."""

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
PACE_STATE_WORDS = {"no_due_date": "tanpa tanggal", "not_provided": "datanya belum cukup"}
HELP_SENTENCES = {
    "up": "Kebutuhan bantuan naik pada umur kantor yang sama: kini {now} panggilan per 100 permohonan digital.",
    "down": "Kebutuhan bantuan turun pada umur kantor yang sama: kini {now} panggilan per 100 permohonan digital.",
    "same": "Kebutuhan bantuan belum tentu berubah pada umur kantor yang sama: kini {now} panggilan per 100 "
    "permohonan digital.",
    "unsure": "Belum dapat dipastikan apakah kebutuhan bantuan berubah: kini {now} panggilan per 100 permohonan "
    "digital.",
    "open": "Setiap 100 permohonan digital disertai {now} panggilan bantuan.",
}
