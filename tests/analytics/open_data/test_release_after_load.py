"""A month's first release comes after the load that settles it, whoever looks or dies meanwhile."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from support.files.raw_files import etl_process
from support.own_settings import settings_below

from analytics import City, settled_on
from analytics.open_data import release_settled
from analytics.open_data.month_content import open_content
from core.clock import newest_settled
from core.scope import whole_city
from core.settings import settings
from core.snapshot import open_build
from core.store import Store, user_store
from core.store.published_builds import path_of
from core.store.release_note import ReleaseNote, read_release_note, write_release_note
from etl.loading import release_due
from etl.loading.release_due import ask_for_releases, is_release_due


@pytest.fixture(scope="module")
def loaded(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that was loaded and of which nothing was released: the load died in between."""
    folder: Path = tmp_path_factory.mktemp("dirilis")
    with settings_below(folder):
        own = user_store()
        shutil.copytree(sample_store.root, own.root, ignore=shutil.ignore_patterns("terbuka"))
        shutil.copy(sample_store.root.parent.parent / settings().key_file.name, settings().key_file)
        yield own


def autumn(sample: City) -> City:
    """The sample's city as a real one, from August on: fourteen months say no more than three, and take five times."""
    return sample.with_frames(meta=sample.meta | {"is_sample": False, "first_day": date(2024, 8, 1)})


def noted(store: Store, note: ReleaseNote, hours_ago: float = 0) -> bool:
    write_release_note(store, note)
    then = time.time() - 3600 * hours_ago
    os.utime(store.release_note, (then, then))
    return is_release_due(store)


def test_what_is_looked_at_again(loaded: Store) -> None:
    shutil.rmtree(loaded.released_dir, ignore_errors=True)
    assert is_release_due(loaded)
    build = loaded.pointer.read_text().strip()
    assert not noted(loaded, ReleaseNote(build, "2024-10", ("2024-02",)), 48), "of this build all is known"
    earlier = "20240101T000000Z-00000000"
    assert noted(loaded, ReleaseNote(earlier, "2024-09", ())), "another month is settled"
    assert not noted(loaded, ReleaseNote(earlier, "2024-10", ("2024-02",)), 0.5)
    assert noted(loaded, ReleaseNote(earlier, "2024-10", ("2024-02",)), 2), "it may be complete by now"
    assert not noted(loaded, ReleaseNote(earlier, "2024-10", ()), 48)
    note = read_release_note(loaded)
    assert note is not None
    assert note.build == build, "the next load with nothing new opens no build"
    for broken in ("", "{", "[]", '{"build": 1}'):
        loaded.release_note.write_text(broken, "utf-8")
        assert is_release_due(loaded)


def test_a_part_that_stood_for_a_day_is_due_though_nothing_was_loaded(loaded: Store) -> None:
    build = loaded.pointer.read_text().strip()
    waits = ReleaseNote(build, "2024-10", ("2024-10",), {"2024-10 topik": time.time() - 23 * 3600})
    assert not noted(loaded, waits)
    assert noted(loaded, waits._replace(since={"2024-10 topik": time.time() - 25 * 3600}))


def test_a_month_is_released_a_day_after_it_was_complete(loaded: Store) -> None:
    """So a bad load of the day that settles it can be taken back before it is told for good."""
    shutil.rmtree(loaded.released_dir, ignore_errors=True)
    opened = open_build(whole_city(path_of(loaded, loaded.pointer.read_text().strip())))
    city, now = autumn(City(opened)), time.time()
    first = release_settled(city, now=now)
    assert (first.released, first.standing[-1]) == ([], "2024-10")
    before = city.with_frames(as_of=date(2024, 11, 13), meta=city.meta | {"as_of": date(2024, 11, 13)})
    assert release_settled(before, now=now + 3600).standing[-1] == "2024-09", "rolled back"
    again = release_settled(city, now=now + 20 * 3600)
    assert (again.released, again.standing[-1]) == ([], "2024-10")
    assert [f"{month:%Y-%m}" for month in release_settled(city, now=now + 25 * 3600).released][-1] == "2024-09"
    last = release_settled(city, now=now + 45 * 3600)
    assert ([f"{month:%Y-%m}" for month in last.released], last.waiting, last.young) == (["2024-10"], [], {})
    opened.connection.close()


@pytest.mark.drill
def test_the_day_begins_anew_when_a_month_counts_something_else(loaded: Store) -> None:
    """A bad load after the month stood complete for a day; letters that become ready are none."""
    shutil.rmtree(loaded.released_dir, ignore_errors=True)
    opened = open_build(whole_city(path_of(loaded, loaded.pointer.read_text().strip())))
    sample, now = City(opened), time.time()
    city = autumn(sample)
    facts, outcomes, october = city.facts, city.request_outcomes, pd.Timestamp(2024, 10, 1)
    doubled = facts["visits"].mask(facts["month"].eq(october), facts["visits"] * 2)
    bad = city.with_frames(facts=facts.assign(visits=doubled))
    ready = city.with_frames(request_outcomes=outcomes.assign(outcome="selesai"))
    assert release_settled(city, now=now).released == []
    assert "2024-10 hasil" in release_settled(ready, now=now + 3600).young
    made = release_settled(bad, now=now + 25 * 3600)
    assert made.young == {"2024-10 topik": now + 25 * 3600}
    assert october in made.released, "of what became of the requests nothing changed but that they are ready"
    assert release_settled(bad, now=now + 48 * 3600).young == made.young
    assert release_settled(city, now=now + 50 * 3600).young == {"2024-10 topik": now + 50 * 3600}
    last = release_settled(city, now=now + 75 * 3600)
    assert (last.released, last.young) == ([october], {})
    assert open_content(city, october) == open_content(sample, october)
    calls = city.calls.assign(unit_code=city.calls["unit_code"].mask(city.calls.index == helped_in(city, october)))
    told = [city, bad, city.with_frames(calls=calls), city.with_frames(facts=facts.assign(is_outage=True))]
    assert len({open_content(each, october) for each in told}) == len(told), "also where only place or outage changed"
    opened.connection.close()


def helped_in(city: City, month: pd.Timestamp) -> int:
    """The row of one answered call for help of a month, with a place."""
    calls = city.calls
    asked = calls["category"].eq("bantuan_digital") & calls["date"].dt.to_period("M").eq(month.to_period("M"))
    return int(calls.index[asked & calls["unit_code"].notna()][0])


def test_a_store_that_nobody_sees_is_left_alone(loaded: Store) -> None:
    assert not is_release_due(Store(loaded.root / "lain"))


def test_relative_folders_are_those_of_the_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, str] = {}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADOPSI_DATA_DIR", "data")
    monkeypatch.setattr(release_due, "is_release_due", lambda _: True)
    monkeypatch.setattr("subprocess.run", lambda *_, env, **__: told.update(env))
    ask_for_releases(Store(Path("data")))
    assert told["ADOPSI_DATA_DIR"] == str(tmp_path / "data")


@pytest.mark.process
def test_the_load_after_one_that_died_releases_its_months(loaded: Store) -> None:
    shutil.rmtree(loaded.released_dir, ignore_errors=True)
    done = etl_process("load", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["build"]
    assert "2024-10" in done.stderr.split("Dirilis: ")[1]
    record = json.loads((loaded.released_dir / "2024-10.json").read_text("utf-8"))
    assert {name: len(versions) for name, versions in record.items()} == {"versions": 1, "outcomes": 1}
    assert not is_release_due(loaded)


def test_the_newest_settled_month_is_the_last_of_the_settled_ones() -> None:
    for days in range(800):
        as_of = date(2023, 12, 1) + timedelta(days=days)
        month = newest_settled(as_of)
        following = (month + timedelta(days=31)).replace(day=1)
        assert settled_on(month) <= as_of < settled_on(following)
