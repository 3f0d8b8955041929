"""Names of places and listed values, looked up once a distinct spelling: the temp tables `place_map`, `value_map`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.sources.contract import Column, Contract
from etl.sources.declarations import Declaration
from etl.sources.empty_words import says_none
from etl.sources.places import EVERY_PLACE, Gazetteer
from etl.sources.reference_columns import Reference
from etl.spelling import fold
from etl.temporary_tables import columns_of_texts, make_from_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection
PlacesSeen = list[tuple[str | None, str | None, int]]
"""Office and kecamatan as written, and how many rows say so."""
FOREIGN_AT_LEAST = 10
"""Rows of unknown kecamatan, and times those of known ones, from which a table is another city's."""
NO_PLACE = "tempat_tak_dikenal"


def look_up(
    connection: Connection,
    contract: Contract,
    declaration: Declaration,
    titles: set[str],
    reference: Reference,
) -> str:
    """Make place_map and value_map of what `raw` holds, after cells that say none were emptied.

    `titles` are those of the column of offices. Return what a bare name in it means, '' where there is none.
    """
    bare = _map_places(connection, contract, declaration, titles, reference)
    _map_values(connection, contract, declaration, reference)
    _list_values(connection)
    return bare


def own_words_in(connection: Connection, contract: Contract, declaration: Declaration) -> set[tuple[str, str]]:
    """Return the user's words for none that cells of `raw` hold, each as (empty_words, word)."""
    own = {fold(word): word for word in declaration.empty_words}
    if not own:
        return set()
    longest = max(len(word.encode()) for word in own.values()) + len("()")
    found: set[str] = set()
    for column in contract.read_columns:
        short = f'SELECT DISTINCT "{column.name}" FROM raw WHERE strlen("{column.name}") <= {longest}'
        found |= {fold(text) for (text,) in connection.execute(short).fetchall()}
    return {("empty_words", word) for folded, word in own.items() if folded in found}


def empty(connection: Connection, column: str, values: Sequence[str]) -> None:
    """Empty the cells of a column of `raw` that hold one of the values; a row of doubtful width stays as it is."""
    if values:
        connection.execute(
            f'UPDATE text_rows SET "{column}" = NULL WHERE "{column}" IN (SELECT unnest($values::VARCHAR[]))'
            " AND rowid NOT IN (SELECT row_id FROM raw WHERE fault IS NOT NULL)",
            {"values": list(values)},
        )


def spellings_of(column: Column, declaration: Declaration, reference: Reference) -> dict[str, str]:
    """Return the value that each spelling (folded_value) stands for; empty for a column without listed values."""
    pairs = [(alias, value) for value, aliases in column.values.items() for alias in [value, *aliases]]
    if column.reference == "service":
        names = ("service", "label_id", "label_en")
        pairs += [(service[name], service["service"]) for service in reference["services"] for name in names]
        pairs += [(row["alias"], row["service"]) for row in reference["service_aliases"]]
    pairs += [(alias, value) for value, own in declaration.values.get(column.name, {}).items() for alias in own]
    return {folded_value(column, alias): value for alias, value in pairs}


def folded_value(column: Column, text: str) -> str:
    """Return a value as it is compared: of the name of a letter, 'surat' says nothing and 'SK' and 'Ket.' are short."""
    if column.reference != "service":
        return fold(text)
    words = ["keterangan" if word in ("sk", "ket", "suket") else word for word in fold(text).split()]
    return " ".join(word for word in words if word not in ("surat", "srt")) or fold(text)


def _map_places(
    connection: Connection,
    contract: Contract,
    declaration: Declaration,
    titles: set[str],
    reference: Reference,
) -> str:
    found: list[tuple[str | None, ...]] = []
    bare = ""
    if contract.names_offices:
        gazetteer = Gazetteer.from_reference(reference)
        unit = next(column for column in contract.column if column.name == "unit")
        seen = _places(connection, gazetteer, declaration)
        bare = str(unit.names)
        if bare == "office" and gazetteer.says_kelurahan(titles, (name for name, _, _ in seen)):
            bare = "kelurahan"
        is_strict = not contract.may_lack_office or _is_foreign(gazetteer, seen)
        found = [(name, area, *_judged(gazetteer, name, area, bare, is_strict)) for name, area, _ in seen]
        if declaration.unit:
            own, _ = gazetteer.resolve(declaration.unit, None)
            other = (None, "unit:kantor_bertentangan", "")
            found = [(*row[:2], *(row[2:] if row[2] in (own, EVERY_PLACE, None) else other)) for row in found]
    columns = columns_of_texts("unit", "kecamatan", "unit_code", "faults", "warnings")
    make_from_rows(connection, "place_map", columns, found)
    connection.execute("UPDATE place_map SET faults = nullif(faults, ''), warnings = nullif(warnings, '')")
    return bare


def _places(connection: Connection, gazetteer: Gazetteer, declaration: Declaration) -> PlacesSeen:
    """The places as written, once the words for none are gone."""
    statement = "SELECT unit, kecamatan, count(*) FROM text_rows GROUP BY ALL"
    seen: PlacesSeen = connection.execute(statement).fetchall()
    nothing: dict[str, list[str]] = {}
    for position, column in enumerate(("unit", "kecamatan")):
        names = {str(row[position]) for row in seen if row[position]}
        nothing[column] = [
            name for name in names if says_none(name, declaration.empty_words) and not gazetteer.names(name)
        ]
        empty(connection, column, nothing[column])
    return connection.execute(statement).fetchall() if any(nothing.values()) else seen


def _is_foreign(gazetteer: Gazetteer, seen: PlacesSeen) -> bool:
    """Hardly a kecamatan is one of ours: the table of another city, whose cases are none of the city's."""
    unknown = sum(rows for _, area, rows in seen if area and not gazetteer.knows_kecamatan(area))
    known = sum(rows for _, area, rows in seen if area) - unknown
    return unknown >= FOREIGN_AT_LEAST * max(known, 1)


def _judged(
    gazetteer: Gazetteer, unit: str | None, kecamatan: str | None, bare: str, is_strict: bool
) -> tuple[str | None, str, str]:
    """Unit code, faults, warnings. A case may lie anywhere: where the place is optional, an unknown one is none."""
    code, faults = gazetteer.resolve(unit, kecamatan, bare)
    if is_strict or not faults:
        return code, faults, ""
    if "tak_cocok" not in faults and kecamatan:
        # Of a street in a known kecamatan, as of no kelurahan at all, the kecamatan is the place.
        code, _ = gazetteer.resolve(None, kecamatan, "kelurahan")
    unknown = ("unit_tak_dikenal", "kecamatan_tak_dikenal", "seluruh_kota")
    marks = [mark.partition(":") for mark in faults.split()]
    columns = {NO_PLACE if reason in unknown else reason: name for name, _, reason in reversed(marks)}
    return code, "", " ".join(f"{name}:{reason}" for reason, name in columns.items())


def _map_values(connection: Connection, contract: Contract, declaration: Declaration, reference: Reference) -> None:
    found: list[tuple[str | None, ...]] = []
    spelled = {column.name: spellings_of(column, declaration, reference) for column in contract.read_columns}
    strange = _Strange(spelled, Gazetteer.from_reference(reference))
    for column in contract.read_columns:
        if known := spelled[column.name]:
            cells = connection.execute(f'SELECT DISTINCT "{column.name}" FROM text_rows').fetchall()
            values = {raw: known.get(folded_value(column, raw)) for (raw,) in cells if raw is not None}
            unknown = [raw for raw, value in values.items() if not value]
            empty(connection, column.name, [raw for raw in unknown if says_none(raw, declaration.empty_words)])
            found += [(column.name, raw, value, strange(column, raw, value)) for raw, value in values.items()]
            # Under no spelling: a value may stand in for a missing cell.
            found += [(column.name, None, value, None) for value in dict.fromkeys(known.values())]
    make_from_rows(connection, "value_map", columns_of_texts("column_name", "raw", "value", "fault"), found)


@dataclass(frozen=True)
class _Strange:
    """Knows words of other columns: where a row may have slipped, an unknown word is more than one nobody mapped."""

    spelled: dict[str, dict[str, str]]
    gazetteer: Gazetteer

    def __call__(self, column: Column, raw: str, value: str | None) -> str | None:
        """Return the mark of a value that stands in the wrong column of a listed one that is only warned of."""
        if value or column.severity == "tolak" or not column.unreadable:
            return None
        others = any(fold(raw) in known for name, known in self.spelled.items() if name != column.name)
        is_number = sum(map(str.isdigit, raw)) * 2 > len(raw)
        return f"{column.name}:{column.unreadable}" if others or is_number or self.gazetteer.names(raw) else None


def _list_values(connection: Connection) -> None:
    """Give places and listed values the type `listed`, of a byte or two: as texts they would fill the memory."""
    connection.execute(
        "CREATE OR REPLACE TEMP TYPE listed AS ENUM ("
        "SELECT DISTINCT value FROM (SELECT unit_code AS value FROM place_map UNION ALL SELECT value FROM value_map)"
        " WHERE value IS NOT NULL ORDER BY value)"
    )
    connection.execute("ALTER TABLE place_map ALTER unit_code TYPE listed")
    connection.execute("ALTER TABLE value_map ALTER value TYPE listed")
