"""A file sent in place of another: what stands in the way of one half is told, and the other half is done."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from support.intake.waiting import ANALYST, OFFICE, waits

from core.store import Store
from intake import FileVerdict, IntakeRefusedError, choose_source, send_file, sendings
from intake.loader.state import asked_file
from intake.waiting.judging import keep_verdict

COUNTS = "Kelurahan;Tanggal;Keperluan;Jumlah\nSidodadi;02/12/2024;Permohonan;{n}\n"


def _script() -> None:
    import streamlit as st
    from support.intake.waiting import ANALYST

    from core.texts import translator
    from pages.frame.acting import show_outcomes
    from pages.sections.setor_data.waiting import show_waiting
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    st.session_state[KEY] = ANALYST
    show_outcomes()
    show_waiting(WorkView(translator("id"), "id", ANALYST))


def _wait_with(count: int) -> str:
    day = date(2024, 12, 2)
    said = {"source": "kunjungan", "offices": [OFFICE], "first_day": day, "last_day": day, "days": 1}
    return waits(COUNTS.format(n=count).encode(), f"{count}.csv", month="2024-12", **said).id


def test_another_source_than_the_chosen_one_can_be_chosen_whatever_came_of_it(store: Store) -> None:
    """A guess by the name is corrected, and the correction is wrong, too: the question stays, and stands open."""
    file = choose_source(waits(b"a;b\n1;2\n", "Kunjungan.csv").id, "", "gangguan", None)
    assert file
    keep_verdict(file, FileVerdict(file.original_name, source="gangguan", reason="berkas_kosong"))
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    assert [box.value for box in app.selectbox] == ["gangguan", None]
    assert app.expander[0].proto.expanded


def test_a_sent_file_is_loaded_though_the_one_in_its_place_cannot_go(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise IntakeRefusedError(409, lambda _: "Tidak dapat ditarik.")

    monkeypatch.setattr("intake.loader.asking.keep_loading", lambda _: None)
    send_file(_wait_with(3), ANALYST)
    second = _wait_with(4)
    app = AppTest.from_function(_script, default_timeout=60).run()
    app.checkbox[0].check()
    monkeypatch.setattr("pages.sections.setor_data.waiting.withdraw", refused)
    app.button(key=f"setor_{second}").click().run()
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    told = " ".join(each.proto.body for each in app.get("html"))
    assert "Tidak dapat ditarik." in told
    assert "4.csv sudah disetor." in told
    assert [each.is_withdrawn for each in sendings()] == [False, False]
    assert asked_file(store).exists()
