"""What the commands say: the account of a load and the state of what is published."""

from collections import Counter, defaultdict
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from core.reasons import reasons
from core.settings import SOURCES, Store
from core.snapshot import NoBuildError, open_current
from etl.errors import UserError
from etl.outcome import Outcome, explain

COUNTS = {
    "read": "dibaca",
    "accepted": "diterima",
    "quarantined": "ditahan",
    "duplicate": "ganda",
    "not_data": "bukan\ndata",
    "not_reported": "(tak\nlapor)",
}
STATES = {"set_aside": " (disisihkan)", "duplicate_file": " (berkas ganda)"}
SHOWN_VALUES = 20


def load_json(outcome: Outcome) -> dict[str, Any]:
    """Return the result of a load as one object (fields fixed: people script them)."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for mark in outcome.marked:
        found[mark.source, mark.path][mark.reason] += mark.rows
    files = [asdict(account) | {"reasons": dict(found[account.source, account.path])} for account in outcome.files]
    seconds = {stage: round(spent, 3) for stage, spent in outcome.seconds.items()}
    return {"build": outcome.build, "published": outcome.published, "files": files, "seconds": seconds}


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Print an account per file, the reasons with their action, and which build is shown."""
    if outcome.files:
        console.print(_account_table(outcome))
    for account in outcome.files:
        if account.state == "set_aside":
            _say(console, f"Disisihkan: {explain(account)}", style="yellow")
        elif account.detail:
            _say(console, f"{account.source}/{account.path}: {account.detail}")
    _print_reasons(console, outcome)
    for name in outcome.strays:
        _say(console, f"Tidak dibaca: {name}. Taruh berkas dalam salah satu folder: {', '.join(SOURCES)}.")
    if outcome.published:
        _say(console, f"Terbit: {outcome.build}")
    elif outcome.files and outcome.build:
        _say(console, f"Tidak ada baris yang diterima; terbitan lama tetap dipakai: {outcome.build}")
    else:
        _say(console, f"Tidak ada yang baru; terbitan: {outcome.build}")


def _say(console: Console, sentence: str, style: str | None = None) -> None:
    """Print a sentence as it is: values of files are never taken for markup."""
    console.print(sentence, style=style, markup=False, highlight=False, soft_wrap=True)


def _account_table(outcome: Outcome) -> Table:
    counts = [Column(title, justify="right", no_wrap=True) for title in COUNTS.values()]
    table = Table(Column("Berkas", overflow="fold"), *counts, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for account in outcome.files:
        note = STATES.get(account.state, "")
        table.add_row(f"{account.source}/{account.path}{note}", *(str(getattr(account, name)) for name in COUNTS))
    totals = [str(sum(getattr(account, name) for account in outcome.files)) for name in COUNTS]
    table.add_row("Jumlah", *totals, style="bold")
    return table


def _print_reasons(console: Console, outcome: Outcome) -> None:
    found: dict[tuple[str, str], Counter[str | None]] = defaultdict(Counter)
    for mark in outcome.marked:
        found[mark.reason, mark.severity][mark.value] += mark.rows
    for (reason, severity), values in sorted(found.items()):
        verb = "ditahan" if severity == "tolak" else "ditandai"
        known = reasons()[reason]
        _say(console, f"{values.total()} {verb}: {known.sentence}; {known.action}.{_seen(values)}")


def _seen(values: Counter[str | None]) -> str:
    """The values that were met, most frequent first; '' where the cells were empty."""
    shown = [(value, rows) for value, rows in values.most_common() if value]
    if not shown:
        return ""
    rest = f", dan {len(shown) - SHOWN_VALUES} nilai lain" if len(shown) > SHOWN_VALUES else ""
    return " Terlihat: " + ", ".join(f"{value} ({rows})" for value, rows in shown[:SHOWN_VALUES]) + rest + "."


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
    removed = snapshot.query(
        "SELECT source || '/' || path AS path FROM file_account WHERE state = 'removed' AND read > 0 ORDER BY path"
    )
    return {
        "build": meta["build"],
        "as_of": meta["as_of"],
        "sample": meta["is_sample"],
        "sources": [_plain(row) for row in sources.to_dict("records")],
        "builds": sorted((path.stem for path in store.published_dir.glob("*.duckdb")), reverse=True),
        "removed": removed["path"].to_list(),
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
    _say(console, f"Terbitan {content['build']}{label}, data sampai {content['as_of'] or 'belum ada'}")
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
        _say(console, f"Berkas sudah tidak ada, barisnya tetap: {path}")
