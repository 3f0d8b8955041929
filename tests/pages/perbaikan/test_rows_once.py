"""A row is a row, however many causes hold it back: sums of rows count each once."""

from streamlit.testing.v1 import AppTest
from support.files.raw_files import delimited, put, requests

from core.store import Store
from etl import HeldRows, held_groups, rows_held_back
from etl.loading.load import load
from intake import letter_text, work_list

OFFICE = ("permohonan", "unit", "unit_tak_dikenal", "tolak", True)
STATUS = ("permohonan", "status", "status_tak_dikenal", "tolak", True)
HELD_SERVICE = ("permohonan", "service", "layanan_tak_dikenal", "tolak", True)
SERVICE = ("permohonan", "service", "layanan_tak_dikenal", "peringatan", True)


def _script() -> None:
    import streamlit as st
    from support.intake.waiting import ANALYST

    from core.texts import translator
    from pages.sections.perbaikan.held import show_held_work
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    st.session_state[KEY] = ANALYST
    show_held_work(WorkView(translator("id"), "id", ANALYST))


def loaded(store: Store) -> None:
    """Three rows with two faults, one of a fault, one of a fault and a mark, one of a mark alone."""
    cases = [
        *[{"Unit Layanan": "Sidodadai", "Status": "Beres"}] * 3,
        {"Status": "Beres"},
        {"Unit Layanan": "Sidodadai", "Jenis Layanan": "Surat ajaib"},
        {"Jenis Layanan": "Surat ajaib"},
        {},
    ]
    rows = [row | case for row, case in zip(requests(len(cases)), cases, strict=True)]
    put(store, "permohonan/a.csv", delimited(rows))
    load(store)


def test_each_row_counts_once(store: Store) -> None:
    loaded(store)
    assert {(group.column, group.reason) for group in held_groups(store)} == {
        mark[1:3] for mark in (OFFICE, STATUS, SERVICE)
    }
    assert rows_held_back(store, [OFFICE, STATUS, SERVICE]) == HeldRows(held=5, freed=4, flagged=1)
    assert rows_held_back(store, [OFFICE, STATUS, HELD_SERVICE]) == HeldRows(held=5, freed=5, flagged=0)
    assert rows_held_back(store, [STATUS]) == HeldRows(held=5, freed=1, flagged=0)
    assert rows_held_back(store, [(*SERVICE[:4], False)]) == HeldRows(held=5, freed=0, flagged=0)


def test_the_page_says_so_many_rows_as_the_load(store: Store) -> None:
    loaded(store)
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception
    told = " ".join(each.proto.body for each in app.get("html"))
    assert "5 baris ditahan; 5 di antaranya masuk bila yang di bawah ini dijawab. 1 baris dibaca" in told


def test_a_mark_on_a_whole_file_is_no_row(store: Store) -> None:
    days = [
        {"Tanggal Permohonan": f"{day:02}/09/2024 07.30", "Tanggal Update": f"{day:02}/09/2024 09.00"}
        for day in (2, 3, 4)
    ]
    rows = [row | day for row, day in zip(requests(3), days, strict=True)]
    put(store, "permohonan/a.csv", delimited(rows))
    load(store)
    items = [item for item in work_list(held_groups(store)) if item.reason == "urutan_tanggal_tak_pasti"]
    assert items
    assert {(item.rows, item.place) for item in items} == {(0, "")}
    assert "baris berkas" not in letter_text(items, "x", str, "id")
    assert rows_held_back(store, []) == HeldRows(held=0, freed=0, flagged=0)


def test_words_that_nothing_tells_apart_are_not_called_the_same(store: Store) -> None:
    rows = [row | {"Unit Layanan": word, "Status": "Beres"} for row, word in zip(requests(2), ("A", "B"), strict=True)]
    put(store, "permohonan/a.csv", delimited(rows))
    load(store)
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception
    told = " ".join(each.proto.body for each in app.get("html"))
    assert "Katanya dapat berbeda-beda, di kolom Unit Layanan, a.csv: baris 2, baris 3." in told
    assert "Kata yang sama" not in told
