"""A waiting file is judged once for what its sender has chosen, and the verdict stays beside it."""

import time
from typing import Any

import pytest
from support.intake.upload import uploaded
from support.intake.waiting import declare, requests_file

from core.store import Store
from intake import (
    FileVerdict,
    VerdictUnderWay,
    WaitingFile,
    choose_source,
    judge_again,
    judged,
    throw_away,
    waiting_files,
)
from intake.waiting import judging

PATIENCE_SECONDS = 60


def handed_in() -> WaitingFile:
    uploaded(requests_file("A-1"), "log.csv")
    return waiting_files("")[-1]


def verdict_on(file: WaitingFile) -> FileVerdict:
    end = time.monotonic() + PATIENCE_SECONDS
    while isinstance(found := judged(file), VerdictUnderWay):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was asked for; the answers say for whom."""
    made: list[tuple[Any, ...]] = []

    def judge(path: Any, source: str | None, office: str | None, name: str, tell: Any) -> FileVerdict:
        made.append((source, office, name))
        tell("reading")
        return FileVerdict(name, source, sender=office or "kota")

    monkeypatch.setattr(judging, "judge_file", judge)
    return made


@pytest.mark.process
def test_the_real_verdict_is_kept(store: Store) -> None:
    declare(store)
    file = handed_in()
    found = verdict_on(file)
    assert (found.source, found.original_name) == ("permohonan", "log.csv")
    assert found.counts
    assert found.counts.accepted == 1
    assert oct((file.folder / judging.KEPT).stat().st_mode)[-3:] == "600"


def test_it_is_asked_once_and_anew_for_another_choice(store: Store, asked: list[Any]) -> None:
    file = handed_in()
    verdict_on(file)
    verdict_on(file)
    assert asked == [(None, None, "log.csv")]
    chosen = choose_source(file.id, "", "kunjungan", "64.72.03.1005")
    assert chosen
    assert verdict_on(chosen).sender == "64.72.03.1005"
    assert len(asked) == 2
    judge_again(chosen)
    verdict_on(chosen)
    assert len(asked) == 3


def test_a_file_that_is_thrown_away_meanwhile_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file = handed_in()

    def judge(*_: Any) -> FileVerdict:
        throw_away(file.id, "")
        return FileVerdict("log.csv")

    monkeypatch.setattr(judging, "judge_file", judge)
    judged(file)
    end = time.monotonic() + PATIENCE_SECONDS
    while judging._at_work:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert list((store.intake_dir / "menunggu").iterdir()) == []


@pytest.mark.parametrize("harm", ["", "{", '{"source": null}'])
def test_a_damaged_verdict_is_made_again(store: Store, asked: list[Any], harm: str) -> None:
    file = handed_in()
    verdict_on(file)
    (file.folder / judging.KEPT).write_text(harm)
    verdict_on(file)
    assert len(asked) == 2
