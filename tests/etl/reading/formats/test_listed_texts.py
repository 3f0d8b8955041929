"""Columns of few spellings are kept as lists; a cell keeps its text, also one that nobody had seen ahead."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.reading.base.office_of_table import Offices
from etl.reading.formats import fast, listed_texts
from etl.reading.formats.listed_texts import SPELLINGS_AT_MOST
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

TITLES = "No Permohonan;Unit Layanan;Jenis Layanan;Status;Tanggal Permohonan"
ROWS = 6_000


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    monkeypatch.setattr(fast, "LISTED_FROM_ROWS", 0)
    with duckdb.connect(config={"threads": 1}) as opened:
        opened.execute("BEGIN")
        yield opened


def units_of(connection: duckdb.DuckDBPyConnection, folder: Path, units: list[str]) -> tuple[str, list[str | None]]:
    """Read a file with these offices; return the type in which they are kept, and the texts that a load sees."""
    path = folder / "log.csv"
    rows = [f"SMD-{number};{unit};SKTM;Selesai;27/08/2024" for number, unit in enumerate(units)]
    path.write_text("\n".join([TITLES, *rows, ""]), "utf-8")
    assert fast.read_fast(connection, path, Offices(contract("permohonan"), Declaration(), path))
    (kind,) = connection.execute("SELECT any_value(typeof(unit)) FROM text_rows").fetchall()[0]
    return kind, [unit for (unit,) in connection.execute("SELECT unit FROM raw ORDER BY n").fetchall()]


def test_a_spelling_that_stands_once_keeps_its_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    units = ["Jawa", "Kel. Bandara", ""] * (ROWS // 3)
    units[-1] = 'O\'Brien "tua", jawwa'
    kind, seen = units_of(connection, tmp_path, units)
    assert kind.startswith("ENUM")
    assert seen == [unit or None for unit in units]


def test_too_many_spellings_stay_texts(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    units = [f"Kantor {number % (SPELLINGS_AT_MOST + 1)}" for number in range(ROWS)]
    assert units_of(connection, tmp_path, units) == ("VARCHAR", units)


def test_spellings_beyond_a_list_make_texts_again(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first rows, which are looked at ahead, hold few."""
    monkeypatch.setattr(listed_texts, "PIECES", 1)
    units = ["Jawa"] * ROWS + [f"Kantor {number}" for number in range(SPELLINGS_AT_MOST)]
    assert units_of(connection, tmp_path, units) == ("VARCHAR", units)
