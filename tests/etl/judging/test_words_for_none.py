"""Cells that say none, words nobody has mapped, and places that are none of the city's."""

import json

import pytest
from support.files.raw_files import counts, delimited, etl, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load
from etl.reading.formats.fast import FAST_FROM_BYTES
from etl.sources.empty_words import says_none

MANY = FAST_FROM_BYTES // 150
NONE = [
    "NULL",
    "\\N",
    "NaT",
    "nan",
    "None",
    "(null)",
    "N/A",
    "-",
    "--",
    "—",
    "?",
    "Unspecified",
    "tidak ada",
    "nihil",
    "Tidak ada data",
]


@pytest.mark.parametrize("word", [*NONE, "n/a", "#N/A", "<NA>", "TIDAK DIKETAHUI", "...", "\u200b-"])
def test_words_that_say_none(word: str) -> None:
    assert says_none(word)


@pytest.mark.parametrize("word", ["N", "0", "Nana", "Nihilasari", "tidak", "1900-01-00", "Jl. Juanda"])
def test_words_that_say_something(word: str) -> None:
    assert not says_none(word)


@pytest.mark.parametrize(
    "date",
    ["0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "1900-01-00", "1970-01-01 00:00:00", "0001-01-01T00:00:00"],
)
def test_the_zero_of_dates_is_no_date(date: str) -> None:
    assert says_none(date, is_date=True)
    assert not says_none("27/08/2024", is_date=True)


@pytest.mark.parametrize("column", ["Tanggal Update", "Kecamatan", "NIK", "No HP", "Asal Permohonan"])
def test_an_optional_cell_that_says_none_is_none(store: Store, column: str) -> None:
    rows = [row | {column: word} for row, word in zip(requests(len(NONE)), NONE, strict=True)]
    put(store, "permohonan/a.csv", delimited(rows))
    (store.raw / "permohonan/b.json").write_text(
        json.dumps([row | {"No Permohonan": f"J{n}"} for n, row in enumerate(rows)])
    )
    workbook(
        store.raw / "permohonan/c.xlsx",
        [list(rows[0]), *([f"X{n}", *list(row.values())[1:]] for n, row in enumerate(rows))],
    )
    outcome = take_in_once(store)
    assert [account[1:3] for account in counts(outcome)] == [(len(NONE), 0)] * 3
    assert outcome.marked == []
    empty = {"NIK": "nik_no IS NULL", "No HP": "phone_no IS NULL", "Tanggal Update": "updated_at IS NULL"}
    empty["Asal Permohonan"] = "origin = 'tidak_diketahui'"
    assert warehouse(store, f"SELECT bool_and({empty.get(column, 'true')}) FROM request") == [(True,)]


def test_large_files_too_and_a_required_cell_is_missing(store: Store) -> None:
    rows = requests(MANY, Tanggal_Update="0000-00-00 00:00:00", Kecamatan="NULL")
    rows[5] |= {"Status": "NULL"}
    rows[6] |= {"Tanggal Permohonan": "NaT"}
    put(store, "permohonan/a.csv", delimited(rows))
    outcome = take_in_once(store)
    assert counts(outcome) == [("loaded", MANY - 2, 2, 0, 1)]
    assert sorted((mark.reason, mark.value) for mark in outcome.marked) == [
        ("status_tak_dikenal", None),
        ("tanggal_tak_terbaca", None),
    ]


def test_the_users_own_words(store: Store) -> None:
    target = put(store, "permohonan/a.csv", delimited(requests(2, Tanggal_Update="belum lapor", Kecamatan="xx")))
    (target.parent / "sumber.toml").write_text('zone = "WITA"\nempty_words = ["Belum Lapor", "xx"]\n')
    assert counts(take_in_once(store)) == [("loaded", 2, 0, 0, 1)]


def test_a_dash_stays_a_count_of_none(store: Store) -> None:
    put(store, "kunjungan/a.csv", "Kantor;Tanggal;Jumlah\nKel. Bugis;02/09/2024;-\nKel. Bugis;03/09/2024;?\n")
    outcome = take_in_once(store)
    assert counts(outcome) == [("loaded", 1, 1, 0, 1)]
    assert [mark.reason for mark in outcome.marked] == ["jumlah_tak_terbaca"]
    assert warehouse(store, "SELECT visits FROM visit") == [(0,)]


CALLS = "No Tiket;Waktu Terima;Kategori;Kecamatan;Kelurahan\n"


def test_a_call_from_an_unknown_place_counts_for_the_city_and_is_listed(store: Store) -> None:
    places = [
        "Samarinda Ulu;Sidodadi",
        "Samarinda Ulu;Jl. Antah 5",
        ";Jalan Antah",
        "Balikpapan;",
        "Palaran;Sidodadi",
        "-;-",
    ]
    rows = "".join(f"{n};27/08/2024 0{n}.30;Prank Call;{place}\n" for n, place in enumerate(places))
    put(store, "panggilan_112/a.csv", CALLS + rows)
    outcome = take_in_once(store)
    assert counts(outcome) == [("loaded", 6, 0, 0, 1)]
    marked = sorted((mark.reason, mark.severity) for mark in outcome.marked)
    assert marked == [("kecamatan_tak_cocok", "peringatan")] + [("tempat_tak_dikenal", "peringatan")] * 3
    codes = [code for (code,) in warehouse(store, "SELECT unit_code FROM call ORDER BY call_key")]
    assert codes == ["64.72.03.1005", "64.72.03", None, None, None, None]
    assert warehouse(store, "SELECT DISTINCT category FROM call") == [("prank",)]


def test_the_table_of_another_city_is_held(store: Store) -> None:
    rows = "".join(f"{n};27/08/2024 07.{n:02d};Prank;Antah {n % 4};Desa {n}\n" for n in range(20))
    put(store, "panggilan_112/a.csv", CALLS + rows)
    assert counts(take_in_once(store)) == [("loaded", 0, 20, 0, 1)]


def test_a_request_for_a_letter_nobody_mapped_counts(store: Store) -> None:
    rows = [*requests(1, Jenis_Layanan="Surat Keterangan Antah"), *requests(1, Asal_Permohonan="Merpati")]
    rows = [row | {"No Permohonan": f"R{number}"} for number, row in enumerate([*rows, *requests(1, Jenis_Layanan="")])]
    put(store, "permohonan/a.csv", delimited(rows))
    workbook(
        store.raw / "permohonan/b.xlsx",
        [list(rows[0]), *([f"X{n}", *list(row.values())[1:]] for n, row in enumerate(rows))],
    )
    outcome = load(store)
    assert [account[1:3] for account in counts(outcome)] == [(3, 0), (3, 0)]
    assert {mark.severity for mark in outcome.marked} == {"peringatan"}
    found = warehouse(store, "SELECT service, origin, count(*)::INTEGER FROM request GROUP BY ALL ORDER BY ALL")
    assert found == [("belum_dipetakan", "warga", 4), ("domisili", "tidak_diketahui", 2)]
    assert "service_aliases.csv" in etl("quarantine", "--reason", "layanan_tak_dikenal").stdout


@pytest.mark.parametrize("slipped", ["Selesai", "Kelurahan Sidodadi", "27/08/2024 07.30", "Petugas", "081234"])
def test_a_word_of_another_column_is_no_letter(store: Store, slipped: str) -> None:
    put(store, "permohonan/a.csv", delimited([*requests(1), *requests(1, Jenis_Layanan=slipped, No_Permohonan="X")]))
    assert counts(take_in_once(store))[0][1:3] == (1, 1)


@pytest.mark.parametrize(
    ("written", "service"),
    [
        ("SK. Usaha", "usaha"),
        ("Surat Ket. Kurang Mampu", "sktm"),
        ("Keterangan Pindah Penduduk", "pindah"),
        ("SURAT PENGANTAR IZIN KERAMAIAN", "lainnya"),
        ("Surat Pindah", "pindah"),
        ("Ket. Usaha Mikro", "belum_dipetakan"),
    ],
)
def test_letters_as_offices_call_them(store: Store, written: str, service: str) -> None:
    put(store, "permohonan/a.csv", delimited(requests(1, Jenis_Layanan=written)))
    take_in_once(store)
    assert warehouse(store, "SELECT service FROM request") == [(service,)]


@pytest.mark.parametrize(
    ("written", "origin"), [("ANJUNGAN", "warga"), ("Whatsapp", "warga"), ("Petugas Loket", "petugas")]
)
def test_where_requests_come_from(store: Store, written: str, origin: str) -> None:
    put(store, "permohonan/a.csv", delimited(requests(1, Asal_Permohonan=written)))
    take_in_once(store)
    assert warehouse(store, "SELECT origin FROM request") == [(origin,)]


SILENT = ["N/A", "NULL", "belum lapor", "Belum Diisi", "-", "L", "tidak ada", "7"]
"""Four days without a report, none, a closed day, one that may mean either, and a count."""
DATES = [f"{day:02d}/07/2024" for day in range(1, 9)]
LAYOUTS: dict[str, list[list[object]]] = {
    "long": [["Kelurahan", "Tanggal", "Jumlah"], *(["Jawa", *pair] for pair in zip(DATES, SILENT, strict=True))],
    "days as columns": [["BULAN JULI 2024"], ["No", "Kelurahan", *range(1, 32)], [1, "Jawa", *SILENT, *[3] * 23]],
    "offices as columns": [
        ["Tanggal", "Kel. Jawa", "Kel. Bugis"],
        *([day, word, 3] for day, word in zip(DATES, SILENT, strict=True)),
    ],
    "one office": [["KELURAHAN JAWA"], ["Tanggal", "Jumlah"], *map(list, zip(DATES, SILENT, strict=True))],
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_count_that_says_there_is_none_to_read_is_no_report(
    store: Store, rows: list[list[object]], kind: str
) -> None:
    if kind == "csv":
        widest = max(map(len, rows))
        text = "\n".join(";".join(map(str, [*row, *[""] * (widest - len(row))])) for row in rows)
        put(store, "kunjungan/a.csv", text + "\n", None)
    else:
        workbook(store.raw / "kunjungan/a.xlsx", rows)
    (store.raw / "kunjungan/sumber.toml").write_text('empty_words = ["belum lapor"]\n')
    (account,) = take_in_once(store).files
    assert (account.quarantined, account.not_reported) == (1, 4)
    assert warehouse(store, "SELECT date::VARCHAR, visits FROM visit WHERE visits <> 3 ORDER BY ALL") == [
        ("2024-07-05", 0),
        ("2024-07-08", 7),
    ]
    assert warehouse(store, "SELECT reason, value FROM quarantine WHERE severity = 'tolak'") == [
        ("jumlah_tak_terbaca", "tidak ada")
    ]


def test_a_mark_that_is_declared_to_say_none_is_no_longer_0(store: Store) -> None:
    put(store, "kunjungan/a.csv", "Kelurahan;Tanggal;Jumlah\nJawa;01/07/2024;-\nJawa;02/07/2024;4\n", None)
    (store.raw / "kunjungan/sumber.toml").write_text('empty_words = ["-"]\n')
    (account,) = take_in_once(store).files
    assert (account.accepted, account.not_reported) == (1, 1)


def test_yes_and_no_as_programs_write_them(store: Store) -> None:
    said = {True: ["Ya", "Y", "TRUE", "1", "1.0", "Terjawab"], False: ["Tidak", "N", "false", "0", "Tidak Terjawab"]}
    words = [word for found in said.values() for word in found]
    rows = [
        {"No Tiket": f"T{n}", "Waktu Terima": f"27/08/2024 07.{n:02d}", "Dijawab": word} for n, word in enumerate(words)
    ]
    put(store, "panggilan_112/a.csv", delimited(rows))
    take_in_once(store)
    found = warehouse(store, "SELECT is_answered FROM call ORDER BY received_at")
    assert found == [(answer,) for answer, each in said.items() for _ in each]


def test_the_whole_city_is_no_office_that_nobody_knows(store: Store) -> None:
    """Nor is it named for an alias: a sum under an office's name would be counted once more."""
    counted = [["Unit Layanan", "Tanggal", "Jumlah Kunjungan"], ["Kota Samarinda", "27/08/2024", "4120"]]
    put(store, "kunjungan/a.csv", "\n".join("\t".join(row) for row in counted) + "\n")
    put(
        store,
        "kunjungan/b.json",
        json.dumps([dict(zip(*counted, strict=True)) | {"Unit Layanan": "Se-Kota Samarinda"}]),
    )
    workbook(store.raw / "kunjungan/c.xlsx", [counted[0], ["Pemkot Samarinda", *counted[1][1:]]])
    assert [account[1:3] for account in counts(take_in(store))] == [(0, 1)] * 3
    assert warehouse(store, "SELECT DISTINCT reason FROM quarantine") == [("seluruh_kota",)]
    told = etl("quarantine").stdout
    assert "bukan satu kantor" in told
    assert "unit_aliases" not in told
