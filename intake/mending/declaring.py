"""What is true of a source's files, or of one sender's, is declared: words, the order of dates, whose a file is."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.settings import settings
from core.store import active_store
from etl import check_declared, fold, mapping_path, read_reference
from intake.ledger import Entry
from intake.mending.changes import FileChange, put
from intake.mending.toml_text import (
    Keys,
    UneditableError,
    declared_lists,
    with_entry,
    with_word,
    without_word,
)
from intake.verdict.sent_name import WHOLE_CITY

FILE_NAME: Final = "sumber.toml"
_SPECIAL: Final = re.compile(r"([*?\[])")


@dataclass(frozen=True)
class DeclaredEntry:
    """An entry: the keys that lead to it, its text, and whether it is one word more in a list.

    `column`: the one of whose cells a word is said. `task`: the key of the item of work that it answers.
    """

    keys: Keys
    text: str
    is_word: bool = False
    column: str = ""
    task: str = ""


def declare(source: str, sender: str, entry: DeclaredEntry, account: str, why: str) -> Entry:
    """Write an entry for the files of a source, or of a sender who has a folder of the own, and note it.

    A word that was said to mean something else means what is said last.

    Raises UserError (etl) with file and line for what the reader does not take, UneditableError for a file that is
    written in a way that is not changed by machine, and OSError; nothing is changed then.
    """
    path = declared_at(source, sender)

    def make(text: str | None) -> str:
        try:
            if entry.is_word:
                return with_word(_unsaid(text or "", entry), entry.keys, entry.text)
            return with_entry(text or "", entry.keys, entry.text)
        except tomllib.TOMLDecodeError:
            check_declared(source, path, text or "")  # says where
            raise UneditableError(entry.text) from None

    what = ".".join(entry.keys)
    told = {"what": what, "now": f"{what} = {entry.text}", "why": why, "task": entry.task}
    return put(FileChange(path, make, lambda text: check_declared(source, path, text), account, {**told}))


def _unsaid(text: str, entry: DeclaredEntry) -> str:
    """The text without what else the word was said to mean; compared as the reader of files compares."""
    for keys in (("values", entry.column), ("empty_words",), ("closed",)):
        for own, words in declared_lists(text, keys).items():
            for word in words if own != entry.keys else ():
                if fold(word) == fold(entry.text):
                    text = without_word(text, own, word)
    return text


def declared_at(source: str, sender: str) -> Path:
    """Return which file speaks of a sender's files: a mapping where the folder is a sender's, else that of all."""
    if sender == WHOLE_CITY or sender in {row["unit_code"] for row in read_reference()["units"]}:
        return mapping_path(source, sender)
    return active_store().raw / source / FILE_NAME


def check_of_declaration(file: str, text: str) -> None:
    """Raise UserError for a text that is to become a file of declarations, named below the data directory."""
    path = settings().data_dir / file
    source = path.parent.name if path.name == FILE_NAME else path.name.partition(".")[0]
    check_declared(source, path, text)


def as_pattern(path: str) -> str:
    """Return the pattern that one path alone fits."""
    return _SPECIAL.sub(r"[\1]", path)
