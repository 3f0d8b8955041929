"""The tables that anyone may have: their columns, their small counts hidden, and what was released before."""

from analytics.open_data.csv_export import NoMonthError, export, settled_months
from analytics.open_data.first_releases import FirstReleases, release_settled
from analytics.open_data.record import DamagedReleaseError, released_dir
from analytics.open_data.released import (
    KeptReleases,
    ReleasedTable,
    Releases,
    ReleasesOfBuilds,
    ToldReleases,
)

__all__ = [
    "DamagedReleaseError",
    "FirstReleases",
    "KeptReleases",
    "NoMonthError",
    "ReleasedTable",
    "Releases",
    "ReleasesOfBuilds",
    "ToldReleases",
    "export",
    "release_settled",
    "released_dir",
    "settled_months",
]
