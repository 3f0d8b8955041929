"""Who needs help: 112 calls beside digital requests, the funnel of calls, their topics and times."""

from analytics.assistance.assisted import SENDERS, assisted_requests
from analytics.assistance.call_funnel import funnel, help_offices, topics, without_category
from analytics.assistance.call_topics import ALL_TOPICS, OTHER_TOPIC, help_calls, topic_cells
from analytics.assistance.call_totals import totals_funnel
from analytics.assistance.callers import repeat_callers
from analytics.assistance.help_change import HelpChange, help_change
from analytics.assistance.help_hours import busiest_hour, help_by_hour, help_without_hour
from analytics.assistance.need import still_needs_help, why_none_compared
from analytics.assistance.rate import AREA_KIND, HELP, assistance_rate, both_cover, of_offices
from analytics.assistance.resolution import resolution_times
from analytics.assistance.topics_by_place import place_topic_cells, place_topics, shown_topics, topic_lines
from analytics.assistance.weeks_live import assistance_by_weeks_live, weeks_since_live
from analytics.assistance.young_need import help_by_age, young_needs_help

__all__ = [
    "ALL_TOPICS",
    "AREA_KIND",
    "HELP",
    "OTHER_TOPIC",
    "SENDERS",
    "HelpChange",
    "assistance_by_weeks_live",
    "assistance_rate",
    "assisted_requests",
    "both_cover",
    "busiest_hour",
    "funnel",
    "help_by_age",
    "help_by_hour",
    "help_calls",
    "help_change",
    "help_offices",
    "help_without_hour",
    "of_offices",
    "place_topic_cells",
    "place_topics",
    "repeat_callers",
    "resolution_times",
    "shown_topics",
    "still_needs_help",
    "topic_cells",
    "topic_lines",
    "topics",
    "totals_funnel",
    "weeks_since_live",
    "why_none_compared",
    "without_category",
    "young_needs_help",
]
