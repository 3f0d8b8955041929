"""Which cells the versions of a month hide, and which more must be hidden so that together they tell none of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from analytics.assistance import ALL_TOPICS, topic_lines
from analytics.open_data.record import PLACE_TOPICS, PLACES, SERVICES, TOPICS, OpenRows, Version
from analytics.open_data.tables import Hidden
from analytics.services import CITY, cell_lines
from core.disclosure import WITHHELD, Line, Published, cell_to_hide, first_told

ALL_GROUPS = "semua"
TOPIC_TABLES = (TOPICS, PLACE_TOPICS)


def hidden_in(versions: Sequence[Version]) -> Hidden:
    """Return every cell that some version hides."""
    services, topics, places = (
        frozenset(cell for version in versions for cell, row in _cells(version, name).items() if row["mark"])
        for name in (SERVICES, TOPICS, PLACE_TOPICS)
    )
    return Hidden(services, topics, frozenset(cell for cell in places if cell[0] != CITY))


def corrected_rows(
    tables: Mapping[str, OpenRows], names: Collection[str] = (SERVICES, TOPICS, PLACE_TOPICS)
) -> dict[str, OpenRows]:
    """Return the tables of a correction: whatever is hidden is an x, since a `<5` would say which cell rose or fell.

    `names`: of the tables that were told before.
    """
    return {
        name: [row | {"mark": WITHHELD} if row.get("mark") else row for row in rows] if name in names else rows
        for name, rows in tables.items()
    }


def without_topics(tables: Mapping[str, OpenRows]) -> dict[str, OpenRows]:
    """Return the tables with no row on topics: nothing is told of them."""
    return {name: [] if name in TOPIC_TABLES else rows for name, rows in tables.items()}


def more_hidden(versions: Sequence[Version], hidden: Hidden, areas: Mapping[str, str]) -> Hidden | None:
    """Return what must be hidden of the last version of a month that the versions tell no cell; None: nothing helps.

    It is `hidden`, what it hides now, unless a cell is told: then the one beside it too. `areas`: areas_of. Raises
    NoTableError (core.disclosure).

    Of twelve calls in one place the first version says x, x, 5, and a later one x, 4, x. Each by itself tells nothing
    but a sum of two (7; 8). Together they tell all three: 7 - 4 = 3. So the later one has to hide its 4 as well.
    """
    services = [_services(version, areas) for version in versions if SERVICES in version.tables]
    if (told := first_told(services)) is not None:
        return _hiding_service(hidden, cell_to_hide(told, services))
    topics = [_topics(version, areas) for version in versions if version.tables.keys() & set(TOPIC_TABLES)]
    if (told := first_told(topics)) is not None:
        return _hiding_topic(hidden, cell_to_hide(told, topics))
    return hidden


def _hiding_service(hidden: Hidden, one_more: tuple[str, ...] | None) -> Hidden | None:
    """One more cell of the table of services is hidden; None where none is left to hide."""
    return None if one_more is None else hidden._replace(services=hidden.services | {one_more})


def _hiding_topic(hidden: Hidden, one_more: tuple[str, ...] | None) -> Hidden | None:
    """The same of topics: the city's own table knows a cell by its topic, that of places by place and topic."""
    if one_more is None:
        return None
    if one_more[0] == CITY:
        return hidden._replace(topics=hidden.topics | {one_more[1:]})
    return hidden._replace(places=hidden.places | {one_more})


def _services(version: Version, areas: Mapping[str, str]) -> Published:
    cells = _cells(version, SERVICES)
    totals = {place: int(row["requests"]) for (place, group), row in cells.items() if group == ALL_GROUPS}
    known = {code: area for code, area in areas.items() if code in totals and area in totals}
    lines = cell_lines(known, totals) if totals else []
    return _published({cell: row for cell, row in cells.items() if cell[1] != ALL_GROUPS}, "requests", lines)


def _topics(version: Version, areas: Mapping[str, str]) -> Published:
    """The city's topics, with those of all places where the version has them: its city's rows are the same."""
    if not version.tables.get(PLACE_TOPICS):
        cells = _cells(version, TOPICS)
        parts = {(CITY, *cell): row for cell, row in cells.items() if cell != (ALL_TOPICS,)}
        lines = [Line(tuple(parts), shown_total=int(cells[(ALL_TOPICS,)]["calls"]))] if parts else []
        return _published(parts, "calls", lines)
    cells = _cells(version, PLACE_TOPICS)
    totals = {place: int(row["calls"]) for (place, topic), row in cells.items() if topic == ALL_TOPICS}
    names = list(dict.fromkeys(topic for _, topic in cells if topic != ALL_TOPICS))
    known = {code: area for code, area in areas.items() if code in totals and area in totals}
    parts = {cell: row for cell, row in cells.items() if cell[1] != ALL_TOPICS}
    return _published(parts, "calls", topic_lines(known, names, totals))


def _published(cells: Mapping[tuple[str, ...], dict[str, Any]], count: str, lines: list[Line]) -> Published:
    shown = {cell: int(row[count]) for cell, row in cells.items() if not row["mark"]}
    return Published(shown, {cell: row["mark"] for cell, row in cells.items() if row["mark"]}, lines)


def _cells(version: Version, name: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """The rows of a table with hidden cells by cell, as service_cells, topic_cells and place_topic_cells call them."""
    rows = version.tables.get(name, [])
    if name == SERVICES:
        return {(PLACES[row["level"]] + (row["unit_code"] or ""), row["service_group"]): row for row in rows}
    return {(row["topic"],) if name == TOPICS else (row["place"], row["topic"]): row for row in rows}
