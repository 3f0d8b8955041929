"""112 digital-help calls by place and topic, small counts hidden together with the city's."""

from collections.abc import Collection, Iterator

import pandas as pd

from analytics.assistance.call_topics import ALL_TOPICS, topic_cells, topic_names
from analytics.services import AREA, CITY, areas_of
from core.disclosure import SMALL, Cell, Counts, Line, shown_first, suppress

UNPLACED = "tanpa tempat"
"""Calls without a place: they follow from the city and its kecamatan, and are never printed."""


def place_topics(helped: pd.DataFrame, units: pd.DataFrame, month: pd.Timestamp) -> pd.DataFrame:
    """Return the help calls of one month by place and topic, small counts hidden (shown_topics of place_topic_cells).

    `helped`: help_calls of all months; `units`: the table.
    """
    return shown_topics(place_topic_cells(helped, units, month), units)


def place_topic_cells(
    helped: pd.DataFrame, units: pd.DataFrame, month: pd.Timestamp, withheld: Collection[Cell] = ()
) -> pd.DataFrame:
    """Return every cell of one month's help calls by place and topic; what must be hidden has no number but a mark.

    `helped`: help_calls of all months; `units`: the table; `withheld`: (place, topic) hidden whatever their count. The
    city is hidden as in topic_cells, which is published by itself; kecamatan and offices are hidden together below it,
    since each follows from the others and the city. Result: place (`kota`, UNPLACED, `wilayah ` and its kecamatan's
    code, an office's code), topic (semua: the total), calls (missing where hidden), mark ('', <5, or x).
    """
    area_of, names = areas_of(units), topic_names(helped)
    counts = _counts(helped[helped["month"] == month], area_of, names)
    marks = {} if len(names) < 2 else _marks(counts, area_of, names, _city_marks(helped, month, withheld), withheld)
    rows = [(*cell, count, marks.get(cell, "")) for cell, count in counts.items()]
    rows += [(place, ALL_TOPICS, sum(counts[place, name] for name in names), "") for place in _places(area_of)]
    cells = pd.DataFrame(rows, columns=["place", "topic", "calls", "mark"])
    return cells.assign(calls=cells["calls"].astype("Int64").where(cells["mark"] == ""))


def shown_topics(cells: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return cells as of place_topic_cells as a page or a report tells them: place, topic, calls.

    calls: whole numbers, or `<5` and `x` where hidden; rows as shown_first has them; no row for a topic that nobody
    called about. Calls that name only a kecamatan count for its area: its office has no row.
    """
    area_of = areas_of(units)
    untold = {UNPLACED, *(code for code in area_of if AREA + code in area_of.values())}
    rows = [
        (place, topic, mark or int(calls))
        for place, topic, calls, mark in cells[["place", "topic", "calls", "mark"]].itertuples(index=False)
        if topic != ALL_TOPICS and place not in untold and (mark or calls)
    ]
    return shown_first(pd.DataFrame(rows, columns=["place", "topic", "calls"]), ["calls"], "topic")


def topic_lines(area_of: dict[str, str], names: Collection[str], totals: dict[str, int]) -> list[Line]:
    """Return every sum over (place, topic), the city's cells among them: the topics of a place, the places of a topic.

    `area_of`: areas_of; `names`: the topics; `totals`: calls of every place.
    """
    across = [Line(tuple((place, name) for name in names), shown_total=totals[place]) for place in _places(area_of)]
    parts = (UNPLACED, *dict.fromkeys(area_of.values()))
    city = [Line(tuple((place, name) for place in parts), (CITY, name)) for name in names]
    return [*across, *city, *_office_lines(area_of, names)]


def _places(area_of: dict[str, str]) -> tuple[str, ...]:
    return CITY, UNPLACED, *dict.fromkeys(area_of.values()), *area_of


def _city_marks(helped: pd.DataFrame, month: pd.Timestamp, withheld: Collection[Cell]) -> dict[Cell, str]:
    cells = topic_cells(helped, [month], {month: {(topic,) for place, topic in withheld if place == CITY}})
    hidden = cells[cells["mark"] != ""]
    return {(CITY, topic): mark for topic, mark in zip(hidden["topic"], hidden["mark"], strict=True)}


def _counts(helped: pd.DataFrame, area_of: dict[str, str], names: list[str]) -> Counts:
    """What is shown, and the calls without a place."""
    counts: Counts = {(place, name): 0 for place in _places(area_of) for name in names}
    for code, topic, calls in helped[["unit_code", "topic", "calls"]].itertuples(index=False):
        for place in (CITY, area_of[code], code) if code else (CITY, UNPLACED):
            counts[place, topic] += int(calls)
    return counts


def _marks(
    counts: Counts, area_of: dict[str, str], names: list[str], city: dict[Cell, str], withheld: Collection[Cell]
) -> dict[Cell, str]:
    """The city's marks and those below it. What the city shows is a number that everybody knows, never a cell."""
    open_cells = {cell: count for cell, count in counts.items() if cell[0] != CITY or cell in city}
    published = {cell for cell, mark in city.items() if mark == SMALL}
    kept = [cell for cell in withheld if cell in open_cells]
    return suppress(open_cells, list(_lines(counts, area_of, names, tuple(city))), published, kept) | city


def _lines(counts: Counts, area_of: dict[str, str], names: list[str], city: tuple[Cell, ...]) -> Iterator[Line]:
    """Every sum: the topics of a place, the kecamatan of the city (and no place), the offices of a kecamatan."""
    areas = list(dict.fromkeys(area_of.values()))
    across = [tuple((place, name) for name in names) for place in (UNPLACED, *areas, *area_of)]
    yield from (Line(cells, shown_total=sum(counts[cell] for cell in cells)) for cells in [*across, city])
    for name in names:
        parts, whole = tuple((place, name) for place in (UNPLACED, *areas)), (CITY, name)
        yield Line(parts, whole) if whole in city else Line(parts, shown_total=counts[whole])
    yield from _office_lines(area_of, names)


def _office_lines(area_of: dict[str, str], names: Collection[str]) -> Iterator[Line]:
    for name in names:
        for area in dict.fromkeys(area_of.values()):
            yield Line(tuple((code, name) for code, own in area_of.items() if own == area), (area, name))
