"""Any row shifted by any cell, any column blank, a mark or a quote too many or too few: nothing wrong, nobody shown."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.files.raw_files import requests

from etl.judging import quarantine
from etl.judging.check import check
from etl.judging.masking import showing
from etl.reading import read_file
from etl.reading.formats import fast
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.sources.reference import read_reference
from etl.warehouse.database import open_warehouse

TITLES = [
    "No Permohonan", "NIK", "Nama Pemohon", "No HP", "Kecamatan", "Unit Layanan", "Jenis Layanan", "Alamat",
    "Asal Permohonan", "Status", "Tanggal Permohonan", "Tanggal Update",
]  # fmt: skip
PERSON = {
    "NIK": "9912340101900077",
    "Nama Pemohon": "Zubaidah Rantau",
    "No HP": "089933334444",
    "Alamat": "Gang Melati",
}
SECRET = ["Zubaidah", "Rantau", "Melati", PERSON["NIK"], PERSON["No HP"]]
READ = "request_no, unit_code, service, origin, status, submitted_at, updated_at, nik, phone"
UNKNOWN = ("tidak_diketahui", "belum_dipetakan")
Read = tuple[object, ...]
NOW = datetime(2024, 11, 1)
REFERENCE = read_reference()


def rows(count: int) -> list[list[str]]:
    return [[(row | PERSON).get(title, "") for title in TITLES] for row in requests(count)]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A request log with one damaged row; every row may end in one mark more than the header."""
    mark, is_longer = draw(st.sampled_from(";,\t|")), draw(st.booleans())
    table = rows(3)
    for place in draw(st.sets(st.integers(0, len(TITLES) - 1), max_size=3)):
        table[1][place] = ""
    cells = list(table[1])
    at, way = draw(st.integers(0, len(cells) - 1)), draw(st.integers(0, 6))
    blank = draw(st.sampled_from(["", "", " ", "Zubaidah"]))
    if way == 0:
        cells.insert(at, blank)
    elif way == 1:
        del cells[at]
    elif way == 2:
        cells = [*cells[:at], blank, *cells[at:-1]]
    elif way == 3 and TITLES[at] != "Tanggal Permohonan":
        # That one cell taken out leaves what a request without an update looks like.
        cells = [*cells[:at], *cells[at + 1 :], blank]
    elif way == 4 and at:
        cells[at - 1 : at + 1] = [f"{cells[at - 1]} {cells[at]}"]
    elif way == 5:
        cells[at] = draw(st.sampled_from(['"', ""])) + cells[at] + '"'
    else:
        cut = draw(st.integers(0, len(cells[at])))
        cells[at : at + 1] = [cells[at][:cut], cells[at][cut:]]
    lines = [mark.join(row) for row in (TITLES, table[0], cells, table[2])]
    ends = [lines[0], *(line + (mark if is_longer else "") for line in lines[1:])]
    return "\n".join(ends) + "\n"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(tmp_path_factory.mktemp("gudang") / "w.duckdb", bytes(32), REFERENCE) as opened:
        yield opened


@pytest.fixture(autouse=True)
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "FAST_FROM_BYTES", 0)


def judged(connection: duckdb.DuckDBPyConnection, path: Path, is_careful: bool) -> tuple[list[Read], str]:
    """The accepted rows by number, and all that is kept to be shown."""
    asked, said = contract("permohonan"), Declaration(zone="Asia/Makassar")
    connection.execute("BEGIN")
    try:
        reading = read_file(connection, path, asked, said, is_careful=is_careful)
        check(connection, asked, said, reading, REFERENCE, NOW)
        quarantine.hold_back(connection, asked, lambda: showing(asked, said, REFERENCE))
        found = connection.execute(f"SELECT {READ} FROM judged_rows WHERE faults = '' ORDER BY 1").fetchall()
        kept = connection.execute("SELECT value FROM held_cells ORDER BY ALL").fetchall()
        return found, json.dumps([kept, reading.ignored])
    finally:
        connection.execute("ROLLBACK")


@pytest.fixture(scope="module")
def right(connection: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> dict[object, Read]:
    """What the whole file says, by number."""
    path = tmp_path_factory.mktemp("utuh") / "log.csv"
    path.write_text("\n".join(";".join(row) for row in (TITLES, *rows(3))) + "\n")
    return {row[0]: row[1:] for row in judged(connection, path, True)[0]}


@pytest.mark.drill
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_no_value_is_accepted_that_stands_elsewhere_and_no_person_is_shown(
    connection: duckdb.DuckDBPyConnection, right: dict[object, Read], text: str
) -> None:
    none_elsewhere_none_shown(connection, right, text)


@pytest.mark.slow
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_nor_in_many_files(connection: duckdb.DuckDBPyConnection, right: dict[object, Read], text: str) -> None:
    none_elsewhere_none_shown(connection, right, text)


def none_elsewhere_none_shown(connection: duckdb.DuckDBPyConnection, right: dict[object, Read], text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text(text)
        careful, quick = (judged(connection, path, is_careful) for is_careful in (True, False))
    assert careful == quick
    for number, *values in careful[0]:
        # A blank origin or service is unknown by itself.
        wrong = [
            value for value, said in zip(values, right[number], strict=True) if value not in (None, *UNKNOWN, said)
        ]
        assert wrong == []
    assert [secret for secret in SECRET if secret in careful[1]] == []
