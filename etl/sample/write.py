"""The whole sample on disk: raw files of five sources, truth.json, and the mark that it is a sample."""

import hashlib
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from etl.sample.account import Account
from etl.sample.draw import Draw, draw
from etl.sample.files_calls import write_calls
from etl.sample.files_requests import write_requests
from etl.sample.files_roster import write_outages, write_rollout
from etl.sample.files_visits import write_visits

from core.settings import SOURCES

SOURCE_NOTE = """# Data contoh: dibuat oleh mesin, bukan data kota. Semua orang di dalamnya rekaan.
# Zona waktu dari semua jam dalam map ini (WITA).
zone = "Asia/Makassar"
"""


def _folders(root: Path) -> dict[str, Path]:
    folders = {source: root / "raw" / source for source in SOURCES}
    for folder in folders.values():
        folder.mkdir(parents=True)
        (folder / "sumber.toml").write_text(SOURCE_NOTE, encoding="utf-8")
    return folders


def _checksums(root: Path) -> dict[str, str]:
    files = sorted(path for path in (root / "raw").rglob("*") if path.is_file() and path.suffix != ".toml")
    return {path.relative_to(root / "raw").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _write_json(content: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _write_all(root: Path, drawn: Draw, requests: int | None) -> None:
    account, folders = Account(), _folders(root)
    rows = write_requests(drawn, folders["permohonan"], account)
    write_calls(drawn, rows, folders["panggilan_112"], account)
    write_visits(drawn, folders["kunjungan"], account)
    write_rollout(drawn, folders["peluncuran"], account)
    write_outages(drawn, folders["gangguan"], account)
    _write_json({"seed": drawn.seed, "files": _checksums(root)}, root / "contoh.json")


def write_sample(
    directory: Path, *, seed: int = 20240827, until: date | None = None, requests: int | None = None
) -> None:
    """Write a sample."""
    drawn = draw(seed, until)
    directory.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        _write_all(staging, drawn, requests)
        for path in sorted(staging.iterdir()):
            target = directory / path.name
            directory.mkdir(exist_ok=True)
            if target.is_dir():
                shutil.rmtree(target)
            path.replace(target)
    finally:
        shutil.rmtree(staging)
