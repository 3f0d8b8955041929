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

from core.clock import now_in_wita
from core.settings import ROOT, settings
from core.store import user_store
from intake.verdict.request import Request
from intake.verdict.verdict import Verdict, from_json

TellStage = Callable[[str], None]
"""Called with the stage that begins: source, reading, comparing."""
VERDICT_BYTES_AT_MOST: Final = 2_000_000


def judge(
    path: Path, source: str | None, office: str | None, original_name: str, progress: TellStage | None = None
) -> Verdict:
    """Return what a file would do; blocks until it is known or a limit is met, and never raises for the file's sake.

    `source`: as the sender said, None to find out; `office`: code of the sender's office, None for the whole city.
    """
    with _private_folder() as folder:
        asked = Request(path.absolute(), source, office, original_name, folder, now_in_wita())
        child = _started(folder)
        try:
            return _answer(child, asked, progress) or Verdict(original_name, source, refusal=_DIED)
        finally:
            _end(child)


_DIED = "Berkas ini tidak dapat diperiksa: pemeriksanya terhenti."


@contextmanager
def _private_folder() -> Iterator[Path]:
    """On the data's own disk, where there is room for what a load would make; gone afterwards however it ended."""
    room = user_store().intake_dir / "periksa"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _started(folder: Path) -> "subprocess.Popen[bytes]":
    own = dict(os.environ) | {"TMPDIR": str(folder), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-m", "intake.verdict"],
        cwd=ROOT,
        env=own,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _answer(child: "subprocess.Popen[bytes]", asked: Request, progress: TellStage | None) -> Verdict | None:
    """The verdict as the child tells it; None where it died or ran out of time."""
    assert child.stdin
    with suppress(OSError):
        child.stdin.write(TypeAdapter(Request).dump_json(asked) + b"\n")
        child.stdin.close()
    for line in _lines(child, time.monotonic() + settings().read_cpu_seconds):
        told = json.loads(line)
        if "verdict" in told:
            with suppress(ValidationError):
                return from_json(json.dumps(told["verdict"]))
            return None
        if progress:
            progress(told["stage"])
    return None


def _lines(child: "subprocess.Popen[bytes]", until: float) -> Iterator[bytes]:
    """What the child writes, line by line, until it ends, is late, or tells more than a verdict is."""
    assert child.stdout
    kept = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0 and len(kept) < VERDICT_BYTES_AT_MOST:
            if not selector.select(left):
                return
            piece = os.read(child.stdout.fileno(), 65_536)
            if not piece:
                return
            *whole, kept = (kept + piece).split(b"\n")
            yield from whole


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child and all that it started; its reader is a session of its own and ends with it."""
    with suppress(OSError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()
