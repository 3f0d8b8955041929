"""Templates on Setor data: an officer gets the own office's, who sends for the city any."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from support.intake.waiting import OFFICE

from core import formats
from core.clock import now_in_city
from core.store import Store
from intake import month_due, template_months


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
    due = formats.month(month_due(now_in_city().date()), "id")
    assert labels == [f"Unduh templat kunjungan loket {due}", "Unduh templat CSV"]
    told = " ".join(each.proto.body for each in app.get("html"))
    assert "tahun-bulan-hari jam:menit, misalnya 2024-08-27 07:30" in told
    assert "salah satu: Warga, " in told
    # The button says which month it gives.
    month.select(date(2024, 8, 1)).run()
    assert app.get("download_button")[0].proto.label == "Unduh templat kunjungan loket Agustus 2024"


@pytest.mark.parametrize(
    ("first_day", "first"),
    [(None, date(2024, 8, 1)), (date(2024, 9, 5), date(2024, 8, 1)), (date(2023, 12, 31), date(2023, 12, 1))],
)
def test_months_reach_back_to_the_first_of_the_data_or_of_digital_days(first_day: date | None, first: date) -> None:
    months = template_months(date(2025, 1, 20), first_day)
    assert (months[0], months[-1]) == (date(2025, 1, 1), first)
    assert months == sorted(set(months), reverse=True)
    assert {month.day for month in months} == {1}


def test_the_month_due_is_offered_whatever_the_data_say() -> None:
    assert template_months(date(2024, 8, 3), date(2024, 8, 1)) == [date(2024, 8, 1), date(2024, 7, 1)]


def test_months_are_no_more_than_a_list_can_hold() -> None:
    months = template_months(date(2025, 1, 20), date(1900, 1, 1))
    assert (len(months), months[0]) == (120, date(2025, 1, 1))
