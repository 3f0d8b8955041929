"""What a sent file is called in the list of what was sent, and what is said to have become of it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from support.files.raw_files import put
from support.intake.waiting import ANALYST, OFFICE, waits

from core.store import Store
from etl.loading.load import load
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


@pytest.mark.parametrize(
    ("content", "settle", "told"),
    [
        (b"Tanggal;Kelurahan;Jumlah\n02/12/2024;Kelurahan Sidodadi;4\n", 0, "Sudah dimuat"),
        (b"Tanggal;Kelurahan;Jumlah\n02/12/2024;Kelurahan Sidodadi;4\n", 3600, "Belum dimuat."),
        (b"Satu;Dua\nx;y\n", 0, "Disisihkan: "),
    ],
)
@pytest.mark.parametrize("sender", ["kota", OFFICE])
def test_what_a_load_noted_of_no_file_is_told_by_the_build(
    store: Store, content: bytes, settle: int, told: str, sender: str
) -> None:
    other = b"Tanggal;Kelurahan;Jumlah\n01/12/2024;Kelurahan Sidodadi;4\n"
    put(store, "kunjungan/lama.csv", other.decode())
    load(store)
    offices = [OFFICE] if sender == OFFICE else [OFFICE, "64.72.05.1003"]
    sent = send_file(waits(content, source="kunjungan", sender=sender, offices=offices).id, ANALYST).sent
    assert sent.file.split("/")[1] == sender
    load(store, settle=settle)
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    assert any(told in each.proto.body for each in app.get("html")) or any(told in each.value for each in app.caption)
