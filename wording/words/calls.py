"""Words for calls to 112: what they are about, how far they came."""

TOPIC_WORDS = {
    "lupa_kata_sandi": "Lupa kata sandi",
    "gagal_masuk": "Gagal masuk",
    "unggah_berkas": "Unggah berkas",
    "status_permohonan": "Status permohonan",
    "pendaftaran_akun": "Pendaftaran akun",
    "lainnya": "Lainnya",
}
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
