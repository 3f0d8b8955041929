"""The whole sample on disk: raw files of five sources, truth.json, and the mark that it is a sample."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from core.city import city
from core.sources import SOURCES
from core.store import Store, data_files
from sample.files.account import WriterNotes
from sample.files.bulk import write_bulk
from sample.files.calls import write_calls
from sample.files.requests import write_requests
from sample.files.roster import write_outages, write_rollout
from sample.files.visits import write_visits
from sample.truth.truth import truth
from sample.world.draw import Draw
from sample.world.requests import request_rows
from sample.worlds import draw_world

SOURCE_NOTE = """# Data contoh: dibuat oleh mesin, bukan data kota. Semua orang di dalamnya rekaan.
# Zona waktu dari semua jam dalam map ini ({word}).
zone = "{name}"
"""


def _folders(root: Path) -> dict[str, Path]:
    folders = {source: root / "raw" / source for source in SOURCES}
    note = SOURCE_NOTE.format(word=city().zone, name=city().zone_name)
    for folder in folders.values():
        folder.mkdir(parents=True)
        (folder / "sumber.toml").write_text(note, encoding="utf-8")
    return folders


def _checksums(root: Path) -> dict[str, str]:
    raw = root / "raw"
    return {path.relative_to(raw).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in data_files(raw)}


def _write_json(content: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _write_raw(root: Path, drawn: Draw, account: WriterNotes, requests: int | None) -> None:
    folders = _folders(root)
    if requests is None:
        rows = write_requests(drawn, folders["permohonan"], account)
    else:
        write_bulk(drawn, folders["permohonan"].parent, account, requests)
        rows = request_rows(drawn)
    write_calls(drawn, rows, folders["panggilan_112"], account)
    write_visits(drawn, folders["kunjungan"], account)
    write_rollout(drawn, folders["peluncuran"], account)
    write_outages(drawn, folders["gangguan"], account)


def _write_all(root: Path, drawn: Draw, requests: int | None) -> None:
    account = WriterNotes()
    _write_raw(root, drawn, account, requests)
    is_bulk = requests is not None
    known = {"seed": drawn.seed, "until": str(drawn.until), "rows": asdict(account)}
    _write_json(known if is_bulk else truth(drawn, account) | _made_up(drawn), root / "truth.json")
    _write_json({"seed": drawn.seed, "files": _checksums(root)}, root / "contoh.json")


def _made_up(drawn: Draw) -> dict[str, Any]:
    """What somebody made up, with the office-months; nothing in an honest city."""
    if drawn.tampered is None:
        return {}
    places = [[unit, f"{month:%Y-%m}"] for unit, month in drawn.tampered.places]
    return {"made_up": {"kind": drawn.tampered.kind, "strength": drawn.tampered.strength, "office_months": places}}


def _move_into_place(staging: Path, directory: Path) -> None:
    """Move the mark first (sorted: contoh.json, raw, truth.json): generated rows never lie unmarked."""
    directory.mkdir(exist_ok=True)
    for path in sorted(staging.iterdir()):
        target = directory / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)


def write_sample(
    directory: Path,
    *,
    seed: int = 20240827,
    until: date | None = None,
    requests: int | None = None,
    world: str | None = None,
    strength: float | None = None,
) -> None:
    """Write DIR/raw/<source>/*, DIR/truth.json and DIR/contoh.json; what lay there before is replaced.

    `requests` writes one file permohonan_besar.csv with that many rows instead of the monthly ones;
    truth.json then holds totals of rows only. All is written beside the directory first and moved at
    the end; same arguments, same bytes. `world`, `strength`: as in worlds.draw_world; truth.json names what
    was made up. Raises ValueError for an `until` or `requests` too small, a world that is none, and
    FileExistsError, naming the folder, where DIR/raw holds files that no sample has put there.
    """
    if requests is not None and requests < 1:
        raise ValueError("requests: at least 1")
    store = Store(directory)
    if store.raw.exists() and not store.is_sample:
        raise FileExistsError(str(store.raw))
    was_sample = store.is_sample
    drawn = draw_world(world, seed, until, strength)
    if requests is not None and drawn.tampered:
        raise ValueError("requests: not with figures that are made up")
    directory.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        _write_all(staging, drawn, requests)
        _move_into_place(staging, directory)
        if was_sample:
            # What was told of another invented city is no version of this one.
            shutil.rmtree(store.released_dir, ignore_errors=True)
    finally:
        shutil.rmtree(staging)
