"""The dashboard's side: a child judges the file within limits, and whatever becomes of it is a sentence."""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from core.clock import now_in_city
from core.disk import words_of
from core.settings import ROOT, settings
from core.store import user_store
from intake.verdict.limits import DUCKDB_SHARE, KEY, descendants, is_of_memory
from intake.verdict.request import Request
from intake.verdict.verdict import FileVerdict, from_json
from intake.verdict.words import refused

TellStage = Callable[[str], None]
"""Called with the stage that begins: source, reading, comparing."""
VERDICT_BYTES_AT_MOST: Final = 2_000_000
_COMPLAINT_BYTES: Final = 100_000
_Child = subprocess.Popen[bytes]


def judge_file(
    path: Path, source: str | None, office: str | None, original_name: str, progress: TellStage | None = None
) -> FileVerdict:
    """Return what a file would do; blocks until it is known or a limit is met, and never raises for the file's sake.

    `source`: as the sender said, None to find out; `office`: code of the sender's office, None for the whole city.
    """
    unknown = FileVerdict(original_name, source)
    try:
        with _private_folder() as folder:
            asked = Request(path.absolute(), source, office, original_name, folder, now_in_city())
            with _child(folder) as child:
                return _answer(child, asked, progress, unknown)
    except OSError as error:
        return refused(unknown, "no_room", words_of(error))


@contextmanager
def _private_folder() -> Iterator[Path]:
    """On the data's own disk, where there is room for what a load would make; gone afterwards however it ended."""
    room = user_store().intake_dir / "periksa"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _child(folder: Path) -> Iterator[_Child]:
    """The child, in a session of its own; at the end it goes, and with it all that it started."""
    most = settings().judge_memory_bytes
    own = {name: value for name, value in os.environ.items() if name != KEY}
    own |= {"TMPDIR": str(folder), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    own |= {"ADOPSI_MEMORY_LIMIT": f"{int(most * DUCKDB_SHARE) // 1_000_000}MB"}
    with (folder / "keluhan").open("wb") as complaint:
        child = subprocess.Popen(
            [sys.executable, "-m", "intake.verdict"],
            cwd=ROOT,
            env=own,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaint,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        # Its reader is of a session of its own, and may be beyond hearing that nobody waits for it any more.
        for process in [child.pid, *descendants(child.pid)]:
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


def _answer(child: _Child, asked: Request, progress: TellStage | None, unknown: FileVerdict) -> FileVerdict:
    assert child.stdin
    until = time.monotonic() + settings().judge_seconds
    with suppress(OSError):
        child.stdin.write(TypeAdapter(Request).dump_json(asked) + b"\n")
        child.stdin.close()
    with suppress(ValidationError, ValueError, KeyError):
        for line in _lines(child, until):
            told = json.loads(line)
            if "verdict" in told:
                return from_json(json.dumps(told["verdict"]))
            if progress:
                progress(str(told["stage"]))
    if time.monotonic() >= until:
        return refused(unknown, "late", str(settings().judge_seconds))
    with suppress(subprocess.TimeoutExpired):
        child.wait(1)
    return refused(unknown, "memory" if is_of_memory(_complaint(asked.folder)) else "died")


def _complaint(folder: Path) -> bytes:
    with suppress(OSError), (folder / "keluhan").open("rb") as file:
        return file.read(_COMPLAINT_BYTES)
    return b""


def _lines(child: _Child, until: float) -> Iterator[bytes]:
    """What the child writes, line by line, until it ends, is late, or tells more than a verdict is."""
    assert child.stdout
    kept = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0 and len(kept) < VERDICT_BYTES_AT_MOST:
            piece = os.read(child.stdout.fileno(), 65_536) if selector.select(left) else b""
            if not piece:
                return
            *whole, kept = (kept + piece).split(b"\n")
            yield from whole
