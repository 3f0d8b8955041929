"""The tables that anyone may have: their columns, their small counts hidden, and what was released before."""

from analytics.open_data.csv_export import NoMonthError, export, settled_months
from analytics.open_data.releases import DamagedReleaseError

__all__ = [
    "DamagedReleaseError",
    "NoMonthError",
    "export",
    "settled_months",
]
