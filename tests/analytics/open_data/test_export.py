import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from shutil import copyfile

import pandas as pd
import pytest
from support.frames.definition_cases import PLAIN

from analytics import City
from analytics.build import unit_days
from analytics.open_data import NoMonthError, export
from analytics.uptake import digital_share
from core.scope import whole_city
from core.settings import ROOT
from core.snapshot import Snapshot, open_build
from core.store import Store

OCTOBER = date(2024, 10, 1)


@pytest.fixture(scope="module")
def folder(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every table of the sample, all settled months."""
    path = tmp_path_factory.mktemp("terbuka")
    export(City(snapshot), path)
    return path


def autumn(city: City) -> City:
    """The months from August on, where three say as much as fourteen."""
    return city.with_frames(meta=city.meta | {"first_day": date(2024, 8, 1)})


def package(folder: Path) -> dict[str, object]:
    return json.loads((folder / "DATA_CONTOH_datapackage.json").read_text("utf-8"))


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(
        folder / f"DATA_CONTOH_{name}.csv", dtype={"unit_code": str}, keep_default_na=False, na_values=[""]
    )


def test_sample_files_say_so_everywhere(folder: Path) -> None:
    names = [path.name for path in folder.iterdir()]
    assert len(names) == 11
    assert all(name.startswith("DATA_CONTOH_") for name in names)
    described = package(folder)
    assert described["is_sample"] is True
    assert "DATA CONTOH" in str(described["title"])
    assert "DATA CONTOH" in str(described["description"])


def test_the_dictionary_describes_every_column_of_every_file(folder: Path) -> None:
    for resource in package(folder)["resources"]:  # type: ignore[attr-defined]
        written = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False)
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(written.columns)
        assert all(
            field["title"] and field["title_en"] and field["description"] and field["description_en"]
            for field in fields
        )
        assert not written.duplicated(resource["schema"]["primaryKey"]).any()
        for field in fields:
            values = written.loc[written[field["name"]] != "", field["name"]]
            if field["type"] == "integer":
                assert values.str.fullmatch(r"\d+").all(), field["name"]
            if field["type"] == "number" and field["name"] != "denominator":
                assert values.astype(float).between(0, 1).all()
            if field["type"] == "date":
                assert values.str.fullmatch(r"\d{4}-\d\d-\d\d").all()
            if "constraints" in field:
                assert set(values) <= set(field["constraints"]["enum"])


def test_parquet_holds_the_same_as_csv(folder: Path) -> None:
    for resource in package(folder)["resources"]:  # type: ignore[attr-defined]
        typed, text = pd.read_parquet(folder / resource["parquet"]), pd.read_csv(folder / resource["path"])
        assert list(typed.columns) == list(text.columns)
        assert len(typed) == len(text)
        for field in resource["schema"]["fields"]:
            if field["type"] in ("integer", "number"):
                numbers = typed[field["name"]].astype("float64")
                pd.testing.assert_series_equal(numbers, text[field["name"]].astype("float64"), check_exact=True)


def test_the_published_share_is_the_one_of_the_dashboard(folder: Path, snapshot: Snapshot) -> None:
    facts = unit_days(snapshot)
    own = digital_share(facts[facts["month"] == pd.Timestamp(OCTOBER)]).iloc[0]
    row = table(folder, "kota_bulan").set_index("month").loc["2024-10-01"]
    assert row["share"] == own["share"]
    assert (row["numerator"], row["denominator"]) == (own["numerator"], own["denominator"])


def test_services_add_up_to_the_log(folder: Path, snapshot: Snapshot) -> None:
    cells = table(folder, "layanan_bulan")
    totals = cells[(cells["level"] == "kota") & (cells["service_group"] == "semua")]
    as_of = snapshot.meta()["as_of"]
    settled = date(as_of.year, as_of.month, 1)
    logged = snapshot.query("SELECT sum(requests) AS n FROM unit_day WHERE date < $1", [settled])["n"].iloc[0]
    assert totals["requests"].sum() == logged
    parts = cells[(cells["level"] == "kantor") & (cells["service_group"] == "semua")]
    assert parts.groupby("month")["requests"].sum().tolist() == totals["requests"].tolist()


def test_one_month_is_that_part_of_all(folder: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    export(City(snapshot), tmp_path, OCTOBER)
    for name in ("kota_bulan", "kantor_bulan", "layanan_bulan", "topik_112_bulan", "cakupan_bulan"):
        whole = table(folder, name)
        pd.testing.assert_frame_equal(
            table(tmp_path, f"{name}_2024-10"),
            whole[whole["month"] == "2024-10-01"].reset_index(drop=True),
            check_dtype=False,
        )


def test_the_same_build_gives_the_same_bytes(snapshot: Snapshot, tmp_path: Path) -> None:
    for name in "ab":
        export(autumn(City(snapshot)), tmp_path / name)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab")
    assert len(first) == 11
    assert first == second


def test_no_value_is_empty_and_never_zero(folder: Path) -> None:
    offices = table(folder, "kantor_bulan")
    assert offices.loc[offices["state"] != "ok", ["share", "lower", "upper"]].isna().all().all()
    assert (offices["state"] != "ok").any()
    coverage = table(folder, "cakupan_bulan")
    assert coverage["used"].isna().any()


def test_a_month_that_is_not_there_is_named_with_those_that_are(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(NoMonthError, match=r"2025-10 .* 2023-09 sampai 2024-11"):
        export(City(snapshot), tmp_path, date(2025, 10, 1))


def test_a_month_that_is_not_settled_is_not_published(folder: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    """Late exports and reports would change it, and each change could tell of a hidden cell."""
    assert table(folder, "kota_bulan")["month"].max() == "2024-10-01"
    with pytest.raises(NoMonthError, match=r"2024-11 belum tuntas.*14 Desember 2024.*29 November 2024"):
        export(City(snapshot), tmp_path, date(2024, 11, 1))


def test_a_month_that_is_half_loaded_is_left_out_as_loads_do(snapshot: Snapshot, tmp_path: Path) -> None:
    """What was released of it before stays in the export."""
    kept = tmp_path / "published" / snapshot.path.name
    kept.parent.mkdir()
    copyfile(snapshot.path, kept)
    city = autumn(City(open_build(whole_city(kept))))
    september = city.facts["date"].between("2024-09-01", "2024-09-30")
    half = city.with_frames(facts=city.facts.assign(is_walkin_complete=city.facts["is_walkin_complete"] & ~september))
    export(half, tmp_path / "a")
    assert "2024-09-01" not in set(table(tmp_path / "a", "kota_bulan")["month"])
    assert not (tmp_path / "terbuka" / "2024-09.json").exists()
    with pytest.raises(NoMonthError, match=r"2024-09 belum cukup lengkap.*60"):
        export(half, tmp_path / "a", date(2024, 9, 1))
    unheard = city.with_frames(calls=city.calls[~city.calls["date"].between("2024-09-01", "2024-09-30")])
    with pytest.raises(NoMonthError, match=r"Log 112 bulan 2024-09 belum ada"):
        export(unheard, tmp_path / "a", date(2024, 9, 1))
    export(city, tmp_path / "b", date(2024, 9, 1))
    export(half, tmp_path / "c")
    assert "2024-09-01" in set(table(tmp_path / "c", "kota_bulan")["month"])
    city.snapshot.connection.close()


def test_the_dictionary_says_how_the_files_are_written_and_which_version_a_month_is(folder: Path) -> None:
    described = package(folder)
    assert "untuk diolah program (koma, titik desimal)" in str(described["description"])
    assert described["months"][-1] == {"month": "2024-10", "version": 1, "build": described["version"]}  # type: ignore[index]
    assert all(resource["dialect"]["delimiter"] == "," for resource in described["resources"])  # type: ignore[attr-defined]
    written = (folder / "DATA_CONTOH_kota_bulan.csv").read_bytes()
    assert written.startswith(b"month,through,numerator,")


def command(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ADOPSI_DATA_DIR": str(data), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "analytics", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.process
def test_the_command_writes_and_says_where(sample_store: Store, tmp_path: Path) -> None:
    done = command(sample_store.root.parent, "export", str(tmp_path / "baru"), "--month", "2024-10")
    assert (done.returncode, done.stdout) == (0, "")
    assert "11 berkas" in done.stderr
    assert len(list((tmp_path / "baru").glob("*_2024-10.csv"))) == 5


@pytest.mark.process
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--month", "2025-10"), 1, "tidak ada dalam data terbit"),
        (("--month", "Oktober"), 2, "bukan bulan"),
    ],
)
def test_mistakes_end_in_a_sentence(
    sample_store: Store, tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    failed = command(sample_store.root.parent, "export", str(tmp_path), *arguments)
    assert failed.returncode == code
    assert sentence in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.process
def test_without_a_build_or_a_place_the_command_says_what_to_do(sample_store: Store, tmp_path: Path) -> None:
    empty = command(tmp_path, "export", str(tmp_path / "x"))
    assert (empty.returncode, "make load" in empty.stderr) == (1, True)
    (tmp_path / "berkas").touch()
    blocked = command(sample_store.root.parent, "export", str(tmp_path / "berkas" / "x"))
    assert (blocked.returncode, "Gagal menulis" in blocked.stderr) == (1, True)
    assert "Traceback" not in blocked.stderr


def test_columns_without_a_definition_only_say_where_and_when(folder: Path) -> None:
    plain = PLAIN | {
        "month",
        "through",
        "level",
        "service_group",
        "requests",
        "calls",
        "mark",
        "help_calls",
        "lower",
        "upper",
    }
    for name in ("kota_bulan", "kantor_bulan", "layanan_bulan", "topik_112_bulan", "cakupan_bulan"):
        told = {"numerator", "denominator", "share", "completeness", "off_day_requests", "live", "used", "total"}
        told |= {"plain_share", "unsplit_part", "is_lower_bound"}
        if name in ("kota_bulan", "kantor_bulan"):
            assert set(table(folder, name)["is_lower_bound"].dropna()) == {False}
        assert set(table(folder, name).columns) <= plain | told
