"""Open data: the published monthly tables as CSV and Parquet with a data dictionary (Table Schema)."""

import json
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.open_tables import open_tables
from core.definitions import definitions
from core.disclosure import safe_frame
from core.snapshot import Snapshot

DECLARED_FILE = Path(__file__).with_name("open_data.toml")
DICTIONARY = "datapackage.json"
SAMPLE = "DATA CONTOH"


class NoMonthError(Exception):
    """The published data hold no such month, or none at all."""


def export(snapshot: Snapshot, folder: Path, month: date | None = None) -> list[Path]:
    """Write every open table of a month (None: all months) to a folder and return the paths.

    A table is two files, CSV (UTF-8, comma, texts safe for spreadsheets, empty: no value) and Parquet; datapackage.json
    describes them. On sample data the file names and the dictionary say DATA CONTOH. Files of the same name
    are replaced, each whole. Raises NoMonthError where there is no such month.
    """
    meta = snapshot.meta()
    months = _months(meta, month)
    declared = tomllib.loads(DECLARED_FILE.read_text("utf-8"))
    tables = open_tables(snapshot, meta["as_of"], months)
    folder.mkdir(parents=True, exist_ok=True)
    paths, resources = [], []
    for name, entry in declared["tables"].items():
        stem = _stem(name, month, meta["is_sample"])
        table = tables[name][entry["columns"]]
        paths += [folder / f"{stem}.csv", folder / f"{stem}.parquet"]
        _write(paths[-2], safe_frame(table).to_csv(index=False, lineterminator="\n").encode())
        _write(paths[-1], table.to_parquet(index=False))
        resources.append(_resource(name, stem, entry, declared["columns"]))
    package = _package(meta, months) | {"resources": resources}
    paths.append(folder / _stem(DICTIONARY, None, meta["is_sample"]))
    _write(paths[-1], json.dumps(package, ensure_ascii=False, indent=2).encode())
    return paths


def _months(meta: dict[str, Any], month: date | None) -> list[pd.Timestamp]:
    if meta["as_of"] is None:
        raise NoMonthError("Data terbit belum mencakup satu hari pun: log permohonan dan kunjungan loket harus ada.")
    every = list(pd.date_range(meta["first_day"].replace(day=1), meta["as_of"], freq="MS"))
    if month is None:
        return every
    if pd.Timestamp(month) not in every:
        span = f"{every[0]:%Y-%m} sampai {every[-1]:%Y-%m}"
        raise NoMonthError(f"Bulan {month:%Y-%m} tidak ada dalam data terbit; yang ada: {span}.")
    return [pd.Timestamp(month)]


def _stem(name: str, month: date | None, is_sample: bool) -> str:
    prefix = SAMPLE.replace(" ", "_") + "_" if is_sample else ""
    return prefix + name + (f"_{month:%Y-%m}" if month else "")


def _write(path: Path, content: bytes) -> None:
    """Whoever reads the folder sees the old file or the new one, never half of it."""
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(content)
    os.replace(draft, path)


def _package(meta: dict[str, Any], months: list[pd.Timestamp]) -> dict[str, Any]:
    note = f"{SAMPLE}: angka tiruan, bukan data kota. " if meta["is_sample"] else ""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "adopsi-layanan-digital-samarinda",
        "title": (f"{SAMPLE} – " if meta["is_sample"] else "") + "Adopsi layanan digital Samarinda",
        "description": f"{note}Tabel bulanan; sel kecil disembunyikan. Monthly tables; small cells are hidden.",
        "version": meta["build"],
        "is_sample": meta["is_sample"],
        "as_of": meta["as_of"].isoformat(),
        "months": [f"{month:%Y-%m}" for month in months],
    }


def _resource(name: str, stem: str, entry: dict[str, Any], columns: dict[str, Any]) -> dict[str, Any]:
    """One table: its CSV with a Table Schema, and the Parquet file with the same columns beside it."""
    fields = [_field(column, columns[column]) for column in entry["columns"]]
    return {
        "name": name,
        "path": f"{stem}.csv",
        "parquet": f"{stem}.parquet",
        "title": entry["title_id"],
        "title_en": entry["title_en"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": entry["key"], "missingValues": [""]},
    }


def _field(name: str, column: dict[str, Any]) -> dict[str, Any]:
    words = {lang: _description(column, lang) for lang in ("id", "en")}
    field = {"name": name, "type": column["type"], "title": column["title_id"], "title_en": column["title_en"]}
    field |= {"description": words["id"], "description_en": words["en"]}
    return field | ({"constraints": {"enum": column["enum"]}} if "enum" in column else {})


def _description(column: dict[str, Any], lang: str) -> str:
    if "definition" not in column:
        return str(column[f"description_{lang}"])
    return str(getattr(definitions()[column["definition"]].words(lang), column["part"]))
