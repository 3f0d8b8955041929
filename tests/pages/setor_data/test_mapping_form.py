"""The form for unknown titles: proposals are chosen already, what is saved makes the waiting file readable."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from support.files.raw_files import delimited, put
from support.intake.verdict_here import judge_here
from support.intake.waiting import OFFICE, OPERATOR, waits

from core.store import Store
from intake import (
    MappingAnswers,
    WaitingFile,
    choose_source,
    find,
    kept_answers,
    mapping_changes,
)
from intake.waiting.judging import keep_verdict, verdict_on

ROWS = [{"Urut": str(n), "Hari ke": f"{n:02d}/06/2024", "Orang": str(9 - n % 3), "Ket": "x"} for n in range(13, 19)]
CONTENT = delimited(ROWS).encode()


def _script(waiting_id: str) -> None:
    import streamlit as st
    from support.intake.waiting import OPERATOR

    from core.texts import translator
    from intake import find
    from intake.waiting.judging import verdict_on
    from pages.frame.acting import show_outcomes
    from pages.sections.setor_data.mapping import show_mapping
    from pages.view.reader import KEY
    from pages.view.work import WorkView

    st.session_state[KEY] = OPERATOR
    show_outcomes()
    show_outcomes(waiting_id)
    waiting = find(waiting_id, OPERATOR.name)
    verdict = verdict_on(waiting) if waiting else None
    if waiting and verdict:
        show_mapping(WorkView(translator("id"), "id", OPERATOR), waiting, verdict)


def judged(content: bytes = CONTENT, source: str | None = "kunjungan", name: str = "rekap.csv") -> WaitingFile:
    """A file that waits with its own verdict."""
    file = choose_source(waits(content, name).id, OPERATOR.name, source, OFFICE)
    assert file is not None
    keep_verdict(file, judge_here(file.path, file.source, OFFICE, file.original_name))
    return file


def shown(file: WaitingFile) -> AppTest:
    app = AppTest.from_function(_script, default_timeout=60, args=(file.id,)).run()
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    return app


def choices(app: AppTest) -> dict[str, Any]:
    return {box.label: box.value for box in app.selectbox}


def test_what_is_proposed_is_chosen_and_saved(store: Store) -> None:
    file = judged()
    before = verdict_on(file)
    assert before is not None
    assert before.reason in ("kolom_wajib_tidak_ada", "judul_tak_dikenal")
    app = shown(file)
    assert choices(app) == {"Urut": None, "Hari ke": "date", "Orang": "count", "Ket": None}
    app.text_input[0].input("belum lapor, xx")
    next(button for button in app.button if "Simpan" in button.label).click().run()
    assert not app.exception
    expected = MappingAnswers({"date": ["Hari ke"], "count": ["Orang"]}, empty_words=["belum lapor", "xx"])
    assert kept_answers("kunjungan", OFFICE) == expected
    assert verdict_on(file) is None, "it is judged again"
    after = judge_here(file.path, file.source, OFFICE, file.original_name)
    assert (after.refusal, after.counts and after.counts.accepted) == (None, len(ROWS))
    keep_verdict(file, after)
    app = shown(file)
    assert len(app.selectbox) == 0
    next(button for button in app.button if "Batalkan" in button.label).click().run()
    assert kept_answers("kunjungan", OFFICE) == MappingAnswers()


def test_two_titles_for_one_column_are_refused(store: Store) -> None:
    app = shown(judged())
    next(box for box in app.selectbox if box.label.startswith("Ket")).select("date")
    next(button for button in app.button if "Simpan" in button.label).click().run()
    assert "Dua judul dipilih untuk Tanggal" in str([html.proto for html in app.get("html")])
    assert mapping_changes() == []


@pytest.mark.parametrize(
    ("name", "content", "asks"),
    [
        ("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(100), []),
        ("surat.pdf", b"%PDF-1.4 x", []),
        ("rusak.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), []),
        ("lain.csv", b"Satu;Dua\nx;y\n", ["Berkas ini berisi"]),
    ],
)
def test_a_file_that_no_answer_can_help_is_asked_nothing(
    store: Store, name: str, content: bytes, asks: list[str]
) -> None:
    app = shown(judged(content, None, name))
    assert [box.label for box in app.selectbox] == asks
    assert [box.value for box in app.selectbox] == [None] * len(asks)


def test_nothing_is_asked_of_a_file_that_says_all(store: Store) -> None:
    rows = [{"Tanggal": row["Hari ke"], "Jumlah": row["Orang"]} for row in ROWS]
    app = shown(judged(delimited(rows).encode()))
    assert len(app.selectbox) + len(app.button) == 0


@pytest.mark.parametrize("zone", ["WITA", "WIB"])
def test_a_zone_that_nobody_declared_is_asked(store: Store, zone: str) -> None:
    row = {"Kelurahan": "Sidodadi", "Mulai": "13/06/2024 08:00", "Jenis": "Listrik"}
    file = judged(delimited([row]).encode(), "gangguan")
    app = shown(file)
    assert choices(app) == {"Jam di berkas ini menurut": "WITA"}
    app.selectbox[0].select(zone)
    next(button for button in app.button if "Simpan" in button.label).click().run()
    assert find(file.id, OPERATOR.name)
    after = judge_here(file.path, file.source, OFFICE, file.original_name)
    assert (after.refusal, after.counts and after.counts.accepted) == (None, 1)


def test_a_title_is_shown_as_it_is_written(store: Store) -> None:
    rows = [{"![x](http://contoh.id/a.png)": row["Hari ke"], "**Jumlah** $x$": row["Orang"]} for row in ROWS]
    app = shown(judged(delimited(rows).encode()))
    html = " ".join(each.proto.body for each in app.get("html"))
    assert "<b>![x](http://contoh.id/a.png)</b>" in html
    assert "<b>**Jumlah** $x$</b>" in html
    assert [box.label for box in app.selectbox] == ["x http //contoh.id/a.png", "Jumlah x"], "as it is read aloud"


def test_titles_that_nobody_reads_may_be_given_a_meaning(store: Store) -> None:
    rows = [{"Tanggal": row["Hari ke"], "Jumlah": row["Orang"], "Catatan": "Pengajuan"} for row in ROWS]
    file = judged(delimited(rows).encode())
    verdict = verdict_on(file)
    assert verdict is not None
    assert verdict.refusal is None
    assert [title.partition(" ")[0] for title in verdict.unread] == ["Catatan"]
    app = shown(file)
    assert len(app.selectbox) == 0
    app.toggle[0].set_value(True).run()
    assert choices(app) == {"Catatan": "purpose"}
    next(button for button in app.button if "Simpan" in button.label).click().run()
    assert kept_answers("kunjungan", OFFICE).headers == {"purpose": ["Catatan"]}


def test_columns_of_ours_that_no_title_stands_for_are_named(store: Store) -> None:
    """Where the table says all that is required; a sheet of days beside each other has no titles to miss."""
    put(store, "panggilan_112/awal.csv", "No Tiket;Waktu Terima\n")
    call = {"No Tiket": "P-1", "Waktu Terima": "13/06/2024 08.00", "Kategori": "Prank", "Perihal Laporan": "lupa sandi"}
    app = shown(judged(delimited([call]).encode(), "panggilan_112"))
    told = str([each.proto for each in app.get("html")])
    assert "Belum ada judulnya: Nomor Penelepon, Kecamatan, Kelurahan, Topik, Dijawab, Waktu Selesai. Bila" in told
    assert [toggle.label for toggle in app.toggle] == ["Sebutkan arti judul yang tidak dibaca"]
    rows = [["No", "Kelurahan", *range(1, 11)], [1, "Sidodadi", *range(10, 20)]]
    sheet = delimited([{str(at): str(cell) for at, cell in enumerate(row)} for row in rows]).encode()
    assert "Belum ada judulnya" not in str([each.proto for each in shown(judged(sheet)).get("html")])


def test_what_is_required_and_still_open_is_marked(store: Store) -> None:
    app = shown(judged())
    assert "Wajib, dan belum ada judulnya: Tanggal, Jumlah" in str([each.proto for each in app.get("html")])
    marked = [option for option in app.selectbox[0].options if option.endswith("(wajib)")]
    assert [option.partition(":")[0] for option in marked] == ["Tanggal", "Jumlah"]


def test_a_zone_and_titles_are_asked_at_once(store: Store) -> None:
    rows = [{"Tempat": "Sidodadi", "Awal": f"{n}/06/2024 08:00", "Jenis": "Listrik"} for n in range(13, 19)]
    file = judged(delimited(rows).encode(), "gangguan")
    verdict = verdict_on(file)
    assert verdict is not None
    assert (verdict.source, verdict.needs) == ("gangguan", ["zone"])
    app = shown(file)
    assert choices(app) == {"Tempat": "unit", "Awal": "started_at", "Jam di berkas ini menurut": "WITA"}
    next(button for button in app.button if "Simpan" in button.label).click().run()
    after = judge_here(file.path, file.source, OFFICE, file.original_name)
    assert (after.refusal, after.counts and after.counts.held) == (None, 0)


def test_a_source_guessed_from_a_name_is_said_and_can_be_chosen_anew(store: Store) -> None:
    file = judged(source=None, name="Total panggilan 112 Juni.csv")
    app = shown(file)
    assert any("ditebak dari nama berkas: Total panggilan 112." in each.proto.body for each in app.get("html"))
    assert choices(app)["Berkas ini berisi"] == "panggilan_total"
    same = find(file.id, OPERATOR.name)
    assert same is not None
    assert same.source is None, "what was guessed is no choice"
    app.selectbox(key=f"isi_{file.id}").select("kunjungan").run()
    chosen = find(file.id, OPERATOR.name)
    assert chosen is not None
    assert chosen.source == "kunjungan"
