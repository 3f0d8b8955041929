"""One name, one meaning: what docs/naming.md says of names, as far as a program can tell."""

import ast
from collections import defaultdict

from support.source_tree import CODE, files

from core.settings import ROOT


def test_a_name_of_a_class_stands_once_in_the_project():
    homes = defaultdict(list)
    for path in (path for package in CODE for path in files(package)):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}
