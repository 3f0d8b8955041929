"""A delivery of files, and what readers see after it."""

import shutil
from collections.abc import Container
from typing import Any

from core.snapshot import open_current
from core.store import Store
from core.tables import TABLES
from support.files.raw_files import delimited, put, requests


def shown(store: Store) -> int:
    """What a reader sees, from two tables that must agree."""
    snapshot = open_current(store)
    total = int(snapshot.query("SELECT sum(requests) AS n FROM unit_day")["n"][0])
    accounted = int(snapshot.query("SELECT sum(accepted) AS n FROM file_account WHERE state = 'loaded'")["n"][0])
    snapshot.connection.close()
    assert total == accounted
    return total


def every_table(store: Store, left_out: Container[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every published table of the current build, its rows in order, without the columns of these names."""
    with open_current(store).connection as connection:
        found = {}
        for table in TABLES:
            columns = ", ".join(f'"{name}"' for name in table.column_names if name not in left_out)
            found[table.name] = connection.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY ALL').fetchall()
    return found


def deliver(store: Store, number: int) -> None:
    """One more file with two requests of its own."""
    rows = [row | {"No Permohonan": f"SMD-{number}-{row['No Permohonan'][-7:]}"} for row in requests(2)]
    put(store, f"permohonan/kiriman_{number:02d}.csv", delimited(rows))


def some_of_each_source(sample: Store, own: Store, count: int) -> int:
    """Copy the smallest files of each source of the sample, with its declaration; return how many files they are."""
    copied = 0
    for folder in sorted(sample.raw.iterdir()):
        (own.raw / folder.name).mkdir(exist_ok=True)
        files = [path for path in folder.iterdir() if path.name != "sumber.toml"]
        for path in [folder / "sumber.toml", *sorted(files, key=lambda path: path.stat().st_size)[:count]]:
            shutil.copy(path, own.raw / folder.name)
            copied += path.name != "sumber.toml"
    return copied
