"""One measured piece of work in a fresh process: `python -m bench.fresh load`, or `... bare CSV TARGET` and rivals.

Prints one JSON object: seconds of the work alone (interpreter and imports are not in it), peak_mb, stages.
"""

import json
import resource
import sys
import time
from pathlib import Path

import duckdb

from bench.rivals import with_pandas, with_polars
from core.settings import settings, user_store
from etl.loading.load import load

BYTES_OF_PEAK = 1 if sys.platform == "darwin" else 1024
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


def main(work: str, *arguments: str) -> None:
    """Do the work once and print what it took."""
    start = time.perf_counter()
    stages = WORKS[work](*arguments)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_OF_PEAK / 2**20
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "stages": stages}))


if __name__ == "__main__":
    main(*sys.argv[1:])
