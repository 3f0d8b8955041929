"""Figures of one build with their uncertainty: codes and numbers, never words, colours or charts.

A room a question: `uptake` (are people switching), `rollout` (where is it live, will it be done in time), `effect`
(did the digital days work), `assistance` (who needs help), `services` (which services), `quality` (how complete are
the sources), `signals` (what is out of the ordinary), `open_data` (tables for everyone); `base` holds the
statistics that they share. Other packages use what a room's `__init__` names, nothing behind it.

`open_city()` gives a build with all its frames, `headline(city, month)` the four figures of a month, or of
a week, quarter or year.
"""

from analytics.base import (
    DIGITAL_ORIGINS,
    GRAINS,
    Estimate,
    Span,
    last_settled,
    month_beside,
    month_span,
    period_code,
    period_span,
    read_period_code,
    settled_on,
    since,
    until,
    within,
    working_days_between,
)
from analytics.build import digital_start
from analytics.city import City, open_city
from analytics.period_figures import Gap, Headline, Help, LiveOffices, Share
from analytics.period_headline import headline

__all__ = [
    "DIGITAL_ORIGINS",
    "GRAINS",
    "City",
    "Estimate",
    "Gap",
    "Headline",
    "Help",
    "LiveOffices",
    "Share",
    "Span",
    "digital_start",
    "headline",
    "last_settled",
    "month_beside",
    "month_span",
    "open_city",
    "period_code",
    "period_span",
    "read_period_code",
    "settled_on",
    "since",
    "until",
    "within",
    "working_days_between",
]
