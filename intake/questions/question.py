"""A question in SQL, what it may cost, and what comes back: a table, or why there is none."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.scope import Scope
from core.settings import settings

if TYPE_CHECKING:
    import pandas as pd

LONGEST_SQL: Final = 50_000
"""Letters of a question."""
ANSWER_BYTES: Final = 50_000_000
"""Of a table that comes back: it is kept as long as its page is open."""


@dataclass(frozen=True)
class QuestionLimits:
    """Seconds on the clock, bytes of memory, rows of the answer."""

    seconds: int
    memory_bytes: int
    rows: int


def own_limits() -> QuestionLimits:
    """Return what a question may cost in this installation."""
    known = settings()
    return QuestionLimits(known.tanya_detik, known.tanya_memori_bytes, known.tanya_baris)


@dataclass(frozen=True)
class Query:
    """What is asked, of which build, within whose scope."""

    sql: str
    scope: Scope


@dataclass(frozen=True)
class Complaint:
    """Why there is no answer: a code (`sentences`), the place in the SQL (from 1; None: not known), words about it.

    `name`: what the SQL calls it; `candidates`: what is there instead; `said`: DuckDB's own words, English.
    """

    code: str
    line: int | None = None
    column: int | None = None
    name: str = ""
    candidates: str = ""
    said: str = ""


@dataclass(frozen=True)
class QueryResult:
    """The rows (None: none, see `complaint`), and what of them may leave as a file.

    `is_cut`: there are more rows than are taken over. `leaving`: the same rows worked out of sums that may leave, by
    `basis` (a key of `leaving.BASES`); None where the answer says more than these sums do, or `is_cut`.
    """

    rows: "pd.DataFrame | None" = None
    is_cut: bool = False
    leaving: "pd.DataFrame | None" = None
    basis: str = ""
    complaint: Complaint | None = None
    meta: dict[str, str | bool | None] = field(default_factory=dict)
    """Of the build asked: build, as_of (ISO), is_sample."""
