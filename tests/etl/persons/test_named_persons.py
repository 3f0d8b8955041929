"""Persons in names of files, folders, sheets and lists: a build calls them otherwise, the commands know them."""

import json
import zipfile

import pytest
from support.files.raw_files import delimited, etl, log, published, put, requests, warehouse, workbook

from core.store import Store
from etl.loading.last_load import read_note
from etl.loading.load import load
from etl.sources.reference import read_reference
from etl.sources.vocabulary import Vocabulary
from etl.spelling import masked

PERSON = "Wulan Sudarsono 9912 3401 0190 0077"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("permohonan_2024-10.csv", True),
        ("Rekap Kunjungan Kel. Sidodadi Oktober 2024 (revisi 2).xlsx", True),
        ("2024/10/permohonan 01-10-2024 s.d. 31-10-2024.csv", True),
        ("log_20241001_073000.csv.gz", True),
        ("a.csv", True),
        ("Wulan.csv", False),
        ("permohonan an wulan sudarsono.csv", False),
        ("wulan/permohonan_2024-10.csv", False),
        ("permohonan 0812 3456 7890.csv", False),
        ("permohonan 0812.3456.7890.csv", False),
        ("permohonan_0812_3456_7890.csv", False),
        ("permohonan \uff10\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18.csv", False),
        ("9912-3401-0190-0077.csv", False),
        ("S a r t i k a.csv", False),
        ("s.a.r.t.i.k.a 2024.xlsx", False),
        ("0812 2008 1231.csv", False),
        ("r.e.k.a.p 2024.csv", True),
        ("kunjungan_64.72.03.1005_2026-11_20261130-101530.xlsx", True),
        ("kunjungan_64.72.03.1005-08123456789.xlsx", False),
    ],
)
def test_a_name_of_known_words_and_dates_is_nobodys(name: str, expected: bool) -> None:
    assert Vocabulary.of(read_reference()).knows_name(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("permohonan 0812-3456-7890.csv", "permohonan *****.csv"),
        ("log_20241001-20241031.csv", "log_20241001-20241031.csv"),
        ("9912.3401.0190.0077", "*****"),
        ("kunjungan/64.72.03.1005/kunjungan_64.72.03.1005_2024-11.csv",) * 2,
        ("64.72.03.1005.7", "*****"),
        ("64.72.03.1005-123456", "*****"),
    ],
)
def test_commands_mask_numbers_in_names(name: str, expected: str) -> None:
    assert masked(name) == expected


def everything_published(store: Store) -> str:
    tables = published(store, "SELECT table_name FROM duckdb_tables() WHERE NOT internal")
    return "\n".join(str(published(store, f'SELECT * FROM "{table}"')) for (table,) in tables)


def test_no_name_of_a_person_is_published_and_forget_still_knows_the_file(store: Store) -> None:
    path = log(store, f"{PERSON}.csv", 1, Status="Wulan")
    log(store, f"{PERSON}/lain.csv")
    put(store, f"peluncuran/{PERSON}.csv", "Unit Layanan;Status;Tanggal\nKel. Jawa;Aktif;01/08/2024\n", None)
    with zipfile.ZipFile(store.raw / "permohonan" / f"{PERSON}.zip", "w") as archive:
        archive.writestr(f"{PERSON}.csv", delimited(requests(3, Status="x")))
    workbook(store.raw / "permohonan" / "b.xlsx", [list(requests(1)[0]), list(requests(1)[0].values())], PERSON[:31])
    put(store, "permohonan/c.json", json.dumps({PERSON: requests(1)}))
    load(store)
    assert [word for word in ("Wulan", "Sudarsono", "9912 3401") if word in everything_published(store)] == []
    names = {name for (name,) in published(store, "SELECT path FROM file_account WHERE source = 'permohonan'")}
    sha256 = warehouse(store, f"SELECT sha256 FROM ledger WHERE path = '{path.name}' AND source = 'permohonan'")[0][0]
    assert f"permohonan #{sha256[:4]}" in names
    assert {"b.xlsx", "c.json"} < names
    said = etl("load", "--rebuild", "--json").stdout + etl("quarantine").stdout
    assert "Wulan Sudarsono *****.csv" in said
    assert "9912 3401" not in said
    path.unlink()
    load(store)
    listed = json.loads(etl("status", "--json").stdout)["removed"]
    assert listed == ["permohonan/Wulan Sudarsono *****.csv"]
    done = etl("forget", listed[0])
    assert done.returncode == 0, done.stderr
    assert warehouse(store, f"SELECT 1 FROM ledger WHERE path = '{path.name}' AND source = 'permohonan'") == []


def test_a_file_is_forgotten_by_the_name_that_readers_see(store: Store) -> None:
    path = log(store, "wulan.csv")
    load(store)
    path.unlink()
    load(store)
    (name,) = (name for (name,) in published(store, "SELECT path FROM file_account"))
    assert name.startswith("permohonan 2024-08 #")
    assert etl("forget", f"permohonan/{name}").returncode == 0


def test_the_note_on_the_last_load_names_nobody(store: Store) -> None:
    path = log(store, "wulan.csv")
    load(store)
    done = etl("forget", "permohonan/wulan.csv")
    assert path.name in done.stderr
    note = read_note(store)
    assert note is not None
    assert "wulan" not in note["sentence"]
    assert note["sentence"].startswith("permohonan #")


def test_a_name_cannot_give_orders_to_a_terminal(store: Store) -> None:
    log(store, "a\x1b[31m.csv", 1, Status="[red]x[/red]\x1b]0;judul\x07\x9b31m")
    log(store, "[bold]b.csv")
    done = etl("load")
    said = done.stderr + etl("quarantine").stdout + etl("status").stdout
    assert not any(sign in said for sign in "\x1b\x07\x9b")
    assert "[bold]b.csv" in said
