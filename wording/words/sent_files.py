"""Words for files and their rows, what became of them, and for the reports of a week."""

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
