"""Where the product's texts come from: read from the source, so that no text can be forgotten."""

import ast
from collections.abc import Iterator
from functools import cache

from core.reasons import reasons
from core.settings import ROOT
from core.sources import SOURCE_WORDS

FOLDERS = ("pages", "report", "wording", "analytics", "core")
# The one function that hands a text on: its callers name the text.
HANDS_ON = {"translator(self.lang)(text)"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module that speaks to users, by its path."""
    files = [ROOT / "app.py", *(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))]
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in sorted(files)}


@cache
def dictionaries() -> dict[str, frozenset[str]]:
    """The words of every dictionary of a module, by its name: they are looked up as NAME[code]."""
    declared = {"SOURCE_WORDS": frozenset(SOURCE_WORDS.values())}
    return declared | {
        node.targets[0].id: frozenset(part.value for part in node.value.values)
        for tree in modules().values()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Dict)
        if all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in node.value.values)
    }


def translated_texts() -> tuple[set[str], list[str]]:
    """All texts that the code has translated, and the calls whose text cannot be known from the source."""
    texts, unknown = set(), []
    for path, tree in modules().items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_translation(node.func)):
            for argument in _branches(call.args[0]):
                found = _texts_of(argument)
                texts |= found
                if not found and ast.unparse(call) not in HANDS_ON:
                    unknown.append(f"{path}:{call.lineno}: {ast.unparse(call)}")
    return texts, unknown


def _is_translation(function: ast.expr) -> bool:
    """True for t(...), _(...), view.t(...) and translator(lang)(...)."""
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Name) and function.func.id == "translator"
    return (isinstance(function, ast.Name) and function.id in ("t", "_")) or (
        isinstance(function, ast.Attribute) and function.attr == "t"
    )


def _branches(argument: ast.expr) -> Iterator[ast.expr]:
    if isinstance(argument, ast.IfExp):
        yield from (*_branches(argument.body), *_branches(argument.orelse))
    else:
        yield argument


def _texts_of(argument: ast.expr) -> frozenset[str]:
    """The texts that an argument can be: a literal, a word of a dictionary, a part of a reason."""
    if isinstance(argument, ast.Constant):
        return frozenset({argument.value})
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute) and argument.func.attr == "get":
        argument = argument.func  # NAME.get(code, code)
    if isinstance(argument, ast.Subscript | ast.Attribute) and ast.unparse(argument.value).isupper():
        return dictionaries().get(ast.unparse(argument.value), frozenset())
    if isinstance(argument, ast.Attribute) and argument.attr in ("sentence", "action"):
        return frozenset(getattr(reason, argument.attr) for reason in reasons().values())
    return frozenset()
