"""Which services are asked for digitally: the share inside the application by service, small counts hidden."""

from collections.abc import Iterator

import pandas as pd

from analytics.service_cells import AREA, CITY, GROUPS, OTHER_GROUP, SERVICE_GROUPS
from core.cell_bounds import Cell
from core.disclosure import Line, is_share_hidden, shown_first, suppress

COUNTS = ["digital", "officer"]
GROUP = "kelompok "
"""Stands before a group in the cells: a service may have the same name."""
Counts = dict[Cell, int]
"""(column, place, service or group) -> requests."""


def service_shares(requests: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return requests by place and service of one month with the share inside the application.

    `requests`: facts.service_origins of that month and every office; `units`: the table. A reader can open the city,
    then each kecamatan, then each office, so that what is hidden in one must not follow from the others: all of them
    are hidden together. Result, rows as shown_first has them: place (`kota`, `wilayah ` and its kecamatan's code: by
    service; an office's code: by service group), service, digital, officer (whole numbers, or `<5` and `x` where
    hidden), share (missing where hidden or without requests).
    """
    area_of = {
        str(code): AREA + str(area) for code, area in zip(units["unit_code"], units["kecamatan_code"], strict=True)
    }
    services = sorted(requests["service"].unique())
    counts = _counts(requests, area_of, services)
    marks = suppress(counts, [line for column in COUNTS for line in _lines(column, counts, area_of, services)])
    rows = [
        _row(place, name, counts, marks)
        for place in (CITY, *dict.fromkeys(area_of.values()), *area_of)
        for name in (_groups() if place in area_of else services)
    ]
    found = pd.DataFrame([row for row in rows if row], columns=["place", "service", *COUNTS, "share"])
    return shown_first(found, COUNTS, "service")


def _counts(requests: pd.DataFrame, area_of: dict[str, str], services: list[str]) -> Counts:
    places = (CITY, *dict.fromkeys(area_of.values()))
    cells = [(place, service) for place in places for service in services]
    cells += [(place, group) for place in (*area_of, *places[1:]) for group in _groups()]
    counts: Counts = {(column, *cell): 0 for column in COUNTS for cell in cells}
    for code, service, *numbers in requests[["unit_code", "service", *COUNTS]].itertuples(index=False):
        group, area = _group_of(service), area_of[code]
        for column, number in zip(COUNTS, numbers, strict=True):
            for cell in ((CITY, service), (area, service), (area, group), (code, group)):
                counts[column, *cell] += int(number)
    return counts


def _lines(column: str, counts: Counts, area_of: dict[str, str], services: list[str]) -> Iterator[Line]:
    """Every sum that is known or can be made; a kecamatan's groups are not shown, but add up from both sides."""
    areas = list(dict.fromkeys(area_of.values()))
    for place, names in [*((each, services) for each in (CITY, *areas)), *((each, _groups()) for each in area_of)]:
        cells = tuple((column, place, name) for name in names)
        yield Line(cells, shown_total=sum(counts[cell] for cell in cells))
    for service in services:
        yield Line(tuple((column, area, service) for area in areas), (column, CITY, service))
    for area in areas:
        offices = [code for code, own in area_of.items() if own == area]
        for group in _groups():
            inside = [service for service in services if _group_of(service) == group]
            for parts in ([(area, service) for service in inside], [(office, group) for office in offices]):
                yield Line(tuple((column, *part) for part in parts), (column, area, group))


def _groups() -> list[str]:
    return [GROUP + group for group in SERVICE_GROUPS]


def _group_of(service: str) -> str:
    return GROUP + GROUPS.get(service, OTHER_GROUP)


def _row(place: str, name: str, counts: Counts, marks: dict[Cell, str]) -> tuple[object, ...] | None:
    """One row, None for a service that nobody asked for, as everybody may know."""
    digital, officer = (counts[column, place, name] for column in COUNTS)
    shown = [marks.get((column, place, name), counts[column, place, name]) for column in COUNTS]
    is_hidden = any(isinstance(value, str) for value in shown)
    if not digital + officer and not is_hidden:
        return None
    hides = is_hidden or is_share_hidden(digital, digital + officer)
    share = float("nan") if hides else digital / (digital + officer)
    return place, name.removeprefix(GROUP), *shown, share
