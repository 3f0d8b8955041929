"""The rooms of the house know each other only along the arrows of the architecture."""

import ast
from pathlib import Path

import pytest

from core.settings import ROOT

ROOMS = ("core", "etl", "analytics", "wording", "report", "pages", "sample", "notebooks")
MAY_IMPORT = {
    "core": {"core"},
    "etl": {"etl", "sample", "core"},
    "sample": {"sample", "core"},
    "analytics": {"analytics", "core"},
    "wording": {"wording", "analytics", "core"},
    "report": {"report", "wording", "analytics", "core"},
    "pages": {"pages", "analytics", "wording", "report", "core"},
}


def imports(path: Path) -> set[str]:
    """Full names of the modules a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def files(room: str) -> list[Path]:
    found = sorted((ROOT / room).rglob("*.py"))
    assert found, room
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_follow_the_arrows(room):
    """A room imports only the rooms its arrows lead to."""
    for path in files(room):
        used = {name.split(".")[0] for name in imports(path)} & set(ROOMS)
        assert used <= MAY_IMPORT[room], path


@pytest.mark.parametrize("room", ["core", "analytics", "etl", "sample", "wording", "report"])
def test_only_pages_know_streamlit(room):
    for path in files(room):
        assert not {name for name in imports(path) if name.split(".")[0].startswith("streamlit")}, path


def test_pages_hold_no_sql_and_no_other_page():
    """A page never opens a database and never imports another page."""
    for path in [*files("pages"), ROOT / "app.py"]:
        names = imports(path)
        assert not {name for name in names if name.split(".")[0] in ("duckdb", "etl", "sqlite3")}, path
        assert not names & {f"pages.{page.stem}" for page in (ROOT / "pages").glob("*.py")}, path


def test_only_the_cache_module_caches():
    """Caching has one place, so that every cache is bounded there."""
    for path in files("pages"):
        if path != ROOT / "pages" / "view" / "cache.py":
            assert "st.cache" not in path.read_text("utf-8"), path


def test_settings_import_nothing_of_ours():
    ours = {name for name in imports(ROOT / "core" / "settings.py") if name.split(".")[0] in ROOMS}
    assert ours == set()
