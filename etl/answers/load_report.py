"""What a load says: its account, the reasons with their action, the build."""

from collections import Counter, defaultdict
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from core.reasons import reasons
from core.sources import SOURCES
from etl.answers.terminal import say
from etl.loading.outcome import Outcome, why_set_aside
from etl.regular_files import NO_FILE
from etl.spelling import masked

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
    files = [
        asdict(account) | {"path": masked(account.path), "reasons": dict(found[account.source, account.path])}
        for account in outcome.files
    ]
    seconds = {stage: round(spent, 3) for stage, spent in outcome.seconds.items()}
    return {
        "build": outcome.build,
        "published": outcome.published,
        "waiting": outcome.waiting,
        "unsettled": [masked(name) for name in outcome.unsettled],
        "vanished": outcome.vanished,
        "uncleared": outcome.uncleared,
        "files": files,
        "seconds": seconds,
    }


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Print an account per file, the reasons with their action, and which build is shown."""
    if outcome.files:
        console.print(_account_table(outcome))
    for account in outcome.files:
        if account.state == "set_aside":
            say(console, f"Disisihkan: {why_set_aside(account)}", style="yellow")
        elif account.detail:
            say(console, f"{account.name}: {account.detail}")
    _print_reasons(console, outcome)
    for name in outcome.strays:
        say(console, f"Tidak dibaca: {masked(name)}. Taruh berkas dalam salah satu folder: {', '.join(SOURCES)}.")
    for told in outcome.idle:
        say(console, f"Belum berpengaruh: {told}")
    for name in outcome.special:
        say(console, f"Tidak dibaca: {masked(name)}: {NO_FILE}. Hapus dari folder.")
    for name in outcome.unsettled:
        say(console, f"Masih berubah, ditunggu sampai pemuatan berikut: {masked(name)}")
    for source, rows in outcome.vanished.items():
        if rows:
            say(console, f"{source}: {rows} baris tidak ada lagi pada ekspor penuh yang lebih baru; tidak dihitung.")
    print_uncleared(console, outcome)
    if not outcome.is_carried:
        say(console, "Gudang lama tidak terbaca: baris dari berkas yang sudah tidak ada ikut hilang.", style="yellow")
    print_build(console, outcome)


def print_uncleared(console: Console, outcome: Outcome) -> None:
    """Print where rows of a load that died may still lie."""
    for told in outcome.uncleared:
        say(console, told, style="yellow")


def print_build(console: Console, outcome: Outcome) -> None:
    """Print which build readers are sent to, and whether a rollback holds them there."""
    if outcome.waiting:
        say(
            console,
            f"Versi data {outcome.waiting} disimpan; pembaca ditahan pada {outcome.build}. "
            "Melepaskan: python -m etl rollback --release",
        )
    elif outcome.build is None:
        say(console, f"Belum ada berkas data. Taruh berkas dalam folder sumbernya ({', '.join(SOURCES)}), lalu muat.")
    elif outcome.published:
        say(console, f"Terbit: {outcome.build}")
    elif outcome.files and not any(account.accepted for account in outcome.files):
        say(console, f"Tidak ada baris yang diterima; versi data lama tetap dipakai: {outcome.build}")
    else:
        say(console, f"Tidak ada yang baru; versi data: {outcome.build}")


def _account_table(outcome: Outcome) -> Table:
    counts = [Column(title, justify="right", no_wrap=True) for title in COUNTS.values()]
    table = Table(Column("Berkas", overflow="fold"), *counts, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for account in outcome.files:
        note = STATES.get(account.state, "")
        table.add_row(Text(f"{account.name}{note}"), *(str(getattr(account, name)) for name in COUNTS))
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
        say(console, f"{values.total()} {verb}: {known.sentence}; {known.action}.{_seen(values)}")


def _seen(values: Counter[str | None]) -> str:
    """The values that were met, most frequent first; '' where the cells were empty."""
    shown = [(value, rows) for value, rows in values.most_common() if value]
    if not shown:
        return ""
    rest = f", dan {len(shown) - SHOWN_VALUES} nilai lain" if len(shown) > SHOWN_VALUES else ""
    return " Terlihat: " + ", ".join(f"{value} ({rows})" for value, rows in shown[:SHOWN_VALUES]) + rest + "."
