"""The key that turns persons into pseudonyms (HMAC-SHA256, RFC 2104), kept outside data/."""

import os
import secrets
from pathlib import Path

import duckdb

from core.settings import settings
from etl.errors import UserError

BLOCK = 64


def read_key() -> bytes:
    """Return the key; the first load makes it, readable by its owner only."""
    path = settings().key_file
    if not path.exists():
        _make(path)
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError):
        key = b""
    if len(key) < 32:
        raise UserError(f"{path}: kunci tidak terbaca atau rusak. Kembalikan dari cadangan Anda.")
    return key


def lend_key(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Give DuckDB the two padded keys in a temporary table: it dies with the connection."""
    padded = key.ljust(BLOCK, b"\0")
    connection.execute("CREATE OR REPLACE TEMP TABLE pad (inner_pad BLOB, outer_pad BLOB)")
    connection.execute("INSERT INTO pad VALUES (?, ?)", [_xor(padded, 0x36), _xor(padded, 0x5C)])


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")


def _xor(padded: bytes, value: int) -> bytes:
    return bytes(byte ^ value for byte in padded)
