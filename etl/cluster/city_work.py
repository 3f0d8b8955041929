"""What a worker does: one item of a step, on a database of its own, by the same code as a load in one process.

Run as `python -m etl.cluster.city_work` by `task`, with the city's folder in the environment; tasks are lines of JSON
on stdin, names of results lines of JSON on stdout after one that says that it is ready; it ends with its worker, in
the midst of a task too.
"""

import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import duckdb
from pydantic import TypeAdapter

from core.disk import words_of
from core.settings import SetupError, settings
from etl.cluster.same_installation import Installation, of_worker
from etl.cluster.task import OUTDATED, ClusterTask, ProcessTask
from etl.errors import UserError, code_place
from etl.shared_places.shared_place import ASSIGNMENT, Assignment, Done, SharedPlace, result_adapter
from etl.shared_places.shared_root import place_at
from etl.sources.reference import read_reference
from etl.sources.reference_columns import Reference
from etl.spelling import printable
from etl.warehouse.database import open_warehouse

Connection = duckdb.DuckDBPyConnection
DATA = "ADOPSI_DATA_DIR"


class WorkerError(Exception):
    """This worker cannot do what the driver could; its text is a sentence about it, without any value."""


class OutdatedError(Exception):
    """This process took on its city when that, or the driver, was another."""


def done(request: ProcessTask, first: dict[str, str] | None = None) -> str:
    """Do one item; return the name of its result in the folder. Nothing is raised.

    `first`: what the driver of this process's first task was like; None for that task itself.
    """
    try:
        shared = place_at(request.task.folder, Path(request.spill))
    except OSError:
        # The store cannot be opened from here: not even a sentence can be left there.
        return ""
    try:
        return _done(shared, request, first)
    except OutdatedError:
        return OUTDATED
    except WorkerError as error:
        words, is_of_worker = str(error), True
    except (SetupError, UserError) as error:
        words, is_of_worker = str(error), False
    except BaseException as error:
        words, is_of_worker = _words(error), True
    try:
        words = printable(words)
        return shared.leave(Done(sentence=words, is_of_worker=is_of_worker, worker=request.worker), None, {})
    except BaseException:
        # Nothing can be left there, not even a sentence.
        return ""


def _done(shared: SharedPlace, request: ProcessTask, first: dict[str, str] | None) -> str:
    key, reference = _same_as_driver(request.task, first)
    assignment, item = _given(shared, request.task)
    if not assignment.is_seen(item):
        return shared.leave(Done(is_seen=False, worker=request.worker), None, {})
    with _own_database(request.spill, key, reference) as connection:
        result = assignment.function(connection, item, assignment.shared)
        tables = assignment.tables(connection, result)
        told = result_adapter(assignment.function).dump_python(result, mode="json")
        return shared.leave(Done(result=told, tables=list(tables)), connection, tables)


def _same_as_driver(task: ClusterTask, first: dict[str, str] | None) -> tuple[bytes, Reference]:
    """The key and the reference tables. Raises WorkerError where anything is not as the driver has it.

    Much of the code reads the city once a process: one that has worked raises OutdatedError, so that a new one looks.
    """
    if first is not None and task.expected != first:
        raise OutdatedError
    os.environ[DATA] = task.data_dir
    settings.cache_clear()
    try:
        reference = read_reference()
        own, key = of_worker(reference)
    except (SetupError, UserError) as error:
        raise WorkerError(f"berkata: {str(error).rstrip('.')}") from None
    if words := Installation(**task.expected).differs_from(own):
        raise WorkerError(words) if first is None else OutdatedError
    return key, reference


def _given(shared: SharedPlace, task: ClusterTask) -> tuple[Assignment, Any]:
    try:
        return shared.read(ASSIGNMENT, task.assignment), shared.read(task.name, task.item)
    except OSError:
        raise WorkerError("tidak melihat folder bersama. Pasang folder itu di sana dengan jalur yang sama") from None


@contextmanager
def _own_database(spill: str, key: bytes, reference: Reference) -> Iterator[Connection]:
    """A database of this task's own in a private folder on the worker's disk, which goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="adopsi-", dir=spill))
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


def serve() -> None:
    """Do what is asked for until the worker is gone."""
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests,), daemon=True).start()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints is no answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    asked = TypeAdapter(ProcessTask)
    first: dict[str, str] | None = None
    answers.write(b"siap\n")
    answers.flush()
    while True:
        request = asked.validate_json(requests.get())
        answers.write(json.dumps(done(request, first)).encode() + b"\n")
        answers.flush()
        first = request.task.expected if first is None else first


def _listen(requests: "SimpleQueue[bytes]") -> None:
    for line in iter(sys.stdin.buffer.readline, b""):
        requests.put(line)
    os._exit(0)


if __name__ == "__main__":
    serve()
