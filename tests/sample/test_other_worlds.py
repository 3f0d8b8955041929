"""The sample's other worlds: what is true there is told by the product's own functions, what is made up is found."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from analytics.effect import digital_days
from bench.proofs.integrity import KINDS, integrity_months
from etl.commands import app
from sample.world.draw import Draw, Tampered
from sample.world.requests import MINUTES, request_rows
from sample.world_names import CITY_WORLDS, TAMPERED_WORLDS, WORLD_NAMES
from sample.worlds import draw_world
from sample.write import write_sample

START, SEED = date(2024, 8, 27), 5
SAID = {
    "no_effect": ("no_effect", "cannot_tell"),
    "all_displaced": ("only_moved",),
    "wait": ("shifted", "cannot_tell"),
    "everyday": ("all_week",),
    "growing": ("no_effect", "cannot_tell"),
    "equal_offices": ("worked",),
}


def made_up(drawn: Draw) -> Tampered:
    assert drawn.tampered is not None
    return drawn.tampered


def test_without_a_world_the_city_is_the_usual_one(full: Draw) -> None:
    usual = draw_world(None, full.seed)
    pd.testing.assert_frame_equal(usual.frame, full.frame)
    assert usual.tampered is None


@pytest.mark.parametrize("world", CITY_WORLDS)
def test_another_city_gets_its_own_verdict(world: str) -> None:
    found = digital_days(draw_world(world, SEED).frame, START)
    assert found.verdict in SAID[world]
    assert (found.gap.lower > 0) == (world not in ("no_effect", "everyday", "growing"))


def test_visits_of_all_weekdays_become_requests_of_the_same_day() -> None:
    drawn = draw_world("everyday", SEED)
    plain, real = (drawn.worlds[name] for name in ("no_digital_days", "as_happened"))
    unknown = 1 - 0.02
    assert (real.digital - plain.digital) / unknown == pytest.approx(plain.visits - real.visits)
    since = drawn.days.dates >= np.datetime64(START)
    assert (real.visits == plain.visits)[:, ~since].all()


def test_requests_that_wait_come_within_their_week() -> None:
    drawn = draw_world("wait", SEED)
    plain, real = (drawn.worlds[name] for name in ("no_digital_days", "as_happened"))
    whole = slice(np.flatnonzero(drawn.days.weekday == 1)[0], np.flatnonzero(drawn.days.weekday == 7)[-1] + 1)
    weeks = [each.digital[:, whole].reshape(len(drawn.codes), -1, 7).sum(axis=2) for each in (plain, real)]
    assert weeks[0] == pytest.approx(weeks[1])
    assert (real.digital < 0.99 * plain.digital).any()
    assert (real.visits == plain.visits).all()


@pytest.mark.parametrize("world", sorted(set(TAMPERED_WORLDS) - {"one_phone", "one_nik"}))
def test_what_is_made_up_is_found_where_it_is(world: str) -> None:
    drawn = draw_world(world, 100, strength=1.0)
    asked = integrity_months(drawn.frame)
    found = set(zip(asked["unit_code"], pd.to_datetime(asked["month"]), strict=True))
    places = set(made_up(drawn).places)
    assert KINDS[world][0] in set(asked["reason"])
    assert len(found & places) >= 0.5 * len(places) > 0
    assert len(found - places) <= 0.1 * len(found)


def test_a_weaker_strength_changes_less() -> None:
    honest = draw_world(None, SEED).walkin_reported
    changed = [
        int((np.nan_to_num(draw_world("zeros", SEED, strength=part).walkin_reported) != np.nan_to_num(honest)).sum())
        for part in (0.25, 1.0)
    ]
    assert 0 < changed[0] < changed[1] / 2


def test_one_phone_sends_what_officers_typed_in_office_hours() -> None:
    drawn = draw_world("one_phone", SEED)
    rows, about = request_rows(drawn), made_up(drawn)
    alike = rows[rows["phone_of"] != rows["person"]]
    assert len(alike) > 0.9 * about.more_citizens.sum() > 0
    assert set(zip(alike["unit"], alike["day"], strict=True)) <= set(map(tuple, np.argwhere(about.is_place).tolist()))
    hours = alike["submitted"] % MINUTES // 60
    assert hours.between(7, 15).all()
    assert alike.groupby("unit")["phone_of"].nunique().max() == 1
    assert alike.groupby("unit")["person"].nunique().min() >= 8


def test_one_nik_stands_for_many_phones() -> None:
    drawn = draw_world("one_nik", SEED)
    rows = request_rows(drawn)
    alike = rows[rows["phone_of"] != rows["person"]]
    assert alike.groupby("unit")["person"].nunique().max() == 1
    assert alike.groupby("unit")["phone_of"].nunique().min() >= 8
    assert drawn.counts.requests["warga"].sum() == draw_world(None, SEED).counts.requests["warga"].sum()


def test_truth_names_what_was_made_up(tmp_path: Path) -> None:
    write_sample(tmp_path / "contoh", until=date(2024, 3, 31), world="tens", strength=0.5)
    told = pd.read_json(tmp_path / "contoh" / "truth.json", typ="series")["made_up"]
    assert (told["kind"], told["strength"]) == ("tens", 0.5)
    assert told["office_months"] == [
        [unit, f"{month:%Y-%m}"] for unit, month in made_up(draw_world("tens", 20240827, date(2024, 3, 31), 0.5)).places
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--world", "nowhere"], "nowhere"),
        (["--world", "wait", "--strength", "0.5"], "strength"),
        (["--strength", "0.5"], "strength"),
        (["--world", "zeros", "--strength", "2"], "strength"),
        (["--world", "zeros", "--requests", "10"], "requests"),
        (["--world", "zeros", "--until", "2023-11-30"], "until"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(tmp_path: Path, options: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["sample", str(tmp_path / "contoh"), *options])
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "contoh").exists()


def test_the_help_lists_every_world() -> None:
    told = CliRunner().invoke(app, ["sample", "--help"], env={"COLUMNS": "200"}).output
    assert all(name in told for name in WORLD_NAMES)
