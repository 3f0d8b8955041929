"""What can be said of a text that cannot be read as records: its dialect, and the titles of its best row."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.reading.base.headers import SEARCH_ROWS, best_header
from etl.reading.base.kinds import Kind, kind_of
from etl.reading.base.table_read import TableRead, understood
from etl.reading.base.text import dialect_of, rows_of
from etl.sources.contract import contract
from etl.sources.declarations import Declaration


@dataclass(frozen=True)
class Look:
    """A file, and the source as which it is looked at."""

    path: Path
    source: str
    declaration: Declaration


def first_look(look: Look) -> list[TableRead]:
    """Return what is understood of a delimited text; nothing of other kinds. Raises UnreadableFileError."""
    asked = contract(look.source)
    if kind_of(look.path) is Kind.DELIMITED:
        dialect = dialect_of(look.path, asked, look.declaration)
        rows = [row[1] for row in islice(rows_of(look.path, dialect), SEARCH_ROWS)]
        header = best_header(rows, asked, look.declaration)
        known = f"paling banyak {len(header.positions)} judul dikenal dalam satu baris"
        columns = understood(header) if header.positions else []
        why = [*dialect.why, known]
        return [TableRead("", "teks berpemisah", "", None, columns, dialect.encoding, dialect.delimiter, why=why)]
    return []
