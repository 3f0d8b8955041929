"""The fast lane and the careful lane give the same rows, whatever the file holds."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import FastLaneError, UnreadableFileError
from etl.reading import read_file
from etl.reading.base.office_of_table import Offices
from etl.reading.formats import fast, file_bytes
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.spelling import LONGEST_COMPOSED

TITLES = ["No Permohonan", "Unit Layanan", "Jenis Layanan", "Status", "Tanggal Permohonan", "Kecamatan", "Lain"]
Outcome = tuple[object, ...]
CELL = st.one_of(
    st.sampled_from(
        ["", " ", "\t", "\u00a0", "A", "SMD-1", "TOTAL", "jumlah", "Catatan: x", "No Permohonan", "NO PERMOHONAN ", "é",
         '"', '""', "'1", "a\\", '\\"', "a b c d", "\ufeff", "#", "0", "NULL", "27/08/2024 07.30", "x\0y", "\u2028",
         "e\u0301", "e\u0301" * LONGEST_COMPOSED]
    ),
    st.text(alphabet='ab;,|\t"\\ \r\né\u00a0', max_size=5),
)  # fmt: skip
PLAIN = st.sampled_from(["SMD-1", "Kelurahan Jawa", "x", "27/08/2024", "é", "", "a b"])
LOOSE = st.sampled_from(["SMD-1", " SMD-1", "Kelurahan Jawa ", "x", " ", ""])


def quoted(cell: str, style: str) -> str:
    if style == "always" or (style == "needed" and any(mark in cell for mark in ';,\t|"\r\n')):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A request log with letterhead, odd rows and odd cells, in one of many ways of writing it."""
    mark, end = draw(st.sampled_from(";,\t|")), draw(st.sampled_from(["\n", "\r\n", "\r\n", "\r"]))
    style = draw(st.sampled_from(["never", "needed", "needed", "always"]))
    cell = draw(st.sampled_from([PLAIN, PLAIN, LOOSE, CELL]))
    lines = draw(st.lists(st.sampled_from(["", "sep=" + mark, "KOTA SAMARINDA", '"a\nb"', " "]), max_size=3))
    lines.append(mark.join(quoted(title, style) for title in TITLES))
    for _ in range(draw(st.integers(1, 12))):
        width = draw(st.sampled_from([7, 7, 7, 7, 7, 7, 1, 6, 8]))
        lines.append(mark.join(quoted(draw(cell), style) for _ in range(width)))
        if draw(st.integers(0, 15)) == 0:
            lines.append(draw(st.sampled_from([lines[-1], "", mark * 6, "Dicetak oleh sistem", "\\", '"', "TOTAL"])))
    text = end.join(lines) + draw(st.sampled_from([end, end, ""]))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])), errors="replace")


def read(connection: duckdb.DuckDBPyConnection, path: Path, is_careful: bool) -> Outcome:
    """The rows and what is not data, or the reason why there are none."""
    connection.execute("BEGIN")
    try:
        reading = read_file(connection, path, contract("permohonan"), Declaration(), is_careful=is_careful)
    except UnreadableFileError as error:
        return (error.reason, error.detail)
    except FastLaneError:
        assert not is_careful
        return ("careful",)
    else:
        names = "place, fault, request_no, unit, service, status, submitted_at, kecamatan"
        rows = connection.execute(f"SELECT {names} FROM raw ORDER BY n").fetchall()
        return (rows, reading.not_data, reading.columns, reading.ignored)
    finally:
        connection.execute("ROLLBACK")


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as opened:
        yield opened


@pytest.fixture(autouse=True)
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "FAST_FROM_BYTES", 0)
    monkeypatch.setattr(fast, "LISTED_FROM_ROWS", 0)


@pytest.mark.drill
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files())
def test_both_lanes_give_the_same_rows(connection: duckdb.DuckDBPyConnection, content: bytes) -> None:
    give_the_same(connection, content)


@pytest.mark.slow
@settings(max_examples=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files())
def test_both_lanes_give_the_same_rows_of_many_files(connection: duckdb.DuckDBPyConnection, content: bytes) -> None:
    give_the_same(connection, content)


def give_the_same(connection: duckdb.DuckDBPyConnection, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(content)
        quick = read(connection, path, False)
        assert quick in (("careful",), read(connection, path, True))


def test_the_property_does_meet_the_fast_lane(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Else it would compare the careful lane with itself."""
    path = tmp_path / "log.csv"
    path.write_text(";".join(TITLES) + "\n" + "SMD-1;Kelurahan Jawa;x;0;27/08/2024;;\n" * 3)
    connection.execute("BEGIN")
    assert fast.read_fast(connection, path, Offices(contract("permohonan"), Declaration(), path))
    connection.execute("ROLLBACK")


@pytest.mark.parametrize("row", [";;;;;No Permohonan;No Permohonan", ";;no permohonan;;;Kecamatan;", ";;;;;;STATUS "])
def test_titles_in_a_row_without_what_is_required_are_left_to_the_careful_lane(connection, tmp_path, row) -> None:
    """They may be those of a file that was joined to this one."""
    path = tmp_path / "log.csv"
    path.write_text("\n".join([";".join(TITLES), "SMD-1;Kelurahan Jawa;x;0;27/08/2024;;", row, ""]))
    assert read(connection, path, False) == read(connection, path, True)


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("rows", "is_even"),
    [
        (["SMD-1;Jawa;x;0;27/08/2024;;"], True),
        (["SMD-1;Jawa;x;0;27/08/2024;;;"], False),
        (["SMD-1;Jawa;x;0;27/08/2024;;a", "SMD-2;Jawa;x;0;27/08/2024;;a;"], False),
        (['SMD-1;"Ja;wa";x;0;27/08/2024;;'], True),
        (['SMD-1;"Ja;wa";x;0;27/08/2024;;a', "SMD-2;Jawa;x;0;27/08/2024;;a;"], False),
    ],
)
def test_a_blank_cell_too_many_is_left_to_the_careful_lane(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, rows: list[str], is_even: bool, mark: str
) -> None:
    """DuckDB takes it for none, and the row may be shifted; marks inside quotes end no cell."""
    path = tmp_path / "log.csv"
    path.write_text("\n".join([";".join(TITLES), *rows, ""]).replace(";", mark))
    connection.execute("BEGIN")
    quick = fast.read_fast(connection, path, Offices(contract("permohonan"), Declaration(), path))
    connection.execute("ROLLBACK")
    assert (quick is not None) == is_even


@pytest.mark.parametrize("size", [1, 7, 1 << 18])
@pytest.mark.parametrize(
    ("body", "is_trim"),
    [
        (b"A;b c;d\n" * 3, True),
        (b"A;b c;d\n;;\n", True),
        (b"A;b c;d\n" * 3 + b"A; b;d\n", False),
        (b"A;b c;d\n" * 3 + b"A;b ;d\n", False),
        (b"A;b c;d\n A;b;d\nA;b;d\n", False),
        (b"A;b c;d \r\nA;b;d\r\nA;b\r\n", False),
        (b"A;b c;d\nA;b c;d\nA;b c;d ", False),
        (b" A;b c;d\nA;b c;d\nA;b c;d\n", False),
        (b'A;"b c";d\nA;b c;d\nA;b c;d\n', False),
        ("A;b c;d\u00a0\nA;b c;d\n".encode(), False),
    ],
)
def test_only_cells_without_blanks_are_taken_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes, is_trim: bool, size: int
) -> None:
    """Wherever the blocks end in which a file is looked through."""
    monkeypatch.setattr(file_bytes, "SCAN_BYTES", size)
    (tmp_path / "log.csv").write_bytes(b"\xef\xbb\xbf" + body)
    assert file_bytes.scan(tmp_path / "log.csv", ";").is_trim == is_trim
