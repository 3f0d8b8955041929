"""Answers one question in a process of its own: `python -m intake.questions.answering FOLDER`, what is asked on stdin.

The build is opened for reading only, by the reader's scope, without files, network, extensions or settings of the SQL;
this process is bound in memory and time, and whoever asked ends it when it takes too long. It leaves answer.json,
answer.arrow and, where the rows may leave the house, leaving.json and leaving.arrow in the folder.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.ipc as ipc

from core.scope import Scope
from core.snapshot import open_build
from intake.questions.complaints import PLAN, TOO_LARGE, RefusedQuestionError, complaint_of
from intake.questions.leaving_sums import BASES, leaving_sums
from intake.questions.plain_columns import plain_table
from intake.questions.question import ANSWER_BYTES, LONGEST_SQL, QuestionLimits

ANSWER, LEAVING = "answer", "leaving"
BATCH_ROWS = 1_000
THREADS = 2
GRACE_SECONDS = 5
"""After its time this process ends by itself, should nobody be left to end it."""
_MEMORY_TIMES = 2
"""The process as a whole may take so much more than DuckDB gives out by its own account."""


def main() -> None:
    """Answer what is asked on stdin."""
    asked = json.loads(sys.stdin.buffer.read())
    limits, folder = QuestionLimits(**asked["limits"]), Path(sys.argv[1])
    _bind(limits)
    scope = Scope(Path(asked["build"]), tuple(asked["units"]), asked["home"])
    try:
        _answer(asked["sql"], scope, limits, folder)
    except RefusedQuestionError as refused:
        _tell(folder, ANSWER, {"complaint": refused.told})
    except duckdb.Error as error:
        _tell(folder, ANSWER, {"complaint": complaint_of(str(error), asked["sql"])})
    except MemoryError:
        _tell(folder, ANSWER, {"complaint": {"code": "memory"}})
    except Exception:
        # Texts that are no UTF-8, years beyond those of Python: what the question makes may be anything.
        _tell(folder, ANSWER, {"complaint": {"code": "other"}})


def _bind(limits: QuestionLimits) -> None:
    """For good: memory, processor seconds, bytes of a file, the clock."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + _MEMORY_TIMES * limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    seconds = THREADS * (limits.seconds + GRACE_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * ANSWER_BYTES, 2 * ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(limits.seconds + GRACE_SECONDS)
    os.nice(5)


def _answer(sql: str, scope: Scope, limits: QuestionLimits, folder: Path) -> None:
    """Leave the rows first, then, as far as the time reaches, what of them may leave the house."""
    own = _settings(limits)
    snapshot = open_build(scope, own)
    meta = {name: str(value) if name == "as_of" and value else value for name, value in snapshot.meta().items()}
    statement = _one_select(snapshot.connection, sql)
    rows, is_cut = _rows(snapshot.connection, statement, limits.rows)
    _write(folder, ANSWER, rows)
    known = {name: meta[name] for name in ("build", "as_of", "is_sample")}
    _tell(folder, ANSWER, {"is_cut": is_cut, "meta": known})
    for basis in BASES if not is_cut else ():
        with suppress(Exception), leaving_sums(snapshot.connection, basis, own) as sums:
            found, is_found_cut = _rows(sums, statement, limits.rows)
            if not is_found_cut and _are_same(rows, found):
                _write(folder, LEAVING, found)
                _tell(folder, LEAVING, {"basis": basis})
                return


def _settings(limits: QuestionLimits) -> dict[str, str | int]:
    """What SQL cannot change: the configuration is locked."""
    return {
        "memory_limit": f"{limits.memory_bytes // 1_000_000}MB",
        "temp_directory": "",
        "threads": THREADS,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
    }


def _one_select(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The one SELECT, WITH, FROM, DESCRIBE, SHOW or SUMMARIZE that it is; raises RefusedQuestionError."""
    if len(sql) > LONGEST_SQL:
        raise RefusedQuestionError("long")
    if "\0" in sql:
        raise RefusedQuestionError("nul")
    statements = connection.extract_statements(sql)
    if not statements:
        raise RefusedQuestionError("empty")
    if len(statements) > 1:
        raise RefusedQuestionError("several")
    if statements[0].type is not duckdb.StatementType.SELECT:
        raise RefusedQuestionError("not_select")
    return sql


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, most: int) -> tuple[pa.Table, bool]:
    """The first rows, and whether there are more; read piece by piece, as there may be a thousand million."""
    reader = _asked(connection, sql).to_arrow_reader(BATCH_ROWS)
    batches, rows, size = [], 0, 0
    for batch in _batches(reader):
        batches.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if size > ANSWER_BYTES:
            raise RefusedQuestionError(TOO_LARGE)
        if rows > most:
            break
    return plain_table(pa.Table.from_batches(batches, reader.schema).slice(0, most)), rows > most


def _asked(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    """What is asked, not worked out yet; an error that names no place is had again from a plan, which names one."""
    try:
        return connection.sql(sql)
    except duckdb.Error as error:
        try:
            connection.execute(PLAN + sql)
        except duckdb.Error as planned:
            raise RefusedQuestionError(**complaint_of(str(planned), sql, lines_before=1)) from error
        raise


def _batches(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """What goes wrong while rows come is DuckDB's error too, in Arrow's clothes."""
    try:
        yield from reader
    except pa.ArrowMemoryError as error:
        raise MemoryError from error
    except (pa.ArrowException, OSError) as error:
        raise duckdb.Error(str(error)) from error


def _are_same(one: pa.Table, other: pa.Table) -> bool:
    """True for the same rows in whatever order; sums of decimals may differ in their last digits."""
    return one.schema.equals(other.schema) and sorted(_keys(one)) == sorted(_keys(other))


def _keys(table: pa.Table) -> Iterator[tuple[str, ...]]:
    columns = [column.to_pylist() for column in table.columns]
    for row in zip(*columns, strict=True):
        yield tuple(f"{value:.9g}" if isinstance(value, float) else repr(value) for value in row)


def _write(folder: Path, name: str, table: pa.Table) -> None:
    with ipc.new_file(folder / f"{name}.arrow", table.schema) as file:
        file.write_table(table)


def _tell(folder: Path, name: str, told: dict[str, Any]) -> None:
    """Whole or not at all: who asked may look at any time."""
    draft = folder / f"{name}.tmp"
    draft.write_text(json.dumps(told), "utf-8")
    draft.replace(folder / f"{name}.json")


if __name__ == "__main__":
    main()
