"""What may be shown of a value that was held back: what mends it, and nothing of a person."""

import difflib
import re
from dataclasses import dataclass

from etl.reading.base.faulty import is_no_value
from etl.sources.contract import Column, Contract
from etl.sources.declarations import Declaration
from etl.sources.lookups import spellings_of
from etl.sources.places import Gazetteer
from etl.sources.reference_columns import Reference
from etl.sources.vocabulary import Vocabulary
from etl.spelling import LONG_NUMBER, MASK, fold, printable

SHOWN_CHARACTERS = 80
ALIKE = 0.8
_AFTER_A_TITLE = re.compile(
    r"\b(a\.? ?n\.?|bpk\.?|bapak|pak|bu|ibu|sdri?\.?|oleh|nama|nip|nik|hp|telp\.?)[ :.]+.*", re.IGNORECASE
)
"""What follows such a word in a free text may be a person."""
_DAY = (
    r"(?:[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:[0-9]{2}|(?:19|20|25)[0-9]{2})"
    r"|(?:19|20|25)[0-9]{2}([-/.])[0-9]{1,2}\2[0-9]{1,2}|(?:19|20)[0-9]{6}"
    r"|[0-9]{1,2}[ -][^\W\d_]+[ -](?:[0-9]{2}|(?:19|20)[0-9]{2}))"
)
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]{1,9})?)?"
_MOMENT = re.compile(
    rf"(?:[^\W\d_]+[ ,/]+)?{_DAY}(?:[T ,]+(?:[^\W\d_]+ )?{_CLOCK})? ?(?:[A-Za-z]{{1,4}}|[+-][0-9]{{2}}:?[0-9]{{2}})?"
)
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}(?:[ .,]?[0-9]{1,4}){0,3}(?: ?%|E[+-]?[0-9]{1,3})?", re.IGNORECASE)
_DATE_DIGITS = 8
_KIND_OF_OFFICE = re.compile(r"^(?:kantor )?(?:kelurahan|kel|lurah|desa|kecamatan|kec|camat) ")


@dataclass(frozen=True)
class Shown:
    """Makes the texts that may be shown of one column's values; `known` are its folded spellings."""

    column: Column
    known: frozenset[str]
    vocabulary: Vocabulary
    codes: frozenset[str] = frozenset()
    """Digits of the offices' codes, which are no person's number."""

    def text(self, value: str) -> str:
        """Return a value as it may be shown.

        Dates and numbers are shown in any column that holds no person. Else the column must be declared `is_shown`,
        and of a spelling that is not like a known one only the known words are. In how many rows it stands tells
        nothing: whoever typed a whole file may stand in each of its rows, one column off.
        """
        if self.column.is_person:
            return "*" * len(value)
        seen = printable(value)[:SHOWN_CHARACTERS]
        is_code = re.sub("[. ]", "", seen) in self.codes
        if is_no_value(seen) or is_code or _is_number(seen) or _is_moment(seen, self.vocabulary):
            return seen
        if not self.column.is_shown and self.column.type not in ("moment", "day", "count"):
            return MASK
        if self.column.is_shown and self._is_alike(seen):
            return LONG_NUMBER.sub(MASK, _AFTER_A_TITLE.sub(rf"\1 {MASK}", seen))
        return self.vocabulary.masked(seen)

    def _is_alike(self, value: str) -> bool:
        name = _KIND_OF_OFFICE.sub("", fold(value)) if self.column.type == "place" else fold(value)
        return bool(difflib.get_close_matches(name, self.known, n=1, cutoff=ALIKE))


def showing(contract: Contract, declaration: Declaration, reference: Reference) -> dict[str, Shown]:
    """Return by name of a column what may be shown of its values."""
    vocabulary, places = Vocabulary.of(reference), Gazetteer.from_reference(reference)
    offices = frozenset([*places.kelurahan, *places.offices])
    return {
        column.name: Shown(
            column,
            offices if column.type == "place" else frozenset(spellings_of(column, declaration, reference)),
            vocabulary,
            frozenset(places.codes if column.type == "place" else ()),
        )
        for column in contract.read_columns
    }


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and sum(sign.isdigit() for sign in text) <= _DATE_DIGITS


def _is_moment(text: str, vocabulary: Vocabulary) -> bool:
    return bool(_MOMENT.fullmatch(text)) and vocabulary.masked(re.sub(r"[0-9]", "", text)) == re.sub(r"[0-9]", "", text)
