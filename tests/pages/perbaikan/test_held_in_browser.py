"""Mutu data leads to Perbaikan data and names files as they were sent: no command, no file of the server."""

import re
from datetime import date

from support.files.raw_files import delimited, put, requests
from support.intake.waiting import declare
from support.page_run import run_page

from akses import Reader
from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from etl.loading.load import load
from intake import add_entry
from pages.sections.setor_data.sent_names import names_as_sent

AUGUST = date(2024, 8, 1), date(2024, 8, 31)
VISITS = "Tanggal;Kelurahan;Jumlah\n28/08/2024;Kelurahan Sidodadi;10\n"
OF_SERVER = re.compile(r"sumber\.toml|data/local|python -m|dikirim-")
TOLD = {
    "at": "2024-09-01T08:00:00",
    "sha256": "",
    "size": 1,
    "source": "permohonan",
    "period": "2024-08",
    "waiting": "x",
}


def sent(number: int, office: str = "") -> str:
    path = f"permohonan/{office or 'kota'}/permohonan_kota_2024-08_dikirim-20240901-08000{number}.csv"
    add_entry("sent", "ani", file=path, original_name="Export Agustus.csv", office=office, **TOLD)
    return path


def test_actions_are_those_of_perbaikan_data_and_files_bear_the_names_they_were_sent_by(store: Store) -> None:
    lines = (
        delimited(requests(4, Unit_Layanan="Sidodadai", Status="Beres")) + delimited(requests(8)[4:]).partition("\n")[2]
    )
    put(store, sent(1), lines, zone=None)
    declare(store)
    put(store, "kunjungan/a.csv", VISITS)
    load(store)
    shown = run_page("mutu_data", whole_city(current_build(store)), AUGUST)
    texts = " ".join(shown.texts)
    assert "pilih kantor yang dimaksud pada Perbaikan data" in texts
    assert "sebutkan artinya pada Perbaikan data" in texts
    assert "Perbaiki yang ditahan" in texts
    assert texts.count("Export Agustus.csv") > 1
    assert not OF_SERVER.search(texts)


def test_an_office_knows_the_names_of_its_own_files_and_two_of_one_name_are_told_apart(store: Store) -> None:
    own = [sent(1, "64.72.03.1005"), sent(2, "64.72.03.1005")]
    sent(3)
    names = names_as_sent(Reader("", "operator", "64.72.03.1005"), str, "id")
    assert [*names] == [own[1], own[0]]
    assert names[own[0]] == "Export Agustus.csv (disetor 1 Sep 2024 pukul 08.00)"
    assert names_as_sent(Reader("", "camat", "64.72.03"), str, "id") == {}
    assert len(names_as_sent(Reader("", "analis"), str, "id")) == 3
