"""A sender's mapping: laid over sumber.toml for that sender's files alone, as strict, and refusing nobody else's."""

from pathlib import Path

import pytest
from support.files.raw_files import delimited, etl, put, take_in, warehouse
from support.files.taken_once import take_in_once

from core.settings import settings
from core.store import Store
from etl.errors import UserError
from etl.loading.outcome import Outcome
from etl.sources.declarations import Declaration
from etl.sources.mappings import laid_over, mapping_path, sender_folder

SENDER, OTHER = "64.72.03.1005", "64.72.01.1001"
ROWS = [{"Hari ke": f"{day:02d}/06/2024", "Orang": str(day)} for day in range(3, 8)]
TITLES = '[headers]\ndate = ["Hari ke"]\ncount = ["Orang"]\n'


def declare(said: str, source: str = "kunjungan", sender: str = SENDER) -> Path:
    path = mapping_path(source, sender)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(said)
    return path


def sent(store: Store, name: str = "a.csv", sender: str = SENDER, rows: list[dict[str, str]] = ROWS) -> Path:
    return put(store, f"kunjungan/{sender}/{name}", delimited(rows), None)


def told(outcome: Outcome) -> list[str]:
    return [each for each in outcome.idle if "kunjungan" in each or "pemetaan" in each]


def test_a_senders_words_come_first_and_single_values_replace() -> None:
    common = Declaration(
        zone="WITA",
        unit_by_file={"*a*": "Jawa", "*b*": "Dadi Mulya"},
        headers={"unit": ["Tempat", "Kantor X"], "date": ["Hari"]},
        values={"status": {"siap_diambil": ["Beres"], "dibatalkan": ["Gugur"]}},
        empty_words=["xx", "yy"],
        date_order="DMY",
    )
    own = Declaration(
        headers={"kecamatan": ["TEMPAT"], "date": ["Tgl ini"]},
        values={"status": {"dibatalkan": ["beres"]}},
        unit_by_file={"*a*": "Sidodadi"},
        empty_words=["zz", "xx"],
        date_order="MDY",
    )
    both = laid_over(common, own)
    assert both.headers == {"kecamatan": ["TEMPAT"], "date": ["Tgl ini", "Hari"], "unit": ["Kantor X"]}
    assert both.values == {"status": {"dibatalkan": ["beres", "Gugur"], "siap_diambil": []}}
    assert both.empty_words == ["zz", "xx", "yy"]
    assert (both.zone, both.date_order) == ("Asia/Makassar", "MDY")
    assert both.for_file("a.csv").unit == "Sidodadi"
    assert both.for_file("b.csv").unit == "Dadi Mulya"
    assert laid_over(common, Declaration(unit="Sidodadi")).for_file("a.csv").unit == "Sidodadi"
    assert laid_over(common, Declaration()) == common


@pytest.mark.parametrize(("path", "sender"), [("a.csv", None), ("64.72/a.csv", "64.72"), ("kota/2024/a.csv", "kota")])
def test_the_sender_is_the_first_folder(path: str, sender: str | None) -> None:
    assert sender_folder(path) == sender


def test_it_holds_for_the_senders_files_alone(store: Store) -> None:
    sent(store)
    sent(store, sender=OTHER, rows=[{**row, "x": "1"} for row in ROWS])
    declare(f'unit = "Kelurahan Sidodadi"\n{TITLES}')
    outcome = take_in_once(store)
    assert {account.path: account.state for account in outcome.files} == {
        f"{SENDER}/a.csv": "loaded",
        f"{OTHER}/a.csv": "set_aside",
    }
    assert warehouse(store, "SELECT DISTINCT unit_code FROM visit") == [(SENDER,)]
    assert told(outcome) == []


def test_a_changed_mapping_makes_only_its_senders_files_read_again(store: Store) -> None:
    sent(store)
    sent(store, sender=OTHER, rows=[{"Tanggal": "03/06/2024", "Jumlah": "4", "Kelurahan": "Jawa"}])
    declare(f'unit = "Kelurahan Sidodadi"\n{TITLES}')
    take_in(store)
    assert take_in(store).files == []
    path = declare(f'unit = "Kelurahan Jawa"\n{TITLES}')
    assert [account.path for account in take_in(store).files] == [f"{SENDER}/a.csv"]
    path.unlink()
    assert [(account.path, account.state) for account in take_in(store).files] == [(f"{SENDER}/a.csv", "set_aside")]


@pytest.mark.parametrize(
    ("said", "line", "words"),
    [
        ('[headers]\nkantor = ["Hari ke"]\n', 2, "kolom 'kantor'"),
        ('date_order = "YMD"\n', 1, "date_order"),
        ('unit = "Kelurahan Antah"\n', 1, "Kelurahan Antah"),
        ('[headers]\ndate = ["Hari ke"]\ncount = ["hari KE"]\n', 3, "'date' dan 'count'"),
    ],
)
def test_a_wrong_entry_is_told_with_its_own_file_and_line(store: Store, said: str, line: int, words: str) -> None:
    sent(store)
    path = declare(said)
    with pytest.raises(UserError) as refused:
        take_in_once(store)
    assert str(refused.value).startswith(f"{path} baris {line}:")
    assert words in str(refused.value)


def test_what_meets_nothing_is_told_and_stops_nobody(store: Store) -> None:
    sent(store)
    declare(f'unit = "Kelurahan Sidodadi"\ndate_formats = ["%Y.%d.%m"]\n{TITLES}kecamatan = ["Wilayah"]\n')
    assert [account.accepted for account in take_in(store).files] == [5]
    put(store, f"kunjungan/{SENDER}/b.csv", delimited(ROWS).replace("2024", "2023"), None)
    idle = told(take_in(store))
    assert len(idle) == 2
    assert all(each.startswith(f"pemetaan/kunjungan.{SENDER}.toml: ") for each in idle)
    assert "judul 'Wilayah'" in idle[0]


@pytest.mark.parametrize("name", ["kunjunga.64.72.03.1005.toml", "kunjungan.toml", "catatan.txt"])
def test_a_file_that_is_no_mapping_is_named(store: Store, name: str) -> None:
    sent(store, rows=[{"Tanggal": "03/06/2024", "Jumlah": "4", "Kelurahan": "Jawa"}])
    declare("").with_name(name).write_text("unit =")
    outcome = take_in_once(store)
    assert [account.accepted for account in outcome.files] == [1]
    assert [each for each in told(outcome) if each.startswith(f"local/pemetaan/{name}: bukan nama pemetaan.")]


def test_a_mapping_without_files_is_named_and_not_read(store: Store) -> None:
    sent(store, rows=[{"Tanggal": "03/06/2024", "Jumlah": "4", "Kelurahan": "Jawa"}])
    declare("unit =", sender=OTHER)
    named = f"local/pemetaan/kunjungan.{OTHER}.toml: tidak ada berkas di raw/kunjungan/{OTHER}/"
    assert told(take_in_once(store)) == [named]


def test_a_zone_may_be_said_by_the_mapping_alone(store: Store) -> None:
    row = {"Kelurahan": "Jawa", "Mulai": "03/06/2024 08:00", "Jenis": "Listrik"}
    put(store, "gangguan/kota/a.csv", delimited([row]), None)
    with pytest.raises(UserError, match="zona waktu sumber 'gangguan' belum dinyatakan"):
        take_in(store)
    declare('zone = "WIB"\n', "gangguan", "kota")
    assert [account.accepted for account in take_in(store).files] == [1]
    assert warehouse(store, "SELECT hour(started_at) FROM outage") == [(9,)]


def test_inspect_uses_it(store: Store) -> None:
    path = sent(store)
    (store.raw / "kunjungan/sumber.toml").write_text('empty_words = ["nihil"]\n')
    declare(f'unit = "Kelurahan Sidodadi"\n{TITLES}kecamatan = ["Wilayah"]\n')
    shown = etl("inspect", path).stdout
    assert "Hari ke" in shown
    assert f"kunjungan.{SENDER}.toml: headers.kecamatan.Wilayah tidak terpakai di berkas ini" in " ".join(shown.split())
    assert settings().data_dir in mapping_path("kunjungan", SENDER).parents


def test_a_folder_in_the_place_of_a_mapping_is_told(store: Store) -> None:
    sent(store)
    mapping_path("kunjungan", SENDER).mkdir(parents=True)
    with pytest.raises(UserError, match=SENDER):
        take_in_once(store)
