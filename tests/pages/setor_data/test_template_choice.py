"""Templates on Setor data: an officer gets the own office's, who sends for the city any."""

import pytest
from streamlit.testing.v1 import AppTest
from support.intake.waiting import OFFICE

from core.clock import now_in_city
from core.store import Store
from intake import month_due


def _script(role: str, place: str) -> None:
    import streamlit as st

    from akses import Reader
    from core.texts import translator
    from pages.sections.setor_data.templates import show_templates
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    reader = Reader("", role, place)
    st.session_state[KEY] = reader
    show_templates(WorkView(translator("id"), "id", reader))


@pytest.mark.parametrize(("role", "place", "offices"), [("operator", OFFICE, 1), ("analis", "", 69)])
def test_offices_and_the_month_due(store: Store, role: str, place: str, offices: int) -> None:
    app = AppTest.from_function(_script, default_timeout=60, args=(role, place)).run()
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    office, month, source = app.selectbox
    assert len(office.options) == offices
    assert place in ("", office.value)
    assert month.value == month_due(now_in_city().date())
    assert len(source.options) == 7
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Unduh templat kunjungan loket", "Unduh templat CSV"]
