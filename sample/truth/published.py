"""What a faithful load of the sample must publish, straight from the drawn arrays after defects.

Complete unit-days, walk-in-complete and expected ones are those of `Draw` (definitions of metrics);
requests are standing ones (no cancelled, no duplicates, no bad rows). City figures take every
complete unit-day, also those of unit-months too poor for a share of their own. A month with no
complete unit-day has numerator and denominator 0 and share None.
"""

from typing import Any

import numpy as np

from sample.truth.estimands import Record
from sample.truth.month_estimands import live_in_both, month_masks, weekday_groups
from sample.world.draw import Draw
from sample.world.parameters import Bools
from sample.world.world import DRAWN_ORIGINS

USED_DAYS = 28
USED_MIN = 20


def _share(drawn: Draw, where: Bools) -> Record:
    digital = int((drawn.accepted["warga"] + drawn.accepted["rt"])[where].sum())
    scale = np.nan_to_num(drawn.apply_share["apply_part"], nan=1.0)
    whole = digital + float((drawn.walkin_reported * scale)[where].sum())
    share = round(digital / whole, 8) if whole else None
    return {"numerator": digital, "denominator": round(whole, 6), "share": share}


def _month(drawn: Draw, month: str, days: Bools) -> Record:
    unit_days = drawn.is_complete & days
    digital = drawn.accepted["warga"] + drawn.accepted["rt"]
    upto = np.arange(len(drawn.days)) <= drawn.as_of
    free = days & ~drawn.days.is_working & upto
    return {
        "month": month,
        **_share(drawn, unit_days),
        "complete": int(unit_days.sum()),
        "walkin_complete": int((drawn.is_walkin_complete & days).sum()),
        "expected": int((drawn.is_expected & days).sum()),
        "expected_live": int((drawn.is_expected & drawn.offices.live & days).sum()),
        "digital_outside_working_days": int(digital[:, free].sum()),
        "help_calls": int(drawn.help_calls_accepted[:, days & upto].sum()),
        **{name: int(drawn.accepted[name][:, days & upto].sum()) for name in DRAWN_ORIGINS},
        **_coverage(drawn, int(np.flatnonzero(days & upto)[-1])),
    }


def _coverage(drawn: Draw, day: int) -> dict[str, int]:
    """Return live and used offices on one day; used: live, 20 digital requests in 28 days to it."""
    kinds = drawn.tables.units["kind"].to_numpy()
    window = slice(max(day - USED_DAYS + 1, 0), day + 1)
    digital = (drawn.accepted["warga"] + drawn.accepted["rt"])[:, window].sum(axis=1)
    live = drawn.offices.live[:, day]
    used = live & (digital >= USED_MIN)
    return {
        f"{kind}_{name}": int((mask & (kinds == kind)).sum())
        for kind in ("kelurahan", "kecamatan")
        for name, mask in (("live", live), ("used", used))
    }


def _weekdays(drawn: Draw) -> list[Record]:
    """Return the headline by period and weekday, for the offices live on due days of both periods."""
    before, since, both = live_in_both(drawn, drawn.is_expected & drawn.offices.live)
    return [
        {"period": period, "weekday": name, **_share(drawn, drawn.is_complete & both[:, None] & days & mask)}
        for period, days in (("before", before), ("since", since))
        for name, mask in weekday_groups(drawn).items()
    ]


def _unit_months(drawn: Draw) -> Record:
    """Return walk-in-complete and expected days, units x months, in the order of units and months."""
    masks = [days for _, days in month_masks(drawn)]
    return {
        name: np.column_stack([(matrix & days).sum(axis=1) for days in masks]).tolist()
        for name, matrix in (("walkin_complete", drawn.is_walkin_complete), ("expected", drawn.is_expected))
    }


def published(drawn: Draw) -> dict[str, Any]:
    """Return the expected figures.

    as_of, months (city: share over complete unit-days, completeness, coverage at the month's last
    day up to the as-of), weekdays (offices live in both periods), unit_months, requests (totals of
    the whole period, accepted rows including cancelled ones), completeness over the whole period.
    """
    standing = {name: int(array.sum()) for name, array in drawn.accepted.items()}
    cancelled = int(sum(array.sum() for array in drawn.counts.cancelled.values()))
    dates, (first, last) = drawn.days.dates, drawn.request_span
    return {
        "as_of": str(dates[drawn.as_of]),
        "first_request": str(dates[first]),
        "last_request": str(dates[last]),
        "months": [_month(drawn, month, days) for month, days in month_masks(drawn)],
        "weekdays": _weekdays(drawn),
        "unit_months": _unit_months(drawn),
        "requests": {**standing, "dibatalkan": cancelled, "accepted": sum(standing.values()) + cancelled},
        "completeness": {
            "walkin_complete": int(drawn.is_walkin_complete.sum()),
            "expected": int(drawn.is_expected.sum()),
        },
    }
