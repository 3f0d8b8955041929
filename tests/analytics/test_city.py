"""A city is one build with all its frames: read when asked for, the same for every reader, whole or in part."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics import City, build, headline, open_city
from analytics.effect import digital_days
from analytics.uptake import digital_share
from core.scope import some_units, whole_city
from core.snapshot import Snapshot, open_build
from core.store import Store
from core.store.published_builds import DamagedBuildError, NoBuildError

OFFICE = "64.72.02.1001"


@pytest.fixture(scope="module")
def city(snapshot: Snapshot) -> City:
    return City(snapshot)


def test_a_frame_is_read_when_it_is_asked_for_and_once(snapshot: Snapshot) -> None:
    asked: list[str] = []

    class Told(Snapshot):
        def table(self, name: str) -> pd.DataFrame:
            asked.append(name)
            return super().table(name)

    opened = City(Told(snapshot.scope, snapshot.connection))
    assert asked == []
    assert opened.units is opened.units
    assert asked == ["units"]


def test_its_frames_are_the_published_ones(city: City, snapshot: Snapshot) -> None:
    pd.testing.assert_frame_equal(city.facts, build.unit_days(snapshot))
    pd.testing.assert_frame_equal(city.roster, build.rollout_events(snapshot))
    pd.testing.assert_frame_equal(city.log_gap, snapshot.table("log_gap"))
    assert city.as_of == snapshot.meta()["as_of"]
    assert city.past["date"].max().date() == city.as_of


def test_a_row_of_the_policy_is_an_episode_and_its_answer_is_kept(city: City, tmp_path: Path) -> None:
    """Also of a build from before the rows were published: there the facts tell of the first."""
    assert city.as_of
    (episode,) = city.episodes
    assert (episode.start, episode.end, episode.weekdays) == (date(2024, 8, 27), None, (2, 3, 4))
    answer = city.digital_days(episode, city.as_of)
    assert answer is not None
    assert answer is city.digital_days(episode, city.as_of)
    assert answer.gap == digital_days(city.facts, episode.start, city.as_of).gap
    assert city.digital_days(episode, date(2024, 8, 1)) is None
    older = tmp_path / "20240101T000000.duckdb"
    shutil.copyfile(city.snapshot.path, older)
    with duckdb.connect(str(older)) as made:
        made.execute("DROP TABLE digital_days")
    opened = City(open_build(whole_city(older)))
    assert opened.episodes == [episode]
    opened.close()


def test_the_current_build_is_opened_without_a_word(sample_store: Store, snapshot: Snapshot) -> None:
    """The settings say which store is read; a scope says another build, or less of it."""
    opened = open_city()
    assert opened.meta["build"] == snapshot.build
    opened.close()
    own = open_city(some_units(snapshot.path, {OFFICE}))
    assert set(own.facts["unit_code"]) == {OFFICE}
    own.close()


def test_without_a_build_that_is_said(store: Store, tmp_path: Path) -> None:
    (store.raw / "permohonan").mkdir()
    (store.raw / "permohonan" / "log.csv").write_text("a;b\n")
    with pytest.raises(NoBuildError):
        open_city()
    with pytest.raises(NoBuildError):
        open_city(whole_city(tmp_path / "x.duckdb"))


def test_a_build_that_lacks_a_table_is_a_damaged_one(tmp_path: Path) -> None:
    """Not an error of the database: readers say what to do."""
    path = tmp_path / "20240101T000000.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute("CREATE TABLE units (unit_code VARCHAR)")
    old = City(open_build(whole_city(path)))
    assert old.units.empty
    for name in ("facts", "meta", "help_links"):
        with pytest.raises(DamagedBuildError):
            getattr(old, name)
    old.close()


def test_a_part_has_the_rows_of_its_offices_and_figures_of_its_own(city: City) -> None:
    part = city.part([OFFICE])
    for name in ("facts", "roster", "units"):
        assert set(getattr(part, name)["unit_code"]) == {OFFICE}, name
    assert "" not in set(part.calls["unit_code"])
    assert part.targets is city.targets or part.targets.equals(city.targets)
    own = city.office_months[city.office_months["unit_code"] == OFFICE].drop(columns="unit_code")
    pd.testing.assert_frame_equal(part.months, own.reset_index(drop=True))
    assert headline(part, city.as_of).coverage["kelurahan"].total == 1


def test_other_frames_give_other_figures(city: City) -> None:
    """What follows from a frame is computed anew, and the city itself stays as it was."""
    before = city.months.copy()
    fewer = city.with_frames(facts=city.facts.assign(rt=0.0))
    pd.testing.assert_frame_equal(fewer.months, digital_share(fewer.past, ["month"]))
    assert fewer.months["numerator"].sum() < before["numerator"].sum()
    pd.testing.assert_frame_equal(city.months, before)


def test_before_both_logs_have_begun_there_is_no_month(city: City) -> None:
    empty = city.with_frames(as_of=None)
    assert empty.past.empty
    assert empty.months.empty


def test_of_a_change_the_part_of_young_offices_is_known(city: City) -> None:
    """Live for under twelve weeks when October began, or since then: by the roster itself."""
    share = headline(city, date(2024, 11, 29)).share
    began = (
        city.roster[city.roster["status"].eq("aktif") & ~city.roster["is_planned"]].groupby("unit_code")["date"].min()
    )
    young = began.index[began > pd.Timestamp("2024-10-01") - pd.Timedelta(weeks=12)]
    assert share.young == share.change.part_of(young)
    assert 0 < share.young[0] < share.change.offices
    assert share.is_mostly_young
