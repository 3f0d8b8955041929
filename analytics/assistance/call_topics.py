"""112 digital-help calls by topic, of the city alone and by place, small counts hidden."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import pandas as pd

from analytics.assistance.rate import HELP
from analytics.base import until
from analytics.services import AREA, CITY, areas_of
from core.disclosure import SMALL, Cell, Counts, Line, shown_first, suppress

ALL_TOPICS = "semua"
OTHER_TOPIC = "lainnya"
"""Calls without a topic of their own: told last."""
UNPLACED = "tanpa tempat"
"""(place, topic) -> calls."""


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
    names = _names(helped)
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


def place_topics(helped: pd.DataFrame, units: pd.DataFrame, month: pd.Timestamp) -> pd.DataFrame:
    """Return the help calls of one month by place and topic, small counts hidden.

    `helped`: help_calls of all months; `units`: the table. The city is hidden as in topic_cells, which is published by
    itself; kecamatan and offices are hidden together below it, since each follows from the others and the city. Calls
    that name only a kecamatan count for its area: its office has no row.
    Result: place (`kota`, `wilayah ` and its kecamatan's code, an office's code), topic, calls (whole numbers, or `<5`
    and `x` where hidden); rows as shown_first has them; no row for a topic that nobody called about.
    """
    area_of = areas_of(units)
    areas = {code for code in area_of if AREA + code in area_of.values()}
    names = _names(helped)
    counts = _counts(helped[helped["month"] == month], area_of, names)
    marks = {} if len(names) < 2 else _marks(counts, area_of, names, _city_marks(helped, month))
    rows = [
        (*cell, marks.get(cell, count))
        for cell, count in counts.items()
        if cell[0] != UNPLACED and cell[0] not in areas and (count or cell in marks)
    ]
    return shown_first(pd.DataFrame(rows, columns=["place", "topic", "calls"]), ["calls"], "topic")


def _names(helped: pd.DataFrame) -> list[str]:
    return sorted(str(name) for name in helped["topic"].unique())


def _city_marks(helped: pd.DataFrame, month: pd.Timestamp) -> dict[Cell, str]:
    cells = topic_cells(helped, [month])
    hidden = cells[cells["mark"] != ""]
    return {(CITY, topic): mark for topic, mark in zip(hidden["topic"], hidden["mark"], strict=True)}


def _counts(helped: pd.DataFrame, area_of: dict[str, str], names: list[str]) -> Counts:
    """What is shown, and the calls without a place: they follow from the city and its kecamatan."""
    places = (CITY, UNPLACED, *dict.fromkeys(area_of.values()), *area_of)
    counts: Counts = {(place, name): 0 for place in places for name in names}
    for code, topic, calls in helped[["unit_code", "topic", "calls"]].itertuples(index=False):
        for place in (CITY, area_of[code], code) if code else (CITY, UNPLACED):
            counts[place, topic] += int(calls)
    return counts


def _marks(counts: Counts, area_of: dict[str, str], names: list[str], city: dict[Cell, str]) -> dict[Cell, str]:
    """The city's marks and those below it. What the city shows is a number that everybody knows, never a cell."""
    open_cells = {cell: count for cell, count in counts.items() if cell[0] != CITY or cell in city}
    published = {cell for cell, mark in city.items() if mark == SMALL}
    return suppress(open_cells, list(_lines(counts, area_of, names, tuple(city))), published) | city


def _lines(counts: Counts, area_of: dict[str, str], names: list[str], city: tuple[Cell, ...]) -> Iterator[Line]:
    """Every sum: the topics of a place, the kecamatan of the city (and no place), the offices of a kecamatan."""
    areas = list(dict.fromkeys(area_of.values()))
    across = [tuple((place, name) for name in names) for place in (UNPLACED, *areas, *area_of)]
    yield from (Line(cells, shown_total=sum(counts[cell] for cell in cells)) for cells in [*across, city])
    for name in names:
        parts, whole = tuple((place, name) for place in (UNPLACED, *areas)), (CITY, name)
        yield Line(parts, whole) if whole in city else Line(parts, shown_total=counts[whole])
        for area in areas:
            yield Line(tuple((code, name) for code, own in area_of.items() if own == area), (area, name))
