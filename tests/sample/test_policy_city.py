"""The small city of the verdict's proof: what a world says it does is what its counts show."""

from dataclasses import replace

import pandas as pd
import pytest

from sample.world.policy_city import START, PolicyWorld, policy_facts

MANY = PolicyWorld(live=60, not_live=60, missing=0.0, takeup=(0.3, 0.3))
SEED = 5


def weeks_since(world: PolicyWorld) -> pd.DataFrame:
    """Sums since the start at live offices: digital, visits; of the digital-first weekdays and of the others."""
    facts = policy_facts(world, SEED)
    facts = facts[facts["date"].ge(pd.Timestamp(START)) & facts["is_live"] & facts["is_working_day"]]
    digital = facts["warga"] + facts["rt"]
    return facts.assign(digital=digital).groupby(facts["weekday"].between(2, 4))[["digital", "visits", "petugas"]].sum()


NOTHING = weeks_since(MANY)


@pytest.mark.parametrize(
    ("change", "column", "on_digital_days", "on_other_days"),
    [
        ({"convert": 0.3}, "visits", 0.7, 1.0),
        ({"everyday": 0.3}, "visits", 0.7, 0.7),
        ({"displace": 0.4}, "visits", 0.61, 1.63),
        ({"wait": 0.6}, "visits", 1.0, 1.0),
        ({"wait": 0.6}, "digital", 1.37, 0.42),
        ({"retyped": 0.6}, "visits", 1.0, 1.0),
        ({"retyped": 0.6}, "petugas", 0.4, 1.0),
        ({"strikes": 0.15}, "visits", 0.85, 0.85),
        ({"takeup": (0.15, 0.45)}, "visits", 0.625 / 0.7, 0.625 / 0.7),
        ({"convert": 0.3, "ends_after": 13}, "visits", 0.85, 1.0),
    ],
)
def test_a_world_does_what_it_says(
    change: dict[str, float], column: str, on_digital_days: float, on_other_days: float
) -> None:
    seen = weeks_since(replace(MANY, **change))[column] / NOTHING[column]
    assert seen[True] == pytest.approx(on_digital_days, abs=0.04)
    assert seen[False] == pytest.approx(on_other_days, abs=0.05)


def test_what_moves_within_the_week_is_not_lost() -> None:
    """Displaced visits and waiting requests are all there, on other days."""
    for change, column in (({"displace": 0.4}, "visits"), ({"wait": 0.6}, "digital")):
        seen = weeks_since(replace(MANY, **change))[column].sum()
        assert seen == pytest.approx(NOTHING[column].sum(), rel=0.02)


def test_busy_days_stay_unreported_at_live_offices_since_the_start_alone() -> None:
    facts = policy_facts(replace(MANY, busy_missing=0.8), SEED)
    due = facts[facts["is_expected"]]
    reported = due.groupby([due["is_live"], due["date"].ge(pd.Timestamp(START))])["is_walkin_complete"].mean()
    assert reported[True, True] < 0.9
    assert reported.drop((True, True)).eq(1).all()


def test_a_seed_gives_the_same_city_again() -> None:
    pd.testing.assert_frame_equal(policy_facts(MANY, 1), policy_facts(MANY, 1))
    assert not policy_facts(MANY, 1).equals(policy_facts(MANY, 2))
