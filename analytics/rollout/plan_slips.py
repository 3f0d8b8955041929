"""How late a planned wave may come: the chances before its day, and those left once it is late."""

from collections.abc import Mapping

import pandas as pd

DEFAULT_SLIPS = {0: 0.5, 4: 0.25, 8: 0.15, 12: 0.1}
"""Chance of each slip in weeks. An assumption, not a finding: shown, and the user's to change (plan_slips.csv)."""
STEP_WEEKS = 4
"""Slips are told in steps of four weeks; a plan is kept while it slips by less than half of one."""
STEP_DAYS = 7 * STEP_WEEKS


def assumed_slips(typed: pd.DataFrame) -> dict[int, float] | None:
    """Return the chance of each slip in weeks as somebody typed it in (weeks, chance); None without a row."""
    if typed.empty:
        return None
    ordered = typed.sort_values("weeks")
    parts = (ordered["chance"] / ordered["chance"].sum()).tolist()
    return dict(zip(ordered["weeks"].astype(int).tolist(), parts, strict=True))


def slips_left(slips: Mapping[int, float], days_late: int) -> dict[int, float]:
    """Return the chance of each slip in weeks of a wave that has not come so many days after its day.

    A slip stands for the days half a step around it, so that a day more takes a little of its chance, not all of it.
    What is left of a slip whose own day has passed comes next week. The longest slip loses its chance over twice as
    many days, to one as long after today as itself, which is all that stays in the end: no wait makes a wave certain.
    """
    if days_late < 0:
        return dict(slips)
    longest, next_week = max(weeks for weeks, chance in slips.items() if chance > 0), days_late // 7 + 1
    found: dict[int, float] = {}
    for weeks, chance in slips.items():
        ends = 7 * weeks + STEP_DAYS // 2
        width = min(ends, 2 * STEP_DAYS if weeks == longest else STEP_DAYS)
        part = min(max((ends - days_late) / width, 0.0), 1.0)
        comes = weeks if 7 * weeks > days_late else next_week
        found[comes] = found.get(comes, 0.0) + chance * part
        if weeks == longest:
            later = next_week + max(longest, STEP_WEEKS)
            found[later] = found.get(later, 0.0) + chance * (1 - part)
    total = sum(found.values())
    return {weeks: chance / total for weeks, chance in found.items() if chance > 0}
