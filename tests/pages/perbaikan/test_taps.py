"""Buttons of Perbaikan data and Tanya data act before the page runs: an answer, an undo, a question that is kept."""

import ast
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from support.files.raw_files import log

from akses import DENY, RIGHTS, ROLES
from core.settings import ROOT
from core.store import Store
from etl import held_groups
from etl.loading.load import load
from intake import history, saved_questions, work_list
from intake.loader.state import asked_file
from pages.sections.perbaikan.tables import ROLE_TITLES


def _script(part: str) -> None:
    import streamlit as st
    from support.intake.waiting import ANALYST

    from core.texts import translator
    from pages.frame.acting import show_outcomes
    from pages.sections.perbaikan.held import show_held_work
    from pages.sections.perbaikan.history import show_edits
    from pages.sections.tanya_data.saved_questions import show_keeping
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    st.session_state[KEY] = ANALYST
    work = WorkView(translator("id"), "id", ANALYST)
    show_outcomes()
    {"held": show_held_work, "history": show_edits, "kept": show_keeping}[part](work)


def page(part: str) -> AppTest:
    return AppTest.from_function(_script, default_timeout=60, args=(part,)).run()


def texts(app: AppTest) -> str:
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    return " ".join(each.proto.body for each in app.get("html"))


@pytest.fixture
def held(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A word that nobody knows; nothing loads by itself."""
    monkeypatch.setattr("intake.loader.asking.keep_loading", lambda _: None)
    log(store, "a.csv", 2, Status="Beres")
    load(store)
    return store


def answered(app: AppTest, key: str) -> AppTest:
    app.selectbox(key=f"arti_{key}").select_index(0)
    app.text_input(key=f"kata_{key}").input("Beres")
    app.text_input(key=f"alasan_{key}").input("kata mereka")
    return next(button for button in app.button if button.label == "Simpan").click().run()


def test_an_answer_is_kept_with_its_why_and_a_load_is_asked_for(held: Store) -> None:
    [item] = work_list(held_groups(held))
    app = page("held")
    told = texts(next(button for button in app.button if button.label == "Simpan").click().run())
    assert "Pilih dahulu artinya." in told
    assert history() == []
    told = texts(answered(app, item.key))
    assert "Tersimpan." in told
    assert [entry.told["why"] for entry in history()] == ["kata mereka"]
    assert asked_file(held).exists()
    undone = page("history")
    told = texts(undone.button[0].click().run())
    assert "Perubahan nomor 1 dibatalkan." in told
    assert len(history()) == 2


def test_who_sees_what_is_held_but_may_not_mend_changes_nothing(held: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does who may no longer, on a page drawn before; to others no button is shown."""
    [item] = work_list(held_groups(held))
    drawn = page("held")
    monkeypatch.setitem(RIGHTS, "analis", replace(RIGHTS["analis"], may_mend=False))
    assert "hak Anda berubah" in texts(answered(drawn, item.key))
    assert history() == []
    anew = page("held")
    assert "Beres" in texts(anew) or "disembunyikan" in texts(anew) or item.key in str(anew)
    assert not [button for button in anew.button if button.label == "Simpan"]


def test_every_role_has_a_title_in_the_table_of_access() -> None:
    assert ROLE_TITLES.keys() == {*ROLES, DENY}


def test_an_answer_stands_where_no_load_can_be_asked_for(held: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("pages.frame.acting.request_load", full)
    [item] = work_list(held_groups(held))
    told = texts(answered(page("held"), item.key))
    assert "Tersimpan." in told
    assert "Server tidak dapat menulis berkas" in told
    assert len(history()) == 1


def test_a_question_is_kept_and_dropped(store: Store) -> None:
    app = page("kept")
    app.session_state["tanya_sql"] = "SELECT 1"
    app.text_input(key="tanya_nama").input("Satu")
    told = texts(app.button(key="tanya_simpan_ini").click().run())
    assert "Satu disimpan." in told
    assert [kept.name for kept in saved_questions()] == ["Satu"]
    told = texts(app.button(key="tanya_hapus_Satu").click().run())
    assert "Satu dihapus." in told
    assert saved_questions() == []


def test_no_page_stops_its_run() -> None:
    """That throws away every tap that came meanwhile, and keeps parts of the page before that run beside a sentence."""
    for path in [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")]:
        calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        assert "st.stop" not in calls, path
