"""Of which source a file is: what each would make of its titles."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from core.sources import SOURCES
from etl.answers.inspection.workplace import tables_of, workplace
from etl.errors import UnreadableFileError
from etl.reading import read_file
from etl.reading.base.cells import Cells
from etl.reading.base.headers import near, spellings
from etl.sources.contract import Contract, contract
from etl.sources.declarations import Declaration
from etl.spelling import fold

SEEN_ROWS = 200
"""Rows after which a guess of the source is made."""


@dataclass(frozen=True)
class Offer:
    """Titles that a source knows, those that look like one it lacks, and the required columns no title stands for."""

    known: dict[str, str]
    alike: dict[str, str]
    missing: list[str]

    @classmethod
    def of(cls, asked: Contract, titles: dict[str, str]) -> "Offer":
        """Return what a source would make of these titles (with what is shown of each), and of which column each is."""
        spelled = spellings(asked, Declaration())
        known = {shown: spelled[fold(title)] for title, shown in titles.items() if fold(title) in spelled}
        lacking = {text: name for text, name in spelled.items() if name not in known.values()}
        unknown = [title for title, shown in islice(titles.items(), SEEN_ROWS) if shown not in known]
        alike = {titles[title]: lacking[text] for title in unknown if (text := near(title, lacking))}
        found = {*known.values(), *alike.values()}
        missing = [column.headers[0] for column in asked.column if column.required and column.name not in found]
        return cls(known, alike, missing)


def guess_source(path: Path, declared: Mapping[str, Declaration]) -> tuple[str | None, int]:
    """Return the source that knows most of a file's titles, and how many; None where none knows one.

    `declared`: what is declared of such a file as one of each source. Raises UnreadableFileError for a file that no
    source could read.
    """
    with workplace() as connection:
        found = _guess(connection, path, declared)
    if found[0] is None:
        with tables_of(path):
            pass
    return found


def _guess(
    connection: duckdb.DuckDBPyConnection, path: Path, declared: Mapping[str, Declaration]
) -> tuple[str | None, int]:
    said = {source: declared.get(source, Declaration()) for source in SOURCES}
    known = {source: _known_titles(connection, path, contract(source), said[source]) for source in SOURCES}
    best = max(SOURCES, key=lambda source: known[source])
    return best if known[best] else None, known[best]


def told_guess(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, str]:
    """Return the source whose folder the file lies in, else the one that knows most of its titles; and why."""
    for folder in path.resolve().parents:
        if folder.name in SOURCES:
            return folder.name, f"berkas terletak di folder {folder.name}"
    best, titles = _guess(connection, path, {})
    return (best, f"paling banyak judulnya dikenal ({titles})") if best else (SOURCES[0], "tidak ada sumber yang cocok")


def _known_titles(connection: duckdb.DuckDBPyConnection, path: Path, asked: Contract, said: Declaration) -> int:
    seen: list[int] = []
    known = spellings(asked, said)

    def look(titles: list[str], _: Cells) -> None:
        seen.append(sum(fold(title) in known for title in titles))

    with suppress(UnreadableFileError):
        read = read_file(connection, path, asked, said, is_careful=True, show=look, shown_at_most=SEEN_ROWS)
        if not seen:
            # Titles without a row below them are shown to nobody.
            seen += [sum(name is not None for _, name in part.columns) for part in read.parts]
    return max(seen, default=0)
