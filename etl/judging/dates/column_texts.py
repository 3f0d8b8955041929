"""The texts of one file's columns of days and moments: which the quick ways left, and what each may mean."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import duckdb

from etl.judging.dates.column_formats import PART, SpelledColumn
from etl.judging.dates.day_order import ReadTwoWays, Signs, SignsOfParts
from etl.judging.dates.moments import Stamp, read_stamp
from etl.reading.base.row_width import DOUBTFUL
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
SEEN_ROWS = 5_000
_ROW_ID = "n + (SELECT coalesce(min(rowid), 0) FROM text_rows) AS row_id"
"""The row of `raw` that a row of `judged_rows` was made from, found several times quicker than by its number."""


@dataclass
class ColumnTexts:
    """What is read of `raw` and `judged_rows`; a text is taken apart once, and kept."""

    connection: Connection
    has_rows_to_rejudge: bool = False
    """The quick ways left rows, in `rows_to_rejudge`."""
    _stamps: dict[str, Stamp | None] = field(default_factory=dict)
    _texts_to_rejudge: dict[str, dict[str, int]] = field(default_factory=dict)
    """By column: the texts of the rows in `rows_to_rejudge`, each with how often it stands there."""

    def find_rows_to_rejudge(self, columns: Iterable[SpelledColumn]) -> None:
        """Fill `rows_to_rejudge` with the rows of `judged_rows` that the quick ways did not read."""
        named = {spelled.name: spelled for spelled in columns}
        marks = " OR ".join(
            f"contains(faults, '{name}:{spelled.column.unreadable}')" for name, spelled in named.items()
        )
        short = " OR ".join(f"{name} < TIMESTAMP '1000-01-01'" for name in named)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE rows_to_rejudge AS SELECT {_ROW_ID} FROM judged_rows"
            # In a row of the wrong width no cell is sure to be a date; in one of a doubtful width it may prove the row.
            f" WHERE (NOT starts_with(faults, 'row:') OR starts_with(faults, '{DOUBTFUL}'))"
            f" AND (faults <> '' AND ({marks}) OR {short})"
        )
        self.has_rows_to_rejudge = one_row(self.connection, "SELECT 1 FROM rows_to_rejudge LIMIT 1") is not None
        self._texts_to_rejudge.clear()

    def rejudge_marked(self, mark: str) -> None:
        """Add to `rows_to_rejudge` the rows that bear a mark of which a part may have gone."""
        self.connection.execute(
            f"INSERT INTO rows_to_rejudge SELECT {_ROW_ID} FROM judged_rows"
            " WHERE contains(faults, $mark) OR contains(warnings, $mark)",
            {"mark": mark},
        )
        self.has_rows_to_rejudge = True
        self._texts_to_rejudge.clear()

    def stamp(self, text: str) -> Stamp | None:
        """Return a text taken apart; None where it is no day and no moment."""
        if text not in self._stamps:
            self._stamps[text] = read_stamp(text)
        return self._stamps[text]

    def left(self, spelled: SpelledColumn) -> dict[str, int]:
        """Return the texts of a column that the quick ways left, each with its number of rows."""
        if not self.has_rows_to_rejudge:
            return {}
        if spelled.name not in self._texts_to_rejudge:
            found = self.connection.execute(
                f'SELECT "{spelled.name}", count(*) FROM raw SEMI JOIN rows_to_rejudge USING (row_id)'
                f' WHERE "{spelled.name}" IS NOT NULL GROUP BY 1'
            )
            self._texts_to_rejudge[spelled.name] = dict(found.fetchall())
        return self._texts_to_rejudge[spelled.name]

    def some(self, spelled: SpelledColumn) -> list[str]:
        """Return a few distinct texts of a column."""
        found = f'SELECT DISTINCT "{spelled.name}" FROM raw WHERE fault IS NULL AND "{spelled.name}" IS NOT NULL'
        return [text for (text,) in self.connection.execute(f"{found} LIMIT {SEEN_ROWS}").fetchall()]

    def quick_days(self, spelled: SpelledColumn) -> list[date]:
        """Return a few of the days that the quick way reads."""
        name = spelled.name
        rows = f"FROM judged_rows WHERE faults = '' AND {name} IS NOT NULL LIMIT {SEEN_ROWS}"
        return [day for (day,) in self.connection.execute(f"SELECT DISTINCT {name}::DATE {rows}").fetchall()]

    def both_ways(self, spelled: SpelledColumn, part: str | None = None) -> list[ReadTwoWays]:
        """Return the rows of a column, or of one part of it, in both orders, as far as they are days in both."""
        values: dict[str, object] = {} if part is None else {"part": part}
        own = "true" if part is None else f"{PART} = $part"
        texts = self.connection.execute(
            f'SELECT "{spelled.name}" FROM raw WHERE fault IS NULL AND {own} ORDER BY n LIMIT {SEEN_ROWS}', values
        ).fetchall()
        stamps = (self.stamp(text) for (text,) in texts if text)
        return [(stamp.day_first, stamp.month_first) for stamp in stamps if stamp and stamp.is_ordered]

    def signs_of_parts(self, columns: list[SpelledColumn]) -> SignsOfParts:
        """Return what the rows of each part of the file say of the order of each column."""
        parts: dict[str, dict[str, Signs]] = {}
        for spelled in columns:
            found = f'SELECT {PART}, "{spelled.name}", count(*) FROM raw WHERE fault IS NULL GROUP BY ALL'
            for part, text, rows in self.connection.execute(found).fetchall():
                signs = parts.setdefault(part, {}).setdefault(spelled.name, Signs())
                if stamp := self.stamp(text or ""):
                    signs.add(stamp, rows)
        return parts
