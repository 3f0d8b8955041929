"""Another city than Samarinda is data: its pack loads, shows and reports, and nothing speaks of Samarinda."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from support.files.pdf_text import pages
from support.other_city.pack import NAME, write_city
from support.source_tree import files

from core.settings import ROOT
from pages.view.navigation import PATHS

pytestmark = pytest.mark.drill

FOREIGN = re.compile(
    r".{0,30}(?:samarinda|\bwita\b|\bkelurahan\b|\bkecamatan\b|\bcamat\b|\bkec\.).{0,30}", re.IGNORECASE
)
SPEAK_OF_A_CITY = ("etl", "analytics", "report", "pages", "wording", "intake", "operations", "akses", "mail")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the city, its sample as data, a report and the open data."""
    folder = tmp_path_factory.mktemp("kota_lain")
    write_city(folder / "kota")
    (folder / "kota" / "boundaries").mkdir()
    commands = [
        ["tools.cartogram"], ["etl", "sample", str(folder / "data" / "contoh")], ["etl", "load"],
        ["report", "2024-10"], ["analytics", "export", str(folder / "terbuka")],
    ]  # fmt: skip
    run(["support.other_city.commands_run", json.dumps(commands)], folder)
    return folder


def run(arguments: list[str], folder: Path) -> str:
    moved = {"KOTA": folder / "kota", "DATA": folder / "data", "REPORTS": folder / "laporan"}
    told = {f"ADOPSI_{name}_DIR": str(path) for name, path in moved.items()}
    told |= {"ADOPSI_KEY_FILE": str(folder / "kunci"), "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=os.environ | told, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def build(made: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    (path,) = (made / "data" / "contoh" / "published").glob("*.duckdb")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_its_days_offices_and_clock_are_published(build: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(build.execute("SELECT kind, count(*) FROM units GROUP BY kind").fetchall())
    assert kinds == {"kelurahan": 17, "kecamatan": 3}
    digital = build.execute(
        "SELECT DISTINCT isodow(date) FROM calendar WHERE is_digital_day AND date >= DATE '2024-08-26' ORDER BY 1"
    ).fetchall()
    assert digital == [(1,), (5,)]
    assert build.execute("SELECT count(*) > 10000 FROM unit_day").fetchone() == (True,)
    hours = build.execute("SELECT min(hour), max(hour) FROM calls_hour WHERE hour IS NOT NULL").fetchone()
    assert hours == (0, 23)


def test_no_page_speaks_of_samarinda(made: Path) -> None:
    shown = json.loads(run(["support.other_city.pages_shown"], made))
    assert set(shown) == set(PATHS.values())
    assert any(f"Kota {NAME}" in text for text in shown["ringkasan"])
    assert any("17 kalurahan" in text for text in shown["ringkasan"])
    foreign = {page: [found[0] for text in texts if (found := FOREIGN.search(text))] for page, texts in shown.items()}
    assert {page: found for page, found in foreign.items() if found} == {}


def test_no_report_and_no_open_data_speak_of_samarinda(made: Path) -> None:
    (report,) = (made / "laporan").glob("*.pdf")
    text = " ".join(pages(report.read_bytes()))
    assert NAME in text
    assert FOREIGN.findall(text) == []
    described = json.loads((made / "terbuka" / "DATA_CONTOH_datapackage.json").read_text("utf-8"))
    assert NAME in described["title"]
    assert "amarinda" not in json.dumps(described)


def test_no_code_that_serves_a_city_names_one() -> None:
    """Samarinda stands in its data; in code only as an example of a docstring."""
    named = {}
    for package in SPEAK_OF_A_CITY:
        for path in files(package):
            lines = [line for line in path.read_text("utf-8").splitlines() if "amarinda" in line and '"""' not in line]
            named |= {str(path.relative_to(ROOT)): lines} if lines else {}
    assert named == {}
