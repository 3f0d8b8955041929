"""The private folder that driver and workers share: what is to be done, and what was done, with its tables as Parquet.

The tables hold what the warehouse would hold of the rows. What is to be done names files, as the ledger does. A result
has its name only when it is whole, so a task that is run twice leaves two, of which the driver takes one.
"""

import hashlib
import os
import pickle
import shutil
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict, TypeAdapter

from core.disk import write_private
from etl.errors import UserError
from etl.warehouse.database import quoted
from etl.warehouse.key import OTHERS

ASSIGNMENT = "tugas"
TOLD = "hasil.json"
_COMPRESSION = "lz4_raw"
"""Twice the bytes of zstd, for a third less work to write and to read."""


class Done(BaseModel):
    """How a task ended: with a result, or with a sentence for the user."""

    model_config = ConfigDict(strict=True)

    result: Any = None
    tables: list[str] = []
    sentence: str | None = None
    is_of_worker: bool = False
    """The sentence is about the worker, not about the file."""
    is_seen: bool = True
    """The worker has before it what the load has recorded."""
    worker: str = ""
    """Its name in the cluster."""


@cache
def result_adapter(function: Callable[..., Any]) -> TypeAdapter[Any]:
    """Return what turns the result of a step's function into plain values, and back."""
    return TypeAdapter(function.__annotations__["return"])


@dataclass(frozen=True)
class Assignment:
    """What is to be done with each item, as it lies in the folder."""

    function: Callable[..., Any]
    tables: Callable[..., Mapping[str, str]]
    is_seen: Callable[..., bool]
    shared: Any


@dataclass(frozen=True)
class SharedFolder:
    """One step of one load in the folder."""

    path: Path

    @classmethod
    def made(cls, within: Path) -> "SharedFolder":
        """Make an empty one of its own. Raises UserError where others may look in, or put something there."""
        within.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = within.stat()
        if found.st_uid != os.geteuid() or found.st_mode & OTHERS:
            raise UserError(f"{within}: folder bersama klaster milik atau terbuka bagi orang lain. Hapus folder itu.")
        path = within / uuid.uuid4().hex
        path.mkdir(mode=0o700)
        return cls(path)

    def write(self, name: str, thing: object) -> str:
        """Lay down a part of what is to be done; return its checksum, without which no worker believes it."""
        held = pickle.dumps(thing)
        write_private(self.path / name, held)
        return hashlib.sha256(held).hexdigest()

    def read(self, name: str, checksum: str) -> Any:
        """Return such a part. Raises OSError where the folder is not there, ValueError for other bytes."""
        held = (self.path / name).read_bytes()
        if hashlib.sha256(held).hexdigest() != checksum:
            raise ValueError("not what the driver wrote")
        return pickle.loads(held)

    def leave(self, done: Done, connection: duckdb.DuckDBPyConnection | None, tables: Mapping[str, str]) -> str:
        """Write a result with its tables, whole or not at all; return its name."""
        name = uuid.uuid4().hex
        draft = self.path / f".{name}"
        draft.mkdir(mode=0o700)
        try:
            for table, select in tables.items():
                assert connection
                target = quoted(draft / f"{table}.parquet")
                connection.execute(f"COPY ({select}) TO {target} (FORMAT parquet, COMPRESSION {_COMPRESSION})")
            (draft / TOLD).write_text(done.model_dump_json(), "utf-8")
            os.replace(draft, self.path / name)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        return name

    def take(self, name: str, connection: duckdb.DuckDBPyConnection) -> Done:
        """Put the tables of a result into temporary tables; return how it ended, and let go of it."""
        folder = self.path / name
        done = Done.model_validate_json((folder / TOLD).read_bytes())
        for table in done.tables:
            rows = f"FROM read_parquet({quoted(folder / f'{table}.parquet')})"
            connection.execute(f'CREATE OR REPLACE TEMP TABLE "{table}" AS {rows}')
        shutil.rmtree(folder, ignore_errors=True)
        return done

    def drop(self) -> None:
        """Let go of all that is in it; what a worker still writes finds no place any more."""
        aside = self.path.with_name(f"{self.path.name}-lama")
        with suppress(OSError):
            os.rename(self.path, aside)
        shutil.rmtree(aside, ignore_errors=True)
