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


def test_a_constant_that_others_import_means_one_thing():
    """Of those that another module takes in; one that stays in its module may be called as others are."""
    values, taken = defaultdict(dict), set()
    for path in (path for package in CODE for path in files(package)):
        tree = ast.parse(path.read_text("utf-8"))
        home = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        values_here = {name: value for node in tree.body for name, value in _constants(node)}
        for name, value in values_here.items():
            values[name][home] = value
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                taken |= {(node.module, alias.name) for alias in node.names}
    meanings = {
        name: {home: value for home, value in homes.items() if (home, name) in taken} for name, homes in values.items()
    }
    assert {name: found for name, found in meanings.items() if len(set(found.values())) > 1} == {}


def _constants(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Names in capitals that a statement of a module gives a value, each with the value as it is written."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    for target in targets:
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        for at, name in enumerate(names):
            if isinstance(name, ast.Name) and name.id.isupper() and not name.id.startswith("_") and node.value:  # type: ignore[attr-defined]
                value = node.value.elts[at] if len(names) > 1 and isinstance(node.value, ast.Tuple) else node.value  # type: ignore[attr-defined]
                yield name.id, ast.unparse(value) + (f" [{at}]" if len(names) > 1 and value is node.value else "")  # type: ignore[attr-defined]
