"""Guest books and sheets with letters as columns: visits of a day add up by purpose."""

import json
import zipfile

import pytest
from support.files.count_sheets import page, sheets, text
from support.files.raw_files import SIDODADI, counts, etl, put, take_in, warehouse
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load

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
    assert counts(take_in(store)) == [("loaded", 3, 0, 0, 1)]
    more = [*BOOK[:4], guest(7, "Selasa / 27 Agustus 2024 - 11:00:00", "Permohonan")]
    put(store, "kunjungan/buku_2024-08-31.csv", text(more), zone=None)
    assert counts(take_in(store)) == [("loaded", 3, 0, 1, 1)]
    assert visits(store) == [("2024-08-27", "permohonan", 3), ("2024-08-27", "tamu", 1)]
    put(store, "kunjungan/buku_2024-09-01.csv", text([*more, []]), zone=None)
    assert counts(take_in(store)) == [("loaded", 0, 0, 4, 2)]


def at_other_counter(rows: Rows) -> Rows:
    return [rows[0], *([*row[:2], f"Bentara Awin {row[0]}", *row[3:]] for row in rows[1:])]


def put_book(store: Store, name: str, rows: Rows) -> None:
    put(store, f"kunjungan/{name}", text(rows) if name.endswith("csv") else "")
    if name.endswith("xlsx"):
        sheets(store, f"kunjungan/{name}", Buku=rows)
    declare(store)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.csv", "b.csv"), ("a.xlsx", "b.xlsx"), ("a.csv", "b.xlsx"), ("a_2024-08-28.csv", "b_2024-08-31.csv")],
)
@pytest.mark.parametrize("is_at_once", [True, False])
def test_other_guests_on_the_same_days_are_held_and_both_books_named(
    store: Store, one: str, other: str, is_at_once: bool
) -> None:
    """Also where the sums are equal and where the names of the files tell which is the later."""
    put_book(store, one, BOOK[:6])
    if not is_at_once:
        load(store)
    put_book(store, other, at_other_counter(BOOK[:6]))
    outcome = load(store)
    assert {(account.accepted + account.duplicate, account.quarantined) for account in outcome.files} == {(0, 5)}
    assert visits(store) == []
    held = warehouse(store, "SELECT path, count(*) FROM quarantine WHERE reason = 'tamu_berbeda' GROUP BY 1 ORDER BY 1")
    assert held == [(one, 3), (other, 3)]
    said = etl("quarantine", "--reason", "tamu_berbeda").stdout
    assert "dua loket" in said
    assert "Awin" not in said
    (store.raw / "kunjungan" / other).unlink()
    assert etl("forget", f"kunjungan/{other}").returncode == 0
    assert visits(store) == FOUND


def test_the_same_guests_in_another_format_are_the_same_book(store: Store) -> None:
    put_book(store, "a.csv", BOOK[:6])
    put_book(store, "b.xlsx", BOOK[:6])
    assert sum(account.accepted for account in take_in(store).files) == 5
    assert visits(store) == FOUND


def test_books_of_two_counters_in_one_zip_add_up(store: Store) -> None:
    put(store, "kunjungan/a.zip", "")
    with zipfile.ZipFile(store.raw / "kunjungan/a.zip", "w") as packed:
        packed.writestr("loket 1.csv", text(BOOK[:6]))
        packed.writestr("loket 2.csv", text(at_other_counter(BOOK[:6])))
    declare(store)
    take_in_once(store)
    assert visits(store) == [(day, purpose, 2 * int(str(number))) for day, purpose, number in FOUND]
    assert warehouse(store, "SELECT count(*), count(DISTINCT guest) FROM guest") == [(10, 10)]


def test_a_large_book_is_added_up_too(store: Store) -> None:
    rows: Rows = [["Kelurahan", *TITLES[1:]]]
    rows += [["Sidodadi", *guest(n, f"{1 + n % 28:02d}/08/2024", "Permohonan")[1:]] for n in range(2800)]
    put(store, "kunjungan/a.csv", text(rows))
    assert counts(take_in_once(store)) == [("loaded", 2800, 0, 0, 1)]
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
    assert [account.reason for account in take_in(store).files] == ["kolom_wajib_tidak_ada", "buku_tamu_bercampur"]


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
    outcome = take_in_once(store)
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
    outcome = take_in_once(store)
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
    take_in_once(store)
    assert visits(store) == [("2024-12-02", "informasi", 2), ("2024-12-02", "permohonan", 5), ("2024-12-02", "tamu", 1)]
