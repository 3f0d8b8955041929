"""Text to moments, counts and pseudonyms: the macros of a load."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime

import duckdb
import pytest

from etl.judging.check import check
from etl.reading.result import Reading
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.sources.reference import read_reference
from etl.warehouse.database import open_warehouse

KEY = bytes(range(32))
REFERENCE = read_reference()


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(tmp_path_factory.mktemp("gudang") / "gudang.duckdb", KEY, REFERENCE) as opened:
        yield opened


def moment(connection: duckdb.DuckDBPyConnection, text: str, zone: str = "WITA", **said: object) -> object:
    """What one text of a file becomes: the moment, None where it is held."""
    names = [column.name for column in contract("panggilan_112").read_columns]
    cells = ", ".join("$text AS received_at" if name == "received_at" else f"NULL::VARCHAR AS {name}" for name in names)
    rows = f"SELECT '1' AS place, NULL::VARCHAR AS fault, {cells}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE text_rows AS {rows}", {"text": text})
    connection.execute("CREATE OR REPLACE TEMP VIEW raw AS SELECT rowid AS n, rowid AS row_id, * FROM text_rows")
    declaration = Declaration.model_validate({"zone": zone, **said})
    reading, now = Reading({"received_at"}, 0), datetime(2026, 1, 1)
    check(connection, contract("panggilan_112"), declaration, reading, REFERENCE, now)
    (found,) = connection.execute("SELECT received_at, faults FROM judged_rows").fetchall()
    assert bool(found[1]) == (found[0] is None)
    return found[0]


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
        "27/8/2024, 07.30.00",
        "27 Agustus 2024 pukul 07.30 WITA",
        "Selasa, 27 Agustus 2024, 06.30 WIB",
        "27 Agt. 2024 | 07:30",
        "27-Agu-2024 07:30",
        "Sel., 27/08/2024 07.30",
        "August 27, 2024, 7:30 AM",
        "8/27/2024 7:30 AM",
        "Tue Aug 27 2024 07:30:00 GMT+0800 (Central Indonesia Time)",
        "Mon, 26 Aug 2024 23:30:00 GMT",
        "Tue Aug 27 07:30:00 WITA 2024",
        "2024/08/27 07:30",
        "20240827073000",
        "20240827 073000",
        "07.30, 27 Agustus 2024",
    ],
)
def test_the_same_moment_in_many_spellings(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert moment(connection, text) == TUESDAY


@pytest.mark.parametrize(
    "text",
    [
        "27/08/24 07.30", "27-Agu-24", "Senin, 27/08/2024", "27/08/2024 24.30", "27/08/2024 13:30 PM", "1724715000",
        "081234567890", "07.30", "27/08/2024 07.30 dan 08.00", "27/08/2024 07.30 SGT",
    ],
)  # fmt: skip
def test_what_might_be_another_day_or_hour_is_held(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert moment(connection, text) is None


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("27/08/24 07.30", ["%d/%m/%y %H.%M"]),
        ("Selasa, 27-Agu-24 07:30", ["%d-%b-%y %H:%M"]),
        ("8/27/24 07:30", ["%d-%b-%y", "%m/%d/%y %H:%M"]),
        ("1724715000", ["epoch"]),
        ("1724715000000", ["epoch_ms"]),
        ("2024-08-27T07:30:00Z", ["%Y-%m-%dT%H:%M:%SZ"]),
        ("26 Agustus 2024 23:30 +0000", ["%d %B %Y %H:%M %z"]),
    ],
)
def test_a_declared_format_decides(connection: duckdb.DuckDBPyConnection, text: str, formats: list[str]) -> None:
    """A declared Z without a meaning leaves the declared zone in force."""
    assert moment(connection, text, date_formats=formats) == TUESDAY


def test_a_declared_order_decides(connection: duckdb.DuckDBPyConnection) -> None:
    assert moment(connection, "08/09/2024 07.30", date_order="MDY") == datetime(2024, 8, 9, 7, 30)
    assert moment(connection, "27/08/2024 07.30", date_order="MDY") is None
    assert moment(connection, "3/9/2024 9.05", date_formats=["%m/%d/%Y %H.%M"]) == datetime(2024, 3, 9, 9, 5)
    assert moment(connection, "27/08/51 07.30", date_formats=["%d/%m/%y %H.%M"]) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27 Mei 2024", 5), ("27 May 2024", 5), ("27 Okt 2024", 10), ("27 Nop 2024", 11), ("27 Des 2024", 12),
        ("27 Pebruari 2024", 2), ("27-Jun-2024", 6), ("27 Juli 2024", 7), ("27.03.2024", 3), ("27 April 2024", 4),
    ],
)  # fmt: skip
def test_months_by_name(connection: duckdb.DuckDBPyConnection, text: str, day: int) -> None:
    assert moment(connection, text) == datetime(2024, day, 27)


@pytest.mark.parametrize("text", ["32/13/2024 08.00", "kemarin", "2024", "31 Pebruari 2024 10:00", "27", "Z"])
def test_what_is_no_moment_stays_unknown(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert moment(connection, text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [("26/08/2024 23.30", "UTC"), ("27/08/2024 06.30", "WIB"), ("27/08/2024 08.30", "WIT")],
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
        ("6.472021234E+015", None),
        ("0x1234567890ABCD", None),
        ("-123456789012345", None),
        ("+647202123456789", None),
        ("1234_56789012345", None),
        ("123456789012345.", None),
        ("64720212.3456789", None),
    ],
)
def test_a_mangled_nik_is_no_nik(connection: duckdb.DuckDBPyConnection, text: str, clean: str | None) -> None:
    assert connection.execute("SELECT nik_text(clean_nik(?))", [text]).fetchall() == [(clean,)]


def test_one_phone_in_three_spellings(connection: duckdb.DuckDBPyConnection) -> None:
    spelled = ["0899-1111 2222", "+6289911112222", "6289911112222", "(0899) 11112222"]
    found = connection.execute("SELECT DISTINCT clean_phone(t) FROM (SELECT unnest(?) AS t)", [spelled]).fetchall()
    assert found == [("089911112222",)]


def test_pseudonyms_are_the_hmac_of_the_standard(connection: duckdb.DuckDBPyConnection) -> None:
    made = connection.execute("SELECT hmac('9912340101900001', inner_pad, outer_pad) FROM hmac_pad").fetchall()[0][0]
    assert made == hmac.new(KEY, b"9912340101900001", hashlib.sha256).digest()
