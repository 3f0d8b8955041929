"""What a published table is: its key, its columns, and which rows a role sees of it."""

from dataclasses import dataclass
from typing import NamedTuple

from core.texts import N_


class TableColumn(NamedTuple):
    """One column: its name, its type in DuckDB, and what it holds, in Indonesian."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class PublishedTable:
    """One published table: its key, its columns as (name, DuckDB type, meaning in Indonesian)."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    is_public: bool = False
    """Names, dates, promises, shapes, and which office is live since when or planned: what no role holds back."""
    city_rows: str = ""
    """Which rows no role holds back where not all are public: of the city as a whole, as a condition in SQL."""

    @property
    def described(self) -> "list[TableColumn]":
        """What each column holds, in order."""
        return [TableColumn(*column) for column in self.columns]

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return [name for name, _, _ in self.columns]

    @property
    def rows_in_scope(self) -> str:
        """The condition in SQL under which a reader of some offices ($1, their codes) sees a row."""
        if self.is_public or self.city_rows:
            return self.city_rows or "true"
        names = self.column_names
        own = "list_contains($1::VARCHAR[], unit_code)" if "unit_code" in names else "false"
        # A kecamatan's region is counted under the code of its office.
        return f"{own} AND scope = 'kantor'" if "scope" in names else own


UNIT_COLUMN = ("unit_code", "VARCHAR", N_("kode kantor (Kemendagri; kantor kecamatan 8 karakter)"))
DATE_COLUMN = ("date", "DATE", N_("hari menurut {zone}"))
SOURCE_COLUMN = ("source", "VARCHAR", N_("asal baris"))
