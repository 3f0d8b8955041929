"""A word gets its office or its service, its rows come in at the next load, and all of it can be taken back."""

import os

import pytest
from support.files.raw_files import SIDODADI, counts, log

from core.store import Store
from etl import UserError, held_groups, read_reference
from etl.loading.load import load
from intake import entries
from intake.mending.changes import NotUndoneError, history, undo
from intake.mending.naming import Naming, RefusedWordError, give_name
from intake.mending.work_list import ASK, OFFICE, SERVICE, WorkItem, work_list


def _items(store: Store) -> list[WorkItem]:
    return work_list(held_groups(store))


def _aliases(text: str) -> None:
    read_reference({"unit_aliases": text})


def test_a_word_gets_its_office_and_its_rows_leave_the_list(store: Store) -> None:
    log(store, "a.csv", 3, Unit_Layanan="Sidodadai")
    load(store)
    [item] = _items(store)
    assert (item.text, item.rows, item.freed, item.acts, item.title) == (
        "Sidodadai",
        3,
        3,
        (OFFICE, ASK),
        "Unit Layanan",
    )
    give_name(Naming("unit_aliases", item.text, SIDODADI, "ejaan loket"), "ani")
    outcome = load(store)
    assert counts(outcome) == [("loaded", 3, 0, 0, 1)]
    assert _items(store) == []
    [entry] = entries("edited")
    assert (entry.account, entry.told["file"], entry.told["now"]) == (
        "ani",
        "local/unit_aliases.csv",
        f"Sidodadai = {SIDODADI}",
    )
    assert entry.told["why"] == "ejaan loket"


def test_what_was_named_is_taken_back_and_given_again(store: Store) -> None:
    log(store, "a.csv", 2, Unit_Layanan="Sidodadai")
    first = give_name(Naming("unit_aliases", "Sidodadai", SIDODADI), "ani")
    give_name(Naming("unit_aliases", "Kantor Lama", SIDODADI), "budi")
    back = undo(first, _aliases, "budi")
    assert "Sidodadai" not in (store.root / "local" / "unit_aliases.csv").read_text()
    assert [row["alias"] for row in read_reference()["unit_aliases"]][-1] == "Kantor Lama"
    load(store)
    assert [item.text for item in _items(store)] == ["Sidodadai"]
    with pytest.raises(NotUndoneError):
        undo(first, _aliases, "budi")
    undo(back, _aliases, "ani")  # what was taken back by mistake
    load(store)
    assert _items(store) == []
    assert [entry.kind for entry in history()] == ["undone", "undone", "edited", "edited"]


def test_spellings_that_are_read_alike_are_one_item_and_one_row(store: Store) -> None:
    log(store, "a.csv", 2, Unit_Layanan="Sidodadai")
    log(store, "b.csv", 3, Unit_Layanan="SIDODADAI ", No_Permohonan="X")
    load(store)
    [item] = _items(store)
    assert len(item.files) == 2
    give_name(Naming("unit_aliases", "sidodadai", SIDODADI), "ani")
    give_name(Naming("unit_aliases", "SIDODADAI", "64.72.03.1004"), "ani")
    own = [row for row in read_reference()["unit_aliases"] if row["alias"].lower() == "sidodadai"]
    assert [(row["alias"], row["unit_code"]) for row in own] == [("SIDODADAI", "64.72.03.1004")]


def test_a_service_gets_its_name(store: Store) -> None:
    log(store, "a.csv", 2, Jenis_Layanan="Surat Domisili Usaha Baru")
    load(store)
    [item] = _items(store)
    assert item.acts[0] == SERVICE
    give_name(Naming("service_aliases", "Surat Domisili Usaha Baru", "usaha"), "ani")
    load(store)
    assert _items(store) == []


def test_the_table_on_disk_keeps_all_that_was_in_it(store: Store) -> None:
    table = store.root / "local" / "unit_aliases.csv"
    table.parent.mkdir()
    table.write_bytes('\ufeffalias;unit_code;source\r\n"Kantor, ""Lama""";64.72.03.1005;SK\r\n\r\n'.encode())
    table.chmod(0o640)
    entry = give_name(Naming("unit_aliases", "Baru", SIDODADI), "ani")
    told = table.read_bytes().decode()
    assert told.startswith('\ufeffalias;unit_code;source\r\n"Kantor, ""Lama""";64.72.03.1005;SK\r\n\r\nBaru;')
    assert told.endswith("\r\n")
    assert os.stat(table).st_mode & 0o777 == 0o640
    undo(entry, _aliases, "ani")
    assert table.read_bytes().decode() == '\ufeffalias;unit_code;source\r\n"Kantor, ""Lama""";64.72.03.1005;SK\r\n\r\n'


@pytest.mark.parametrize(
    "word", ['=HYPERLINK("x")', "<b>Sidodadai</b>", "Sidodadai\nBaru", 'Si"do"dadai', "Sido,dadai;x", "@Sidodadai"]
)
def test_hostile_words_are_names_like_any_other(store: Store, word: str) -> None:
    """As the cell holds them: no formula for a spreadsheet that opens the table, no row of its own."""
    give_name(Naming("unit_aliases", word, SIDODADI), "ani")
    text = (store.root / "local" / "unit_aliases.csv").read_text()
    assert text.count("\n") == 2
    assert not text.splitlines()[1].lstrip('"').startswith(("=", "@"))
    log(store, "a.csv", 2, Unit_Layanan=f'"{word.replace(chr(34), chr(34) * 2)}"')
    assert counts(load(store)) == [("loaded", 2, 0, 0, 1)]


@pytest.mark.parametrize("word", ["", " \n", "...", "x" * 300])
def test_what_can_be_no_name_changes_nothing(store: Store, word: str) -> None:
    with pytest.raises(RefusedWordError):
        give_name(Naming("unit_aliases", word, SIDODADI), "ani")
    assert not (store.root / "local" / "unit_aliases.csv").exists()
    assert entries() == []


@pytest.mark.parametrize(("word", "means"), [("Sidodamai", SIDODADI), ("Lama", "64.72.99.1")])
def test_what_the_loader_would_refuse_is_refused(store: Store, word: str, means: str) -> None:
    with pytest.raises(UserError, match="baris 2"):
        give_name(Naming("unit_aliases", word, means), "ani")
    assert not (store.root / "local" / "unit_aliases.csv").exists()
    assert entries() == []


def test_rows_with_another_fault_are_not_promised(store: Store) -> None:
    log(store, "a.csv", 2, Unit_Layanan="Sidodadai", Status="Entah")
    load(store)
    assert {item.reason: (item.rows, item.freed) for item in _items(store)} == {
        "unit_tak_dikenal": (2, 0),
        "status_tak_dikenal": (2, 0),
    }


def test_words_that_are_not_shown_are_tasks_of_their_own_with_their_places(store: Store) -> None:
    """Both read 'Pos *****': an answer to one is none to the other."""
    log(store, "a.csv", 3, Unit_Layanan="Pos Hapsari")
    log(store, "b.csv", 2, Unit_Layanan="Pos Wening")
    load(store)
    items = _items(store)
    assert [(item.text, item.rows, item.places) for item in items] == [
        ("Pos *****", 3, (("a.csv", "2"), ("a.csv", "3"), ("a.csv", "4"))),
        ("Pos *****", 2, (("b.csv", "2"), ("b.csv", "3"))),
    ]
    assert all(item.is_masked for item in items)


def test_hidden_words_that_nothing_tells_apart_are_not_said_to_be_one(store: Store) -> None:
    """Rows that fail in two columns may have slipped by a cell: nothing of them is shown, and none is known again."""
    log(store, "a.csv", 2, Unit_Layanan="Sidodadai", Status="Entah")
    log(store, "b.csv", 1, Unit_Layanan="Pelabuan", Status="Belum jelas")
    log(store, "c.csv", 1, Unit_Layanan="Pos Wening")
    load(store)
    assert sorted((item.reason, item.text, item.rows, item.is_one_word) for item in _items(store)) == [
        ("status_tak_dikenal", "*****", 3, False),
        ("unit_tak_dikenal", "*****", 3, False),
        ("unit_tak_dikenal", "Pos *****", 1, True),
    ]
