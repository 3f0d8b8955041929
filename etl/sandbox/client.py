"""The loading process's side: one helper a process, started when first needed or a little before."""

import atexit
import dataclasses
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from core.settings import ROOT
from etl.errors import RefusedError, UnreadableFileError, UserError, in_megabytes
from etl.sandbox.codec import adapters
from etl.sandbox.helper import COMPLAINT, PREFIX, RESULT
from etl.sandbox.limits import Limits

Argument = TypeVar("Argument")
Result = TypeVar("Result")
PRELOADED = "etl.reading.careful:read_carefully"
"""What nearly all work needs; a child imports by itself what is seldom needed."""
SECRET = "ADOPSI_KEY_FILE"
PATIENCE = 30
"""Seconds beyond the helper's own clock, after which the helper itself is given up."""
RESULT_BYTES_AT_MOST = 100_000_000
_COMPLAINTS_OF_MEMORY = (b"memory allocation of", b"bad_alloc", b"out of memory", b"MemoryError")
_SINGLE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
_PLAIN_MEMORY = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Arrow's own pool takes address space in advance, which would count."""


class _HelperLostError(Exception):
    """The helper itself ended, or no longer answers."""


class _Helper:
    """One helper process and the pipes to it."""

    def __init__(self) -> None:
        own = {name: value for name, value in os.environ.items() if name != SECRET}
        own["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "etl.sandbox.helper", PRELOADED],
            cwd=ROOT,
            env=own | _SINGLE_THREAD | _PLAIN_MEMORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def is_usable(self) -> bool:
        """False in a process forked off, and once the helper has ended."""
        return self.owner == os.getpid() and self.process.poll() is None

    def ask(self, request: dict[str, Any], seconds: int) -> dict[str, Any]:
        """Return the answer to one request. Raises _HelperLostError."""
        assert self.process.stdin
        assert self.process.stdout
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            ready, _, _ = select.select([self.process.stdout], [], [], seconds)
            line = self.process.stdout.readline() if ready else b""
        except OSError:
            line = b""
        if not line:
            raise _HelperLostError
        return dict(json.loads(line))

    def end(self) -> None:
        """End the helper, and the child at work with it."""
        if self.owner != os.getpid():
            return
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.process.wait()


_lock = Lock()
_helper: _Helper | None = None


def prestart() -> None:
    """Start the helper while there is other work to do: it takes a fifth of a second."""
    with _lock:
        _usable()


def _usable() -> _Helper:
    global _helper
    if _helper is None or not _helper.is_usable:
        if _helper is not None:
            _helper.end()
        _helper = _Helper()
    return _helper


@atexit.register
def _end() -> None:
    global _helper
    if _helper is not None:
        _helper.end()
    _helper = None


def call(function: Callable[[Argument], Result], argument: Argument, folder: Path, limits: Limits) -> Result:
    """Return function(argument), done in a child within limits; `folder` is private to this call, and exists.

    `function` stands at the top of a module; argument and result go over as JSON, by their annotations. Raises what
    the function raises of UnreadableFileError, UserError and OSError; UnreadableFileError with a reason of its own
    when a limit was met or the child died: batas_memori, batas_waktu, pembaca_mati.
    """
    asked, given = adapters(function)
    request = {
        "function": f"{function.__module__}:{function.__qualname__}",
        "argument": asked.dump_python(argument, mode="json"),
        "folder": str(folder),
        "limits": dataclasses.asdict(limits),
        "settings": {n: v for n, v in os.environ.items() if n.startswith(PREFIX) and n != SECRET},
    }
    answer = _asked(request, limits)
    told = _told(folder, answer, limits)
    if "done" not in told:
        raise _failure(told, limits)
    result: Result = given.validate_python(told["done"])
    return result


def _asked(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """How the child ended. A helper that was lost for another reason than this work is started once more."""
    global _helper
    with _lock:
        for _ in range(2):
            helper = _usable()
            try:
                return helper.ask(request, limits.wall_seconds + PATIENCE)
            except _HelperLostError:
                helper.end()
            except BaseException:
                # Interrupted: its answer would be taken for that to the next request.
                helper.end()
                raise
    raise UnreadableFileError("pembaca_mati", "prosesnya hilang")


def _told(folder: Path, answer: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """What the child left. Raises UnreadableFileError when it died."""
    code = answer["code"]
    if answer["late"]:
        raise UnreadableFileError("batas_waktu", f"lebih dari {limits.wall_seconds} detik")
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise UnreadableFileError("batas_waktu", f"lebih dari {limits.cpu_seconds} detik prosesor")
    if code == 0:
        path = folder / RESULT
        if path.stat().st_size > RESULT_BYTES_AT_MOST:
            raise UnreadableFileError("batas_memori", f"hasilnya lebih dari {in_megabytes(RESULT_BYTES_AT_MOST)}")
        return dict(json.loads(path.read_bytes()))
    if code == -signal.SIGKILL or _is_of_memory(folder):
        raise _too_much(limits)
    raise UnreadableFileError("pembaca_mati", f"sinyal {-code}" if code < 0 else f"kode {code}")


def _is_of_memory(folder: Path) -> bool:
    with suppress(OSError), (folder / COMPLAINT).open("rb") as file:
        said = file.read(10_000)
        return any(complaint in said for complaint in _COMPLAINTS_OF_MEMORY)
    return False


def _too_much(limits: Limits) -> UnreadableFileError:
    return UnreadableFileError("batas_memori", f"lebih dari {in_megabytes(limits.memory_bytes)}")


def _failure(told: dict[str, Any], limits: Limits) -> Exception:
    """The child's error as it was."""
    if "memory" in told:
        return _too_much(limits)
    if "unreadable" in told:
        return UnreadableFileError(*told["unreadable"])
    if "user" in told:
        sentence, code = told["user"]
        return RefusedError(sentence) if code == RefusedError.exit_code else UserError(sentence)
    if "os" in told:
        number, sentence, name = told["os"]
        return OSError(number, sentence, name or None)
    return UnreadableFileError("berkas_tak_terbaca", f"isinya tidak terduga{told['unexpected']}")
