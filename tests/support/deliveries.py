"""A delivery of files, and what readers see after it."""

from core.settings import Store
from core.snapshot import open_current
from support.files.raw_files import delimited, put, requests


def shown(store: Store) -> int:
    """What a reader sees, from two tables that must agree."""
    snapshot = open_current(store)
    total = int(snapshot.query("SELECT sum(requests) AS n FROM unit_day")["n"][0])
    accounted = int(snapshot.query("SELECT sum(accepted) AS n FROM file_account WHERE state = 'loaded'")["n"][0])
    snapshot.connection.close()
    assert total == accounted
    return total


def deliver(store: Store, number: int) -> None:
    """One more file with two requests of its own."""
    rows = [row | {"No Permohonan": f"SMD-{number}-{row['No Permohonan'][-7:]}"} for row in requests(2)]
    put(store, f"permohonan/kiriman_{number:02d}.csv", delimited(rows))
