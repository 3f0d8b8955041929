"""Leaves a file's records in the temporary table `raw`: clean large text through DuckDB, all else through a child."""

import json
import tempfile
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from core.settings import settings
from etl import sandbox
from etl.errors import FastLaneError, UnreadableFileError
from etl.reading.base.headers import near, spellings
from etl.reading.base.kinds import Kind, kind_of
from etl.reading.base.office_of_table import Offices
from etl.reading.base.records import Show
from etl.reading.base.table_read import Unread, understood, unread_of
from etl.reading.careful import SHOWN_ROWS, Work, read_carefully
from etl.reading.cutting import FilePart
from etl.reading.formats import fast
from etl.reading.formats.clean_head import delimiter_in
from etl.reading.formats.file_bytes import scan_ahead
from etl.reading.result import Piece, Reading
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.sources.titles import ShownTitles
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
IGNORED_SHOWN = 40
AHEAD_FROM_BYTES = 50_000_000
"""Smaller files are looked through in less time than it takes to begin."""
RAW_COLUMNS = ("place", "fault")


def read_file(
    connection: Connection,
    path: Path,
    contract: Contract,
    declaration: Declaration,
    *,
    is_careful: bool = False,
    show: Show | None = None,
    shown_at_most: int | None = None,
) -> Reading:
    """Fill temp table `raw` (n, place, fault and the contract's columns, trimmed text) from one file.

    `is_careful` leaves the fast lane out; `show` is called with every data row as the file holds it, and reading ends
    after `shown_at_most` of them. Raises UnreadableFileError when the whole file cannot be used, FastLaneError when it
    must be read again with care. A link is known by its own name.
    """
    fast_from = None if is_careful or show else fast.FAST_FROM_BYTES
    path = path.absolute()
    offices = Offices(contract, declaration, path)
    quick = _fast(connection, path, offices, fast_from) if fast_from is not None else None
    if quick is not None:
        return _finished(quick, contract, declaration)
    with tempfile.TemporaryDirectory(dir=_scratch(connection)) as scratch:
        work = Work(path, contract.source, declaration, Path(scratch), fast_from, show is not None)
        work = replace(work, shown_at_most=shown_at_most)
        pieces = _read_apart(work)
        reading = _taken(connection, work, pieces, contract)
        if show:
            replay(work.folder / SHOWN_ROWS, show)
    return _finished(reading, contract, declaration)


def stumbles(connection: Connection, path: Path, contract: Contract, declaration: Declaration) -> bool:
    """True where read_file would raise FastLaneError: looked for outside a transaction, which it would end."""
    path = path.absolute()
    try:
        if kind_of(path) in (Kind.ZIP, Kind.GZIP):
            read_file(connection, path, contract, declaration)
        else:
            _fast(connection, path, Offices(contract, declaration, path), fast.FAST_FROM_BYTES)
    except FastLaneError:
        return True
    except (UnreadableFileError, OSError):
        return False
    return False


def read_file_part(
    connection: Connection, path: Path, part: FilePart, contract: Contract, declaration: Declaration
) -> Reading | None:
    """Fill `raw` from a part of a file, its lines and places counted from its own first one; None: read the whole.

    Raises FastLaneError when the whole must be read with care.
    """
    path = path.absolute()
    with tempfile.TemporaryDirectory(dir=_scratch(connection)) as scratch:
        own = Path(scratch) / f"bagian{path.suffix}"
        if not part.is_copied(path, own):
            return None
        quick = _fast(connection, own, Offices(contract, declaration, path), 0, fast.ODD_ROWS // part.of)
    return _finished(quick, contract, declaration) if quick else None


def look_ahead(path: Path, contract: Contract, declaration: Declaration) -> None:
    """Begin to look through a large text that is to be read, beside other work on the same bytes."""
    with suppress(OSError, UnicodeDecodeError, UnreadableFileError):
        if _may_be_fast(path, AHEAD_FROM_BYTES):
            scan_ahead(path, delimiter_in(path, contract, declaration))


def _may_be_fast(path: Path, fast_from: int) -> bool:
    return fast_from <= path.stat().st_size <= settings().max_file_bytes and not _begins_as_archive(path)


def _fast(
    connection: Connection, path: Path, offices: Offices, fast_from: int, odd_at_most: int = fast.ODD_ROWS
) -> Reading | None:
    """Through DuckDB, where a file is text, large and clean; None: it must be read with care."""
    if not _may_be_fast(path, fast_from):
        return None
    with suppress(UnreadableFileError):
        if kind_of(path) is Kind.DELIMITED and (found := fast.read_fast(connection, path, offices, odd_at_most)):
            header, notes = found
            columns = {*header.positions, *header.fixed}
            titles = {title for title, name in understood(header) if name == "unit"}
            seen = set(header.titles)
            return Reading(
                columns,
                header.row + 1,
                unread=unread_of(header),
                unit_titles=titles,
                notes=notes,
                titles=seen,
            )
    return None


def _begins_as_archive(path: Path) -> bool:
    """What is in an archive, and whether it is a workbook, is for the child to see."""
    with path.open("rb") as file:
        return file.read(2) in (b"PK", b"\x1f\x8b")


def _read_apart(work: Work) -> list[Piece]:
    return sandbox.call(read_carefully, work, work.folder, sandbox.limits_for(work.path.stat().st_size))


def _taken(connection: Connection, work: Work, pieces: list[Piece], contract: Contract) -> Reading:
    """Fill `raw` from the pieces. Places in one of several begin with the member's number."""
    if len(pieces) == 1:
        reading = _take(connection, work, pieces[0], contract)
        reading.notes += pieces[0].notes
        return reading
    readings = []
    guests: list[tuple[str, str]] = []
    names = ", ".join(f'"{column.name}"' for column in contract.read_columns)
    for number, piece in enumerate(pieces):
        readings.append(_take(connection, work, piece, contract))
        readings[-1].notes += piece.notes
        guests += [(f"{piece.number}/{place}", guest) for place, guest in readings[-1].guests]
        rows = f"SELECT $member || place AS place, fault, {names} FROM raw ORDER BY n"
        into = "INSERT INTO raw_members" if number else "CREATE OR REPLACE TEMP TABLE raw_members AS"
        connection.execute(f"{into} {rows}", {"member": f"{piece.number}/"})
    connection.execute("CREATE OR REPLACE TEMP TABLE text_rows AS SELECT * FROM raw_members")
    connection.execute("DROP TABLE raw_members")
    _number_rows(connection)
    return Reading(
        set().union(*(reading.columns for reading in readings)),
        sum(reading.not_data for reading in readings),
        sum(reading.not_reported for reading in readings),
        sum(reading.closed for reading in readings),
        [each for reading in readings for each in reading.unread],
        [part for reading in readings for part in reading.parts],
        set().union(*(reading.unit_titles for reading in readings)),
        _are_guest_books(readings),
        max((reading.saved_at for reading in readings if reading.saved_at), default=None),
        guests,
        [note for reading in readings for note in reading.notes],
        set().union(*(reading.titles for reading in readings)),
        set().union(*(reading.met for reading in readings)),
        uncounted=[each for reading in readings for each in reading.uncounted],
        closed_days=[each for reading in readings for each in reading.closed_days],
    )


def _are_guest_books(readings: list[Reading]) -> bool:
    kinds = {reading.is_guest_book for reading in readings}
    if len(kinds) > 1:
        raise UnreadableFileError("buku_tamu_bercampur", "anggota arsip")
    return kinds == {True}


def _take(connection: Connection, work: Work, piece: Piece, contract: Contract) -> Reading:
    """One piece into `raw`; a text from an archive by the fast lane where it is clean, else by a child of its own."""
    if piece.text:
        quick = _fast(connection, piece.text, work.offices_of(piece.text), 0)
        if quick:
            return quick
        with tempfile.TemporaryDirectory(dir=work.folder) as folder:
            origin = work.origin or work.path
            again = replace(work, path=piece.text, origin=origin, folder=Path(folder), fast_from=None)
            return _take(connection, again, _read_apart(again)[0], contract)
    assert piece.rows
    assert piece.reading
    _copy_rows(connection, piece.rows, contract)
    return piece.reading


def _copy_rows(connection: Connection, rows: Path, contract: Contract) -> None:
    texts = (f'{fast.trimmed(c.name, is_number=c.is_number)} AS "{c.name}"' for c in contract.read_columns)
    picked = ", ".join([*RAW_COLUMNS, *texts])
    with pa.OSFile(str(rows)) as file, pa.ipc.open_stream(file) as stream:
        connection.register("records", stream)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE text_rows AS SELECT {picked} FROM records")
        connection.unregister("records")
    _number_rows(connection)


def _number_rows(connection: Connection) -> None:
    """Make the view `raw` over `text_rows` with n from 0 on: inside a transaction, row ids start at 2 to the 56th."""
    (first,) = one_row(connection, "SELECT coalesce(min(rowid), 0) FROM text_rows") or (0,)
    numbers = f"rowid - {first} AS n, rowid AS row_id"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {numbers}, * FROM text_rows")


def _scratch(connection: Connection) -> Path | None:
    """The private folder of the connection, which every load empties before it starts; None: the system's own."""
    (folder,) = one_row(connection, "SELECT current_setting('temp_directory')") or ("",)
    path = Path(folder)
    return path if path.is_absolute() and path.is_dir() else None


def replay(rows: Path, show: Show) -> None:
    """Call show(titles, cells) with every row that a child has written down."""
    with rows.open(encoding="utf-8") as file:
        for line in file:
            titles, cells = json.loads(line)
            show(titles, cells)


def _finished(reading: Reading, contract: Contract, declaration: Declaration) -> Reading:
    """The reading with proposals beside the titles that nobody reads."""
    known = spellings(contract, declaration)
    names, unread = ShownTitles(), dict[str, Unread]()
    for each in reading.unread:
        unread.setdefault(each.text, each)
    missing = {spelling: column for spelling, column in known.items() if column not in reading.columns}
    reading.ignored = [_told(each, names, missing) for each in islice(unread.values(), IGNORED_SHOWN)]
    if len(unread) > IGNORED_SHOWN:
        reading.ignored.append(f"dan {len(unread) - IGNORED_SHOWN} judul lain")
    return reading


def _told(each: Unread, names: ShownTitles, missing: dict[str, str]) -> str:
    """What nobody reads; of a title, the one that may have been meant, if its column is still missing."""
    if each.place is None:
        return each.text
    shown, alike = names.title(each.text, each.place), near(each.text, missing)
    return f"{shown} (mirip: {alike})" if alike else shown
