"""Every page as a reader of a scope sees it, run in this process, every fold open: its texts, pictures and files."""

import json
import runpy
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from akses import UNNAMED, Reader
from analytics import period_code
from core.scope import Scope
from core.settings import ROOT
from pages.frame import filters
from pages.frame.trail import show_trail
from pages.parts import cards, downloads
from pages.parts.explain import show_sources
from pages.view import address
from pages.view.cache import read_build
from pages.view.navigation import PATHS
from pages.view.reader import KEY

PATHS_OF = {page: path for path, page in PATHS.items()}
LEFT = "tables_that_left"
PATIENCE = 60
"""Seconds a page may take."""
ANONYMOUS = {"id", "url", "media_id", "form_id", "element_id", "key", "deferred_file_id"}
"""Fields that name an element or a file of one session."""

# For each page run in this process Streamlit reads what every installed package says of itself, looking for components:
# half of a run's work. Nothing is installed meanwhile; a server looks once, when it starts.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@dataclass
class Shown:
    """What one page showed: `texts` and addresses (`links`) in their order, charts as text, tables of the book."""

    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    sheets: list[pd.DataFrame] = field(default_factory=list)

    @property
    def everything(self) -> str:
        """All of it as one text."""
        tables = [table.to_csv(index=False) for table in self.sheets]
        return "\n".join([*self.texts, *self.links, *self.drawn, *tables])


class _Reader(HTMLParser):
    """The texts of an HTML fragment, those that only readers of screens hear too, and where its links lead."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._shown.texts.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href":
                self._shown.links.append(value or "")
            elif name in ("title", "aria-label", "alt") or name.startswith("data-"):
                self.handle_data(value or "")


def run_page(
    page: str, scope: Scope, days: tuple[date, date], grain: str = "month", place: tuple[str, str] = ("", "")
) -> Shown:
    """Return what a page shows of a period to a reader of a scope who chose a place (kecamatan, unit; '' not chosen).

    AssertionError where the page fails.
    """
    chosen = {"bulan": period_code(days[0], grain), "kecamatan": place[0], "unit": place[1], "buka": "semua"}
    app = AppTest.from_function(_script, default_timeout=PATIENCE, args=(page, scope))
    for name, value in chosen.items():
        if value:
            app.query_params[name] = value
    app.run()
    assert not app.exception, (page, scope, [(each.message, each.stack_trace) for each in app.exception])
    shown = Shown(sheets=app.session_state[LEFT])
    for element in _elements(app._tree):
        _read(element, shown)
    return shown


def _script(page, scope):  # type: ignore[no-untyped-def]  # its source runs by itself
    from support.page_run import show_in_frame

    show_in_frame(page, scope)


def show_in_frame(page: str, scope: Scope) -> None:
    """Show a page in what stands around it, as app.py has it: filters, trail, page, sources."""
    address.begin()
    build = read_build(scope)
    view = filters.choose(build, "id", st.sidebar.container())
    st.session_state["view"] = view
    st.session_state[KEY] = (
        UNNAMED if scope.is_city else Reader("", "operator" if scope.office else "camat", scope.home)
    )
    show_trail(view, SimpleNamespace(url_path=PATHS_OF[page]))
    cards.show_frame_line(view)
    downloads.forget_sheets()
    runpy.run_path(str(ROOT / "pages" / f"{page}.py"))
    filters.show_repaired(view)
    leaving = [sheet for sheet in st.session_state[downloads.SHEETS] if sheet.may_leave]
    st.session_state[LEFT] = [sheet.out(view).assign(title=sheet.title) for sheet in leaving]
    show_sources(view)


def _elements(node: Any) -> Iterator[Any]:
    children = getattr(node, "children", None)
    if children is None:
        yield node.proto
        return
    if getattr(node, "proto", None) is not None:
        yield node.proto
    for child in children.values():
        yield from _elements(child)


def _read(proto: Any, shown: Shown) -> None:
    for name, text in _strings(proto):
        if name in ("spec", "json_args", "figure"):
            shown.drawn.append(_plain(text))
        elif "<" in text and ">" in text:
            _Reader(shown).feed(text)
        elif text.strip():
            shown.texts.append(" ".join(text.split()))


def _plain(text: str) -> str:
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return text


def _strings(proto: Any) -> Iterator[tuple[str, str]]:
    """Every text of a message of Streamlit, by the name of its field."""
    for descriptor, value in proto.ListFields():
        if descriptor.name in ANONYMOUS:
            continue
        values = (
            value if isinstance(value, (list, tuple)) or hasattr(value, "append") or hasattr(value, "add") else [value]
        )
        for each in values:
            if isinstance(each, str):
                yield descriptor.name, each
            elif hasattr(each, "ListFields"):
                yield from _strings(each)
