"""Words for requests: who entered or sent them, by which way, for which group of services."""

ORIGIN_WORDS = {
    "warga": "Warga sendiri",
    "rt": "Ketua RT",
    "petugas": "Diketik petugas",
    "tidak_diketahui": "Tanpa asal",
}
CHANNEL_WORDS = {"digital": "digital", "loket": "loket"}
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
