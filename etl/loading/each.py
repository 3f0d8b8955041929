"""Where the steps of a load are done: in this process one after the other, or on other machines (etl/cluster).

A step does not know where it runs: it is a function of a connection, one item and what all items share. Its result is
a value; its rows stay in temporary tables of the connection, and stand in the load's own when the result is given.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import duckdb

Connection = duckdb.DuckDBPyConnection
Item = TypeVar("Item")
Shared = TypeVar("Shared")
Result = TypeVar("Result")


@dataclass(frozen=True)
class LoadStep(Generic[Item, Shared, Result]):
    """One step of a load.

    `tables`: of a result, the temporary tables that go with it, each with the SELECT that another process may have of
    it; no person in clear is in them.
    """

    function: Callable[[Connection, Item, Shared], Result]
    """What is done on the load's own connection."""
    apart: Callable[[Connection, Item, Shared], Result]
    """The same on a database that nothing else is in: what the load itself would begin again for is mended there."""
    tables: Callable[[Connection, Result], Mapping[str, str]]
    noting: Callable[[Item], AbstractContextManager[None]]
    """Holds while an item is worked on in this process, and not while others are waited for."""
    sent: Callable[[Item], Item]
    """The item as another machine can use it."""
    is_seen: Callable[[Item], bool]
    """Whether a machine has before it what the load has recorded of the item."""

    def done_here(self, connection: Connection, item: Item, shared: Shared) -> Result:
        """Return the result of an item, worked on in this process."""
        with self.noting(item):
            return self.function(connection, item, shared)


class Executor(Protocol):
    """Where steps are done."""

    @property
    def part_bytes(self) -> int | None:
        """How much of a file one item may be at most; None: any file is one."""

    def each(
        self, connection: Connection, step: LoadStep[Item, Shared, Result], items: Sequence[Item], shared: Shared
    ) -> Iterator[Result]:
        """Give the result of each item, in order, with its tables in `connection` until the next one is asked for."""


@dataclass(frozen=True)
class ThisProcess:
    """An item is worked on when its result is asked for, on the load's own connection: no row is copied."""

    part_bytes: int | None = None

    def each(
        self, connection: Connection, step: LoadStep[Item, Shared, Result], items: Sequence[Item], shared: Shared
    ) -> Iterator[Result]:
        """Give the result of each item, in order, with its tables in `connection` until the next one is asked for."""
        for item in items:
            yield step.done_here(connection, item, shared)
