"""Asks for a load and tells how it goes; the load itself is a process of its own and ends without its reader."""

import logging
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import Lock, Thread
from typing import Final

from core.clock import now_in_city
from core.disk import words_of
from core.settings import ROOT, settings
from core.store import Store, user_store
from etl import last_loaded
from intake.loader.state import (
    FIRST_PAUSE,
    LoadState,
    Phase,
    asked_file,
    is_at_work,
    taken_file,
    write_ask,
    write_state,
    written_state,
)

DEBOUNCE_SECONDS: Final = 0.5
"""Who sends several files presses several times; one load takes them all."""
DEATHS_AT_MOST: Final = 2
LOOK_AGAIN_SECONDS: Final = 1.0
_lock = Lock()
_threads: dict[str, Thread] = {}


def request_load(store: Store | None = None) -> None:
    """Ask for a load of the user's store: it begins within seconds, one at a time. Raises OSError on a full disk."""
    store = store or user_store()
    write_ask(store)
    keep_loading(store)


def keep_loading(store: Store) -> None:
    """Start the process where a load is asked for or tried again, and the dashboard is who loads; also after it was
    started anew.
    """
    if next_try(store) is None and (settings().pemuat != "dasbor" or not _is_open(store)):
        return
    with _lock:
        thread = _threads.get(str(store.root))
        if thread is None or not thread.is_alive():
            _threads[str(store.root)] = thread = Thread(target=_run, args=(store,), daemon=True)
            thread.start()


def next_try(store: Store | None = None) -> datetime | None:
    """Return when a refused load is tried again by itself; a service that loads has a timer of its own for that."""
    return written_state(store or user_store()).next_try if settings().pemuat == "dasbor" else None


def load_state(store: Store | None = None) -> LoadState:
    """Return how the load stands: what its process has written, unless that has died or another is asked for."""
    store = store or user_store()
    keep_loading(store)
    # Before the state: what was taken is open until how it ended is written.
    is_open = _is_open(store)
    state = written_state(store)
    is_working = (is_open or state.is_active) and is_at_work(store)
    if state.is_active and is_working:
        return state
    if asked_file(store).exists() or (is_open and (is_working or settings().pemuat == "dasbor")):
        return replace(state, phase=Phase.ASKED, sentence="")
    return replace(state, phase=Phase.DIED) if state.is_active else state


def loaded_until(seen: Store) -> datetime:
    """Return the moment (city time) up to which what was mended is in what readers see; `seen`: their store.

    That at which the last load began that ended well: what is answered while it runs is in the next one.
    """
    return last_loaded(seen) or datetime.min


def _is_open(store: Store) -> bool:
    return asked_file(store).exists() or taken_file(store).exists()


def _run(store: Store) -> None:
    deaths = 0
    while deaths < DEATHS_AT_MOST and (_is_open(store) or _is_asked_again(store)):
        time.sleep(DEBOUNCE_SECONDS)
        deaths += _child(store) != 0
    if _is_open(store):
        _give_up(store)


def _is_asked_again(store: Store) -> bool:
    """Wait until a refused load is due again, and ask for it; False where it is not tried again."""
    while not _is_open(store):
        state = written_state(store)
        if state.next_try is None:
            return False
        time.sleep(LOOK_AGAIN_SECONDS)
        if now_in_city() >= state.next_try:
            with suppress(OSError):  # No room even for that: it is asked for as soon as there is.
                write_ask(store, state.tries + 1)
    return True


def _child(store: Store) -> int:
    """Run the process, with a log of its own; its exit code."""
    log = store.intake_dir / "muat.log"
    try:
        with open(log, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as said:
            return subprocess.run(
                [sys.executable, "-m", "intake", "muat"],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True, check=False,
            ).returncode  # fmt: skip
    except OSError as error:
        logging.getLogger("adopsi").error("load: %s", words_of(error))
        return 1


def _give_up(store: Store) -> None:
    """What is asked for is done no more, once that is written down; where it cannot be, it stays asked for."""
    try:
        write_state(store, LoadState(Phase.DIED, now_in_city()))
    except OSError:
        # Whoever looks at a page starts the process again: not at once.
        time.sleep(FIRST_PAUSE.total_seconds())
        return
    with suppress(OSError):
        for path in (asked_file(store), taken_file(store)):
            path.unlink(missing_ok=True)
