"""What the commands tell: the closing account of a load, the status, the quarantine."""

import csv
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Column, Table

from core.reasons import reasons
from core.settings import Store
from core.snapshot import NoBuildError, open_current
from etl.errors import UserError
from etl.load import Outcome, explain

COUNTS = ("read", "accepted", "quarantined", "duplicate", "not_data", "not_reported")
COUNT_TITLES = ("dibaca", "diterima", "ditahan", "ganda", "bukan data", "(tak dilaporkan)")
QUARANTINE_COLUMNS = ("source", "path", "place", "column", "reason", "severity", "value", "sentence", "action")
SHOWN_VALUES = 20


def load_json(outcome: Outcome, store: Store) -> dict[str, Any]:
    """Return the result of a load as one object (fields fixed: people script them)."""
    marks = _marks(store, outcome)
    files = [
        asdict(account)
        | {"reasons": dict(Counter(reason for path, reason, *_ in marks if path == (account.source, account.path)))}
        for account in outcome.files
    ]
    seconds = {stage: round(spent, 3) for stage, spent in outcome.seconds.items()}
    return {"build": outcome.build, "published": outcome.published, "files": files, "seconds": seconds}


def print_outcome(console: Console, outcome: Outcome, store: Store) -> None:
    """Print an account per file, the reasons with their action, and which build is shown."""
    if outcome.files:
        console.print(_account_table(outcome))
    for account in outcome.files:
        if account.state == "set_aside":
            console.print(f"Disisihkan: {explain(account)}", style="yellow", markup=False, soft_wrap=True)
        elif account.detail:
            console.print(f"{account.source}/{account.path}: {account.detail}", markup=False, soft_wrap=True)
    _print_reasons(console, store, outcome)
    if outcome.published:
        console.print(f"Terbit: {outcome.build}")
    elif outcome.files and outcome.build:
        console.print(f"Tidak ada baris yang diterima; terbitan lama tetap dipakai: {outcome.build}")
    else:
        console.print(f"Tidak ada yang baru; terbitan: {outcome.build}")


def _account_table(outcome: Outcome) -> Table:
    table = Table(Column("Berkas", overflow="fold", min_width=30), *COUNT_TITLES)
    for account in outcome.files:
        note = {"set_aside": " (disisihkan)", "duplicate_file": " (berkas ganda)"}.get(account.state, "")
        table.add_row(f"{account.source}/{account.path}{note}", *(str(getattr(account, name)) for name in COUNTS))
    totals = [str(sum(getattr(account, name) for account in outcome.files)) for name in COUNTS]
    table.add_row("Jumlah", *totals, style="bold")
    return table


def _print_reasons(console: Console, store: Store, outcome: Outcome) -> None:
    marks = _marks(store, outcome)
    for (reason, severity), count in sorted(Counter((mark[1], mark[2]) for mark in marks).items()):
        verb = "ditahan" if severity == "tolak" else "ditandai"
        values = Counter(mark[3] for mark in marks if mark[1] == reason and mark[3])
        seen = ", ".join(f"{value} ({n})" for value, n in values.most_common(SHOWN_VALUES))
        seen += f", dan {len(values) - SHOWN_VALUES} nilai lain" if len(values) > SHOWN_VALUES else ""
        known = reasons()[reason]
        console.print(
            f"{count} {verb}: {known.sentence}; {known.action}. Terlihat: {seen}.", markup=False, soft_wrap=True
        )


def _marks(store: Store, outcome: Outcome) -> list[tuple[tuple[str, str], str, str, str]]:
    """The marks of the files of this load: ((source, path), reason, severity, masked value)."""
    loaded = {(account.source, account.path) for account in outcome.files}
    rows = _quarantine(store, None)
    return [((row[0], row[1]), row[4], row[5], row[6]) for row in rows if (row[0], row[1]) in loaded]


def quarantine_rows(store: Store, source: str | None) -> list[dict[str, Any]]:
    """Return held-back and flagged rows (QUARANTINE_COLUMNS); a person's value is masked."""
    known = reasons()
    return [
        dict(zip(QUARANTINE_COLUMNS, (*row, known[row[4]].sentence, known[row[4]].action), strict=True))
        for row in _quarantine(store, source)
    ]


def _quarantine(store: Store, source: str | None) -> list[tuple[str, ...]]:
    if not store.warehouse.exists():
        raise UserError(f"{store.warehouse}: belum ada. Jalankan dahulu: python -m etl load")
    try:
        with duckdb.connect(str(store.warehouse), read_only=True) as reader:
            return reader.execute(
                "SELECT source, path, place, column_name, reason, severity, value FROM quarantine"
                " WHERE $source IS NULL OR source = $source ORDER BY source, path, try_cast(place AS INTEGER), place, reason",
                {"source": source},
            ).fetchall()
    except duckdb.IOException:
        raise UserError("Gudang data sedang dipakai pemuatan. Tunggu sampai selesai, lalu coba lagi.") from None


def print_quarantine(console: Console, rows: list[dict[str, Any]]) -> None:
    """Print the rows, one a line."""
    for row in rows:
        where = f"{row['source']}/{row['path']} {row['place']} {row['column']}"
        console.print(
            f"{where}: {row['value'] or '(kosong)'} [{row['severity']}] {row['sentence']}; {row['action']}",
            markup=False,
            soft_wrap=True,
        )
    console.print(f"{len(rows)} catatan")


def write_csv(rows: list[dict[str, Any]], path: Path) -> None:
    """Write the rows as UTF-8 CSV; a cell can never start a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, QUARANTINE_COLUMNS)
        writer.writeheader()
        writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)


def _safe(value: str | None) -> str | None:
    return f"'{value}" if value and value[0] in "=+-@\t\r" else value


def status(store: Store) -> dict[str, Any]:
    """Return build, as-of, sources and builds (fields fixed: people script them)."""
    try:
        snapshot = open_current(store)
    except NoBuildError:
        raise UserError(f"{store.published_dir}: belum ada terbitan. Jalankan dahulu: python -m etl load") from None
    meta = snapshot.meta()
    sources = snapshot.query(
        "SELECT source, newest, date_diff('day', newest, $1::DATE) AS age_days, complete_share FROM source_state"
        " LEFT JOIN (SELECT 'kunjungan' AS source, avg(is_walkin_complete::INTEGER) AS complete_share"
        "            FROM unit_day_total WHERE is_expected) USING (source) ORDER BY source",
        [meta["as_of"]],
    )
    builds = sorted((path.stem for path in store.published_dir.glob("*.duckdb")), reverse=True)
    return {
        "build": meta["build"],
        "as_of": meta["as_of"],
        "sample": meta["is_sample"],
        "sources": [_plain(row) for row in sources.to_dict("records")],
        "builds": builds,
        "removed": snapshot.query("SELECT source || '/' || path AS path FROM file_account WHERE state = 'removed'")[
            "path"
        ].to_list(),
    }


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """Missing values as None, days as ISO text."""
    return {
        str(name): None
        if value != value or value is None
        else value.date().isoformat()
        if hasattr(value, "date")
        else value
        for name, value in row.items()
    }


def print_status(console: Console, content: dict[str, Any]) -> None:
    """Print the status as a person reads it."""
    label = " (DATA CONTOH)" if content["sample"] else ""
    console.print(f"Terbitan {content['build']}{label}, data sampai {content['as_of'] or 'belum ada'}")
    table = Table("Sumber", "terbaru", "umur (hari)", "kelengkapan")
    for row in content["sources"]:
        share = row["complete_share"]
        table.add_row(
            row["source"],
            str(row["newest"] or "–"),
            str(row["age_days"] if row["age_days"] is not None else "–"),
            "–" if share is None else f"{share:.0%}",
        )
    console.print(table)
    for path in content["removed"]:
        console.print(f"Berkas sudah tidak ada, barisnya tetap: {path}", markup=False)
