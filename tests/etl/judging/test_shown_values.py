"""What `load` and `quarantine` show of a value: what mends it, and nobody's name or number, however it is written."""

import difflib
import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.files.raw_files import delimited, etl, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.judging.masking import showing
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.sources.reference import read_reference
from etl.sources.vocabulary import Vocabulary
from etl.spelling import fold

REFERENCE = read_reference()
SHOWN = showing(contract("permohonan"), Declaration(zone="Asia/Makassar"), REFERENCE)


def shown(store: Store) -> list[tuple[str, str | None]]:
    take_in(store)
    return [
        (str(column), value)
        for column, value in warehouse(store, "SELECT column_name, value FROM quarantine ORDER BY place, column_name")
    ]


BAD_CELLS = [
    ("Unit Layanan", "Kelurahan Sidodadii", "Kelurahan Sidodadii"),
    ("Unit Layanan", "Kantor Wulandari", "Kantor *****"),
    ("Unit Layanan", "Wulan Sudarsono", "***** *****"),
    ("Unit Layanan", "Kel. Jawa 0812-3456-7890", "Kel. Jawa *****"),
    ("Status", "Diarsipkan", "Diarsipkan"),
    ("Status", "selesai oleh Wulan", "selesai oleh *****"),
    ("Status", "\uff19\uff19\uff11\uff12\uff13\uff14\uff10\uff11\uff10\uff11\uff19\uff10\uff10\uff10", "*****"),
    ("Status", "\x1b[31msiap\u202e", "siap"),
    ("Jenis Layanan", "Surat keterangan usaha baru", "Surat keterangan usaha baru"),
    ("Jenis Layanan", "Surat untuk Wulan", "Surat untuk *****"),
    ("Tanggal Permohonan", "27/13/2024 07.30", "27/13/2024 07.30"),
    ("Tanggal Permohonan", "Wulan Sudarsono", "***** *****"),
    ("Tanggal Permohonan", "0812 3456 7890", "*****"),
    ("Tanggal Permohonan", "35 Agustus 2024 pukul 09:00", "35 Agustus 2024 pukul 09:00"),
    ("No HP", "Wulan Sudarsono", None),
]


def test_one_bad_cell(store: Store) -> None:
    """Each in a file of its own."""
    for number, (title, value, _) in enumerate(BAD_CELLS, 10):
        put(
            store,
            f"permohonan/{number}.csv",
            delimited([requests(1)[0] | {"No Permohonan": f"A-{number}", title: value}]),
        )
    take_in_once(store)
    found = warehouse(store, "SELECT path, value FROM quarantine ORDER BY path")
    expected = [(f"{number}.csv", shown) for number, (*_, shown) in enumerate(BAD_CELLS, 10)]
    assert found == [(path, shown) for path, shown in expected if shown]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_name_that_repeats_is_a_name_still(store: Store, kind: str) -> None:
    """Whoever typed the file may stand in every row of it, in the column of the services."""
    rows = requests(4, Jenis_Layanan="Wulan Sudarsono")
    rows += [row | {"No Permohonan": f"B-{n}", "Jenis Layanan": "Surat izin keramaian"} for n, row in enumerate(rows)]
    if kind == "xlsx":
        workbook(store.raw / "permohonan" / "a.xlsx", [list(rows[0]), *(list(row.values()) for row in rows)])
        put(store, "permohonan/sumber.toml", 'zone = "WITA"\n')
    else:
        put(store, f"permohonan/a.{kind}", delimited(rows) if kind == "csv" else json.dumps(rows))
    assert set(shown(store)) == {("service", "***** *****"), ("service", "Surat izin keramaian")}
    said = etl("load", "--rebuild").stderr + etl("quarantine").stdout
    assert "Surat izin keramaian (4)" in said
    assert "Wulan" not in said


def test_words_of_the_trade_are_shown_of_an_unknown_office(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(3, Unit_Layanan="Pos Terapung Hapsari")))
    assert shown(store) == [("unit", "Pos Terapung *****")] * 3


def test_a_line_of_a_sheet_with_a_person_for_its_office(store: Store) -> None:
    sheet = [["BULAN OKTOBER 2024"], ["Unit Layanan", *range(1, 32)], ["Wulan Sudarsono", *[4] * 31]]
    workbook(store.raw / "kunjungan" / "a.xlsx", sheet)
    assert set(shown(store)) == {("unit", "***** *****")}


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_inspect_shows_no_number_in_the_name_of_a_file(store: Store, tmp_path: Path, options: list[str]) -> None:
    for name, text in (("NIK 9912-3401-0190-0077.csv", delimited(requests(1))), ("hp 081234567890.csv", "a;b\n1;2\n")):
        (tmp_path / name).write_text(text)
        done = etl("inspect", tmp_path / name, *options)
        assert not [digits for digits in ("9912", "0812") if digits in done.stdout + done.stderr]
        assert name[:3] in done.stdout
    assert "7890" not in etl("inspect", tmp_path / "tiada 081234567890.csv").stderr


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_cells_pasted_one_column_off_show_nothing(store: Store, kind: str) -> None:
    row = requests(1)[0] | {"Nama Pemohon": "Wulan Sudarsono", "Kecamatan": "Wulan Sudarsono"}
    swapped = row | {"Unit Layanan": "Samarinda Ulu", "Jenis Layanan": "Kelurahan Sidodadi"}
    folder = store.raw / "permohonan"
    folder.mkdir(parents=True)
    (folder / "sumber.toml").write_text('zone = "WITA"\n')
    if kind == "xlsx":
        workbook(folder / "a.xlsx", [list(swapped), list(swapped.values())])
    else:
        (folder / "a.json").write_text(json.dumps([swapped]))
    found = shown(store)
    assert len(found) >= 2
    assert {text for _, text in found} == {"*****"}


def test_badly_written_persons_in_the_place_of_a_number_are_one_hash(store: Store, tmp_path: Path) -> None:
    numbers = ["9912340101900077", "9912 3401 0190 0077", "99.12.34.010190-0077", "\uff19\uff19" + "12340101900077"]
    phones = ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "(0812) 3456 7890", "6281234567890"]
    rows = [{**requests(1)[0], "No Permohonan": number} for number in [*numbers, *phones]]
    put(store, "permohonan/a.csv", delimited(rows))
    calls = "\n".join(["No Tiket;Waktu Terima;Kategori", *(f"{phone};27/08/2024 07.30;Prank" for phone in phones)])
    put(store, "panggilan_112/c.csv", calls + "\n")
    take_in_once(store)
    kept = warehouse(store, "SELECT request_no FROM request UNION ALL SELECT call_key FROM call")
    assert len(kept) == 3
    assert all(len(number) == 64 for (number,) in kept)


def test_the_same_hidden_word_is_known_by_a_keyed_hash_and_told_from_others(store: Store) -> None:
    """Whatever spaces and capitals; what is shown whole, or is of a row that may have slipped, has none."""
    units = ["Wulan Sudarsono", "WULAN  sudarsono", "Hapsari Wening", "Kelurahan Sidodadii"]
    for number, unit in enumerate(units):
        put(store, f"permohonan/{number}.csv", delimited(requests(1, Unit_Layanan=unit, No_Permohonan=f"A-{number}")))
    slipped = requests(1, Unit_Layanan="Wulan Sudarsono", Jenis_Layanan="Samarinda", Tanggal_Permohonan="Ulu")
    put(store, "permohonan/4.csv", delimited(slipped))
    take_in_once(store)
    asked = "SELECT path, word FROM quarantine WHERE column_name = 'unit' ORDER BY path"
    words = {str(path)[0]: word for path, word in warehouse(store, asked)}
    assert words["0"] == words["1"] != words["2"]
    assert len(words["0"]) == 16
    assert words["3"] is None
    assert words["4"] is None


LETTERS = st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F)
NAMES = st.lists(st.text(LETTERS, min_size=3, max_size=12), min_size=1, max_size=4)
TITLES = ("", "Bpk ", "H. ", "Kelurahan ", "a.n. ", "Ibu ")


@pytest.mark.drill
@given(NAMES, st.sampled_from(TITLES), st.sampled_from(("unit", "kecamatan", "service", "origin")))
def test_of_an_invented_name_no_word_is_shown(names: list[str], title: str, column: str) -> None:
    """In a column of listed words: what is not near a known spelling as a whole shows known words alone."""
    vocabulary = Vocabulary.of(REFERENCE)
    name = " ".join(names)
    assume(not any(vocabulary.knows(word) for word in names))
    assume(not difflib.get_close_matches(fold(name), SHOWN[column].known, n=1, cutoff=0.6))
    told = SHOWN[column].text(title + name)
    assert not [word for word in names if word in told]
