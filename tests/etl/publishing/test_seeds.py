"""Drawn cities (a third one by `make slow`) through files and the load: the same unit-days as in memory."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.build import help_links, unit_days
from analytics.uptake import without_known_help
from core.settings import settings
from core.snapshot import Snapshot, open_current
from core.store import Store
from etl.loading.load import load
from sample.world.draw import Draw, draw
from sample.write import write_sample

pytestmark = pytest.mark.drill

UNTIL = date(2024, 1, 31)
BASIS = "Perwali contoh"


def assert_same(snapshot: Snapshot, drawn: Draw) -> None:
    """Every column of every office and day up to the as-of; of a free day the policy does not matter."""
    found = unit_days(snapshot)
    expected = drawn.frame[drawn.frame["date"] <= pd.Timestamp(snapshot.meta()["as_of"])]
    expected = expected.sort_values(["date", "unit_code"], ignore_index=True)[list(found.columns)]
    found["is_digital_day"] &= found["is_working_day"]
    texts = {name: "object" for name in found.columns[:5] if name != "date"}
    kinds = found.dtypes.to_dict() | texts
    assert_frame_equal(found.astype(kinds), expected.astype(kinds))


def test_the_whole_sample_is_the_drawn_one(snapshot: Snapshot) -> None:
    assert_same(snapshot, draw())


@pytest.fixture(scope="module", params=[7, pytest.param(8, marks=pytest.mark.slow)])
def seeded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Draw]:
    """A city of another seed, written and loaded with 112 calls linked."""
    folder = tmp_path_factory.mktemp(f"seed{request.param}")
    store = Store(folder / "contoh")
    write_sample(store.root, seed=request.param, until=UNTIL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADOPSI_KEY_FILE", str(folder / "kunci"))
        patch.setenv("ADOPSI_DATA_DIR", str(folder))
        patch.setenv("ADOPSI_TAUTKAN_112", BASIS)
        settings.cache_clear()
        load(store)
    settings.cache_clear()
    return store, draw(request.param, UNTIL)


def test_other_seeds_come_through_files_as_they_were_drawn(seeded: tuple[Store, Draw]) -> None:
    store, drawn = seeded
    assert_same(open_current(store), drawn)


def test_linked_requests_are_those_that_were_helped(seeded: tuple[Store, Draw]) -> None:
    """Cell by cell, and the share without known help lies below the headline by just these."""
    store, drawn = seeded
    snapshot = open_current(store)
    linked, basis = help_links(snapshot)
    assert linked is not None
    assert basis == BASIS
    wide = linked.pivot(index="unit_code", columns="date", values="linked_requests")
    found = wide.reindex(index=drawn.codes, columns=pd.DatetimeIndex(drawn.days.dates)).fillna(0)
    np.testing.assert_array_equal(found.to_numpy(), drawn.counts.helped)
    facts = unit_days(snapshot)
    alone = without_known_help(facts, linked, basis, snapshot.meta()["as_of"]).iloc[0]
    complete = facts[facts["is_complete"]]
    helped = complete.merge(linked, on=["unit_code", "date"], how="left")["linked_requests"].sum()
    assert alone["numerator"] == complete["warga"].sum() - helped
    assert alone["state"] == "ok"
    assert 0 < alone["linkable_share"] < 1
