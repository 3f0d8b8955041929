"""What the reader makes of one file, and why, before anything is loaded: nothing is kept, nothing is published."""

import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from core.clock import now_in_city
from core.sources import SOURCES
from etl import sandbox
from etl.answers.inspection.source_guess import Offer, told_guess
from etl.answers.inspection.workplace import tables_of, workplace
from etl.errors import UnreadableFileError, UserError
from etl.judging.check import check
from etl.judging.declared_use import unmet
from etl.judging.guests import contract_of_guests
from etl.reading import read_file
from etl.reading.base.cells import Cells
from etl.reading.base.headers import SEARCH_ROWS, near, spellings
from etl.reading.base.records import Show
from etl.reading.base.table_read import TableRead
from etl.reading.first_look import Look, first_look
from etl.reading.inspected_tables import AnyTable
from etl.reading.reading import replay
from etl.reading.result import Reading
from etl.regular_files import refuse_special
from etl.sources.contract import Contract, contract
from etl.sources.declarations import Declaration
from etl.sources.mappings import Declared, declared_for, sender_folder
from etl.sources.reference import read_reference
from etl.sources.reference_columns import Reference
from etl.sources.titles import ShownTitles
from etl.spelling import masked


@dataclass
class Inspection:
    """What was understood of a file; `reason` and `detail` where it cannot be used."""

    path: Path
    source: str
    because: str
    reading: Reading | None = None
    rows: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    reason: str | None = None
    detail: str = ""
    parts: list[TableRead] = field(default_factory=list)
    proposals: dict[str, str] = field(default_factory=dict)
    titles: list[list[str]] = field(default_factory=list)
    """The titles of each table that held rows."""
    notes: list[str] = field(default_factory=list)
    """How days and moments are read, and what of the declaration does nothing here."""
    tables: list[AnyTable] = field(default_factory=list)
    """What the file holds, whatever source it is of."""
    offers: dict[str, Offer] = field(default_factory=dict)
    """What each source would find among the titles of the tables."""


def inspect_file(path: Path, source: str | None) -> Inspection:
    """Return what a file holds, read as `source` or as the source that it fits best.

    Raises UserError for a missing file and for a wrong edit of what is declared of it.
    """
    refuse_special(path)
    if path.is_dir():
        raise UserError(f"{masked(str(path))}: itu folder. Sebut satu berkas di dalamnya.")
    if not path.is_file():
        raise UserError(f"{masked(str(path))}: berkas tidak ada. Periksa penulisannya.")
    reference = read_reference()
    with workplace() as connection:
        chosen, because = (source, "disebut dengan --source") if source else told_guess(connection, path)
        found = Inspection(path, chosen, because)
        _read(connection, found, *_said(path, chosen, reference), reference)
    with suppress(UnreadableFileError), tables_of(path) as (tables, _):
        _show_tables(found, tables)
    return found


def _show_tables(found: Inspection, tables: list[AnyTable]) -> None:
    """Keep the tables with what may be shown of their titles, and what each source would make of them."""
    names = ShownTitles()
    titles: dict[str, str] = {}
    for table in tables:
        for place, column in enumerate(table.columns):
            title, column.title = column.title, names.title(column.title, place)
            titles |= {title: column.title} if title else {}
    found.tables = tables
    found.offers = {source: Offer.of(contract(source), titles) for source in SOURCES}


def show_rows(found: Inspection, show: Show) -> None:
    """Read the file once more and call show(titles, cells) with every data row; of no source, as its tables stand."""
    if found.reason:
        with tables_of(found.path, has_rows=True) as (_, rows):
            replay(rows, show)
        return
    with workplace() as connection:
        declared, name = _said(found.path, found.source, read_reference())
        said = declared.for_file(name)
        read_file(connection, found.path, contract(found.source), said, is_careful=True, show=show)


def titles_of(found: Inspection) -> list[list[str]]:
    """Return the titles of each table that holds rows, blank ones for cells beyond them."""
    widths: dict[tuple[str, ...], int] = {}

    def look(titles: list[str], cells: Cells) -> None:
        widths[tuple(titles)] = max(widths.get(tuple(titles), 0), len(titles), len(cells))

    show_rows(found, look)
    return [[*titles, *[""] * (width - len(titles))] for titles, width in widths.items()]


def _said(path: Path, source: str, reference: Reference) -> tuple[Declared, str]:
    """What is declared of a source's file, and its path below the folder in which that is declared."""
    services = {row["service"] for row in reference["services"]}
    above = next((folder for folder in path.resolve().parents if folder.name == source), None)
    name = path.resolve().relative_to(above).as_posix() if above else path.name
    return declared_for(above or path.parent, contract(source), services, sender_folder(name)), name


def _read(
    connection: duckdb.DuckDBPyConnection, found: Inspection, declared: Declared, name: str, reference: Reference
) -> None:
    asked, said = contract(found.source), declared.for_file(name)
    titles: dict[tuple[str, ...], int] = {}

    def look(own: list[str], cells: Cells) -> None:
        key = tuple(own)
        titles[key] = max(titles.get(key, 0), len(own), len(cells))

    try:
        found.reading = read_file(connection, found.path, asked, said, is_careful=True, show=look)
    except UnreadableFileError as error:
        found.reason, found.detail = error.reason, error.detail
        found.parts, found.proposals = shown_parts(_first_look(found.path, asked, said), spellings(asked, said))
        return
    found.titles = [[*own, *[""] * (width - len(own))] for own, width in titles.items()]
    (found.rows,) = connection.execute("SELECT count(*) FROM raw").fetchall()[0]
    asked = contract_of_guests(asked) if found.reading.is_guest_book else asked
    try:
        dates = check(connection, asked, said, found.reading, reference, now_in_city(), name)
    except UnreadableFileError as error:
        found.reason, found.detail = error.reason, error.detail
        return
    found.notes = [*dates.notes, *unmet(declared, name, found.reading, dates)]
    marks = connection.execute("SELECT unnest(string_split(concat_ws(' ', faults, warnings), ' ')) FROM judged_rows")
    of_file = Counter(reason for _, reason, _ in dates.marks)
    found.reasons = dict(Counter(mark.partition(":")[2] for (mark,) in marks.fetchall() if mark) + of_file)
    found.parts, found.proposals = shown_parts(found.reading.parts, spellings(asked, said))


def shown_parts(parts: list[TableRead], known: dict[str, str]) -> tuple[list[TableRead], dict[str, str]]:
    """Return the parts with what may be shown of their titles: where a file lost its own, a row of values stands there.

    Beside them, for titles that mean nothing, the `known` one that looks most alike and is still missing.
    """
    names, named = ShownTitles(), {name for part in parts for _, name in part.columns}
    missing, looks = {text: name for text, name in known.items() if name not in named}, SEARCH_ROWS
    found: list[TableRead] = []
    proposals: dict[str, str] = {}
    for part in parts:
        columns = [(names.title(title, place), name) for place, (title, name) in enumerate(part.columns)]
        found.append(replace(part, columns=columns))
        for (title, name), (shown, _) in zip(part.columns, columns, strict=True):
            if name is None and title and looks:
                looks -= 1
                if alike := near(title, missing):
                    proposals[shown] = alike
    return found, proposals


def _first_look(path: Path, asked: Contract, said: Declaration) -> list[TableRead]:
    """What can be said of a text whose header lacks something; nothing of a file that is beyond the limits here too."""
    with tempfile.TemporaryDirectory(prefix="adopsi-") as folder, suppress(UnreadableFileError):
        look = Look(path.resolve(), asked.source, said)
        return sandbox.call(first_look, look, Path(folder), sandbox.limits_for(path.stat().st_size))
    return []
