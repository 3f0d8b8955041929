"""Docs and code say the same: every command, setting, exit code, page and table is documented."""

import re

import pytest
import typer
from support.source_tree import CODE

from akses import __main__ as akses
from analytics import __main__ as analytics
from core.settings import ROOT, Settings
from core.sources import SOURCES
from etl import commands as etl
from etl.sources.reference_columns import SHAPES
from operations import __main__ as operations
from pages.view.navigation import PAGE_TITLES
from report import __main__ as report

README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "panduan.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
COMMANDS = {
    **{f"etl {name}": it for name, it in typer.main.get_command(etl.app).commands.items()},  # type: ignore[attr-defined]
    **{f"akses {name}": it for name, it in typer.main.get_command(akses.app).commands.items()},  # type: ignore[attr-defined]
    **{f"operations {name}": it for name, it in typer.main.get_command(operations.app).commands.items()},  # type: ignore[attr-defined]
    "report 2024-10": typer.main.get_command(report.app),
    "report monthly": typer.main.get_command(report.monthly_app),
    "report kirim": typer.main.get_command(report.send_app),
    "report verify": typer.main.get_command(report.verify_app),
    "analytics export": typer.main.get_command(analytics.app).commands["export"],  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_readme(name):
    line = next(line for line in README.splitlines() if line.startswith(f"| `python -m {name}"))
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options if option != "--help" and option not in line} == set()


def test_every_module_and_folder_that_the_architecture_names_is_there():
    named = re.findall(r"`([\w/]+\.(?:py|sql|toml|md))`", ARCHITECTURE)
    places = [
        ROOT,
        ROOT / "data" / "raw" / "permohonan",
        ROOT / "etl",
        ROOT / "etl" / "judging",
        ROOT / "etl" / "warehouse",
        ROOT / "etl" / "reading",
    ]
    assert [path for path in named if not any((place / path).exists() for place in places)] == []


MADE = re.compile(
    r'TEMP (?:TABLE|VIEW) ([\w{}]+)|make_(?:table|from_rows)\((?:self\.)?connection, f?"([\w{}]+)"|\.register\("(\w+)"'
)
FILLED_IN = {
    "{target}": ["judged_rows", "rejudged_rows"],
    "{text}_pseudonym": ["nik_pseudonym", "phone_pseudonym"],
    "{text}_hash": ["nik_hash", "phone_hash"],
    "part_{side}": ["part_is_now", "part_was"],
    "ref_{name}": ["ref_<table>"],
    "{name}": ["<read>"],
    "joined_{name}": [
        "joined_judged_rows",
        "joined_held_cells",
        "joined_held_keys",
        "joined_nik_hash",
        "joined_phone_hash",
    ],
    "{hashes}": ["<table>_hash"],
    "{name}_of_part": ["nik_of_part", "phone_of_part"],
}


def test_the_architecture_names_every_temporary_table_with_the_modules_that_make_it():
    made = set()
    for path in (ROOT / "etl").rglob("*.py"):
        module = path.relative_to(ROOT / "etl").with_suffix("").as_posix()
        for found in MADE.findall(path.read_text("utf-8")):
            name = "".join(found)
            made |= {(each, module) for each in FILLED_IN.get(name, [name])}
    rows = [line.split("|") for line in ARCHITECTURE.split("Temporary tables")[1].splitlines() if line[:3] == "| `"]
    pairs = [(re.findall(r"`([\w<>]+)`", row[1]), re.findall(r"`([\w/]+)`", row[2])) for row in rows]
    assert made == {(name, module) for names, modules in pairs for name in names for module in modules}


def test_every_test_that_contributing_names_is_there():
    named = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(field):
    assert f"`ADOPSI_{field.upper()}`" in README


def test_every_source_is_in_both():
    assert all(f"{source}" in README and source in GUIDE for source in SOURCES)


def test_every_page_is_in_the_guide():
    assert [title for title in PAGE_TITLES.values() if f"**{title}**" not in GUIDE] == []


def test_every_editable_table_is_in_the_guide():
    hidden = {"units", "rollout"}
    assert [name for name in SHAPES if name not in hidden and f"`{name}.csv`" not in GUIDE] == []


def test_files_named_in_the_readme_exist():
    for path in re.findall(r"\]\(([\w/.]+)\)", README):
        assert (ROOT / path).exists(), path


def test_every_picture_of_the_docs_is_shown_and_every_one_shown_is_there():
    shown = set(re.findall(r"gambar/([\w-]+\.png)", README + GUIDE))
    assert shown == {path.name for path in (ROOT / "docs" / "gambar").iterdir()}


def test_make_targets_named_in_the_readme_exist():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"make (run|test|report|notebook|check|bench|shots)", README)) <= targets


def test_the_project_speaks_of_itself_alone():
    """No committed text names a workplace path or a registry's host."""
    patterns = re.compile(r"/work/|/root/|pypi\.org|files\.pythonhosted|registry\.npmjs", re.IGNORECASE)
    own = [
        path
        for folder in (*CODE, "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".md", ".toml", ".sql", ".css", ".typ")
    ]
    tops = ("README.md", "Makefile", "app.py", "web.py", "requirements.in", "requirements.txt", "requirements-dev.txt")
    files = [*own, *(ROOT / name for name in tops)]
    assert [str(path) for path in files if patterns.search(path.read_text("utf-8"))] == []
