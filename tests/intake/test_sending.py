"""A file is sent whole or not at all, by whom it may be, and both it and its end stay in the ledger."""

import errno
import os
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from typing import Any

import pytest
from support.intake.waiting import ANALYST, OFFICE, OPERATOR, raw_names, requests_file, sent_requests, waits

from akses import Reader
from core.store import Store, data_files
from core.store.folder_lock import folder_lock
from intake import (
    IntakeRefusedError,
    WaitingFile,
    choose_source,
    entries,
    find,
    holds_all_of,
    ledger,
    overlapping,
    send_file,
    sendings,
    waiting_files,
    withdraw,
)
from intake.sending import moving
from intake.sending.moving import end_interrupted
from intake.sending.sent_file import RECORD, period_of
from intake.verdict.verdict import RowCounts
from intake.waiting.judging import verdict_on

FORK = get_context("fork")
CONTENT = requests_file("A-1")


def is_reported(_: object) -> bool:
    return False


def test_a_sent_file_lies_where_loads_read_it_with_its_record(store: Store) -> None:
    file = waits(CONTENT, 'Kunjungan "Sidodadi" November.CSV', source="kunjungan", sender=OFFICE, offices=[OFFICE])
    sent = send_file(file.id, OPERATOR).sent
    assert sent.file == f"kunjungan/{OFFICE}/kunjungan_{OFFICE}_2024-11_dikirim-{sent.at:%Y%m%d-%H%M%S}.csv"
    assert sent.path.read_bytes() == CONTENT
    assert oct(sent.path.stat().st_mode)[-3:] == "600"
    record = tomllib.loads((store.raw / f"{sent.file}{RECORD}").read_text("utf-8"))
    assert (record["sha256"], record["original_name"]) == (file.sha256, 'Kunjungan "Sidodadi" November.CSV')
    assert (record["office"], record["source"], record["period"]) == (OFFICE, "kunjungan", "2024-11")
    assert (record["account"], record["waiting"], record["at"]) == ("", file.id, sent.at.isoformat())
    assert (waiting_files(""), file.folder.exists()) == ([], False)
    (entry,) = entries()
    assert (entry.kind, entry.told["file"], entry.told["sha256"]) == ("sent", sent.file, file.sha256)


def test_while_a_backup_copies_nothing_is_changed_and_it_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send_file(waits(CONTENT, "a.csv").id, ANALYST).sent
    file = waits(requests_file("A-2"), "b.csv")
    monkeypatch.setattr(ledger, "PATIENCE", 0.1)
    acts: list[Callable[[], object]] = [
        lambda: send_file(file.id, ANALYST),
        lambda: withdraw(sent.file, ANALYST, is_reported),
    ]
    with folder_lock(store.intake_dir, mode=0o600):
        for act in acts:
            with pytest.raises(IntakeRefusedError) as refused:
                act()
            assert refused.value.status == 503
            assert "Pencadangan sedang berjalan" in refused.value.words(str)
    assert (find(file.id, ""), sent.path.exists()) == (file, True)
    assert send_file(file.id, ANALYST).sent.path.exists()


@pytest.mark.parametrize(
    ("months", "period"),
    [(["2024-11"], "2024-11"), (["2024-10", "2024-11"], "2024"), (["2023-12", "2024-01"], ""), ([], "")],
)
def test_the_period_of_a_file(months: list[str], period: str) -> None:
    assert period_of(months) == period


@pytest.mark.parametrize("name", ["sumber.toml", "x", "data.TOML"])
def test_what_a_load_would_not_read_by_its_name_has_another(store: Store, name: str) -> None:
    sent = send_file(waits(CONTENT, name).id, ANALYST).sent
    assert (sent.path.suffix, sent.original_name) == (".txt", name)
    assert sent.path in data_files(store.raw)


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (OPERATOR, {"sender": OFFICE, "offices": ["64.72.05.1003"]}),
        (OPERATOR, {"sender": OFFICE, "offices": [OFFICE, "64.72.05.1003"]}),
        (OPERATOR, {"sender": "kota", "offices": [OFFICE]}),
        (OPERATOR, {"sender": OFFICE, "offices": [OFFICE], "closed": [("64.72.05.1003", date(2024, 11, 5))]}),
        (Reader("", "camat", "64.72.05"), {"sender": OFFICE, "offices": [OFFICE]}),
        (Reader("", "pimpinan"), {}),
    ],
)
def test_nobody_sends_for_another(store: Store, reader: Reader, said: dict[str, Any]) -> None:
    file = waits(CONTENT, **said)
    with pytest.raises(IntakeRefusedError) as refused:
        send_file(file.id, reader)
    assert refused.value.status == 403
    assert (find(file.id, ""), raw_names(store), entries()) == (file, [], [])


def test_what_the_city_sends_of_one_office_is_that_ones(store: Store) -> None:
    """But where a mapping holds, under the name for which it was judged."""
    assert send_file(waits(CONTENT, offices=[OFFICE]).id, ANALYST).sent.office == OFFICE
    assert send_file(waits(CONTENT, offices=[OFFICE, "64.72.05.1003"]).id, ANALYST).sent.office == ""
    mapping = store.root / "local" / "pemetaan" / f"permohonan.{OFFICE}.toml"
    mapping.parent.mkdir(parents=True)
    mapping.write_text("")
    sent = send_file(waits(CONTENT, offices=[OFFICE]).id, ANALYST).sent
    assert (sent.office, sent.file.split("/")[1]) == ("", "kota")


def test_a_file_is_sent_once(store: Store) -> None:
    file = waits(CONTENT)
    send_file(file.id, ANALYST)
    with pytest.raises(IntakeRefusedError) as refused:
        send_file(file.id, ANALYST)
    assert refused.value.status == 404
    with pytest.raises(IntakeRefusedError):
        send_file(waits(CONTENT).id, replace(ANALYST, name="lain"))


def test_what_nothing_is_read_of_is_not_sent(store: Store) -> None:
    for said in ({"refusal": "Rusak."}, {"source": None}, {"counts": None}, {"counts": RowCounts(2, 0, 0, 0, 2, 0)}):
        with pytest.raises(IntakeRefusedError) as refused:
            send_file(waits(CONTENT, **said).id, ANALYST)
        assert refused.value.status == 422
    assert raw_names(store) == []
    send_file(waits(CONTENT, counts=RowCounts(2, 0, 2, 0, 0, 0)).id, ANALYST)
    assert raw_names(store), "what is held back is mended once it is loaded"


def test_what_is_still_being_judged_is_not_sent(store: Store) -> None:
    file = waits(CONTENT)
    choose_source(file.id, "", "kunjungan", None)
    with pytest.raises(IntakeRefusedError) as refused:
        send_file(file.id, ANALYST)
    assert refused.value.status == 409


def of_days(content: bytes, first: int, last: int, *offices: str, **said: Any) -> WaitingFile:
    """A file of counts of some days of November and some offices."""
    days = {"first_day": date(2024, 11, first), "last_day": date(2024, 11, last)}
    return waits(content, **({"source": "kunjungan", "offices": [*offices]} | days | said))


def test_two_who_send_the_same_month_are_both_kept_and_told_of_each_other(store: Store) -> None:
    """At once, too: nothing is written over, and one of them learns of the other."""
    files = [of_days(requests_file(f"A-{at}"), 1, 29, OFFICE) for at in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda file: send_file(file.id, ANALYST), files))
    assert len({each.sent.file for each in found}) == 4
    assert len(raw_names(store)) == 8
    assert sorted(len(each.others) for each in found) == [0, 1, 2, 3]
    assert len(entries("sent")) == 4


OTHER = "64.72.05.1003"


@pytest.mark.parametrize(
    ("offices", "first", "last", "source", "meets", "holds_all"),
    [
        ((OFFICE,), 1, 29, "kunjungan", True, True),
        ((OFFICE,), 1, 28, "kunjungan", True, False),
        ((OFFICE,), 29, 30, "kunjungan", True, False),
        ((OFFICE,), 30, 30, "kunjungan", False, False),
        ((OFFICE, OTHER), 1, 30, "kunjungan", True, True),
        ((OTHER,), 1, 29, "kunjungan", False, False),
        ((OFFICE,), 1, 29, "kunjungan_layanan", False, False),
    ],
)
def test_a_rival_speaks_of_the_same_offices_and_days(
    store: Store, offices: tuple[str, ...], first: int, last: int, source: str, meets: bool, holds_all: bool
) -> None:
    """Only of a file that speaks of all of it may the older one be taken back: nothing of others goes along."""
    sent = send_file(of_days(CONTENT, 1, 29, OFFICE).id, ANALYST).sent
    verdict = verdict_on(of_days(b"x", first, last, *offices, source=source))
    assert verdict is not None
    assert overlapping(verdict) == ([sent] if meets else [])
    if meets:
        assert holds_all_of(verdict, sent) is holds_all


def test_a_file_of_several_offices_is_not_taken_back_for_one_of_them(store: Store) -> None:
    of_many = send_file(of_days(CONTENT, 1, 29, OFFICE, OTHER).id, ANALYST).sent
    verdict = verdict_on(of_days(b"x", 1, 30, OFFICE))
    assert verdict is not None
    assert overlapping(verdict) == [of_many]
    assert not holds_all_of(verdict, of_many)


def test_what_has_closed_days_alone_takes_the_place_of_no_counts(store: Store) -> None:
    """And what calls days closed is not taken back for a file that does not."""
    closed = [(OFFICE, date(2024, 11, 29))]
    counts = send_file(of_days(CONTENT, 1, 29, OFFICE).id, ANALYST).sent
    waiting = of_days(b"x", 1, 29, OFFICE, closed=closed)
    verdict = verdict_on(waiting)
    assert verdict is not None
    assert not holds_all_of(verdict, counts)
    done = send_file(waiting.id, ANALYST)
    assert done.others == []
    for said, holds in ((closed, True), ([], False)):
        later = verdict_on(of_days(b"y", 1, 29, OFFICE, days=20, closed=said))
        assert later is not None
        assert holds_all_of(later, done.sent) is holds


def test_a_file_that_calls_another_office_closed_is_of_both(store: Store) -> None:
    sent = send_file(waits(CONTENT, offices=[OFFICE], closed=[(OTHER, date(2024, 11, 5))]).id, ANALYST).sent
    assert (sent.office, sent.file.split("/")[1]) == ("", "kota")


def test_a_verdict_beside_an_older_build_is_none(store: Store) -> None:
    """What was published since may have changed what the file would do."""
    file = waits(CONTENT)
    assert verdict_on(file) is not None
    store.published_dir.mkdir()
    store.pointer.write_text("20241101T000000Z-00000000\n")
    assert verdict_on(file) is None
    with pytest.raises(IntakeRefusedError) as refused:
        send_file(file.id, ANALYST)
    assert refused.value.status == 409


def test_a_withdrawn_file_is_kept_apart(store: Store) -> None:
    sent = sent_requests(CONTENT).sent
    assert withdraw(sent.file, ANALYST, is_reported) == sent
    kept = store.intake_dir / "ditarik" / sent.file
    assert kept.read_bytes() == CONTENT
    assert kept.with_name(f"{kept.name}{RECORD}").exists()
    assert raw_names(store) == []
    assert [entry.kind for entry in entries()] == ["sent", "withdrawn"]
    assert [each.is_withdrawn for each in sendings()] == [True]
    with pytest.raises(IntakeRefusedError):
        withdraw(sent.file, ANALYST, is_reported)


def test_only_its_sender_withdraws_and_only_until_the_month_is_reported(store: Store) -> None:
    sent = sent_requests(CONTENT).sent
    with pytest.raises(IntakeRefusedError) as refused:
        withdraw(sent.file, Reader("lain", "analis"), is_reported)
    assert refused.value.status == 404
    with pytest.raises(IntakeRefusedError) as refused:
        withdraw(sent.file, ANALYST, lambda _: True)
    assert refused.value.status == 409
    assert sent.path.exists()


def test_an_officer_sees_what_was_sent_for_the_own_office(store: Store) -> None:
    send_file(waits(CONTENT, source="kunjungan", sender=OFFICE).id, ANALYST)
    sent_requests(CONTENT)
    assert [each.sent.office for each in sendings(Reader("baru", "operator", OFFICE))] == [OFFICE]
    assert sendings(Reader("baru", "analis")) == []


@pytest.mark.parametrize("at", ["rename", "add_entry", "write_private"])
def test_a_full_disk_leaves_it_waiting(store: Store, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    file = waits(CONTENT)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(*((os, at) if at == "rename" else (moving, at)), full)
        with pytest.raises(IntakeRefusedError) as refused:
            send_file(file.id, ANALYST)
    assert refused.value.status == 507
    assert (find(file.id, ""), raw_names(store), entries()) == (file, [], [])
    assert send_file(file.id, ANALYST).sent.path.exists()


def test_to_another_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A raw folder that is a mount of its own: copied under a hidden name first."""
    rename = os.rename

    def other_disk(source: Any, target: Any) -> None:
        if str(source).startswith(str(store.intake_dir)) != str(target).startswith(str(store.intake_dir)):
            raise OSError(errno.EXDEV, "cross-device")
        rename(source, target)

    monkeypatch.setattr(os, "rename", other_disk)
    sent = sent_requests(CONTENT).sent
    assert sent.path.read_bytes() == CONTENT
    assert oct(sent.path.stat().st_mode)[-3:] == "600"
    assert raw_names(store) == [sent.file, f"{sent.file}{RECORD}"]
    withdraw(sent.file, ANALYST, is_reported)
    assert raw_names(store) == []


ACTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate")


def killed_at(nth: int, act: Any) -> bool:
    """Run an act in a process that dies before its nth change of the file system; False where it ended first."""

    def run() -> None:
        import sys

        seen = 0

        def count(event: str, _: Any) -> None:
            nonlocal seen
            seen += event in ACTS
            if seen == nth:
                os._exit(9)

        sys.addaudithook(count)
        act()
        os._exit(0)

    child = FORK.Process(target=run)
    child.start()
    child.join(60)
    return child.exitcode == 9


def is_whole(store: Store, file: Any) -> bool:
    """True once it is sent, False while it waits; nothing in between is left after the next who comes."""
    end_interrupted()
    names, noted, found = raw_names(store), entries("sent"), find(file.id, "")
    assert len(names) in (0, 2), names
    assert (len(noted), found is None, file.folder.exists()) == ((1, True, False) if names else (0, False, True))
    assert not (store.intake_dir / "sedang_disetor.json").exists()
    return bool(names)


@pytest.mark.drill
def test_killed_at_any_point_of_sending(store: Store) -> None:
    file, seen = waits(CONTENT), set()
    for nth in range(1, 500):
        is_over = not killed_at(nth, partial(send_file, file.id, ANALYST))
        is_sent = is_whole(store, file)
        seen.add(is_sent)
        if is_over:
            break
        if is_sent:
            for entry in entries("sent"):
                withdraw(str(entry.told["file"]), ANALYST, is_reported)
            (store.intake_dir / "catatan.jsonl").unlink()
            file = waits(CONTENT)
    assert seen == {True, False}
    assert nth > 10


@pytest.mark.drill
def test_killed_at_any_point_of_withdrawing(store: Store) -> None:
    for nth in range(1, 500):
        sent = sent_requests(CONTENT).sent
        is_over = not killed_at(nth, partial(withdraw, sent.file, ANALYST, is_reported))
        end_interrupted()
        is_gone = not sent.path.exists()
        kept = store.intake_dir / "ditarik" / sent.file
        assert kept.exists() is is_gone
        assert len(raw_names(store)) == (0 if is_gone else 2)
        assert [entry.told["file"] for entry in entries("withdrawn")].count(sent.file) == is_gone
        if is_over:
            break
        if not is_gone:
            withdraw(sent.file, ANALYST, is_reported)
    assert nth > 10
