"""The shapes of a build's offices, as maps draw them."""

from datetime import date
from functools import cached_property

import geopandas as gpd
import pandas as pd

from analytics import City
from pages.maps.shapes import OFFICIAL, shapes_frame


class DrawnCity(City):
    """A city with its shapes."""

    @cached_property
    def shapes(self) -> gpd.GeoDataFrame:
        """The shapes of the cartogram."""
        return shapes_frame(self.boundaries)

    @cached_property
    def official(self) -> gpd.GeoDataFrame | None:
        """The shapes of the official boundaries, where those were imported."""
        return shapes_frame(self.boundaries, OFFICIAL) if len(self._official_rows) else None

    @property
    def official_source(self) -> str:
        """Where the official boundaries come from; '' without them."""
        return self._official_rows["source"].iloc[0] if len(self._official_rows) else ""

    @property
    def official_day(self) -> date | None:
        """The day of their import; builds of before that was kept do not have it."""
        return next(iter(self._official_rows.get("imported_on", ())), None)

    @cached_property
    def _official_rows(self) -> pd.DataFrame:
        return self.boundaries[self.boundaries["geometry_kind"] == OFFICIAL]
