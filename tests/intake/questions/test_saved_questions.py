"""Questions that are kept by name."""

import pytest

from core.store import Store
from intake.ledger import entries, ledger_file
from intake.questions import WrongNameError, drop_question, save_question, saved_questions
from intake.questions.question import LONGEST_SQL


def test_the_last_text_under_a_name_counts_and_all_stay_in_the_ledger(store: Store):
    save_question("ani@kota.contoh", " Porsi\tper bulan ", "SELECT 1")
    save_question("budi@kota.contoh", "Porsi per bulan", "SELECT 2")
    save_question("", "aktif", "SELECT 3")
    assert [(kept.name, kept.sql, kept.account) for kept in saved_questions()] == [
        ("aktif", "SELECT 3", ""),
        ("Porsi per bulan", "SELECT 2", "budi@kota.contoh"),
    ]
    drop_question("ani@kota.contoh", "Porsi per bulan")
    assert [kept.name for kept in saved_questions()] == ["aktif"]
    assert [entry.told["sql"] for entry in entries("question")] == ["SELECT 1", "SELECT 2", "SELECT 3", ""]
    assert ledger_file().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("name", "sql"), [("", "SELECT 1"), ("x" * 81, "SELECT 1"), ("a\u202eb", "SELECT 1"),
                                           ("x", "y" * (LONGEST_SQL + 1))])  # fmt: skip
def test_what_cannot_be_shown_is_not_kept(store: Store, name: str, sql: str):
    with pytest.raises(WrongNameError):
        save_question("", name, sql)
    assert saved_questions() == []
