"""What a delimited text is written in: encoding, delimiter, the way quotes are escaped."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from etl.reading.base.headers import SEARCH_ROWS, best_header
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration

DELIMITERS = ";\t,|"
HEAD_BYTES = 65536
LONGEST_RECORD = 20
"""Lines that one record may span by line breaks inside quotes."""
WRAPPED_AT_LEAST = 3
"""Cells that a line in quotes must hold to be taken for a row."""
_FILLING = " \t\0\x1a\ufeff"
_BOM_IN_CP1252 = "\u00ef\u00bb\u00bf"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\0\0": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_WIDE = 0.3
"""From this share of zero bytes at even or odd places on, a text without a mark is UTF-16."""
_ESCAPED = re.compile(r'(?:^|[;,\t|])"[^"\r\n]*\\"[^;,\t|"\r\n]')
"""A quote after a backslash that cannot be the end of its cell."""


@dataclass(frozen=True)
class Dialect:
    """How one text is to be read, and why."""

    encoding: str
    delimiter: str
    has_escapes: bool
    why: list[str]
    is_wrapped: bool = False
    """Whole lines stand in quotes, as one cell each."""
    has_nuls: bool = False


def dialect_of(path: Path, contract: Contract, declaration: Declaration) -> Dialect:
    """Return encoding, delimiter and escapes of a text: the first two by its head, escapes by all its lines."""
    encoding, why = encoding_of(path)
    head = head_of(path, encoding)
    delimiter, because = delimiter_of(head, contract, declaration)
    has_escapes = any("\\" in line and _ESCAPED.search(line) for line in lines_of(path, encoding))
    is_wrapped = _is_wrapped(_first_lines(head), delimiter)
    escapes = ["tanda kutip di dalam isi ditulis dengan garis miring terbalik"] if has_escapes else []
    escapes += ["setiap baris dibungkus tanda kutip sebagai satu sel: dibuka"] if is_wrapped else []
    return Dialect(encoding, delimiter, has_escapes, [why, because, *escapes], is_wrapped, _has_nuls(path))


def _has_nuls(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b"\0" in block for block in iter(lambda: file.read(1 << 20), b""))


def encoding_of(path: Path) -> tuple[str, str]:
    """Return the encoding and why: a byte order mark decides, zero bytes tell UTF-16, then UTF-8, else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return encoding, f"pengodean {encoding} karena tanda BOM"
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        # Zeros that fill up the end of a text, or a hole in it, stand at even and odd places alike.
        others = head[1 - start :: 2].count(0)
        if head[start::2].count(0) - others > _WIDE * len(head[start::2]) > 0:
            return encoding, f"pengodean {encoding} karena letak bita nol"
    if _is_utf8(path):
        return "utf-8", "pengodean utf-8: seluruh berkas sah"
    return "cp1252", "pengodean Windows-1252: bukan UTF-8 yang sah"


def _is_utf8(path: Path) -> bool:
    """Half a letter at the end is the mark of a file cut off, not of another encoding."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def delimiter_of(head: str, contract: Contract, declaration: Declaration) -> tuple[str, str]:
    """Return the delimiter and why: a line `sep=` says it, else the one by which most titles are known."""
    lines = _first_lines(head)
    first = lines[0].strip().strip('"').lower() if lines else ""
    if first.startswith("sep=") and len(first) == 5:
        return first[4], f"pemisah {first[4]!r} dinyatakan oleh baris sep="
    known = {mark: len(best_header(_cells(lines, mark), contract, declaration).positions) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: (known[mark], _agreement(lines, mark)))
    if known[best]:
        return best, f"pemisah {best!r}: {known[best]} judul dikenal"
    return best, f"pemisah {best!r}: jumlahnya sama di paling banyak baris"


def _first_lines(head: str) -> list[str]:
    return [line for line in head.splitlines() if line.strip(_FILLING)][:SEARCH_ROWS]


def _cells(lines: list[str], mark: str) -> list[list[str]]:
    if _is_wrapped(lines, mark):
        return [unwrapped(cells, mark) for cells in csv.reader(map(_within_quotes, lines), delimiter=mark)]
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return [line.split(mark) for line in lines]


def _within_quotes(line: str) -> str:
    """A line in quotes without the blank cells that a spreadsheet put behind it."""
    own = line.rstrip("\r\n")
    end = line[len(own) :]
    bare = own.rstrip(DELIMITERS)
    return bare + end if bare.startswith('"') and bare.endswith('"') else line


def _is_wrapped(lines: list[str], mark: str) -> bool:
    """True where at least half of the lines are one quoted cell that holds the cells of a row."""
    with suppress(csv.Error):
        rows = list(csv.reader(map(_within_quotes, lines), delimiter=mark))
        return 0 < len(rows) <= 2 * sum(unwrapped(cells, mark) is not cells for cells in rows)
    return False


def unwrapped(cells: list[str], mark: str) -> list[str]:
    """Return the cells of a row that stands as a whole in its first cell; any other row as it is."""
    if not cells or mark not in cells[0] or any(cells[1:]):
        return cells
    with suppress(csv.Error):
        inner = next(csv.reader([cells[0]], delimiter=mark), cells)
        return inner if len(inner) >= WRAPPED_AT_LEAST else cells
    return cells


def _agreement(lines: list[str], mark: str) -> int:
    votes = Counter(line.count(mark) for line in lines if mark in line)
    return max((number * width for width, number in votes.items()), default=0)


def head_of(path: Path, encoding: str) -> str:
    """Return the first characters of a text."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(HEAD_BYTES)


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """Yield the physical lines of a text with their ends; what is no letter of the encoding becomes a mark.

    What joining files leaves behind is taken out: byte order marks, the sign for the end of a text, zero bytes that
    fill up a line's end. Where a file was joined to a line without an end, that line comes in two pieces.
    """
    first: str | None = None
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for line in file:
            if first is None:
                first = line.strip(_FILLING + "\r\n")
            if "\ufeff" in line or "\x1a" in line or "\0" in line or line.startswith(_BOM_IN_CP1252):
                yield from _pieces(line, first)
            else:
                yield line


def _pieces(line: str, first: str) -> list[str]:
    own = line.rstrip("\r\n")
    end = line[len(own) :]
    own = own.removeprefix(_BOM_IN_CP1252).rstrip("\0\x1a").lstrip("\x1a\ufeff")
    before, mark, after = own.partition("\ufeff")
    # A mark within a cell is no beginning of a file.
    if mark and after.strip(_FILLING) == first:
        return [before.rstrip("\0\x1a"), after + end]
    return ["" + end if not own.strip(_FILLING) else own + end]


class _RunawayError(Exception):
    """A quote was not closed within the lines a record may have."""


class _Lines:
    """Gives a csv reader its lines and remembers those of the record at work."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.pushed_back: list[str] = []
        self.taken: list[str] = []
        self.is_open = False
        """The text ended within a record: a quote was never closed."""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) > LONGEST_RECORD:
            raise _RunawayError
        line = self.pushed_back.pop() if self.pushed_back else next(self.lines, None)
        if line is None:
            self.is_open = bool(self.taken)
            raise StopIteration
        self.taken.append(line)
        return line

    def take_first_only(self) -> str:
        """Give back all lines of the record at work but its first, and return that one."""
        first, *rest = self.taken
        self.pushed_back += reversed(rest)
        self.taken, self.is_open = [first], False
        return first


def records_of(lines: Iterator[str], delimiter: str, has_escapes: bool) -> Iterator[tuple[int, list[str], bool]]:
    """Yield (physical line on which the record starts, cells, whether its last line is without its end).

    A quote that is never closed would swallow the lines after it: such a line is taken as it stands.
    """
    source, number = _Lines(lines), 1
    while True:
        for cells in _whole_records(source, delimiter, has_escapes):
            yield number, cells, _is_without_end(source)
            number += sum(line.endswith(("\n", "\r")) for line in source.taken)
            source.taken = []
        if not source.taken:
            return
        yield number, source.take_first_only().rstrip("\r\n").split(delimiter), _is_without_end(source)
        number += 1
        source.taken = []


def rows_of(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[str], bool]]:
    """Yield the records of a text as `records_of` does, rows that stand in one quoted cell taken apart."""
    lines = lines_of(path, dialect.encoding)
    if not dialect.is_wrapped:
        return records_of(lines, dialect.delimiter, dialect.has_escapes)
    rows = records_of(map(_within_quotes, lines), dialect.delimiter, dialect.has_escapes)
    return ((line, unwrapped(cells, dialect.delimiter), is_last) for line, cells, is_last in rows)


def _whole_records(source: _Lines, delimiter: str, has_escapes: bool) -> Iterator[list[str]]:
    """Yield records until the text ends or one of them cannot be read; its lines are then in `source.taken`."""
    with suppress(_RunawayError, csv.Error):
        # Strict: a quote that ends before its cell does was never the beginning of one.
        for cells in csv.reader(source, delimiter=delimiter, escapechar="\\" if has_escapes else None, strict=True):
            if source.is_open or len(source.taken) > LONGEST_RECORD:
                return
            yield cells


def _is_without_end(source: _Lines) -> bool:
    return not source.taken[-1].endswith(("\n", "\r"))
