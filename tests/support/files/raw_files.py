"""Small raw files for the tests, in the formats of the field. Every person is invented."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, Unpack

import duckdb
import pytest
from openpyxl import Workbook

from core.settings import ROOT
from core.store import Store
from etl.__main__ import main
from etl.errors import UNFORESEEN
from etl.loading.outcome import Outcome
from etl.loading.take_in import HowToLoad, taken_in
from etl.warehouse.database import quoted
from support.files.taken_once import at_hand

NIK = "9912340101900001"
PHONE = "089911112222"
NAME = "Awin Bentara"
REQUEST = {
    "No Permohonan": "SMD-2024-0000001",
    "NIK": NIK,
    "Nama Pemohon": NAME,
    "No HP": PHONE,
    "Kecamatan": "Samarinda Ulu",
    "Unit Layanan": "Kelurahan Sidodadi",
    "Jenis Layanan": "Surat keterangan domisili",
    "Asal Permohonan": "Warga",
    "Status": "Sedang Diperiksa",
    "Tanggal Permohonan": "27/08/2024 07.30",
    "Tanggal Update": "27/08/2024 09.00",
    "No Antrian": "270824001",
}
SIDODADI = "64.72.03.1005"


def requests(count: int = 3, **changes: str) -> list[dict[str, str]]:
    """Return `count` requests that differ in their number only; `changes` by column title with _ for blanks."""
    changed = REQUEST | {title.replace("_", " "): value for title, value in changes.items()}
    return [changed | {"No Permohonan": f"SMD-2024-{number:07d}"} for number in range(1, count + 1)]


def delimited(rows: Sequence[Mapping[str, str]], mark: str = ";", end: str = "\r\n") -> str:
    """Return the rows as delimited text with their header."""
    lines = [mark.join(rows[0]), *(mark.join(row.values()) for row in rows)]
    return end.join(lines) + end


def put(store: Store, path: str, content: str | bytes, zone: str | None = "WITA") -> Path:
    """Write one raw file (path below raw) and the declaration of its source."""
    target = store.raw / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    if zone:
        (target.parent / "sumber.toml").write_text(f'zone = "{zone}"\n')
    return target


def workbook(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Lembar1") -> Path:
    """Write (or add to) a workbook with one sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def warehouse(store: Store, statement: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the private warehouse, that in memory where files were taken in once."""
    if in_memory := at_hand(store):
        return in_memory.execute(statement).fetchall()
    return _rows(store.warehouse, statement)


def published(store: Store, statement: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the current build."""
    return _rows(store.published_dir / f"{store.pointer.read_text().strip()}.duckdb", statement)


@cache
def _looker() -> duckdb.DuckDBPyConnection:
    """One database for all that tests look into: to start one takes eight times as long as to attach a file to it."""
    return duckdb.connect()


def _rows(path: Path, statement: str) -> list[tuple[Any, ...]]:
    looker = _looker()
    looker.execute(f"ATTACH {quoted(path)} AS looked_at (READ_ONLY)")
    try:
        looker.execute("USE looked_at")
        return looker.execute(statement).fetchall()
    finally:
        looker.execute("USE memory")
        looker.execute("DETACH looked_at")


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def etl(*arguments: str | Path) -> Done:
    """Run `python -m etl ...` within this process; anything but an exit with a code is a failure of the test."""
    said, told = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(told):
        patch.setattr(sys, "argv", ["etl", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    assert UNFORESEEN not in told.getvalue(), told.getvalue()
    return Done(int(ended.value.code or 0), said.getvalue(), told.getvalue())


def etl_process(*arguments: str | Path) -> Done:
    """Run `python -m etl ...` as a user does; whatever happens, no stack trace."""
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def log(store: Store, name: str, count: int = 2, **changes: str) -> Path:
    """Write a request log of `count` requests."""
    return put(store, f"permohonan/{name}", delimited(requests(count, **changes)))


def take_in(store: Store, **how: Unpack[HowToLoad]) -> Outcome:
    """Do all that a load does but publish, for a test of what is accepted, held back or set aside: half the work."""
    with taken_in(store, **how) as taken:
        return taken.outcome


def counts(outcome: Outcome) -> list[tuple[str, int, int, int, int]]:
    """Return state, accepted, quarantined, duplicate and not data of each file, after checking its sum."""
    for account in outcome.files:
        kinds = account.accepted + account.quarantined + account.duplicate + account.not_data
        assert account.read == kinds, account
    return [(a.state, a.accepted, a.quarantined, a.duplicate, a.not_data) for a in outcome.files]
