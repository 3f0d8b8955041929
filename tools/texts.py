"""How `pybabel extract` finds the texts for users (babel.cfg): in calls, in dictionaries of words, in TOML files.

Babel's own reader of Python looks into no f-string before Python 3.12 and knows no translator(lang)(...).
"""

import ast
import tomllib
from collections.abc import Iterator
from typing import IO

TextsFound = Iterator[tuple[int, None, str, list[str]]]
"""As Babel asks for it: line, function (none: every argument is a text), text, comments."""
MARKS = ("t", "_", "N_")
DECLARED = ("sentence", "held", "action", "sender", "title")


def texts_in_calls(source: IO[bytes], keywords: object, tags: object, options: object) -> TextsFound:
    """Yield the literal texts of t(...), _(...), view.t(...), translator(lang)(...) and N_(...)."""
    for call in translations(ast.parse(source.read())):
        for argument in branches(call.args[0]):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.lineno, None, argument.value, []


def words(source: IO[bytes], keywords: object, tags: object, options: object) -> TextsFound:
    """Yield the words of all dictionaries of a module: they are looked up as NAME[code]."""
    for _name, found in dictionaries(ast.parse(source.read())):
        for value in found.values:
            if isinstance(value, ast.Constant):
                yield value.lineno, None, str(value.value), []


def declared(source: IO[bytes], keywords: object, tags: object, options: object) -> TextsFound:
    """Yield the texts of a file of declarations: sentences, actions, titles."""
    for entry in tomllib.loads(source.read().decode("utf-8")).values():
        for part in DECLARED:
            if part in entry:
                yield 0, None, entry[part], []


def translations(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls that translate a text, or mark one for later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _is_translation(node.func):
            yield node


def dictionaries(tree: ast.Module) -> Iterator[tuple[str, ast.Dict]]:
    """Yield the dictionaries that stand in a module under a name."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def branches(argument: ast.expr) -> Iterator[ast.expr]:
    """Yield what an argument can be: one expression, or both sides of `a if c else b`."""
    if isinstance(argument, ast.IfExp):
        yield from (*branches(argument.body), *branches(argument.orelse))
    else:
        yield argument


def _is_translation(function: ast.expr) -> bool:
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Name) and function.func.id == "translator"
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in MARKS and (isinstance(function, ast.Name) or name == "t")
