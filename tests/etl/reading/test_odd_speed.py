"""Odd files take work in proportion to their size: counted in calls, twice the size is about twice the work."""

import cProfile
import json
import pstats
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from support.files.raw_files import REQUEST, delimited, requests

from etl.answers.inspection.inspection_report import _unique
from etl.reading.base.headers import LONGEST_TITLE, near
from etl.reading.base.table_read import TableRead
from etl.reading.careful import Work, read_carefully
from etl.reading.sheets.sheet import SourceSheet, cell_places
from etl.reading.sheets.tables import cuts_of, tables_beside
from etl.sources.declarations import Declaration

pytestmark = pytest.mark.drill

TWICE = 2.4
"""Calls for the double size: twice as many, and some room for what does not grow."""


def equal_titles(count: int) -> str:
    rows = [";".join([*REQUEST, *["Catatan Lain"] * count]), *[";".join([*REQUEST.values(), *[""] * count])] * 20]
    return "\n".join(rows) + "\n"


def columns(count: int) -> str:
    return delimited([row | {f"Kolom {number}": "x" for number in range(count)} for row in requests(20)])


def long_records(lines: int) -> str:
    note = '"' + "\n".join(["baris"] * lines) + '"'
    return delimited(requests(10, Nama_Pemohon=note), end="\n")


def open_quotes(count: int) -> str:
    return delimited(requests(2), end="\n") + ';"abc\n' * count


def lists(count: int) -> str:
    return json.dumps({f"daftar{number}": requests(1) for number in range(count)})


def calls(tmp_path: Path, name: str, content: str) -> int:
    """How many calls of functions the careful lane makes for a file."""
    folder = tmp_path / f"{len(content)}"
    folder.mkdir()
    path = folder / name
    path.write_text(content)
    profile = cProfile.Profile()
    profile.enable()
    read_carefully(Work(path, "permohonan", Declaration(), folder))
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "make", "size"),
    [
        ("judul_sama.csv", equal_titles, 534),
        ("lebar.csv", columns, 2500),
        ("panjang.csv", long_records, 500),
        ("kutip.csv", open_quotes, 1000),
        ("daftar.json", lists, 60),
    ],
)
def test_twice_the_size_is_about_twice_the_work(
    tmp_path: Path, name: str, make: Callable[[int], str], size: int
) -> None:
    calls(tmp_path, name, make(size // 2))
    once, twice = (calls(tmp_path, name, make(count)) for count in (size, 2 * size))
    assert twice < TWICE * once


def test_unlike_titles_are_gone_through_once() -> None:
    """Counted in steps of the interpreter: comparing each title with all others calls nothing."""

    def steps(count: int) -> int:
        found = 0

        def step(frame: FrameType, event: str, _: object) -> Any:
            nonlocal found
            frame.f_trace_opcodes = True
            found += event == "opcode"
            return step

        sys.settrace(step)
        cuts_of([[f"judul {number}" for number in range(count)]], {"tanggal": "date"})
        sys.settrace(None)
        return found

    steps(200)
    once, twice = steps(100), steps(200)
    assert twice < TWICE * once


def test_tables_beside_each_other_hold_each_cell_once() -> None:
    """Places are called as they stand in the sheet."""
    grid = [["Kelurahan", "Tanggal"] * 50, ["Bantuas", "01/05/2023"] * 50]
    part = TableRead("", "", "", None, [])
    found = tables_beside(SourceSheet("", grid, cell_places("S"), "", part), {"kelurahan": "unit", "tanggal": "date"})
    assert len(found) == 50
    assert sum(len(row) for table in found for row in table.grid) == 200
    assert (found[1].place(1, 0), found[1].place(1, None), found[1].first) == ("S!C2", "S!2", 2)


def test_equal_titles_are_named_apart_once_each() -> None:
    """None is tried again for each that was before it."""
    titles = _unique(["Status"] * 5000 + ["Status (2)", ""])
    assert len(set(titles)) == 5002
    assert titles[1:3] == ["Status (2)", "Status (3)"]
    assert titles[5000] == "Status (2) (2)"


def test_a_text_too_long_for_a_title_is_like_none() -> None:
    known = {"tanggal permohonan": "submitted_at"}
    assert near("tanggal permohonn", known) == "tanggal permohonan"
    assert near("tanggal permohonan " * LONGEST_TITLE, known) is None
