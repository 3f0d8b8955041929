"""What the process does: takes out what was withdrawn, loads what is new, and writes down how it goes."""

import errno
import logging
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Final

import duckdb

from core.clock import now_in_city
from core.disk import read_line
from core.store import Store, active_store
from etl import (
    LockedError,
    NoRoomError,
    NotLoadedError,
    Outcome,
    UserError,
    ask_for_releases,
    forget,
    load,
    read_note,
    sentence_of,
    why_set_aside,
)
from intake.ledger import UNATTENDED_PATIENCE, acting, add_entry
from intake.loader.state import LoadedFile, LoadState, Phase, asked_file, taken_file, tries_of, work_lock, write_state
from intake.refused import IntakeRefusedError
from intake.sending.listing import sendings, to_forget

PATIENCE_SECONDS: Final = 3600
"""How long another load, or a backup, is waited for."""
PAUSE_SECONDS: Final = 1.0
SHOWN_SECONDS: Final = 0.5
"""How often at most progress is written down."""
FILES_TOLD: Final = 200


def do_what_is_asked(store: Store) -> None:
    """Load for as long as somebody has asked for it. Raises nothing that a load says: pages tell it."""
    store.intake_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with work_lock(store):
        while _take(store):
            tries = tries_of(taken_file(store))
            _load(store, LoadState(Phase.RUNNING, now_in_city(), began=now_in_city(), tries=tries))
            taken_file(store).unlink(missing_ok=True)
    # After the lock: whoever asks for a load meanwhile does not wait for it.
    ask_for_releases(_seen(store))


def _take(store: Store) -> bool:
    """Take what is asked for; what a process that died had taken counts as asked for."""
    if asked_file(store).exists():
        os.replace(asked_file(store), taken_file(store))
    return taken_file(store).exists()


def _load(store: Store, state: LoadState) -> None:
    pointer = _seen(store).pointer
    began, before = time.monotonic(), read_line(pointer)
    write_state(store, state)
    try:
        outcome = _when_alone(store, state)
        ended = replace(
            state,
            phase=Phase.DONE,
            build=outcome.build,
            is_new=read_line(_seen(store).pointer) != before,
            files=_files(outcome)[:FILES_TOLD],
        )
    except Exception as error:
        ended = replace(state, phase=Phase.REFUSED, sentence=_why(store, error), cause=_cause(error))
    write_state(store, replace(ended, at=now_in_city(), seconds=round(time.monotonic() - began, 1)))


def _cause(error: Exception) -> str:
    """Why a load was refused, where that may pass by itself; '' where somebody must do something about it first."""
    match error:
        case NoRoomError():
            return "room"
        case OSError():
            return "room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "disk"
        case LockedError():
            return "busy"
        case duckdb.OutOfMemoryException() | duckdb.IOException() | MemoryError():
            return "machine"
    return ""


def _why(store: Store, error: Exception) -> str:
    """The sentence as the load has noted it, without the name of a file that may be a person's."""
    noted = read_note(_seen(store))
    return str(noted["sentence"]) if noted and noted["exit_code"] and noted["sentence"] else sentence_of(error)


def _when_alone(store: Store, state: LoadState) -> Outcome:
    """Load once no other load is at work. Raises what the load raises."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _forget_and_load(store, state)
        except LockedError:
            if time.monotonic() > end:
                raise
            write_state(store, replace(state, phase=Phase.WAITING))
            time.sleep(PAUSE_SECONDS)


def _forget_and_load(store: Store, state: LoadState) -> Outcome:
    forgotten = [sent.file for sent in to_forget() if _is_forgotten(store, sent.file)]
    outcome = load(_seen(store), progress=_Progress(store, state))
    with _noting():
        _note_sent(outcome)
    # Rows of a warehouse that had to be made anew are taken out once they are in it.
    left = [sent.file for sent in to_forget() if sent.file not in forgotten]
    for file in left:
        _is_forgotten(store, file)
    return outcome


@contextmanager
def _noting() -> Iterator[None]:
    """Hold the ledger to note what was done. What cannot be noted is done all the same: no load is refused for it."""
    try:
        with acting(UNATTENDED_PATIENCE):
            yield
    except (OSError, IntakeRefusedError) as error:
        logging.getLogger("adopsi").error("load: not noted: %s", type(error).__name__)


def _note_sent(outcome: Outcome) -> None:
    """Note of each sent file what the load made of it."""
    _note_each(outcome, {each.sent.file for each in sendings()})


def _note_each(outcome: Outcome, sent: Collection[str]) -> None:
    for file in _files(outcome):
        if file.name in sent:
            told = asdict(file)
            add_entry("loaded", "", file=told.pop("name"), **told)


def _seen(store: Store) -> Store:
    """The store that readers see: what was mended while they see the sample concerns the sample."""
    seen = active_store()
    return seen if seen.raw.is_dir() else store


def _is_forgotten(store: Store, file: str) -> bool:
    try:
        if forget(store, file).uncleared:
            return False
    except NotLoadedError:
        pass
    except LockedError:
        raise
    except UserError:
        return False
    with _noting():
        add_entry("forgotten", "", file=file)
    return True


class _Progress:
    """Writes down which of the files is at work, now and then."""

    def __init__(self, store: Store, state: LoadState) -> None:
        self._store, self._state, self._written = store, state, 0.0

    def __call__(self, name: str, n: int, total: int) -> None:
        if time.monotonic() - self._written > SHOWN_SECONDS:
            self._written = time.monotonic()
            write_state(self._store, replace(self._state, done=n, total=total))


def _files(outcome: Outcome) -> list[LoadedFile]:
    return [
        LoadedFile(
            name=account.name,
            accepted=account.accepted,
            held=account.quarantined,
            double=account.duplicate,
            aside=why_set_aside(account, is_for_sender=True) if account.state == "set_aside" else "",
            again=outcome.returned.get(account.name),
        )
        for account in outcome.files
    ]
