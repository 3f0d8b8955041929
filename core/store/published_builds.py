"""The builds of a store: where each lies, whether it is whole, and which one readers open."""

import re
from functools import lru_cache
from pathlib import Path

from core.disk import checksum, is_plain_file, read_line
from core.store.data_directory import Store

BUILD_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,99}")
"""What a build may be called: never a way to another folder."""


class NoBuildError(Exception):
    """There is no published build yet; the message is where one would lie."""


class DamagedBuildError(NoBuildError):
    """There are builds, and none of them can be read; the message is where they lie."""


MENDING = "Periksa izin folder itu, lalu buat lagi: python -m etl load"
"""What to do about a DamagedBuildError."""


def why_no_build(error: NoBuildError) -> str:
    """Return why there is no build to read, and what to do, in the words of who runs the server."""
    if isinstance(error, DamagedBuildError):
        return f"Data terbit rusak atau tidak boleh dibaca: {error}. {MENDING}"
    return "Belum ada data terbit. Jalankan make load, lalu ikuti pesannya."


def current_build(store: Store) -> Path:
    """Return the path of the published build, or, while pointer or build are damaged, of the newest that is whole.

    A hold comes before the newest. Raises NoBuildError when there is none, DamagedBuildError when none is whole.
    """
    said = [name for name in (named_in(store.pointer), named_in(store.hold)) if name]
    for name in [*said, *build_names(store)]:
        if _was_whole(path := path_of(store, name)):
            return path
    kind = DamagedBuildError if said or build_names(store) else NoBuildError
    raise kind(str(store.published_dir))


def named_in(path: Path) -> str | None:
    """Return the build that a file of one line names; None for whatever is no build's name."""
    name = read_line(path)
    return name if name and BUILD_NAME.fullmatch(name) else None


def build_names(store: Store) -> list[str]:
    """Return the builds on disk, newest first; what is no file with a build's name is none."""
    found = (path for path in store.published_dir.glob("*.duckdb") if BUILD_NAME.fullmatch(path.stem))
    return sorted((path.stem for path in found if is_plain_file(path)), reverse=True)


def path_of(store: Store, build: str) -> Path:
    """Return where a build lies."""
    return store.published_dir / f"{build}.duckdb"


def seal_of(build: Path) -> Path:
    """Return where the checksum of a build lies."""
    return build.with_suffix(".sha256")


def build_is_whole(build: Path) -> bool:
    """True when a build is on disk as it was written, and may be read."""
    seal = read_line(seal_of(build))
    try:
        return seal is not None and is_plain_file(build) and seal == checksum(build)
    except OSError:
        return False


def _was_whole(build: Path) -> bool:
    """Readers look at all bytes once, and again only when size or time have changed."""
    try:
        state = build.stat()
    except OSError:
        return False
    return _looked_at(build, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _looked_at(build: Path, size: int, modified: int) -> bool:
    return build_is_whole(build)
