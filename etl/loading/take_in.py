"""From files as received into the warehouse, with an account for every record: all that a load does but publishing.

Here: the warehouse is locked, opened or made anew, and closed. What is done with the files: `load_files`.
"""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

import duckdb

from core.clock import now_in_city
from core.sources import SOURCES
from core.store import Store, is_by_the_way, may_have_changed
from etl import sandbox
from etl.errors import UserError
from etl.loading.being_read import being_read
from etl.loading.each import Executor, ThisProcess
from etl.loading.last_load import noted
from etl.loading.load_files import BatchLoad, Progress
from etl.loading.outcome import Outcome
from etl.loading.raw_folder import LoadInput, look
from etl.regular_files import special_below
from etl.shared_places.leftovers import clear_leftovers
from etl.warehouse.carried_rows import carry_removed
from etl.warehouse.database import (
    Maker,
    compact,
    drop_draft,
    is_loose,
    maker,
    open_warehouse,
    owed,
    rebuilt,
    why_not_opened,
)
from etl.warehouse.key import choose_key
from etl.warehouse.ledger import shown
from etl.warehouse.lock import single_writer

Connection = duckdb.DuckDBPyConnection


class HowToLoad(TypedDict, total=False):
    """How a load goes about its files.

    `trial` is a load of one file on a store of its own, to see what becomes of it: its key is thrown away, what was
    declared for other files may meet nothing, and the outcome keeps what was read. `rebuild` reads every file again
    into an empty warehouse; the present one is replaced only when that has succeeded. Rows of removed files are
    carried over. `new_key` says that the key was lost or changed on purpose, and rebuilds. Files that changed within
    `settle` seconds are left for the next load. `executor`: where files are judged, else in this process.
    """

    rebuild: bool
    new_key: bool
    settle: int
    trial: bool
    progress: Progress
    executor: Executor


@dataclass(frozen=True)
class TakenIn:
    """The warehouse with all files in it, what they were taken from, and what became of them."""

    connection: Connection
    given: LoadInput
    outcome: Outcome


@contextmanager
def taken_in(store: Store, **how: Unpack[HowToLoad]) -> Iterator[TakenIn]:
    """Take what is new or changed below `store.raw` into the warehouse, and keep it locked and open for the block.

    Raises UserError (nothing changed) for a missing folder, a wrong edit, an undeclared zone, a foreign key, a full
    disk; LockedError while another load runs; RefusedError for a sample file among the user's.
    """
    now, rebuild, new_key = now_in_city(), how.get("rebuild", False), how.get("new_key", False)
    is_trial = how.get("trial", False)
    _check_folders(store.raw)
    special = [shown(str(path.relative_to(store.raw))) for path in special_below(store.raw)]
    outcome = Outcome(strays=_strays(store.raw), special=special, readings={} if is_trial else None)
    with single_writer(store, now), noted(store, now) as note, ExitStack() as present:
        if rebuild or may_have_changed(store):
            sandbox.prestart()
        given = look(store, now, how.get("settle", 0))
        outcome.uncleared = clear_leftovers(store)
        made = _maker(store, present, is_rebuild=rebuild)
        key = secrets.token_bytes() if is_trial else choose_key(made.key, is_changed=new_key)
        is_anew = rebuild or new_key or not made.is_current
        if is_anew:
            present.close()
        place = rebuilt(store) if is_anew else nullcontext(store.warehouse)
        with place as path, being_read(store, is_forgiving=rebuild) as given.note:
            if is_anew:
                _carry_over(path, key, given, outcome, new_key=new_key, may_lose=rebuild)
            with opened(path, key, given, outcome) as connection:
                present.close()
                executor = how.get("executor") or ThisProcess()
                files = BatchLoad(connection, executor, given, outcome, how.get("progress"))
                with outcome.stage("recognise"):
                    files.recognise(is_rebuild=is_anew)
                files.run()
                outcome.unsettled = [f"{file.source}/{file.path}" for file in given.unsettled]
                yield TakenIn(connection, given, outcome)
                is_wasteful = bool(outcome.files) and is_loose(connection, outcome.rewritten)
        if is_wasteful or owed(store).exists():
            with outcome.stage("compact"):
                compact(store)
        note["exit_code"] = outcome.exit_code


def _check_folders(raw: Path) -> None:
    """Raise UserError for a folder in which no source could be found."""
    if not raw.is_dir():
        raise UserError(f"{raw}: folder tidak ada. Buat folder itu dengan subfolder {', '.join(SOURCES)}.")
    if not any((raw / source).is_dir() for source in SOURCES):
        above = f" Mungkin maksud Anda: --raw {raw.parent}" if raw.resolve().name in SOURCES else ""
        raise UserError(
            f"{raw}: tidak ada folder sumber di dalamnya. Taruh berkas dalam folder dengan nama sumbernya: "
            f"{', '.join(SOURCES)}.{above}"
        )


def _strays(raw: Path) -> list[str]:
    names = (path.name for path in raw.iterdir())
    return sorted(shown(name) for name in names if name not in SOURCES and not is_by_the_way(name))


def _maker(store: Store, present: ExitStack, *, is_rebuild: bool) -> Maker:
    """What made the present warehouse, kept open for `present`; a broken one is no obstacle to making it anew."""
    try:
        return maker(store, present)
    except UserError:
        if is_rebuild:
            return Maker()
        raise


@contextmanager
def opened(path: Path, key: bytes, given: LoadInput, outcome: Outcome) -> Iterator[Connection]:
    """Give the warehouse with all that a load needs, and close it at the end."""
    with outcome.stage("open"):
        connection = open_warehouse(path, key, given.reference)
    try:
        yield connection
    finally:
        connection.close()


def _carry_over(path: Path, key: bytes, given: LoadInput, outcome: Outcome, *, new_key: bool, may_lose: bool) -> None:
    """Take the rows of removed files into the new warehouse.

    Where the present one is damaged they are lost when a rebuild was asked for; else UserError, and nothing changes.
    """
    with opened(path, key, given, outcome) as connection:
        outcome.is_carried = carry_removed(connection, given.store, given.at_hand, is_key_new=new_key)
    if not outcome.is_carried and not may_lose:
        raise UserError(why_not_opened(given.store.warehouse, None))
    if not outcome.is_carried:
        drop_draft(path)
