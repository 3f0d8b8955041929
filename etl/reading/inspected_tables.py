"""Every table of any file, of a known source or not: its header row by structure, its columns by what they hold."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path

from core.sources import SOURCES
from etl.reading.base.cells import BLANKS, Cells
from etl.reading.base.headers import SEARCH_ROWS
from etl.reading.base.kinds import Kind, kind_of
from etl.reading.base.office_of_table import Offices
from etl.reading.base.records import Records
from etl.reading.base.unpack import check_workbook, unpack_gzip, unpack_zip
from etl.reading.careful import READERS, SHOWN_ROWS
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

GUESSED_ROWS = 1_000
MOST_LISTED = 30
MOSTLY = 0.8
NUMBERED_AT_LEAST = 4
PERSONS = ("mirip NIK", "mirip telepon")
"""Kinds of columns whose cells are persons' numbers."""
_NUMBER = re.compile(r"[+-]?[0-9][0-9., ]{0,11}%?")
_NIK = re.compile(
    r"'?[0-9]{4}[ .-]?[0-9]{4}[ .-]?[0-9]{4}[ .-]?[0-9]{4}|'?[0-9]{16}|[0-9][.,][0-9]+E\+15", re.IGNORECASE
)
_PHONE = re.compile(r"(?:\+?62|\(?0)[0-9 ().-]{7,16}")
_DATE = re.compile(
    r"(?:\w{3,9},? )?[0-9]{1,4}([-/. ])(?:[0-9]{1,2}|[^\W\d_]{3,9})\1[0-9]{2,4}(?:[T ,]+.{4,20})?|(?:19|20)[0-9]{6}"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class AnyWork:
    """The file, a private folder, and whether all its rows are written down there (SHOWN: [titles, cells] a line)."""

    path: Path
    folder: Path
    has_rows: bool = False
    samples: int = 0
    """How many different cells of a column are handed over; none of one that looks like numbers of persons."""


@dataclass
class AnyColumn:
    """A title, what its cells look like (`kind`), how many of those looked at are filled, and the shape of most."""

    title: str
    kind: str
    filled: int
    shape: str
    samples: list[str] = field(default_factory=list)


@dataclass
class AnyTable:
    """One table: the row of its titles (from 1; None: no row looks like one), its columns, its rows as far as read."""

    name: str
    header_row: int | None
    rows: int
    columns: list[AnyColumn] = field(default_factory=list)


def any_tables(work: AnyWork) -> list[AnyTable]:
    """Return the tables of a file, an archive's members in turn. Raises UnreadableFileError."""
    found: list[AnyTable] = []
    with (work.folder / SHOWN_ROWS).open("w", encoding="utf-8") as rows_out:

        def look(name: str, rows: Iterable[Cells]) -> None:
            head = list(islice(rows := iter(rows), SEARCH_ROWS))
            header = _header_row(head)
            titles = _titles(head, header)
            rest = (cells for cells in _chained(head[0 if header is None else header + 1 :], rows) if _is_filled(cells))
            seen: list[Cells] = []
            for cells in rest if work.has_rows else islice(rest, GUESSED_ROWS):
                seen += [cells] if len(seen) < GUESSED_ROWS else []
                if work.has_rows:
                    rows_out.write(json.dumps([titles, list(cells)], ensure_ascii=False) + "\n")
            if seen:
                columns = [_column(title, place, seen, work.samples) for place, title in enumerate(titles)]
                found.append(AnyTable(name, None if header is None else header + 1, len(seen), columns))

        asked = contract(SOURCES[0])
        for path in _files(work):
            kind = kind_of(path)
            if kind is Kind.WORKBOOK:
                check_workbook(path)
            READERS[kind](
                path, Records(asked, lambda _: None, Offices(asked, Declaration(), path), look=look), Declaration()
            )
    return found


def _files(work: AnyWork) -> Iterator[Path]:
    inside = work.folder / "isi"
    inside.mkdir()
    kind = kind_of(work.path)
    if kind is Kind.GZIP:
        yield unpack_gzip(work.path, inside)
    elif kind is Kind.ZIP:
        yield from unpack_zip(work.path, inside)
    else:
        yield work.path


def _chained(head: Sequence[Cells], rest: Iterable[Cells]) -> Iterator[Cells]:
    yield from head
    yield from rest


def _header_row(head: Sequence[Cells]) -> int | None:
    """The first of the widest rows of different titles, with a row of data below it."""
    widths = [sum(bool(_text_of(cell)) for cell in cells) for cells in head]
    best, width = None, 1
    for number, cells in enumerate(head[:-1]):
        texts = [text for cell in cells if (text := _text_of(cell))]
        if (
            widths[number] > width
            and _are_titles(texts)
            and len(set(texts)) == len(texts)
            and any(widths[number + 1 :])
        ):
            best, width = number, widths[number]
    # Rows of data are as wide as their titles at most times; a letterhead is not.
    return best if best is not None and width * 2 >= max(widths) else None


def _are_titles(texts: Sequence[str]) -> bool:
    """True for words, beside which days or months may be numbered one by one."""
    words = [text for text in texts if _WORD.search(text) and not _DATE.fullmatch(text)]
    numbers = [text for text in texts if text not in words]
    is_numbered = all(text.isascii() and text.isdecimal() and len(text) < 3 for text in numbers)
    steps = {int(after) - int(before) for before, after in pairwise(numbers)} if is_numbered else {0}
    return not numbers or (bool(words) and len(numbers) >= NUMBERED_AT_LEAST and steps == {1})


def _titles(head: Sequence[Cells], header: int | None) -> list[str]:
    width = max((len(cells) for cells in head), default=0)
    own = [_text_of(cell) for cell in head[header]] if header is not None else []
    return [*own, *[""] * (width - len(own))]


def _column(title: str, place: int, rows: Sequence[Cells], samples: int) -> AnyColumn:
    texts = [text for cells in rows if place < len(cells) and (text := _text_of(cells[place]))]
    shapes = Counter(map(_shape, texts))
    kind = _kind(texts)
    own = [] if kind in PERSONS else [*dict.fromkeys(texts)][:samples]
    return AnyColumn(title, kind, len(texts), shapes.most_common(1)[0][0] if shapes else "", own)


def _kind(texts: Sequence[str]) -> str:
    """What most cells look like: the first kind that fits."""
    if not texts:
        return "kosong"
    for name, pattern in (("mirip NIK", _NIK), ("tanggal", _DATE), ("mirip telepon", _PHONE), ("bilangan", _NUMBER)):
        if sum(bool(pattern.fullmatch(text)) for text in texts) >= MOSTLY * len(texts):
            return name
    different = len(set(texts))
    return "daftar" if different <= MOST_LISTED and different * 2 <= len(texts) else "teks"


def _shape(text: str) -> str:
    """A cell without what it says: letters as `a`, digits as `9`, so many of each as there are up to four."""
    shape = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", text[:40]))
    return re.sub(r"9{5,}", "9999+", shape)


def _is_filled(cells: Cells) -> bool:
    return any(map(_text_of, cells))


def _text_of(cell: str | None) -> str:
    return (cell or "").strip(BLANKS)
