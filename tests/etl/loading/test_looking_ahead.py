"""A large file is looked through beside its checksum, once, and again where it has changed since."""

import os
from pathlib import Path

import pytest
from support.files.raw_files import counts, delimited, put, requests, take_in

from core.store import Store
from etl.reading import reading
from etl.reading.formats import file_bytes
from etl.reading.formats.fast import FAST_FROM_BYTES

MANY = FAST_FROM_BYTES // 100


@pytest.fixture
def looked_through(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are looked through, each time."""
    found: list[Path] = []
    scanned = file_bytes._scan

    def scan(path: Path, delimiter: str) -> file_bytes.FileBytes:
        found.append(path)
        return scanned(path, delimiter)

    monkeypatch.setattr(file_bytes, "_scan", scan)
    monkeypatch.setattr(reading, "AHEAD_FROM_BYTES", 0)
    return found


def test_a_load_looks_through_a_file_once(store: Store, looked_through: list[Path]) -> None:
    target = put(store, "permohonan/a.csv", delimited(requests(MANY)))
    assert counts(take_in(store)) == [("loaded", MANY, 0, 0, 1)]
    assert looked_through == [target]


def test_what_has_changed_since_is_looked_through_again(tmp_path: Path, looked_through: list[Path]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")
    file_bytes.scan_ahead(path, ";")
    path.write_text("a;b\n1;2\n3;4\n")
    os.utime(path, ns=(1, 1))
    assert file_bytes.scan(path, ";").lines == 3
    assert looked_through == [path, path]
