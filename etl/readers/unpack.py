"""gzip and zip unpacked within limits that are checked on the bytes that really come out.

A small file may swell to fill the disk, a member may point outside, an archive may hold an archive without end: such
a file is set aside, and nothing of it is read.
"""

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from core.settings import is_by_the_way, settings
from etl.errors import UnreadableFileError, in_megabytes
from etl.readers.kinds import TEXT_KINDS

BLOCK = 1 << 20
DAMAGED = "isi arsip rusak atau terpotong"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz")
_BY_THE_WAY = ("__MACOSX/",)


def unpack_gzip(path: Path, scratch: Path) -> Path:
    """Unpack one gzip file into the scratch folder. Raises UnreadableFileError beyond a limit or when damaged."""
    inner = PurePosixPath(path.name[: -len(path.suffix)] if path.suffix.lower() == ".gz" else path.name)
    suffix = inner.suffix.lower()
    if suffix in _ARCHIVES:
        raise UnreadableFileError("arsip_ditolak", "arsip di dalam arsip")
    target = scratch / f"{inner.stem}{suffix if suffix in TEXT_KINDS or suffix else '.csv'}"
    try:
        with gzip.open(path) as packed, target.open("wb") as file:
            _copy(packed, file, _Budget(path.stat().st_size))
    except _DAMAGED:
        raise UnreadableFileError("berkas_tak_terbaca", DAMAGED) from None
    return target


def unpack_zip(path: Path, scratch: Path) -> Iterator[Path]:
    """Unpack a zip, one data file after the other; each lies in the scratch folder until the next is asked for."""
    total = _Budget(path.stat().st_size, has_ratio=False)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _data_members(archive)
            for number, member in enumerate(members):
                folder = scratch / str(number)
                folder.mkdir()
                target = folder / PurePosixPath(member.filename).name
                with archive.open(member) as packed, target.open("wb") as file:
                    _copy(packed, file, _Budget(member.compress_size), total)
                yield target
                target.unlink(missing_ok=True)
    except _DAMAGED:
        raise UnreadableFileError("berkas_tak_terbaca", DAMAGED) from None


def check_workbook(path: Path) -> None:
    """Unpack every part of a zipped workbook into nothing, so that its reader meets no part beyond the limits."""
    if not zipfile.is_zipfile(path):
        return
    total = _Budget(path.stat().st_size, has_ratio=False)
    try:
        with zipfile.ZipFile(path) as archive:
            for member in _checked(archive):
                with archive.open(member) as packed:
                    _copy(packed, None, _Budget(member.compress_size), total)
    except _DAMAGED:
        raise UnreadableFileError("berkas_tak_terbaca", DAMAGED) from None


def _data_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members that are data files; folders and what systems leave in an archive are none."""
    found = []
    for member in _checked(archive):
        path = PurePosixPath(member.filename)
        if member.is_dir() or is_by_the_way(path.name) or member.filename.startswith(_BY_THE_WAY):
            continue
        if path.suffix.lower() in _ARCHIVES:
            raise UnreadableFileError("arsip_ditolak", "arsip di dalam arsip")
        if path.suffix.lower() != ".toml":
            found.append(member)
    if not found:
        raise UnreadableFileError("berkas_kosong", "arsip tanpa berkas data")
    return found


def _refuse_overlap(members: list[zipfile.ZipInfo]) -> None:
    """Members that lie on one another give the same bytes again and again."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            raise UnreadableFileError("arsip_ditolak", "anggota yang saling menimpa")
        end = member.header_offset + member.compress_size


def _checked(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > settings().max_members:
        raise UnreadableFileError("arsip_ditolak", f"lebih dari {settings().max_members} anggota")
    _refuse_overlap(members)
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or any(":" in part for part in path.parts[:1]):
            raise UnreadableFileError("arsip_ditolak", "anggota dengan alamat di luar arsip")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise UnreadableFileError("arsip_ditolak", "anggota yang berupa tautan")
        if member.flag_bits & 1:
            raise UnreadableFileError("berkas_berkata_sandi")
    return members


class _Budget:
    """Counts unpacked bytes against the limits."""

    def __init__(self, packed: int, has_ratio: bool = True) -> None:
        limits = settings()
        allowed = max(limits.unpack_ratio_from_bytes, limits.max_unpack_ratio * packed)
        self.most = self.left = min(limits.max_file_bytes, allowed) if has_ratio else limits.max_file_bytes

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise UnreadableFileError("berkas_terlalu_besar", f"isi arsip lebih dari {in_megabytes(self.most)}")


def _copy(packed: IO[bytes] | gzip.GzipFile | zipfile.ZipExtFile, file: IO[bytes] | None, *budgets: _Budget) -> None:
    while block := packed.read(BLOCK):
        for budget in budgets:
            budget.spend(len(block))
        if file:
            file.write(block)
