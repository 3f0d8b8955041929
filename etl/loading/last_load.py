"""How the last load ended, for whoever watches an unattended one: data/warehouse/muat_terakhir.json."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from core.city import city
from core.disk import checksum, discard, make_way, read_text
from core.sources import SOURCES
from core.store import Store
from etl.errors import UserError, sentence_of
from etl.loading.outcome import PUBLISHED_WITH_GAPS
from etl.publishing.builds import newest_moment
from etl.sources.public_names import public_name
from etl.sources.reference import read_reference
from etl.sources.vocabulary import Vocabulary
from etl.spelling import MASK

LONGEST = 100_000
ENDED_WELL = (0, PUBLISHED_WITH_GAPS)
SUMMED_BYTES = 100_000_000
"""A larger file is named without a checksum: an error is told at once."""
UNREADABLE = "Catatan pemuatan terakhir rusak; pemuatan berikut menulisnya lagi: python -m etl load"


class _LoadEnded(BaseModel):
    """The file as it must be."""

    model_config = ConfigDict(strict=True)

    at: str
    exit_code: int | None
    sentence: str | None
    seconds: float | None = None
    """How long it took; of loads before this was noted, and of one under way, nobody knows."""
    loaded: str | None = None
    """When the last load before it that ended well began."""


@contextmanager
def noted(store: Store, now: datetime) -> Iterator[dict[str, Any]]:
    """Write how the block ended: at (city time), exit_code, sentence, seconds; a kill leaves `exit_code` null.

    The block may set the exit code of a load that ended well. What is kept of an error holds no person, in the name of
    its file neither.
    """
    last = last_loaded(store)
    note: dict[str, Any] = {"at": now.isoformat(), "exit_code": None, "sentence": None, "seconds": None}
    note["loaded"] = last.isoformat() if last else None
    began = time.monotonic()
    _write(store, note)
    try:
        yield note
        note["exit_code"] = note["exit_code"] or 0
    except BaseException as error:
        code = error.exit_code if isinstance(error, UserError) else 1
        note |= {"exit_code": code, "sentence": _without_names(store, sentence_of(error))}
        raise
    finally:
        note["seconds"] = round(time.monotonic() - began, 1)
        _write(store, note)


def _without_names(store: Store, sentence: str) -> str:
    """A sentence begins with the file it speaks of: one whose name may be a person's is called as a build calls it."""
    head = sentence.partition(": ")[0]
    source, _, path = head.removeprefix(f"{store.raw}/").removeprefix("data/raw/").partition("/")
    vocabulary = Vocabulary.own()
    with suppress(UserError):
        vocabulary = Vocabulary.of(read_reference())
    if source not in SOURCES or not path or vocabulary.knows_name(path):
        return sentence
    file, sha256 = store.raw / source / path, ""
    with suppress(OSError):
        sha256 = checksum(file) if file.is_file() and file.stat().st_size <= SUMMED_BYTES else ""
    return sentence.replace(head, public_name(vocabulary, source, path, None, sha256)).replace(path, MASK)


def read_note(store: Store) -> dict[str, Any] | None:
    """Return the note of the last load; None before the first. Of a damaged one a sentence says so."""
    if not os.path.lexists(_path(store)):
        return None
    ended = _ended(store)
    if ended is None:
        return {"at": None, "exit_code": None, "sentence": UNREADABLE, "seconds": None}
    return ended.model_dump(exclude={"loaded"})


def last_loaded(store: Store) -> datetime | None:
    """Return when the last load began (city time) that ended well, whoever ran it; what was there then is loaded.

    Where that was not noted, as by an older version, the newest build tells it; None: there is none.
    """
    ended = _ended(store)
    began = None if ended is None else ended.at if ended.exit_code in ENDED_WELL else ended.loaded
    with suppress(ValueError):
        if began:
            return datetime.fromisoformat(began)
    moment = newest_moment(store)
    return moment + city().ahead if moment else None


def _ended(store: Store) -> _LoadEnded | None:
    try:
        ended: _LoadEnded = _LoadEnded.model_validate_json(read_text(_path(store), LONGEST) or "")
    except ValidationError:
        return None
    return ended


def _write(store: Store, note: dict[str, Any]) -> None:
    """A full disk must not hide why the load ended."""
    draft = _path(store).with_suffix(".tmp")
    try:
        make_way(_path(store))
        discard(draft)
        draft.write_text(json.dumps(note, ensure_ascii=False), "utf-8")
        os.replace(draft, _path(store))
    except OSError:
        with suppress(OSError):
            discard(draft)


def _path(store: Store) -> Path:
    return store.warehouse_dir / "muat_terakhir.json"
