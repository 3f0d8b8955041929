"""Changes of the share in cities whose weeks move all offices alike: what is called up or down, and what is missed."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import product

from analytics.uptake import period_change
from bench.table import Measure
from sample.world.policy_city import START, PolicyWorld, policy_facts

WEEKS, OFFICES, FIRST_SEED = 4, 26, 90_000
SHOCKS, LIFTS = (0.0, 0.05, 0.1, 0.2), (0.0, 0.03, 0.05)
CHANGE_WORLDS = {
    f"{lift * 100:g} points, weeks move all by {shock:g}": PolicyWorld(
        lift=lift, weekly=shock, live=OFFICES, not_live=0, weeks=(WEEKS, WEEKS)
    )
    for lift, shock in product(LIFTS, SHOCKS)
}
"""By how much the share really changes, and the standard deviation of a week's shock in log-odds."""
CHANGE_WORLDS |= {
    "0 points, the part that comes to apply falls from 70 to 60 % at 9 offices": PolicyWorld(
        live=OFFICES, not_live=0, weeks=(WEEKS, WEEKS), unsplit=9, apply=(0.7, 0.6)
    )
}
MAY_NAME = 7.0
MUST_NAME = {(0.03, 0.0): 80.0, (0.05, 0.0): 95.0, (0.05, 0.05): 80.0}
SPAN = timedelta(weeks=WEEKS)
DAY = timedelta(days=1)


def change_said(name: str, number: int) -> str:
    """Return what the change between four weeks and the next four is called in one city: up, down or same."""
    facts = policy_facts(CHANGE_WORLDS[name], FIRST_SEED + number)
    change = period_change(facts, (START - SPAN, START - DAY), (START, START + SPAN - DAY))
    return change.change.direction


def change_lines(name: str, said: Sequence[str]) -> list[Measure]:
    """Return how often a world's cities were said to have risen or fallen."""
    world, counts = CHANGE_WORLDS[name], Counter(said)
    note = ", ".join(f"{word} {100 * times / len(said):.1f} %" for word, times in counts.most_common())
    named = 100 * (counts["up"] + (counts["down"] if not world.lift else 0)) / len(said)
    most = None if world.lift else MAY_NAME
    label = "told as a rise" if world.lift else "told as a change"
    return [Measure(f"change of {name}: {label}", named, "%", most, note, MUST_NAME.get((world.lift, world.weekly)))]
