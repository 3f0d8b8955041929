"""The house stays one to live in: what import-linter (pyproject.toml) does not say of rooms and their size."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from support.source_tree import CODE, files, imports

from core.settings import ROOT

MOST_MODULES = 15
FACES = [
    *sorted((ROOT / "analytics").rglob("__init__.py")),
    *(ROOT / package / "__init__.py" for package in ("akses", "mail", "operations", "report", "wording")),
]
LAZY = ("etl", "intake")


@pytest.mark.parametrize("package", [*CODE, "tests"])
def test_no_folder_has_more_modules_than_a_newcomer_reads(package):
    folders = {path.parent for path in files(package)}
    aside = ("__init__.py", "conftest.py")
    sizes = {folder: len([path for path in folder.glob("*.py") if path.name not in aside]) for folder in folders}
    assert {folder: size for folder, size in sizes.items() if size > MOST_MODULES} == {}


@pytest.mark.parametrize("package", [package for package in CODE if package not in ("bench", "notebooks")])
def test_every_room_says_what_it_is_for(package):
    for folder in {path.parent for path in files(package)}:
        face = folder / "__init__.py"
        assert face.exists(), folder
        assert ast.get_docstring(ast.parse(face.read_text("utf-8"))), face


@pytest.mark.parametrize("face", FACES, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_a_face_names_all_that_it_takes_from_its_room(face):
    tree = ast.parse(face.read_text("utf-8"))
    taken = {a.asname or a.name for node in tree.body if isinstance(node, ast.ImportFrom) for a in node.names}
    named = next((ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)), [])
    assert set(named) == taken


@pytest.mark.parametrize("package", LAZY)
def test_a_lazy_face_names_where_each_name_lives_and_imports_none_of_it(package):
    """What reads a file, and what judges it, come through it first, and wait for nothing that they do not need."""
    face = importlib.import_module(package)
    assert all(getattr(face, name) for name in face.__all__)
    heavy = "duckdb", "pandas", "pyarrow", "geopandas", "pyogrio", "typer"
    assert imported(package, heavy, ROOT) == []


@pytest.mark.process
def test_no_command_waits_for_what_only_another_one_needs():
    """Statistics are for the invented city, the reading of map files for its own command."""
    assert imported("etl.commands", ("scipy", "sample.world", "etl.boundaries", "pyogrio"), ROOT) == []


@pytest.mark.process
def test_what_answers_a_question_waits_for_no_frames():
    """It is started anew for each question, and gives its rows back as Arrow has them."""
    assert imported("intake.questions.answering", ("pandas",), ROOT) == []


def imported(module: str, heavy: tuple[str, ...], folder: Path) -> list[str]:
    """Which of these modules a fresh process has imported with a module."""
    code = f"import sys, {module}; print(*[name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_pages_cache_in_one_way():
    """What is kept between sessions has a bound, and the scope in its key: pages.view.cached."""
    for path in files("pages"):
        assert "st.cache" not in path.read_text("utf-8"), path
        if path.parent != ROOT / "pages" / "maps":
            assert path.name == "cached.py" or "lru_cache" not in path.read_text("utf-8"), path


def test_the_frame_opens_no_database():
    assert not {name for name in imports(ROOT / "app.py") if name.split(".")[0] in ("duckdb", "etl", "sqlite3")}


@pytest.mark.process
def test_analysts_import_it_from_any_folder(tmp_path: Path):
    """`make` installs the project into its environment: no notebook patches a path. Two large parts of SciPy wait."""
    rooms = tuple(f"analytics.{name}" for name in ("uptake", "rollout", "effect", "assistance", "quality", "signals"))
    assert imported("analytics", (*rooms, "scipy.stats", "scipy.optimize"), tmp_path) == [*rooms]
    assert [path for path in files("notebooks") if "sys.path" in path.read_text("utf-8")] == []


def test_no_test_imports_from_another_test():
    """What two tests need stands in tests/support."""
    taken = {
        (str(path.relative_to(ROOT)), name)
        for path in (ROOT / "tests").rglob("*.py")
        for name in imports(path)
        if name.startswith(("test_", "conftest"))
    }
    assert taken == set()
