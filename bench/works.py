"""The pieces of work that are measured: the product's load, the bare one, and those of rivals."""

from pathlib import Path

import duckdb

from bench.rivals import with_pandas, with_polars
from core.settings import settings
from core.store import user_store
from etl import load

TEXTS = ("request_no", "nik", "name", "phone", "kecamatan", "unit", "service", "origin", "status")
COLUMNS = dict.fromkeys(TEXTS, "VARCHAR") | {
    "submitted_at": "TIMESTAMP",
    "updated_at": "TIMESTAMP",
    "queue_no": "VARCHAR",
}


def _load() -> dict[str, float]:
    """The product's load, up to the replaced pointer and the closed warehouse; return its stages."""
    return load(user_store()).seconds


def _bare(csv: str, database: str) -> dict[str, float]:
    """What DuckDB needs at least: the same columns, typed, from the same file into a new database."""
    threads = settings().threads
    connection = duckdb.connect(database, config={"threads": threads} if threads else {})
    connection.execute(
        "CREATE TABLE request AS SELECT * FROM read_csv($csv, columns = $columns, delim = ';', header = true,"
        " auto_detect = false, timestampformat = '%d/%m/%Y %H.%M', ignore_errors = true)",
        {"csv": str(Path(csv)), "columns": COLUMNS},
    )
    connection.close()
    return {}


WORKS = {"load": _load, "bare": _bare, "pandas": with_pandas, "polars": with_polars}
