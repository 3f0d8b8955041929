"""What reports told of a month's topics before there were releases: a release must not tell what these hid."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from analytics.assistance import help_calls, place_topic_cells
from analytics.base import settled_on
from analytics.city import City
from analytics.open_data.record import CELL_COLUMNS, PLACE_TOPICS, Version, plain_rows
from core.scope import whole_city
from core.settings import settings
from core.snapshot import BUILD_NAME, NoBuildError, build_is_whole, open_build, parsed, path_of, record_files
from core.store import Store

PERIOD = re.compile(r"laporan_adopsi_(?:contoh_)?(\d{4})(?:-(?:Q([1-4])|(\d\d)))?(?=[_.])")
HELP_SECTION = "help"


class _Report(NamedTuple):
    """An archived report from before: its months, and its build ('': nobody can tell).

    `is_certain`: topics stand in it; else they may have waited for the month to be settled.
    """

    months: pd.PeriodIndex
    build: str
    is_certain: bool


def printed_before(store: Store, months: Sequence[pd.Timestamp]) -> dict[pd.Timestamp, list[Version]]:
    """Return of each month the topics of all places as told by the builds that archived reports from before name.

    Nobody knows any more which places a reader has seen (pages told all of them), so a build counts as told whole. A
    version without a table: its build or its record is gone, so what it told cannot be known. The oldest first.
    """
    reports = list(_reports(store.is_sample)) if months else []
    found: dict[pd.Timestamp, list[Version]] = {}
    for month in months:
        asked = [report for report in reports if month.to_period("M") in report.months]
        certain = {report.build: False for report in asked} | {each.build: True for each in asked if each.is_certain}
        told = {build: _told(store, build, month) for build in certain}
        found[month] = _unlike([one for build, one in told.items() if certain[build] or one.as_of >= settled_on(month)])
    return found


def _reports(is_sample: bool) -> Iterator[_Report]:
    for path in record_files(settings().reports_dir):
        if (name := PERIOD.match(path.name)) and is_sample == path.name.startswith("laporan_adopsi_contoh_"):
            try:
                record = parsed(path)
                told = None if record["content"].get("released") else _tells_topics(record["content"])
                if told is not None:
                    yield _Report(_months(name), str(record["build"]), told)
            except (ValueError, KeyError, TypeError, AttributeError):
                yield _Report(_months(name), "", True)


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
    path = path_of(store, build)
    unknown = Version(build, settled_on(month), {})
    if not BUILD_NAME.fullmatch(build) or not (path.exists() and build_is_whole(path)):
        return unknown
    try:
        opened = open_build(whole_city(path))
    except (NoBuildError, duckdb.Error):
        return unknown
    try:
        city = City(opened)
        return unknown if city.as_of is None else Version(build, city.as_of, {PLACE_TOPICS: _rows(city, month)})
    except (NoBuildError, duckdb.Error):
        return unknown
    finally:
        opened.connection.close()


def _rows(city: City, month: pd.Timestamp) -> list[dict[str, Any]]:
    assert city.as_of is not None
    cells = place_topic_cells(help_calls(city.calls, city.as_of), city.units, month)
    return plain_rows(cells[sorted(CELL_COLUMNS[PLACE_TOPICS])])


def _unlike(versions: Sequence[Version]) -> list[Version]:
    """The versions by their day, of those that read the same the first."""
    kept: list[Version] = []
    for version in sorted(versions, key=lambda each: (each.as_of, each.build)):
        if not any(version.tables == before.tables for before in kept):
            kept.append(version)
    return kept
