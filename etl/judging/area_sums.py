"""Counts that stand under a kecamatan's name and are the sums of its offices: they are no counts of its own office.

Whatever the layout, such a row is told by its counts alone: those of one file, by day and purpose.
"""

from dataclasses import dataclass

import duckdb

from etl.judging.dates.column_formats import PART
from etl.sources.contract import Contract
from etl.sources.places import Gazetteer
from etl.sources.reference_columns import Reference
from etl.temporary_tables import columns_of_texts, make_from_rows
from etl.warehouse.database import one_row, sql

Connection = duckdb.DuckDBPyConnection
ADDED_AT_LEAST = 3
"""So many counts of a file that are the sums of two offices or more: chance does not add up that often."""
MISSED_AT_MOST = 0.2
"""Part of the counts of a row that are other sums, as of a day put right in one place only."""
LARGE_AT_LEAST = 0.5
"""Part of the days of a kecamatan's name from which its counts are looked at closely."""
UNSUMMED = "jumlah_tak_cocok"


@dataclass(frozen=True)
class _Head:
    """The counts under one name of a kecamatan in one sheet.

    `added`: those that are sums; `open`: those that may be, with what cannot be read; `missed`: those that are none.
    """

    area: str
    numbers: list[int]
    added: int
    open: int
    missed: int

    @property
    def is_proven(self) -> bool:
        """True where its counts alone tell that they are sums."""
        return self.added >= ADDED_AT_LEAST and self.missed <= MISSED_AT_MOST * (self.added + self.missed)


def set_aside_sums(connection: Connection, contract: Contract, reference: Reference) -> tuple[int, str]:
    """Take the sums out of `judged_rows`; return how many there were and the note of the account, '' for none.

    What may be a sum of which a part cannot be read is held: counted, it would count its parts twice.
    """
    areas = _lend_areas(connection, reference)
    if not _may_have_sums(connection):
        return 0, ""
    heads = _heads(connection, contract)
    whole = [head for head in heads if not head.missed]
    together = sum(head.added for head in whole) >= ADDED_AT_LEAST
    sums = [head for head in heads if head.is_proven or (together and head.added and not head.missed)]
    doubtful = [head for head in whole if head not in sums and head.open >= ADDED_AT_LEAST]
    (count,) = (column.name for column in contract.read_columns if column.type == "count")
    connection.execute(
        "UPDATE judged_rows SET faults = $mark WHERE faults = '' AND n IN (SELECT unnest($numbers::BIGINT[]))",
        {"mark": f"{count}:{UNSUMMED}", "numbers": _numbers(doubtful)},
    )
    numbers = _numbers(sums)
    connection.execute("DELETE FROM judged_rows WHERE n IN (SELECT unnest($n::BIGINT[]))", {"n": numbers})
    return len(numbers), _note(sums, areas) if sums else ""


def _lend_areas(connection: Connection, reference: Reference) -> dict[str, str]:
    """Make `office_area`, the kecamatan of each office, and `unknown_place`, names that are no office's.

    `unknown_place`: `area` of a name that is a kecamatan's, else `within`, the kecamatan that is named beside it; not
    where the office is known and of another one, as either may be meant. Return what each office is called.
    """
    offices = [(unit["unit_code"], unit["kecamatan_code"]) for unit in reference["units"]]
    make_from_rows(connection, "office_area", columns_of_texts("unit_code", "area"), offices)
    gazetteer = Gazetteer.from_reference(reference)
    asked = "SELECT unit, kecamatan, contains(faults, 'kecamatan_tak_cocok') FROM place_map WHERE faults IS NOT NULL"
    found = []
    for unit, area, is_of_another in connection.execute(asked).fetchall():
        named = gazetteer.area_named(unit or area) if unit or area else None
        within = None if named or not area or is_of_another else gazetteer.area_of(area)
        found.append((unit, area, named, within))
    columns = columns_of_texts("unit", "kecamatan", "area", "within")
    make_from_rows(connection, "unknown_place", columns, [row for row in found if row[2] or row[3]])
    return {unit["unit_code"]: unit["name"] for unit in reference["units"]}


def _may_have_sums(connection: Connection) -> bool:
    """Whether a kecamatan's name has counts as large as those of its offices, on many days: seen at little cost.

    Names that are no office's are looked at in any case.
    """
    if one_row(connection, "SELECT 1 FROM unknown_place WHERE area IS NOT NULL LIMIT 1"):
        return True
    heads = "SELECT unit_code FROM office_area WHERE unit_code = area"
    if not one_row(connection, f"SELECT 1 FROM place_map WHERE unit_code IN ({heads}) LIMIT 1"):
        return False
    # Half as large will do: a sheet for each office and one of all name the parts twice.
    large = (
        "SELECT area, sum(visits) FILTER (is_head) AS own, sum(visits) FILTER (NOT is_head) AS others"
        " FROM (SELECT area, judged_rows.unit_code = area AS is_head, date, visits FROM judged_rows"
        " JOIN office_area ON office_area.unit_code = judged_rows.unit_code WHERE faults = '' OR is_head)"
        " GROUP BY area, date HAVING own IS NOT NULL"
    )
    share = "count(*) FILTER (others > 0 AND 2 * own >= others) >= $share * count(*)"
    found = f"SELECT 1 FROM ({large}) GROUP BY area HAVING {share} LIMIT 1"
    return one_row(connection, found, {"share": LARGE_AT_LEAST}) is not None


def _heads(connection: Connection, contract: Contract) -> list[_Head]:
    (kind,) = (name for name in contract.key if name not in ("unit_code", contract.day))
    text = sql("area_sums").format(kind=kind, count="visits", part=PART)
    rows = connection.execute(text).fetchall()
    return [_Head(area, numbers, added, may_be, missed) for *_, area, numbers, added, may_be, missed in rows]


def _numbers(heads: list[_Head]) -> list[int]:
    return [number for head in heads for number in head.numbers]


def _note(sums: list[_Head], names: dict[str, str]) -> str:
    called = ", ".join(dict.fromkeys(f"Kecamatan {names[head.area]}" for head in sums))
    other = sum(head.missed for head in sums)
    beside = f", {other} di antaranya bukan jumlah itu" if other else ""
    counts = len(_numbers(sums))
    return f"{called}: jumlah kelurahannya, bukan hitungan kantornya: {counts} hitungan tidak dihitung{beside}"
