"""The SQL that judges text records, made from the contract: every column typed, every row with all its reasons.

Identifiers and rules come from the contracts, which are part of the product; values are bound parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.judging.dates.column_formats import SpelledColumn
from etl.judging.dates.maps import TEXT_REASONS
from etl.sources.contract import NOW, Column, Contract

READ_AS = {
    "count": "whole_number({text})",
    "nik": "clean_nik({text})",
    "phone": "clean_phone({text})",
}
BOUND_AS = {"moment": "TIMESTAMP", "day": "DATE", "count": "INTEGER"}


@dataclass
class Judging:
    """The CTEs `typed` and `judged` for one contract, and the parameters they need.

    `judged` has n, of each column x its typed value (of a place unit_code) and its text x_text, faults and warnings:
    `column:reason` joined by spaces, '' for none.
    """

    contract: Contract
    spelled: Mapping[str, SpelledColumn]
    rows: str = "raw"
    """The rows to judge: the table `raw`, or some of its rows."""
    values: dict[str, object] = field(default_factory=dict)

    def sql(self) -> str:
        """Return the WITH clause without its WITH."""
        return f"typed AS ({self._typed()}), judged AS ({self._judged()})"

    def _typed(self) -> str:
        columns = self.contract.read_columns
        texts = [f'raw."{column.name}" AS "{column.name}_text"' for column in columns]
        values = [
            f'{self._value(column)} AS "{column.name}"' for column in columns if column.type not in ("place", "clock")
        ]
        values += [part for spelled in self.spelled.values() for part in self._of_moment(spelled)]
        maps = [self._joined(column) for column in columns]
        found = ["place.unit_code", "place.faults AS place_faults", "place.warnings AS place_warnings"]
        place = found if self.contract.names_offices else ["NULL::VARCHAR AS place_faults"]
        joined = (
            "LEFT JOIN place_map AS place ON place.unit IS NOT DISTINCT FROM raw.unit"
            " AND place.kecamatan IS NOT DISTINCT FROM raw.kecamatan"
        )
        names = ", ".join(["raw.n", "raw.fault", *place, *texts, *values])
        return f"SELECT {names} FROM {self.rows} {joined if self.contract.names_offices else ''} {' '.join(maps)}"

    def _value(self, column: Column) -> str:
        if column.type == "choice":
            return f'"map_{column.name}".value'
        if column.name in self.spelled:
            return self.spelled[column.name].value()
        return READ_AS.get(column.type, "{text}").format(text=f'raw."{column.name}"')

    def _of_moment(self, spelled: SpelledColumn) -> list[str]:
        """Beside its value: whether it is a day, whether its clock is none, why it was not read."""
        reason = f'"map_{spelled.name}".reason' if spelled.is_mapped else "NULL::VARCHAR"
        found = [f'{spelled.is_day()} AS "{spelled.name}_is_day"', f'{reason} AS "{spelled.name}_reason"']
        return [*found, f'{spelled.lacks_clock()} AS "{spelled.name}_lacks_clock"'] if spelled.has_clocks else found

    def _joined(self, column: Column) -> str:
        """The join with the map that reads a column by its distinct texts, '' for a column without one."""
        spelled = self.spelled.get(column.name.removesuffix("_clock"))
        is_clock = column.type == "clock" and spelled and spelled.has_clocks
        is_moment = column.name in self.spelled and spelled and spelled.is_mapped
        table = (
            "value_map" if column.type == "choice" else "clock_map" if is_clock else "moment_map" if is_moment else ""
        )
        known, name = f'"map_{column.name}"', column.name
        key = spelled.key() if is_moment and spelled else f"'{name}'"
        on = f'{known}.column_name = {key} AND {known}.raw = raw."{name}"'
        return f"LEFT JOIN {table} AS {known} ON {on}" if table else ""

    def _judged(self) -> str:
        marks: dict[str, list[str]] = {"tolak": ["fault", "place_faults"], "peringatan": []}
        if self.contract.may_lack_office:
            marks["peringatan"].append("place_warnings")
        for column in self.contract.read_columns:
            marks[column.severity] += self._marks(column)
        for rule in self.contract.rule:
            marks[rule.severity].append(f"CASE WHEN {rule.when} THEN '{rule.column}:{rule.reason}' END")
        faults, warnings = (f"concat_ws(' ', {', '.join(found)})" if found else "''" for found in marks.values())
        return f"SELECT *, {faults} AS faults, {warnings} AS warnings FROM typed"

    def _marks(self, column: Column) -> list[str]:
        """What can be wrong with one cell: the first that holds is its reason."""
        text, value = f'"{column.name}_text"', f'"{column.name}"'
        cases = []
        if column.type == "clock":
            return self._clock_marks(column)
        if column.missing:
            cases.append((f"{text} IS NULL", column.missing))
        if column.name in self.spelled and self.spelled[column.name].is_mapped:
            cases += self._map_reasons(column)
        if column.unreadable and column.type not in ("text", "place"):
            no_word = f""" AND "{column.name}_reason" IS DISTINCT FROM ''""" if column.name in self.spelled else ""
            cases.append((f"{text} IS NOT NULL AND {value} IS NULL{no_word}", column.unreadable))
        if column.unreadable and column.pattern:
            pattern = self._bound(column.pattern)
            cases.append((f"NOT regexp_full_match({text}, {pattern})", column.unreadable))
        if column.range and column.outside:
            least, greatest = (self._limit(column, limit) for limit in column.range)
            cases.append((f"{value} NOT BETWEEN {least} AND {greatest}", column.outside))
        whens = " ".join(f"WHEN {when} THEN '{column.name}:{reason}'" for when, reason in cases)
        return [f"CASE {whens} END"] if whens else []

    def _map_reasons(self, column: Column) -> list[tuple[str, str]]:
        return [(f""""{column.name}_reason" = '{reason}'""", reason) for reason in TEXT_REASONS]

    def _clock_marks(self, column: Column) -> list[str]:
        """A clock that cannot be read matters where the day beside it has none."""
        moment = self.spelled[column.name.removesuffix("_clock")]
        if not moment.has_clocks:
            return []
        is_bad = f'"{column.name}_text" IS NOT NULL AND "{moment.name}" IS NOT NULL AND "{moment.name}_lacks_clock"'
        return [f"CASE WHEN {is_bad} THEN '{column.name}:{column.unreadable}' END"]

    def _limit(self, column: Column, limit: str | int) -> str:
        """A limit as SQL; a clock may run ahead of ours, so `now` reaches one day further."""
        if limit == NOW:
            return "$now::TIMESTAMP + INTERVAL 1 DAY"
        return f"{self._bound(limit)}::{BOUND_AS[column.type]}"

    def _bound(self, value: object) -> str:
        name = f"given_{len(self.values)}"
        self.values[name] = value
        return f"${name}"
