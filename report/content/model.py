"""All that a report shows, as plain data: what its `content.json` keeps and what every form of it is drawn from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, TypeAdapter

from analytics import period_code, period_span
from report.content.blocks import Section
from report.content.decision import FrontPages
from wording import Figure

FIGURES = 4
Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class PrintedShare:
    """A digital share with its counts; None where there is none, and then `reason` says why."""

    numerator: float
    denominator: float
    share: float | None
    lower: float | None
    upper: float | None
    lower_unknown: float | None
    upper_unknown: float | None
    state: str
    reason: str
    unsplit_part: float | None = None
    is_lower_bound: bool = False


@dataclass(frozen=True)
class Unit:
    """One office on the as-of. `status` None: not known. `reported`: share of due days with visits.

    `outline`: rings of (longitude, latitude), none for a kecamatan office or where no shape is known;
    `centre`: where its mark stands.
    """

    code: str
    kind: str
    name: str
    kecamatan: str
    status: str | None
    since: date | None
    is_start_known: bool
    share: PrintedShare
    reported: float | None
    outline: tuple[Ring, ...]
    centre: Point


@dataclass(frozen=True)
class Weekday:
    """The share of one weekday (1 Monday .. 5) in one period (before or since the start)."""

    weekday: int
    period: str
    share: PrintedShare


@dataclass(frozen=True)
class Weekdays:
    """Shares by weekday of the offices live in both periods; no `days` where they cannot be compared."""

    start: date | None
    digital: tuple[int, ...]
    offices: int
    days: tuple[Weekday, ...]


@dataclass(frozen=True)
class Completeness:
    """How many of the due office-days of one source were reported in the period; `share` None: none was due."""

    source: str
    complete_days: int
    expected_days: int
    share: float | None


@dataclass(frozen=True)
class Goal:
    """One target in words: what was promised, where it stands, and what is missing."""

    label: str
    due: str
    now: str
    missing: str


@dataclass(frozen=True)
class Summary:
    """The period in words: what the digital days did, and three sentences written from the figures."""

    verdict: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class PrintedDefinition:
    """What a printed figure means."""

    label: str
    text: str


@dataclass(frozen=True)
class Source:
    """What is loaded of one source: its newest row, rows and files."""

    source: str
    newest: date | None
    row_count: int
    file_count: int


@dataclass(frozen=True)
class SourceFile:
    """One file that the build was made from; `checksum`: SHA-256 of its bytes."""

    source: str
    path: str
    checksum: str
    state: str


@dataclass(frozen=True)
class Released:
    """The settled month of which small counts are printed, and the builds its released tables were made from.

    `topics`, `outcomes`: help calls by topic, and what became of requests; '' where none was released. `is_withheld`:
    no topics come (Releases.are_topics_withheld).
    """

    month: date
    topics: str
    outcomes: str
    is_withheld: bool = False


@dataclass(frozen=True)
class Content:
    """The whole report of one period in one language. `period`: its first and last day; the last is the as-of.

    `geometry`: resmi (official boundaries) or kartogram; `geometry_source`: where the shapes come from. `place`,
    `place_name`: code and name of the kecamatan that it is about, '' for the city. `decision` None: of a record from
    before there were the pages that decide. `grain`: what the period is: month, quarter or year; `is_running`: it is
    not over in the data. `released` None: no month is settled, or the record is from before there were releases.
    """

    lang: str
    period: tuple[date, date]
    build: str
    created_at: datetime
    fingerprint: str
    is_sample: bool
    is_draft: bool
    figures: Annotated[tuple[Figure, ...], Field(min_length=FIGURES, max_length=FIGURES)]
    summary: Summary
    goals: tuple[Goal, ...]
    notices: tuple[str, ...]
    completeness: tuple[Completeness, ...]
    geometry: str
    geometry_source: str
    units: tuple[Unit, ...]
    weekdays: Weekdays
    sections: tuple[Section, ...]
    definitions: tuple[PrintedDefinition, ...]
    method: tuple[str, ...]
    sources: tuple[Source, ...]
    files: tuple[SourceFile, ...]
    place: str = ""
    place_name: str = ""
    decision: FrontPages | None = None
    grain: str = "month"
    is_running: bool = False
    released: Released | None = None

    @property
    def period_code(self) -> str:
        """The period as `2024-10`, `2024-Q4` or `2024`."""
        return period_code(self.period[0], self.grain)

    @property
    def whole_period(self) -> tuple[date, date]:
        """The first and the last day of the month, quarter or year."""
        return period_span(self.period[0], self.grain)


AS_JSON = TypeAdapter(Content)
