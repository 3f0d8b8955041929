"""How long the month's requests take until they are ready, by place and service, as far as it may be shown."""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

import pandas as pd

from analytics.base import TIMES_TOLD
from analytics.services.cells import AREA, CITY, areas_of
from analytics.services.processing import NOT_SEEN, processing_time
from core.disclosure import Cell, Counts, Line, is_small, shown_first
from core.method import SMALLEST_SHOWN

ALL_SERVICES = "semua"
STATES = ("ready", "waiting")
SLA = ("in_time", "perhaps", "late", "not_judged")
IN_TIME = ("in_time", "later")
"""Of the ready ones: within the service time for sure, and all others."""
PARTS = (*STATES, *SLA, IN_TIME[1])
TIMES = [f"{name}_{side}" for name in TIMES_TOLD for side in ("from", "to")]
SHARES = ["sla_share_lower", "sla_share_upper"]
RESULT = ["place", "service", "requests", "observed", "observed_share", *TIMES, *SHARES, "sla_reason"]
"""(column, place, service or semua) -> requests; columns: requests (by service alone), STATES, SLA, later."""


def ready_rows(durations: pd.DataFrame, services: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return processing_time of one month by place and service, nothing hidden yet.

    `durations`: build.request_durations of that month and every office; `services`, `units`: the tables. Result:
    place (`kota`, `wilayah ` and a kecamatan's code, an office's code), service (semua: all of them, at every place;
    each of them in city and kecamatan), then as processing_time.
    """
    nobody = pd.DataFrame({"service": services["service"], "kind": NOT_SEEN, "is_due": False, "requests": 0})
    every = pd.concat([durations, nobody], ignore_index=True) if len(durations) else durations
    placed = every.assign(area=every["unit_code"].map(areas_of(units)), city=CITY, every=ALL_SERVICES)
    levels = [("city", "every"), ("area", "every"), ("unit_code", "every"), ("city", "service"), ("area", "service")]
    rows = pd.concat([placed.assign(place=placed[a], told=placed[b]) for a, b in levels], ignore_index=True)
    return processing_time(rows, services, ["place", "told"]).rename(columns={"told": "service"})


def ready_counts(rows: pd.DataFrame) -> Counts:
    """Return the counts of ready_rows that are shown or follow: of all places together, and of the city's services.

    Where no service has a service time there are none of SLA.
    """
    counts: Counts = {}
    has_standard = rows["sla_reason"].ne("no_sla").any()
    for row in rows[~_is_area_service(rows)].to_dict("records"):
        cell, judged = (row["place"], row["service"]), int(row["sla_requests"])
        requests, ready = int(row["requests"]), int(row["observed"])
        counts |= {("ready", *cell): ready, ("waiting", *cell): requests - ready}
        if has_standard:
            certain, possible = (round(row[name] * judged) if judged else 0 for name in SHARES)
            numbers = (certain, possible - certain, judged - possible, requests - judged, ready - certain)
            counts |= {(name, *cell): number for name, number in zip((*SLA, IN_TIME[1]), numbers, strict=True)}
        if row["service"] != ALL_SERVICES:
            counts["requests", *cell] = requests
    return counts


def ready_lines(counts: Counts, area_of: Mapping[str, str]) -> Iterator[Line]:
    """Every sum over ready_counts; the requests of a place are shown, those for a service of the city are a cell.

    How many of the city's are ready stands elsewhere too, where neither count is small: no sum hides them.
    """
    if not counts:
        return
    columns = {column for column, _, _ in counts}
    places = list(dict.fromkeys(place for _, place, _ in counts))
    areas = list(dict.fromkeys(area_of[place] for place in places if place in area_of))
    services = [name for column, _, name in counts if column == "requests"]
    states = {(name, CITY, ALL_SERVICES) for name in STATES}
    shown = states if len(areas) > 1 and not any(is_small(counts[cell]) for cell in states) else set()

    def line(parts: Iterable[Cell], total: Cell) -> Line:
        return Line(tuple(parts), shown_total=counts[total]) if total in shown else Line(tuple(parts), total)

    every = [(place, ALL_SERVICES) for place in places]
    for cell in [*every, *((CITY, name) for name in services)]:
        for names in (STATES, SLA):
            parts = tuple((name, *cell) for name in names if name in columns and (name, *cell) not in shown)
            if parts and cell[1] == ALL_SERVICES:
                yield Line(parts, shown_total=sum(counts[each] for each in parts))
            elif parts:
                yield Line(parts, ("requests", *cell))
        if "later" in columns:
            yield line(((name, *cell) for name in IN_TIME), ("ready", *cell))
    requests = tuple(("requests", CITY, name) for name in services)
    yield Line(requests, shown_total=sum(counts[cell] for cell in requests))
    for column in (name for name in PARTS if name in columns):
        yield line(((column, CITY, name) for name in services), (column, CITY, ALL_SERVICES))
        yield line(((column, area, ALL_SERVICES) for area in areas), (column, CITY, ALL_SERVICES))
        for area in areas:
            offices = tuple((column, place, ALL_SERVICES) for place in places if area_of.get(place) == area)
            yield Line(offices, (column, area, ALL_SERVICES))


def ready_told(rows: pd.DataFrame) -> dict[Cell, int]:
    """Return how many of ready_counts were ready at least, as the times tell where that count is hidden."""
    cells: dict[Cell, int] = {}
    for name, part in TIMES_TOLD.items():
        told = rows[_is_told(rows, name, part, pd.Series(True, rows.index)) & ~_is_area_service(rows)]
        for place, service, requests in told[["place", "service", "requests"]].itertuples(index=False):
            cells["ready", place, service] = max(SMALLEST_SHOWN, ceil(part * requests))
    return cells


def _is_told(rows: pd.DataFrame, name: str, part: float, is_hidden: pd.Series) -> pd.Series:
    """Whether a time is told: five or more were ready, and where that count is hidden it leaves enough to be guessed.

    That so much was ready in this time bounds the rest, and that it was not yet bounds those that were ready.
    """
    is_enough: pd.Series = rows["observed"] >= SMALLEST_SHOWN
    leaves_enough = rows[f"{name}_to"].notna() & ((1 - part) * rows["requests"] >= SMALLEST_SHOWN)
    return is_enough & (~is_hidden | leaves_enough)


def ready_shown(rows: pd.DataFrame, marks: Mapping[Cell, str], told: pd.DataFrame) -> pd.DataFrame:
    """Return what of ready_rows may be shown: `requests` and `observed` are `<5` or `x` where they must be hidden.

    `marks`: of ready_counts; `told`: place, service, digital, officer as they are shown. A kecamatan's services have no
    counts, and a row only where five or more were ready, which `told` must say anyway of those that were sent. Result:
    the columns RESULT; of each place all services first, then the rows as shown_first has them. A time with a beginning
    and no end: that part is not ready yet; without either it is hidden.
    """
    is_area_service = _is_area_service(rows)
    cells = list(zip(rows["place"], rows["service"], strict=True))
    hidden = {
        name: pd.Series([(name, *cell) in marks for cell in cells], rows.index)
        for name in ("requests", *STATES, *SLA[:3])
    }
    is_hidden = hidden["requests"] | hidden["ready"] | hidden["waiting"]
    no_sla_share = hidden["in_time"] | hidden["perhaps"] | hidden["late"] | is_area_service
    times = {
        f"{name}_{side}": rows[f"{name}_{side}"].where(_is_told(rows, name, part, is_hidden))
        for name, part in TIMES_TOLD.items()
        for side in ("from", "to")
    }
    shown = rows.assign(
        requests=[marks.get(("requests", *cell), count) for cell, count in zip(cells, rows["requests"], strict=True)],
        observed=[marks.get(("ready", *cell), count) for cell, count in zip(cells, rows["observed"], strict=True)],
        observed_share=rows["observed_share"].mask(is_hidden | is_area_service),
        **{name: rows[name].mask(no_sla_share) for name in SHARES},
        **times,
    )
    shown.loc[is_area_service, ["requests", "observed"]] = float("nan")
    numbers = told[["digital", "officer"]].apply(pd.to_numeric, errors="coerce").sum(axis=1)
    enough = pd.MultiIndex.from_frame(told[["place", "service"]])[numbers >= SMALLEST_SHOWN]
    is_none = (rows["requests"] == 0) & ~hidden["requests"] & ~hidden["ready"]
    keeps = (~is_area_service & ~is_none) | ((rows["observed"] >= SMALLEST_SHOWN) & pd.Index(cells).isin(enough))
    whole = shown["service"] == ALL_SERVICES
    parts = shown_first(shown[keeps & ~whole], ["requests"], "service")
    return pd.concat([shown[whole], parts], ignore_index=True)[RESULT]


def _is_area_service(rows: pd.DataFrame) -> pd.Series:
    return rows["place"].str.startswith(AREA) & rows["service"].ne(ALL_SERVICES)
