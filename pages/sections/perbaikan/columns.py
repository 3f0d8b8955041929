"""What the columns of the tables are called for people, and how their cells are written."""

from functools import partial
from typing import Any

import streamlit as st

from core.texts import N_, Translate
from intake import KeptTable, TableText, shown_cell

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
    "weekdays": N_("Tulis nama harinya, misalnya Selasa, Rabu, Kamis."),
    "value": N_("Tulis porsi seperti 50%, atau jumlah kantor seperti {all_kelurahan}."),
    "akses.value": N_("Tulis surel, atau nama grup."),
    "chance": N_("Tulis bagian dari semua kemungkinan, misalnya 50%."),
    "weeks": N_("Tulis minggu dalam bilangan bulat, misalnya 4."),
    "rupiah": N_("Tulis rupiah, misalnya 25.000."),
    "source": N_("Tulis dari mana keterangan ini, misalnya nomor surat."),
    "forms": N_("Tulis pdf, png, html, dipisah spasi."),
    "to": N_("Tulis alamat surel dipisah spasi, atau webhook."),
    "address": N_("Tulis satu alamat surel."),
    "target": N_("Tulis nama pendek tanpa spasi, misalnya porsi_60; nama yang sama menggantikan baris bawaan."),
    "event": N_("Tulis nama pendek tanpa spasi, misalnya pindah_kantor_lama."),
    "threshold": N_("Tulis jumlah hari kerja, atau kosongkan."),
}
"""By column, of one table where its name stands before; of others what they hold says it."""
HOW_EACH = {
    "date": N_("Isi tanggal, misalnya 1 September 2024."),
    "float": N_("Isi bilangan, misalnya 12 atau 0,5."),
    "int": N_("Isi bilangan, misalnya 25.000."),
    "choice": N_("Pilih dari daftar."),
    "str": N_("Isi kolom ini."),
}


def column_settings(table: KeptTable, shown: TableText, t: Translate) -> dict[str, Any]:
    """Return how the browser's editor shows each column: its name, how it is written, a list where it has one."""
    return {name: _column(name, table, shown, t) for name in shown.columns}


def column_title(name: str, t: Translate) -> str:
    """Return what a column is called; one that only this file has keeps its own name."""
    return t(COLUMN_WORDS[name]) if name in COLUMN_WORDS else name


def how_written(name: str, table: KeptTable, t: Translate) -> str:
    """Return what to write into a column, as a sentence."""
    if name in table.choices:
        return t(HOW_EACH["choice"])
    for key in (f"{table.name}.{name}", name):
        if key in HOW_WRITTEN:
            return t(HOW_WRITTEN[key])
    return t(HOW_EACH[table.types.get(name, str).__name__])


def cell_words(table: KeptTable, name: str, cell: str, lang: str) -> str:
    """Return a cell of the file in words."""
    return table.choices.get(name, {}).get(cell) or shown_cell(table.types.get(name), cell, lang)


def _column(name: str, table: KeptTable, shown: TableText, t: Translate) -> Any:
    label = column_title(name, t) + (" *" if name in table.required else "")
    told = how_written(name, table, t)
    if name not in table.required:
        told = t("{how} Boleh kosong.").format(how=told)
    if name not in table.choices:
        return st.column_config.TextColumn(label, help=told)
    # What stands there already can be kept.
    words = {cells[name]: cells[name] for cells in shown.cells() if cells.get(name)} | dict(table.choices[name])
    return st.column_config.SelectboxColumn(label, help=told, options=list(words), format_func=partial(_word, words))


def _word(words: dict[str, str], code: str) -> str:
    return words.get(code, code)
