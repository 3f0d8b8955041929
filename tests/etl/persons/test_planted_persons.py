"""Known persons in every format: not one byte of them is published, printed, logged or left lying about."""

import gzip
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from support.files.raw_files import delimited, etl, put, requests
from support.key_forms import forms_of_the_key

from core.settings import ROOT
from core.snapshot import open_current
from core.store import Store

pytestmark = pytest.mark.drill

NIK, PHONE, NAME = "9912345678901234", "089977665544", "Zulfanita Bengkuring"
FORMS = [NIK, PHONE, PHONE[1:], f"62{PHONE[1:]}", NAME, NAME.upper(), "Zulfanita", "Jalan Rahasia 7"]


def persons(number: int, **changes: str) -> list[dict[str, str]]:
    """Rows that are accepted, flagged, held back, and one with the person's numbers in the wrong columns.

    A name under another title cannot be told from a misspelt office, which must be shown to be mended.
    """
    person = {"NIK": NIK, "Nama Pemohon": NAME, "No HP": f"+62{PHONE[1:]}", "Alamat": "Jalan Rahasia 7"}
    (good,) = requests(1, **changes)
    (flagged,) = requests(1, **changes)
    (bad,) = requests(1, Unit_Layanan=f"x {PHONE}", Status=NIK)
    rows = [good | person, flagged | person | {"NIK": f"{NIK}9"}, bad | person, bad | person | {"No Permohonan": NIK}]
    for n, row in enumerate(rows[:3]):
        row["No Permohonan"] = f"SMD-{number}-{n}"
    return rows


def plant(store: Store) -> None:
    """One file of each kind that people send, whether or not it can be read."""
    text = delimited(persons(1))
    folder = put(store, "permohonan/a.csv", text).parent
    put(store, "permohonan/b.tsv", delimited(persons(2), mark="\t"))
    put(store, "permohonan/c.csv", delimited(persons(3)).encode("utf-16"))
    put(store, "permohonan/d.json", json.dumps(persons(4)))
    put(store, "permohonan/e.ndjson", "\n".join(json.dumps(row) for row in persons(5)))
    put(store, "permohonan/f.csv.gz", gzip.compress(delimited(persons(6)).encode()))
    frame = pd.DataFrame(persons(7))
    frame.to_excel(folder / "g.xlsx", index=False)
    put(store, "permohonan/h.xls", pd.DataFrame(persons(8)).to_html(index=False))
    pd.DataFrame(persons(9)).to_parquet(folder / "i.parquet")
    with zipfile.ZipFile(folder / "j.zip", "w") as archive:
        archive.writestr(f"{NAME}.csv", delimited(persons(10)))
    put(store, "permohonan/k.csv", text[: len(text) // 2])
    put(store, "permohonan/l.csv", f"{NAME};{NIK}\n{PHONE};x\n")
    put(store, "permohonan/m.json", json.dumps(persons(11))[:-40])
    calls = ["No Tiket;Waktu Terima;Nomor Penelepon;Kategori", f"1;27 Agustus 2024 14:05;{PHONE};{PHONE}"]
    put(store, "panggilan_112/a.csv", "\n".join([*calls, f"2;{NIK};{PHONE};Prank\n"]))


def load_process(temporary: Path) -> str:
    """Load as a user does, with a folder of its own for temporary files; return what it said."""
    known = os.environ | {"TMPDIR": str(temporary), "ADOPSI_MEMORY_LIMIT": "200MB"}
    done = subprocess.run(
        [sys.executable, "-m", "etl", "load"], cwd=ROOT, env=known, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 3), done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def loaded(store: Store, tmp_path: Path) -> tuple[Store, str, Path]:
    """The store, all that the commands said, and the folder of temporary files."""
    plant(store)
    temporary = tmp_path / "sementara"
    temporary.mkdir()
    printed, table = load_process(temporary), tmp_path / "ditahan.csv"
    for command in (
        ["load", "--rebuild", "--json"],
        ["status", "--json"],
        ["quarantine"],
        ["quarantine", "--csv", table],
    ):
        done = etl(*command)
        assert done.returncode in (0, 3), done.stderr
        printed += done.stdout + done.stderr
    return store, printed + table.read_text(), temporary


def stored(database: Path) -> Iterator[tuple[str, bytes]]:
    """Every text and binary value of a database: its pages are compressed."""
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns()"
            " WHERE NOT internal AND data_type IN ('VARCHAR', 'BLOB')"
        ).fetchall()
        for table, column in columns:
            for (value,) in connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"').fetchall():
                yield f"{table}.{column}", value if isinstance(value, bytes) else str(value).encode()


def test_no_planted_person_and_no_key_anywhere(loaded: tuple[Store, str, Path]) -> None:
    store, printed, temporary = loaded
    assert [form for form in FORMS if form in printed.replace("\n", "")] == []
    keys = forms_of_the_key()
    made = [path for folder in (store.warehouse_dir, store.published_dir, temporary) for path in folder.rglob("*")]
    contents = [(str(path), path.read_bytes()) for path in made if path.is_file()]
    for database in [store.warehouse, *store.published_dir.glob("*.duckdb")]:
        contents += stored(database)
    # A request number is the user's own text: a NIK typed there is a number like any other.
    own = [(where, content) for where, content in contents if not where.endswith(("request_no", "key"))]
    assert len(own) > 500
    for where, content in own:
        found = [form for form in FORMS if form.encode() in content and not where.endswith("warehouse.duckdb")]
        assert found == [], where
        assert [key for key in keys if key in content] == [], where
    accounts = open_current(store).table("file_account")
    assert (accounts["accepted"] > 0).sum() >= 6, "persons were really there to be found"
