"""Which services are asked for digitally: the share inside the application by service, small counts hidden."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analytics.services.cells import CITY
from analytics.services.groups import SERVICE_GROUPS, group_of
from core.disclosure import Cell, Counts, Line, is_share_hidden, shown_first

COUNTS = ["digital", "officer"]
GROUP = "kelompok "
"""Stands before a group in the cells: a service may have the same name."""
"""(column, place, service or group) -> requests."""


def service_shares(counts: Counts, marks: Mapping[Cell, str], area_of: Mapping[str, str]) -> pd.DataFrame:
    """Return requests by place and service with the share inside the application.

    `counts`: origin_counts; `marks`: of what must be hidden. Result, rows as shown_first has them: place (`kota`,
    `wilayah ` and its kecamatan's code: by service; an office's code: by service group), service, digital, officer
    (whole numbers, or `<5` and `x` where hidden), share (missing where hidden or without requests).
    """
    shown = {(place, name): None for _, place, name in counts if name.startswith(GROUP) == (place in area_of)}
    rows = [_row(place, name, counts, marks) for place, name in shown]
    found = pd.DataFrame([row for row in rows if row], columns=["place", "service", *COUNTS, "share"])
    return shown_first(found, COUNTS, "service")


def origin_counts(requests: pd.DataFrame, area_of: Mapping[str, str], services: Sequence[str]) -> Counts:
    """Return the counts that are shown, and those of a kecamatan's groups, which follow.

    `requests`: build.service_origins of one month and every office; `area_of`: the kecamatan's place of every office.
    """
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


def origin_lines(counts: Counts, area_of: Mapping[str, str], services: Sequence[str]) -> Iterator[Line]:
    """Every sum over origin_counts that is known or can be made: a reader can open the city, kecamatan and offices."""
    for column in COUNTS:
        yield from _lines(column, counts, area_of, services)


def _lines(column: str, counts: Counts, area_of: Mapping[str, str], services: Sequence[str]) -> Iterator[Line]:
    """The sums of one column; a kecamatan's groups are not shown, but add up from both sides."""
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
    return GROUP + group_of(service)


def _row(place: str, name: str, counts: Counts, marks: Mapping[Cell, str]) -> tuple[object, ...] | None:
    """One row, None for a service that nobody asked for, as everybody may know."""
    digital, officer = (counts[column, place, name] for column in COUNTS)
    shown = [marks.get((column, place, name), counts[column, place, name]) for column in COUNTS]
    is_hidden = any(isinstance(value, str) for value in shown)
    if not digital + officer and not is_hidden:
        return None
    hides = is_hidden or is_share_hidden(digital, digital + officer)
    share = float("nan") if hides else digital / (digital + officer)
    return place, name.removeprefix(GROUP), *shown, share
