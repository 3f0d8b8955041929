"""Requests by office, month and service group with every sum above them, small cells hidden."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from analytics.services.groups import SERVICE_GROUPS, group_of
from core.city import city
from core.disclosure import Cell, Line, suppress

CITY = "kota"
AREA = "wilayah "
RESULT = ["level", "unit_code", "name", "month", "service_group", "requests", "mark"]


def service_cells(
    services: pd.DataFrame,
    units: pd.DataFrame,
    months: Sequence[pd.Timestamp],
    withheld: Mapping[pd.Timestamp, Collection[Cell]] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return requests by place, month and service group; what must be hidden has no number but a mark.

    `services`: City.service_months; `units`: the table. Result, sorted: level (kantor: an office; wilayah: the
    kecamatan office and its kelurahan together; kota), unit_code ('' for the city), name, month, service_group
    (semua: the total, always shown), requests (missing where hidden), mark ('', <5, or x). A service without a group
    is in lainnya. `withheld`: by month, (place, group) of which the pages hide who sent them
    (services.hidden_groups): all of them together would tell of it.
    """
    grouped = services.assign(group=services["service"].map(group_of))
    frames = [
        _month(grouped[grouped["month"] == month], units, withheld.get(month, ())).assign(month=month)
        for month in months
    ]
    order = ["month", "level", "unit_code", "service_group"]
    cells = pd.concat([pd.DataFrame(columns=RESULT), *frames]).astype({"requests": "Int64"})
    return cells.sort_values(order, ignore_index=True)[RESULT]


def areas_of(units: pd.DataFrame) -> dict[str, str]:
    """Return the place of the kecamatan (`wilayah ` and its code) of every office; `units`: the table."""
    return {str(code): AREA + str(area) for code, area in zip(units["unit_code"], units["kecamatan_code"], strict=True)}


def _month(services: pd.DataFrame, units: pd.DataFrame, withheld: Collection[Cell]) -> pd.DataFrame:
    """Cells of one month, keyed by (place, group); the place of an area is its code behind `wilayah `."""
    areas = areas_of(units)
    counts: dict[Cell, int] = {
        (place, group): 0 for place in (*areas, *areas.values(), CITY) for group in SERVICE_GROUPS
    }
    totals = dict.fromkeys([place for place, _ in counts], 0)
    for code, group, requests in services[["unit_code", "group", "requests"]].itertuples(index=False):
        for place in (code, areas[code], CITY):
            counts[place, group] += int(requests)
            totals[place] += int(requests)
    marks = suppress(counts, cell_lines(areas, totals), withheld=withheld)
    rows = [(*cell, count, marks.get(cell, "")) for cell, count in counts.items()]
    rows += [(place, "semua", total, "") for place, total in totals.items()]
    return _named(pd.DataFrame(rows, columns=["place", "service_group", "requests", "mark"]), units)


def cell_lines(areas: Mapping[str, str], totals: Mapping[str, int]) -> list[Line]:
    """Return every sum over (place, group): the groups of a place, the offices of an area, the areas of the city.

    `areas`: areas_of; `totals`: requests of every place.
    """
    across = [Line(tuple((place, group) for group in SERVICE_GROUPS), shown_total=totals[place]) for place in totals]
    members = {area: [code for code, own in areas.items() if own == area] for area in areas.values()}
    down = [(CITY, list(members)), *members.items()]
    return across + [
        Line(tuple((part, group) for part in parts), (whole, group))
        for whole, parts in down
        for group in SERVICE_GROUPS
    ]


def _named(cells: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Level, code and name of each place; no number where there is a mark."""
    names = dict(zip(units["unit_code"], units["name"], strict=True))
    code = cells["place"].str.removeprefix(AREA).where(cells["place"] != CITY, "")
    is_area = cells["place"].str.startswith(AREA)
    level = is_area.map({True: "wilayah", False: "kantor"}).where(cells["place"] != CITY, CITY)
    requests = cells["requests"].astype("Int64").where(cells["mark"] == "")
    return cells.assign(level=level, unit_code=code, name=code.map(names).fillna(city().name), requests=requests)
