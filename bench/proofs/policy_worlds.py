"""The verdict on the digital days in worlds of other kinds than the invented city: how often does it say what?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from analytics.effect import Episode, digital_days
from bench.table import Measure
from sample.world.policy_city import START, PolicyWorld, policy_facts

GROWTH = {"flat": (0.3, 0.3), "slow growth": (0.25, 0.35), "fast growth": (0.15, 0.45)}
POLICIES = {
    "nothing": PolicyWorld(),
    "convert 30 %": PolicyWorld(convert=0.3),
    "all displaced": PolicyWorld(displace=0.4),
    "requests shifted only": PolicyWorld(wait=0.6),
    "convert on all weekdays": PolicyWorld(everyday=0.3),
}
WORLDS = {
    **{
        f"{policy}, {growth}": replace(world, takeup=takeup)
        for policy, world in POLICIES.items()
        for growth, takeup in GROWTH.items()
    },
    "strikes as 0, 5 %": PolicyWorld(strikes=0.05),
    "strikes as 0, 15 %": PolicyWorld(strikes=0.15),
    "strikes as 0, 15 %, requests shifted": PolicyWorld(strikes=0.15, wait=0.6),
    "officers' rows retyped": PolicyWorld(retyped=0.6),
    "officers' rows retyped, fast growth": PolicyWorld(retyped=0.6, takeup=GROWTH["fast growth"]),
    "busy days unreported": PolicyWorld(busy_missing=0.6),
    "busy days unreported, requests shifted": PolicyWorld(busy_missing=0.6, wait=0.6),
    "seasons": PolicyWorld(season=1.0),
    "seasons, requests shifted": PolicyWorld(season=1.0, wait=0.6),
    "convert 30 %, strikes as 0, 15 %": PolicyWorld(convert=0.3, strikes=0.15),
}
MUST_WORK = ("convert 30 %, flat", "convert 30 %, slow growth", "convert 30 %, strikes as 0, 15 %")
MAY_WORK = ("convert 30 %, fast growth",)
MUST_BE_ALL_WEEK = ("convert on all weekdays, flat", "convert on all weekdays, slow growth")
TARGET, MAY_ERR = 80.0, 5.0
EPISODE = Episode(START, None, (2, 3, 4), (None, START - timedelta(days=1)))
FIRST_SEED = 70_000


def said(name: str, number: int) -> str:
    """Return the verdict in one city of a world."""
    return digital_days(policy_facts(WORLDS[name], FIRST_SEED + number), START, episode=EPISODE).verdict


def verdict_lines(name: str, verdicts: Sequence[str]) -> list[Measure]:
    """Return how often a world's cities were said to have worked, with every other verdict beside it."""
    parts = {verdict: 100 * times / len(verdicts) for verdict, times in Counter(verdicts).most_common()}
    note = ", ".join(f"{verdict} {part:.1f} %" for verdict, part in parts.items())
    worked = parts.get("worked", 0.0)
    most = None if name in (*MUST_WORK, *MAY_WORK) else MAY_ERR
    lines = [Measure(f"{name}: 'worked'", worked, "%", most, note, TARGET if name in MUST_WORK else None)]
    if name in MUST_BE_ALL_WEEK:
        lines.append(Measure(f"{name}: 'all_week'", parts.get("all_week", 0.0), "%", at_least=TARGET))
    return lines
