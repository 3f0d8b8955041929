"""What changed at each office between two periods, and which offices cannot be used and why."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.base import WORKING_WEEKDAYS, Cells, Panel
from analytics.effect.windows import Windows

ALL_WEEKDAYS = list(range(WORKING_WEEKDAYS))


@dataclass(frozen=True)
class Parts:
    """Positions 0..4 of the digital-first weekdays and of the other ones."""

    digital: list[int]
    other: list[int]

    @classmethod
    def of(cls, weekdays: list[int]) -> "Parts":
        """Return the parts of the working week for digital-first weekdays 1..5."""
        digital = [number - 1 for number in weekdays if number <= WORKING_WEEKDAYS]
        return cls(digital, [position for position in ALL_WEEKDAYS if position not in digital])


def office_changes(days: Panel, sums: Cells, parts: Parts) -> pd.DataFrame:
    """Return one row an office, in the panel's order.

    Columns: unit_code, name, share_digital_before, share_digital_since, share_other_before,
    share_other_since (digital share on the digital-first and on the other weekdays), gap (difference
    of their changes), share_change (whole week), visits_before, visits_since (per standard week),
    log_change, reason ('' where everything can be computed, else weekday_incomplete, no_transactions or
    no_visits) and walkin_reason (the same, asking only for walk-in counts).
    """
    digital, other = sums.share(parts.digital), sums.share(parts.other)
    week, visits = sums.share(ALL_WEEKDAYS), sums.standard_week(ALL_WEEKDAYS)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_change = np.diff(np.log(visits), axis=1)[:, 0]
    frame = pd.DataFrame(
        {
            "unit_code": days.offices["unit_code"],
            "name": days.offices["name"],
            "share_digital_before": digital[:, 0],
            "share_digital_since": digital[:, 1],
            "share_other_before": other[:, 0],
            "share_other_since": other[:, 1],
            "gap": np.diff(digital, axis=1)[:, 0] - np.diff(other, axis=1)[:, 0],
            "share_change": np.diff(week, axis=1)[:, 0],
            "visits_before": visits[:, 0],
            "visits_since": visits[:, 1],
            "log_change": log_change,
        }
    )
    walked, done = ((array > 0).all(axis=(1, 2)) for array in (sums.walkin_days, sums.complete_days))
    no_visits = ~(visits > 0).all(axis=1)
    rules = [~done, frame["gap"].isna(), no_visits]
    frame["reason"] = np.select(rules, ["weekday_incomplete", "no_transactions", "no_visits"], default="")
    frame["walkin_reason"] = np.select([~walked, no_visits], ["weekday_incomplete", "no_visits"], default="")
    return frame


def left_out(days: Panel, changes: pd.DataFrame, window: Windows) -> pd.DataFrame:
    """Return the kelurahan that are in neither group: unit_code, name, reason.

    Reasons: those of `office_changes`, status_unknown, and live_in_window (went live too late for a
    time before, or is live on some day of the window).
    """
    inside = (days.dates >= window.before[0]) & (days.dates <= window.since[1])
    unknown = np.isnan(days.live[:, inside]).any(axis=1)
    reason = np.select(
        [window.is_live, window.is_not_live, unknown],
        [changes["reason"], changes["walkin_reason"], "status_unknown"],
        default="live_in_window",
    )
    is_kelurahan = days.offices["kind"].eq("kelurahan")
    frame = changes[["unit_code", "name"]].assign(reason=reason)
    return frame[is_kelurahan & frame["reason"].ne("")].reset_index(drop=True)
