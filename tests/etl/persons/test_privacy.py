"""What readers open holds no person; what the commands print holds none either; nothing stored holds the key."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from support.files.raw_files import NAME, NIK, PHONE, delimited, etl, put, requests, warehouse
from support.key_forms import forms_of_the_key

from core.settings import settings
from core.snapshot import Snapshot
from core.store import Store
from etl.answers.held_back import RowFilter, quarantine_rows
from etl.loading.load import load
from sample.world.people import FIRST, LAST
from sample.write import write_sample

# The sample's persons are invented by these rules; the first test proves that none escapes the pattern.
PERSON = re.compile(
    rb"(?i)(?<![\d.])(?:99\d{14}|(?:0|62)899000[01]\d{5})(?!\d)|(?:%s) (?:%s)"
    % ("|".join(FIRST).encode(), "|".join(LAST).encode())
)


@pytest.fixture(scope="module")
def persons(sample_store: Store) -> set[str]:
    """Every whole NIK, phone and name in the sample's files, without a sign before it."""
    found: set[str] = set()
    for path in sample_store.raw.glob("permohonan/*"):
        if path.suffix != ".toml":
            rows = json.loads(path.read_text()) if path.suffix == ".json" else read_csv(path)
            found |= {row[name] for row in rows for name in ("NIK", "Nama Pemohon", "No HP")}
    for path in sample_store.raw.glob("panggilan_112/*.csv"):
        found |= {row["Nomor Penelepon"] for row in read_csv(path)}
    return {value.strip("'+") for value in found if len(value) > 8 and "E+" not in value}


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def test_the_pattern_knows_every_person_of_the_sample(persons: set[str]) -> None:
    assert len(persons) > 10_000
    assert [person for person in persons if not PERSON.fullmatch(person.encode())] == []


def test_no_person_in_any_published_byte(sample_store: Store) -> None:
    for path in sample_store.published_dir.iterdir():
        assert PERSON.findall(path.read_bytes()) == []


def test_no_person_in_any_published_value(snapshot: Snapshot) -> None:
    """Pages of a database are compressed: the values are looked through as text too."""
    tables = snapshot.query("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    for table, column in tables.itertuples(index=False):
        values = snapshot.query(f'SELECT DISTINCT "{column}"::VARCHAR AS v FROM "{table}" WHERE "{column}" IS NOT NULL')
        assert PERSON.findall("\n".join(values["v"]).encode()) == [], (table, column)
    assert not tables["column_name"].str.contains("hash|nik|phone|nama|file").any()


def test_the_warehouse_holds_pseudonyms_only(sample_store: Store) -> None:
    columns = warehouse(
        sample_store,
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND data_type = 'VARCHAR'",
    )
    for table, column in columns:
        values = warehouse(sample_store, f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
        assert PERSON.findall("\n".join(str(value) for (value,) in values).encode()) == [], (table, column)
    hashes = warehouse(sample_store, "SELECT DISTINCT octet_length(hash) FROM pseudonym")
    assert hashes == [(32,)]


def test_the_key_lies_in_no_file_but_its_own(sample_store: Store) -> None:
    forms = forms_of_the_key()
    files = [path for path in sample_store.root.parent.rglob("*") if path.is_file() and "raw" not in path.parts]
    assert sample_store.warehouse in files
    for path in files:
        content = path.read_bytes()
        assert not any(form in content for form in forms), path
    with duckdb.connect(str(sample_store.warehouse), read_only=True) as connection:
        assert connection.execute(
            "SELECT count(*) FROM duckdb_functions() WHERE function_name = 'hmac'"
        ).fetchall() == [(0,)]
    assert oct(settings().key_file.stat().st_mode)[-3:] == "600"


@pytest.mark.drill
def test_no_person_in_what_the_commands_say(store: Store) -> None:
    """On three months of the sample."""
    write_sample(store.root / "contoh", until=date(2023, 11, 30))
    table = store.root / "ditahan.csv"
    said = [
        etl(*command)
        for command in (
            ["load"],
            ["load", "--json", "--rebuild"],
            ["status", "--json"],
            ["quarantine"],
            ["quarantine", "--csv", table],
        )
    ]
    assert [done.returncode for done in said] == [0] * 5
    for done in said:
        assert PERSON.findall((done.stdout + done.stderr).encode()) == []
    assert PERSON.findall(table.read_bytes()) == []
    assert "NIK tidak utuh" in said[0].stderr + said[0].stdout
    assert len(table.read_text().splitlines()) > 100


def test_a_person_in_the_wrong_column_is_not_shown_either(store: Store) -> None:
    """A row that slipped by one column, and a long number under another title."""
    slipped = delimited(requests(1)).replace(f";{NIK}", f";;{NIK};x")
    lines = slipped.splitlines() + delimited(requests(1, Unit_Layanan=f"x {PHONE}", Status=NIK)).splitlines()[1:]
    put(store, "permohonan/a.csv", "\n".join(lines) + "\n")
    (account,) = load(store).files
    assert account.quarantined == 2
    kept = warehouse(store, "SELECT place, column_name, value FROM quarantine ORDER BY ALL")
    assert kept == [("2", "row", None), ("3", "status", "*****"), ("3", "unit", "*****")]
    assert NAME not in str(kept)


def test_a_person_in_place_of_a_number_is_kept_as_a_hash(store: Store) -> None:
    """Some offices number requests by NIK and calls by phone: each still counts, and counts once."""
    rows = [{**row, "No Permohonan": number} for row, number in zip(requests(3), (NIK, PHONE, NIK), strict=True)]
    put(store, "permohonan/a.csv", delimited(rows))
    put(store, "panggilan_112/c.csv", f"No Tiket;Waktu Terima;Kategori\n{PHONE};27/08/2024 07.30;Prank\n")
    requested, called = sorted(load(store).files, key=lambda account: account.source, reverse=True)
    assert (requested.accepted, requested.duplicate, called.accepted) == (2, 1, 1)
    numbers = warehouse(store, "SELECT request_no FROM request UNION ALL SELECT call_key FROM call")
    assert all(len(number) == 64 for (number,) in numbers)
    assert all(person.encode() not in store.warehouse.read_bytes() for person in (NIK, PHONE))


def test_a_listed_value_never_starts_a_formula(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(1, Status="=HYPERLINK(1)")))
    load(store)
    target = store.root / "ditahan.csv"
    assert etl("quarantine", "--csv", target).returncode == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["'=*****(1)"]


def test_a_row_that_slipped_by_a_column_shows_nothing(store: Store) -> None:
    """A name may then stand in any column, so none of the row's values is shown."""
    folder = store.raw / "permohonan"
    folder.mkdir(parents=True)
    (folder / "sumber.toml").write_text('zone = "WITA"\n')
    head = "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan"
    good = "A-1;Kelurahan Sidodadi;SKTM;Warga;Selesai;28/08/2024 07.30"
    slipped = "A-2;Kelurahan Sidodadi;Wiwin Tiruan;SKTM;Warga;Selesai"
    (folder / "log.csv").write_text(f"{head}\n{good}\n{slipped}\n")
    load(store)
    rows = quarantine_rows(store, RowFilter())
    assert {row["place"] for row in rows} == {"3"}
    assert len(rows) >= 3
    assert {row["value"] for row in rows} == {"*****"}
