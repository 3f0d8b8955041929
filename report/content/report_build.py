"""What the report of every period says of its build alike: sources, their files, shapes, and rows held back."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from analytics import City
from analytics.assistance import ALL_TOPICS, shown_topics
from analytics.open_data import KeptReleases, ReleasedTable, Releases
from analytics.services import AREA, CITY
from core.texts import translator
from report.content.map_outlines import Shapes, shapes_of
from report.content.model import Released, Source, SourceFile
from report.content.period import ReportRefusedError


class PlaceTopics(NamedTuple):
    """A place's help calls by topic as they were released: rows of shown_topics, all calls, and the data's as-of."""

    rows: pd.DataFrame
    total: int
    as_of: date


@dataclass(frozen=True)
class ReportBuild:
    """A city as reports print it: what they all share is made once, however many periods are printed.

    `told_by`: where counts of which small ones are hidden are read, as no report may tell what another hides; None: the
    releases of the city's store.
    """

    city: City
    told_by: Releases | None = None

    @cached_property
    def releases(self) -> Releases:
        """What was released of the city's settled months, whoever tells it."""
        return self.told_by or KeptReleases.of(self.city)

    @cached_property
    def kecamatan(self) -> dict[str, str]:
        """The names of the kecamatan by their codes."""
        offices = self.city.units[self.city.units["kind"] == "kecamatan"].sort_values("unit_code")
        return dict(zip(offices["unit_code"], offices["name"], strict=True))

    def place(self, code: str, lang: str = "id") -> City:
        """Return the city of a kecamatan's offices; the whole one without a code. Raises ReportRefusedError."""
        if not code:
            return self.city
        if code not in self.kecamatan:
            raise ReportRefusedError(self.unknown(code, lang))
        units = self.city.units
        return self.city.part(units.loc[units["kecamatan_code"] == code, "unit_code"].tolist())

    def unknown(self, code: str, lang: str = "id") -> str:
        """Return that a code is no kecamatan's, with those that are."""
        known = "; ".join(f"{code} {name}" for code, name in self.kecamatan.items())
        text = translator(lang)("'{code}' bukan kode kecamatan. Yang ada: {known}.")
        return text.format(code=code, known=known)

    def topics(self, code: str, month: date) -> PlaceTopics | None:
        """Return the help calls of a kecamatan ('': the city) by topic in a settled month; None: not released yet."""
        released = self._topics(month)
        if released is None:
            return None
        place = AREA + code if code else CITY
        cells = released.rows[released.rows["place"] == place]
        total = cells.loc[cells["topic"] == ALL_TOPICS, "calls"].sum()
        return PlaceTopics(shown_topics(cells, self.city.units), int(total), released.as_of)

    def outcomes(self, month: date) -> ReleasedTable | None:
        """Return what became of a settled month's requests (place_outcomes); None: not released yet."""
        if month not in self._known_outcomes:
            self._known_outcomes[month] = self.releases.outcomes(self.city, month)
        return self._known_outcomes[month]

    def released(self, month: date) -> Released:
        """Return from which builds the released tables of a month were made; '' of one that is not released."""
        topics, outcomes = (each.build if each else "" for each in (self._topics(month), self.outcomes(month)))
        return Released(month, topics, outcomes, self.are_topics_withheld(month))

    def are_topics_withheld(self, month: date) -> bool:
        """Return True where no topics of a settled month come (Releases.are_topics_withheld)."""
        return self._topics(month) is None and self.releases.are_topics_withheld(month)

    def _topics(self, month: date) -> ReleasedTable | None:
        if month not in self._known_topics:
            self._known_topics[month] = self.releases.topics(self.city, month)
        return self._known_topics[month]

    @cached_property
    def _known_topics(self) -> dict[date, ReleasedTable | None]:
        return {}

    @cached_property
    def _known_outcomes(self) -> dict[date, ReleasedTable | None]:
        return {}

    @cached_property
    def held(self) -> pd.DataFrame:
        """What was held back or flagged, of the whole build (held_rows)."""
        return held_rows(self.city.quarantine_reason)

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of the map (map_outlines.shapes_of)."""
        return shapes_of(self.city.boundaries)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What is known of each source."""
        return sources_of(self.city.source_state, self.city.file_account)

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that the build was made from."""
        return files_of(self.city.file_account)


def sources_of(source_state: pd.DataFrame, account: pd.DataFrame) -> tuple[Source, ...]:
    """Return every source with its newest day (None: no row yet), rows and files; tables source_state, file_account."""
    files = account["source"].value_counts().to_dict()
    return tuple(
        Source(
            row["source"],
            None if pd.isna(row["newest"]) else pd.Timestamp(row["newest"]).date(),
            int(row["row_count"]),
            int(files.get(row["source"], 0)),
        )
        for row in source_state.to_dict("records")
    )


def files_of(account: pd.DataFrame) -> tuple[SourceFile, ...]:
    """Return every file of the table file_account, by source and path."""
    rows = account.sort_values(["source", "path", "sha256"]).to_dict("records")
    return tuple(SourceFile(row["source"], row["path"], row["sha256"], row["state"]) for row in rows)


def held_rows(quarantine_reason: pd.DataFrame) -> pd.DataFrame:
    """Return the rows held back or flagged: source, reason, severity, row_count; the graver and the most first."""
    sums = quarantine_reason.groupby(["source", "reason", "severity"])[["row_count"]].sum().reset_index()
    order = ["severity", "row_count", "source", "reason"]
    return sums.sort_values(order, ascending=[False, False, True, True])
