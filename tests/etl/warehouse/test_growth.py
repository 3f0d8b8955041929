"""The warehouse grows with what is new, not with what is sent again."""

from pathlib import Path

import duckdb
import pytest
from support.files.raw_files import REQUEST, take_in, warehouse

from core.store import Store

pytestmark = pytest.mark.drill

ROWS = 24_000
STATUSES = ("Sedang Diperiksa", "Menunggu Tandatangan", "Siap Diambil", "Sudah Diambil")


def export(store: Store, name: str, month: int, prefix: str = "SMD") -> None:
    """All requests as they are after so many months: each month a twelfth of them gets a new status."""
    target = store.raw / "permohonan" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    (target.parent / "sumber.toml").write_text('zone = "WITA"\n')
    cells = REQUEST | {
        "No Permohonan": f"format('{prefix}-{{:07d}}', i)",
        "NIK": "format('99{:014d}', hash(i) % 1000000)",
        "No HP": "format('0899{:08d}', hash(i) % 1000000)",
        "Status": f"{list(STATUSES)}[1 + (i % 12 < {month})::INTEGER]",
        "Tanggal Update": f"if(i % 12 < {month}, strftime(DATE '2024-09-02' + to_months((i % 12)::INTEGER),"
        " '%d/%m/%Y 10.00'), '27/08/2024 09.00')",
    }
    columns = ", ".join(
        f'{value if value != REQUEST[title] else repr(value)} AS "{title}"' for title, value in cells.items()
    )
    query = f"COPY (SELECT {columns} FROM range({ROWS}) AS r(i)) TO '{target}' (DELIMITER ';', HEADER)"
    duckdb.connect().execute(query)


def size(path: Path) -> int:
    return path.stat().st_size


def test_twelve_full_re_exports_stay_below_twice_one(store: Store) -> None:
    export(store, "ekspor_2024-08-28.csv", 0)
    take_in(store)
    first = size(store.warehouse)
    for month in range(1, 12):
        export(store, f"ekspor_{2024 + (8 + month) // 13}-{(7 + month) % 12 + 1:02d}-28.csv", month)
        take_in(store)
    assert warehouse(store, "SELECT count(*) FROM request_export WHERE last_export <> first_export") == [(ROWS,)]
    changed = sum(1 for number in range(ROWS) if number % 12 < 11)
    assert warehouse(store, "SELECT count(*) FROM request_version") == [(ROWS + changed,)]
    spoken_of = "SELECT count(DISTINCT nik_no) + count(DISTINCT phone_no) FROM request"
    assert warehouse(store, "SELECT count(*) FROM pseudonym") == warehouse(store, spoken_of), "however often sent"
    assert size(store.warehouse) < 2 * first


def test_a_load_that_rewrites_much_compacts(store: Store) -> None:
    for name in ("a.csv", "b.csv"):
        export(store, name, 0, prefix=name[0])
    take_in(store)
    full = size(store.warehouse)
    export(store, "c.csv", 0, prefix="c")
    assert "compact" not in take_in(store).seconds, "only new rows"
    (store.raw / "permohonan" / "c.csv").write_text((store.raw / "permohonan" / "a.csv").read_text())
    export(store, "b.csv", 0, prefix="x")
    outcome = take_in(store)
    assert "compact" in outcome.seconds
    assert size(store.warehouse) < 1.1 * full
    assert warehouse(store, "SELECT count(*) FROM request") == [(2 * ROWS,)]
    assert take_in(store).files == []
