"""Did the digital days work (`digital_days`), and what did going live do (`going_live`, `att_gt`, `aggregate`)."""

from analytics.effect.by_digital_days.answer import DigitalDays
from analytics.effect.by_digital_days.digital_day_effect import DigitalDayAnswers, digital_days, digital_days_until
from analytics.effect.by_digital_days.verdict_rules import MOSTLY_MOVED, verdict
from analytics.effect.by_digital_days.windows import Episode, episode_of, episodes
from analytics.effect.by_going_live.aggregation import aggregate
from analytics.effect.by_going_live.live_effect import GoingLive, going_live
from analytics.effect.by_going_live.live_panel import going_live_panel, month_numbered
from analytics.effect.by_going_live.pretrend import pre_trend
from analytics.effect.by_going_live.saved_trips import TripsSaved, trips, trips_saved
from analytics.effect.by_going_live.staggered import AttGt, att_gt

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
