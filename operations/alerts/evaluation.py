"""One look at everything that the rules ask for: what is true now, rule by rule, and of what nobody knows."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from analytics import City
from core.snapshot import open_current
from core.store import Store
from core.store.published_builds import DamagedBuildError, NoBuildError, current_build, why_no_build
from operations.alerts.alert import CHANGED_VERDICT, REFUSED_LOAD, SILENT_SOURCE, Alert
from operations.alerts.conditions import OF_OFFICES, refused_load, silent_source_alerts
from operations.alerts.rules import AlertRule, rules_file
from operations.alerts.verdicts import changed_verdicts

NO_BUILD = (
    "Belum ada data terbit, jadi hanya pemuatan yang diperiksa. Jalankan python -m etl load, lalu ikuti pesannya."
)


@dataclass
class Lookout:
    """What is looked at: a build (None: not looked at, or none), the note of the last load, a moment of city time.

    `why_none`: why there is no build, '' where it is not looked at. `known`: the verdicts of the runs before;
    `verdicts`: those of now, by question and place. `problem`: why a rule could not look at the build, in a sentence.
    """

    city: City | None
    note: Mapping[str, Any] | None
    moment: datetime
    known: Mapping[str, str]
    why_none: str = ""
    problem: str = ""
    verdicts: dict[str, str] = field(default_factory=dict)
    _found: dict[tuple[str, str], list[Alert] | None] = field(default_factory=dict)

    @cached_property
    def kecamatan(self) -> set[str] | None:
        """The codes of the kecamatan; None where the build is not looked at."""
        return None if self.city is None else set(self.city.units["kecamatan_code"])

    def of(self, rule: AlertRule) -> list[Alert] | None:
        """Return what a rule tells now; None where nobody knows."""
        what = rule.kind, str(rule.threshold or "") if rule.kind == SILENT_SOURCE else ""
        what = (rule.kind, rule.kecamatan) if rule.kind == CHANGED_VERDICT else what
        if what not in self._found:
            try:
                self._found[what] = self._find(rule)
            except NoBuildError as error:
                self.problem, self._found[what] = problem_of(error), None
        found = self._found[what]
        if found is None or not rule.kecamatan:
            return found
        return [alert for alert in found if alert.kecamatan == rule.kecamatan]

    def _find(self, rule: AlertRule) -> list[Alert] | None:
        if rule.kind == REFUSED_LOAD:
            return refused_load(self.note)
        if self.city is None:
            self.problem = self.why_none
            return None
        if rule.kind == SILENT_SOURCE:
            return silent_source_alerts(self.city, self.moment.date(), rule.threshold)
        if rule.kind == CHANGED_VERDICT:
            alerts, now = changed_verdicts(self.city, rule.kecamatan, self.known)
            self.verdicts |= now
            return alerts
        return OF_OFFICES[rule.kind](self.city)


def problem_of(error: NoBuildError) -> str:
    """Return why there is no build to look at, in a sentence."""
    return why_no_build(error) if isinstance(error, DamagedBuildError) else NO_BUILD


def look_at(store: Store, note: Mapping[str, Any] | None, moment: datetime, known: Mapping[str, str]) -> Lookout:
    """Return a look at a store as readers see it now."""
    try:
        return Lookout(City(open_current(store)), note, moment, known)
    except NoBuildError as error:
        return Lookout(None, note, moment, known, problem_of(error))


def marks_of(store: Store, moment: datetime) -> list[str]:
    """Return what makes a look find something else than the one before: the build, the day, the table of rules."""
    try:
        build = current_build(store).stem
    except NoBuildError:
        build = ""
    return [build, f"{moment.date()}", hashlib.sha256(rules_file().read_bytes()).hexdigest()]


def told_by(rules: Sequence[AlertRule], look: Lookout) -> tuple[list[Alert], set[str]]:
    """Return what some rules tell now, and of which of their kinds nobody knows."""
    found = [(rule.kind, look.of(rule)) for rule in rules]
    return [alert for _kind, alerts in found for alert in alerts or ()], {kind for kind, told in found if told is None}
