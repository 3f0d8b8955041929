"""The effect of going live in words: a size with what it rests on, or why there is none."""

import pandas as pd
import pytest

from analytics.effect import GoingLive, going_live
from core.formats import signed_percent, signed_percent_interval
from pages.charts.going_live import AFTER, BEFORE, going_live_chart, months_shown
from sample.world.draw import draw
from wording import going_live_basis, going_live_sentence


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    return draw(5).frame


@pytest.fixture(scope="module")
def found(facts: pd.DataFrame) -> GoingLive:
    return going_live(facts)


def test_a_size_stands_with_its_interval_and_its_offices(found: GoingLive) -> None:
    assert found.verdict == "fewer_visits"
    assert signed_percent(abs(found.change.value)).lstrip("+") in going_live_sentence(found)
    basis = going_live_basis(found)
    assert basis.startswith(f"Rentang 95%: {signed_percent_interval(found.change.lower, found.change.upper)}; ")
    assert f"{found.n_treated} kelurahan aktif, sedikitnya {found.n_control} pembanding" in basis
    assert ("mencakup hari digital juga" in basis) == (found.with_digital_days_from is not None)
    assert going_live_basis(found, "en").startswith("95% interval: ")


def test_what_cannot_be_told_has_a_reason_and_no_basis(facts: pd.DataFrame) -> None:
    few = going_live(facts[facts["unit_code"].isin(sorted(facts["unit_code"].unique())[:6])])
    assert few.verdict == "cannot_tell"
    assert going_live_sentence(few).startswith("Belum dapat disimpulkan")
    assert going_live_basis(few) == ""


def test_signs_are_those_of_the_change() -> None:
    told = [signed_percent(share) for share in (0.0412, -0.398, 0.0)]
    assert told == ["+4,1%", "−39,8%", "0,0%"]


def test_the_chart_has_a_point_with_its_interval_for_each_month_near_going_live(found: GoingLive) -> None:
    rows = months_shown(found.by_months_live)
    assert rows["key"].between(BEFORE, AFTER).all()
    assert rows["lower"].notna().all()
    (points,) = going_live_chart(found.by_months_live).spec["data"]
    assert list(points["x"]) == rows["key"].to_list()
    assert len(points["hovertext"]) == len(rows)
    assert "Belum ada bulan" in str(going_live_chart(found.by_months_live.iloc[:0]).spec)
