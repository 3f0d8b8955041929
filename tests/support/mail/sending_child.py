"""Sending in a process of its own that can be killed at any step; it imports little, so that many can be started."""

import os
import signal
from multiprocessing.process import BaseProcess
from pathlib import Path

from mail import Outbox, send_letters
from support.mail.letters import letter, plain_setup
from support.processes.fork_server import fork_server

LETTERS = 2


def start(folder: Path, port: int, dies_at: int = 0) -> BaseProcess:
    """Put letters to 0@ and 1@ into an outbox and send what waits; SIGKILL at the nth step on the disk."""
    child = fork_server().Process(target=send_all, args=(folder, port, dies_at))
    child.start()
    return child


def run(folder: Path, port: int, dies_at: int = 0) -> int | None:
    """Run it to its end; return how it ended."""
    child = start(folder, port, dies_at)
    child.join(60)
    return child.exitcode


def send_all(folder: Path, port: int, dies_at: int = 0) -> None:
    """Put the letters and send what waits, in this process."""
    if dies_at:
        _die_at(dies_at)
    outbox, setup = Outbox(folder), plain_setup(port)
    for number in range(LETTERS):
        outbox.put(letter(to=f"{number}@kota.contoh"), setup)
    send_letters(outbox, setup, is_asked=True)


def _die_at(nth: int) -> None:
    """SIGKILL in the place of the nth call that puts a file on the disk, or in its place."""
    count = 0

    def dying(name: str) -> None:
        real = getattr(os, name)

        def step(*told: object) -> None:
            nonlocal count
            count += 1
            if count == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            real(*told)

        setattr(os, name, step)

    for name in ("fsync", "replace", "link"):
        dying(name)
