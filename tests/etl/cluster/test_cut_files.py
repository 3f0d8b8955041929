"""A file judged in parts says what the whole says, to the last row; what parts cannot say, the whole file says."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from support.files.raw_files import REQUEST, delimited

from etl.errors import FastLaneError
from etl.loading.each import ThisProcess
from etl.loading.judged_file import FileToJudge, JudgedFile, JudgedHere, JudgingInput
from etl.loading.parts.joining import judged_each
from etl.loading.parts.judging_step import handed_over, judging_step
from etl.raw_file import RawFile
from etl.reading import read_file_part
from etl.reading.base.office_of_table import Offices
from etl.reading.cutting import cut
from etl.reading.formats import fast
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.sources.mappings import Declared
from etl.sources.reference import read_reference
from etl.warehouse.database import open_warehouse

TITLES = [*REQUEST]
NOW = datetime(2024, 12, 31, 12)
MONTH = (date(2024, 8, 1), date(2024, 8, 31))
FILE = "log_20241130.csv"
NOT_COMPARED = {"seconds", "evidence", "judging"}
OFFICES = [
    ("Samarinda Ulu", "Kelurahan Sidodadi"),
    ("Samarinda Ulu", "Kelurahan Jawa"),
    ("Samarinda Kota", "Kelurahan Pasar Pagi"),
]
ODD = {
    "No Permohonan": ["", "-", "'SMD-7'", "SMD-9'", "2,40827E+11", "1234567890123400", "9876543210123456", "smd-2"],
    "NIK": ["", "-", "salah", "9912340101900010", "9912340101900020", "9.91234E+15"],
    "No HP": ["", "08", "0899-1111-3333"],
    "Kecamatan": ["", "Entah", "-"],
    "Unit Layanan": ["", "Kelurahan Entah", "Samarinda Ulu", "64.72.03.1005", "Kelurahan \u00a0Jawa"],
    "Jenis Layanan": ["", "Surat entah", "SK Domisili", "RT"],
    "Asal Permohonan": ["", "entah", "Pak RT", "0812"],
    "Status": ["", "Entah", "Selesai", "2"],
    "Tanggal Permohonan": ["", "-", "2024-08-27 08:00", "08/27/2024 08.00", "entah", "01/12/2024 09.00", "2024-27-08",
                           "Selasa, 27 Agustus 2024", "03/04/24 10.00", "27/08/2024"],
    "Tanggal Update": ["", "-", "2024-08-05 08:00", "05/08/2024 00.00", "26/08/2023 07.00", "kosong"],
    "No Antrian": ["", '"1;2"', '"a\nb"', "x\0y", "#N/A", 'a"b'],
}  # fmt: skip


@st.composite
def logs(draw: st.DrawFn) -> bytes:
    """A request log: mostly as the application writes it, with odd cells, repeated records and odd lines."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    clock = draw(st.sampled_from(["07.30", "07.30", "00.00"]))
    oddness = draw(st.sampled_from([0, 1, 1, 2, 2, 3, 6]))
    odd = {title: draw(st.sampled_from(ODD[title])) for title in draw(st.permutations(sorted(ODD)))[:oddness]}
    days = draw(st.sampled_from([(13, 28), (13, 28), (13, 28), (13, 28), (1, 28), (1, 12)]))
    is_in_order = draw(st.booleans())
    seldom = draw(st.sampled_from([1, 1, 1, 9]))
    is_rounded = draw(st.integers(0, 9)) == 0
    lines = [";".join(TITLES)]
    count = draw(st.integers(20, 70))
    for number in range(count):
        kecamatan, unit = draw(st.sampled_from(OFFICES))
        first, last = days
        day = first + (last - first) * number // count if is_in_order else draw(st.integers(first, last))
        record = number if draw(st.integers(0, 3)) else draw(st.integers(0, number))
        nik = f"99123401019{draw(st.integers(0, 9)):02d}{draw(st.integers(0, 30)):03d}"
        row = REQUEST | {
            "No Permohonan": f"SMD-2024-{record:07d}",
            "NIK": f"{nik[:-1]}0" if is_rounded else nik,
            "No HP": f"0899111122{draw(st.integers(0, 9)):02d}",
            "Kecamatan": kecamatan,
            "Unit Layanan": unit,
            "Status": draw(st.sampled_from(["Sedang Diperiksa", "Selesai"])),
            "Tanggal Permohonan": f"{day:02d}/08/2024 {clock}",
            "Tanggal Update": f"{day:02d}/08/2024 {draw(st.sampled_from([clock, '09.00']))}",
        }
        row |= {title: cell for title, cell in odd.items() if draw(st.integers(0, seldom)) == 0}
        cells = [*row.values()]
        if draw(st.integers(0, 900)) == 0:
            cells = draw(st.sampled_from([cells[1:], cells[:5] + cells[6:] + [""], [], TITLES, ["Jumlah", "5"]]))
        lines.append(";".join(cells))
    text = end.join(lines) + draw(st.sampled_from([end, end, ""]))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig"])))


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("bagian")
    (folder / "tmp").mkdir()
    opened = open_warehouse(folder / "kerja.duckdb", b"k" * 32, read_reference())
    opened.execute("SET threads = 1")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def small_files_are_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "FAST_FROM_BYTES", 0)


def judged(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    part_bytes: int | None,
    said: Declaration,
    *,
    is_looked_at: bool = True,
) -> tuple[JudgedFile, dict[str, Any]]:
    """What a file says, with its rows."""
    file = RawFile("permohonan", path.name, path, path.stat().st_size, 0)
    given = JudgingInput({"permohonan": Declared("permohonan", path, said, {})}, read_reference(), NOW)
    step = judging_step(lambda _: nullcontext())
    try:
        results = judged_each(connection, ThisProcess(part_bytes), step, [FileToJudge(file)], given)
        found = next(results)
    except FastLaneError:
        results = judged_each(connection, ThisProcess(part_bytes), step, [FileToJudge(file, is_careful=True)], given)
        found = next(results)
    told: dict[str, Any] = {each.name: getattr(found, each.name) for each in fields(JudgedFile)}
    told["used"] = sorted(found.used)
    tables = {
        name: sorted(map(repr, connection.execute(f"SELECT COLUMNS(*)::VARCHAR FROM ({rows})").fetchall()))
        for name, rows in handed_over(connection, found).items()
        if is_looked_at
    }
    return found, {name: value for name, value in told.items() if name not in NOT_COMPARED} | tables


def looked_at(
    connection: duckdb.DuckDBPyConnection, text: bytes, part_bytes: int, said: Declaration
) -> tuple[JudgedFile, dict[str, Any], dict[str, Any]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_bytes(text)
        _, whole = judged(connection, path, None, said)
        found, parts = judged(connection, path, part_bytes, said)
    return found, whole, parts


SAID = st.sampled_from(
    [
        Declaration(zone="WITA"),
        Declaration(zone="UTC"),
        Declaration(zone="WITA", period=MONTH, full=True),
        Declaration(zone="WITA", values={"service": {"domisili": ["surat entah"]}}, empty_words=["kosong"]),
    ]
)


Day = Callable[[int], int]
PART_BYTES = st.sampled_from([1_500, 3_000, 6_000])


@pytest.mark.drill
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(text=logs(), part_bytes=PART_BYTES, said=SAID)
def test_parts_say_what_the_whole_says(
    connection: duckdb.DuckDBPyConnection, text: bytes, part_bytes: int, said: Declaration
) -> None:
    say_the_same(connection, text, part_bytes, said)


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(text=logs(), part_bytes=PART_BYTES, said=SAID)
def test_parts_of_many_files_say_what_the_whole_says(
    connection: duckdb.DuckDBPyConnection, text: bytes, part_bytes: int, said: Declaration
) -> None:
    say_the_same(connection, text, part_bytes, said)


def say_the_same(connection: duckdb.DuckDBPyConnection, text: bytes, part_bytes: int, said: Declaration) -> None:
    found, whole, parts = looked_at(connection, text, part_bytes, said)
    event("as one" if isinstance(found, JudgedHere) or not found.dating else "put together")
    assert parts == whole


def rows_of_one_make(count: int = 60) -> list[dict[str, str]]:
    """Records that are repeated, persons that come again, faults and unknown words all over the file."""
    rows = []
    for number in range(count):
        day = f"{13 + number % 15}/08/2024 0{number % 10}.15"
        row = REQUEST | {
            "No Permohonan": f"SMD-2024-{number % 50:07d}",
            "NIK": f"99123401019{number % 31:05d}",
            "No HP": f"08991111{number % 7:04d}",
            "Status": "entah" if number % 9 == 4 else "Selesai",
            "Jenis Layanan": "Surat entah" if number % 8 == 3 else "SK Domisili",
            "Tanggal Permohonan": day,
            "Tanggal Update": "" if number % 5 == 0 else day,
        }
        rows.append(row)
    return rows


@pytest.mark.parametrize("said", [Declaration(zone="WITA"), Declaration(zone="WIB", period=MONTH, full=True)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_of_one_make_is_put_together(connection: duckdb.DuckDBPyConnection, said: Declaration, end: str) -> None:
    text = delimited(rows_of_one_make(), end=end).removesuffix(end).encode("utf-8-sig")
    found, whole, parts = looked_at(connection, text, 3_000, said)
    assert not isinstance(found, JudgedHere)
    assert found.dating
    assert found.held == 7
    assert parts == whole


def test_of_a_row_that_slipped_no_word_is_kept_wherever_it_stands_again(connection: duckdb.DuckDBPyConnection) -> None:
    """Two cells of it fail; in another part stands a row in which the one of them alone does."""
    rows = [row | {"Jenis Layanan": "SK Domisili", "Status": "Selesai"} for row in rows_of_one_make()]
    rows[2] |= {"Status": "Sudah jadi", "Jenis Layanan": "Surat aneh"}
    rows[-2] |= {"Status": "Sudah jadi"}
    found, whole, parts = looked_at(connection, delimited(rows).encode(), 3_000, Declaration(zone="WITA"))
    assert not isinstance(found, JudgedHere)
    assert parts == whole
    words = [cell for cell in whole["held_cells"] if "status_tak_dikenal" in cell]
    assert [cell.endswith(", None)") for cell in words] == [True, False], words


@pytest.mark.parametrize(
    ("day", "update", "is_put_together"),
    [
        (lambda number: number // 3 + 1, lambda _: 27, True),
        (lambda number: number // 3 + 1, lambda number: number // 3 + 1, True),
        (lambda number: number * 7 % 12 + 1 if number < 30 else 20, lambda number: number % 2 * 9 + 11, True),
        # Of one column no part proves how it is read, of both none.
        (lambda number: number // 3 + 1, lambda number: number * 5 % 12 + 1, False),
        (lambda number: number // 20 + 1, lambda number: number // 20 + 1, False),
    ],
)
def test_a_part_without_a_day_above_12_is_read_as_the_others(
    connection: duckdb.DuckDBPyConnection, day: Day, update: Day, is_put_together: bool
) -> None:
    rows = [
        row | {"Tanggal Permohonan": f"{day(number):02d}/08/2024", "Tanggal Update": f"{update(number):02d}/08/2024"}
        for number, row in enumerate(rows_of_one_make())
    ]
    found, whole, parts = looked_at(connection, delimited(rows).encode(), 3_000, Declaration(zone="WITA"))
    assert parts == whole
    assert isinstance(found, JudgedHere) != is_put_together


def test_a_part_of_a_file_that_changed_meanwhile_says_nothing(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path, asked, said = tmp_path / FILE, contract("permohonan"), Declaration(zone="WITA")
    path.write_text(delimited(rows_of_one_make()))
    first, *_, last = cut(path, Offices(asked, said, path), 3_000)
    assert read_file_part(connection, path, last, asked, said)
    path.write_text(delimited([*rows_of_one_make(59), REQUEST | {"Status": "Entah"}]))
    assert read_file_part(connection, path, first, asked, said)
    assert read_file_part(connection, path, last, asked, said) is None


def test_persons_of_a_large_file_stay_known_within_a_load(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """A load is one transaction, in which the database keeps what is more than a group of rows in another way."""
    titles = "No Permohonan;NIK;Unit Layanan;Jenis Layanan;Status;Tanggal Permohonan"
    path, count = tmp_path / FILE, 260_000
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{titles}\n")
        for row in range(count):
            nik = f"99{1000 + row // 100 % 2500}010190{row % 100 + 1:04d}"
            file.write(f"SMD-{row:07d};{nik};Kelurahan Sidodadi;SK Domisili;Selesai;{13 + row % 15}/08/2024 07.30\n")
    connection.execute("BEGIN")
    found, _ = judged(connection, path, path.stat().st_size * 2 // 3, Declaration(zone="WITA"), is_looked_at=False)
    told = connection.execute("SELECT count(*), count(nik), count(DISTINCT nik) FROM judged_rows").fetchall()
    persons = connection.execute("SELECT count(*), count(DISTINCT hash) FROM nik_hash").fetchall()
    connection.execute("ROLLBACK")
    assert not isinstance(found, JudgedHere)
    assert (told, persons) == ([(count, count, 250_000)], [(250_000, 250_000)])


@pytest.mark.parametrize(
    ("changed", "is_as_one"),
    [
        ({"No Antrian": '"1\n2"'}, True),
        ({"No Antrian": '"'}, True),
        ({"No Permohonan": "SMD-2024'"}, True),
        ({"No Permohonan": "1234567890123456700000000"}, False),
        ({"No Permohonan": "123456789012345000000000"}, False),
        ({"Tanggal Permohonan": "2024-08-27 08:00:00"}, False),
        ({"NIK": "-"}, True),
        ({"Status": "-"}, False),
        (dict.fromkeys(REQUEST, ""), True),
        ({title: title for title in REQUEST}, True),
        ({"No Permohonan": "TOTAL"} | dict.fromkeys([*REQUEST][1:], ""), True),
    ],
)
def test_what_one_part_alone_decides_is_left_to_the_whole(
    connection: duckdb.DuckDBPyConnection, changed: dict[str, str], is_as_one: bool
) -> None:
    rows = rows_of_one_make()
    rows[-2:] = [row | changed for row in rows[-2:]]
    found, whole, parts = looked_at(connection, delimited(rows).encode(), 6_000, Declaration(zone="WITA"))
    assert parts == whole
    assert isinstance(found, JudgedHere) == is_as_one
