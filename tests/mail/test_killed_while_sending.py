"""A process that is killed at any point of sending: nothing twice, nothing lost, nothing falsely said to be sent."""

import os
import signal
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event

import pytest
from support.mail.letters import plain_setup
from support.mail.sending_child import LETTERS, run, send_all, start
from support.mail.server import MailServer

from mail import LetterState, Outbox, letter_id, send_letters

STAGES = ("MAIL", "RCPT", "GO", "DATA", "DONE")


def look(outbox: Outbox, server: MailServer) -> None:
    """No letter was taken twice; what is said to be sent was taken, what waits was not."""
    taken = Counter(each["message-id"] for each in server.letters())
    assert set(taken.values()) <= {1}
    for note in outbox.notes():
        count = taken[f"<{note.id}@kota.contoh>"]
        assert {LetterState.SENT: 1, LetterState.WAITING: 0}.get(note.state, count) == count, note


def finish(outbox: Outbox, server: MailServer) -> set[str]:
    """Run on until nothing waits; return the letters that are uncertain. Asked for, these go out, too."""
    server.script = lambda stage, address: None
    send_all(outbox.folder, server.port)
    look(outbox, server)
    notes = outbox.notes()
    assert {note.id for note in notes} == {letter_id("laporan/2024-11", f"{at}@kota.contoh") for at in range(LETTERS)}
    assert {note.state for note in notes} <= {LetterState.SENT, LetterState.UNSURE}
    unsure = {note.id for note in notes if note.state is LetterState.UNSURE}
    asked = send_letters(outbox, plain_setup(server.port), with_ended=True)
    assert {note.id for note in asked} == unsure
    assert {note.state for note in outbox.notes()} == {LetterState.SENT}
    assert {each["to"] for each in server.letters()} == {f"{at}@kota.contoh" for at in range(LETTERS)}
    return unsure


@pytest.mark.drill
@pytest.mark.parametrize("nth", range(LETTERS))
@pytest.mark.parametrize("stage", STAGES)
def test_killed_while_the_server_is_at_a_stage(stage: str, nth: int, outbox: Outbox, server: MailServer) -> None:
    count, known = 0, Event()
    children: list[BaseProcess] = []

    def kill(at: str, address: str) -> None:
        nonlocal count
        count += at == stage
        if (at, count) == (stage, nth + 1) and known.wait(60):
            os.kill(children[0].pid or 0, signal.SIGKILL)

    server.script = kill
    children.append(start(outbox.folder, server.port))
    known.set()
    children[0].join(60)
    assert children[0].exitcode in (-signal.SIGKILL, 0 if (stage, nth) == ("DONE", LETTERS - 1) else -signal.SIGKILL)
    look(outbox, server)
    unsure = finish(outbox, server)
    assert len(unsure) <= 1
    if stage in ("MAIL", "RCPT"):
        assert not unsure, "before the letter is offered there is no doubt"


@pytest.mark.drill
def test_killed_at_every_step_on_the_disk(tmp_path: Path, server: MailServer) -> None:
    """A letter is put with four steps and goes through two more notes of three steps each."""
    doubts, ends = 0, []
    for nth in range(1, LETTERS * 4 + LETTERS * 6 + 2):
        server.taken.clear()
        outbox = Outbox(tmp_path / str(nth) / "kiriman")
        ends.append(run(outbox.folder, server.port, nth))
        look(outbox, server)
        doubts += len(finish(outbox, server))
    assert ends[-1] == 0, "every step was met"
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert doubts > 0
