"""Every reason that the analytics can give has words: no code reaches a reader."""

import ast
import re
from collections.abc import Iterator

import pytest

from core.settings import ROOT
from core.texts import translator
from wording import reason_words
from wording.words import GOING_LIVE_VERDICTS, REASON_WORDS, RECENT_LABELS, VERDICTS

CODE = re.compile(r"[a-z]+(_[a-z]+)+")
# Where a reason is made: what is assigned to one, handed on as one, or returned by a function that says why.
MAKERS = re.compile(r"reason|why|weakness|verdict|gap|obstacle")
# Verdicts that the analytics give with a reason of their own, whose sentence is the verdict's.
SAID_BY_THE_VERDICT = {*VERDICTS, *GOING_LIVE_VERDICTS, *RECENT_LABELS, "visits_alike", "near_zero", "mostly_displaced",
                       "gap_and_visits", "visits_not_shown", "gap_below_zero", "gap_near_zero"}  # fmt: skip


def literals(node: ast.AST) -> Iterator[str]:
    """The texts of an expression, without the names of columns that it looks up."""
    if isinstance(node, ast.Subscript):
        yield from literals(node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def is_reason(key: ast.expr) -> bool:
    return isinstance(key, ast.Constant) and key.value == "reason"


def reasons_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        is_assigned = isinstance(node, ast.Assign) and any("reason" in ast.unparse(target) for target in node.targets)
        is_handed_on = isinstance(node, ast.keyword) and node.arg == "reason"
        if is_assigned or is_handed_on:
            yield from literals(node.value)  # type: ignore[attr-defined]
        elif isinstance(node, ast.Dict):
            told = [value for key, value in zip(node.keys, node.values, strict=True) if key and is_reason(key)]
            yield from (text for value in told for text in literals(value))
        elif isinstance(node, ast.FunctionDef) and MAKERS.search(node.name):
            yield from (text for part in ast.walk(node) if isinstance(part, ast.Return) for text in literals(part))


STATES = {"not_provided", "not_applicable"}


@pytest.fixture(scope="module")
def given() -> set[str]:
    files = (ROOT / "analytics").rglob("*.py")
    found = {text for path in files for text in reasons_of(ast.parse(path.read_text("utf-8")))}
    return {text for text in found if CODE.fullmatch(text)}


def test_every_reason_has_words(given):
    assert len(given) > 40
    assert given - REASON_WORDS.keys() - SAID_BY_THE_VERDICT - STATES - {"quarantine_reason"} == set()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_words_are_no_codes(lang):
    words = {code: reason_words(code, lang) for code in REASON_WORDS}
    assert {code for code, text in words.items() if "_" in text or "{" in text} == set()
    assert translator("en")(REASON_WORDS["not_live"]) == "not live yet"
