"""The stages of a load once more with other tools, to hold ours against: pandas with pandera, polars with DuckDB.

Both read the same request file, judge every row with the same reference tables, replace persons by keyed hashes, keep
the newest row of each number, and write the rows and two marts (requests by office and day, citizens by month). They
keep no line numbers, no versions and no ledger, and know one way to write a date: what ours does more is in its favour
when it is quicker, and explains a part when it is not. Their packages are in requirements-bench.txt only.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from etl import Declaration, Gazetteer, contract, folded_value, read_reference, spellings_of

KEY = bytes(32)
TITLES = {
    "No Permohonan": "request_no", "NIK": "nik", "No HP": "phone", "Kecamatan": "kecamatan", "Unit Layanan": "unit",
    "Jenis Layanan": "service", "Asal Permohonan": "origin", "Status": "status",
    "Tanggal Permohonan": "submitted_at", "Tanggal Update": "updated_at",
}  # fmt: skip
MOMENT = "%d/%m/%Y %H.%M"
CHOICES = ("service", "origin", "status")
REQUIRED = ("request_no", "unit_code", "service", "status", "submitted_at")


class Watch:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Give the time since the last lap to a stage."""
        now = time.perf_counter()
        self.seconds[stage], self._since = now - self._since, now


def with_pandas(csv: str, target: str) -> dict[str, float]:
    """The load in pandas, its rows judged by pandera; return seconds by stage."""
    import pandas as pd
    import pandera.pandas as pa

    watch, folder = Watch(), _folder(target)
    rows = pd.read_csv(csv, sep=";", dtype="str", encoding="utf-8-sig", usecols=list(TITLES)).rename(columns=TITLES)
    watch.lap("read")
    for name, known in _choices(lambda name: rows[name].dropna().unique()).items():
        rows[name] = rows[name].map(known)
    places = _places(rows[["unit", "kecamatan"]].drop_duplicates().itertuples(index=False, name=None))
    pairs = pd.MultiIndex.from_frame(rows[["unit", "kecamatan"]])
    rows["unit_code"] = pd.Series(places).reindex(pairs).to_numpy()
    for name in ("submitted_at", "updated_at"):
        rows[name] = pd.to_datetime(rows[name], format=MOMENT, errors="coerce")
    schema = pa.DataFrameSchema(
        {name: pa.Column(nullable=False, required=True) for name in REQUIRED}
        | {"submitted_at": pa.Column(checks=pa.Check.in_range("2015-01-01", "2035-01-01"))},
        checks=pa.Check(lambda frame: ~(frame["updated_at"] < frame["submitted_at"])),
    )
    try:
        schema.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as error:
        rows = rows.drop(index=error.failure_cases["index"].dropna().unique())
    watch.lap("check")
    for name in ("nik", "phone"):
        rows[name] = rows[name].map({text: _hashed(text) for text in rows[name].dropna().unique()})
    watch.lap("hash")
    rows = rows.sort_values("updated_at", kind="stable").drop_duplicates("request_no", keep="last")
    watch.lap("deduplicate")
    rows.to_parquet(folder / "request.parquet")
    watch.lap("history")
    kept = rows[rows["status"] != "dibatalkan"]
    days = kept.groupby(["unit_code", kept["submitted_at"].dt.normalize(), "service", "origin"]).size()
    days.rename("requests").reset_index().to_parquet(folder / "unit_day.parquet")
    seen = kept.assign(month=kept["submitted_at"].dt.to_period("M").dt.start_time)
    seen = seen[["nik", "unit_code", "month"]].dropna().drop_duplicates()
    first = seen.groupby("nik")["month"].transform("min")
    people = seen.assign(is_new=first == seen["month"]).groupby(["unit_code", "month"])["is_new"].agg(["size", "sum"])
    people.reset_index().to_parquet(folder / "people_month.parquet")
    watch.lap("marts")
    return watch.seconds


def with_polars(csv: str, target: str) -> dict[str, float]:
    """The load in polars, its marts in DuckDB; return seconds by stage."""
    import duckdb
    import polars as pl

    watch, folder = Watch(), _folder(target)
    rows = pl.read_csv(csv, separator=";", infer_schema=False, columns=list(TITLES)).rename(TITLES)
    watch.lap("read")
    known = _choices(lambda name: rows[name].drop_nulls().unique())
    places = _places(rows.select("unit", "kecamatan").unique().iter_rows())
    codes = pl.DataFrame(
        [(*pair, code) for pair, code in places.items()], schema=["unit", "kecamatan", "unit_code"], orient="row"
    )
    rows = rows.with_columns(
        *(pl.col(name).replace_strict(known[name], default=None) for name in CHOICES),
        *(pl.col(name).str.to_datetime(MOMENT, strict=False) for name in ("submitted_at", "updated_at")),
    ).join(codes, on=["unit", "kecamatan"], how="left", nulls_equal=True)
    is_good = pl.all_horizontal(pl.col(name).is_not_null() for name in REQUIRED)
    is_late = (pl.col("updated_at") < pl.col("submitted_at")).fill_null(False)
    is_plausible = pl.col("submitted_at").is_between(pl.datetime(2015, 1, 1), pl.datetime(2035, 1, 1))
    rows = rows.filter(is_good & ~is_late & is_plausible)
    watch.lap("check")
    for name in ("nik", "phone"):
        texts = rows[name].drop_nulls().unique()
        hashes = pl.DataFrame({name: texts, f"{name}_hash": [_hashed(text) for text in texts]})
        rows = rows.join(hashes, on=name, how="left").drop(name)
    watch.lap("hash")
    rows = rows.sort("updated_at").unique("request_no", keep="last")
    watch.lap("deduplicate")
    rows.write_parquet(folder / "request.parquet")
    watch.lap("history")
    with duckdb.connect(str(folder / "marts.duckdb")) as connection:
        connection.register("request", rows.to_arrow())
        kept = "FROM request WHERE status <> 'dibatalkan'"
        connection.execute(
            "CREATE TABLE unit_day AS SELECT unit_code, submitted_at::DATE AS date, service, origin,"
            f" count(*) AS requests {kept} GROUP BY ALL"
        )
        connection.execute(
            "CREATE TABLE people_month AS SELECT unit_code, month, count(*) AS seen,"
            " count(*) FILTER (month = first) AS new"
            " FROM (SELECT *, min(month) OVER (PARTITION BY nik_hash) AS first FROM ("
            f"  SELECT DISTINCT nik_hash, unit_code, date_trunc('month', submitted_at) AS month {kept}))"
            " GROUP BY ALL"
        )
    watch.lap("marts")
    return watch.seconds


def _folder(target: str) -> Path:
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _choices(distinct: Callable[[str], Iterable[str]]) -> dict[str, dict[str, str]]:
    """The value that each spelling stands for, by column."""
    declared, reference = contract("permohonan"), read_reference()
    columns = {column.name: column for column in declared.read_columns}
    found = {}
    for name in CHOICES:
        known = spellings_of(columns[name], Declaration(), reference)
        spelled = {text: folded_value(columns[name], text) for text in distinct(name)}
        found[name] = {text: known[spelling] for text, spelling in spelled.items() if spelling in known}
    return found


def _places(pairs: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], str]:
    gazetteer = Gazetteer.from_reference(read_reference())
    found = {}
    for unit, kecamatan in pairs:
        texts = [text if isinstance(text, str) else None for text in (unit, kecamatan)]
        code, _ = gazetteer.resolve(*texts)
        if code:
            found[unit, kecamatan] = code
    return found


def _hashed(text: str) -> bytes:
    return hmac.new(KEY, text.encode(), hashlib.sha256).digest()
