"""The key that turns persons into pseudonyms (HMAC-SHA256, RFC 2104), kept outside data/."""

import hashlib
import hmac
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from shlex import quote

import duckdb

from core.disk import is_plain_file, read_text
from core.settings import settings
from etl.errors import UserError

BLOCK = 64
LONGEST_KEY = 1_000
"""Bytes of a key's file; it has 65."""
OTHERS = 0o077
LENT_OTHERS = stat.S_IRWXO
"""Of a key that systemd lends (LoadCredential): the access list of this service looks like a right of the group."""
WRITING_OTHERS = 0o022
MENDING = "Kembalikan kunci lama dari cadangan Anda. Bila memang hilang: python -m etl load --new-key"


def key_digest(key: bytes) -> str:
    """Return what a warehouse remembers of its key: enough to know it again, useless to find it."""
    return hmac.new(key, b"adopsi", hashlib.sha256).hexdigest().upper()


def choose_key(known: str | None, *, is_changed: bool) -> bytes:
    """Return the key; the first load makes it, readable by its owner only.

    `known`: digest of the warehouse's key, None without a warehouse. Persons hashed with two keys would count
    twice: a lost or another key is refused (UserError) unless `is_changed` says that it is meant.
    """
    path = settings().key_file
    if known and not os.path.lexists(path) and not is_changed:
        raise UserError(f"{path}: kunci hilang. {MENDING}")
    key = _read(path)
    if known and key_digest(key) != known and not is_changed:
        raise UserError(f"{path}: kunci ini bukan kunci pembuat gudang data. {MENDING}")
    if key_digest(key) == known and is_changed:
        raise UserError(f"{path}: kunci tidak berubah. Pindahkan dahulu berkas kunci yang lama, lalu ulangi.")
    return key


def lend_key(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Give DuckDB the two padded keys in a temporary table: it dies with the connection."""
    padded = key.ljust(BLOCK, b"\0")
    connection.execute("CREATE OR REPLACE TEMP TABLE hmac_pad (inner_pad BLOB, outer_pad BLOB)")
    connection.execute("INSERT INTO hmac_pad VALUES (?, ?)", [_xor(padded, 0x36), _xor(padded, 0x5C)])


def _read(path: Path) -> bytes:
    if not os.path.lexists(path):
        _make(path)
    refuse_loose(path)
    try:
        key = bytes.fromhex((read_text(path, LONGEST_KEY) or "").strip())
    except ValueError:
        key = b""
    if len(key) < 32:
        raise UserError(f"{path}: kunci tidak terbaca atau rusak. Kembalikan dari cadangan Anda.")
    return key


def refuse_loose(path: Path) -> None:
    """Raise UserError, with the command that mends it, for a key that others may read or put in another's place."""
    lent = os.environ.get("CREDENTIALS_DIRECTORY")
    others = LENT_OTHERS if lent and path.parent == Path(lent) else OTHERS
    if is_plain_file(path) and path.stat().st_mode & others:
        raise UserError(f"{path}: kunci terbuka bagi orang lain. Tutup: chmod 600 {quote(str(path))}")
    mode = path.parent.stat().st_mode
    if mode & WRITING_OTHERS and not mode & stat.S_ISVTX:
        raise UserError(
            f"{path.parent}: folder kunci dapat diubah orang lain. Tutup: chmod 700 {quote(str(path.parent))}"
        )


def _make(path: Path) -> None:
    """Write a new key whole or not at all; one that another process made in between stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _xor(padded: bytes, value: int) -> bytes:
    return bytes(byte ^ value for byte in padded)
