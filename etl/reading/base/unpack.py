"""gzip and zip unpacked within limits that are checked on the bytes that really come out.

A small file may swell to fill the disk, a member may point outside, an archive may hold an archive without end: such
a file is set aside, and nothing of it is read.
"""

import gzip
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from core.settings import settings
from core.store import is_by_the_way
from etl.errors import UnreadableFileError, in_megabytes
from etl.reading.base.kinds import TEXT_KINDS

BLOCK = 1 << 20
DAMAGED = "isi arsip rusak atau terpotong"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz")
_BY_THE_WAY = ("__MACOSX/",)
_PAPERS = (".pdf", ".docx", ".doc", ".rtf", ".odt", ".pptx", ".jpg", ".jpeg", ".png", ".gif", ".url", ".lnk", ".db")
"""What people put beside their tables."""
_LETTERS = (".txt", ".md", ".log", ".ini", "")
_MARKS = {";": 1, "\t": 1, "|": 1, ",": 2}
"""A mark -> how often a line of a table has it at least: a sentence has a comma too."""
_LOOKED_AT = 65_536


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
        if member.is_dir() or is_left_behind(member) or path.suffix.lower() in _PAPERS:
            continue
        if path.suffix.lower() in _ARCHIVES:
            raise UnreadableFileError("arsip_ditolak", "arsip di dalam arsip")
        if path.suffix.lower() != ".toml":
            found.append(member)
    if not found:
        raise UnreadableFileError("berkas_kosong", "arsip tanpa berkas data")
    return found


def is_left_behind(member: zipfile.ZipInfo) -> bool:
    """Return True for what a system or an office program leaves in an archive by itself."""
    return is_by_the_way(PurePosixPath(member.filename).name) or member.filename.startswith(_BY_THE_WAY)


def beside_tables(path: Path) -> list[str]:
    """Return what is said of the members of a zip that are no data files; their names may be persons'."""
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
    left = sum(map(is_left_behind, members))
    suffixes = Counter(
        PurePosixPath(member.filename).suffix.lower() for member in members if not is_left_behind(member)
    )
    found = {"berkas sistem": left, "berkas .toml (taruh di folder sumber)": suffixes[".toml"]}
    found |= {f"berkas {suffix}": suffixes[suffix] for suffix in _PAPERS}
    return [f"{count} {what}" for what, count in found.items() if count]


def is_letter(path: Path) -> bool:
    """Return True for a text without a table: most of its lines agree in no mark that parts cells."""
    if path.suffix.lower() not in _LETTERS:
        return False
    with path.open("rb") as file:
        content = file.read(_LOOKED_AT)
    if b"\0" in content and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    text = content.decode("utf-16" if b"\0" in content else "utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip()]
    return not any(_parts(lines, mark, least) for mark, least in _MARKS.items())


def _parts(lines: list[str], mark: str, least: int) -> bool:
    counts = [line.count(mark) for line in lines]
    is_even = len(set(counts)) == 1 and counts[0] > 0
    return is_even or sum(count >= least for count in counts) >= max(2, len(lines) // 2)


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
