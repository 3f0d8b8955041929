"""Words for offices: where one stands in the roll-out, what kind it is, how it does, whom to ask there."""

STATUS_WORDS = {
    "belum": "Belum",
    "persiapan": "Persiapan",
    "sosialisasi": "Sosialisasi",
    "pelatihan": "Pelatihan",
    "aktif": "Aktif",
    "ditunda": "Ditunda",
}
KIND_WORDS = {"kelurahan": "kelurahan", "kecamatan": "kantor kecamatan"}
KIND_TITLES = {"kelurahan": "Kelurahan", "kecamatan": "Kantor kecamatan"}
STANDING_WORDS = {
    "above": "di atas harapan",
    "as_expected": "sesuai harapan",
    "below": "di bawah harapan",
}
HEAD_WORDS = {"kelurahan": "lurah", "kecamatan": "camat", "both": "camat dan lurah"}
# Whom a camat asks, at the kelurahan and in the own house.
OWN_HEAD_WORDS = {
    "kelurahan": "lurah",
    "kecamatan": "petugas kantor kecamatan",
    "both": "lurah dan petugas kantor kecamatan",
}
