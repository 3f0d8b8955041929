"""Did the digital days work (`digital_days`), and what did going live do (`going_live`, `att_gt`, `aggregate`)."""

from analytics.effect.aggregation import aggregate
from analytics.effect.digital_day_effect import DigitalDayAnswers, DigitalDays, digital_days, digital_days_until
from analytics.effect.live_effect import GoingLive, going_live
from analytics.effect.live_panel import going_live_panel, month_numbered
from analytics.effect.pretrend import pre_trend
from analytics.effect.saved_trips import TripsSaved, trips, trips_saved
from analytics.effect.staggered import AttGt, att_gt
from analytics.effect.verdict_rules import MOSTLY_MOVED, verdict
from analytics.effect.windows import Episode, episode_of, episodes

__all__ = [
    "MOSTLY_MOVED",
    "AttGt",
    "DigitalDayAnswers",
    "DigitalDays",
    "Episode",
    "GoingLive",
    "TripsSaved",
    "aggregate",
    "att_gt",
    "digital_days",
    "digital_days_until",
    "episode_of",
    "episodes",
    "going_live",
    "going_live_panel",
    "month_numbered",
    "pre_trend",
    "trips",
    "trips_saved",
    "verdict",
]
