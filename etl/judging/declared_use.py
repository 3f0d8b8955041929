"""Whether what is declared has an effect: a title, a list of values or a format that meets nothing stops the load.

A single word that meets nothing may come with the next file: it is told, and stops nothing.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from etl.errors import UserError
from etl.judging.dates.reading import DateReading
from etl.reading.result import Reading
from etl.sources.contract import Contract
from etl.sources.declaration_file import line_in
from etl.sources.declarations import Declaration, fits
from etl.sources.lookups import folded_value
from etl.sources.mappings import Declared
from etl.spelling import fold, masked
from etl.warehouse.database import one_row

EntryPath = tuple[str, ...]
"""The keys of one entry of a file of declarations; of a list, the item at the end."""


def entries_of(declaration: Declaration) -> dict[EntryPath, str]:
    """Return the entries that must meet something, each with what is wrong where it does not."""
    found: dict[EntryPath, str] = {}
    for name, titles in declaration.headers.items():
        for title in titles:
            found["headers", name, title] = f"judul '{title}' untuk kolom '{name}' tidak ada di berkas mana pun"
    for name in declaration.values:
        found["values", name] = f"alias nilai untuk kolom '{name}' tidak berpengaruh: tidak ada berkas dengan kolom itu"
    for pattern in declaration.date_formats:
        found["date_formats", pattern] = f"bentuk tanggal '{pattern}' tidak membaca satu tanggal pun"
    return found


def declared_words(declaration: Declaration) -> dict[EntryPath, str]:
    """Return the words and offices that may meet nothing yet, each with what is told then."""
    nowhere = "tidak ada di berkas mana pun yang terbaca"
    found: dict[EntryPath, str] = {}
    for name, values in declaration.values.items():
        for value, aliases in values.items():
            for alias in aliases:
                found["values", name, value, alias] = f"alias '{masked(alias)}' di [values.{name}] {nowhere}"
    for key, words in (("closed", declaration.closed), ("empty_words", declaration.empty_words)):
        for word in words:
            found[key, word] = f"kata '{masked(word)}' di {key} {nowhere}"
    if declaration.unit:
        found["unit",] = "unit tidak terpakai: setiap berkas yang terbaca menyebut kantornya sendiri"
    return found


def used_entries(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    path: str,
    declared: Declared,
    reading: Reading,
    dates: DateReading,
) -> list[tuple[str, str]]:
    """Return which entries the file at `path` gives an effect, as (who declared it, entry)."""
    declaration = declared.for_file(path)
    met = {entry for entry in entries_of(declaration) if _is_met(entry, reading, dates)}
    met |= {*_met_words(connection, contract, path, declaration, reading)}
    used = []
    for file, own in declared.said_of(path).items():
        said = entries_of(own).keys() | declared_words(own).keys()
        # An office says no name: a sender's own one is met in the place of that of all.
        said -= {("unit",)} if own.unit != declaration.unit else set()
        used += [(_declared_by(declared, file), "|".join(entry)) for entry in sorted(met & said)]
    return used


def note_use(connection: duckdb.DuckDBPyConnection, used: Iterable[tuple[str, str]]) -> None:
    """Keep which entries a file gave an effect; once met, an entry stays of use."""
    for source, entry in used:
        row: dict[str, object] = {"source": source, "entry": entry}
        if not one_row(connection, "SELECT 1 FROM declared_use WHERE source = $source AND entry = $entry", row):
            connection.execute("INSERT INTO declared_use VALUES ($source, $entry)", row)


def _declared_by(declared: Declared, path: Path) -> str:
    """What the table of uses calls a file of declarations: the source, or, of a sender's, source and sender."""
    return declared.source if path == declared.path else path.stem


def unmet(declared: Declared, path: str, reading: Reading, dates: DateReading) -> list[str]:
    """Return what is declared without effect on the file at `path`: others of the source may need it."""
    return [
        f"{file.name}: {'.'.join(entry)} tidak terpakai di berkas ini"
        for file, own in declared.said_of(path).items()
        for entry in entries_of(own)
        if not _is_met(entry, reading, dates)
    ]


def _is_met(entry: EntryPath, reading: Reading, dates: DateReading) -> bool:
    kind, *_, last = entry
    if kind == "headers":
        return fold(last) in reading.all_titles
    return last in (reading.columns if kind == "values" else dates.used)


def _met_words(
    connection: duckdb.DuckDBPyConnection, contract: Contract, path: str, declaration: Declaration, reading: Reading
) -> Iterable[EntryPath]:
    """The words and offices that one file meets; a word may be a title, too."""
    yield from reading.met
    columns = {column.name: column for column in contract.read_columns}
    for name in declaration.values.keys() & columns.keys():
        raw = connection.execute(
            "SELECT raw FROM value_map WHERE column_name = $name AND raw IS NOT NULL", {"name": name}
        )
        seen = {folded_value(columns[name], text) for (text,) in raw.fetchall()}
        for value, aliases in declaration.values[name].items():
            for alias in aliases:
                if folded_value(columns[name], alias) in seen or fold(alias) in reading.all_titles:
                    yield "values", name, value, alias
    is_said_alone = bool(declaration.unit) and not any(fits(pattern, path) for pattern in declaration.unit_by_file)
    other = "SELECT 1 FROM place_map WHERE faults = 'unit:kantor_bertentangan' LIMIT 1"
    if is_said_alone and ("" in reading.unit_titles or not reading.unit_titles or one_row(connection, other)):
        yield ("unit",)


def idle_entries(connection: duckdb.DuckDBPyConnection, declared: Declared) -> list[str]:
    """Return a sentence for each word that no file ever met, and each pattern of [unit_by_file] that no file fits.

    Of a sender's mapping for any entry: the file that it was written for may still be to come, or gone again.
    """
    told: list[str] = []
    for file, own in declared.files.items():
        met = _met_before(connection, _declared_by(declared, file))
        entries = declared_words(own) | ({} if file == declared.path else entries_of(own))
        idle = [fault for entry, fault in entries.items() if "|".join(entry) not in met]
        told += [
            f"{file.parent.name}/{masked(file.name)}: {each}"
            for each in [*idle, *_idle_patterns(connection, declared.source, own)]
        ]
    return told


def _met_before(connection: duckdb.DuckDBPyConnection, source: str) -> set[str]:
    rows = connection.execute("SELECT entry FROM declared_use WHERE source = $source", {"source": source}).fetchall()
    return {entry for (entry,) in rows}


def _idle_patterns(connection: duckdb.DuckDBPyConnection, source: str, declaration: Declaration) -> list[str]:
    """Of the files known or removed."""
    rows = connection.execute("SELECT DISTINCT path FROM ledger WHERE source = $source", {"source": source}).fetchall()
    return [
        f"tidak ada berkas yang namanya cocok dengan pola '{masked(pattern)}' di [unit_by_file]"
        for pattern in declaration.unit_by_file
        if not any(fits(pattern, path) for (path,) in rows)
    ]


def refuse_unused(connection: duckdb.DuckDBPyConnection, declared: Declared, paths: Iterable[str]) -> None:
    """Raise UserError for an entry of sumber.toml that no file ever met; not while a file at hand could not be read.

    `paths`: the source's files at hand.
    """
    source, path = declared.source, declared.path
    unread = (
        "SELECT 1 FROM (SELECT unnest($paths::VARCHAR[]) AS path) LEFT JOIN (SELECT * FROM ledger"
        " WHERE source = $source AND state IN ('loaded', 'duplicate_file')) AS read USING (path) WHERE source IS NULL"
    )
    entries = entries_of(declared.common)
    if not entries or one_row(connection, unread, {"source": source, "paths": sorted(paths)}):
        return
    met = _met_before(connection, source)
    for entry, fault in entries.items():
        if "|".join(entry) not in met:
            keys = entry[:1] if entry[0] == "date_formats" else entry[:2]
            raise UserError(f"{path} baris {line_in(path, *keys)}: {fault}. Perbaiki tulisannya, atau hapus.")
