"""Rows in which two stores differ, in what they publish and in their warehouses."""

import duckdb

from core.store import Store
from core.tables import TABLES
from etl.publishing import builds
from etl.warehouse.database import quoted

WAREHOUSE = (
    "quarantine",
    "hold",
    "request_version",
    "visit_version",
    "call_version",
    "pseudonym",
    "guest",
    "held_back_key",
    "closed_said",
)
TIMES = {"file_account": ["loaded_at"], "source_state": ["loaded_at"]}
"""Columns that say when a load was."""


def unlike(one: Store, other: Store) -> dict[str, int]:
    """Rows in which the builds and warehouses of two stores differ, by table."""
    paths = {}
    for name, store in (("a", one), ("b", other)):
        build = builds.shown_build(store)
        assert build
        paths |= {name: builds.path_of(store, build), f"{name}w": store.warehouse}
    with duckdb.connect() as connection:
        for name, path in paths.items():
            connection.execute(f"ATTACH {quoted(path)} AS {name} (READ_ONLY)")
        found = {}
        for table in [table.name for table in TABLES if table.name != "meta"] + [f"w.{name}" for name in WAREHOUSE]:
            left, right = (f"{name}{table}" if table.startswith("w.") else f'{name}."{table}"' for name in "ab")
            rows = f"SELECT * EXCLUDE ({', '.join(TIMES[table])}) " if table in TIMES else ""
            both = f"({rows}FROM {left} EXCEPT ALL {rows}FROM {right})"
            both += f" UNION ALL ({rows}FROM {right} EXCEPT ALL {rows}FROM {left})"
            (found[table],) = connection.execute(f"SELECT count(*) FROM ({both})").fetchone() or (-1,)
    return {table: rows for table, rows in found.items() if rows}
