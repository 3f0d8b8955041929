"""Takes a file in while it comes: to the disk in pieces, never into memory, whole or not at all."""

import hashlib
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

import anyio
from anyio.to_thread import run_sync

from akses import Reader
from core.clock import now_in_city
from core.disk import sync_folder
from core.settings import settings
from intake.ledger import acting
from intake.refused import IntakeRefusedError, empty_file, no_room, too_large
from intake.waiting.room import WaitingFile, keep, reserved, tidy, waiting_dir

FILES_AT_MOST: Final = 20
"""Files of one account that may wait."""
TIMES_THE_LARGEST: Final = 2
"""Bytes of one account that may wait, as so many of the largest file."""
STAYS_FREE: Final = 200_000_000
"""Bytes of the disk that no upload takes: loads and builds need them."""
PIECE: Final = 1_000_000
STALLED_SECONDS: Final = 60
LONGEST_NAME: Final = 200


async def receive(
    reader: Reader, name: str, length: int, chunks: AsyncIterator[bytes], may_send: Callable[[], Reader | None]
) -> WaitingFile:
    """Take a file of `length` bytes in and return what waits now.

    `may_send`: asked once all is there, who sends then. Raises IntakeRefusedError; whatever else ends it (a broken
    connection, a cancelled request) goes on. In every such case nothing of the file is left.
    """
    file = await run_sync(_reserve, reader, name, length)
    part = waiting_dir() / f".{file.id}"
    try:
        digest = await _write(part / file.path.name, length, chunks)
        return await run_sync(_let_wait, part, replace(file, sha256=digest), may_send)
    except OSError:
        raise IntakeRefusedError(507, no_room) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _reserve(reader: Reader, name: str, length: int) -> WaitingFile:
    """Make the folder of a file that is to come, where there is room for it."""
    _refuse_size(length)
    with acting():
        tidy()
        _refuse_many(reserved(reader.name), length)
        waiting_dir().mkdir(mode=0o700, exist_ok=True)
        if shutil.disk_usage(waiting_dir()).free < length + STAYS_FREE:
            raise IntakeRefusedError(507, no_room)
        file = WaitingFile(secrets.token_hex(16), reader.name, reader.place, shown_name(name), now_in_city(), length)
        part = waiting_dir() / f".{file.id}"
        try:
            part.mkdir(mode=0o700)
            keep(file, part)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)
            raise IntakeRefusedError(507, no_room) from None
    return file


def _refuse_size(length: int) -> None:
    if length > settings().max_file_bytes:
        raise IntakeRefusedError(413, too_large)
    if not length:
        raise IntakeRefusedError(422, empty_file)


def _refuse_many(sizes: list[int], length: int) -> None:
    if len(sizes) >= FILES_AT_MOST or sum(sizes) + length > TIMES_THE_LARGEST * settings().max_file_bytes:
        raise IntakeRefusedError(
            429, lambda t: t("Terlalu banyak berkas Anda yang menunggu. Setor atau batalkan dahulu yang sudah ada.")
        )


def shown_name(name: str) -> str:
    """Return a file's own name, without folders and without what no screen shows."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in bare if sign.isprintable()).strip()
    return (seen if len(seen) <= LONGEST_NAME else f"{seen[: LONGEST_NAME - 20]}…{seen[-19:]}") or "berkas"


async def _write(path: Path, length: int, chunks: AsyncIterator[bytes]) -> str:
    """Write what comes and return its SHA-256."""
    digest, held, received = hashlib.sha256(), bytearray(), 0
    with await run_sync(_opened, path) as file:
        async for chunk in _in_time(chunks):
            received += len(chunk)
            if received > length:
                break
            held += chunk
            if len(held) >= PIECE:
                await run_sync(_add, file, digest.update, bytes(held))
                held.clear()
        await run_sync(_add, file, digest.update, bytes(held))
        await run_sync(_to_disk, file)
    if received != length:
        raise IntakeRefusedError(
            400, lambda t: t("Berkas ini tidak sampai utuh. Periksa sambungan, lalu pilih berkasnya lagi.")
        )
    return digest.hexdigest()


async def _in_time(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    while True:
        try:
            with anyio.fail_after(STALLED_SECONDS):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise IntakeRefusedError(
                408, lambda t: t("Sambungan berhenti di tengah. Tidak ada yang disimpan; pilih berkasnya lagi.")
            ) from None
        yield chunk


def _opened(path: Path) -> BinaryIO:
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def _add(file: BinaryIO, update: Callable[[bytes], None], piece: bytes) -> None:
    update(piece)
    file.write(piece)


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _let_wait(part: Path, file: WaitingFile, may_send: Callable[[], Reader | None]) -> WaitingFile:
    """Make a whole file one that waits, when whoever began to send it still may."""
    now = may_send()
    if now is None or (now.name, now.place) != (file.account, file.place):
        raise IntakeRefusedError(
            401, lambda t: t("Sesi Anda berakhir sebelum berkas sampai. Tidak ada yang disimpan; masuk lagi.")
        )
    keep(file, part)
    part.rename(file.folder)
    sync_folder(waiting_dir())
    return file
