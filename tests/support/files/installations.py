"""A small installation with something of everything that a backup holds."""

import json
from pathlib import Path

from core.settings import audit_dir, official_boundaries, settings
from core.store import Store
from etl.loading.load import load
from support.files.raw_files import SIDODADI, log

REMOVED, KEPT = 2, 3
"""Requests of a file that is gone from raw, and of one that is there."""
TRIANGLE = {"type": "Polygon", "coordinates": [[[117.1, -0.5], [117.2, -0.5], [117.1, -0.4], [117.1, -0.5]]]}
SHAPES = {
    "type": "FeatureCollection",
    "sumber": {"berkas": "batas.geojson", "sha256": "", "diimpor": "2024-08-27"},
    "features": [{"type": "Feature", "properties": {"unit_code": SIDODADI}, "geometry": TRIANGLE}],
}
"""Official boundaries with one kelurahan."""


def furnish(store: Store) -> None:
    """Put something small everywhere, and load two files of which one is then removed."""
    _put_others(store)
    gone = log(store, "dulu.csv", REMOVED)
    load(store)
    gone.unlink()
    path = log(store, "kini.csv", KEPT)
    path.write_text(path.read_text().replace("SMD-2024-", "SMD-2025-"))
    load(store)


def _put_others(store: Store) -> None:
    own = {
        store.raw / "kunjungan" / "sumber.toml": 'zone = "WITA"\n',
        store.root / "local" / "akses.csv": "kind,value,role,place\n",
        official_boundaries(): json.dumps(SHAPES),
        store.released_dir / "2024-08.json": "{}\n",
        store.root / "kiriman" / "satu.json": "{}\n",
        store.root / "akses" / "sesi.sqlite": "rahasia",
        store.intake_dir / "catatan.jsonl": "{}\n",
        store.intake_dir / "ditarik" / "permohonan" / "kota" / "lama.csv": "lama",
        store.intake_dir / "menunggu" / "0" / "berkas.csv": "belum disetor",
        store.root / "contoh" / "raw" / "permohonan" / "a.csv": "contoh",
        audit_dir() / "audit-2024-08.jsonl": "{}\n",
        settings().reports_dir / "laporan_adopsi_2024-08.pdf": "%PDF",
    }
    for place, content in own.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)
    (store.root / "local" / "akses.csv").chmod(0o640)
    (store.root / "kiriman").chmod(0o700)


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return rights, time and bytes of all files below a folder, by their path."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mode & 0o777, path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
