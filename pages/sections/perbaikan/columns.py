"""What the columns of the tables are called for people, and how their cells are written."""

from functools import partial
from typing import Any

import streamlit as st

from core.texts import N_, Translate
from intake import KeptTable, TableText

COLUMN_WORDS = {
    "unit_code": N_("Kantor"),
    "date": N_("Tanggal"),
    "status": N_("Status"),
    "is_start_known": N_("Tanggal mulai pasti"),
    "note": N_("Catatan"),
    "source": N_("Sumber"),
    "target": N_("Kunci sasaran"),
    "measure": N_("Ukuran"),
    "value": N_("Nilai"),
    "due_date": N_("Paling lambat"),
    "stated_on": N_("Dinyatakan"),
    "label_id": N_("Nama (Indonesia)"),
    "label_en": N_("Nama (Inggris)"),
    "weeks": N_("Terlambat (minggu)"),
    "chance": N_("Peluang"),
    "valid_from": N_("Berlaku sejak"),
    "valid_to": N_("Berlaku sampai"),
    "weekdays": N_("Hari"),
    "kind": N_("Jenis"),
    "name_id": N_("Nama hari"),
    "event": N_("Kunci peristiwa"),
    "service": N_("Layanan"),
    "days": N_("Hari kalender"),
    "channel": N_("Kanal"),
    "rupiah": N_("Rupiah"),
    "minutes": N_("Menit"),
    "can_be_digital": N_("Dapat digital"),
    "is_sensitive": N_("Peka"),
    "alias": N_("Nama lain"),
    "name": N_("Nama"),
    "kecamatan_code": N_("Kode kecamatan"),
    "kecamatan": N_("Kecamatan"),
    "bps_code": N_("Kode BPS"),
    "postal_code": N_("Kode pos"),
    "lat": N_("Lintang"),
    "lon": N_("Bujur"),
    "area_km2": N_("Luas (km²)"),
    "population": N_("Penduduk"),
    "address": N_("Surel"),
    "role": N_("Peran"),
    "forms": N_("Bentuk berkas"),
    "active_from": N_("Mulai tanggal"),
    "threshold": N_("Ambang (hari kerja)"),
    "to": N_("Kepada"),
    "place": N_("Kode tempat"),
    "office": N_("Kantor"),
}
HOW_WRITTEN = {
    "date": N_("Seperti 2024-08-27"),
    "due_date": N_("Seperti 2024-12-31; boleh kosong"),
    "valid_from": N_("Seperti 2024-08-27"),
    "valid_to": N_("Seperti 2024-12-31; kosong: tanpa akhir"),
    "active_from": N_("Seperti 2024-08-27"),
    "weekdays": N_("Seperti selasa|rabu|kamis"),
    "value": N_("Porsi seperti 0.6, jumlah seperti 59; pada akses: surel atau nama grup"),
    "chance": N_("Bagian dari 1, seperti 0.5"),
    "source": N_("Dari mana keterangan ini, seperti nomor surat"),
    "forms": N_("pdf, png, html, dipisah spasi"),
    "to": N_("Alamat surel dipisah spasi, atau webhook"),
    "place": N_("Kode kecamatan untuk camat, kode kantor untuk operator"),
}


def column_settings(table: KeptTable, shown: TableText, t: Translate) -> dict[str, Any]:
    """Return how the browser's editor shows each column: its name, how it is written, a list where it has one."""
    return {name: _column(name, table, shown, t) for name in shown.columns}


def column_title(name: str, t: Translate) -> str:
    """Return what a column is called; one that only this file has keeps its own name."""
    return t(COLUMN_WORDS[name]) if name in COLUMN_WORDS else name


def _column(name: str, table: KeptTable, shown: TableText, t: Translate) -> Any:
    label = column_title(name, t)
    told = f"{t(HOW_WRITTEN[name])} ({name})" if name in HOW_WRITTEN else name
    if name not in table.choices:
        return st.column_config.TextColumn(label, help=told, default="")
    # What stands there already can be kept.
    words = {cells[name]: cells[name] for cells in shown.cells() if cells.get(name)} | dict(table.choices[name])
    return st.column_config.SelectboxColumn(label, help=told, options=list(words), format_func=partial(_word, words))


def _word(words: dict[str, str], code: str) -> str:
    return words.get(code, code)
