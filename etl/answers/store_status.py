"""What is published, how fresh and complete it is, and how the last load went: for people and for monitoring."""

from collections import defaultdict
from contextlib import suppress
from datetime import date
from shlex import quote
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from core.snapshot import Snapshot, as_declared, open_current
from core.store import Store
from core.store.published_builds import MENDING, DamagedBuildError, NoBuildError
from etl.answers.terminal import say
from etl.errors import UserError
from etl.loading.being_read import died_on
from etl.loading.last_load import read_note
from etl.publishing import builds
from etl.spelling import masked
from etl.warehouse.database import is_openable
from etl.warehouse.lock import holder_of


def status(store: Store) -> dict[str, Any]:
    """Return the state of a store (fields fixed: people script them); no load is waited for.

    build, as_of, sample, published_at (city time); held: the build a rollback holds readers on, or null; newest: the
    newest build on disk; sources: [{source, newest, age_days, complete_share}]; builds; removed and set_aside: files;
    barred: those of the latter that loads died on;
    rows: {read, accepted, quarantined, duplicate, not_data}; last_load: {at, exit_code, sentence, seconds}, its
    exit_code null while it runs or when it was killed; running: who loads now, or null; died_on: files that loads
    died on since the last one that ended well.
    """
    try:
        snapshot = open_current(store)
    except DamagedBuildError as error:
        raise UserError(f"{error}: versi data rusak atau tidak boleh dibaca. {MENDING}") from None
    except NoBuildError:
        raise UserError(f"{store.published_dir}: belum ada versi data. {_why_none(store)}") from None
    with as_declared(snapshot.path):
        return _state(store, snapshot)


def _why_none(store: Store) -> str:
    """What a store without a build has come to: no load yet, one that runs, or one that did not get that far."""
    return _last_words(read_note(store), holder_of(store)) or "Jalankan dahulu: python -m etl load"


def _state(store: Store, snapshot: Snapshot) -> dict[str, Any]:
    meta, on_disk = snapshot.meta(), builds.names(store)
    return {
        "build": meta["build"],
        "as_of": meta["as_of"],
        "sample": meta["is_sample"],
        "published_at": meta["created_at"].isoformat(),
        "held": builds.held(store),
        "newest": on_disk[0] if on_disk else None,
        "sources": _sources(snapshot, meta["as_of"]),
        "builds": on_disk,
        "removed": _files(store, snapshot, "removed"),
        "set_aside": _files(store, snapshot, "set_aside"),
        "barred": _barred(store),
        "rows": _rows(snapshot),
        "last_load": read_note(store),
        "running": holder_of(store),
        "died_on": [masked(name) for name in died_on(store)],
    }


def _sources(snapshot: Snapshot, as_of: date | None) -> list[dict[str, Any]]:
    rows = snapshot.query(
        "SELECT source, newest, CASE WHEN newest > $1::DATE THEN 0 ELSE date_diff('day', newest, $1::DATE) END"
        " AS age_days, complete_share FROM source_state"
        " LEFT JOIN (SELECT 'kunjungan' AS source, avg(is_walkin_complete::INTEGER) AS complete_share"
        "            FROM unit_day_total WHERE is_expected) USING (source) ORDER BY source",
        [as_of],
    )
    return [_plain(row) for row in rows.to_dict("records")]


def _files(store: Store, snapshot: Snapshot, state: str) -> list[str]:
    """Files in a state, as source/path; a removed copy of another file gave nothing and is not named.

    The warehouse knows the own names of those that the build calls otherwise; while a load holds it, it is not asked.
    """
    found = snapshot.query(
        "SELECT source, path, sha256 FROM file_account WHERE state = $1 AND (state <> 'removed' OR read > 0)"
        " ORDER BY source, path",
        [state],
    )
    listed = [(str(row.source), str(row.path), str(row.sha256)) for row in found.itertuples()]
    own = _own_names(store, state) if listed else {}
    return [masked(f"{source}/{_own_name(own[source, sha256], path)}") for source, path, sha256 in listed]


def _own_name(paths: list[str], path: str) -> str:
    """A file's own path among those of its bytes; each is given once."""
    return paths.pop(paths.index(path) if path in paths else 0) if paths else path


def _own_names(store: Store, state: str) -> defaultdict[tuple[str, str], list[str]]:
    """The paths in a state by source and checksum."""
    paths = defaultdict[tuple[str, str], list[str]](list)
    if not is_openable(store.warehouse):
        return paths
    with suppress(duckdb.Error), duckdb.connect(str(store.warehouse), read_only=True) as reader:
        rows = reader.execute(
            "SELECT source, sha256, path FROM ledger WHERE state = ? ORDER BY path", [state]
        ).fetchall()
        for source, sha256, path in rows:
            paths[source, sha256].append(path)
    return paths


def _barred(store: Store) -> list[str]:
    """Files set aside because loads died on them; none where the warehouse cannot be asked."""
    if not is_openable(store.warehouse):
        return []
    with suppress(duckdb.Error), duckdb.connect(str(store.warehouse), read_only=True) as reader:
        rows = reader.execute(
            "SELECT source || '/' || path FROM ledger"
            " WHERE state = 'set_aside' AND reason = 'pemuatan_terhenti' ORDER BY ALL"
        ).fetchall()
        return [masked(name) for (name,) in rows]
    return []


def _rows(snapshot: Snapshot) -> dict[str, int]:
    names = ("read", "accepted", "quarantined", "duplicate", "not_data")
    sums = ", ".join(f"coalesce(sum({name}), 0)::BIGINT AS {name}" for name in names)
    found = snapshot.query(f"SELECT {sums} FROM file_account WHERE state IN ('loaded', 'removed')").iloc[0]
    return {name: int(found[name]) for name in names}


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
    say(console, f"Versi data {content['build']}{label}, data sampai {content['as_of'] or 'belum ada'}")
    if content["held"]:
        say(console, f"Ditahan pada {content['held']}; terbaru {content['newest']}. Melepaskan: rollback --release")
    table = Table("Sumber", "terbaru", "umur (hari)", "kelengkapan")
    for row in content["sources"]:
        share = row["complete_share"]
        age = row["age_days"]
        shown = "–" if share is None else f"{share:.0%}"
        table.add_row(row["source"], str(row["newest"] or "–"), str(age if age is not None else "–"), shown)
    console.print(table)
    for path in content["removed"]:
        command = f"python -m etl forget {quote(path)}"
        say(console, f"Berkas sudah tidak ada, barisnya tetap: {path}. Mengeluarkannya: {command}")
    for path in content["set_aside"]:
        say(console, f"Disisihkan: {path}")
    if content["barred"]:
        say(
            console,
            f"{len(content['barred'])} di antaranya karena pemuatan terhenti ketika membacanya:"
            f" {', '.join(content['barred'])}. Mencobanya lagi: ganti namanya, atau python -m etl load --rebuild",
        )
    for path in content["died_on"]:
        say(
            console,
            f"Pemuatan terhenti ketika membaca {path}. Bila terulang, berkas itu disisihkan supaya yang lain termuat;"
            " melepaskannya: ganti namanya, atau python -m etl load --rebuild",
        )
    _print_last(console, content)


def _print_last(console: Console, content: dict[str, Any]) -> None:
    if words := _last_words(content["last_load"], content["running"]):
        say(console, words)


def _last_words(last: dict[str, Any] | None, running: str | None) -> str | None:
    """What is to be told of the last load; None where it ended well, or none was."""
    if running:
        return f"Sedang dimuat oleh {running}"
    if last and last["exit_code"] is None:
        return last["sentence"] or f"Pemuatan terakhir {last['at']} terputus; pemuatan berikut memperbaikinya."
    if last and last["sentence"]:
        return f"Pemuatan terakhir {last['at']} gagal (kode {last['exit_code']}): {last['sentence']}"
    return None
