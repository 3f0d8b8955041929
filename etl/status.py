"""What is published, how fresh and complete it is, and how the last load went: for people and for monitoring."""

from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from core.settings import Store
from core.snapshot import MENDING, DamagedBuildError, NoBuildError, Snapshot, as_declared, open_current
from etl import builds
from etl.being_read import died_on
from etl.errors import UserError
from etl.last_load import read_note
from etl.lock import holder_of


def status(store: Store) -> dict[str, Any]:
    """Return the state of a store (fields fixed: people script them); no load is waited for.

    build, as_of, sample, published_at (WITA); held: the build a rollback holds readers on, or null; newest: the
    newest build on disk; sources: [{source, newest, age_days, complete_share}]; builds; removed and set_aside: files;
    rows: {read, accepted, quarantined, duplicate, not_data}; last_load: {at, exit_code, sentence}, its exit_code null
    while it runs or when it was killed; running: who loads now, or null; died_on: files that loads died on since the
    last one that ended well.
    """
    try:
        snapshot = open_current(store)
    except DamagedBuildError as error:
        raise UserError(f"{error}: terbitan rusak atau tidak boleh dibaca. {MENDING}") from None
    except NoBuildError:
        raise UserError(f"{store.published_dir}: belum ada terbitan. Jalankan dahulu: python -m etl load") from None
    with as_declared(snapshot.path):
        return _state(store, snapshot)


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
        "removed": _files(snapshot, "removed"),
        "set_aside": _files(snapshot, "set_aside"),
        "rows": _rows(snapshot),
        "last_load": read_note(store),
        "running": holder_of(store),
        "died_on": died_on(store),
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


def _files(snapshot: Snapshot, state: str) -> list[str]:
    """Files in a state, as source/path; a removed copy of another file gave nothing and is not named."""
    found = snapshot.query(
        "SELECT source || '/' || path AS path FROM file_account"
        " WHERE state = $1 AND (state <> 'removed' OR read > 0) ORDER BY path",
        [state],
    )
    return [str(path) for path in found["path"]]


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
    _say(console, f"Terbitan {content['build']}{label}, data sampai {content['as_of'] or 'belum ada'}")
    if content["held"]:
        _say(console, f"Ditahan pada {content['held']}; terbaru {content['newest']}. Melepaskan: rollback --release")
    table = Table("Sumber", "terbaru", "umur (hari)", "kelengkapan")
    for row in content["sources"]:
        share = row["complete_share"]
        age = row["age_days"]
        shown = "–" if share is None else f"{share:.0%}"
        table.add_row(row["source"], str(row["newest"] or "–"), str(age if age is not None else "–"), shown)
    console.print(table)
    for path in content["removed"]:
        _say(console, f"Berkas sudah tidak ada, barisnya tetap: {path}. Mengeluarkannya: python -m etl forget {path}")
    for path in content["set_aside"]:
        _say(console, f"Disisihkan: {path}")
    for path in content["died_on"]:
        _say(
            console,
            f"Pemuatan terhenti ketika membaca {path}. Bila terulang, berkas itu disisihkan supaya yang lain termuat.",
        )
    _print_last(console, content)


def _print_last(console: Console, content: dict[str, Any]) -> None:
    last = content["last_load"]
    if content["running"]:
        _say(console, f"Sedang dimuat oleh {content['running']}")
    elif last and last["exit_code"] is None:
        _say(console, last["sentence"] or f"Pemuatan terakhir {last['at']} terputus; pemuatan berikut memperbaikinya.")
    elif last and last["sentence"]:
        _say(console, f"Pemuatan terakhir {last['at']} gagal (kode {last['exit_code']}): {last['sentence']}")


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
