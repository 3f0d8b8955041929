"""Names of the sources on the screen."""

SOURCE_WORDS = {
    "permohonan": "Log permohonan",
    "kunjungan": "Kunjungan loket",
    "panggilan_112": "Panggilan 112",
    "peluncuran": "Peluncuran",
    "gangguan": "Gangguan",
}
