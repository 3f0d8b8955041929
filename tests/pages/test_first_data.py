"""A user's first files, whatever they hold: every page of the real app stands, and says in words what is missing."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest
from support.own_settings import settings_below

from bench.views.server import BROKEN, Server, serving
from core.disk import discard
from core.store import Store, user_store
from etl.loading.load import load
from pages.view.navigation import PAGE_TITLES, PATHS

pytestmark = pytest.mark.browser

DAYS = 26
HEADS = {
    "permohonan": "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan",
    "kunjungan": "Unit Layanan;Tanggal;Jumlah Kunjungan",
    "panggilan_112": "No Tiket;Waktu Terima;Kategori;Kelurahan",
    "peluncuran": "Unit Layanan;Tanggal;Status",
}
OFFICES = ("Kelurahan Sidodadi", "Kelurahan Rawa Makmur", "Kantor Kecamatan Palaran")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The one server of this file: it stays, whatever comes into the store and goes."""
    with settings_below(tmp_path_factory.mktemp("pertama")):
        root = user_store().root
        root.mkdir(parents=True)
        with serving(root) as started:
            yield started


@pytest.fixture
def first_store(server: Server) -> Store:
    """Its store, emptied."""
    own = user_store()
    empty(own)
    return own


def empty(own: Store) -> None:
    for part in own.root.iterdir():
        discard(part)
    own.raw.mkdir(parents=True)


def files(first: date, offices: tuple[str, ...]) -> dict[str, list[str]]:
    """One line a day and office of each source, from a day on."""
    days = [f"{first + timedelta(day):%d/%m/%Y}" for day in range(DAYS)]
    places = [(day, at, office) for day in days for at, office in enumerate(offices)]
    return {
        "permohonan": [f"A-{day}-{at};{office};SKTM;Warga;Selesai;{day} 07.30" for day, at, office in places],
        "kunjungan": [f"{office};{day};5" for day, _at, office in places],
        "panggilan_112": [f"P-{day};{day} 08.10;Bantuan aplikasi;Sidodadi" for day in days],
        "peluncuran": [f"{office};{days[0]};Aktif" for office in offices],
    }


def deliver(store: Store, rows: Mapping[str, list[str]]) -> None:
    shutil.rmtree(store.raw)
    for source, lines in rows.items():
        folder = store.raw / source
        folder.mkdir(parents=True)
        (folder / "sumber.toml").write_text('zone = "WITA"\n')
        (folder / "kiriman.csv").write_text("\n".join([HEADS[source], *lines]) + "\n")
    assert {account.state for account in load(store).files} == {"loaded"}


# Before the policy (27 August 2024), over its first day, and after it; each weekday once.
FIRSTS = [date(2024, 8, 12), date(2024, 8, 20), date(2024, 7, 3), date(2024, 9, 5), date(2024, 8, 23), date(2024, 9, 7)]
FIRSTS += [date(2024, 8, 25)]
WORLDS = {f"{first:%A}": (first, OFFICES, tuple(HEADS)) for first in FIRSTS}
WORLDS |= {source: (FIRSTS[0], OFFICES, (source,)) for source in HEADS}
WORLDS |= {"one office": (FIRSTS[1], OFFICES[:1], ("permohonan", "kunjungan"))}


def test_every_page_stands(first_store: Store, server: Server) -> None:
    """One server that sees one delivery after the other, as an installation does; every fold is open.

    A source that comes alone comes first: what was loaded before stays where its files are gone.
    """
    broken = []
    for world, (first, offices, sources) in WORLDS.items():
        if len(sources) == 1:
            empty(first_store)
        deliver(first_store, {source: rows for source, rows in files(first, offices).items() if source in sources})
        with server.session() as session:
            for path, page in PATHS.items():
                shown = session.view(path, "buka=semua")
                if BROKEN in shown or PAGE_TITLES[page].encode() not in shown:
                    broken.append((world, page))
    assert broken == []


def test_every_page_stands_for_a_week_a_quarter_and_a_year(first_store: Store, server: Server) -> None:
    deliver(first_store, files(FIRSTS[1], OFFICES))
    broken = []
    with server.session() as session:
        for period in ("2024-W35", "2024-Q3", "2024"):
            for path, page in PATHS.items():
                shown = session.view(path, f"buka=semua&bulan={period}")
                if BROKEN in shown or PAGE_TITLES[page].encode() not in shown:
                    broken.append((period, page))
    assert broken == []


def test_each_weekday_is_tried() -> None:
    assert {first.weekday() for first in FIRSTS} == set(range(7))


def test_before_there_is_a_figure_the_source_that_lacks_is_named_and_who_has_reported_stands(
    first_store: Store, server: Server
) -> None:
    deliver(first_store, {"kunjungan": files(FIRSTS[3], OFFICES)["kunjungan"]})
    with server.session() as session:
        first, quality = session.view("", ""), session.view("mutu_data", "")
    for shown in (first, quality):
        assert b"Belum ada angka: log permohonan belum masuk." in shown
        assert b"setor_data" in shown
    assert b"2 dari 59 kelurahan lengkap untuk September 2024." in quality
    assert b"Rawa Makmur" in quality
    assert b"hari demi hari" not in first


def test_calls_of_unknown_kinds_are_not_said_to_be_none(first_store: Store, server: Server) -> None:
    rows = files(FIRSTS[1], OFFICES)
    deliver(
        first_store, rows | {"panggilan_112": [line.replace("Bantuan aplikasi", "x") for line in rows["panggilan_112"]]}
    )
    with server.session() as session:
        shown = session.view("bantuan_112", "buka=semua&bulan=2024-08")
    assert b"12 dari 12 panggilan 112 tidak menyebut jenis yang dikenal" in shown
    assert b"0 panggilan bantuan" not in shown
    assert b"Tidak ada panggilan bantuan" not in shown
