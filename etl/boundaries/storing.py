"""The imported set on disk: one GeoJSON file with its provenance and its quality, replaced whole or not at all."""

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import geopandas as gpd

from core.disk import checksum
from etl.boundaries.coverage import compact_json, features
from etl.boundaries.quality import Quality


def kept(path: Path) -> Quality | None:
    """Return the quality of the set that is kept; None without one, and for a file that was not made here."""
    try:
        return Quality(**json.loads(path.read_text("utf-8"))["mutu"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def store_shapes(path: Path, frame: gpd.GeoDataFrame, quality: Quality, file: Path, now: datetime) -> None:
    """Write the set (unit_code, degrees): readers of the folder see the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"berkas": file.name, "sha256": _checksum(file), "diimpor": f"{now:%Y-%m-%d}"}
    content = {"type": "FeatureCollection", "sumber": said, "mutu": asdict(quality), "features": features(frame)}
    draft = path.with_name(f".{path.name}.tmp")
    with draft.open("w", encoding="utf-8") as target:
        target.write(compact_json(content) + "\n")
        target.flush()
        os.fsync(target.fileno())
    os.replace(draft, path)


def _checksum(file: Path) -> str:
    """Of a folder of files (a file geodatabase) there is none."""
    return checksum(file) if file.is_file() else ""
