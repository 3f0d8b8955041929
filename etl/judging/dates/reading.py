"""Reads the days and moments of one file: each column the quick way of most of its texts, what is left text by text."""

from dataclasses import dataclass, field
from datetime import date, datetime

import duckdb

from etl.errors import UnreadableFileError
from etl.judging.dates.day_order import (
    AS_OTHERS,
    DAYS_AT_LEAST,
    NAMES,
    Decision,
    ReadTwoWays,
    Signs,
    are_at_odds,
    from_rows,
    in_parts,
    was_swapped,
)
from etl.judging.dates.maps import map_clocks, map_moments
from etl.judging.dates.moments import DAY_FIRST, MONTH_FIRST, Stamp, read_stamp
from etl.judging.dates.spellings import PART, WITA, Spelled, is_fixed, order_of, read_by
from etl.reading.base.row_width import DOUBTFUL
from etl.sources.contract import NOW, Contract
from etl.sources.declarations import Declaration
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
SEEN_TEXTS = 100
SEEN_ROWS = 5_000
_TWO_NUMBERS = r"^[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]"
_SECOND_ABOVE_12 = r"^[0-9]{1,2}[-/. ](1[3-9]|2[0-9]|3[01])[-/. ][0-9]"
PARTS_SHOWN = 3
DATED = ("moment", "day")
_ROW_ID = "n + (SELECT coalesce(min(rowid), 0) FROM text_rows) AS row_id"
"""The row of `raw` that a row of `judged_rows` was made from, found several times quicker than by its number."""


@dataclass
class DateReading:
    """How the columns of days and moments of the file in `raw` are read; fill with `of`.

    `notes` say what was understood, `marks` are warnings on the whole file as (column, reason, value), `used` the
    declared formats that read a text.
    """

    connection: Connection
    contract: Contract
    spelled: dict[str, Spelled]
    notes: list[str] = field(default_factory=list)
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    has_rows_to_rejudge: bool = False
    """The quick ways left rows, in `rows_to_rejudge`."""
    _stamps: dict[str, Stamp | None] = field(default_factory=dict)
    _texts_to_rejudge: dict[str, dict[str, int]] = field(default_factory=dict)
    """By column: the texts of the rows in `rows_to_rejudge`, each with how often it stands there."""

    @classmethod
    def of(
        cls, connection: Connection, contract: Contract, declaration: Declaration, columns: set[str]
    ) -> "DateReading":
        """Look at a few texts of each column and take their quick formats; read the clocks of companion columns."""
        declared = declaration.date_formats
        zone, order = declaration.zone or WITA, declaration.date_order or order_of(declared)
        found = {
            column.name: Spelled(column, zone, declared) for column in contract.read_columns if column.type in DATED
        }
        reading = cls(connection, contract, found)
        few = ", ".join(
            f'(SELECT list(x) FROM (SELECT "{name}" AS x FROM raw WHERE "{name}" IS NOT NULL LIMIT {SEEN_TEXTS}))'
            for name in found
        )
        for spelled, texts in zip(found.values(), one_row(connection, f"SELECT {few}") or (), strict=True):
            spelled.is_order_declared = declaration.date_order is not None or reading._is_read(texts, order)
            spelled.order = (order if spelled.is_order_declared else None) or DAY_FIRST
            spelled.look_at(texts or [])
            spelled.has_clocks = spelled.column.clock_name in columns
        if any(spelled.has_clocks for spelled in found.values()):
            map_clocks(connection, found.values())
        return reading

    def _is_read(self, texts: list[str] | None, order: str | None) -> bool:
        """True where declared formats have an order and read one of the texts: that order is the column's, then."""
        patterns = next(iter(self.spelled.values())).declared
        reads = " OR ".join(f"{read_by('text', each)} IS NOT NULL" for each in patterns if not is_fixed(each))
        if not (order and texts and reads):
            return False
        found = f"SELECT 1 FROM (SELECT unnest($texts::VARCHAR[]) AS text) WHERE {reads} LIMIT 1"
        return one_row(self.connection, found, {"texts": texts}) is not None

    def find_rows_to_rejudge(self) -> None:
        """Fill `rows_to_rejudge` with the rows of `judged_rows` that the quick ways did not read."""
        marks = " OR ".join(
            f"contains(faults, '{name}:{spelled.column.unreadable}')" for name, spelled in self.spelled.items()
        )
        short = " OR ".join(f"{name} < TIMESTAMP '1000-01-01'" for name in self.spelled)
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

    def settle_orders(self, latest: datetime) -> bool:
        """Decide the order of each column from all rows; return whether the quick way of one was in the other order.

        Sheets, or members of an archive, that contradict each other are decided one by one. `latest`: after this
        moment no row can be. Raises UnreadableFileError for a column that mixes both orders, and for one of which a
        spreadsheet turned dates round, which no declaration puts right.
        """
        for spelled in self.spelled.values():
            self._refuse_swapped(spelled)
        open_columns = [spelled for spelled in self.spelled.values() if not spelled.is_order_declared]
        signs = {spelled.name: self._signs(spelled) for spelled in open_columns}
        proven = {name: found for name, each in signs.items() if (found := each.proven())}
        others = {found.order for found in proven.values()}
        mixed = [spelled for spelled in open_columns if signs[spelled.name].is_mixed]
        if (mixed or len(others) > 1) and self._settle_parts(open_columns, latest):
            return True
        if mixed:
            raise UnreadableFileError("urutan_tanggal_campur", f"'{mixed[0].column.headers[0]}'")
        is_wrong = False
        for spelled in open_columns:
            decision = proven.get(spelled.name)
            if decision is None and signs[spelled.name].is_open:
                inherited = Decision(next(iter(others)), AS_OTHERS) if len(others) == 1 else None
                decision = inherited or from_rows(self._rows(spelled), latest)
            if decision:
                is_wrong = is_wrong or (spelled.is_ordered and decision.order != spelled.order)
                self._take(spelled, decision)
        return is_wrong

    def map_unread(self) -> None:
        """Read what is left text by text, and let the columns be read through `moment_map`."""
        left = [(spelled, self._texts_left(spelled)) for spelled in self.spelled.values()]
        self.used |= map_moments(self.connection, left, self._stamp)
        for spelled in self.spelled.values():
            spelled.is_mapped = True

    def note_used(self) -> None:
        """Note the declared formats that the quick way reads texts by."""
        for pattern in {pattern for spelled in self.spelled.values() for pattern in spelled.declared} - self.used:
            reads = " OR ".join(f"{read_by(f'{chr(34)}{name}{chr(34)}', pattern)} IS NOT NULL" for name in self.spelled)
            if not is_fixed(pattern) and one_row(self.connection, f"SELECT 1 FROM raw WHERE {reads} LIMIT 1"):
                self.used.add(pattern)

    def finds_days(self) -> bool:
        """Return True where a column turns out to hold days, each with a clock of midnight."""
        found = [
            spelled for spelled in self.spelled.values() if spelled.may_hold_days and self._is_at_midnight(spelled)
        ]
        for spelled in found:
            spelled.is_days = True
        return bool(found)

    def _is_at_midnight(self, spelled: Spelled) -> bool:
        name, local = spelled.name, f"{spelled.name} - to_hours({spelled.behind})"
        rows = f"FROM judged_rows WHERE faults = '' AND {name} IS NOT NULL"
        if one_row(self.connection, f"SELECT 1 {rows} AND {local} <> date_trunc('day', {local}) LIMIT 1"):
            return False
        return len(self.connection.execute(f"SELECT 1 {rows} LIMIT {DAYS_AT_LEAST}").fetchall()) == DAYS_AT_LEAST

    def hold_late(self, exported: datetime | None, *, is_declared: bool) -> None:
        """Hold rows later than the file's own export day: no export knows what is still to come.

        A date in the name that most rows lie after, and hardly any before, is the first day of a period.
        """
        if exported is None:
            return
        values: dict[str, object] = {"exported": exported}
        limited = [each.name for each in self.spelled.values() if each.column.range and each.column.range[1] == NOW]
        for name in limited:
            late = f"{name} >= $exported AND NOT starts_with(faults, 'row:')"
            if not one_row(self.connection, f"SELECT 1 FROM judged_rows WHERE {late} LIMIT 1", values):
                continue
            before = f"{name} < $exported - INTERVAL 1 DAY"
            first = f"2 * count(*) FILTER ({late}) > count(*) AND 20 * count(*) FILTER ({before}) < count(*)"
            begins = f"SELECT {first} FROM judged_rows WHERE {name} IS NOT NULL"
            if not is_declared and (one_row(self.connection, begins, values) or (False,))[0]:
                self.notes.append("tanggal di nama berkas bukan hari ekspor: baris-barisnya sesudahnya")
                return
            mark = f"concat_ws(' ', nullif(faults, ''), '{name}:tanggal_sesudah_ekspor')"
            is_new = f"{late} AND NOT contains(faults, '{name}:')"
            self.connection.execute(f"UPDATE judged_rows SET faults = {mark} WHERE {is_new}", values)

    def look_back(self) -> None:
        """Note which declared formats were of use, which clocks are missing, which zones stand in the texts."""
        self.note_used()
        for name, spelled in self.spelled.items():
            if spelled.is_offset:
                self.notes.append(f"waktu '{spelled.column.headers[0]}' menyebut zonanya sendiri")
            if spelled.column.hours_count:
                missing = "SELECT count(*) FROM judged_rows WHERE faults = '' AND NOT has_hour"
                (days,) = one_row(self.connection, missing) or (0,)
                self.marks += [(name, "tanpa_jam", f"{days}")] if days else []

    def _take(self, spelled: Spelled, decision: Decision) -> None:
        spelled.order, spelled.is_order_declared = decision.order, True
        self.notes.append(f"tanggal '{spelled.column.headers[0]}': {NAMES[decision.order]} ({decision.why})")
        if not decision.is_sure or (decision.order == MONTH_FIRST and self._has_open_part(spelled)):
            self.marks.append((spelled.name, "urutan_tanggal_tak_pasti", NAMES[decision.order]))

    def _has_open_part(self, spelled: Spelled) -> bool:
        """True where a sheet, or a member of an archive, has no day above 12 itself: the others speak for it."""
        text = f'"{spelled.name}"'
        shows = f"regexp_matches({text}, '{_SECOND_ABOVE_12}')"
        few = f"count(DISTINCT {text}) FILTER (regexp_matches({text}, '{_TWO_NUMBERS}')) >= {DAYS_AT_LEAST}"
        parts = f"SELECT 1 FROM raw GROUP BY {PART} HAVING NOT coalesce(bool_or({shows}), false) AND {few} LIMIT 1"
        return one_row(self.connection, parts) is not None

    def _signs(self, spelled: Spelled) -> Signs:
        """What the rows say of the order."""
        signs = Signs()
        if spelled.is_ordered:
            self._add_quick(spelled, signs)
        left = self._texts_left(spelled)
        for text, rows in left.items():
            if stamp := self._stamp(text):
                signs.add(stamp, rows)
        return signs

    def _settle_parts(self, columns: list[Spelled], latest: datetime) -> bool:
        """Decide each part of the file by itself; False where it has but one, or where that would not help."""
        parts = self._parts(columns)
        if len(parts) < 2 or are_at_odds(parts):
            return False
        by_name = {spelled.name: spelled for spelled in columns}
        for name, orders in in_parts(parts, lambda part, name: self._rows(by_name[name], part), latest).items():
            self._take_parts(by_name[name], orders)
        return True

    def _parts(self, columns: list[Spelled]) -> dict[str, dict[str, Signs]]:
        parts: dict[str, dict[str, Signs]] = {}
        for spelled in columns:
            found = f'SELECT {PART}, "{spelled.name}", count(*) FROM raw WHERE fault IS NULL GROUP BY ALL'
            for part, text, rows in self.connection.execute(found).fetchall():
                signs = parts.setdefault(part, {}).setdefault(spelled.name, Signs())
                if stamp := self._stamp(text or ""):
                    signs.add(stamp, rows)
        return parts

    def _take_parts(self, spelled: Spelled, orders: dict[str, Decision]) -> None:
        """Day first, but for the parts that have the month first."""
        turned = tuple(sorted(part for part, decision in orders.items() if decision.order == MONTH_FIRST))
        spelled.order, spelled.is_order_declared, spelled.turned = DAY_FIRST, True, turned
        if turned:
            shown = ", ".join(part.rstrip("/![") for part in turned[:PARTS_SHOWN])
            more = f" dan {len(turned) - PARTS_SHOWN} lainnya" if len(turned) > PARTS_SHOWN else ""
            title, first = spelled.column.headers[0], NAMES[MONTH_FIRST]
            self.notes.append(f"tanggal '{title}': {first} di {shown}{more}, hari dulu di bagian lain")
        unsure = [decision for decision in orders.values() if not decision.is_sure]
        if unsure:
            self.marks.append((spelled.name, "urutan_tanggal_tak_pasti", NAMES[unsure[0].order]))

    def _add_quick(self, spelled: Spelled, signs: Signs) -> None:
        """A zone may shift a day by one; a day that is no month proves the order of its column."""
        name, proof = spelled.name, 12 if spelled.zone == WITA else 13
        rows = f"FROM judged_rows WHERE NOT starts_with(faults, 'row:') AND {name} IS NOT NULL"
        if one_row(self.connection, f"SELECT 1 {rows} AND day({name}) > {proof} LIMIT 1"):
            signs.proofs[spelled.order] += 1
        elif one_row(self.connection, f"SELECT 1 {rows} AND day({name}) <> month({name}) LIMIT 1"):
            signs.is_open = True

    def _refuse_swapped(self, spelled: Spelled) -> None:
        # Declared formats read beside the quick one, so that nothing may be left.
        texts = self._some_texts(spelled) if spelled.declared else list(self._texts_left(spelled))
        stamps = [stamp for text in texts if (stamp := self._stamp(text))]
        if stamps and self._is_swapped(spelled, stamps):
            raise UnreadableFileError("tanggal_tertukar", f"'{spelled.column.headers[0]}'")

    def _is_swapped(self, spelled: Spelled, stamps: list[Stamp]) -> bool:
        iso = [stamp.day_first for stamp in stamps if not stamp.is_ordered and stamp.day_first]
        numbers = [day for stamp in stamps if stamp.is_ordered and (day := stamp.day(spelled.order))]
        if spelled.declared:
            return was_swapped(iso, numbers)
        quick = self._quick_days(spelled)
        return was_swapped(iso, [*numbers, *quick]) if spelled.is_ordered else was_swapped([*iso, *quick], numbers)

    def _some_texts(self, spelled: Spelled) -> list[str]:
        found = f'SELECT DISTINCT "{spelled.name}" FROM raw WHERE fault IS NULL AND "{spelled.name}" IS NOT NULL'
        return [text for (text,) in self.connection.execute(f"{found} LIMIT {SEEN_ROWS}").fetchall()]

    def _quick_days(self, spelled: Spelled) -> list[date]:
        name = spelled.name
        rows = f"FROM judged_rows WHERE faults = '' AND {name} IS NOT NULL LIMIT {SEEN_ROWS}"
        return [day for (day,) in self.connection.execute(f"SELECT DISTINCT {name}::DATE {rows}").fetchall()]

    def _rows(self, spelled: Spelled, part: str | None = None) -> list[ReadTwoWays]:
        """The rows of a column, or of one part of it, in both orders, as far as they are days in both."""
        values: dict[str, object] = {} if part is None else {"part": part}
        own = "true" if part is None else f"{PART} = $part"
        texts = self.connection.execute(
            f'SELECT "{spelled.name}" FROM raw WHERE fault IS NULL AND {own} ORDER BY n LIMIT {SEEN_ROWS}', values
        ).fetchall()
        stamps = (self._stamp(text) for (text,) in texts if text)
        return [(stamp.day_first, stamp.month_first) for stamp in stamps if stamp and stamp.is_ordered]

    def _stamp(self, text: str) -> Stamp | None:
        if text not in self._stamps:
            self._stamps[text] = read_stamp(text)
        return self._stamps[text]

    def _texts_left(self, spelled: Spelled) -> dict[str, int]:
        if not self.has_rows_to_rejudge:
            return {}
        if spelled.name not in self._texts_to_rejudge:
            found = self.connection.execute(
                f'SELECT "{spelled.name}", count(*) FROM raw SEMI JOIN rows_to_rejudge USING (row_id)'
                f' WHERE "{spelled.name}" IS NOT NULL GROUP BY 1'
            )
            self._texts_to_rejudge[spelled.name] = dict(found.fetchall())
        return self._texts_to_rejudge[spelled.name]
