"""What is wrong and what to do is told to who has no server: no file of it, no command, no setting."""

import ast
import re

import pytest

from core.reasons import reasons
from core.settings import ROOT

OF_SERVER = re.compile(
    r"sumber\.toml|data/|ADOPSI_|python -m|\bmake\b|\.csv|folder sumber|foldernya|date_|unit =|muat lagi"
)

OF_ONE_CITY = re.compile(r"64\.72|EPSG:327")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


@pytest.mark.parametrize("code", reasons())
def test_no_reason_asks_a_browser_for_what_only_a_server_has(code: str) -> None:
    reason = reasons()[code]
    assert not OF_SERVER.search(f"{reason.sentence} {reason.for_sender}")
    assert "dihitung sebagai" not in reason.for_held


def test_no_sentence_names_a_code_or_a_system_of_one_city() -> None:
    """Examples come from the city's own list: another city has other codes and lies in another zone."""
    rooms = ("akses", "analytics", "core", "etl", "intake", "mail", "operations", "pages", "report", "wording")
    for path in (path for room in rooms for path in (ROOT / room).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)}
        assert not [text for text in texts if text not in docs and OF_ONE_CITY.search(text)], path
    assert not OF_ONE_CITY.search((ROOT / "core" / "reasons.toml").read_text("utf-8"))
