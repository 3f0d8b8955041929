"""A load that was refused: why, without the server's folders, and a button that asks for another."""

from dataclasses import replace
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest
from support.intake.waiting import ANALYST

from akses import RIGHTS, Reach
from core.store import Store
from core.texts import translator
from intake import LoadState, Phase
from pages.sections.setor_data.load_view import _refusal
from pages.view.work import WorkView


def _script(page: str = "setor_data") -> None:
    import streamlit as st
    from support.intake.waiting import ANALYST

    from core.texts import translator
    from pages.sections.setor_data.load_view import show_load
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    st.session_state[KEY] = ANALYST
    show_load(WorkView(translator("id"), "id", ANALYST), page)


def test_what_may_pass_by_itself_is_told_without_the_servers_words_and_when_it_is_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = f"{store.root}/warehouse: ruang disk kurang. Jalankan: python -m etl load --rebuild"
    at = datetime.fromisoformat("2024-12-01T08:00:00")
    state = LoadState(Phase.REFUSED, at, sentence=sentence, cause="room", tries=1)
    monkeypatch.setattr("pages.sections.setor_data.load_view.load_state", lambda: state)
    monkeypatch.setattr("pages.sections.setor_data.load_view.next_try", lambda: state.next_try)
    app = AppTest.from_function(_script, default_timeout=60).run()
    told = " ".join(each.proto.body for each in app.get("html"))
    assert "Sebabnya: ruang disk di server kurang. Dicoba lagi sendiri sekitar pukul 08.01." in told
    assert "warehouse" not in told
    assert "python" not in told
    assert any(button.label == "Muat sekarang" for button in app.button)


def test_it_names_no_folder_of_the_server_and_is_asked_for_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    why = f"{store.root}/warehouse: ruang disk kurang. /etc/adopsi/kunci: kunci hilang. Tulis 27/08/2024."
    sentence = f"{why} Bila hilang: python -m etl load --new-key"
    state = LoadState(Phase.REFUSED, datetime.fromisoformat("2024-12-01T08:00+08:00"), sentence=sentence)
    monkeypatch.setattr("pages.sections.setor_data.load_view.load_state", lambda: state)
    monkeypatch.setattr("pages.sections.setor_data.load_view.request_load", lambda: asked.append(1))
    app = AppTest.from_function(_script, default_timeout=60).run()
    told = " ".join(each.proto.body for each in app.get("html"))
    assert "warehouse: ruang disk kurang" in told
    assert str(store.root) not in told
    assert "kurang. kunci: kunci hilang. Tulis 27/08/2024. Beri tahu pengelola dasbor.</p>" in told
    next(button for button in app.button if button.label == "Muat sekarang").click().run()
    assert not app.exception
    assert asked == [1]


@pytest.mark.parametrize(("page", "may_ask"), [("perbaikan", True), ("setor_data", False)])
def test_who_may_mend_but_not_send_asks_for_a_load_where_things_are_mended(
    store: Store, monkeypatch: pytest.MonkeyPatch, page: str, may_ask: bool
) -> None:
    """Nor is a button shown that would answer that the right is gone."""
    asked: list[int] = []
    state = LoadState(Phase.REFUSED, datetime.fromisoformat("2024-12-01T08:00+08:00"), sentence="Sebab.")
    monkeypatch.setattr("pages.sections.setor_data.load_view.load_state", lambda: state)
    monkeypatch.setattr("pages.sections.setor_data.load_view.request_load", lambda: asked.append(1))
    monkeypatch.setitem(RIGHTS, "analis", replace(RIGHTS["analis"], sends=Reach.NOTHING))
    app = AppTest.from_function(_script, kwargs={"page": page}, default_timeout=60).run()
    buttons = [button for button in app.button if button.label == "Muat sekarang"]
    assert bool(buttons) is may_ask
    if buttons:
        buttons[0].click().run()
    assert not app.exception
    assert asked == [1] * may_ask


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (
            "raw/permohonan/sumber.toml: zona waktu sumber 'permohonan' belum dinyatakan. Tulis satu baris.",
            " Sebabnya: zona waktu sumber 'permohonan' belum dinyatakan.",
        ),
        (
            "/x/data/local/unit_aliases.csv baris 1: judul kolom harus alias,unit_code,source.",
            " Sebabnya: Nama lain kantor: judul kolom harus alias,unit_code,source.",
        ),
        ("Lihat data/local/unit_aliases.csv.", ""),
    ],
)
def test_where_a_file_of_the_server_is_at_fault_its_administrator_is_to_be_told(sentence: str, why: str) -> None:
    state = LoadState(Phase.REFUSED, datetime.fromisoformat("2024-12-01T08:00+08:00"), sentence=sentence)
    told = _refusal(WorkView(translator("id"), "id", ANALYST), state)
    assert told == f"Pemuatan ditolak; data terbit yang lama tetap dipakai.{why} Beri tahu pengelola dasbor."
