"""Are people switching: the digital share and its changes, compositions, peers and other ways to count it."""

from analytics.base import left_out, wilson
from analytics.uptake.city_change import month_change
from analytics.uptake.comparison import citizens, comparisons, previous_period, year_before
from analytics.uptake.other_shares import inside_application, officer_ratio, week_share, without_known_help
from analytics.uptake.peer_offices import Peers, peers
from analytics.uptake.share_composition import Composition, composition
from analytics.uptake.shares import digital_share, digital_weekdays, share_change, weekday_shares

__all__ = [
    "Composition",
    "Peers",
    "citizens",
    "comparisons",
    "composition",
    "digital_share",
    "digital_weekdays",
    "inside_application",
    "left_out",
    "month_change",
    "officer_ratio",
    "peers",
    "previous_period",
    "share_change",
    "week_share",
    "weekday_shares",
    "wilson",
    "without_known_help",
    "year_before",
]
