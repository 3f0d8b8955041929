"""What a delimited text is written in: encoding, delimiter, the way quotes are escaped."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.headers import SEARCH_ROWS, best_header

DELIMITERS = ";\t,|"
HEAD_BYTES = 65536
LONGEST_RECORD = 20
"""Lines that one record may span by line breaks inside quotes."""
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
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


def dialect_of(path: Path, contract: Contract, declaration: Declaration) -> Dialect:
    """Return encoding, delimiter and escapes of a text: the first two by its head, escapes by all its lines."""
    encoding, why = encoding_of(path)
    delimiter, because = delimiter_of(head_of(path, encoding), contract, declaration)
    has_escapes = any("\\" in line and _ESCAPED.search(line) for line in lines_of(path, encoding))
    escapes = ["tanda kutip di dalam isi ditulis dengan garis miring terbalik"] if has_escapes else []
    return Dialect(encoding, delimiter, has_escapes, [why, because, *escapes])


def encoding_of(path: Path) -> tuple[str, str]:
    """Return the encoding and why: a byte order mark decides, zero bytes tell UTF-16, then UTF-8, else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return encoding, f"pengodean {encoding} karena tanda BOM"
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start::2].count(0) > _WIDE * len(head[start::2]) > 0:
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
    lines = [line for line in head.splitlines() if line.strip()][:SEARCH_ROWS]
    first = lines[0].strip().strip('"').lower() if lines else ""
    if first.startswith("sep=") and len(first) == 5:
        return first[4], f"pemisah {first[4]!r} dinyatakan oleh baris sep="
    known = {mark: len(best_header(_cells(lines, mark), contract, declaration).positions) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: (known[mark], _agreement(lines, mark)))
    if known[best]:
        return best, f"pemisah {best!r}: {known[best]} judul dikenal"
    return best, f"pemisah {best!r}: jumlahnya sama di paling banyak baris"


def _cells(lines: list[str], mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return [line.split(mark) for line in lines]


def _agreement(lines: list[str], mark: str) -> int:
    votes = Counter(line.count(mark) for line in lines if mark in line)
    return max((number * width for width, number in votes.items()), default=0)


def head_of(path: Path, encoding: str) -> str:
    """Return the first characters of a text."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(HEAD_BYTES)


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """Yield the physical lines of a text with their ends; what is no letter of the encoding becomes a mark."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield from file


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
            number += len(source.taken)
            source.taken = []
        if not source.taken:
            return
        yield number, source.take_first_only().rstrip("\r\n").split(delimiter), _is_without_end(source)
        number += 1
        source.taken = []


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
