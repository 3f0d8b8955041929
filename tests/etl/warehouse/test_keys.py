"""The key: made once, never lost in silence, changed only when that is said."""

import pytest
from support.files.raw_files import delimited, etl, log, put, requests, take_in, warehouse

from core.settings import settings
from core.store import Store
from etl.errors import UserError
from etl.loading.load import load

HASHES = "SELECT hash FROM pseudonym ORDER BY ALL"


def test_the_first_load_makes_a_key_for_its_owner_only(store: Store) -> None:
    log(store, "a.csv")
    take_in(store)
    path = settings().key_file
    assert oct(path.stat().st_mode)[-3:] == "600"
    assert len(path.read_text().strip()) == 64
    assert [child.name for child in path.parent.iterdir() if child.name.startswith(".kunci")] == []


@pytest.mark.parametrize("options", [{}, {"rebuild": True}])
def test_a_lost_key_is_refused_and_no_other_is_made(store: Store, options: dict[str, bool]) -> None:
    log(store, "a.csv")
    build = load(store).build
    settings().key_file.unlink()
    with pytest.raises(UserError, match=r"kunci hilang.*--new-key"):
        load(store, **options)
    assert not settings().key_file.exists()
    assert store.pointer.read_text().strip() == build


def test_another_key_is_refused(store: Store) -> None:
    log(store, "a.csv")
    take_in(store)
    own = settings().key_file.read_text()
    settings().key_file.write_text("ab" * 32)
    done = etl("load", "--rebuild")
    assert done.returncode == 1
    assert "bukan kunci pembuat" in done.stderr
    settings().key_file.write_text(own)
    assert etl("load").returncode == 0


def test_a_new_key_is_taken_when_that_is_said(store: Store) -> None:
    """Rows of a removed file stay, but not its persons: hashed with two keys, one person would count twice."""
    gone = log(store, "a.csv", 1)
    put(store, "permohonan/b.csv", delimited(requests(2)[1:]))
    take_in(store)
    gone.unlink()
    take_in(store)
    before = warehouse(store, HASHES)
    settings().key_file.unlink()
    done = etl("load", "--new-key")
    assert done.returncode == 0, done.stderr
    after = warehouse(store, HASHES)
    assert len(before) == 2
    assert len(after) == 2
    assert not set(after) & set(before)
    assert warehouse(store, "SELECT count(*), count(nik_no), count(phone_no) FROM request") == [(2, 1, 1)]
    assert etl("load").returncode == 0


def test_a_new_key_that_is_the_old_one_is_a_mistake(store: Store) -> None:
    log(store, "a.csv")
    take_in(store)
    done = etl("load", "--new-key")
    assert done.returncode == 1
    assert "kunci tidak berubah" in done.stderr
