"""Rows of a table of recipients, of invented people."""

PALARAN, KUNJANG = "64.72.01", "64.72.06"
HEAD = "address,role,kecamatan,forms,active_from"
MAYOR = "walikota@kota.contoh,pimpinan,,pdf|png,2024-01-01"
CAMAT = f"camat.palaran@kota.contoh,camat,{PALARAN},pdf|png|html,2024-01-01"
OTHER_CAMAT = f"camat.kunjang@kota.contoh,camat,{KUNJANG},pdf,2024-01-01"
