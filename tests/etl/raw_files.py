"""Small raw files for the tests, in the formats of the field. Every person is invented."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
from openpyxl import Workbook

from core.settings import ROOT, Store

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


def warehouse(store: Store, statement: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on the private warehouse."""
    with duckdb.connect(str(store.warehouse), read_only=True) as connection:
        return connection.execute(statement).fetchall()


def published(store: Store, statement: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on the current build."""
    build = store.pointer.read_text().strip()
    with duckdb.connect(str(store.published_dir / f"{build}.duckdb"), read_only=True) as connection:
        return connection.execute(statement).fetchall()


def etl(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m etl ...` as a user does; whatever happens, no stack trace."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done
