"""What whoever runs the server watches: is it ready, and how does it do.

Neither tells a figure of the city or a word of a person; pages are counted, not readers.
"""

from operations.alerts.rules import ALERT_COLUMNS, rule_faults
from operations.logs import with_json_lines
from operations.metrics import page_seconds
from operations.routes import OPERATION_PATHS, operation_routes

__all__ = [
    "ALERT_COLUMNS",
    "OPERATION_PATHS",
    "operation_routes",
    "page_seconds",
    "rule_faults",
    "with_json_lines",
]
