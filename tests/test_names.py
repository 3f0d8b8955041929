"""One name, one meaning: what docs/naming.md says of names, as far as a program can tell."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from support.source_tree import CODE, files

from core.settings import ROOT

TYPE = re.compile(r"_?[A-Z][a-zA-Z]*[a-z][a-zA-Z]*")


def test_a_name_of_a_type_means_one_thing_in_the_project():
    """Classes and names for types; the same type may be named alike in two rooms."""
    meanings = defaultdict(set)
    for path in (path for package in CODE for path in files(package)):
        for name, meaning in _types(path):
            meanings[name].add(meaning)
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}


def _types(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, str(path.relative_to(ROOT))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if TYPE.fullmatch(name):
                yield name, ast.unparse(node.value)


def test_public_functions_of_one_name_are_made_to_be_exchanged():
    """They take and give the same, as the readers of formats do; every program begins with its own `main`."""
    homes = defaultdict(lambda: defaultdict(list))
    for path in (path for package in CODE for path in files(package)):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name != "main":
                signature = ast.unparse(node.args), ast.unparse(node.returns or ast.Constant(None))
                homes[node.name][signature].append(str(path.relative_to(ROOT)))
    assert {name: dict(found) for name, found in homes.items() if len(found) > 1} == {}


def test_no_two_files_of_tests_share_a_name():
    """pytest would collect one of them only."""
    homes = defaultdict(list)
    for path in files("tests"):
        if path.name.startswith("test_"):
            homes[path.name].append(str(path.relative_to(ROOT)))
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
