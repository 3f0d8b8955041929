"""Are people switching: the digital share and its changes, compositions, peers and other ways to count it."""

from analytics.base import left_out, previous_period, wilson, year_before
from analytics.uptake.comparison import citizens, comparisons, period_change
from analytics.uptake.expected_share import early_warnings, expected_shares, office_standings, weeks_live
from analytics.uptake.like_for_like import share_change
from analytics.uptake.office_changes import fallen_offices, office_changes_between, share_changes_by_office
from analytics.uptake.office_targets import OfficeTarget, office_target
from analytics.uptake.other_shares import inside_application, officer_ratio, week_share, without_known_help
from analytics.uptake.per_residents import requests_per_residents, residents_together
from analytics.uptake.returning import logged_days, returning_citizens
from analytics.uptake.share_change import ShareChange
from analytics.uptake.share_standing import Peers, Rank, is_rankable, peers, share_rank
from analytics.uptake.shares import digital_share, digital_weekdays, weekday_shares
from analytics.uptake.standard_week import TwoPeriods

__all__ = [
    "OfficeTarget",
    "Peers",
    "Rank",
    "ShareChange",
    "TwoPeriods",
    "citizens",
    "comparisons",
    "digital_share",
    "digital_weekdays",
    "early_warnings",
    "expected_shares",
    "fallen_offices",
    "inside_application",
    "is_rankable",
    "left_out",
    "logged_days",
    "office_changes_between",
    "office_standings",
    "office_target",
    "officer_ratio",
    "peers",
    "period_change",
    "previous_period",
    "requests_per_residents",
    "residents_together",
    "returning_citizens",
    "share_change",
    "share_changes_by_office",
    "share_rank",
    "week_share",
    "weekday_shares",
    "weeks_live",
    "wilson",
    "without_known_help",
    "year_before",
]
