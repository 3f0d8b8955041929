"""Titles, and names of sheets and lists, as they may be shown: nobody's name, and still to be found in the file.

A title that is almost a known one is no exception: one letter more or less makes a name of a word.
"""

from functools import cached_property

from etl.sources.reference import read_reference
from etl.sources.vocabulary import Vocabulary
from etl.spelling import masked


class ShownTitles:
    """Makes the texts that may be shown; the reference tables are read once, where the product's words do not do."""

    def title(self, text: str, place: int) -> str:
        """Return a title of known words as it is, any other with its column."""
        shown = self.words(text)
        return shown if shown == masked(text) else f"{shown} (kolom {letters(place)})"

    def name(self, text: str, number: int) -> str:
        """Return the name of a sheet or a list of known words as it is, any other with its number."""
        shown = self.words(text)
        return shown if shown == masked(text) else f"{shown} ({number})"

    def words(self, text: str) -> str:
        """Return a text with a mask for each word that is not known."""
        own = Vocabulary.own().masked_name(text)
        return own if own == masked(text) else self._vocabulary.masked_name(text)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary.of(read_reference())


def letters(position: int) -> str:
    """Return the name of a column as spreadsheets call it: 0 is A, 26 is AA."""
    name = ""
    while position >= 0:
        name = chr(ord("A") + position % 26) + name
        position = position // 26 - 1
    return name
