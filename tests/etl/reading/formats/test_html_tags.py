"""The tags of a page: what they are, and that whatever was left open costs none of what stands before it."""

import pytest

from etl.reading.formats.html_grid import HtmlTables
from etl.reading.formats.html_tags import tags_of

Told = str | tuple[str, bool, dict[str, str]]
LEFT_OPEN = [
    "<!--", "<!--x--!", "<!", "<![CDATA[", "<?", "<", "</", "<a ", "<a /", "<td a='", '<td a="', "<td a=", "&", "&#",
    "<script>", "<style></", "<title>", "<td>", "<tr><td><table><tr><td>a", "<!-->", "<table><tr><td>a<td>b</table>x",
]  # fmt: skip


def end(name: str) -> Told:
    return (name, True, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<TD Class='x' colspan = 3>b", ["a", ("td", False, {"class": "x", "colspan": "3"}), "b"]),
        ("<td title='a>b' rowspan=\"2\">", [("td", False, {"title": "a>b", "rowspan": "2"})]),
        ("<td title='5\" x'>b</td >", [("td", False, {"title": '5" x'}), "b", end("td")]),
        ('<td title="5" tall">x</td>', [("td", False, {"title": "5"}), "x", end("td")]),
        ("<td colspan=2 colspan=9>", [("td", False, {"colspan": "2"})]),
        ("a <!-- <td> --> b<!---->c<!-->d", ["a ", " b", "c", "d"]),
        ("<!doctype html><?xml ?>a", ["a"]),
        ("1 < 2 &amp; 3 &lt; 4 &#65;", ["1 < 2 & 3 < 4 A"]),
        (f"x&#{'9' * 5000};y", ["x\ufffdy"]),
        ("<script>if (a<b) '<td>'</SCRIPT><td>", [("script", False, {}), end("script"), ("td", False, {})]),
        ("<td", [("td", False, {})]),
        ("<td><b", [("td", False, {}), ("b", False, {})]),
        ("<td a='1><td>x", [("td", False, {}), ("td", False, {}), "x"]),
    ],
)
def test_what_stands_in_a_page(text: str, expected: list[Told]) -> None:
    found = [each if isinstance(each, str) else (each.name, each.is_end, each.attributes()) for each in tags_of(text)]
    assert found == expected


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_is_left_open_again_and_again_costs_no_table(text: str) -> None:
    tables = HtmlTables(lambda _: None)
    tables.read("<table><tr><td>a<td/><td>b</tr></table>" + text * 20_000)
    assert tables.tables[0] == ([], [["a", None, "b"]])


def test_what_is_left_open_before_a_table_hides_none_of_it() -> None:
    tables = HtmlTables(lambda _: None)
    tables.read("<!-- <script><style><td a='<table><tr><td>a<td>b</table>")
    assert [grid for _, grid in tables.tables] == [[["a", "b"]]]
