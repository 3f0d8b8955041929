"""Every act on a held row does what it says at the next load, and its undo does the contrary."""

import os
from datetime import datetime, timedelta
from functools import partial

import pytest
from support.files.raw_files import SIDODADI, delimited, log, put, requests

from core.clock import now_in_city
from core.store import Store
from core.texts import translator
from etl import UserError, held_groups, read_reference
from etl.loading.last_load import noted
from etl.loading.load import load
from intake import (
    MendAnswer,
    WorkItem,
    answers,
    check_of_declaration,
    loaded_until,
    mend_item,
    tasks_done_since,
    undo,
    work_list,
)
from intake.mending.work_list import CLOSED, DAY_ORDER, FILE_OFFICE, NONE, VALUE

t = translator("id")
VISITS = "Unit Layanan;Keperluan;Tanggal;Jumlah\n"


def _items(store: Store) -> list[WorkItem]:
    return work_list(held_groups(store))


def _answer(item: WorkItem, act: str, code: str) -> MendAnswer:
    return next(each for each in answers(item, read_reference(), t, "id") if (each.act, each.code) == (act, code))


def _mended_and_back(store: Store, item: WorkItem, act: str, code: str, word: str = "") -> str:
    """The text of the file after the act; the item is gone then, and back after the undo."""
    entry = mend_item(item, _answer(item, act, code), word or item.text, "ani", "kata mereka")
    file = store.root / str(entry.told["file"])
    told = file.read_text()
    load(store)
    assert item.key not in {each.key for each in _items(store)}
    undo(entry, partial(check_of_declaration, str(entry.told["file"])), "ani")
    load(store)
    assert item.key in {each.key for each in _items(store)}
    return told


def test_a_word_for_a_value_is_declared_for_the_source(store: Store) -> None:
    log(store, "a.csv", 2, Status="Beres")
    (store.raw / "permohonan" / "sumber.toml").write_text('zone = "WITA" # kata Bu Rina\n')
    load(store)
    [item] = _items(store)
    assert (item.text, item.freed, item.acts[0]) == ("Beres", 2, VALUE) or item.is_masked
    told = _mended_and_back(store, item, VALUE, "siap_diambil", "Beres")
    assert told == 'zone = "WITA" # kata Bu Rina\n\n[values.status]\nsiap_diambil = ["Beres"]\n'


def test_a_word_for_none_and_one_for_a_closed_day(store: Store) -> None:
    put(store, "kunjungan/a.csv", f"{VISITS}Kelurahan Sidodadi;Permohonan;27/08/2024;rapat\n", zone=None)
    put(store, "kunjungan/b.csv", f"{VISITS}Kelurahan Sidodadi;Permohonan;28/08/2024;4\n", zone=None)
    load(store)
    [item] = [each for each in _items(store) if each.column == "count"]
    assert item.acts[:2] == (NONE, CLOSED)
    assert 'closed = ["rapat"]' in _mended_and_back(store, item, CLOSED, "", "rapat")


def test_a_word_for_none_in_a_column_that_may_be_empty(store: Store) -> None:
    log(store, "a.csv", 2, Tanggal_Update="belum ada tanggal")
    load(store)
    item = next(each for each in _items(store) if each.column == "updated_at")
    assert item.acts[0] == NONE
    assert 'empty_words = ["belum ada tanggal"]' in _mended_and_back(store, item, NONE, "", "belum ada tanggal")


def test_the_order_of_day_and_month_is_declared(store: Store) -> None:
    rows = requests(3, Tanggal_Permohonan="03/09/2024 07.30", Tanggal_Update="03/09/2024 08.00")
    mixed = requests(6, Tanggal_Permohonan="27/08/2024 07.30", Tanggal_Update="27/08/2024 08.00")[3:5]
    other = requests(7, Tanggal_Permohonan="08/27/2024 07.30", Tanggal_Update="08/27/2024 08.00")[5:]
    put(store, "permohonan/a.csv", delimited([*rows, *mixed, *other]))
    load(store)
    item = next(each for each in _items(store) if DAY_ORDER in each.acts)
    entry = mend_item(item, _answer(item, DAY_ORDER, "DMY"), "", "ani", "")
    assert 'date_order = "DMY"' in (store.root / str(entry.told["file"])).read_text()
    load(store)
    assert item.key not in {each.key for each in _items(store)}


def test_the_office_of_a_file_is_declared(store: Store) -> None:
    rows = "Tanggal;Keperluan;Jumlah\n27/08/2024;Permohonan;4\n28/08/2024;Permohonan;5\n"
    put(store, "kunjungan/hitungan [baru] 2024-08.csv", rows, zone=None)
    load(store)
    [item] = _items(store)
    assert (item.reason, item.acts[0], item.severity) == ("kantor_tak_disebut", FILE_OFFICE, "berkas")
    told = _mended_and_back(store, item, FILE_OFFICE, "Kelurahan Sidodadi")
    assert told == '[unit_by_file]\n"hitungan [[]baru] 2024-08.csv" = "Kelurahan Sidodadi"\n'


def test_what_one_sender_writes_is_declared_of_that_sender_alone(store: Store) -> None:
    put(store, f"permohonan/{SIDODADI}/a.csv", delimited(requests(2, Status="Beres")), zone=None)
    log(store, "b.csv", 3, Status="Beres")
    load(store)
    items = _items(store)
    assert [item.sender for item in items] in ([SIDODADI, ""], ["", SIDODADI])
    own = next(item for item in items if item.sender)
    entry = mend_item(own, _answer(own, VALUE, "siap_diambil"), "Beres", "ani", "")
    assert entry.told["file"] == f"local/pemetaan/permohonan.{SIDODADI}.toml"
    load(store)
    assert [item.sender for item in _items(store)] == [""]
    undo(entry, partial(check_of_declaration, str(entry.told["file"])), "ani")
    load(store)
    assert len(_items(store)) == 2


def _said_of_beres(act: str) -> WorkItem:
    told = "permohonan", "status", "status_tak_dikenal", "tolak", "Beres"
    return WorkItem("k", *told, (), 2, 2, {}, (), (), "", (act,))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'zone = "WITA"\n[values.status]\ndibatalkan = ["beres", "Hapus"] # lama\n',
            'zone = "WITA"\n[values.status]\ndibatalkan = ["Hapus"] # lama\nsiap_diambil = ["Beres"]\n',
        ),
        (
            'zone = "WITA"\nempty_words = ["BERES"]\n',
            'zone = "WITA"\nempty_words = []\n\n[values.status]\nsiap_diambil = ["Beres"]\n',
        ),
        (
            'zone = "WITA"\n[values.status]\nsiap_diambil = ["Beres"]\n',
            'zone = "WITA"\n[values.status]\nsiap_diambil = ["Beres"]\n',
        ),
    ],
)
def test_a_second_answer_replaces_the_first_and_can_be_taken_back(store: Store, before: str, after: str) -> None:
    log(store, "a.csv", 2, Status="Beres")
    toml = store.raw / "permohonan" / "sumber.toml"
    toml.write_text(before)
    item = _said_of_beres(VALUE)
    entry = mend_item(item, _answer(item, VALUE, "siap_diambil"), "Beres", "ani", "")
    assert toml.read_text() == after
    assert load(store).files[0].accepted == 2
    undo(entry, partial(check_of_declaration, str(entry.told["file"])), "ani")
    assert toml.read_text() == before


def test_an_answered_item_waits_for_the_load_and_comes_back_when_taken_back(store: Store) -> None:
    log(store, "a.csv", 2, Status="Beres")
    load(store)
    [item] = _items(store)
    before = loaded_until(store) - timedelta(seconds=1)
    assert tasks_done_since(before) == frozenset()
    entry = mend_item(item, _answer(item, VALUE, "siap_diambil"), "Beres", "ani", "")
    assert tasks_done_since(before) == {item.key}
    assert tasks_done_since(entry.at) == frozenset()
    undo(entry, partial(check_of_declaration, str(entry.told["file"])), "ani")
    assert tasks_done_since(before) == frozenset()


def test_what_is_answered_while_a_load_runs_waits_for_the_next_one(store: Store) -> None:
    log(store, "a.csv", 2, Status="Beres")
    assert loaded_until(store) == datetime.min
    load(store)
    began = now_in_city() + timedelta(hours=1)
    was = loaded_until(store)
    with noted(store, began):
        assert loaded_until(store) == was, "it has not ended"
    assert loaded_until(store) == began
    with pytest.raises(UserError), noted(store, began + timedelta(hours=1)):
        raise UserError("x")
    assert loaded_until(store) == began, "a refused load has loaded nothing"
    os.utime(store.warehouse, (2**31, 2**31))
    assert loaded_until(store) == began


@pytest.mark.parametrize("note", [None, b'{"at": "2024-11-30T08:00:00", "exit_code": 4, "sentence": "x"}'])
def test_where_no_load_is_noted_that_ended_well_the_newest_build_tells_it(store: Store, note: bytes | None) -> None:
    """Versions before this one noted how the last load ended alone."""
    log(store, "a.csv", 2, Status="Beres")
    load(store)
    was, place = loaded_until(store), store.warehouse_dir / "muat_terakhir.json"
    place.unlink()
    if note:
        place.write_bytes(note)
    assert abs(loaded_until(store) - was) < timedelta(seconds=2)
