"""The frames of one build, each read when it is first asked for."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from analytics import build
from core.snapshot import Snapshot, as_declared
from core.store.published_builds import DamagedBuildError
from core.tables import BY_NAME


class BuildFrame(cached_property[pd.DataFrame]):
    """A frame that is read of the build when it is first asked for."""

    def __init__(self, read: Callable[[Snapshot], pd.DataFrame]) -> None:
        def of(city: "CityFrames") -> pd.DataFrame:
            with as_declared(city.snapshot.path):
                return read(city.snapshot)

        super().__init__(of)


def _table(name: str) -> BuildFrame:
    """A published table as it stands (columns in core.tables)."""
    return BuildFrame(lambda snapshot: snapshot.table(name))


def _optional(name: str) -> BuildFrame:
    """A published table; of a build older than it no rows."""

    def read(snapshot: Snapshot) -> pd.DataFrame:
        try:
            with as_declared(snapshot.path):
                return snapshot.table(name)
        except DamagedBuildError:
            return pd.DataFrame(columns=BY_NAME[name].column_names)

    return BuildFrame(read)


class CityFrames:
    """The tables of a build as frames, as far as its scope reaches; kept once read.

    Frames are shared: filter them, never change them. Columns: of the tables in core.tables, of the frames that a
    function of analytics.build reads in its docstring. A frame that an older build lacks raises DamagedBuildError.
    """

    facts = BuildFrame(build.unit_days)
    calls = BuildFrame(build.calls)
    roster = BuildFrame(build.rollout_events)
    """Status changes of the offices, past and planned."""
    plan_history = BuildFrame(build.plan_history)
    """Every day for which an office was planned to go live, as the exports showed it."""
    visit_reports = BuildFrame(build.visit_reports)
    request_durations = BuildFrame(build.request_durations)
    request_statuses = BuildFrame(build.request_statuses)
    request_outcomes = BuildFrame(build.request_outcomes)
    service_origins = BuildFrame(build.service_origins)
    service_months = BuildFrame(build.service_months)
    calendar = BuildFrame(build.calendar)

    units = _table("units")
    targets = _table("targets")
    policy = _table("digital_days")
    """The digital days as declared, a row an episode."""
    events = _table("events")
    services = _table("services")
    boundaries = _table("boundaries")
    source_state = _table("source_state")
    quarantine_reason = _table("quarantine_reason")
    file_account = _table("file_account")
    log_gap = _table("log_gap")
    finding = _table("finding")
    call_duration = _table("call_duration")
    calls_totals = _table("calls_totals")
    callers_month = _table("callers_month")
    people_month = _table("people_month")
    collections = _optional("collection_day")
    """Counter visits to collect a letter, where they are counted apart."""
    closed_days = _optional("closed_day")
    """Working days that their office wrote as closed, and of which no count stands."""
    unit_costs = _optional("unit_costs")
    integrity_month = _optional("integrity_month")
    """Office-months whose figures are to be asked about."""
    satisfaction = _optional("satisfaction_month")
    service_days = _optional("service_day")
    """Visits and digital requests by service, where visits are counted by service."""
    office_targets = _optional("office_targets")
    plan_slips = _optional("plan_slips")
    """How late planned waves may come, where somebody typed in another assumption than the product's."""
    return_month = _optional("return_month")
    """Citizens by month of first digital use, and how they came back."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @cached_property
    def meta(self) -> dict[str, Any]:
        """The build's own row: name, days, whether it is sample data (table meta)."""
        with as_declared(self.snapshot.path):
            return self.snapshot.meta()

    @cached_property
    def as_of(self) -> date | None:
        """The last day that request log and walk-in counts both cover; None without one."""
        day: date | None = self.meta["as_of"]
        return day
