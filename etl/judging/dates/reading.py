"""Reads the days and moments of one file: each column the quick way of most of its texts, what is left text by text."""

from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from core.city import city
from etl.judging.dates.column_formats import SpelledColumn, is_fixed, order_of, read_by
from etl.judging.dates.column_orders import ColumnOrders
from etl.judging.dates.column_texts import ColumnTexts
from etl.judging.dates.dates_shown import ColumnShown, DatesShown
from etl.judging.dates.day_order import DAYS_AT_LEAST
from etl.judging.dates.maps import map_clocks, map_moments
from etl.judging.dates.moments import DAY_FIRST
from etl.sources.contract import NOW, Contract
from etl.sources.declarations import Declaration
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
SEEN_TEXTS = 100
DATED = ("moment", "day")


@dataclass
class DateReading:
    """How the columns of days and moments of the file in `raw` are read; fill with `of`.

    `notes` say what was understood, `marks` are warnings on the whole file as (column, reason, value), `used` the
    declared formats that read a text.
    """

    connection: Connection
    contract: Contract
    spelled: dict[str, SpelledColumn]
    notes: list[str] = field(default_factory=list)
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    shown: DatesShown | None = None
    """Of a part of a file: what its rows show."""

    def __post_init__(self) -> None:
        self.texts = ColumnTexts(self.connection)

    @classmethod
    def of(
        cls, connection: Connection, contract: Contract, declaration: Declaration, columns: set[str]
    ) -> "DateReading":
        """Look at a few texts of each column and take their quick formats; read the clocks of companion columns."""
        declared = declaration.date_formats
        zone, order = declaration.zone or city().zone_name, declaration.date_order or order_of(declared)
        found = {
            column.name: SpelledColumn(column, zone, declared)
            for column in contract.read_columns
            if column.type in DATED
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

    def show(self, shown: DatesShown) -> None:
        """Keep what the rows show of each column, as of a part of a file, from here on."""
        self.shown = shown
        for name, spelled in self.spelled.items():
            seems = [spelled.format, spelled.order, str(spelled.is_offset), str(spelled.has_clocks)]
            is_declared = spelled.is_order_declared
            shown.columns[name] = ColumnShown([*seems, str(is_declared)], is_declared, spelled.order)

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
        self.texts.find_rows_to_rejudge(self.spelled.values())

    def settle_orders(self, latest: datetime) -> bool:
        """Decide the order of each column (ColumnOrders.settle); return whether a quick way was in the other one."""
        shown = self.shown.columns if self.shown else {}
        return ColumnOrders([*self.spelled.values()], self.texts, self.notes, self.marks, shown).settle(latest)

    def map_unread(self) -> None:
        """Read what is left text by text, and let the columns be read through `moment_map`."""
        left = [(spelled, self.texts.left(spelled)) for spelled in self.spelled.values()]
        self.used |= map_moments(self.connection, left, self.texts.stamp)
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
            if self.shown:
                self.shown.columns[spelled.name].is_days = True
        return bool(found)

    def _is_at_midnight(self, spelled: SpelledColumn) -> bool:
        name, local = spelled.name, f"{spelled.name} - to_hours({spelled.behind})"
        rows = f"FROM judged_rows WHERE faults = '' AND {name} IS NOT NULL"
        has_clocks = bool(
            one_row(self.connection, f"SELECT 1 {rows} AND {local} <> date_trunc('day', {local}) LIMIT 1")
        )
        some = f"SELECT 1 {rows} LIMIT {DAYS_AT_LEAST}"
        count = 0 if has_clocks else len(self.connection.execute(some).fetchall())
        if self.shown:
            shown = self.shown.columns[name]
            shown.has_clocks, shown.midnights = has_clocks, count
        return count == DAYS_AT_LEAST

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
            parts = f"2 * count(*) FILTER ({late}) > count(*), 20 * count(*) FILTER ({before}) < count(*)"
            begins = f"SELECT {parts} FROM judged_rows WHERE {name} IS NOT NULL"
            are_mostly, is_first = (False, False)
            if not is_declared:
                are_mostly, is_first = one_row(self.connection, begins, values) or (False, False)
            if self.shown:
                self.shown.late.add(name, are_mostly=are_mostly, is_first=is_first)
            if are_mostly and is_first:
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
