"""How far the sources can be trusted: completeness, freshness, reports that are due, silent logs."""

from analytics.base import is_logged
from analytics.quality.overdue_reports import overdue, owed_span
from analytics.quality.reported_days import (
    completeness,
    findings_in,
    freshness,
    requests_not_live,
    silent_logs,
    unheard_offices,
)
from analytics.quality.reporting import freshness_by_unit, reporting_reliability, silence_map
from analytics.quality.source_silence import silent_sources

__all__ = [
    "completeness",
    "findings_in",
    "freshness",
    "freshness_by_unit",
    "is_logged",
    "overdue",
    "owed_span",
    "reporting_reliability",
    "requests_not_live",
    "silence_map",
    "silent_logs",
    "silent_sources",
    "unheard_offices",
]
