"""Marts that hold nothing without rows of a source: to plan one takes a database longer than to make it of nothing."""

from collections.abc import Collection

import duckdb

from core.tables import PublishedTable
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
NEEDS = {
    "apply_share": ("kunjungan",),
    "call_duration": ("panggilan_112",),
    "callers_month": ("panggilan_112",),
    "calls_hour": ("panggilan_112",),
    "calls_totals": ("panggilan_total",),
    "collection_day": ("kunjungan",),
    "duration_month": ("permohonan",),
    "help_link": ("panggilan_112",),
    "integrity_month": ("kunjungan",),
    "log_gap": ("permohonan", "panggilan_112"),
    "report_month": ("kunjungan",),
    "request_outcome": ("permohonan",),
    "satisfaction_month": ("kepuasan",),
    "service_day": ("kunjungan_layanan",),
    "status_month": ("permohonan",),
    "unit_day": ("permohonan",),
}
"""Without a row of any of these sources the mart has none."""
BESIDE = {"integrity_month": "shared_number"}
"""A temporary table of which a mart has rows, too."""


def sources_with_rows(connection: Connection) -> set[str]:
    """Return the sources of which a row counts, as `source_days` says."""
    return {source for (source,) in connection.execute("SELECT source FROM source_days WHERE row_count > 0").fetchall()}


def holds_nothing(connection: Connection, mart: str, sources: Collection[str]) -> bool:
    """Return True for a mart that has no row while only these sources have any."""
    if mart not in NEEDS or any(source in sources for source in NEEDS[mart]):
        return False
    return mart not in BESIDE or not one_row(connection, f"SELECT 1 FROM {BESIDE[mart]} LIMIT 1")


def none_of(table: PublishedTable) -> str:
    """Return a SELECT of no row with the declared columns of a mart."""
    columns = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind, _ in table.columns)
    return f"SELECT {columns} WHERE false"
