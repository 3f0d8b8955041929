"""Any file of a source to text records in Arrow files, row by row: what a child process does for a load."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import pyarrow as pa

from core.settings import settings
from etl.errors import UnreadableFileError, in_megabytes
from etl.reading.base import unpack
from etl.reading.base.cells import Cells, Row
from etl.reading.base.closed_days import Met, closed_words, silent_words
from etl.reading.base.headers import without_titles
from etl.reading.base.kinds import Kind, kind_of
from etl.reading.base.office_of_table import Offices
from etl.reading.base.records import Records
from etl.reading.formats import delimited, html_tables, json_rows, parquet, workbook, xml_2003
from etl.reading.result import Piece, Reading
from etl.reading.stored.saved_at import saved_at
from etl.sources.contract import contract, contracts
from etl.sources.declarations import Declaration

READERS: dict[Kind, Callable[[Path, Records, Declaration], None]] = {
    Kind.DELIMITED: delimited.read,
    Kind.JSON: json_rows.read,
    Kind.HTML: html_tables.read,
    Kind.MHTML: html_tables.read_archive,
    Kind.XML_2003: xml_2003.read,
    Kind.WORKBOOK: workbook.read,
    Kind.PARQUET: parquet.read,
}
SAVED_BY_SPREADSHEETS = (Kind.WORKBOOK, Kind.XML_2003, Kind.HTML, Kind.MHTML)
SHOWN_ROWS = "baris.jsonl"
_NO_TABLE = ("berkas_kosong", "judul_tak_dikenal", "kolom_wajib_tidak_ada", "format_tak_dikenal")
CELLS_OF_A_SMALL_FILE = 2_000_000
CELLS_PER_BYTE = 2
"""A file as it lies there, packed as workbooks are, takes about a byte for each of its cells."""
contracts()  # read once, before children are forked


@dataclass(frozen=True)
class Work:
    """What to read: a file as records of a source, into a private folder.

    `fast_from`: delimited text of so many bytes in an archive is only unpacked (None: read, too). `shown_at_most`:
    how many data rows are also written down as the file holds them, after which reading ends; None: no row is.
    """

    path: Path
    source: str
    declaration: Declaration
    folder: Path
    fast_from: int | None = None
    is_shown: bool = False
    shown_at_most: int | None = None
    origin: Path | None = None
    """The file as the user knows it, where `path` is a text from an archive."""

    def offices_of(self, path: Path) -> Offices:
        """Return what tells the office of a file, or of a member of it."""
        origin = self.origin or self.path
        return Offices(contract(self.source), self.declaration, origin, path if path != origin else None)


class _EnoughError(Exception):
    """As many rows as were asked for have been shown."""


def read_carefully(work: Work) -> list[Piece]:
    """Read one file, an archive member by member.

    Raises UnreadableFileError when the whole file cannot be used, with the number of the member where it is in one:
    its name may be a person's.
    """
    kind = kind_of(work.path)
    unpacked = work.folder / "isi"
    unpacked.mkdir()
    if kind is Kind.GZIP:
        return [_piece(work, unpack.unpack_gzip(work.path, unpacked), 1, is_member=True)]
    if kind is Kind.ZIP:
        return _members(work)
    return [_piece(work, work.path, 1, is_member=False)]


def _members(work: Work) -> list[Piece]:
    """The members that hold tables. A letter among them is told as no data, but a zip of letters only is refused."""
    pieces: list[Piece] = []
    letters: dict[str, UnreadableFileError] = {}
    for number, member in enumerate(unpack.unpack_zip(work.path, work.folder / "isi"), 1):
        where = f"anggota {number}"
        try:
            pieces.append(replace(_piece(work, member, number, is_member=True), number=number))
        except UnreadableFileError as error:
            named = UnreadableFileError(error.reason, f"{where}: {error.detail}" if error.detail else where)
            if error.reason not in _NO_TABLE or not unpack.is_letter(member):
                raise named from None
            letters[f"{where} (teks tanpa tabel)"] = named
    if not pieces:
        raise next(iter(letters.values()))
    if told := [*letters, *unpack.beside_tables(work.path)]:
        pieces[0].notes.append(f"bukan data dalam arsip, tidak dibaca: {', '.join(told)}")
    return pieces


def _piece(work: Work, path: Path, number: int, *, is_member: bool) -> Piece:
    kind, size = kind_of(path), path.stat().st_size
    if size > (most := settings().max_file_bytes):
        raise UnreadableFileError("berkas_terlalu_besar", f"{in_megabytes(size)}, batasnya {in_megabytes(most)}")
    if kind not in READERS:
        raise UnreadableFileError("arsip_ditolak", "arsip di dalam arsip")
    if is_member and kind is Kind.DELIMITED and work.fast_from is not None and size >= work.fast_from:
        # Away from where the next member is unpacked.
        return Piece(text=path.rename(work.folder / f"{number}-{path.name}"))
    if kind is Kind.WORKBOOK:
        unpack.check_workbook(path)
    piece = _read(work, READERS[kind], path, work.folder / f"{number}.arrow")
    if kind in SAVED_BY_SPREADSHEETS and piece.reading:
        piece.reading.saved_at = saved_at(path)
    return piece


def _read(work: Work, read: Callable[[Path, Records, Declaration], None], path: Path, target: Path) -> Piece:
    asked = contract(work.source)
    names = ["place", "fault", *(column.name for column in asked.read_columns)]
    size = path.stat().st_size
    schema = pa.schema([(name, pa.string()) for name in names])
    offices = work.offices_of(path)
    with pa.OSFile(str(target), "wb") as file, pa.ipc.new_stream(file, schema, options=_OPTIONS) as stream:
        left = _text_at_most(size)

        def keep(rows: list[Row]) -> None:
            nonlocal left
            cells = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
            left -= sum(column.nbytes for column in cells)
            if left < 0:
                most = in_megabytes(_text_at_most(size))
                raise UnreadableFileError("berkas_terlalu_besar", f"isi selnya lebih dari {most}")
            stream.write_batch(pa.record_batch(cells, schema=schema))

        met: Met = set()
        is_closed, is_silent = closed_words(asked, work.declaration, met), silent_words(work.declaration, met)
        records = Records(asked, keep, offices, is_closed=is_closed, is_silent=is_silent)
        records.cells_at_most = min(settings().max_cells, max(CELLS_OF_A_SMALL_FILE, CELLS_PER_BYTE * size))
        with (work.folder / SHOWN_ROWS).open("a", encoding="utf-8") as shown:
            if work.is_shown:
                records.show = _shower(shown, work.shown_at_most)
            with suppress(_EnoughError):
                read(path, records, work.declaration)
        records.flush()
    if not records.count and not records.columns:
        # Tables that are of something else are no empty file, which a user may delete.
        raise (
            without_titles(asked)
            if records.not_data
            else UnreadableFileError("berkas_kosong", "tanpa judul dan tanpa baris")
        )
    named = [[title for title, name in part.columns if name == "unit"] for part in records.parts]
    titles = {title for found in named for title in found or [""]}
    if len(records.has_guests) > 1:
        mixed = ", ".join(part.name for part in records.parts if part.name)
        raise UnreadableFileError("buku_tamu_bercampur", mixed)
    counts = (records.not_data, records.not_reported, records.closed)
    is_guests = records.has_guests == {True}
    reading = Reading(records.columns, *counts, records.unread, records.parts, titles, is_guests, notes=records.notes)
    reading.guests, reading.met, reading.uncounted = records.guests, met, records.uncounted
    reading.closed_days = [*records.closed_days]
    return Piece(reading, target)


def _text_at_most(size: int) -> int:
    """Bytes of rows that a file may give: one text that a thousand cells share counts a thousand times."""
    known = settings()
    return min(known.max_file_bytes, max(known.unpack_ratio_from_bytes, known.max_unpack_ratio * size)) + size


_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)


def _shower(target: IO[str], at_most: int | None) -> Callable[[list[str], Cells], None]:
    """Write titles and cells of each data row on a line."""
    count = 0

    def show(titles: list[str], cells: Cells) -> None:
        nonlocal count
        target.write(json.dumps([titles, list(cells)], ensure_ascii=False) + "\n")
        count += 1
        if at_most is not None and count >= at_most:
            raise _EnoughError

    return show
