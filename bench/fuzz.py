"""Does a mutilated file give a row with a value of another column? `python -m bench.fuzz --minutes 30`.

Parts of the sample's own files are cut, shifted, merged and encoded anew, and loaded as a user loads them. Every
accepted row must be one of the whole file, but for what is missing in it. Prints one line of counts; exit code 1 with
the smallest file found (all its persons are invented) when a row is not.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from operator import eq
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bench.mutations import FILLER, RawTable, mutated
from core.settings import settings as of_the_product
from core.store import Store, user_store
from etl import load
from sample.write import write_sample

ROWS = 40
EXAMPLES = 100
"""Examples between two looks at the clock."""
PERSON = "(SELECT hex(hash) FROM pseudonym WHERE pseudonym_no = {table}.{column})"
SELECTS = {
    "permohonan": "SELECT request_no, unit_code, service, origin, status, submitted_at, updated_at,"
    f" {PERSON.format(table='request', column='nik_no')}, {PERSON.format(table='request', column='phone_no')}"
    " FROM request",
    # A call without a number has a key made of its cells.
    "panggilan_112": "SELECT received_at, closed_at, unit_code, category, topic, is_answered,"
    f" {PERSON.format(table='call', column='phone_no')} FROM call",
    "kunjungan": "SELECT unit_code, date, purpose, visits FROM visit",
    "gangguan": "SELECT unit_code, started_at, ended_at, kind FROM outage",
    "peluncuran": "SELECT unit_code, date, is_planned, status FROM rollout_event",
}
EMPTY = {None, "tidak_diketahui", "belum_dipetakan", "lainnya", "semua", "tamu", False}
"""What an empty cell is read as."""


@dataclass
class Base:
    """One table of the sample and what it gives when it is whole."""

    source: str
    table: RawTable
    truth: set[tuple[Any, ...]] = field(default_factory=set)


def rows_that_count(store: Store, source: str) -> set[tuple[Any, ...]]:
    """Return the rows that count in the warehouse."""
    with duckdb.connect(str(store.warehouse), read_only=True) as connection:
        return set(connection.execute(SELECTS[source]).fetchall())


def loaded(source: str, name: str, content: bytes, found: Counter[str]) -> set[tuple[Any, ...]]:
    """Load one file into an empty store; return its rows."""
    store = user_store()
    for folder in (store.raw, store.warehouse_dir, store.published_dir):
        shutil.rmtree(folder, ignore_errors=True)
    target = store.raw / source / name
    target.parent.mkdir(parents=True)
    target.write_bytes(content)
    (target.parent / "sumber.toml").write_text('zone = "WITA"\n')
    (account,) = load(store).files
    found.update(
        files=1, set_aside=account.state != "loaded", accepted=account.accepted, held=account.quarantined,
        not_data=account.not_data,
    )  # fmt: skip
    return rows_that_count(store, source)


def is_of(row: tuple[Any, ...], truth: set[tuple[Any, ...]], is_same: Callable[[Any, Any], bool]) -> bool:
    """True where every value is that of one row of the whole file, stands for an empty cell, or is its kecamatan.

    A filler may stand where a value was: two shifts that undo each other leave a row that is right but for it.
    """

    def fits(own: Any, kept: Any) -> bool:
        return own in (*EMPTY, FILLER) or is_same(own, kept) or str(kept).startswith(f"{own}.")

    return row in truth or any(all(map(fits, row, whole)) for whole in truth)


def is_part(own: Any, kept: Any) -> bool:
    """True for what is left of a value that was cut in two: some of its letters, its day without its clock."""
    if isinstance(own, datetime):
        return isinstance(kept, datetime) and own.date() == kept.date()
    return own == kept or (kept is not None and str(own) in str(kept))


def bases(sample: Path) -> list[Base]:
    """Return the tables that are mutilated, each with the rows of the whole."""
    found = []
    for source in SELECTS:
        file = next(path for path in sorted((sample / source).iterdir()) if path.suffix in (".csv", ".xlsx"))
        base = Base(source, RawTable.read(file, ROWS))
        name, content = base.table.written("xlsx" if source == "kunjungan" else "csv", "utf-8", ";", "\r\n")
        base.truth = loaded(source, name, content, Counter())
        found.append(base)
    return found


def try_one(known: dict[str, Base], counts: Counter[str], data: st.DataObject) -> None:
    """One example. Raises AssertionError with the file for a row that is not of the whole one."""
    base = known[data.draw(st.sampled_from([*known]))]
    name, content, is_cut = mutated(base.table, data, base.source != "kunjungan")
    rows = loaded(base.source, name, content, counts)
    strange = [row for row in rows if not is_of(row, base.truth, eq)]
    cut = [row for row in strange if is_cut and is_of(row, base.truth, is_part)]
    # Where a file was cut in two there is one row, or half of it, on each side.
    assert strange == cut, f"{base.source}/{name}: {strange[:2]}\n{content[:1500]!r}"
    assert len(cut) <= 2, f"{base.source}/{name}: {cut}\n{content[:1500]!r}"


def try_examples(minutes: float, first_seed: int) -> Counter[str]:
    """Try examples until the time is up; return the counts."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="adopsi-") as folder:
        of_the_product().data_dir = Path(folder) / "data"
        of_the_product().key_file = Path(folder) / "kunci"
        write_sample(Path(folder) / "contoh")
        known = {base.source: base for base in bases(Path(folder) / "contoh" / "raw")}
        until, number = time.monotonic() + 60 * minutes, first_seed
        while time.monotonic() < until:

            def tried(data: st.DataObject) -> None:
                try_one(known, counts, data)

            settings(
                max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck),
                phases=(Phase.generate, Phase.shrink),
            )(seed(number)(given(st.data())(tried)))()  # fmt: skip
            number += 1
    return counts


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(json.dumps(try_examples(asked.minutes, asked.seed)))


if __name__ == "__main__":
    sys.exit(main())
