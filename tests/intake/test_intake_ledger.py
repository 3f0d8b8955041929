"""The ledger of what was handed in and mended: lines stay as they are, whoever writes and whatever ends a process."""

import errno
import os
from multiprocessing import get_context

import pytest

from akses import UNNAMED
from core.store import Store
from core.store.folder_lock import folder_lock
from etl import mapping_path
from intake import IntakeRefusedError, MappingAnswers, add_entry, entries, ledger, map_titles, save_question, sendings
from intake.ledger import intake_lock, ledger_file
from intake.mending.naming import Naming, give_name

SPAWN = get_context("fork")


def test_lines_come_back_as_they_were_told(store: Store) -> None:
    first = add_entry("sent", "a@kota.contoh", file="kunjungan/kota/x.csv", rows=3)
    second = add_entry("edited", "", was={"target": "5"}, becomes={"target": None})
    assert entries() == [first, second]
    assert [entry.number for entry in entries()] == [1, 2]
    assert entries("edited") == [second]
    assert (second.account, second.told["becomes"]) == ("", {"target": None})


def test_it_is_private(store: Store) -> None:
    add_entry("sent", "a")
    assert {oct(path.stat().st_mode)[-3:] for path in store.intake_dir.iterdir()} == {"600"}
    assert oct(store.intake_dir.stat().st_mode)[-3:] == "700"


def test_what_nobody_knows_is_not_noted(store: Store) -> None:
    with pytest.raises(ValueError, match="lain"):
        add_entry("lain", "a")
    assert entries() == []


def test_a_piece_of_a_line_hides_no_other(store: Store) -> None:
    """A process that died while it wrote, or a hand: the lines before and after are read, and keep their numbers."""
    add_entry("sent", "a")
    with ledger_file().open("ab") as file:
        file.write(b'{"time": "2024-')
    later = add_entry("withdrawn", "a")
    assert [(entry.number, entry.kind) for entry in entries()] == [(1, "sent"), (3, "withdrawn")]
    assert later.number == 3


def test_a_full_disk_leaves_nothing_of_a_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add_entry("sent", "a")
    before, write = ledger_file().read_bytes(), os.write

    def half(file: int, content: bytes) -> int:
        if len(content) < 20:
            raise OSError(errno.ENOSPC, "full")
        return write(file, content[: len(content) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(OSError, match="full"):
        add_entry("sent", "b")
    monkeypatch.undo()
    assert ledger_file().read_bytes() == before


def _note_many(account: str) -> None:
    for _ in range(25):
        add_entry("sent", account)


def test_many_write_at_once(store: Store) -> None:
    children = [SPAWN.Process(target=_note_many, args=(name,)) for name in "abcd"]
    for child in children:
        child.start()
    for child in children:
        child.join(30)
    assert [entry.number for entry in entries()] == list(range(1, 101))


def test_who_holds_the_lock_may_note(store: Store) -> None:
    with intake_lock():
        add_entry("sent", "a")
    assert len(entries()) == 1


def test_what_a_backup_keeps_waiting_ends_in_a_sentence_and_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of themselves, changes of tables and mappings; what is only looked at waits for nobody."""
    monkeypatch.setattr(ledger, "PATIENCE", 0.05)
    store.intake_dir.mkdir(parents=True)
    (store.intake_dir / "sedang_disetor.json").write_text("{}")
    answers = MappingAnswers({"request_no": ["Nomor Reg"]}, {}, "WITA", None, None, [])
    acts = [
        lambda: add_entry("sent", "a"),
        lambda: save_question("a", "x", "SELECT 1"),
        lambda: give_name(Naming("unit_aliases", "Sidodadai", "64.72.03.1005"), "a"),
        lambda: map_titles(UNNAMED, "permohonan", "kota", answers),
    ]
    with folder_lock(store.intake_dir, mode=0o600):
        for act in acts:
            with pytest.raises(IntakeRefusedError) as refused:
                act()
            assert "Pencadangan sedang berjalan" in refused.value.words(str)
        assert sendings() == []
    assert entries() == []
    assert not (store.root / "local" / "unit_aliases.csv").exists()
    assert not mapping_path("permohonan", "kota").exists()
