"""The roll-out: status and coverage by day, required and actual pace, waves seen and planned, the forecast."""

from analytics.rollout.known_plans import first_known, listed_later, roster_on
from analytics.rollout.live_coverage import coverage, live_counts, unused_offices
from analytics.rollout.live_waves import Waves, first_ten, planned_waves, slipped, waves
from analytics.rollout.new_live import first_live, is_new_live
from analytics.rollout.office_readiness import Readiness, readiness
from analytics.rollout.office_use import UsedRule, needed_requests, used_by_date, used_rule, used_units
from analytics.rollout.plan_history import PlanRecord, plan_record
from analytics.rollout.plan_slips import DEFAULT_SLIPS, assumed_slips
from analytics.rollout.required_pace import (
    TARGET_KINDS,
    Pace,
    kelurahan_targets,
    last_target,
    lesser_paces,
    lesser_targets,
    pace,
)
from analytics.rollout.status import NOT_STARTED, status_on, timeline
from analytics.rollout.wave_forecast import Forecast, band_levels, forecast, waves_ahead

__all__ = [
    "DEFAULT_SLIPS",
    "NOT_STARTED",
    "TARGET_KINDS",
    "Forecast",
    "Pace",
    "PlanRecord",
    "Readiness",
    "UsedRule",
    "Waves",
    "assumed_slips",
    "band_levels",
    "coverage",
    "first_known",
    "first_live",
    "first_ten",
    "forecast",
    "is_new_live",
    "kelurahan_targets",
    "last_target",
    "lesser_paces",
    "lesser_targets",
    "listed_later",
    "live_counts",
    "needed_requests",
    "pace",
    "plan_record",
    "planned_waves",
    "readiness",
    "roster_on",
    "slipped",
    "status_on",
    "timeline",
    "unused_offices",
    "used_by_date",
    "used_rule",
    "used_units",
    "waves",
    "waves_ahead",
]
