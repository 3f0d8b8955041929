"""What a report reads of a build: once, however many months are made from it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analytics.assistance import assistance_rate
from analytics.base import until
from analytics.build import calls, rollout_events, service_origins, unit_days
from analytics.quality import freshness
from analytics.signals import known_steps
from analytics.uptake import digital_share
from core.snapshot import Snapshot
from report.content.build_summary import files_of, held_rows, sources_of
from report.content.map_outlines import Shapes, shapes_of
from report.content.model import Source, SourceFile

# Plain Python texts: the same results, and a quarter less time than with pandas' own kind of text.
WORDS = ("unit_code", "name", "kind", "kecamatan_code", "kecamatan")


@dataclass(frozen=True)
class Tables:
    """Frames of one build, named as in core.tables and analytics.build; read by all, changed by none."""

    meta: dict[str, Any]
    facts: pd.DataFrame
    calls: pd.DataFrame
    rollout: pd.DataFrame
    units: pd.DataFrame
    calendar: pd.DataFrame
    targets: pd.DataFrame
    events: pd.DataFrame
    boundaries: pd.DataFrame
    source_state: pd.DataFrame
    quarantine_reason: pd.DataFrame
    file_account: pd.DataFrame
    log_gap: pd.DataFrame
    origins: pd.DataFrame

    @cached_property
    def steps(self) -> pd.DataFrame:
        """When charts start anew (digest.known_steps), of all time: a digest leaves out what comes after its as-of."""
        return known_steps(self.facts, self.events)

    @cached_property
    def city_months(self) -> pd.DataFrame:
        """The city's digital share (uptake.digital_share) of every month: none depends on later days."""
        return digital_share(self.facts, ["month"])

    @cached_property
    def office_months(self) -> pd.DataFrame:
        """The digital share of every office and month."""
        return digital_share(self.facts, ["unit_code", "month"])

    @cached_property
    def help_months(self) -> pd.DataFrame:
        """The city's 112 calls per 100 digital requests (assistance.assistance_rate) of every month, to the as-of."""
        return assistance_rate(until(self.facts, self.meta["as_of"]), ["month"], self.calls)

    @cached_property
    def fresh(self) -> pd.DataFrame:
        """How old the newest row of each source is (quality.freshness)."""
        return freshness(self.source_state, self.meta["as_of"])

    @cached_property
    def held(self) -> pd.DataFrame:
        """What was held back or flagged, of the whole build (build_summary.held_rows)."""
        return held_rows(self.quarantine_reason)

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of the map (map_outlines.shapes_of)."""
        return shapes_of(self.boundaries)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What is known of each source."""
        return sources_of(self.source_state, self.file_account)

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that the build was made from."""
        return files_of(self.file_account)


def read_tables(snapshot: Snapshot) -> Tables:
    """Return the tables of a build."""
    names = (
        "units", "calendar", "targets", "events", "boundaries", "source_state", "quarantine_reason", "file_account",
        "log_gap",
    )  # fmt: skip
    small = {name: snapshot.table(name) for name in names}
    # Every month asks the calendar: its days are read as such once.
    small["calendar"] = small["calendar"].astype({"date": "datetime64[us]"})
    facts = unit_days(snapshot).astype(dict.fromkeys(WORDS, object))
    meta = snapshot.meta()
    origins = service_origins(snapshot, meta["as_of"])
    return Tables(meta, facts, calls(snapshot), rollout_events(snapshot), **small, origins=origins)
