"""What a worker does: one item of a step, on a database of its own, by the same code as a load in one process."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from distributed import get_worker

from core.disk import words_of
from core.settings import SetupError
from etl.cluster.same_installation import Installation, of_worker
from etl.cluster.shared_folder import ASSIGNMENT, Assignment, Done, SharedFolder, result_adapter
from etl.errors import FastLaneError, UserError, code_place
from etl.sources.reference import read_reference
from etl.sources.reference_columns import Reference
from etl.spelling import printable
from etl.warehouse.database import open_warehouse

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class ClusterTask:
    """What travels: the folder, and where in it what is to be done lies, with checksums."""

    folder: str
    assignment: str
    """Its checksum."""
    name: str
    item: str
    """Its checksum."""


class WorkerError(Exception):
    """This worker cannot do what the driver could; its text is a sentence about it, without any value."""


def work_on(task: ClusterTask, expected: Installation) -> str:
    """Do one item; return the name of its result in the folder, never anything of its rows.

    Nothing is raised: the engine would write an error, with the values in it, into its logs and its web page.
    """
    shared = SharedFolder(Path(task.folder))
    try:
        return _done(shared, task, expected)
    except WorkerError as error:
        words, is_of_worker = str(error), True
    except (SetupError, UserError) as error:
        words, is_of_worker = str(error), False
    except BaseException as error:
        words, is_of_worker = _words(error), True
    try:
        words = printable(words)
        return shared.leave(Done(sentence=words, is_of_worker=is_of_worker, worker=_name()), None, {})
    except BaseException:
        # Nothing can be left there, not even a sentence.
        return ""


def _done(shared: SharedFolder, task: ClusterTask, expected: Installation) -> str:
    try:
        reference = read_reference()
        own, key = of_worker(reference)
    except (SetupError, UserError) as error:
        raise WorkerError(f"berkata: {str(error).rstrip('.')}") from None
    if words := expected.differs_from(own):
        raise WorkerError(words)
    try:
        assignment: Assignment = shared.read(ASSIGNMENT, task.assignment)
        item = shared.read(task.name, task.item)
    except OSError:
        raise WorkerError("tidak melihat folder bersama. Pasang folder itu di sana dengan jalur yang sama") from None
    if not assignment.is_seen(item):
        return shared.leave(Done(is_seen=False, worker=_name()), None, {})
    with _own_database(key, reference) as connection:
        result = _result_of(connection, assignment, item)
        tables = assignment.tables(connection, result)
        told = result_adapter(assignment.function).dump_python(result, mode="json")
        return shared.leave(Done(result=told, tables=list(tables)), connection, tables)


def _result_of(connection: Connection, assignment: Assignment, item: Any) -> Any:
    """The result of one item; read once more with care where the database stumbled over its file."""
    try:
        return assignment.function(connection, item, assignment.shared)
    except FastLaneError:
        return assignment.function(connection, item.carefully(), assignment.shared)


@contextmanager
def _own_database(key: bytes, reference: Reference) -> Iterator[Connection]:
    """A database of this task's own in a private folder on the worker's disk, which goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="adopsi-", dir=get_worker().local_directory))
    try:
        (folder / "tmp").mkdir(mode=0o700)
        connection = open_warehouse(folder / "kerja.duckdb", key, reference)
        try:
            yield connection
        finally:
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _words(error: BaseException) -> str:
    """What is said of an error nobody foresaw: no value of a row, no name of a person."""
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return "kehabisan memori. Beri pekerjanya lebih banyak, atau turunkan ADOPSI_MEMORY_LIMIT di sana"
    if _is_full(error):
        return "kehabisan ruang disk. Kosongkan, lalu muat lagi"
    if isinstance(error, OSError):
        return f"terhenti: {words_of(error)}. Periksa izin dan ruang disk di sana"
    return f"terhenti karena kesalahan yang tidak diduga{code_place(error)}. Beri tahu pengelola"


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    said = str(error) if isinstance(error, duckdb.Error) else ""
    return any(words in said for words in ("No space left", "Disk quota exceeded", "File too large"))


def _name() -> str:
    """What the cluster calls this worker."""
    try:
        return str(get_worker().name)
    except ValueError:
        return ""
