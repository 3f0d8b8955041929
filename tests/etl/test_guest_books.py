"""Guest books and sheets with letters as columns: visits of a day add up by purpose."""

import json

import pytest
from raw_files import SIDODADI, counts, etl, put, warehouse
from test_no_days import page, sheets, text

from core.settings import Store
from etl.load import load

Rows = list[list[object]]
TITLES: list[object] = ["No", "Hari / Tanggal", "Nama Tamu", "Telepon", "Bertemu", "Keperluan"]


def guest(number: int, day: str, purpose: str | None) -> list[object]:
    return [number, day, f"Awin Bentara {number}", f"08991111{number:04d}", "Lurah", purpose]


BOOK: Rows = [
    TITLES,
    guest(1, "Selasa / 27 Agustus 2024 - 09:14:03", "Permohonan"),
    guest(2, "Selasa / 27 Agustus 2024 - 09:20:03", "Permohonan"),
    guest(3, "Selasa / 27 Agustus 2024 - 10:01:44", "Tamu"),
    guest(4, "Rabu / 28 Agustus 2024 - 08:00:00", "minta tanda tangan"),
    guest(5, "Rabu / 28 Agustus 2024 - 08:09:00", None),
    guest(6, "besok", "Permohonan"),
]
FOUND = [("2024-08-27", "permohonan", 2), ("2024-08-27", "tamu", 1), ("2024-08-28", "permohonan", 2)]


def visits(store: Store) -> list[tuple[object, ...]]:
    return warehouse(store, "SELECT date::VARCHAR, purpose, visits FROM visit ORDER BY 1, 2")


def declare(store: Store) -> None:
    (store.raw / "kunjungan/sumber.toml").write_text('unit = "Kelurahan Sidodadi"\n')


def as_json(rows: Rows) -> str:
    return json.dumps([dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]])


@pytest.mark.parametrize("name", ["buku.csv", "buku.xlsx", "buku.html", "buku.json"])
def test_each_guest_is_a_visit_and_nobody_is_named(store: Store, name: str) -> None:
    written = {"csv": text(BOOK), "html": page(BOOK), "json": as_json(BOOK), "xlsx": ""}[name.partition(".")[2]]
    put(store, f"kunjungan/{name}", written)
    if name.endswith("xlsx"):
        sheets(store, f"kunjungan/{name}", Buku=BOOK)
    declare(store)
    done = etl("load")
    assert done.returncode == 0, done.stderr
    assert "buku tamu: 5 tamu" in done.stderr
    assert visits(store) == FOUND
    said = done.stdout + done.stderr + etl("quarantine").stdout + etl("inspect", store.raw / "kunjungan" / name).stdout
    assert "Awin" not in said
    assert "0899" not in said
    assert warehouse(store, "SELECT unit_code FROM visit GROUP BY ALL") == [(SIDODADI,)]


def test_a_book_sent_again_replaces_and_does_not_double(store: Store) -> None:
    put(store, "kunjungan/buku_2024-08-28.csv", text(BOOK[:4]))
    declare(store)
    assert counts(load(store)) == [("loaded", 3, 0, 0, 1)]
    more = [*BOOK[:4], guest(7, "Selasa / 27 Agustus 2024 - 11:00:00", "Permohonan")]
    put(store, "kunjungan/buku_2024-08-31.csv", text(more), zone=None)
    assert counts(load(store)) == [("loaded", 3, 0, 1, 1)]
    assert visits(store) == [("2024-08-27", "permohonan", 3), ("2024-08-27", "tamu", 1)]
    put(store, "kunjungan/buku_2024-09-01.csv", text([*more, []]), zone=None)
    assert counts(load(store)) == [("loaded", 0, 0, 4, 2)]


def test_a_large_book_is_added_up_too(store: Store) -> None:
    rows: Rows = [["Kelurahan", *TITLES[1:]]]
    rows += [["Sidodadi", *guest(n, f"{1 + n % 28:02d}/08/2024", "Permohonan")[1:]] for n in range(2800)]
    put(store, "kunjungan/a.csv", text(rows))
    assert counts(load(store)) == [("loaded", 2800, 0, 0, 1)]
    assert warehouse(store, "SELECT count(*), min(visits), max(visits) FROM visit") == [(28, 100, 100)]


def test_a_count_under_an_unknown_title_is_no_guest(store: Store) -> None:
    rows: Rows = [["Nama", "Kelurahan", "Tanggal", "Jml"], ["x", "Sidodadi", "27/08/2024", 12]]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(
        store,
        "kunjungan/b.xlsx",
        Buku=BOOK[:4],
        Rekap_Agt=[["Kelurahan", "Tanggal", "Jumlah"], *rows[2:], ["Jawa", "27/08/2024", 3]],
    )
    declare(store)
    assert [account.reason for account in load(store).files] == ["kolom_wajib_tidak_ada", "buku_tamu_bercampur"]


LETTERS: Rows = [
    ["KECAMATAN SAMARINDA ULU"],
    ["KELURAHAN SIDODADI"],
    ["REKAP BULAN DESEMBER 2024"],
    ["No", "Hari/Tgl", "Surat Kunci", "SKTM", "SK Domisili", "Lain-lain", "Jml Tamu", "Ket"],
    [1, "Senin, 2 Desember 2024", 5, 11, 10, 4, 30, None],
    [2, "Selasa, 3 Desember 2024", None, 1, "-", 2, 3, None],
    [3, "Rabu, 25 Desember 2024", "LIBUR NATAL", None, None, None, None, None],
    [4, "Kamis, 26 Desember 2024", None, None, None, None, None, None],
    [None, "JUMLAH", 5, 12, 10, 6, 33, None],
    [None, "Mengetahui, Lurah"],
    [None, "NIP. 19700101 199003 1 001"],
]


def test_letters_as_columns_add_up_where_the_total_proves_them(store: Store) -> None:
    put(store, "kunjungan/a.csv", text(LETTERS))
    sheets(store, "kunjungan/b.xlsx", DES=LETTERS)
    put(store, "kunjungan/c.html", page(LETTERS))
    outcome = load(store)
    assert visits(store) == [("2024-12-02", "permohonan", 30), ("2024-12-03", "permohonan", 3)]
    assert {(account.quarantined, account.not_reported) for account in outcome.files} == {(0, 1)}


def test_what_does_not_add_up_or_is_blank_is_held_back(store: Store) -> None:
    wrong: Rows = [
        *LETTERS[:3],
        ["No", "Tanggal", "SKTM", "Domisili", "Total"],
        [1, "2/12/2024", 5, 6, 12],
        [2, "3/12/2024", 5, 6, 11],
    ]
    put(store, "kunjungan/a.csv", text(wrong))
    blank: Rows = [
        ["Kelurahan", "Tanggal", "SKTM", "Domisili"],
        ["Jawa", "2/12/2024", 5, None],
        ["Jawa", "3/12/2024", 5, 0],
    ]
    put(store, "kunjungan/b.csv", text(blank))
    unknown: Rows = [*LETTERS[:3], ["No", "Tanggal", "SKTM", "Domisili", "Kuota"], [1, "4/12/2024", 5, 6, 50]]
    put(store, "kunjungan/c.csv", text(unknown))
    outcome = load(store)
    assert [account.reason for account in outcome.files] == [None, None, "bagian_tak_dikenal"]
    assert [account.quarantined for account in outcome.files] == [1, 1, 0]
    assert visits(store) == [("2024-12-03", "permohonan", 11), ("2024-12-03", "permohonan", 5)]


def test_purposes_as_columns(store: Store) -> None:
    rows: Rows = [
        ["Kelurahan", "Tanggal", "Permohonan", "Informasi", "Tamu", "Jumlah"],
        ["Jawa", "02/12/2024", 5, 2, 1, 8],
    ]
    put(store, "kunjungan/a.csv", text(rows))
    sheets(store, "kunjungan/b.xlsx", DES=rows)
    load(store)
    assert visits(store) == [("2024-12-02", "informasi", 2), ("2024-12-02", "permohonan", 5), ("2024-12-02", "tamu", 1)]
