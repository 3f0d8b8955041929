"""The SQL that judges text records, made from the contract: every column typed, every row with all its reasons.

Identifiers and rules come from the contracts, which are part of the product; values are bound parameters.
"""

from dataclasses import dataclass, field

from etl.contracts import NOW, Column, Contract

READ_AS = {
    "moment": "to_wita({text}, $zone, $formats)",
    "day": "parse_local({text}, $formats)::DATE",
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
    values: dict[str, object] = field(default_factory=dict)

    def sql(self) -> str:
        """Return the WITH clause without its WITH."""
        return f"typed AS ({self._typed()}), judged AS ({self._judged()})"

    def _typed(self) -> str:
        columns = self.contract.read_columns
        texts = [f'raw."{column.name}" AS "{column.name}_text"' for column in columns]
        values = [f'{_value(column)} AS "{column.name}"' for column in columns if column.type != "place"]
        maps = [
            f'LEFT JOIN value_map AS "map_{column.name}" ON "map_{column.name}".column_name = \'{column.name}\''
            f' AND "map_{column.name}".raw = raw."{column.name}"'
            for column in columns
            if column.type == "choice"
        ]
        found = ["place.unit_code", "place.faults AS place_faults", "place.warnings AS place_warnings"]
        place = found if self.contract.names_offices else ["NULL::VARCHAR AS place_faults"]
        joined = (
            "LEFT JOIN place_map AS place ON place.unit IS NOT DISTINCT FROM raw.unit"
            " AND place.kecamatan IS NOT DISTINCT FROM raw.kecamatan"
        )
        names = ", ".join(["raw.n", "raw.fault", *place, *texts, *values])
        return f"SELECT {names} FROM raw {joined if self.contract.names_offices else ''} {' '.join(maps)}"

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
        if column.missing:
            cases.append((f"{text} IS NULL", column.missing))
        if column.unreadable and column.type not in ("text", "place"):
            cases.append((f"{text} IS NOT NULL AND {value} IS NULL", column.unreadable))
        if column.unreadable and column.pattern:
            pattern = self._bound(column.pattern)
            cases.append((f"NOT regexp_full_match({text}, {pattern})", column.unreadable))
        if column.range and column.outside:
            least, greatest = (self._limit(column, limit) for limit in column.range)
            cases.append((f"{value} NOT BETWEEN {least} AND {greatest}", column.outside))
        whens = " ".join(f"WHEN {when} THEN '{column.name}:{reason}'" for when, reason in cases)
        return [f"CASE {whens} END"] if whens else []

    def _limit(self, column: Column, limit: str | int) -> str:
        """A limit as SQL; a clock may run ahead of ours, so `now` reaches one day further."""
        if limit == NOW:
            return "$now::TIMESTAMP + INTERVAL 1 DAY"
        return f"{self._bound(limit)}::{BOUND_AS[column.type]}"

    def _bound(self, value: object) -> str:
        name = f"given_{len(self.values)}"
        self.values[name] = value
        return f"${name}"


def _value(column: Column) -> str:
    if column.type == "choice":
        return f'"map_{column.name}".value'
    return READ_AS.get(column.type, "{text}").format(text=f'raw."{column.name}"')
