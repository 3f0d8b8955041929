"""Several months: one is set and kept while the next is computed, in the order asked for."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from report.record import Record

Kept = TypeVar("Kept")


def in_turn(records: Iterable[Record], keep: Callable[[Record], Kept], told: Callable[[Kept], None]) -> None:
    """Call told(keep(record)) for each record. One thread keeps, so that the archive's revisions come in order.

    Typst, which takes half of a month's time, needs no Python. What `records` or `keep` raises first comes out, after
    everything that was kept has been told.
    """
    with ThreadPoolExecutor(max_workers=1) as keeper:
        tasks: list[Future[Kept]] = []
        try:
            for record in records:
                tasks.append(keeper.submit(keep, record))
                while len(tasks) > 1:
                    told(tasks[0].result())
                    del tasks[0]
        finally:
            for task in sorted(tasks, key=lambda task: task.exception() is not None):
                told(task.result())
