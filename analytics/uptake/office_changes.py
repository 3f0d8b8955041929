"""Of each office its like-for-like change of the share, and which of them fell beyond chance."""

import numpy as np
import pandas as pd

from analytics.base import Floats
from analytics.uptake.change_error import office_intervals
from analytics.uptake.standard_week import StandardWeek, TwoPeriods
from core.method import MAX_FALSE_NAMED, MIN_CHANGE_DAYS


def share_changes_by_office(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the like-for-like change of each office with a standard week in both facts frames, as share_change does.

    Result: unit_code, before, after, change, lower, upper (NaN under three weeks in a period), clusters (weeks of the
    shorter period), chance_up, chance_down (of so large a rise or fall where nothing changed; NaN without interval).
    """
    return office_changes_between(TwoPeriods(before, after))


def office_changes_between(days: TwoPeriods) -> pd.DataFrame:
    """Return share_changes_by_office of two periods."""
    offices, first, second = days.weeks
    both = first.is_whole & second.is_whole & (min(first.days, second.days) >= MIN_CHANGE_DAYS)
    shares = [each.office_shares for each in (first, second)]
    change = shares[1] - shares[0]
    columns = {"unit_code": offices, "before": shares[0], "after": shares[1], "change": change}
    columns |= office_intervals(first, second, change, _reach((first, second), change))
    return pd.DataFrame(columns)[both].reset_index(drop=True)


def fallen_offices(changes: pd.DataFrame) -> pd.Series:
    """Return the unit codes of `share_changes_by_office` whose share fell beyond chance, the surest first.

    Many offices are looked at, so that some seem to fall in every month: of those named, on average at most
    MAX_FALSE_NAMED did not (Benjamini and Hochberg 1995).
    """
    ordered = changes.dropna(subset="chance_down").sort_values("chance_down", kind="stable")
    limits = MAX_FALSE_NAMED * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    held = np.flatnonzero(ordered["chance_down"].to_numpy() <= limits)
    codes: pd.Series = ordered["unit_code"].iloc[: held[-1] + 1 if len(held) else 0]
    return codes


def _reach(weeks: tuple[StandardWeek, StandardWeek], change: Floats) -> tuple[Floats, Floats]:
    """How far each office's change could lie below and above for another reason than chance.

    Were its unknown origins digital in one period alone, and its unsplit visits scaled by each period's own part.
    """
    below, above = np.zeros(len(change)), np.zeros(len(change))
    if any(week.is_unknown_wide for week in weeks):
        below, above = (_rise(week) for week in weeks)
    shares = [week.by_own_scale.office_shares for week in weeks]
    moved = shares[1] - shares[0] - change
    return below + np.maximum(-moved, 0.0), above + np.maximum(moved, 0.0)


def _rise(week: StandardWeek) -> Floats:
    """By how much the offices' shares rise when all requests of unknown origin are digital."""
    rise: Floats = week.all_digital.office_shares - week.office_shares
    return rise
