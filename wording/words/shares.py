"""Words for what a digital share rests on: visits without a purpose, offices that came or went, what is left out."""

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
