"""What a sent file is called in the list of what was sent."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from support.intake.waiting import ANALYST, OFFICE, waits

from core.store import Store
from intake import send_file


def _script() -> None:
    import streamlit as st
    from support.intake.waiting import ANALYST

    from core.texts import translator
    from pages.frame.acting import keep_outcomes
    from pages.sections.setor_data.sends import show_sends
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    st.session_state[KEY] = ANALYST
    keep_outcomes()
    show_sends(WorkView(translator("id"), "id", ANALYST))


@pytest.mark.parametrize(
    ("months", "days", "offices", "title"),
    [
        ([], (None, None), [], "Log permohonan"),
        (["2023-12", "2024-01"], (date(2023, 12, 31), date(2024, 1, 2)), [OFFICE, "64.72.05.1003"],
         "Log permohonan · 2 kantor · beberapa tahun"),
    ],
)  # fmt: skip
def test_of_a_file_without_a_row_no_office_and_period_is_told(
    store: Store, months: list[str], days: tuple[date | None, date | None], offices: list[str], title: str
) -> None:
    said = {"months": months, "offices": offices, "first_day": days[0], "last_day": days[1]}
    send_file(waits(b"x", **said).id, ANALYST)
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    assert f'<p class="task">{title}</p>' in [each.proto.body for each in app.get("html")]
