"""Requests by service and place with small counts hidden, processing times, services not yet mapped."""

from analytics.services.cells import AREA, CITY, areas_of, cell_lines, service_cells
from analytics.services.counted_services import service_day_shares
from analytics.services.month import MonthServices, few_unknown, hidden_groups, month_services
from analytics.services.open_requests import long_open_offices, open_ages, open_by_office, shown_ages
from analytics.services.outcomes import (
    EVERY,
    OUTCOME_PARTS,
    TOGETHER,
    CancelledDays,
    LateCancellations,
    completion,
    large_enough,
    late_cancellations,
    tells_few,
    usually_cancelled_late,
    with_shares,
)
from analytics.services.outcomes_by_place import OUTCOME_KEYS, place_outcomes
from analytics.services.processing import processing_time, request_states
from analytics.services.requests import origin_counts, origin_lines, service_shares
from analytics.services.satisfaction_index import satisfaction
from analytics.services.time_to_ready import ALL_SERVICES
from analytics.services.unmapped_services import Unmapped, unmapped

__all__ = [
    "ALL_SERVICES",
    "AREA",
    "CITY",
    "EVERY",
    "OUTCOME_KEYS",
    "OUTCOME_PARTS",
    "TOGETHER",
    "CancelledDays",
    "LateCancellations",
    "MonthServices",
    "Unmapped",
    "areas_of",
    "cell_lines",
    "completion",
    "few_unknown",
    "hidden_groups",
    "large_enough",
    "late_cancellations",
    "long_open_offices",
    "month_services",
    "open_ages",
    "open_by_office",
    "origin_counts",
    "origin_lines",
    "place_outcomes",
    "processing_time",
    "request_states",
    "satisfaction",
    "service_cells",
    "service_day_shares",
    "service_shares",
    "shown_ages",
    "tells_few",
    "unmapped",
    "usually_cancelled_late",
    "with_shares",
]
