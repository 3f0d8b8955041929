"""What Setor data says of a load, and for whom a link opens it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from support.files.raw_files import put
from support.intake.waiting import ANALYST, OFFICE, requests_file, waits

from core.clock import now_in_city
from core.store import Store
from etl import FileEffect
from etl.loading.load import load
from intake import Phase, SentFile, add_entry, request_load, send_file
from intake.loader.state import LoadedFile, LoadState, write_state
from intake.loader.work import do_what_is_asked
from intake.verdict.verdict import Warned

OTHER = "64.72.03.1005"
LAST = date(2024, 8, 30)
COUNTS = ["Tanggal;Kelurahan;Jumlah", *(f"{day:02}/08/2024;Kelurahan Sempaja Selatan;10" for day in range(26, 31))]


def _script(role: str, place: str) -> None:
    import runpy

    import streamlit as st

    from akses import Reader
    from core.settings import ROOT
    from core.texts import translator
    from pages.view import address
    from pages.view.reader import KEY
    from pages.view.work import WorkView, begin_work

    reader = Reader("", role, place)
    st.session_state[KEY] = reader
    address.begin()
    begin_work(WorkView(translator("id"), "id", reader))
    runpy.run_path(str(ROOT / "pages" / "setor_data.py"))


def shown(role: str = "analis", place: str = "", asked: str = "") -> AppTest:
    app = AppTest.from_function(_script, default_timeout=60, args=(role, place))
    if asked:
        app.query_params["kantor"] = asked
    app.run()
    assert not app.exception, [(each.message, each.stack_trace) for each in app.exception]
    return app


def texts(app: AppTest) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


@pytest.fixture
def sent(store: Store) -> SentFile:
    """Walk-in counts up to 30 August, sent and loaded."""
    content = "\n".join([*COUNTS, ""]).encode()
    known = {"source": "kunjungan", "sender": OFFICE, "offices": [OFFICE], "first_day": LAST, "last_day": LAST}
    file = send_file(waits(content, "a.csv", month="2024-08", **known).id, ANALYST).sent
    load(store)
    done = LoadedFile(name=file.file, accepted=5, held=0, double=0, aside="")
    write_state(store, LoadState(Phase.DONE, now_in_city(), is_new=True, files=[done]))
    return file


def test_counts_alone_are_kept_and_no_figure_is_said_to_be_out(sent: SentFile) -> None:
    told = texts(shown())
    assert "Belum ada angka: log permohonan belum masuk." in told
    assert "a.csv: 5 baris diterima" in told
    assert "angka baru sudah terbit" not in told


def test_counts_beyond_the_log_are_said_to_wait_for_it(store: Store, sent: SentFile) -> None:
    put(store, "permohonan/log.csv", requests_file("A-1"))
    load(store)
    told = texts(shown())
    assert "angka baru sudah terbit" in told
    assert "Harinya sesudah 28 Agu 2024 tersimpan; tampil begitu log permohonan hari itu masuk." in told
    put(store, "permohonan/log.csv", requests_file("A-1") + requests_file("A-2", day="30/08/2024"))
    load(store)
    assert "tersimpan; tampil begitu" not in texts(shown())


def test_an_office_sees_that_months_after_the_log_are_kept(store: Store, sent: SentFile) -> None:
    put(store, "permohonan/log.csv", requests_file("A-1", day="28/07/2024"))
    add_entry("loaded", "", file=sent.file, accepted=5, held=0, double=0)
    load(store)
    kept = "Setoran Agustus 2024 sudah tersimpan; tampil di sini begitu log permohonan masa itu masuk."
    assert kept in texts(shown("operator", OFFICE))
    put(store, "permohonan/log.csv", requests_file("A-1", day="28/07/2024") + requests_file("A-2", day="30/08/2024"))
    load(store)
    assert kept not in texts(shown("operator", OFFICE))


def test_a_file_of_another_office_is_told_once_and_not_compared(store: Store) -> None:
    known = {"source": "kunjungan", "sender": OTHER, "offices": [OTHER], "first_day": LAST, "last_day": LAST}
    warned = {"warnings": [Warned("another_office", [OTHER])], "effect": FileEffect(False, new=19)}
    office = [OFFICE]
    waits("\n".join([*COUNTS, ""]).encode(), "a.csv", month="2024-08", **known, **warned)
    told = texts(shown("operator", *office))
    assert told.count("Berkas ini dari") == 1
    assert "Kelurahan Sidodadi" in told
    assert "laporan harian baru" not in told


def send_and_load(store: Store, *lines: str) -> None:
    known = {"source": "kunjungan", "sender": OFFICE, "offices": [OFFICE], "first_day": LAST, "last_day": LAST}
    send_file(waits("\n".join([*lines, ""]).encode(), "a.csv", month="2024-08", **known).id, ANALYST)
    request_load(store)
    do_what_is_asked(store)


def test_a_file_sent_before_that_counts_again_is_told_by_what_it_changes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.loader.asking.keep_loading", lambda _: None)
    send_and_load(store, *COUNTS)
    send_and_load(store, *(line.replace(";10", ";9") for line in COUNTS[:4]))
    assert "a.csv: 3 baris diterima" in texts(shown())
    send_and_load(store, *COUNTS)
    told = texts(shown())
    assert "a.csv: isinya sudah dikenal dan kini dipakai lagi: 3 baris menggantikan isi berkas lain." in told
    assert "Isinya sudah dikenal dan kini dipakai lagi" in told
    assert "0 baris diterima" not in told
    send_and_load(store, *COUNTS)
    assert "a.csv: isinya sama dengan berkas yang sudah dimuat; tidak ada yang berubah." in texts(shown())


def test_a_link_for_an_office_chooses_it_or_says_whose_it_is(store: Store) -> None:
    analyst = shown(asked=OTHER)
    assert "Tautan ini untuk Kelurahan Sidodadi;" in texts(analyst)
    assert analyst.selectbox(key="templat_kantor").value == OTHER
    told = texts(shown("operator", OFFICE, OTHER))
    assert "Tautan ini untuk Kelurahan Sidodadi; akun Anda menyetor untuk Kelurahan Sempaja Selatan." in told
    for app in (shown("operator", OFFICE, OFFICE), shown(asked="<b>tiada</b>"), shown()):
        assert "Tautan ini" not in texts(app)
