"""Same seed, same bytes; and nothing is overwritten that no sample has written."""

import hashlib
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from core.spreadsheets import ZIP_TIME
from sample.write import write_sample

SMALL = date(2023, 11, 30)


def _bytes(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


@pytest.mark.drill
def test_same_seed_gives_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_sample(tmp_path / name, seed=seed, until=SMALL)
    first, second, other = (_bytes(tmp_path / name) for name in "abc")
    assert first == second
    assert first.keys() & other.keys()
    assert first["truth.json"] != other["truth.json"]


def test_workbooks_carry_no_time_of_writing(sample_dir: Path) -> None:
    books = sorted((sample_dir / "raw" / "kunjungan").glob("*.xlsx"))
    assert books
    for book in books:
        with zipfile.ZipFile(book) as archive:
            assert {info.date_time for info in archive.infolist()} == {ZIP_TIME}
            core = archive.read("docProps/core.xml").decode()
        assert core.count("2024-01-01T00:00:00Z") == 2, book.name


def test_mark_names_every_file_with_its_checksum(sample_dir: Path) -> None:
    mark = json.loads((sample_dir / "contoh.json").read_text())
    raw = sample_dir / "raw"
    files = {p.relative_to(raw).as_posix(): p for p in raw.rglob("*") if p.is_file() and p.suffix != ".toml"}
    assert mark["seed"] == 20240827
    assert mark["files"] == {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in files.items()}
    assert {p.parent.name for p in raw.glob("*/sumber.toml")} == {p.name for p in raw.iterdir()}


def test_a_second_sample_replaces_the_first_whole(tmp_path: Path) -> None:
    target = tmp_path / "contoh"
    write_sample(target, seed=1, until=date(2023, 12, 31))
    released = target / "terbuka" / "2023-12.json"
    released.parent.mkdir()
    released.write_text("what was told of the first city", "utf-8")
    write_sample(target, seed=1, until=SMALL)
    assert not list(target.rglob("*2023-12*"))
    assert [p.name for p in tmp_path.iterdir()] == ["contoh"]


def test_files_of_the_user_are_never_replaced(tmp_path: Path) -> None:
    own = tmp_path / "raw" / "permohonan" / "asli.csv"
    own.parent.mkdir(parents=True)
    own.write_text("isi")
    told = tmp_path / "terbuka" / "2023-12.json"
    told.parent.mkdir()
    told.write_text("{}")
    with pytest.raises(FileExistsError, match="raw"):
        write_sample(tmp_path, until=SMALL)
    assert own.read_text() == "isi"
    assert told.exists()
    assert not (tmp_path / "contoh.json").exists()


def test_requests_writes_exactly_that_many_rows(tmp_path: Path) -> None:
    for name in "ab":
        write_sample(tmp_path / name, until=SMALL, requests=20_000)
    content = (tmp_path / "a/raw/permohonan/permohonan_besar.csv").read_bytes()
    lines = content.decode("utf-8-sig").split("\r\n")
    assert content == (tmp_path / "b/raw/permohonan/permohonan_besar.csv").read_bytes()
    assert len(lines) == 20_002
    assert lines[-1] == ""
    assert {line.count(";") for line in lines[:-1]} == {11}
    assert 155 < len(content) / 20_000 < 175
    account = json.loads((tmp_path / "a/truth.json").read_text())["rows"]["files"]["permohonan/permohonan_besar.csv"]
    keys = [line.split(";")[0] for line in lines[1:-1]]
    assert len(set(keys) - {""}) == account["distinct"] - account["bad"]["nomor_kosong"]
    assert account["distinct"] == 20_000 - 100
    assert sum(account["bad"].values()) == 100
    assert [p.name for p in (tmp_path / "a/raw/permohonan").glob("*.*")].count("permohonan_besar.csv") == 1
