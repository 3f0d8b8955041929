"""What other worlds the sample can show, in words: read at the start of every command, so without statistics."""

CITY_WORLDS = {
    "no_effect": "hari digital tidak mengubah apa pun",
    "all_displaced": "kunjungan hanya berpindah hari",
    "wait": "permohonan hanya menunggu hari digital",
    "everyday": "kunjungan turun pada semua hari kerja",
    "growing": "pemakaian tumbuh sendiri, hari digital tanpa pengaruh",
    "equal_offices": "semua kantor sama dan langsung memakai layanan",
}
"""The city is another one."""
TAMPERED_WORLDS = {
    "zeros": "nol yang bukan hitungan",
    "tens": "hitungan dibulatkan",
    "copied": "hitungan minggu lalu disalin",
    "retyped": "ketikan petugas dicatat sebagai warga",
    "opposed": "pengunjung dijadikan permohonan warga dan tidak dihitung",
    "one_phone": "ketikan petugas masuk sebagai warga dari satu ponsel, pada jam kantor",
    "one_nik": "satu NIK untuk banyak warga",
}
"""Some offices make figures up in some months; truth.json names them."""
WORLD_NAMES = (*CITY_WORLDS, *TAMPERED_WORLDS)


def worlds_listed() -> str:
    """Return every world with what it is, for the help of the command."""
    return "; ".join(f"{name} ({words})" for name, words in (CITY_WORLDS | TAMPERED_WORLDS).items())
