"""The load in the background: what was sent is published, what was withdrawn is gone, and why a load was refused."""

import os
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from support.intake.waiting import ANALYST, declare, requests_file, sent_requests

from core.clock import now_in_city
from core.scope import whole_city
from core.settings import settings
from core.snapshot import open_build
from core.store import Store
from core.store.published_builds import current_build
from etl.warehouse.lock import single_writer
from intake import (
    IntakeRefusedError,
    LoadState,
    Phase,
    TakenFile,
    entries,
    load_state,
    request_load,
    sendings,
    withdraw,
)
from intake.loader import asking, state, work
from intake.loader.state import asked_file, taken_file

PATIENCE_SECONDS = 60


def ended(store: Store) -> LoadState:
    """How the load ended, once it has."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (now := load_state(store)).is_active or now.phase is Phase.NONE:
        assert time.monotonic() < end, now
        time.sleep(0.1)
    return now


def requests(store: Store) -> int:
    build = open_build(whole_city(current_build(store)))
    (count,) = build.query("SELECT coalesce(sum(accepted), 0) AS n FROM file_account")["n"]
    return int(count)


@pytest.mark.process
def test_what_was_sent_is_published(store: Store) -> None:
    declare(store)
    sent = sent_requests(requests_file("A-1", "A-2")).sent
    request_load(store)
    assert load_state(store).is_active
    found = ended(store)
    assert (found.phase, found.is_new) == (Phase.DONE, True)
    assert [(file.name, file.accepted, file.aside) for file in found.files] == [(sent.file, 2, "")]
    assert [each.taken for each in sendings()] == [TakenFile(accepted=2, held=0, double=0)]
    assert requests(store) == 2
    assert not asked_file(store).exists()


def test_what_was_withdrawn_is_forgotten(store: Store) -> None:
    declare(store)
    first = sent_requests(requests_file("A-1")).sent
    sent_requests(requests_file("A-2", "A-3"))
    work.asked_file(store).write_text("")  # type: ignore[attr-defined]
    work.do_what_is_asked(store)
    assert requests(store) == 3
    withdraw(first.file, ANALYST, lambda _: False)
    asked_file(store).write_text("")
    work.do_what_is_asked(store)
    found = state.written_state(store)
    assert (found.phase, found.is_new) == (Phase.DONE, True), "to forget publishes, the load after it has nothing new"
    assert requests(store) == 2
    assert [entry.told["file"] for entry in entries("forgotten")] == [first.file]


def test_what_was_withdrawn_before_it_was_loaded_is_nothing_to_forget(store: Store) -> None:
    declare(store)
    sent_requests(requests_file("A-2"))
    asked_file(store).write_text("")
    work.do_what_is_asked(store)
    first = sent_requests(requests_file("A-1")).sent
    withdraw(first.file, ANALYST, lambda _: False)
    asked_file(store).write_text("")
    work.do_what_is_asked(store)
    assert [entry.told["file"] for entry in entries("forgotten")] == [first.file]
    assert state.written_state(store).phase is Phase.DONE


def test_a_refused_load_says_why_and_the_last_build_stands(store: Store) -> None:
    declare(store)
    sent_requests(requests_file("A-1"))
    asked_file(store).write_text("")
    work.do_what_is_asked(store)
    (store.raw / "permohonan" / "sumber.toml").write_text("")
    sent_requests(requests_file("A-2"))
    asked_file(store).write_text("")
    work.do_what_is_asked(store)
    found = state.written_state(store)
    assert (found.phase, "zona" in found.sentence) == (Phase.REFUSED, True)
    assert requests(store) == 1
    assert not taken_file(store).exists()
    assert found.next_try is None, "it is not tried again by itself: somebody must say the zone first"


@pytest.mark.parametrize("error", [OSError(28, "full"), IntakeRefusedError(503, lambda t: t("Sumber"))])
def test_a_load_whose_notes_fail_is_published_all_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    declare(store)
    sent_requests(requests_file("A-1"))
    asked_file(store).write_text("")
    monkeypatch.setattr(work, "add_entry", fail)
    work.do_what_is_asked(store)
    found = state.written_state(store)
    assert (found.phase, found.is_new, found.sentence) == (Phase.DONE, True, "")
    assert requests(store) == 1


@pytest.fixture
def in_this_process(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Loads run here, and are tried again at once; the disk is full for as many as are in the list."""
    full: list[int] = []

    def room(_: object) -> SimpleNamespace:
        return SimpleNamespace(free=full.pop() if full else 10**12)

    def child(of: Store) -> int:
        work.do_what_is_asked(of)
        return 0

    monkeypatch.setattr(asking, "_child", child)
    monkeypatch.setattr(asking, "DEBOUNCE_SECONDS", 0)
    monkeypatch.setattr(asking, "LOOK_AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(state, "FIRST_PAUSE", timedelta(0))
    monkeypatch.setattr("etl.loading.raw_folder.shutil.disk_usage", room)
    declare(store)
    sent_requests(requests_file("A-1"))
    return full


def at_rest(store: Store) -> LoadState:
    """How it stands once nothing more comes by itself."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (now := load_state(store)).is_active or now.next_try or now.phase is Phase.NONE:
        assert time.monotonic() < end, now
        time.sleep(0.02)
    return now


def test_a_load_without_room_is_tried_again_by_itself_and_done_once_there_is(
    store: Store, in_this_process: list[int]
) -> None:
    in_this_process[:] = [0, 0]
    request_load(store)
    found = at_rest(store)
    assert (found.phase, found.tries) == (Phase.DONE, 2)
    assert requests(store) == 1


def test_it_is_tried_so_often_and_anew_when_somebody_asks(
    store: Store, in_this_process: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "TRIES_AT_MOST", 3)
    in_this_process[:] = [0] * 50
    request_load(store)
    found = at_rest(store)
    assert (found.phase, found.cause, found.tries) == (Phase.REFUSED, "room", 3)
    assert len(in_this_process) == 50 - 4
    in_this_process.clear()
    request_load(store)
    found = at_rest(store)
    assert (found.phase, found.tries) == (Phase.DONE, 0)


def test_what_was_just_taken_is_still_asked_for(store: Store) -> None:
    """Between the taking of what is asked for and the first word of its load, the last load's end is no answer."""
    declare(store)
    state.write_state(store, LoadState(Phase.REFUSED, now_in_city()))
    taken_file(store).write_text("")
    with state.work_lock(store):
        assert load_state(store).phase is Phase.ASKED


def test_pauses_grow() -> None:
    at = now_in_city()
    tries = [LoadState(Phase.REFUSED, at, cause="room", tries=n).next_try for n in range(state.TRIES_AT_MOST + 1)]
    pauses = [(each - at).total_seconds() for each in tries if each]
    assert pauses == sorted(pauses)
    assert pauses[-1] > 60 * 60
    assert tries[-1] is None


def test_a_file_that_was_set_aside_is_told(store: Store) -> None:
    declare(store)
    sent_requests(b"\x89PNG\r\n\x1a\n" + bytes(100))
    asked_file(store).write_text("")
    work.do_what_is_asked(store)
    (file,) = state.written_state(store).files
    assert (file.accepted, bool(file.aside)) == (0, True)
    assert "sumber.toml" not in file.aside, "who sends has no server"


@pytest.mark.drill
def test_another_load_is_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    declare(store)
    sent_requests(requests_file("A-1"))
    with single_writer(store, now_in_city()):
        request_load(store)
        end = time.monotonic() + PATIENCE_SECONDS
        while load_state(store).phase is not Phase.WAITING:
            assert time.monotonic() < end
            time.sleep(0.1)
    assert ended(store).phase is Phase.DONE


@pytest.mark.drill
def test_what_a_dead_process_had_taken_is_done(store: Store) -> None:
    declare(store)
    sent_requests(requests_file("A-1"))
    taken_file(store).write_text("")
    assert ended(store).phase is Phase.DONE
    assert requests(store) == 1


def test_a_process_that_dies_again_and_again_is_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr(asking, "_child", lambda _: tried.append(1) or 9)
    request_load(store)
    end = time.monotonic() + PATIENCE_SECONDS
    while load_state(store).phase is not Phase.DIED:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert len(tried) == asking.DEATHS_AT_MOST


def test_where_a_service_loads_the_dashboard_only_asks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard has no key there, and must not make one."""
    monkeypatch.setattr(settings(), "pemuat", "layanan")
    monkeypatch.setattr(asking, "_child", lambda _: pytest.fail("it may not load"))
    request_load(store)
    assert load_state(store).phase is Phase.ASKED
    assert asked_file(store).exists()


def test_a_service_that_died_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pemuat", "layanan")
    store.intake_dir.mkdir()
    state.write_state(store, LoadState(Phase.RUNNING, now_in_city()))
    taken_file(store).write_text("")
    assert load_state(store).phase is Phase.DIED
    with state.work_lock(store):
        assert load_state(store).phase is Phase.RUNNING


@pytest.mark.process
def test_what_is_written_is_private(store: Store) -> None:
    declare(store)
    sent_requests(requests_file("A-1"))
    request_load(store)
    ended(store)
    assert {oct(path.stat().st_mode)[-3:] for path in store.intake_dir.iterdir() if path.is_file()} == {"600"}


def test_a_damaged_note_is_none(store: Store) -> None:
    store.intake_dir.mkdir()
    (store.intake_dir / "muat.json").write_text("{")
    assert load_state(store).phase is Phase.NONE
    assert os.listdir(store.intake_dir) == ["muat.json"]
    assert now_in_city() - load_state(store).at < timedelta(minutes=1)
