"""Whether the dashboard can show something, and how old that is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.city import city
from core.clock import now_in_city
from core.store import Store
from core.store.published_builds import NoBuildError, current_build
from etl import read_note


@dataclass(frozen=True)
class ServiceState:
    """The build that readers see ('' without one), and the last load.

    `load_began`: city().clock, None before the first load. `exit_code`: None while it runs, or where it was cut off.
    `load_seconds`: how long it took, None while it runs and of loads that did not note it.
    """

    build: str
    load_began: datetime | None
    exit_code: int | None
    load_seconds: float | None

    @property
    def is_ready(self) -> bool:
        """True where there is a whole build to show."""
        return self.build != ""

    def told(self) -> dict[str, Any]:
        """The same for a program: names and units are fixed."""
        began = self.load_began
        return {
            "ready": self.is_ready,
            "build": self.build or None,
            "last_load_at": began.replace(tzinfo=city().clock).isoformat() if began else None,
            "last_load_age_seconds": round((now_in_city() - began).total_seconds()) if began else None,
            "last_load_exit_code": self.exit_code,
        }


def service_state(store: Store) -> ServiceState:
    """Return how a store stands; nothing is waited for, and nothing raised for a damaged one."""
    try:
        build = current_build(store).stem
    except NoBuildError:
        build = ""
    note = read_note(store) or {}
    return ServiceState(build, _moment(note.get("at")), note.get("exit_code"), note.get("seconds"))


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
