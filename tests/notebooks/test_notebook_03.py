"""Planning the next wave: the notebook runs on the published sample and ends with the forecast's number."""

import pandas as pd
import pytest
from support.codes import codes_in
from support.notebook_runs import FOLDER, run

from analytics import build, effect, rollout
from core.formats import day, percent, signed_percent
from core.snapshot import Snapshot
from core.store import Store
from wording import chance_words, going_live_sentence

pytestmark = pytest.mark.drill

NOTEBOOK = FOLDER / "03_gelombang.py"


@pytest.fixture(scope="module")
def shown(sample_store: Store) -> str:
    """What the notebook shows on the sample build (the settings point to it)."""
    assert sample_store.is_sample
    return run(NOTEBOOK)


def test_it_ends_with_the_chances_that_the_dashboard_shows(shown: str, snapshot: Snapshot) -> None:
    """Every target still due and all offices in a year: as planned, with the first wave late, with one wave more."""
    events, units, targets = build.rollout_events(snapshot), snapshot.table("units"), snapshot.table("targets")
    as_of = snapshot.meta()["as_of"]
    plans = rollout.planned_waves(events, units, as_of)
    late = rollout.slipped(plans, plans["date"].iloc[0].date(), 4)
    made = [rollout.forecast(events, units, as_of, chosen) for chosen in (None, late)]
    is_due = pd.to_datetime(targets["due_date"]) > pd.Timestamp(as_of)
    aims = targets[targets["measure"].eq("kelurahan_live") & is_due]
    lines = [(row["due_date"].date(), row["value"]) for row in aims.to_dict("records")]
    lines.append(((pd.Timestamp(as_of) + pd.DateOffset(years=1)).date(), 59))
    assert len(lines) > 1
    last = shown.strip().splitlines()[-len(lines) :]
    for (due, offices), line in zip(lines, last, strict=True):
        chances = [one.chance_by(due, offices) for one in made]
        words = [chance_words(chance, len(made[0].waves.seen), "id") for chance in chances if chance is not None]
        assert chances == sorted(chances, key=lambda chance: -(chance or 0)), "moved later, no chance rises"
        assert f", {day(due)}: rencana {words[0]}; mundur empat minggu {words[1]}; tambah gelombang" in line


def test_it_prints_words(shown: str) -> None:
    assert codes_in(shown) == set()


def test_the_effect_shown_is_the_published_one(shown: str, snapshot: Snapshot) -> None:
    answer = effect.going_live(build.unit_days(snapshot), snapshot.meta()["as_of"])
    assert answer.verdict == "fewer_visits"
    assert f"{going_live_sentence(answer)}\n{signed_percent(answer.change.value)} (rentang 95%" in shown
    assert f" {percent(-answer.change.value)} di bawah trennya" in going_live_sentence(answer)
    assert shown.startswith("DATA CONTOH")
