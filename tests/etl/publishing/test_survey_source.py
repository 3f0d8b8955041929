"""The satisfaction survey as an optional source: read in several forms, held with a reason, absent without a trace."""

from support.files.raw_files import SIDODADI, delimited, etl, published, put, requests, workbook

from core.store import Store
from etl.loading.load import load

FOUND = "SELECT unit_code, month::VARCHAR, channel, score, answers FROM satisfaction_month ORDER BY ALL"


def test_rows_and_workbooks_are_counted_by_month_and_channel(store: Store) -> None:
    put(
        store,
        "kepuasan/okt.csv",
        "Tanggal;Unit Layanan;Kanal;Skor;Jumlah Responden\n"
        "01/10/2024;Kelurahan Sidodadi;Daring;Sangat Baik;12\n02/10/2024;Kelurahan Sidodadi;Digital;4;3\n",
    )
    title: list[object] = ["Tanggal", "Kantor", "Saluran", "Nilai", "Jumlah"]
    workbook(store.raw / "kepuasan" / "nov.xlsx", [title, ["2024-11-04", "Sidodadi", "Tatap Muka", 2, 7]])
    load(store)
    assert published(store, FOUND) == [
        (SIDODADI, "2024-10-01", "digital", 4, 15),
        (SIDODADI, "2024-11-01", "loket", 2, 7),
    ]


def test_a_score_that_the_survey_does_not_have_is_held(store: Store) -> None:
    put(
        store,
        "kepuasan/okt.csv",
        "Tanggal;Kantor;Kanal;Nilai;Jumlah\n01/10/2024;Sidodadi;Digital;5;12\n01/10/2024;Sidodadi;Digital;3;-2\n"
        "01/10/2024;Sidodadi;Digital;3;4\n",
    )
    load(store)
    told = etl("quarantine", "--source", "kepuasan").stdout
    assert published(store, FOUND) == [(SIDODADI, "2024-10-01", "digital", 3, 4)]
    assert "nilai di luar daftar" in told
    assert "jumlah bukan bilangan" in told


def test_a_later_export_corrects_a_count(store: Store) -> None:
    head = "Tanggal;Kantor;Kanal;Nilai;Jumlah\n"
    put(store, "kepuasan/survei_2024-10-05.csv", f"{head}01/10/2024;Sidodadi;Digital;3;4\n")
    put(store, "kepuasan/survei_2024-10-09.csv", f"{head}01/10/2024;Sidodadi;Digital;3;6\n")
    load(store)
    assert published(store, FOUND)[0][-1] == 6


def test_without_a_survey_nothing_is_said_of_it(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(2)))
    load(store)
    assert published(store, FOUND) == []
    assert published(store, "SELECT count(*) FROM source_state WHERE source = 'kepuasan'") == [(0,)]
    assert "epuasan" not in etl("status").stdout
