"""The PDF as a reading program meets it: PDF/UA-1 by structure, and by a second opinion (veraPDF is in no registry)."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pytest
from pypdf import PdfReader

from report.content.model import Content
from report.forms.set import render

ROLES = {"/Document", "/H1", "/H2", "/H3", "/H4", "/P", "/Figure", "/Table", "/TR", "/TH", "/TD"}


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Every element of the structure tree, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for part in node:
            yield from elements(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


@pytest.fixture(scope="module")
def tree(october_reader: PdfReader) -> list[dict[str, Any]]:
    return list(elements(october_reader.trailer["/Root"]["/StructTreeRoot"]))


def test_the_file_says_what_it_is(october_reader: PdfReader) -> None:
    root = october_reader.trailer["/Root"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all(page["/Tabs"] == "/S" for page in october_reader.pages)


def test_everything_is_tagged_with_known_roles(tree: list[dict[str, Any]]) -> None:
    roles = [str(element["/S"]) for element in tree]
    assert set(roles) >= ROLES
    assert roles.count("/Figure") == 5


def test_headings_step_down_one_at_a_time(tree: list[dict[str, Any]]) -> None:
    levels = [int(str(element["/S"])[2]) for element in tree if str(element["/S"]) in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_has_an_alternative_text(tree: list[dict[str, Any]]) -> None:
    assert all(len(str(element.get("/Alt", ""))) > 60 for element in tree if element["/S"] == "/Figure")


def test_every_table_has_a_head(tree: list[dict[str, Any]]) -> None:
    tables = [element for element in tree if element["/S"] == "/Table"]
    assert len(tables) >= 9
    assert all(any(cell["/S"] == "/TH" for cell in elements(table["/K"])) for table in tables)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_second_opinion_finds_no_fault(lang: str, october: Content, english: Content, tmp_path: Path) -> None:
    """pdfua looks at language, title, tags, tables, figures, fonts and annotations by its own code."""
    path = tmp_path / "laporan.pdf"
    path.write_bytes(render(english if lang == "en" else october))
    assert [str(finding) for finding in pdfua.validate(path).findings] == []
