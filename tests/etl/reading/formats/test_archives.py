"""Archives that would fill the disk or reach outside are set aside; nothing of them stays."""

import gzip
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import duckdb
import pytest
from support.files.raw_files import counts, delimited, put, requests, take_in, workbook

from core.store import Store
from etl import sandbox
from etl.errors import UnreadableFileError
from etl.reading import read_file
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

ZEROS = b"0;" * 500_000


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, a thousandth of their size."""
    for name, value in (("MAX_FILE_BYTES", 2_000_000), ("UNPACK_RATIO_FROM_BYTES", 50_000), ("MAX_MEMBERS", 10)):
        monkeypatch.setenv(f"ADOPSI_{name}", str(value))
    from core.settings import settings

    settings.cache_clear()


def reason(path: Path) -> str:
    with duckdb.connect() as connection, pytest.raises(UnreadableFileError) as refused:
        read_file(connection, path, contract("permohonan"), Declaration())
    return refused.value.reason


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def test_a_member_that_swells_is_refused_on_what_really_comes_out(tmp_path: Path) -> None:
    """The size that the archive claims is not asked: here it claims one byte."""
    path = archive(tmp_path / "bom.zip", ("a.csv", ZEROS))
    content = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.index(sign) + offset
        content[place : place + 4] = (1).to_bytes(4, "little")
    lying = tmp_path / "bohong.zip"
    lying.write_bytes(content)
    assert reason(path) == "berkas_terlalu_besar"
    assert reason(lying) in ("berkas_terlalu_besar", "berkas_tak_terbaca")


@pytest.mark.parametrize("name", ["bom.csv.gz", "bom.gz"])
def test_gzip_that_swells(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(ZEROS))
    assert reason(tmp_path / name) == "berkas_terlalu_besar"


def test_a_workbook_is_weighed_before_it_is_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["No Permohonan"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet9.xml", ZEROS)
    assert reason(path) == "berkas_terlalu_besar"


def test_files_and_archives_as_a_whole_have_a_limit(tmp_path: Path) -> None:
    noise = [(f"{n}.csv", (delimited(requests(2_000))).encode()) for n in range(9)]
    assert sum(len(content) for _, content in noise) > 2_000_000
    assert reason(archive(tmp_path / "banyak.zip", *noise)) == "berkas_terlalu_besar"
    (tmp_path / "besar.csv").write_bytes(b"x" * 2_000_001)
    assert reason(tmp_path / "besar.csv") == "berkas_terlalu_besar"


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("tautan.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    "members",
    [
        [("../luar.csv", b"x")],
        [("/etc/luar.csv", b"x")],
        [("C:\\luar.csv", b"x")],
        [("..\\luar.csv", b"x")],
        [(link(), b"/etc/passwd")],
        [("dalam.zip", b"PK")],
        [("dalam.csv.gz", b"x")],
        [("terselubung.csv", gzip.compress(b"x"))],
        [(f"{n}.csv", b"x") for n in range(11)],
    ],
    ids=["up", "absolute", "drive", "backslash", "link", "zip", "gzip", "disguised", "many"],
)
def test_what_reaches_outside_or_deeper_is_refused(
    tmp_path: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]]
) -> None:
    assert reason(archive(tmp_path / "a.zip", *members)) == "arsip_ditolak"


def test_an_archive_in_gzip_is_refused(tmp_path: Path) -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("a.csv", "x")
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(inner.getvalue()))
    (tmp_path / "b.gz.gz").write_bytes(gzip.compress(b"x"))
    assert reason(tmp_path / "a.csv.gz") == "arsip_ditolak"
    assert reason(tmp_path / "b.gz.gz") == "arsip_ditolak"


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz", "a.xlsx", "a.parquet"])
def test_a_damaged_file_is_unreadable(tmp_path: Path, name: str) -> None:
    whole = {
        "a.zip": archive(tmp_path / "z", ("a.csv", delimited(requests(50)).encode())).read_bytes(),
        "a.csv.gz": gzip.compress(delimited(requests(50)).encode()),
        "a.xlsx": workbook(tmp_path / "b.xlsx", [["x"]]).read_bytes(),
        "a.parquet": b"PAR1" + bytes(200) + b"PAR1",
    }[name]
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert reason(tmp_path / name) == "berkas_tak_terbaca"


def test_folders_and_leftovers_of_systems_are_passed_over(tmp_path: Path) -> None:
    members = [("map/", b""), ("__MACOSX/._a.csv", b"x"), ("map/.DS_Store", b"x"), ("map/a.csv", b"")]
    members[-1] = ("map/a.csv", delimited(requests(2)).encode())
    with duckdb.connect() as connection:
        read_file(connection, archive(tmp_path / "a.zip", *members), contract("permohonan"), Declaration())
        assert connection.execute("SELECT count(*) FROM raw").fetchall() == [(2,)]


def test_nothing_unpacked_stays_and_it_was_private(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A load gives each reading a private folder below its own, and empties it."""
    seen: list[tuple[Path, int]] = []
    call = sandbox.call

    def watched(function, argument, folder: Path, limits: sandbox.Limits):
        done = call(function, argument, folder, limits)
        seen.append((folder, stat.S_IMODE(folder.stat().st_mode)))
        return done

    monkeypatch.setattr(sandbox, "call", watched)
    put(store, "permohonan/x.csv", "x")
    path = archive(store.raw / "permohonan" / "a.zip", ("a.csv", delimited(requests(3)).encode()))
    (path.parent / "x.csv").unlink()
    assert counts(take_in(store)) == [("loaded", 3, 0, 0, 1)]
    ((folder, mode),) = seen
    assert store.warehouse_dir in folder.parents
    assert mode == 0o700
    assert [left for left in store.root.rglob("*") if left.name == "a.csv"] == []


LETTER = b"Yth. Bapak dan Ibu,\r\nberikut kami kirim data bulan Agustus.\r\nTerima kasih.\r\n"


def test_what_lies_beside_tables_in_an_archive_is_told_and_costs_no_table(store: Store) -> None:
    rows, more = requests(2), requests(3)[2:]
    book = workbook(store.root / "b.xlsx", [list(more[0]), list(more[0].values())]).read_bytes()
    members = [("catatan.txt", LETTER), ("a.csv", delimited(rows).encode()), ("b.xlsx", book), ("surat.pdf", b"%PDF")]
    left = [("Thumbs.db", b"x"), (".DS_Store", b"x"), ("__MACOSX/._a.csv", b"x"), ("desktop.ini", b"x")]
    put(store, "permohonan/a.zip", b"")
    archive(store.raw / "permohonan/a.zip", *members, *left, ("kosong.txt", b""))
    outcome = take_in(store)
    assert counts(outcome)[0][:2] == ("loaded", 3)
    told = "anggota 1 (teks tanpa tabel), anggota 4 (teks tanpa tabel), 4 berkas sistem, 1 berkas .pdf"
    assert f"bukan data dalam arsip, tidak dibaca: {told}" in outcome.files[0].detail


def test_a_table_in_an_archive_that_cannot_be_read_is_named(store: Store) -> None:
    good = ("a.csv", delimited(requests(2)).encode())
    for name, bad in (
        ("b.txt", b"Judul;Lain\r\n1;2\r\n3;4\r\n"),
        ("b.txt", b"Nama,Kota\nx,y\n"),
        ("b.csv", b""),
        ("b.xlsx", b"PK"),
        ("b.dbf", b"x"),
    ):
        put(store, "permohonan/a.zip", b"")
        archive(store.raw / "permohonan/a.zip", good, (name, bad))
        (account,) = take_in(store).files
        assert account.state == "set_aside", name
        assert account.detail.startswith("anggota 2"), name


def test_an_archive_of_letters_only_is_set_aside(tmp_path: Path) -> None:
    assert reason(archive(tmp_path / "a.zip", ("catatan.txt", LETTER))) == "judul_tak_dikenal"
