"""Text to moments, counts and pseudonyms: the macros of a load."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime

import duckdb
import pytest

from etl.warehouse import open_warehouse

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(tmp_path_factory.mktemp("gudang") / "gudang.duckdb", KEY, {}) as opened:
        yield opened


def moment(connection: duckdb.DuckDBPyConnection, text: str, zone: str = "Asia/Makassar") -> object:
    values = {"text": text, "zone": zone, "formats": ["%d/%m/%Y %H.%M"]}
    select = "SELECT to_wita(text, $zone, $formats) FROM (SELECT $text AS text)"
    return connection.execute(select, values).fetchall()[0][0]


TUESDAY = datetime(2024, 8, 27, 7, 30)


@pytest.mark.parametrize(
    "text",
    [
        "27/08/2024 07.30",
        "27/08/2024 07:30",
        "27/8/2024 7:30",
        "27/08/2024 07.30.00",
        "27-08-2024 07:30:00",
        "27 Agustus 2024 07:30",
        "27 Agt 2024 07.30",
        "27 Ags 2024 07:30",
        "27 Aug 2024 - 07:30:00",
        "Selasa / 27 Agustus 2024 07:30",
        "Selasa, 27 agu 2024 07:30",
        "2024-08-27 07:30",
        "2024-08-27T07:30:00",
        "2024-08-27T07:30:00.000",
        "2024-08-26T23:30:00Z",
        "2024-08-26T23:30:00.000000Z",
        "2024-08-27T06:30:00+07:00",
        "2024-08-27 06:30:00+07",
        "45531.3125",
        "45531,3125",
    ],
)
def test_the_same_moment_in_many_spellings(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert moment(connection, text) == TUESDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27 Mei 2024", 5), ("27 May 2024", 5), ("27 Okt 2024", 10), ("27 Nop 2024", 11), ("27 Des 2024", 12),
        ("27 Pebruari 2024", 2), ("27-Jun-2024", 6), ("27 Juli 2024", 7), ("27.03.2024", 3), ("27 April 2024", 4),
    ],
)  # fmt: skip
def test_months_by_name(connection: duckdb.DuckDBPyConnection, text: str, day: int) -> None:
    assert moment(connection, text) == datetime(2024, day, 27)


@pytest.mark.parametrize(
    "text", ["32/13/2024 08.00", "kemarin", "2024", "31 Pebruari 2024 10:00", "08/27/2024", "27", "Z"]
)
def test_what_is_no_moment_stays_unknown(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert moment(connection, text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [("26/08/2024 23.30", "UTC"), ("27/08/2024 06.30", "Asia/Jakarta"), ("27/08/2024 08.30", "Asia/Jayapura")],
)
def test_a_tuesday_stays_a_tuesday_in_every_zone(connection: duckdb.DuckDBPyConnection, text: str, zone: str) -> None:
    """In UTC, Tuesday 07:30 in Samarinda is Monday."""
    assert moment(connection, text, zone) == TUESDAY


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("9912340101900001", "9912340101900001"),
        ("0012340101900001", "0012340101900001"),
        ("'9912340101900001", "9912340101900001"),
        ("6.47202E+15", None),
        ("6,47202E+15", None),
        ("0", None),
        ("0000000000000000", None),
        ("6472021234567890.0", None),
    ],
)
def test_a_mangled_nik_is_no_nik(connection: duckdb.DuckDBPyConnection, text: str, clean: str | None) -> None:
    assert connection.execute("SELECT nik_text(clean_nik(?))", [text]).fetchall() == [(clean,)]


def test_one_phone_in_three_spellings(connection: duckdb.DuckDBPyConnection) -> None:
    spelled = ["0899-1111 2222", "+6289911112222", "6289911112222", "(0899) 11112222"]
    found = connection.execute("SELECT DISTINCT clean_phone(t) FROM (SELECT unnest(?) AS t)", [spelled]).fetchall()
    assert found == [("089911112222",)]


def test_pseudonyms_are_the_hmac_of_the_standard(connection: duckdb.DuckDBPyConnection) -> None:
    made = connection.execute("SELECT hmac('9912340101900001', inner_pad, outer_pad) FROM pad").fetchall()[0][0]
    assert made == hmac.new(KEY, b"9912340101900001", hashlib.sha256).digest()
