"""The product's own source: its files, and what each of them imports."""

import ast
import tomllib
from pathlib import Path

from core.settings import ROOT

_LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
CODE = (*_LINTER["root_packages"], "notebooks")
PACKAGES = tuple(package for package in CODE if package not in ("bench", "notebooks"))


def files(package: str) -> list[Path]:
    """Return the modules of a package."""
    found = sorted((ROOT / package).rglob("*.py"))
    assert found, package
    return found


def imports(path: Path) -> set[str]:
    """Return the full names of the modules that a file imports, and of what it takes from them."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names
