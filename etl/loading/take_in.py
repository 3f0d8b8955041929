"""From files as received into the warehouse, with an account for every record: all that a load does but publishing."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

import duckdb

from core.clock import now_in_city
from core.snapshot import checksum
from core.sources import SOURCES
from core.store import Store, is_by_the_way
from etl import sandbox
from etl.errors import FastLaneError, UserError, VanishedError
from etl.judging.declared_use import idle_entries, refuse_unused
from etl.loading import fingerprints
from etl.loading.being_read import being_read
from etl.loading.changed import may_have_changed
from etl.loading.each import Executor, ThisProcess
from etl.loading.judged_file import FileToJudge, JudgingInput
from etl.loading.last_load import noted
from etl.loading.one_file import FileLoad
from etl.loading.outcome import Outcome
from etl.loading.parts.joining import judged_each
from etl.loading.parts.judging_step import judging_step
from etl.loading.raw_folder import LoadInput, check_space, look, refuse_sample
from etl.raw_file import RawFile
from etl.reading import look_ahead, stumbles
from etl.regular_files import special_below
from etl.sources.contract import contract
from etl.sources.mappings import idle_mappings
from etl.warehouse import entries, ledger, versions
from etl.warehouse.carried_rows import carry_removed
from etl.warehouse.database import (
    Maker,
    clear_leftovers,
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
from etl.warehouse.ledger import Account, shown
from etl.warehouse.lock import single_writer
from etl.warehouse.plans import note_plans
from etl.warehouse.rivals import hold_rivals, move_held

Connection = duckdb.DuckDBPyConnection
Progress = Callable[[str, int, int], None]
"""Called with a file's name, its number and how many there are."""


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
        clear_leftovers(store)
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
                with outcome.stage("recognise"):
                    _recognise(connection, given, outcome, is_rebuild=is_anew)
                _load_files(connection, how.get("executor") or ThisProcess(), given, outcome, how.get("progress"))
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


def _recognise(connection: Connection, given: LoadInput, outcome: Outcome, *, is_rebuild: bool) -> None:
    """Give every file its checksum; unchanged size and time spare reading a known file again."""
    unread = ledger.recognise(given.files, connection)
    check_space(given.store, unread, is_rebuild=is_rebuild)
    for file in unread:
        look_ahead(file.full_path, contract(file.source), given.declarations[file.source].for_file(file.path))
        try:
            file.sha256 = checksum(file.full_path)
        except OSError as error:
            given.leave(file, error)
    refuse_sample(given)


def _load_files(
    connection: Connection, executor: Executor, given: LoadInput, outcome: Outcome, progress: Progress | None
) -> None:
    """All files or none; from the start again when the database stumbled over one of them, or one is gone.

    What else would begin it again is looked for then, outside the transaction: however many there are, it is once.
    """
    while True:
        try:
            connection.execute("BEGIN")
            _load_each(connection, executor, given, outcome, progress)
            connection.execute("COMMIT")
            return
        except FastLaneError:
            connection.execute("ROLLBACK")
            _find_stumbling(connection, given)
            outcome.begin_again()
        except VanishedError as error:
            connection.execute("ROLLBACK")
            given.leave(error.file, error.error)
            given.untried.remove(error.file)
            given.leave_unopened()
            outcome.begin_again()


def _find_stumbling(connection: Connection, given: LoadInput) -> None:
    """The file at work is read with care from now on, and all after it that the database stumbles over."""
    at_work, *rest = given.untried
    given.careful.add(at_work.sha256)
    for file in rest:
        if file.sha256 in given.careful or given.note.is_barred(file):
            continue
        said = given.declarations[file.source].for_file(file.path)
        with given.note.reading(file):
            if stumbles(connection, file.full_path, contract(file.source), said):
                given.careful.add(file.sha256)


def _load_each(
    connection: Connection, executor: Executor, given: LoadInput, outcome: Outcome, progress: Progress | None
) -> None:
    todo, changed = _todo(connection, given, outcome)
    shared = JudgingInput(given.declarations, given.reference, given.now)
    own = _not_seen_before(connection, given, [file for file, _ in todo])
    step = judging_step(given.note.reading)
    judged, ahead = judged_each(connection, executor, step, own, shared), {work.file.full_path for work in own}
    given.untried = [file for file, _ in todo]
    for number, (file, made_by) in enumerate(todo, 1):
        if progress:
            progress(f"{file.source}/{file.path}", number, len(todo))
        work = FileToJudge(file, file.sha256 in given.careful)
        load_file = FileLoad(connection, work, shared, outcome, step, given.note.is_barred(file))
        is_ahead = file.full_path in ahead
        judge = partial(next, judged) if is_ahead else partial(step.done_here, connection, work, shared)
        outcome.files.append(load_file.run(made_by, judge))
        given.untried.pop(0)
    for source in changed:
        _hold_rivals(connection, source, outcome)
        note_plans(connection, contract(source))
        outcome.vanished[source] = versions.mark_vanished(connection, contract(source))
        if outcome.readings is not None:
            continue
        paths = [file.path for file in given.at_hand if file.source == source]
        refuse_unused(connection, given.declarations[source], paths)
        outcome.idle += idle_entries(connection, given.declarations[source])
    outcome.idle += idle_mappings(given.declarations)
    for unopened in given.unopened:
        ledger.note_unopened(connection, unopened, given.now)
        outcome.files.append(
            Account(unopened.source, unopened.path, "", "set_aside", reason="berkas_tertutup", detail=unopened.why)
        )
    outcome.note_marked(connection)


def _not_seen_before(connection: Connection, given: LoadInput, files: list[RawFile]) -> list[FileToJudge]:
    """The files whose bytes are no loaded file's, nor those of another one before them.

    A copy is judged only where what it is a copy of could not be used.
    """
    own = []
    met = entries.loaded_bytes(connection)
    for file in files:
        if (file.source, file.sha256) not in met and not given.note.is_barred(file):
            own.append(FileToJudge(file, file.sha256 in given.careful))
        met.add((file.source, file.sha256))
    return own


def _hold_rivals(connection: Connection, source: str, outcome: Outcome) -> None:
    """Files that contradict each other keep their accounts whole: what is held back counts there."""
    held = hold_rivals(connection, contract(source))
    for account in outcome.files:
        if account.source == source and account.path in held:
            move_held(account, held[account.path])
            entries.close(connection, account)


def _todo(connection: Connection, given: LoadInput, outcome: Outcome) -> tuple[list[tuple[RawFile, str]], list[str]]:
    """The files to read, each with what its rows are made by, and the sources that change; old rows are taken out."""
    todo: list[tuple[RawFile, str]] = []
    changed = []
    outcome.rewritten = 0
    is_complete, known = given.store.has_own_raw, ledger.met_sources(connection)
    for source in SOURCES:
        own = [file for file in given.files if file.source == source]
        if not own and source not in known:
            continue
        made_by = fingerprints.of_files(source, given.declarations.get(source))
        unsettled = {file.path for file in given.unsettled if file.source == source}
        for unopened in given.unopened:
            unsettled |= ledger.below(connection, unopened) if unopened.source == source else set()
        work = ledger.sort_out(connection, source, own, unsettled, made_by, is_complete=is_complete)
        with outcome.stage("take_out"):
            outcome.rewritten += versions.take_out(connection, contract(source), work.freed)
        todo += [(file, made_by(file.path)) for file in work.files]
        changed += [source] if work.files else []
    return todo, changed
