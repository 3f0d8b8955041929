"""The history on the page: what was changed in words, rows of a table as they stand in it, hostile texts as texts."""

import re

from streamlit.testing.v1 import AppTest
from support.files.raw_files import SIDODADI

from akses import UNNAMED
from core.store import Store
from etl import mapping_path
from intake import MappingAnswers, RowEdits, map_titles, reference_table, save_table, table_text
from intake.mending.naming import Naming, give_name


def _script() -> None:
    import streamlit as st

    from akses import UNNAMED
    from core.texts import translator
    from pages.sections.perbaikan.history import show_edits
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    st.session_state[KEY] = UNNAMED
    show_edits(WorkView(translator("id"), "id", UNNAMED))


def _shown() -> str:
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception, app.exception
    return "\n".join([*(each.proto.body for each in app.get("html")), *(each.value for each in app.text)])


def test_changes_are_told_in_words_the_newest_first(store: Store) -> None:
    assert "Belum ada yang diubah." in _shown()
    give_name(Naming("unit_aliases", "<b>Sidodadai</b>", SIDODADI, "kata mereka"), "ani")
    table = reference_table("sla", "id")
    rows = [{"service": name, "days": "3", "source": "x"} for name in ("sktm", "domisili")]
    save_table(table, None, table_text(None, table.columns).with_edits(RowEdits(added=rows)), "budi", "rapat")
    live = {"unit_code": SIDODADI, "date": "2024-09-01", "status": "aktif", "is_start_known": "tidak", "source": "SK"}
    roster = reference_table("rollout", "id")
    save_table(roster, None, table_text(None, roster.columns).with_edits(RowEdits(added=[live])), "budi", "")
    shown = _shown()
    assert "Peluncuran: status dan rencana kantor: Kelurahan Sidodadi aktif sejak 1 Sep 2024" in shown
    assert "Waktu layanan: Surat keterangan tidak mampu · 3" in shown
    assert "Alasan: rapat" in shown
    assert "Nama lain kantor: ‘<b>Sidodadai</b>’ berarti Kelurahan Sidodadi" in shown
    assert "Alasan: kata mereka" in shown
    assert not any(code in shown for code in ("unit_aliases", "local/", SIDODADI, "sktm", "[", "2024-09-01"))
    assert re.findall(r"(\d+) · \d+ \w+ \d{4} \d\d\.\d\d", shown) == ["3", "2", "1"]


def test_a_changed_row_says_what_it_was_and_a_deleted_one_that_it_is_gone(store: Store) -> None:
    table = reference_table("sla", "id")
    base = "service,days,source\nsktm,2,x\ndomisili,3,x\n"
    table.path.parent.mkdir()
    table.path.write_text(base)
    edits = RowEdits({0: {"days": "5"}}, deleted=frozenset({1}))
    save_table(table, base, table_text(base, table.columns).with_edits(edits), "ani", "")
    shown = _shown()
    assert "Surat keterangan tidak mampu · 5 (sebelumnya: Surat keterangan tidak mampu · 2)" in shown
    assert "dihapus: Surat keterangan domisili · 3" in shown


def test_answers_given_on_setor_data_are_listed_in_words_and_taken_back_there(store: Store) -> None:
    new = MappingAnswers(headers={"request_no": ["No. Reg"]}, zone="WITA", values={"status": {"dibatalkan": ["Gugur"]}})
    map_titles(UNNAMED, "permohonan", "kota", new)
    shown = _shown()
    assert "Log permohonan: jam menurut WITA" in shown
    assert "Log permohonan: judul ‘No. Reg’ berarti No Permohonan" in shown
    assert "‘Gugur’ berarti" in shown
    app = AppTest.from_function(_script, default_timeout=60).run()
    app.button[0].click().run()
    assert mapping_path("permohonan", "kota").exists() is False
    assert "Log permohonan: tidak lagi: jam menurut WITA" in _shown()
