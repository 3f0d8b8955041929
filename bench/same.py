"""Do two checkouts of the product say the same? `python -m bench.same OTHER` compares this one with another.

Both load one sample; compared are every published table row by row, what every month's report states in both
languages, and the text of every page in both. What names the build itself (times, fingerprints, names of builds,
codes of reports) is left out. Prints a line a difference; exit 1 where there is one.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from playwright.sync_api import Page, sync_playwright

from bench.process import environment, reports_of
from bench.shots import IDLE
from bench.views.chromium import launched
from bench.views.server import free_port, wait_for
from core.settings import ROOT
from pages.view.navigation import PATHS

OF_THE_BUILD = {"loaded_at", "fingerprint", "build", "made_at"}
NAMES = re.compile(r"\d{8}T\d{6}Z(-[0-9a-f]{8})?|\b[0-9a-f]{12}\b|\"(created_at|fingerprint)\": \"[^\"]+\"")
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]
LANGUAGES = ("id", "en")
PATIENCE = 10
"""Seconds until a page stands still."""


def main(other: Annotated[Path, typer.Argument(help="The root of the other checkout.")]) -> None:
    """Compare what this checkout and another say of the same sample."""
    with tempfile.TemporaryDirectory(prefix="adopsi-same-") as folder:
        stores = [Path(folder) / name / "data" for name in ("this", "other")]
        _do(ROOT, stores[0], "etl", "sample", str(stores[0] / "contoh"))
        shutil.copytree(stores[0] / "contoh", stores[1] / "contoh")
        for code, data in zip((ROOT, other.resolve()), stores, strict=True):
            _do(code, data, "etl", "load")
            for lang in LANGUAGES:
                _do(code, data, "report", *MONTHS[:11], "--lang", lang)
        found = [*tables(*stores), *reports(*stores), *pages((ROOT, stores[0]), (other.resolve(), stores[1]))]
    for line in found:
        typer.echo(line)
    typer.echo(f"{len(found)} differences")
    sys.exit(bool(found))


def _do(code: Path, data: Path, *arguments: str) -> None:
    """Run a command of a checkout; a refused month (exit 5) is an answer like another."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=code, env=environment(data), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3, 5):
        raise SystemExit(f"{code}: {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")


def tables(one: Path, two: Path) -> Iterator[str]:
    """Say which published tables differ, with how many rows each side has alone."""
    with duckdb.connect() as connection:
        for name, data in (("one", one), ("two", two)):
            published = data / "contoh" / "published"
            build = published / f"{(published / 'CURRENT').read_text().strip()}.duckdb"
            connection.execute(f"ATTACH '{build}' AS {name} (READ_ONLY)")
        columns = {name: _columns(connection, name) for name in ("one", "two")}
        for table in sorted(columns["one"].keys() | columns["two"].keys()):
            mine, theirs = (columns[name].get(table) for name in ("one", "two"))
            if mine != theirs:
                yield f"table {table}: columns {mine} / {theirs}"
            elif table != "meta" and mine:
                chosen = ", ".join(f'"{column}"' for column in mine)
                sides = [f"SELECT {chosen} FROM {name}.main.{table}" for name in ("one", "two")]
                alone = [_count(connection, f"{a} EXCEPT ALL {b}") for a, b in (sides, sides[::-1])]
                if any(alone):
                    yield f"table {table}: {alone[0]} rows only here, {alone[1]} only there"


def _columns(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, list[str]]:
    rows = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = $1 ORDER BY ALL", [name]
    ).fetchall()
    found: dict[str, list[str]] = {}
    for table, column in rows:
        found.setdefault(table, []).extend([column] if column not in OF_THE_BUILD else [])
    return found


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int((connection.execute(f"SELECT count(*) FROM ({query})").fetchone() or (0,))[0])


def reports(one: Path, two: Path) -> Iterator[str]:
    """Say which archived reports differ in what they state."""
    here, there = (_contents(reports_of(data)) for data in (one, two))
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            yield f"report {name}: {_first(here.get(name, ''), there.get(name, ''))}"
    if not here:
        yield "no report was made"


def _contents(archive: Path) -> dict[str, str]:
    return {path.name.split(".")[0]: _content(path) for path in archive.rglob("*.content.json")}


def _content(path: Path) -> str:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))["content"]
    return NAMES.sub("…", json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True))


def pages(one: tuple[Path, Path], two: tuple[Path, Path]) -> Iterator[str]:
    """Say which pages read differently, with the first line that does."""
    with _shown(*one) as here, _shown(*two) as there, sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        for path in (*PATHS, "kelurahan?unit=64.72.10.1003"):
            for lang in LANGUAGES:
                address = f"{path}{'&' if '?' in path else '?'}lang={lang}"
                texts = []
                for server in (here, there):
                    page = browser.new_page(locale="id-ID")
                    page.goto(f"{server}/{address}")
                    page.wait_for_selector(".asof, .note", timeout=60_000)
                    page.wait_for_selector(IDLE, timeout=60_000)
                    texts.append(NAMES.sub("…", _settled(page)))
                    page.close()
                if texts[0] != texts[1]:
                    yield f"page {address}: {_first(*texts)}"
        browser.close()


def _settled(page: Page) -> str:
    """The text of a page once it no longer changes: charts come after the words."""
    text = ""
    for _ in range(PATIENCE):
        page.wait_for_timeout(1_000)
        before, text = text, page.locator("[data-testid=stApp]").inner_text()
        if text == before:
            break
    return text


@contextmanager
def _shown(code: Path, data: Path) -> Iterator[str]:
    port, quiet = free_port(), subprocess.DEVNULL
    command = [sys.executable, "-m", "streamlit", "run", "web.py", f"--server.port={port}"]
    with subprocess.Popen(command, cwd=code, env=environment(data), stdout=quiet, stderr=quiet) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _first(mine: str, theirs: str) -> str:
    lines = zip_longest(mine.splitlines(), theirs.splitlines(), fillvalue="")
    return next((f"«{a[:120]}» / «{b[:120]}»" for a, b in lines if a != b), "")


if __name__ == "__main__":
    os.environ.pop("ADOPSI_DATA_DIR", None)
    typer.run(main)
