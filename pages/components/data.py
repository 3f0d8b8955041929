"""The only caching: one build's frames, read once. They are shared between sessions: filter, never change them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from analytics import facts, headline, maps
from core.snapshot import Snapshot, open_build

BUILDS_KEPT = 2


@dataclass(frozen=True)
class Build:
    """Everything the pages read of one build. Frames as in core.tables and analytics.facts."""

    snapshot: Snapshot
    meta: dict[str, Any]
    facts: pd.DataFrame
    calls: pd.DataFrame
    events: pd.DataFrame
    units: pd.DataFrame
    targets: pd.DataFrame
    shapes: gpd.GeoDataFrame
    start: date | None
    """First digital-first day of the policy; None where the policy has no row."""

    def table(self, name: str) -> pd.DataFrame:
        """Return a small published table."""
        return self.snapshot.table(name)


@st.cache_resource(max_entries=BUILDS_KEPT, show_spinner=False)
def read_build(path: Path) -> Build:
    """Return the build at `path`."""
    snapshot = open_build(path)
    return Build(
        snapshot=snapshot,
        meta=snapshot.meta(),
        facts=facts.unit_days(snapshot),
        calls=facts.calls(snapshot),
        events=facts.rollout_events(snapshot),
        units=snapshot.table("units"),
        targets=snapshot.table("targets"),
        shapes=maps.shapes_frame(snapshot.table("boundaries")),
        start=headline.digital_start(snapshot.table("calendar")),
    )
