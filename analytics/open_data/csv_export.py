"""Open data: the published monthly tables as CSV and Parquet with a data dictionary (Table Schema)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.base import settled_on
from analytics.city import City
from analytics.open_data.columns import open_dictionary
from analytics.open_data.complete_months import TOPICS_PART, lacks_calls, may_be_released
from analytics.open_data.record import Version, read_record, released_dir
from analytics.open_data.releases import release
from core.city import city
from core.definitions import definitions
from core.disclosure import safe_frame
from core.disk import write_whole
from core.formats import day, percent
from core.method import SETTLED_DAYS
from core.settings import settings

DICTIONARY = "datapackage.json"
SAMPLE = "DATA CONTOH"
ABOUT = (
    "Tabel bulanan untuk diolah program (koma, titik desimal); sel kecil disembunyikan. Sebuah bulan terbit setelah "
    "tuntas dan tetap; koreksi terbit utuh. Monthly tables for programs (comma, decimal dot); small cells are hidden. "
    "A month is published once it is settled and stays; corrections come whole."
)


class NoMonthError(Exception):
    """The published data hold no such month, or none at all."""


def export(city: City, folder: Path, month: date | None = None) -> list[Path]:
    """Write every open table of a settled month (None: all of them) to a folder and return the paths.

    A month stands as it was released first, or as its last correction (open_releases); the record of that lies beside
    the builds. One that a report would refuse and that is not released yet is left out: nothing half loaded is released
    for good. A table is two files, CSV (UTF-8, comma, texts safe for spreadsheets, empty: no value) and Parquet;
    datapackage.json describes them. On sample data the file names and the dictionary say DATA CONTOH. Files of the same
    name are replaced, each whole. Raises NoMonthError where no asked month is there, settled and complete, and
    DamagedReleaseError where the record of a month cannot be read.
    """
    meta = city.meta
    months = exportable_months(city, month)
    known, released = open_dictionary(), release(city, months, released_dir(city))
    folder.mkdir(parents=True, exist_ok=True)
    paths, resources = [], []
    for name, entry in known["tables"].items():
        stem = _stem(name, month, meta["is_sample"])
        table = _table(name, entry["columns"], known["columns"], released)
        paths += [folder / f"{stem}.csv", folder / f"{stem}.parquet"]
        write_whole(paths[-2], safe_frame(table).to_csv(index=False, lineterminator="\n").encode())
        write_whole(paths[-1], table.to_parquet(index=False))
        resources.append(_resource(name, stem, entry, known["columns"]))
    package = _package(meta, released) | {"resources": resources}
    paths.append(folder / _stem(DICTIONARY, None, meta["is_sample"]))
    write_whole(paths[-1], json.dumps(package, ensure_ascii=False, indent=2).encode())
    return paths


def exportable_months(city: City, month: date | None = None) -> list[pd.Timestamp]:
    """Return the settled months (None: all) that are released, or complete enough to be. Raises as export."""
    folder, settled = released_dir(city), settled_months(city.meta, month)
    found = [
        each
        for each in settled
        if read_record(folder, each).versions or may_be_released(city, each, TOPICS_PART, in_export=True)
    ]
    if not found and lacks_calls(city, settled[0]):
        raise NoMonthError(
            f"Log 112 bulan {settled[0]:%Y-%m} belum ada: data terbuka sebuah bulan terbit bersama panggilannya. "
            "Muat lognya dulu."
        )
    if not found:
        least = percent(settings().report_min_completeness, 0)
        raise NoMonthError(
            f"Bulan {settled[0]:%Y-%m} belum cukup lengkap: data terbuka sebuah bulan terbit bila sedikitnya {least} "
            "hari-kantornya terisi, seperti laporannya (ADOPSI_REPORT_MIN_COMPLETENESS). Lengkapi datanya dulu."
        )
    return found


def settled_months(meta: dict[str, Any], month: date | None = None) -> list[pd.Timestamp]:
    """Return the months that are settled by the data's as-of, or the one asked for; raises NoMonthError without any."""
    if meta["as_of"] is None:
        raise NoMonthError("Data terbit belum mencakup satu hari pun: log permohonan dan kunjungan loket harus ada.")
    every = list(pd.date_range(meta["first_day"].replace(day=1), meta["as_of"], freq="MS"))
    if month is not None and pd.Timestamp(month) not in every:
        span = f"{every[0]:%Y-%m} sampai {every[-1]:%Y-%m}"
        raise NoMonthError(f"Bulan {month:%Y-%m} tidak ada dalam data terbit; yang ada: {span}.")
    asked = every if month is None else [pd.Timestamp(month)]
    settled = [each for each in asked if meta["as_of"] >= settled_on(each)]
    if not settled:
        raise NoMonthError(
            f"Bulan {asked[0]:%Y-%m} belum tuntas: data terbuka sebuah bulan terbit bila data sudah sampai "
            f"{SETTLED_DAYS} hari sesudah bulan itu ({day(settled_on(asked[0]))}); kini baru sampai "
            f"{day(meta['as_of'])}."
        )
    return settled


def _table(
    name: str, columns: list[str], known: dict[str, Any], released: dict[pd.Timestamp, list[Version]]
) -> pd.DataFrame:
    """The valid rows of some months, with the types that the dictionary states."""
    rows = [row for versions in released.values() for row in versions[-1].tables.get(name, [])]
    table = pd.DataFrame(rows, columns=columns).sort_values("month", kind="stable", ignore_index=True)
    return table.assign(**{column: _typed(table[column], known[column]["type"]) for column in columns})


def _typed(values: pd.Series, kind: str) -> pd.Series:
    if kind == "integer":
        return values.astype("Int64")
    if kind == "number":
        return values.astype("float64")
    if kind == "boolean":
        return values.astype("boolean")
    return pd.to_datetime(values).dt.date if kind == "date" else values


def _stem(name: str, month: date | None, is_sample: bool) -> str:
    prefix = SAMPLE.replace(" ", "_") + "_" if is_sample else ""
    return prefix + name + (f"_{month:%Y-%m}" if month else "")


def _package(meta: dict[str, Any], released: dict[pd.Timestamp, list[Version]]) -> dict[str, Any]:
    note = f"{SAMPLE}: angka tiruan, bukan data kota. " if meta["is_sample"] else ""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"adopsi-layanan-digital-{city().slug}",
        "title": (f"{SAMPLE} – " if meta["is_sample"] else "") + f"Adopsi layanan digital {city().name}",
        "description": f"{note}{ABOUT}",
        "version": meta["build"],
        "is_sample": meta["is_sample"],
        "as_of": meta["as_of"].isoformat(),
        "months": [
            {"month": f"{month:%Y-%m}", "version": len(versions), "build": versions[-1].build}
            for month, versions in released.items()
        ],
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
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
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
