"""Several reports in one run: a refused one stops none of the others, and each follows the list of the one before."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Event
from typing import TypeVar

from analytics import period_code
from report.content.period import ReportRefusedError
from report.content.report_build import ReportBuild
from report.making import record_of
from report.record.record import Record, place_of

Kept = TypeVar("Kept")
ReportAsked = tuple[date, str, str]
"""The first day and the grain of a period, and the code of the kecamatan, '' for the city."""


def in_turn(records: Iterable[Record], keep: Callable[[Record], Kept], told: Callable[[Kept], None]) -> None:
    """Call told(keep(record)) for each record. One thread keeps, so that the archive's revisions come in order.

    Typst, which takes half of a report's time, needs no Python. What `records` or `keep` raises first comes out, after
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


def make_several(
    build: ReportBuild,
    periods: Sequence[ReportAsked],
    keep: Callable[[Record], str],
    told: Callable[[str], None],
    lang: str = "id",
    is_draft: bool = False,
) -> None:
    """Make and keep some reports; `told` hears what `keep` returns of each.

    A refused one stops none of the others: all of them are named in the ReportRefusedError at the end.
    """
    refused: list[str] = []
    kept: dict[tuple[str, str], Event] = {}

    def wait_for(before: str, place: str) -> None:
        """A period follows the list of the one before: that one must have come into the archive first."""
        if event := kept.get((before, place)):
            event.wait()

    def keep_one(record: Record) -> str:
        try:
            return keep(record)
        finally:
            kept[record["month"], place_of(record)].set()

    def records() -> Iterator[Record]:
        for first, grain, place in periods:
            try:
                record = record_of(build, first, lang, is_draft, place, partial(wait_for, place=place), grain)
            except ReportRefusedError as refusal:
                name = f"{period_code(first, grain)} --kecamatan {place}" if place else period_code(first, grain)
                refused.append(f"{name}: {refusal}" if len(periods) > 1 or place else str(refusal))
                continue
            kept[record["month"], place] = Event()
            yield record

    in_turn(records(), keep_one, told)
    if refused:
        raise ReportRefusedError(" ".join(refused))
