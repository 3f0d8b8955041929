"""What is noted of a reader: each page that is looked at, by whoever looks, and each report that is made."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from akses import UNNAMED, Reader
from pages.sections import laporan
from pages.view import reader
from report import Made

ANALYST, LEADER = Reader("a@kota.contoh", "analis"), Reader("b@kota.contoh", "pimpinan")


@pytest.fixture
def noted(monkeypatch):
    """The lines; the session is a plain dict."""
    lines: list[tuple[Any, ...]] = []
    monkeypatch.setattr(reader.st, "session_state", {reader.KEY: ANALYST})  # type: ignore[attr-defined]
    monkeypatch.setattr(reader, "sent_headers", list)
    monkeypatch.setattr(reader, "note_act", lambda act, account, _, **told: lines.append((act, account, told)))
    return lines


def test_a_page_is_noted_once_for_each_who_looks(noted):
    """Also where the same browser goes on with another account."""
    for who in (ANALYST, ANALYST, LEADER, UNNAMED):
        reader.st.session_state[reader.KEY] = who  # type: ignore[attr-defined]
        reader.note_view("Peta", "Palaran", "Oktober 2024")
    told = {"page": "Peta", "place": "Palaran", "period": "Oktober 2024"}
    assert noted == [("view", ANALYST.name, told), ("view", LEADER.name, told)]


@pytest.mark.parametrize(("is_draft", "code"), [(False, "K3Y"), (True, "")])
def test_a_report_that_was_made_is_noted(noted, monkeypatch, is_draft, code):
    monkeypatch.setattr(laporan, "make", lambda *_: Made(Path("x.pdf"), "K3Y", is_same=False))
    month = (date(2024, 10, 1), date(2024, 10, 31))
    view: Any = SimpleNamespace(
        t=str, build=None, lang="id", kecamatan=None, grain="month", period=month, scope_name="Kota Samarinda"
    )
    laporan._make(view, is_draft, SimpleNamespace(update=lambda **_: None, write=lambda _: None))  # type: ignore[arg-type]
    assert noted == [("report", ANALYST.name, {"place": "Kota Samarinda", "period": "2024-10", "code": code})]
