"""What reports told of a month before there were releases: a release must not tell what these hid."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from analytics.assistance import help_calls, place_topic_cells
from analytics.base import settled_on
from analytics.city import City
from analytics.open_data.record import CELL_COLUMNS, PLACE_TOPICS, OutcomeVersion, Version, plain_rows
from analytics.services import CITY, EVERY, OUTCOME_KEYS, areas_of, place_outcomes
from core.scope import whole_city
from core.settings import settings
from core.snapshot import open_build
from core.store import Store
from core.store.published_builds import BUILD_NAME, NoBuildError, build_is_whole, path_of
from core.store.report_records import parsed, record_files

PERIOD = re.compile(r"laporan_adopsi_(?:contoh_)?(\d{4})(?:-(?:Q([1-4])|(\d\d)))?(?=[_.])")
HELP_SECTION = "help"
ANY_PLACE = "?"
"""Of a record that cannot be read."""
_Known = tuple[Path, int, int]


class _Report(NamedTuple):
    """An archived report from before: its months, and its build; of one that cannot be read the name of its record.

    `has_topics`: topics stand in it; False: they may have waited for the month to be settled; None: none were printed.
    `place`: the code of its kecamatan, '' for the city.
    """

    months: pd.PeriodIndex
    build: str
    has_topics: bool | None
    place: str


def printed_before(store: Store, months: Sequence[pd.Timestamp]) -> dict[pd.Timestamp, list[Version]]:
    """Return of each month the topics of all places as told by the builds that archived reports from before name.

    Nobody knows any more which places a reader has seen (pages told all of them), so a build counts as told whole. A
    version without a table: its build or its record is gone, so what it told cannot be known. The oldest first.
    """
    reports = _reports(store.is_sample) if months else []
    found: dict[pd.Timestamp, list[Version]] = {}
    for month in months:
        asked = [each for each in reports if month.to_period("M") in each.months and each.has_topics is not None]
        certain = {report.build: False for report in asked} | {each.build: True for each in asked if each.has_topics}
        told = {build: _told(store, build, month) for build in certain}
        found[month] = _unlike([one for build, one in told.items() if certain[build] or one.as_of >= settled_on(month)])
    return found


def told_now(store: Store, before: Sequence[Version], found: Sequence[Version]) -> list[Version]:
    """Return what is known of reports: what was known before, what is found now, and what nobody can look up still."""
    lost = [one for one in before if not one.tables and not _is_there_again(store, one.build)]
    return _unlike([*(one for one in before if one.tables), *found, *lost])


def _is_there_again(store: Store, build: str) -> bool:
    if BUILD_NAME.fullmatch(build):
        with _opened(store, build) as city:
            return city is not None
    return any(path.name == build and _is_readable(path) for path in record_files(settings().reports_dir))


def outcomes_before(store: Store, month: pd.Timestamp) -> list[OutcomeVersion]:
    """Return who stood alone where archived reports from before told what became of a month's requests, by their day.

    Rows are OUTCOME_KEYS alone. A kecamatan stood alone where no report of any kecamatan was made: beside such a one,
    others put together with it now would be told. Nobody did where the build is gone.
    """
    asked = [report for report in _reports(store.is_sample) if month.to_period("M") in report.months]
    are_areas_told = any(report.place for report in asked)
    found = [_alone(store, build, month, are_areas_told) for build in sorted({report.build for report in asked})]
    return sorted(found, key=lambda version: (version.as_of, version.build))


def _alone(store: Store, build: str, month: pd.Timestamp, are_areas_told: bool) -> OutcomeVersion:
    nobody = OutcomeVersion(build, settled_on(month), [{"place": CITY, "origin": EVERY}])
    with _opened(store, build) as city:
        if city is None or city.as_of is None:
            return nobody
        try:
            outcomes = city.request_outcomes
        except NoBuildError:
            return nobody._replace(as_of=city.as_of)
        rows = place_outcomes(outcomes[outcomes["month"] == month], city.units, city.as_of)
        told = plain_rows(rows.loc[rows["place"] == CITY, list(OUTCOME_KEYS)])
        areas = [] if are_areas_told else dict.fromkeys(areas_of(city.units).values())
        return OutcomeVersion(build, city.as_of, [*told, *({"place": area, "origin": EVERY} for area in areas)])


def _reports(is_sample: bool) -> Sequence[_Report]:
    """Those of the archive as it is: read once, however many months ask."""
    return _read_reports(tuple(_known_by(path) for path in _records(is_sample)))


def _records(is_sample: bool) -> Iterator[Path]:
    for path in record_files(settings().reports_dir):
        if PERIOD.match(path.name) and is_sample == path.name.startswith("laporan_adopsi_contoh_"):
            yield path


def _known_by(path: Path) -> _Known:
    with suppress(OSError):
        stat = path.stat()
        return path, stat.st_size, stat.st_mtime_ns
    return path, -1, 0


@lru_cache(maxsize=2)
def _read_reports(files: tuple[_Known, ...]) -> Sequence[_Report]:
    return [report for path, *_ in files for report in _read_report(path)]


def _read_report(path: Path) -> Iterator[_Report]:
    name = PERIOD.match(path.name)
    assert name
    try:
        record = parsed(path)
        # A report of a month that still grows names none either, but tells no topics: it has the key.
        if "released" not in record["content"]:
            told = _tells_topics(record["content"])
            yield _Report(_months(name), str(record["build"]), told, str(record.get("place", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        yield _Report(_months(name), path.name, True, ANY_PLACE)


def _is_readable(path: Path) -> bool:
    return all(report.place != ANY_PLACE for report in _read_report(path))


def _tells_topics(content: Any) -> bool | None:
    """True where the section on help has more bars than the way from call to solved, None where it says nothing more.

    False: a sentence follows these bars, that the topics are all too small, or that they wait.
    """
    (section,) = (each for each in content["sections"] if each["key"] == HELP_SECTION)
    kinds = [block["kind"] for block in section["blocks"]]
    if kinds.count("bars") > 1:
        return True
    return False if "bars" in kinds and kinds[-1] != "bars" else None


def _months(name: re.Match[str]) -> pd.PeriodIndex:
    year, quarter, month = name.groups()
    if month:
        return pd.period_range(f"{year}-{month}", periods=1, freq="M")
    first = 3 * int(quarter) - 2 if quarter else 1
    return pd.period_range(f"{year}-{first:02d}", periods=3 if quarter else 12, freq="M")


def _told(store: Store, build: str, month: pd.Timestamp) -> Version:
    with _opened(store, build) as city:
        # What a build of an older version lacks cannot be looked up either.
        with suppress(NoBuildError, duckdb.Error):
            if city is not None and city.as_of is not None:
                return Version(build, city.as_of, {PLACE_TOPICS: _rows(city, month)})
        return Version(build, settled_on(month), {})


@contextmanager
def _opened(store: Store, build: str) -> Iterator[City | None]:
    """The city of a build for the block; None where it is gone or damaged."""
    path = path_of(store, build)
    try:
        is_there = bool(BUILD_NAME.fullmatch(build)) and path.exists() and build_is_whole(path)
        opened = open_build(whole_city(path)) if is_there else None
    except (NoBuildError, duckdb.Error):
        opened = None
    try:
        yield City(opened) if opened else None
    finally:
        if opened:
            opened.connection.close()


def _rows(city: City, month: pd.Timestamp) -> list[dict[str, Any]]:
    assert city.as_of is not None
    cells = place_topic_cells(help_calls(city.calls, city.as_of), city.units, month)
    return plain_rows(cells[sorted(CELL_COLUMNS[PLACE_TOPICS])])


def _unlike(versions: Sequence[Version]) -> list[Version]:
    """The versions by their day, of those that read the same the first; all of which nobody knows what they told."""
    kept: list[Version] = []
    for version in sorted(versions, key=lambda each: (each.as_of, each.build)):
        if not any(version.tables == before.tables and (version.tables or version == before) for before in kept):
            kept.append(version)
    return kept
