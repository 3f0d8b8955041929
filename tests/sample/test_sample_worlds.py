"""What the parameters do to the expected counts."""

import numpy as np
import pytest

from sample.world.draw import Draw, draw
from sample.world.world import landing_days


def _same(drawn: Draw, one: str, other: str, channels: tuple[str, ...]) -> bool:
    first, second = drawn.worlds[one], drawn.worlds[other]
    return all(np.allclose(getattr(first, name), getattr(second, name)) for name in channels)


def test_without_effects_the_digital_days_change_nothing() -> None:
    drawn = draw(convert=0, displace=0)
    assert _same(drawn, "no_digital_days", "as_happened", ("visits", "walkin", "warga", "rt", "petugas"))


def test_without_takeup_and_effects_going_live_moves_no_visit() -> None:
    drawn = draw(convert=0, displace=0, takeup=0)
    assert _same(drawn, "not_live", "as_happened", ("visits", "walkin", "warga", "rt"))
    assert drawn.counts.requests["warga"].sum() == 0
    assert drawn.worlds["not_live"].petugas.sum() == 0 < drawn.worlds["as_happened"].petugas.sum()


def test_offices_not_live_change_only_by_spillover(full: Draw) -> None:
    idle = ~full.offices.live.any(axis=1)
    worlds = full.worlds
    assert np.array_equal(worlds["not_live"].walkin[idle], worlds["as_happened"].walkin[idle])
    spilled = draw(spillover=0.5, displace=0).worlds["as_happened"]
    days = full.days.is_digital
    left = spilled.visits[idle][:, days] / worlds["not_live"].visits[idle][:, days]
    assert left == pytest.approx(np.full(left.shape, 0.85))


def test_convert_moves_visits_to_requests_one_to_one_on_the_same_day() -> None:
    drawn = draw(displace=0, unknown_origin=0)
    plain, real = drawn.worlds["no_digital_days"], drawn.worlds["as_happened"]
    assert real.digital - plain.digital == pytest.approx(plain.visits - real.visits)
    touched = (plain.visits != real.visits).any(axis=0)
    assert not touched[~drawn.days.is_digital].any()


def test_displaced_visits_land_on_the_next_other_days_and_none_is_lost(full: Draw) -> None:
    landing = landing_days(full.days)
    digital = np.flatnonzero(full.days.is_digital)
    assert landing[digital[:-3]].sum(axis=1) == pytest.approx(np.ones(len(digital) - 3))
    start, target = np.nonzero(landing)
    weeks = (full.days.week[target] - full.days.week[start]).astype(int) // 7
    assert set(weeks) <= {0, 1}
    assert (target > start).all()
    assert set(full.days.weekday[target]) == {1, 5}
    assert full.days.is_working[target].all()


def test_a_mapping_sets_single_offices_and_leaves_the_others() -> None:
    chosen = "64.72.03.1005"
    drawn = draw(convert={chosen: 0.0}, displace=0)
    plain, real = drawn.worlds["no_digital_days"].visits, drawn.worlds["as_happened"].visits
    row, other = drawn.codes.index(chosen), drawn.codes.index("64.72.06.1001")
    assert np.array_equal(plain[row], real[row])
    day = np.flatnonzero(drawn.days.is_digital)[0]
    assert real[other, day] / plain[other, day] == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("effects", "message"),
    [
        ({"konvert": 0.1}, "unknown effect"),
        ({"convert": {"64.72.99": 0.1}}, "unknown office"),
        ({"convert": 1.2}, "between 0 and 1"),
        ({"convert": 0.8, "displace": 0.3}, "together"),
    ],
)
def test_impossible_effects_are_named(effects: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        draw(**effects)
