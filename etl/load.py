"""The load: from files as received to a published build, with an account for every record."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from core.settings import SOURCES, Store, data_files, sample_store
from etl import fingerprints, ledger
from etl.contracts import contract
from etl.declarations import Declaration, read_declaration
from etl.errors import FastLaneError, RefusedError, UserError
from etl.keys import read_key
from etl.ledger import RawFile
from etl.lock import single_writer
from etl.one_file import FileLoad
from etl.outcome import Outcome
from etl.publish import publish
from etl.reference import Row, read_reference
from etl.warehouse import needs_rebuild, open_warehouse, rebuilt

Connection = duckdb.DuckDBPyConnection
Progress = Callable[[str, int, int], None]
"""Called with a file's name, its number and how many there are."""

WITA = ZoneInfo("Asia/Makassar")


@dataclass
class _Given:
    """What a load starts from, all of it checked before anything is touched."""

    store: Store
    now: datetime
    reference: dict[str, list[Row]]
    files: list[Path]
    declarations: dict[str, Declaration]
    careful: set[Path] = field(default_factory=set)
    """Files the database could not read by itself."""


def load(store: Store, *, rebuild: bool = False, progress: Progress | None = None) -> Outcome:
    """Load what is new or changed below `store.raw` and publish a build when anything differs.

    `rebuild` starts from nothing; the present warehouse is replaced only when that has succeeded.
    Raises UserError (nothing changed) for a missing folder, a wrong edit, an undeclared zone, a foreign key;
    LockedError while another load runs; RefusedError for a sample file among the user's.
    """
    now = datetime.now(WITA).replace(tzinfo=None, microsecond=0)
    if not store.raw.is_dir():
        raise UserError(f"{store.raw}: folder tidak ada. Buat folder itu dengan subfolder {', '.join(SOURCES)}.")
    outcome = Outcome(strays=_strays(store.raw))
    with single_writer(store, now):
        given = _given(store, now)
        is_new = rebuild or needs_rebuild(store)
        with (
            rebuilt(store) if is_new else nullcontext(store.warehouse) as path,
            _opened(path, given, outcome) as connection,
        ):
            _load_files(connection, given, outcome, progress)
            with outcome.stage("publish"):
                made_by = fingerprints.of_build(given.declarations)
                outcome.build, outcome.published = publish(connection, store, given.reference, made_by, now)
    return outcome


def _strays(raw: Path) -> list[str]:
    return sorted(path.name for path in raw.iterdir() if path.name not in SOURCES and not path.name.startswith("."))


def _given(store: Store, now: datetime) -> _Given:
    """Only a source with files must be declared."""
    reference = read_reference()
    files = data_files(store.raw)
    used = {path.relative_to(store.raw).parts[0] for path in files}
    services = {row["service"] for row in reference["services"]}
    declarations = {
        source: read_declaration(store.raw / source, contract(source), services) for source in SOURCES if source in used
    }
    return _Given(store, now, reference, files, declarations)


@contextmanager
def _opened(path: Path, given: _Given, outcome: Outcome) -> Iterator[Connection]:
    with outcome.stage("open"):
        connection = open_warehouse(path, read_key(), given.reference)
    try:
        yield connection
    finally:
        connection.close()


def _load_files(connection: Connection, given: _Given, outcome: Outcome, progress: Progress | None) -> None:
    """All files or none; from the start again when the database stumbled over one of them."""
    while True:
        try:
            connection.execute("BEGIN")
            _load_each(connection, given, outcome, progress)
            connection.execute("COMMIT")
            return
        except FastLaneError as error:
            connection.execute("ROLLBACK")
            given.careful.add(error.path)
            outcome.files.clear()


def _load_each(connection: Connection, given: _Given, outcome: Outcome, progress: Progress | None) -> None:
    todo = _todo(connection, given)
    for number, (file, made_by) in enumerate(todo, 1):
        if progress:
            progress(f"{file.source}/{file.path}", number, len(todo))
        said = given.declarations[file.source]
        is_careful = file.full_path in given.careful
        load_file = FileLoad(connection, contract(file.source), said, given.reference, given.now, outcome, is_careful)
        outcome.files.append(load_file.run(file, made_by))
    outcome.note_marked(connection)


def _todo(connection: Connection, given: _Given) -> list[tuple[RawFile, str]]:
    """The files to read, each with what its rows are made by; what they gave before is taken out."""
    files = ledger.look(given.store.raw, given.files, connection)
    _refuse_sample(given.store, files)
    todo: list[tuple[RawFile, str]] = []
    for source in SOURCES:
        made_by = fingerprints.of_source(source, given.declarations.get(source))
        own = [file for file in files if file.source == source]
        new = ledger.sort_out(connection, source, own, made_by)
        ledger.take_out(connection, contract(source).table, source, new)
        todo += [(file, made_by) for file in new]
    return todo


def _refuse_sample(store: Store, files: list[RawFile]) -> None:
    marker = sample_store().sample_marker
    if store.is_sample or not marker.exists():
        return
    sample = marker.read_text("utf-8")
    for file in files:
        if f'"{file.sha256}"' in sample:
            raise RefusedError(
                f"{file.full_path}: ini berkas data contoh dan tidak boleh bercampur dengan data kota. "
                "Keluarkan berkas itu dari folder, lalu muat lagi."
            )
