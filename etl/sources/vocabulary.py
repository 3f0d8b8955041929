"""The words that are nobody's name: of the contracts, the calendar, the offices and services, and of one list."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.city import LEVELS, city
from core.sources import SOURCE_WORDS
from etl.calendar_words import MONTH_NAMES, WEEKDAY_NAMES, ZONES
from etl.sources.contract import contracts
from etl.sources.reference_columns import Reference
from etl.spelling import COUNTER_DIGITS, LONG_NUMBER, MASK, digits_beside_dates, fold, masked, printable

WORDS_FILE = Path(__file__).with_name("known_words.toml")
_NAMING = {
    "units": ("name", "kecamatan", "kind"),
    "unit_aliases": ("alias",),
    "services": ("service", "label_id", "label_en"),
    "service_aliases": ("alias",),
}
_WORD = re.compile(r"[^\W\d_]+")
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ._-][^\W\d_]){2,}(?![^\W_])")
"""A word whose letters stand apart: `B u d i`, `B.U.D.I`."""
_PHONE = re.compile(r"(?<![0-9])(?:62|0)8(?:[ ._-]?[0-9]){7,}")
"""A phone number stays one where its end reads as a date."""


@dataclass(frozen=True)
class Vocabulary:
    """Known words, folded."""

    words: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> "Vocabulary":
        """Return the product's words and those of the reference tables, the user's rows included."""
        texts = [row[name] for table, names in _NAMING.items() for row in reference[table] for name in names]
        return cls(_own_words() | {word for text in texts for word in fold(text or "").split()})

    @classmethod
    def own(cls) -> "Vocabulary":
        """Return the product's words alone."""
        return cls(_own_words())

    def knows(self, word: str) -> bool:
        """Return True for a known word; a single letter is none's name."""
        return (len(word) == 1 and word.isascii()) or fold(word) in self.words

    def knows_name(self, name: str) -> bool:
        """Return True for the name of a file, folder, sheet or list of known words, dates and short numbers only."""
        text = _SPELLED.sub(_joined, printable(name))
        words = _WORD.findall(text)
        is_phone = _PHONE.search(text) is not None
        return not is_phone and digits_beside_dates(text) <= COUNTER_DIGITS and all(map(self.knows, words))

    def masked(self, text: str) -> str:
        """Return a text with a mask for each word that is not known, and for each long number."""
        return LONG_NUMBER.sub(MASK, self._known(text))

    def masked_name(self, name: str) -> str:
        """Return a name or a title with a mask for each word that is not known, and for what may be a number."""
        return masked(self._known(name))

    def _known(self, text: str) -> str:
        spelled = _SPELLED.sub(lambda found: found[0] if self.knows(_joined(found)) else MASK, printable(text))
        return _WORD.sub(lambda found: found[0] if self.knows(found[0]) else MASK, spelled)


def _joined(letters: re.Match[str]) -> str:
    return "".join(_WORD.findall(letters[0]))


@lru_cache
def _own_words() -> frozenset[str]:
    texts = [*tomllib.loads(WORDS_FILE.read_text("utf-8")).values(), *MONTH_NAMES, *WEEKDAY_NAMES, *ZONES]
    texts += [*city().tails, *(getattr(city(), level) for level in LEVELS)]
    for contract in contracts():
        texts += [contract.source, SOURCE_WORDS[contract.source]]
        for column in contract.column:
            texts += [column.name, *column.headers]
            texts += [text for value, aliases in column.values.items() for text in (value, *aliases)]
    return frozenset(word for text in texts for word in fold(text).split())
