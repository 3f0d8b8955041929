"""The city's clock and calendar."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
"""Central Indonesian time, eight hours ahead of UTC all year."""
WITA_AHEAD = timedelta(hours=8)
WORKDAYS = range(1, 6)
"""ISO numbers of the weekdays on which counters are open."""
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def now_in_wita() -> datetime:
    """Return the present second in WITA, without a zone."""
    return datetime.now(WITA).replace(tzinfo=None, microsecond=0)


def first_of_month(text: str) -> date | None:
    """Return the first day of a month written as `2024-10`; None for any other text."""
    parts = _MONTH.fullmatch(text)
    return date(int(parts[1]), int(parts[2]), 1) if parts else None
