"""Faults of a table that is being edited: all at once, by the rows and titles of the screen, without code or path."""

import re
from typing import Any

import pytest
from support.files.raw_files import SIDODADI

from akses import UNNAMED
from core.store import Store
from core.texts import translator
from etl import UserError
from intake import RefusedTableError, table_text
from pages.sections.perbaikan.edited import edits_made, screen_rows
from pages.sections.perbaikan.fault_words import TableFaults
from pages.sections.perbaikan.tables import kept_table
from pages.view.work import WorkView

NO_EDITS: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


def _told(name: str, base: str | None, state: dict[str, Any], lang: str = "id") -> list[str]:
    """What is said once the state of the browser's editor is checked."""
    work = WorkView(translator(lang), lang, UNNAMED)
    table, state = kept_table(name, work), NO_EDITS | state
    shown = table_text(base, table.columns)
    text = shown.with_edits(edits_made(table, state))
    new = table_text(text, table.columns)
    try:
        table.check(text)
    except (UserError, RefusedTableError) as error:
        return TableFaults(work, table, new, screen_rows(new, len(shown.rows), state)).sentences(error)
    return []


def test_all_that_an_office_needs_is_told_at_once(store: Store) -> None:
    row = {"status": "aktif", "note": "x"}
    assert _told("rollout", None, {"added_rows": [{}, row]}) == [
        "Baris 2, kolom Kantor: kosong. Pilih dari daftar.",
        "Baris 2, kolom Tanggal: kosong. Isi tanggal, misalnya 1 September 2024.",
        "Baris 2, kolom Tanggal mulai pasti: kosong. Pilih dari daftar.",
        "Baris 2, kolom Sumber: kosong. Tulis dari mana keterangan ini, misalnya nomor surat.",
    ]
    assert _told("rollout", None, {"added_rows": [row]}, "en")[1] == (
        "Row 1, column Date: empty. Write a date, for example 1 September 2024."
    )


def test_a_sound_row_written_as_people_write_is_taken(store: Store) -> None:
    row = {"unit_code": SIDODADI, "date": "01/09/2024", "status": "aktif", "is_start_known": "tidak", "source": "SK"}
    assert _told("rollout", None, {"added_rows": [row]}) == []
    days = {
        "valid_from": "1 Jan 2020",
        "valid_to": "1-2-2020",
        "weekdays": "Senin, Selasa",
        "status": "x",
        "source": "x",
    }
    assert _told("digital_days", None, {"added_rows": [days]}) == []


@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [
        (
            "digital_days",
            [{"valid_from": "1/2/2020", "valid_to": "1/1/2020", "weekdays": "Senin", "status": "x", "source": "x"}],
            ["Baris 1 (1 Feb 2020): Berlaku sampai mendahului Berlaku sejak. Perbaiki salah satunya."],
        ),
        (
            "digital_days",
            [{"valid_from": "3/3/2025", "weekdays": "Senin", "status": "x", "source": "x"}],
            [
                "Baris 1, kolom Berlaku sejak: masa ini dimulai sebelum masa sejak 27 Agu 2024 berakhir. Isi Berlaku "
                "sampai pada masa itu; masa bawaan ditulis lagi di sini."
            ],
        ),
        (
            "plan_slips",
            [{"weeks": "0", "chance": "50%", "source": "x"}, {"weeks": "4", "chance": "0,4", "source": "x"}],
            ["Baris 2 (4), kolom Peluang: peluang semua baris berjumlah 90%, seharusnya 100%."],
        ),
        (
            "sla",
            [{"service": "sktm", "days": "3", "source": "x"}, {"service": "sktm", "days": "0", "source": "x"}] * 2,
            [
                "Baris 2 (Surat keterangan tidak mampu), kolom Hari kalender: ‘0’ tidak dapat dipakai. Isi bilangan, "
                "misalnya 12 atau 0,5.",
                "Baris 3 (Surat keterangan tidak mampu): sama dengan baris 1. Hapus salah satunya.",
                "Baris 4 (Surat keterangan tidak mampu), kolom Hari kalender: ‘0’ tidak dapat dipakai. Isi bilangan, "
                "misalnya 12 atau 0,5.",
            ],
        ),
        (
            "unit_aliases",
            [{"alias": "Sidodamai", "unit_code": SIDODADI, "source": "x"}],
            ["Baris 1, kolom Nama lain: ‘Sidodamai’ sudah nama sebuah kantor. Hapus baris ini."],
        ),
        (
            "targets",
            [{"target": "x", "measure": "digital_share", "value": "60", "stated_on": "2025", "label_id": "a",
              "label_en": "b", "source": "c"}],
            [
                "Baris 1 (x): Nilai tidak cocok dengan Ukuran. Tulis porsi seperti 50%, atau jumlah kantor seperti 59."
            ],
        ),
    ],
)  # fmt: skip
def test_what_rows_say_against_each_other_is_told_in_words(
    store: Store, name: str, rows: list[dict[str, str]], told: list[str]
) -> None:
    assert _told(name, None, {"added_rows": rows}) == told


def test_rows_are_counted_as_they_stand_on_the_screen(store: Store) -> None:
    base = "service,days,source\n# catatan\nsktm,2,x\ndomisili,3,x\nusaha,4,x\n"
    state = {"deleted_rows": [0], "edited_rows": {"2": {"days": "nol"}}, "added_rows": [{"source": "y"}]}
    assert _told("sla", base, state) == [
        "Baris 2 (Surat keterangan usaha), kolom Hari kalender: ‘nol’ tidak dapat dipakai. Isi bilangan, misalnya 12 "
        "atau 0,5.",
        "Baris 3, kolom Layanan: kosong. Pilih dari daftar.",
        "Baris 3, kolom Hari kalender: kosong. Isi bilangan, misalnya 12 atau 0,5.",
    ]


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("penerima", {"address": "a@x.id", "role": "camat", "forms": "pdf", "active_from": "1/11/2024"}, "Kecamatan: "),
        ("kontak", {"address": "a@x.id"}, "Kantor: "),
        ("peringatan", {"kind": "sumber_diam"}, "Kepada: "),
        ("akses", {"kind": "email", "role": "analis"}, "Nilai: "),
    ],
)
def test_tables_of_people_speak_of_the_screen_too(store: Store, name: str, row: dict[str, str], told: str) -> None:
    [sentence] = _told(name, None, {"added_rows": [{}, row]})
    assert re.match(rf"Baris 2( \(.+\))?, kolom {told}", sentence), sentence
    assert str(store.root) not in sentence


def test_a_fault_of_another_table_is_told_without_its_path(store: Store) -> None:
    (store.root / "local").mkdir()
    (store.root / "local" / "sla.csv").write_text("service,days,source\nsktm,x,y\n")
    row = {"alias": "Kantor Lama", "unit_code": SIDODADI, "source": "x"}
    assert _told("unit_aliases", None, {"added_rows": [row]}) == [
        "Tabel lain, Waktu layanan, baris berkas 2, salah. Perbaiki tabel itu dahulu."
    ]
