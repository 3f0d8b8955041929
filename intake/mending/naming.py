"""A word that nobody knew is given its office or its service: a row of the user's table of other names."""

from dataclasses import dataclass
from typing import Final

from core.clock import now_in_city
from core.formats import safe_text
from core.store import user_store
from core.texts import N_, Translate
from etl import SHAPES, fold, read_reference
from intake.ledger import Entry
from intake.mending.changes import FileChange, put
from intake.mending.table_text import RowEdits, table_text

TABLES: Final = {"unit_aliases": "unit_code", "service_aliases": "service"}
"""The tables of other names, and the column that says whose."""
LONGEST: Final = 200
WHY_NO_WORD = {
    "empty": N_("Tulis katanya seperti di dalam berkas; sedikitnya satu huruf atau angka."),
    "long": N_("Kata itu terlalu panjang untuk sebuah nama."),
}


class RefusedWordError(ValueError):
    """A word that can be no name; the message is a key of WHY_NO_WORD."""

    def words(self, t: Translate) -> str:
        """Return the sentence in the reader's language."""
        return t(WHY_NO_WORD[str(self)])


@dataclass(frozen=True)
class Naming:
    """A word as it stands in the files, and the code of the office or service that it means.

    `task`: the key of the item of work that it answers.
    """

    table: str
    word: str
    means: str
    why: str = ""
    task: str = ""


def known_word(text: str) -> str:
    """Return a word as it is written down: in one line. Raises RefusedWordError for what can be none."""
    word = " ".join(text.split())
    if not fold(word):
        raise RefusedWordError("empty")
    if len(word) > LONGEST:
        raise RefusedWordError("long")
    return word


def give_name(naming: Naming, account: str) -> Entry:
    """Write the other name and note it; the word's row is changed where there is one.

    Raises RefusedWordError, UserError (etl) for what the tables do not take, and OSError; nothing is changed then.
    """
    word = known_word(naming.word)
    path = user_store().root / "local" / f"{naming.table}.csv"

    def check(text: str) -> None:
        read_reference({naming.table: text})

    told = {"what": naming.table, "now": f"{word} = {naming.means}", "why": naming.why, "task": naming.task}
    return put(FileChange(path, lambda text: _with_name(text, naming, word), check, account, {**told}))


def _with_name(text: str | None, naming: Naming, word: str) -> str:
    """The table with the word; compared as the reader of files compares, so that one word means one thing."""
    table, whose = table_text(text, tuple(SHAPES[naming.table].columns)), TABLES[naming.table]
    said = f"Perbaikan data, {now_in_city():%Y-%m-%d}"
    row = {"alias": safe_text(word), whose: naming.means, "source": f"{said}: {naming.why}" if naming.why else said}
    known = [at for at, cells in enumerate(table.cells()) if fold(cells.get("alias", "")) == fold(word)]
    return table.with_edits(RowEdits({known[0]: row}, deleted=frozenset(known[1:])) if known else RowEdits(added=[row]))
