"""What driver and workers of a cluster share: what is to be done, and what was done, with its tables as Parquet.

The tables hold what the warehouse would hold of the rows. What is to be done names files, as the ledger does. A result
has its name only when it is whole, so a task that is run twice leaves two, of which the driver takes one. It is a
private folder (`shared_folder`), or the same in a store that fsspec opens (`object_store`).
"""

import hashlib
import pickle
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict, TypeAdapter

from core.disk import words_of
from etl.warehouse.database import quoted

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


class SharedPlace(ABC):
    """One step of one load in what driver and workers share."""

    @property
    @abstractmethod
    def address(self) -> str:
        """By which a worker finds it: a path or a URL."""

    @abstractmethod
    def put(self, name: str, content: bytes) -> None:
        """Lay down a file. Raises OSError."""

    @abstractmethod
    def get(self, name: str) -> bytes:
        """Return a file. Raises OSError."""

    @abstractmethod
    def drafted(self, name: str) -> AbstractContextManager[Path]:
        """Give an empty folder, whose files stand under this name once it is left without an error, or none does."""

    @abstractmethod
    def lent(self, name: str) -> AbstractContextManager[Path]:
        """Give the folder of that name to be read, and let go of it. Raises OSError."""

    @abstractmethod
    def drop(self) -> None:
        """Let go of all that is in it; what a worker still writes finds no place any more."""

    def write(self, name: str, thing: object) -> str:
        """Lay down a part of what is to be done; return its checksum, without which no worker believes it."""
        held = pickle.dumps(thing)
        self.put(name, held)
        return hashlib.sha256(held).hexdigest()

    def read(self, name: str, checksum: str) -> Any:
        """Return such a part. Raises OSError where nothing is there, ValueError for other bytes."""
        held = self.get(name)
        if hashlib.sha256(held).hexdigest() != checksum:
            raise ValueError("not what the driver wrote")
        return pickle.loads(held)

    def leave(self, done: Done, connection: duckdb.DuckDBPyConnection | None, tables: Mapping[str, str]) -> str:
        """Write a result with its tables, whole or not at all; return its name."""
        name = uuid.uuid4().hex
        with self.drafted(name) as draft:
            for table, select in tables.items():
                assert connection
                target = quoted(draft / f"{table}.parquet")
                connection.execute(f"COPY ({select}) TO {target} (FORMAT parquet, COMPRESSION {_COMPRESSION})")
            (draft / TOLD).write_text(done.model_dump_json(), "utf-8")
        return name

    def take(self, name: str, connection: duckdb.DuckDBPyConnection) -> Done:
        """Put the tables of a result into temporary tables; return how it ended, and let go of it. Raises OSError."""
        with self.lent(name) as folder:
            done = Done.model_validate_json((folder / TOLD).read_bytes())
            for table in done.tables:
                rows = f"FROM read_parquet({quoted(folder / f'{table}.parquet')})"
                connection.execute(f'CREATE OR REPLACE TEMP TABLE "{table}" AS {rows}')
        return done


def is_url(place: str) -> bool:
    """True for what fsspec has to open; false for a path."""
    return "://" in place


def why_not(error: OSError) -> str:
    """Return why a shared place cannot be used, in the user's words; those without a number have words of our own."""
    return words_of(error) if error.errno else str(error)
