"""Small files of state as they may be found after anything: read without trust, made way for, and said in words."""

import errno
import hashlib
import os
import shutil
import stat
from itertools import count
from pathlib import Path

from core.settings import SetupError

LONGEST_LINE = 300
_WORDS = {
    errno.ENOSPC: "ruang disk habis",
    errno.EDQUOT: "jatah disk habis",
    errno.EACCES: "tidak diizinkan",
    errno.EPERM: "tidak diizinkan",
    errno.EROFS: "disk hanya dapat dibaca",
    errno.EIO: "disk rusak atau terputus",
    errno.EISDIR: "ini folder, padahal seharusnya berkas",
    errno.ENOTDIR: "ini berkas, padahal seharusnya folder",
    errno.EEXIST: "nama ini sudah dipakai",
    errno.ENOENT: "tidak ada",
    errno.ELOOP: "tautan berputar",
    errno.ENODEV: "perangkatnya tidak ada",
    errno.ENXIO: "perangkatnya tidak ada",
    errno.ESTALE: "folder jaringan terputus",
    errno.ETIMEDOUT: "folder jaringan tidak menjawab",
    errno.ENAMETOOLONG: "nama terlalu panjang",
    errno.ENOTEMPTY: "folder tidak kosong",
    errno.EFBIG: "berkas terlalu besar untuk disk atau batas ini",
    errno.EMFILE: "terlalu banyak berkas terbuka",
}


def words_of(error: OSError) -> str:
    """Return why a file or folder cannot be used, in the user's words."""
    return _WORDS.get(error.errno or 0, "sistem berkas menolak")


def is_plain_file(path: Path) -> bool:
    """True for a file with bytes, also through a link; false for what would wait for another program when opened."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_text(path: Path, most: int) -> str | None:
    """Return the text of a file of state of at most so many bytes; None for whatever is none."""
    if not is_plain_file(path):
        return None
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
        return content.decode("utf-8") if len(content) <= most else None
    except (OSError, UnicodeDecodeError):
        return None


def read_line(path: Path) -> str | None:
    """Return the one line of a file of state; None where there is none, or anything but a printable line."""
    text = (read_text(path, LONGEST_LINE) or "").strip()
    return text if text and text.isprintable() else None


def read_secret(name: str, path: Path | None, shortest: int = 1) -> str:
    """Return the one line of a file that only its owner and group can read. Raises SetupError.

    `name`: the setting that names the file; `shortest`: how long the line must be.
    """
    secret = read_line(path) if path else None
    if path is None or secret is None:
        raise SetupError(f"Setelan {name}: berkas rahasia '{path or ''}' tidak ada atau tidak terbaca.")
    if stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXO:
        raise SetupError(f"Berkas rahasia {path} terbuka bagi pengguna lain. Jalankan: chmod 600 {path}")
    if len(secret) < shortest:
        raise SetupError(f"Berkas rahasia {path} terlalu pendek; paling sedikit {shortest} karakter.")
    return secret


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone may read, whole or not at all, and on the disk when this returns."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(part, "wb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file that others may read, too: they see the old one or the new one, never half of it.

    Its folder must be there. Raises OSError.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        discard(draft)
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        discard(draft)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: a new one is there once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def discard(path: Path) -> None:
    """Remove something of our own making, whatever stands under its name."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def make_way(path: Path) -> None:
    """Let a file of state be written here: a folder in its place is moved aside whole, a pipe or a link removed."""
    if path.is_symlink() or (os.path.lexists(path) and not path.is_dir() and not is_plain_file(path)):
        path.unlink()
    elif path.is_dir():
        names = (path.with_name(f"{path.name}.rusak{number}") for number in count(1))
        os.rename(path, next(name for name in names if not os.path.lexists(name)))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
