"""No report tells, beside another one or over revisions, how many called about a topic where that is hidden."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames.printed_topics import (
    DECEMBER_20,
    NOVEMBER_29,
    NOVEMBER_30,
    OCTOBER,
    Draw,
    Table,
    drawn,
    known_to,
    one_that_grows,
    printed,
    with_calls,
)
from support.frames.unkept_releases import UnkeptReleases
from support.own_settings import settings_below

from analytics import City
from analytics.assistance import ALL_TOPICS
from analytics.open_data import KeptReleases, Releases, ToldReleases, printed_before
from analytics.open_data.record import TOPICS
from analytics.open_data.releases import release
from analytics.services import CITY
from core.disk import checksum
from core.scope import whole_city
from core.settings import settings as own_settings
from core.snapshot import Snapshot, open_build
from core.store import user_store
from core.store.published_builds import path_of, seal_of
from core.store.report_records import RECORD_SUFFIX, parsed
from report.content.assembly import report_content
from report.content.report_build import ReportBuild

pytestmark = pytest.mark.prints


@pytest.fixture(scope="module")
def city(snapshot: Snapshot) -> City:
    return City(snapshot)


def told_by(city: City, draw: Draw, releases: Callable[[], Releases]) -> list[object]:
    """What a reader knows of the reports before and after late calls, a day later and the month after."""
    shown: dict[date, Table] = {}
    counts = {NOVEMBER_29: draw.first, NOVEMBER_30: draw.then, DECEMBER_20: draw.then}
    for as_of in counts:
        build = ReportBuild(with_calls(city, counts[as_of], as_of), releases())
        for day, table in printed(build).items():
            assert shown.setdefault(day, table) == table, "two builds tell two tables of one day"
    return known_to(city, shown, counts)


@pytest.mark.drill
@settings(max_examples=4)
@given(st.integers(0, 100_000), st.integers(1, 6))
def test_reports_of_all_kinds_and_revisions_tell_no_small_count(
    city: City, tmp_path_factory: pytest.TempPathFactory, seed: int, late: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("rilis")
    assert told_by(city, drawn(city, seed, late), lambda: KeptReleases(folder)) == []


def test_reports_made_each_of_its_own_build_would_tell_it(city: City, tmp_path: Path) -> None:
    """The same reports and the same reader, without the release: what is proved above can fail."""
    draw = one_that_grows(city)
    assert told_by(city, draw, UnkeptReleases) != []
    assert told_by(city, draw, lambda: KeptReleases(tmp_path)) == []


def test_open_data_tell_of_topics_what_reports_tell(city: City, tmp_path: Path) -> None:
    """Whichever comes first: then who has both knows no more than who has the reports."""
    draw = drawn(city, 11, 4)
    counts = {NOVEMBER_29: draw.first, NOVEMBER_30: draw.then, DECEMBER_20: draw.then}
    for as_of, calls in counts.items():
        then, month = with_calls(city, calls, as_of), pd.Timestamp(OCTOBER[0])
        exported = {} if as_of == NOVEMBER_29 else release(then, [month], tmp_path)
        (table,) = printed(ReportBuild(then, KeptReleases(tmp_path))).values()
        rows = (exported or release(then, [month], tmp_path))[month][-1].tables[TOPICS]
        told = {(CITY, row["topic"]): row["mark"] or row["calls"] for row in rows if row["topic"] != ALL_TOPICS}
        assert told == {cell: count for cell, count in table.items() if cell in told}
        assert told.keys() == {cell for cell in table if cell[0] == CITY}


def from_before(city: City, draw: Draw, *, is_kept: bool = True) -> tuple[City, dict[date, Table]]:
    """A store whose archive has a report from before there were releases, of the first calls; what all of them tell.

    Returns the city after the late calls, as of the next day, and the topics that the older reports print.
    """
    first = with_calls(city, draw.first, NOVEMBER_29)
    store = user_store()
    store.published_dir.mkdir(parents=True)
    store.sample_marker.touch()
    path = path_of(store, "20241129T000000Z-00000000")
    shutil.copy(city.snapshot.path, path)
    with duckdb.connect(str(path)) as connection:
        connection.register("made", first.calls)
        connection.execute("DELETE FROM calls_hour")
        connection.execute("INSERT INTO calls_hour BY NAME SELECT * FROM made")
    seal_of(path).write_text(checksum(path))
    own_settings().reports_dir.mkdir(exist_ok=True)
    blocks = [{"kind": "text"}, {"kind": "bars"}, {"kind": "bars"}]
    record = {"build": path.stem, "content": {"sections": [{"key": "help", "blocks": blocks}]}}
    name = f"laporan_adopsi_contoh_2024-10{RECORD_SUFFIX}"
    (own_settings().reports_dir / name).write_text(json.dumps(record if is_kept else record | {"build": "hilang"}))
    return (
        with_calls(City(open_build(whole_city(path))), draw.then, NOVEMBER_30),
        printed(ReportBuild(first, UnkeptReleases())),
    )


def told_beside_older(city: City, draw: Draw, folder: Path) -> tuple[list[object], int]:
    """What a reader knows of reports from before and of those of the first release; how many topics that one shows."""
    with settings_below(folder):
        then, before = from_before(city, draw)
        now = printed(ReportBuild(then))
        then.snapshot.connection.close()
    counts = {NOVEMBER_29: draw.first, NOVEMBER_30: draw.then}
    shown = sum(isinstance(count, int) for count in now.get(NOVEMBER_30, {}).values())
    return known_to(city, before | now, counts), shown


def test_the_first_release_tells_nothing_that_reports_from_before_hid(city: City, tmp_path: Path) -> None:
    draw = one_that_grows(city)
    plain = {NOVEMBER_29: draw.first, NOVEMBER_30: draw.then}
    unguarded = {day: printed(ReportBuild(with_calls(city, plain[day], day), UnkeptReleases()))[day] for day in plain}
    assert known_to(city, unguarded, plain) != [], "what is proved here can fail"
    told, shown = told_beside_older(city, draw, tmp_path)
    assert told == []
    assert shown


@pytest.mark.drill
@settings(max_examples=3)
@given(st.integers(0, 100_000), st.integers(1, 6))
def test_nor_over_drawn_calls(city: City, tmp_path_factory: pytest.TempPathFactory, seed: int, late: int) -> None:
    assert told_beside_older(city, drawn(city, seed, late), tmp_path_factory.mktemp("dulu"))[0] == []


def test_topics_that_nobody_can_look_up_stay_untold(city: City, tmp_path: Path) -> None:
    """The build of a report from before is gone: of its month all is released but the topics."""
    with settings_below(tmp_path):
        then, _before = from_before(city, one_that_grows(city), is_kept=False)
        releases = KeptReleases.of(then)
        assert releases.topics(then, OCTOBER[0]) is None
        assert releases.are_topics_withheld(OCTOBER[0])
        assert ToldReleases.of(then).are_topics_withheld(OCTOBER[0])
        content = report_content(ReportBuild(then, releases), OCTOBER[0])
        assert "Oktober 2024 tidak dirilis" in str(content.sections)
        assert content.released is not None
        assert content.released.is_withheld
        assert releases.outcomes(then.with_frames(as_of=DECEMBER_20), OCTOBER[0]) is not None
        record = json.loads((releases.folder / "2024-10.json").read_text("utf-8"))
        then.snapshot.connection.close()
    (version,) = record["versions"]
    assert {name for name, rows in version["tables"].items() if not rows} == {"topik_112_bulan", "topik_tempat"}


def test_topics_of_a_record_that_came_back_are_told_with_the_correction(city: City, tmp_path: Path) -> None:
    """On the day of the release nobody could read it; what it hid is hidden still."""
    with settings_below(tmp_path):
        then, _before = from_before(city, one_that_grows(city))
        (record,) = own_settings().reports_dir.glob("*.json")
        written = record.read_text()
        record.write_text("{")
        releases, later = KeptReleases.of(then), then.with_frames(as_of=DECEMBER_20)
        assert releases.topics(then, OCTOBER[0]) is None
        assert releases.topics(later, OCTOBER[0]) is None, "still damaged"
        record.rename(record.with_suffix(".dipindah"))
        assert releases.topics(later, OCTOBER[0]) is None, "one that is gone tells nothing either"
        record.write_text(written)
        assert releases.topics(then, OCTOBER[0]) is None, "no sooner than a correction"
        told = releases.topics(later, OCTOBER[0])
        kept = json.loads((releases.folder / "2024-10.json").read_text("utf-8"))
        then.snapshot.connection.close()
    assert told is not None
    assert told.rows["calls"].notna().any()
    assert not releases.are_topics_withheld(OCTOBER[0])
    assert [one["build"] for one in kept["printed"]] == ["20241129T000000Z-00000000"]
    assert [len(version["tables"]["topik_tempat"]) > 0 for version in kept["versions"]] == [False, True]


def test_the_archive_is_read_once_however_many_months_are_asked(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    monkeypatch.setattr(printed_before, "parsed", lambda path: read.append(path) or parsed(path))
    with settings_below(tmp_path):
        then, _before = from_before(city, one_that_grows(city))
        for month in pd.date_range("2024-08-01", "2024-10-01", freq="MS"):
            printed_before.outcomes_before(user_store(), month)
        then.snapshot.connection.close()
    assert len(read) == 1


def test_a_report_of_a_month_that_grew_is_none_from_before(city: City, tmp_path: Path) -> None:
    """Its build may be gone: it told no topics, and says that it read no release."""
    with settings_below(tmp_path):
        then, _before = from_before(city, one_that_grows(city), is_kept=False)
        (record,) = own_settings().reports_dir.glob("*.json")
        written = json.loads(record.read_text())
        written["content"]["released"] = None
        record.write_text(json.dumps(written))
        releases = KeptReleases.of(then)
        assert releases.topics(then, OCTOBER[0]) is not None
        assert releases.outcomes(then, OCTOBER[0]) is not None
        then.snapshot.connection.close()


def test_outcomes_told_before_are_told_again_a_month_later_and_no_finer(city: City, tmp_path: Path) -> None:
    """A kecamatan put together with one that a report told before would be known."""
    with settings_below(tmp_path):
        then, _before = from_before(city, one_that_grows(city))
        releases, later = KeptReleases.of(then), then.with_frames(as_of=DECEMBER_20)
        assert releases.outcomes(then, OCTOBER[0]) is None
        (record,) = own_settings().reports_dir.glob("*.json")
        of_area = json.loads(record.read_text()) | {"place": "64.72.01"}
        record.with_name(record.name.replace("2024-10", "2024-10_64-72-01")).write_text(json.dumps(of_area))
        told = releases.outcomes(later, OCTOBER[0])
        then.snapshot.connection.close()
    assert told is not None
    assert told.as_of == DECEMBER_20
    assert set(told.rows["place"]) == {CITY}
