"""Files come to the disk whole and private, or nothing of them is left: whatever is sent, and by whom."""

import errno
import hashlib
import os
import shutil
import time
from datetime import timedelta
from typing import Any

import pytest
from support.intake import upload
from support.intake.upload import uploaded

from akses import Reader, Refusal
from core.clock import now_in_city
from core.settings import settings
from core.store import Store
from intake import choose_source, find, routes, throw_away, waiting_files
from intake.waiting import receiving, room
from intake.waiting.room import waiting_dir

CONTENT = b"Tanggal;Keperluan\n2024-11-05;Urus surat\n" * 100


def left(store: Store) -> list[str]:
    """What lies in the waiting room."""
    folder = store.intake_dir / "menunggu"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def two_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks is told by a header."""
    known = {
        "ana": Reader("ana", "operator", "64.72.01.1001"),
        "bo": Reader("bo", "operator", "64.72.01.1002"),
        "camat": Reader("camat", "camat", "64.72.01"),
    }
    monkeypatch.setattr(routes, "who_asks", lambda headers: known.get(dict(headers).get("x-akun", ""), Refusal.NOBODY))


def test_a_file_waits_as_it_came(store: Store) -> None:
    answer = uploaded(CONTENT, "Kunjungan November.XLSX")
    (file,) = waiting_files("")
    assert (answer.status, answer.told) == (201, {"id": file.id})
    assert file.path.read_bytes() == CONTENT
    assert (file.size, file.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert (file.original_name, file.path.name) == ("Kunjungan November.XLSX", "berkas.xlsx")
    assert {oct(path.stat().st_mode)[-3:] for path in (file.path, file.folder / "meta.json")} == {"600"}
    assert {oct(path.stat().st_mode)[-3:] for path in (file.folder, store.intake_dir)} == {"700"}
    assert not list(store.raw.rglob("*.*")), "nothing reaches the raw folder by itself"


@pytest.mark.parametrize(
    ("name", "kept", "ending"),
    [
        ("../../etc/passwd", "passwd", ".txt"),
        ("..\\..\\a.csv", "a.csv", ".csv"),
        ("a/b\x00c\n\u202ed.csv.gz", "bcd.csv.gz", ".csv.gz"),
        ("sumber.toml", "sumber.toml", ".txt"),
        ("", "berkas", ".txt"),
        (".csv", ".csv", ".csv"),
        ("x.sh; rm -rf ~", "x.sh; rm -rf ~", ".txt"),
        ("a." + "x" * 500, None, ".txt"),
    ],
)
def test_no_name_leads_anywhere(store: Store, name: str, kept: str | None, ending: str) -> None:
    assert uploaded(CONTENT, name).status == 201
    (file,) = waiting_files("")
    assert file.original_name == kept or (kept is None and len(file.original_name) <= receiving.LONGEST_NAME)
    assert file.path.name == f"berkas{ending}"
    assert file.path.parent.parent == store.intake_dir / "menunggu"


@pytest.mark.parametrize("length", [len(CONTENT) + 1, len(CONTENT) - 1])
def test_a_file_of_another_length_is_not_kept(store: Store, length: int) -> None:
    answer = uploaded(CONTENT, length=length)
    assert answer.status == 400
    assert "tidak sampai utuh" in answer.told["sentence"]
    assert left(store) == []


def test_a_broken_connection_leaves_nothing(store: Store) -> None:
    uploaded(CONTENT, pieces=10, is_broken=True)
    assert left(store) == []


def test_what_stalls_is_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import anyio

    monkeypatch.setattr(receiving, "STALLED_SECONDS", 0.05)

    async def slow(chunks: Any) -> Any:
        async for chunk in chunks:
            await anyio.sleep(1)
            yield chunk

    before = routes._chunks
    monkeypatch.setattr(routes, "_chunks", lambda request: slow(before(request)))
    answer = uploaded(CONTENT)
    assert answer.status == 408
    assert left(store) == []


@pytest.mark.parametrize(("content", "status", "words"), [(b"x" * 1001, 413, "lebih besar dari"), (b"", 422, "kosong")])
def test_what_is_too_large_or_empty_is_refused_before_it_comes(
    store: Store, monkeypatch: pytest.MonkeyPatch, content: bytes, status: int, words: str
) -> None:
    monkeypatch.setattr(settings(), "max_file_bytes", 1000)
    answer = uploaded(content)
    assert (answer.status, words in answer.told["sentence"]) == (status, True)
    assert left(store) == []


def test_it_is_said_in_the_readers_language(store: Store) -> None:
    assert "empty" in uploaded(b"", lang="en").told["sentence"]


def test_a_full_disk_is_said_before_the_first_byte(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(store.root)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=receiving.STAYS_FREE))
    answer = uploaded(CONTENT)
    assert (answer.status, "Ruang disk" in answer.told["sentence"]) == (507, True)
    assert left(store) == []


def test_a_disk_that_becomes_full_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(receiving, "_add", full)
    assert uploaded(CONTENT).status == 507
    assert left(store) == []


def test_an_account_has_bounds(store: Store, two_accounts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "FILES_AT_MOST", 2)
    assert [uploaded(CONTENT, "a.csv", ("x-akun", "ana")).status for _ in range(3)] == [201, 201, 429]
    assert uploaded(CONTENT, "a.csv", ("x-akun", "bo")).status == 201, "another's are not counted"
    monkeypatch.setattr(receiving, "FILES_AT_MOST", 20)
    monkeypatch.setattr(settings(), "max_file_bytes", len(CONTENT))
    assert uploaded(CONTENT, "a.csv", ("x-akun", "ana")).status == 429, "so many bytes neither"


@pytest.mark.parametrize(("account", "status"), [("", 401), ("camat", 403), ("ana", 201)])
def test_who_may_not_send_is_told_so(store: Store, two_accounts: None, account: str, status: int) -> None:
    answer = uploaded(CONTENT, "a.csv", ("x-akun", account))
    assert (answer.status, "sentence" in answer.told) == (status, status != 201)
    assert len(left(store)) == (status == 201)


def test_a_request_that_names_no_page_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "ORIGIN", ("origin", ""))
    assert uploaded(CONTENT).status == 403


def test_a_file_without_a_length_is_refused(store: Store) -> None:
    assert uploaded(CONTENT, length=-1).status == 411
    assert uploaded(CONTENT, "a.csv", ("content-length", "-5"), length=-1).status == 411


def test_a_session_that_ends_in_the_middle_keeps_nothing(
    store: Store, two_accounts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, asked = routes.who_asks, []  # type: ignore[attr-defined]

    def once(headers: Any) -> Any:
        asked.append(1)
        return before(headers) if len(asked) == 1 else Refusal.ENDED

    monkeypatch.setattr(routes, "who_asks", once)
    answer = uploaded(CONTENT, "a.csv", ("x-akun", "ana"))
    assert (answer.status, "berakhir" in answer.told["sentence"]) == (401, True)
    assert left(store) == []


def test_another_accounts_file_is_as_if_it_were_not_there(store: Store, two_accounts: None) -> None:
    uploaded(CONTENT, "a.csv", ("x-akun", "ana"))
    (file,) = waiting_files("ana")
    assert waiting_files("bo") == []
    assert find(file.id, "bo") is None
    assert choose_source(file.id, "bo", "kunjungan", None) is None
    assert not throw_away(file.id, "bo")
    assert find("../" + file.id, "ana") is None
    assert find(file.id, "ana") == file


def test_what_was_chosen_is_kept_and_what_is_thrown_away_is_gone(store: Store) -> None:
    uploaded(CONTENT)
    (file,) = waiting_files("")
    choose_source(file.id, "", "kunjungan", "64.72.01.1001")
    (again,) = waiting_files("")
    assert (again.source, again.office) == ("kunjungan", "64.72.01.1001")
    assert throw_away(file.id, "")
    assert (waiting_files(""), left(store)) == ([], [])


def test_files_wait_for_a_day_and_pieces_for_an_hour(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    uploaded(CONTENT)
    piece = waiting_dir() / ".0123"
    piece.mkdir()
    room.tidy()
    assert len(left(store)) == 2, "somebody may still be sending it"
    os.utime(piece, (time.time() - 4000, time.time() - 4000))
    monkeypatch.setattr(room, "now_in_city", lambda: now_in_city() + timedelta(days=1))
    assert waiting_files("") == []
    room.tidy()
    assert left(store) == []


@pytest.mark.parametrize("harm", ["", "{}", "[1", '{"id": "x"}'])
def test_a_damaged_note_hides_no_other_file(store: Store, harm: str) -> None:
    uploaded(CONTENT)
    uploaded(CONTENT, "b.csv")
    file, other = waiting_files("")
    (file.folder / "meta.json").write_text(harm)
    assert waiting_files("") == [other]
