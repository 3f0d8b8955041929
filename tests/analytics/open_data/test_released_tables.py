"""What pages and reports tell of a settled month is read from its release, which stays as it was told first."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames.unkept_releases import UnkeptReleases

from analytics import City
from analytics.assistance import HELP, help_calls, place_topics, shown_topics
from analytics.open_data import DamagedReleaseError, KeptReleases, ReleasesOfBuilds, ToldReleases
from analytics.open_data.record import OUTCOME_COLUMNS, PLACE_TOPICS, TOPICS
from analytics.open_data.releases import release
from analytics.services import CITY, EVERY, OUTCOME_PARTS, TOGETHER, place_outcomes
from core.disclosure import WITHHELD, is_small
from core.scope import whole_city
from core.snapshot import Snapshot, open_build

MONTH = date(2024, 10, 1)
DECEMBER = date(2024, 12, 20)


@pytest.fixture(scope="module")
def city(snapshot: Snapshot) -> City:
    return City(snapshot)


@pytest.fixture(scope="module")
def later(city: City) -> Callable[..., City]:
    """The same city after late calls for help in October, as of another day."""

    def with_calls(count: int = 0, as_of: date | None = None) -> City:
        calls = city.calls.copy()
        inside = calls["date"].between("2024-10-01", "2024-10-31") & calls["category"].eq(HELP)
        placed = calls.index[inside & calls["unit_code"].ne("")][:3]
        calls.loc[placed, "calls"] += count
        return city.with_frames(calls=calls, as_of=as_of or city.as_of)

    return with_calls


def test_topics_are_those_of_the_release(city: City, tmp_path: Path) -> None:
    told = KeptReleases(tmp_path).topics(city, MONTH)
    assert told is not None
    assert (told.build, told.as_of) == (city.snapshot.build, city.as_of)
    assert city.as_of is not None
    plain = place_topics(help_calls(city.calls, city.as_of), city.units, pd.Timestamp(MONTH))
    pd.testing.assert_frame_equal(shown_topics(told.rows, city.units), plain)
    unkept = UnkeptReleases().topics(city, MONTH)
    assert unkept is not None
    pd.testing.assert_frame_equal(shown_topics(unkept.rows, city.units), plain)


def test_late_calls_come_with_a_correction_alone(city: City, later: Callable[..., City], tmp_path: Path) -> None:
    releases, pages = KeptReleases(tmp_path), ToldReleases(tmp_path)
    first = releases.topics(city, MONTH)
    assert first is not None
    for kept in (releases, pages):
        again = kept.topics(later(2), MONTH)
        assert again is not None
        pd.testing.assert_frame_equal(again.rows, first.rows)
    assert pages.topics(later(2, DECEMBER), MONTH) is not None
    assert len(record(tmp_path)["versions"]) == 1, "who reads a page does not wait for a correction"
    corrected = releases.topics(later(2, DECEMBER), MONTH)
    assert corrected is not None
    assert corrected.as_of == DECEMBER
    marks = first.rows["mark"].ne("").to_numpy()
    assert corrected.rows.loc[marks, "mark"].eq(WITHHELD).all(), "what was hidden stays hidden"
    for kept in (releases, pages):
        for build in (later(2, DECEMBER), city):
            again = kept.topics(build, MONTH)
            assert again is not None
            pd.testing.assert_frame_equal(again.rows, corrected.rows)


def record(folder: Path) -> dict[str, list[dict[str, object]]]:
    read: dict[str, list[dict[str, object]]] = json.loads((folder / "2024-10.json").read_text("utf-8"))
    return read


def older(folder: Path, city: City) -> dict[str, object]:
    """A record as it was kept before there were the topics of places; returns its tables."""
    release(city, [pd.Timestamp(MONTH)], folder)
    kept = record(folder)
    tables = kept["versions"][0]["tables"]
    assert isinstance(tables, dict)
    del tables[PLACE_TOPICS]
    (folder / "2024-10.json").write_text(json.dumps({"versions": kept["versions"]}), "utf-8")
    return dict(tables)


def test_an_older_record_gets_the_topics_where_it_still_reads_the_same(city: City, tmp_path: Path) -> None:
    tables = older(tmp_path, city)
    assert ReleasesOfBuilds(tmp_path, city.snapshot.build, "").topics(city, MONTH) is None, "not released yet"
    assert KeptReleases(tmp_path).topics(city, MONTH) is not None
    versions = record(tmp_path)["versions"]
    assert len(versions) == 1, "no correction of the open data"
    kept = versions[0]["tables"]
    assert isinstance(kept, dict)
    assert {name: rows for name, rows in kept.items() if name != PLACE_TOPICS} == tables


def test_an_older_record_that_reads_otherwise_waits_for_its_correction(
    city: City, later: Callable[..., City], tmp_path: Path
) -> None:
    """Topics of places beside a city of another day would tell the calls in between."""
    tables = older(tmp_path, city)
    assert KeptReleases(tmp_path).topics(later(1), MONTH) is None
    assert record(tmp_path)["versions"][0]["tables"] == tables
    told = KeptReleases(tmp_path).topics(later(1, DECEMBER), MONTH)
    assert told is not None
    assert told.as_of == DECEMBER
    assert TOPICS in tables


def test_outcomes_stay_for_a_calendar_month(city: City, tmp_path: Path) -> None:
    releases = KeptReleases(tmp_path)
    first = releases.outcomes(city, MONTH)
    assert first is not None
    some = city.request_outcomes
    mine = some.index[some["month"].eq(pd.Timestamp(MONTH)) & some["outcome"].eq("terbuka")][:2]
    moved = some.assign(outcome=some["outcome"].mask(some.index.isin(mine), "dibatalkan"))
    same_month = releases.outcomes(city.with_frames(request_outcomes=moved), MONTH)
    assert same_month is not None
    pd.testing.assert_frame_equal(same_month.rows, first.rows)
    then = releases.outcomes(city.with_frames(request_outcomes=moved, as_of=DECEMBER), MONTH)
    assert then is not None
    assert then.as_of == DECEMBER
    assert not then.rows.equals(first.rows)
    of_first = ReleasesOfBuilds(tmp_path, "", first.build).outcomes(city, MONTH)
    assert of_first is not None, "both of one build here: the later one"


@pytest.mark.drill
@settings(max_examples=60)
@given(st.integers(0, 100_000))
def test_no_kecamatan_nor_what_is_left_of_the_city_has_a_small_count(seed: int) -> None:
    """Also by a second version: who was put together with others stays so."""
    units, rows = drawn_outcomes(seed)
    first = place_outcomes(rows, units, DECEMBER)
    stood = {(place, origin) for place, origin in zip(first["place"], first["origin"], strict=True)}
    later = rows.assign(requests=rows["requests"] + np.random.default_rng(seed).integers(0, 3, len(rows)))
    for told in (first, place_outcomes(later, units, DECEMBER, stood)):
        assert not is_small(told[OUTCOME_PARTS]).to_numpy().any()
        whole = told[told["place"].eq(CITY) & told["origin"].eq(EVERY)]
        for parts in (told[told["place"].eq(CITY) & told["origin"].ne(EVERY)], told[told["place"].ne(CITY)]):
            if len(parts):
                assert parts[OUTCOME_PARTS].sum().tolist() == whole[OUTCOME_PARTS].iloc[0].tolist()
    if len(first):
        second = place_outcomes(later, units, DECEMBER, stood)
        named = {
            (place, origin)
            for place, origin in zip(second["place"], second["origin"], strict=True)
            if TOGETHER not in (place, origin) and origin != EVERY
        }
        assert named <= stood


def drawn_outcomes(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Requests of four kecamatan, from few to many."""
    rng = np.random.default_rng(seed)
    codes = [f"K{n}" for n in range(4)]
    units = pd.DataFrame({"unit_code": codes, "kecamatan_code": codes})
    rows = [
        (code, pd.Timestamp(MONTH), origin, outcome, pd.Timestamp(day), int(rng.poisson(rng.choice([0.5, 4, 20]))))
        for code in codes
        for origin in ("warga", "rt", "petugas")
        for outcome, day in (("selesai", "2024-10-05"), ("terbuka", "2024-10-05"), ("dibatalkan", "2024-10-09"))
    ]
    columns = ["unit_code", "month", "origin", "outcome", "submitted_on", "requests"]
    return units, pd.DataFrame(rows, columns=columns)


def test_a_kecamatan_with_few_is_not_told_by_the_others() -> None:
    """All the others taken from the city would leave its own count."""
    units = pd.DataFrame({"unit_code": ["A", "B", "C"], "kecamatan_code": ["A", "B", "C"]})
    rows = [
        (code, pd.Timestamp(MONTH), "warga", outcome, pd.Timestamp("2024-10-05"), count)
        for code, gone in (("A", 3), ("B", 20), ("C", 30))
        for outcome, count in (("selesai", 50 + gone), ("dibatalkan", gone))
    ]
    columns = ["unit_code", "month", "origin", "outcome", "submitted_on", "requests"]
    told = place_outcomes(pd.DataFrame(rows, columns=columns), units, DECEMBER)
    assert told["place"].to_list() == [CITY, CITY, "wilayah C", TOGETHER]


def test_a_damaged_version_of_outcomes_is_a_damaged_record(city: City, tmp_path: Path) -> None:
    KeptReleases(tmp_path).outcomes(city, MONTH)
    kept = record(tmp_path)
    rows = kept["outcomes"][0]["rows"]
    assert isinstance(rows, list)
    assert set(rows[0]) == set(OUTCOME_COLUMNS)
    del rows[0]["cancelled"]
    (tmp_path / "2024-10.json").write_text(json.dumps(kept), "utf-8")
    with pytest.raises(DamagedReleaseError):
        KeptReleases(tmp_path).outcomes(city, MONTH)


def test_looking_makes_nothing(city: City, later: Callable[..., City], tmp_path: Path) -> None:
    pages = ToldReleases(tmp_path)
    assert pages.topics(city, MONTH) is None
    assert pages.outcomes(city, MONTH) is None
    assert not list(tmp_path.iterdir())
    older(tmp_path, city)
    assert pages.topics(later(3, DECEMBER), MONTH) is None
    assert len(record(tmp_path)["versions"]) == 1, "that is for a report or an export"


def test_nothing_half_loaded_is_released(city: City, tmp_path: Path) -> None:
    """Neither by a load nor by a draft: the log of that month, or its visits, may still come."""
    without_visits = city.with_frames(facts=city.facts.assign(is_walkin_complete=False))
    for releases in (KeptReleases(tmp_path), KeptReleases(tmp_path, corrects=False)):
        assert releases.topics(city.with_frames(calls=city.calls.iloc[:0]), MONTH) is None
        assert releases.topics(without_visits, MONTH) is None
        assert releases.outcomes(without_visits, MONTH) is None
        assert not list(tmp_path.iterdir())


def test_a_build_without_a_table_of_the_open_data_closes_no_topics(city: City, tmp_path: Path) -> None:
    """Readers who are sent back to a build of an older version read on; it releases and corrects nothing."""
    path = tmp_path / "tanpa_tabel.duckdb"
    shutil.copy(city.snapshot.path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE duration_month")
        connection.execute("UPDATE meta SET as_of = DATE '2024-12-20'")
        connection.execute("UPDATE calls_hour SET calls = 2 * calls")
    opened = open_build(whole_city(path))
    lacking, releases = City(opened), KeptReleases(tmp_path / "rilis")
    assert releases.topics(lacking, MONTH) is None
    first = releases.topics(city, MONTH)
    again = releases.topics(lacking, MONTH)
    opened.connection.close()
    assert first is not None
    assert again is not None
    assert (again.build, again.as_of) == (first.build, first.as_of)


def test_a_log_that_came_after_the_release_is_not_told_as_no_call(city: City, tmp_path: Path) -> None:
    release(city.with_frames(calls=city.calls.iloc[:0]), [pd.Timestamp(MONTH)], tmp_path)
    for corrects in (True, False):
        assert KeptReleases(tmp_path, corrects=corrects).topics(city, MONTH) is None
