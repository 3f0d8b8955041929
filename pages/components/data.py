"""The only caching: one build's frames, read once. They are shared between sessions: filter, never change them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from analytics import effect, facts, maps
from core.snapshot import Snapshot, open_build

BUILDS_KEPT = 2
RESULTS_KEPT = 64


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
        start=_policy_start(snapshot),
    )


def _policy_start(snapshot: Snapshot) -> date | None:
    first = snapshot.query("SELECT min(date) AS first FROM calendar WHERE is_digital_day")["first"].iloc[0]
    return None if pd.isna(first) else first.date()


@st.cache_resource(max_entries=RESULTS_KEPT, show_spinner=False)
def digital_days(path: Path, end: date) -> effect.DigitalDays:
    """Return the city's verdict on the digital days as of `end`: the dear part of several pages."""
    build = read_build(path)
    assert build.start is not None
    return effect.digital_days(build.facts, build.start, pd.Timestamp(end))
