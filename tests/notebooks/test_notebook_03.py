"""Planning the next wave: the notebook runs on the published sample and ends with the forecast's number."""

import re

import pandas as pd
import pytest
from test_notebooks import FOLDER, run

from analytics import effect, facts, rollout
from core.formats import percent
from core.settings import Store
from core.snapshot import Snapshot

NOTEBOOK = FOLDER / "03_gelombang.py"


@pytest.fixture(scope="module")
def shown(sample_store: Store) -> str:
    """What the notebook shows on the sample build (the settings point to it)."""
    assert sample_store.is_sample
    return run(NOTEBOOK)


def test_it_ends_with_the_published_chance(shown: str, snapshot: Snapshot) -> None:
    """As planned, with the first wave four weeks late, and with one wave more."""
    events, units = facts.rollout_events(snapshot), snapshot.table("units")
    as_of = snapshot.meta()["as_of"]
    day = (pd.Timestamp(as_of) + pd.DateOffset(years=1)).date()
    plans = rollout.planned_waves(events, units, as_of)
    late = rollout.slipped(plans, plans["date"].iloc[0].date(), 4)
    chances = [rollout.forecast(events, units, as_of, chosen).chance_by(day) for chosen in (None, late)]
    assert f"rencana: {percent(chances[0])}\nmundur empat minggu: {percent(chances[1])}\n" in shown
    more = re.search(r"tambah gelombang: (\d+)", shown)
    assert chances[0] is not None
    assert more
    assert 0 < 100 * chances[0] < int(more[1]) < 100


def test_the_effect_shown_is_the_published_one(shown: str, snapshot: Snapshot) -> None:
    answer = effect.going_live(facts.unit_days(snapshot), snapshot.meta()["as_of"])
    assert answer.verdict == "fewer_visits"
    assert f"fewer_visits: {percent(answer.change.value)}" in shown
    assert shown.startswith("DATA CONTOH")
