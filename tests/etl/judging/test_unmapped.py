"""What nobody has mapped yet: counted in the published tables, and told above five in a hundred."""

import pandas as pd
import pytest
from support.files.raw_files import delimited, published, put, requests

from analytics.build import service_origins
from analytics.services import Unmapped, unmapped
from analytics.services.groups import OTHER_GROUP, group_of
from analytics.services.unmapped_services import UNMAPPED
from core.snapshot import open_current
from core.store import Store
from etl.loading.load import load
from wording import unmapped_words

AUGUST = pd.Timestamp("2024-08-01")


def loaded(store: Store, letters: int, origins: int) -> Unmapped:
    """Of 100 requests so many with a letter, and so many with an origin, that nobody knows."""
    rows = requests(100)
    rows[:letters] = [row | {"Jenis Layanan": "Surat Antah Berantah"} for row in rows[:letters]]
    rows[50 : 50 + origins] = [row | {"Asal Permohonan": "Merpati"} for row in rows[50 : 50 + origins]]
    put(store, "permohonan/a.csv", delimited(rows))
    put(store, "kunjungan/b.csv", "Kantor;Tanggal;Jumlah\nKel. Sidodadi;27/08/2024;9\n", None)
    load(store)
    snapshot = open_current(store)
    return unmapped(service_origins(snapshot, snapshot.meta()["as_of"]), AUGUST)


def test_what_is_unmapped_counts_and_is_told(store: Store) -> None:
    assert loaded(store, 10, 20) == Unmapped(0.1, 0.2)
    assert published(store, f"SELECT sum(requests)::INTEGER FROM unit_day WHERE service = '{UNMAPPED}'") == [(10,)]
    assert published(store, "SELECT warga, tidak_diketahui FROM unit_day_total WHERE warga > 0") == [(80, 20)]
    assert published(store, f"SELECT label_id FROM services WHERE service = '{UNMAPPED}'") == [
        ("Layanan belum dipetakan",)
    ]
    assert group_of(UNMAPPED) == OTHER_GROUP


def test_a_few_are_not_told(store: Store) -> None:
    assert loaded(store, 5, 0) == Unmapped(None, None)


def test_neither_where_it_would_tell_of_a_few_people() -> None:
    columns = ["unit_code", "month", "service", "digital", "officer", "unknown"]
    rows = pd.DataFrame([("a", AUGUST, UNMAPPED, 3, 0, 0), ("a", AUGUST, "domisili", 20, 0, 0)], columns=columns)
    assert unmapped(rows, AUGUST) == Unmapped(None, None)
    assert unmapped(rows[:0], AUGUST) == Unmapped(None, None)


@pytest.mark.parametrize(("lang", "words"), [("id", "belum dipetakan"), ("en", "not yet mapped")])
def test_it_is_said_in_both_languages(lang: str, words: str) -> None:
    service, origin = told = unmapped_words(Unmapped(0.25, 0.1), AUGUST, lang)
    assert words in service
    assert "25" in service
    assert "10" in origin
    assert unmapped_words(Unmapped(None, None), AUGUST, lang) == []
    assert all({"id": "Agustus 2024", "en": "August 2024"}[lang] in sentence for sentence in told)
