"""What would become of one file, by the load's own code on a store that holds nothing else and is thrown away.

The account and the rows held back are therefore the load's. What depends on files loaded before is not in it: a row
that another file brought already counts as accepted here, and as a duplicate there; that is told by day (effect).
"""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from core.store import Store
from etl.answers.doubts import Doubt, doubts_of
from etl.answers.effect import FileEffect, beside, days_of, effect_of, lend_days, offices_of
from etl.answers.held_back import marked_values
from etl.answers.inspection.file_inspection import shown_parts
from etl.answers.uncounted_days import closed_days, lend_uncounted
from etl.errors import UserError
from etl.judging.dates.closed_days import BY_PURPOSE, Lookup
from etl.loading.take_in import TakenIn, taken_in
from etl.reading.base.headers import spellings
from etl.reading.base.table_read import TableRead
from etl.sources.contract import contract
from etl.sources.declaration_file import FILE_NAME
from etl.sources.titles import letters
from etl.warehouse.ledger import Account

SHOWN_CELLS = 10
"""Values held back or flagged that are shown with the place of the first."""


@dataclass(frozen=True)
class TrialFile:
    """A file as it would lie below data/raw: its bytes, its source, its path below the source's folder.

    `declared`: the sumber.toml that would hold for it.
    """

    path: Path
    source: str
    name: str
    declared: Path


@dataclass
class FileTrial:
    """What a load of the file would say."""

    source: str
    account: Account
    reasons: dict[tuple[str, str], int] = field(default_factory=dict)
    """Marks by reason and severity (tolak, peringatan)."""
    marked: list[dict[str, Any]] = field(default_factory=list)
    """Values held back, then those flagged, as `quarantine` lists them, each once."""
    offices: list[str] = field(default_factory=list)
    """Codes of the offices of which rows were accepted."""
    days: list[date] = field(default_factory=list)
    """The days of the rows accepted."""
    closed: list[tuple[str, date]] = field(default_factory=list)
    """Working days of which it says that an office was closed: code and day."""
    unread: list[str] = field(default_factory=list)
    """What may be shown of the titles that nobody reads."""
    parts: list[TableRead] = field(default_factory=list)
    proposals: dict[str, str] = field(default_factory=dict)
    """Titles that nobody reads, each with the known one that it looks like."""
    full: tuple[date, date] | None = None
    """The period that the file is declared to show completely."""
    doubts: list[Doubt] = field(default_factory=list)
    """What to look at before the file is believed."""
    effect: FileEffect | None = None
    """What it would change; None where the file cannot be used, or its source is none that a build tells of."""


def try_file(file: TrialFile, folder: Path, build: Path | None) -> FileTrial:
    """Load a file by itself into a store in `folder`, which is empty and private, and say what came of it.

    `build`: the published one beside which its days are held; None: there is none. Raises UserError as a load does, in
    words that name the file and its sumber.toml as the user knows them.
    """
    store = Store(folder)
    place = store.raw / file.source / file.name
    place.parent.mkdir(parents=True)
    place.symlink_to(file.path.absolute())
    if file.declared.exists():
        (store.raw / file.source / FILE_NAME).symlink_to(file.declared.absolute())
    try:
        with taken_in(store, trial=True) as taken:
            return _told(taken, file, build)
    except UserError as error:
        known = str(error).replace(str(store.raw / file.source / FILE_NAME), str(file.declared))
        raise type(error)(known.replace(f"{store.raw}{os.sep}", "")) from None


def _told(taken: TakenIn, file: TrialFile, build: Path | None) -> FileTrial:
    if not taken.outcome.files:
        raise UserError(f"{file.source}/{file.name}: berkas berubah atau hilang ketika dibaca. Unggah lagi.")
    (account,) = taken.outcome.files
    trial = FileTrial(file.source, account)
    for mark in taken.outcome.marked:
        trial.reasons[mark.reason, mark.severity] = trial.reasons.get((mark.reason, mark.severity), 0) + mark.rows
    trial.marked = marked_values(taken.connection, SHOWN_CELLS)
    said = taken.given.declarations[file.source].for_file(file.name)
    trial.full = said.period if said.full else None
    readings = taken.outcome.readings or {}
    reading = readings.get(account.path)
    if account.state == "loaded":
        by = Lookup(said, taken.given.reference, bare=reading.bare if reading else "office")
        lend_uncounted(taken.connection, reading.uncounted if reading else [], by)
        try:
            _compare(taken, trial, build)
        except duckdb.Error:
            # A build of an older version tells less than is asked; of the file all is known without it.
            _compare(taken, trial, None)
            trial.effect = None
        if file.source == BY_PURPOSE:
            trial.closed = closed_days(taken.connection)
    if reading:
        trial.unread = [*dict.fromkeys(reading.ignored)]
        trial.marked = [row | {"place": _cell_of(row, reading.parts)} for row in trial.marked]
        trial.parts, trial.proposals = shown_parts(reading.parts, spellings(contract(file.source), said))
    return trial


def _compare(taken: TakenIn, trial: FileTrial, build: Path | None) -> None:
    with beside(taken.connection, build):
        lend_days(taken.connection, trial.source)
        trial.doubts = doubts_of(taken.connection, trial.account, taken.given)
    trial.offices, trial.days = offices_of(taken.connection), days_of(taken.connection)
    trial.effect = effect_of(taken.connection, trial.source, trial.full)
    if trial.effect and build is None:
        trial.effect.is_first = True


def _cell_of(row: dict[str, Any], parts: list[TableRead]) -> str:
    """The place of a mark, of a row of a sheet with the letter of its column: `Sheet!4` is `Sheet!B4`."""
    sheet, mark, number = str(row["place"]).rpartition("!")
    part = next((part for part in parts if mark and part.name == sheet and number.isdecimal()), None)
    names = [name for _, name in part.columns] if part else []
    return f"{sheet}!{letters(names.index(row['column']))}{number}" if row["column"] in names else str(row["place"])
