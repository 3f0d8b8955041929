"""XML of other people's files, read in one pass from end to end: no entity is expanded, nothing is fetched."""

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from etl.errors import UnreadableFileError

BLOCK = 1 << 18
Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
TakeText = Callable[[str], None]


def local(name: str) -> str:
    """Return a name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def local_attributes(attributes: Attributes) -> Attributes:
    """Return attributes by their names without prefixes."""
    return {local(name): value for name, value in attributes.items()}


class Scan:
    """Feeds a file to handlers. `texts` is called only while `is_listening`, which a handler of a start may set."""

    def __init__(self, start: Start, end: Callable[[str], None] | None = None, texts: TakeText | None = None) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.StartDoctypeDeclHandler = _refuse
        self._texts = texts

    def listen(self, is_listening: bool) -> None:
        """Hand texts on, or let them pass."""
        self._parser.CharacterDataHandler = self._texts if is_listening else None

    def read(self, file: IO[bytes]) -> None:
        """Read the file. Raises UnreadableFileError for XML that is damaged or brings definitions of its own."""
        try:
            for block in _blocks(file):
                self._parser.Parse(block, False)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):
            raise UnreadableFileError("berkas_tak_terbaca", "isi XML rusak atau terpotong") from None


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def _refuse(*_: object) -> None:
    raise UnreadableFileError("berkas_tak_terbaca", "XML dengan DOCTYPE, yang tidak dibuka")
