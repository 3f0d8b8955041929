"""112 digital-help calls of the city by topic, small counts hidden."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import pandas as pd

from analytics.assistance.rate import HELP
from analytics.base import until
from core.disclosure import Cell, Counts, Line, suppress

ALL_TOPICS = "semua"
OTHER_TOPIC = "lainnya"
"""Calls without a topic of their own: told last."""


def help_calls(calls: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the digital-help calls up to the as-of (of build.calls): unit_code, month, topic, calls."""
    past = until(calls, as_of)
    helped = past[past["category"].eq(HELP)]
    month = helped["date"].to_numpy().astype("datetime64[M]").astype("datetime64[us]")
    return helped.assign(month=month)[["unit_code", "month", "topic", "calls"]]


def topic_cells(
    helped: pd.DataFrame,
    months: Sequence[pd.Timestamp],
    withheld: Mapping[pd.Timestamp, Collection[Cell]] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return the city's help calls of some months by topic, small counts hidden.

    `helped`: help_calls of all months, so that a month is hidden alike whichever months are asked for; a topic that
    came in any month has a row in each. Result: month, topic (semua: the total), calls (missing where hidden), mark
    ('', <5, or x). Where only one topic is known it is the total, and has no row of its own. `withheld`: by month, the
    (topic,) that are hidden whatever their count.
    """
    names = topic_names(helped)
    chosen = helped[helped["month"].isin(months)]
    table: dict[tuple[object, object], int] = dict(chosen.groupby(["month", "topic"])["calls"].sum())
    rows: list[tuple[object, ...]] = []
    for month in sorted(chosen["month"].unique()):
        counts: Counts = {(name,): int(table.get((month, name), 0)) for name in names if len(names) > 1}
        total = sum(int(table.get((month, name), 0)) for name in names)
        lines = [Line(tuple(counts), shown_total=total)]
        marks = suppress(counts, lines, withheld=withheld.get(month, ())) if counts else {}
        rows += [(month, *cell, count, marks.get(cell, "")) for cell, count in counts.items()]
        rows.append((month, ALL_TOPICS, total, ""))
    result = pd.DataFrame(rows, columns=["month", "topic", "calls", "mark"])
    return result.assign(calls=result["calls"].astype("Int64").where(result["mark"] == ""))


def topic_names(helped: pd.DataFrame) -> list[str]:
    """Return the topics that came in any month (of help_calls)."""
    return sorted(str(name) for name in helped["topic"].unique())
