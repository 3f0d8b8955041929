"""One thing to be told, and the page that shows it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

SILENT_SOURCE, REFUSED_LOAD, CHANGED_VERDICT, OFFICE_IN_NEED, MISSED_TARGET = (
    "sumber_diam",
    "pemuatan_ditolak",
    "putusan_berubah",
    "kantor_perlu_dilihat",
    "sasaran_terlewat",
)
ALERT_KINDS: Final = (SILENT_SOURCE, REFUSED_LOAD, CHANGED_VERDICT, OFFICE_IN_NEED, MISSED_TARGET)
"""What a rule can ask for, in the order in which a letter tells it."""


@dataclass(frozen=True)
class Alert:
    """`subject`: the code of what it is about (a source, an office, a target); `episode`: which time, or why.

    `may_return`: told again once it has ended and begun anew; else `episode` names the one time for good. `since`: the
    day from which it holds. `page`: path and choices of the page that shows it. `kecamatan`: of the office it is about,
    '' where it is about none.
    """

    kind: str
    subject: str
    episode: str
    since: date
    sentence: str
    page: str
    kecamatan: str = ""
    may_return: bool = False

    @property
    def key(self) -> str:
        """What makes it the same alert."""
        return f"{self.kind}/{self.subject}/{self.episode}"

    def number(self, told_at: datetime) -> str:
        """Return its id: the same for all who are told of it in one run, another when it is told anew."""
        return hashlib.sha256(f"{self.key} {told_at.isoformat()}".encode()).hexdigest()[:32]


def page_link(page: str = "", **choices: str) -> str:
    """Return path and query of a page as its address has them; '' leaves a choice out."""
    query = urlencode({name: value for name, value in choices.items() if value})
    return f"/{page}{'?' if query else ''}{query}"
