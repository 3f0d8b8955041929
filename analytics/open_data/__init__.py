"""The tables that anyone may have: their columns, their small counts hidden, and what was released before."""

from analytics.open_data.csv_export import NoMonthError, export, released_dir, settled_months
from analytics.open_data.record import DamagedReleaseError
from analytics.open_data.released import KeptReleases, ReleasedTable, Releases, ReleasesOfBuilds, UnkeptReleases

__all__ = [
    "DamagedReleaseError",
    "KeptReleases",
    "NoMonthError",
    "ReleasedTable",
    "Releases",
    "ReleasesOfBuilds",
    "UnkeptReleases",
    "export",
    "released_dir",
    "settled_months",
]
