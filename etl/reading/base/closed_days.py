"""Words in the place of a count: the office was closed, so nothing is missing, or it did not report."""

from collections.abc import Callable, Sequence
from functools import cache

from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.sources.empty_words import says_missing
from etl.spelling import fold

IsClosed = Callable[[str | None], bool]
Met = set[tuple[str, str]]
"""Words of the user's that stand in a file, each as (key of sumber.toml, word)."""


def closed_words(contract: Contract, declaration: Declaration, met: Met | None = None) -> IsClosed:
    """Return what tells the words for no working day from counts and other texts: `L`, `Cuti bersama`, `L I B U R`.

    A word of one letter stands alone; after a longer one anything may follow, as in `Libur nasional`. The user's own
    words go into `met` as they are found.
    """
    own = {fold(word): word for word in declaration.closed}
    words = {*map(fold, contract.closed), *own} - {""}

    @cache
    def is_closed(cell: str | None) -> bool:
        if not cell or cell.isdigit():
            return False
        text = fold(cell)
        # Written from top to bottom, each letter stands on a line of its own.
        letters = text.replace(" ", "") if all(len(part) == 1 for part in text.split()) else text
        found = {word for word in words if word in (text, letters) or (len(word) > 1 and text.startswith(f"{word} "))}
        if met is not None:
            met.update(("closed", own[word]) for word in found & own.keys())
        return bool(found)

    return is_closed


def silent_words(declaration: Declaration, met: Met | None = None) -> IsClosed:
    """Return what tells the words for no report from counts and other texts; the user's own go into `met`."""

    @cache
    def is_silent(cell: str | None) -> bool:
        if not cell or cell.isdigit() or not says_missing(cell, declaration.empty_words):
            return False
        if met is not None:
            met.update(("empty_words", word) for word in declaration.empty_words if says_missing(cell, [word]))
        return True

    return is_silent


def spelled_columns(rows: Sequence[Sequence[str | None]], columns: Sequence[int], is_closed: IsClosed) -> set[int]:
    """Return the columns that spell such a word from top to bottom, a letter a row."""
    texts = {column: [row[column] or "" for row in rows if column < len(row) and row[column]] for column in columns}
    return {column for column, letters in texts.items() if len(letters) > 1 and _spells(letters, is_closed)}


def _spells(letters: list[str], is_closed: IsClosed) -> bool:
    return all(len(letter) == 1 and letter.isalpha() for letter in letters) and is_closed("".join(letters))
