"""The helper: a process of one thread with the readers imported, which forks a child for each piece of work.

A fork of the loading process itself would copy locks that DuckDB's and Arrow's threads hold at that moment, and a new
interpreter for each file would import everything anew. Run as `python -m etl.sandbox.helper <module:function> ...`;
requests are lines of JSON on stdin, answers lines of JSON on stdout; it ends with its parent.
"""

import ctypes
import errno
import gc
import importlib
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

from core.settings import settings
from etl.errors import UnreadableFileError, UserError, code_place, in_megabytes
from etl.sandbox.codec import adapters
from etl.sandbox.limits import Limits, bind, is_own_file_limit

PREFIX = "ADOPSI_"
RESULT, COMPLAINT = "hasil.json", "keluhan"
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def serve() -> None:
    """Answer requests until stdin ends."""
    gc.freeze()
    for line in iter(sys.stdin.buffer.readline, b""):
        answer = _run(json.loads(line))
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


def _run(request: dict[str, Any]) -> dict[str, Any]:
    """Let a child do the work; tell how it ended: {code} (negative: by that signal), {late} when the clock ran out."""
    limits = Limits(**request["limits"])
    child = os.fork()
    if not child:
        _work(request, limits)
    try:
        is_late = _wait(child, limits.wall_seconds)
    finally:
        os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
    taken = {"peak_kb": used.ru_maxrss, "cpu_seconds": used.ru_utime + used.ru_stime}
    return {"code": os.waitstatus_to_exitcode(status), "late": is_late, **taken}


def _wait(child: int, seconds: int) -> bool:
    """Wait for the child's end; True when the clock ran out. When the parent goes, there is nobody to work for."""
    descriptor = os.pidfd_open(child)
    try:
        ready, _, _ = select.select([descriptor, sys.stdin], [], [], seconds)
    finally:
        os.close(descriptor)
    if sys.stdin in ready:
        raise SystemExit
    return not ready


def _work(request: dict[str, Any], limits: Limits) -> None:
    """In the child: never returns."""
    code = 1
    try:
        folder = Path(request["folder"])
        _cut_off(folder)
        bind(limits)
        _use_settings(request["settings"])
        if request["function"] in sys.argv:
            sys.meta_path.insert(0, _WithoutPandas())
        content = json.dumps(_result(request["function"], request["argument"], limits))
        (folder / RESULT).write_text(content, "utf-8")
        code = 0
    finally:
        os._exit(code)


def _cut_off(folder: Path) -> None:
    """A group of its own, no streams of the helper, an end with it."""
    os.setpgid(0, 0)
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nothing = os.open(os.devnull, os.O_RDWR)
    complaint = os.open(folder / COMPLAINT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream, descriptor in enumerate((nothing, nothing, complaint)):
        os.dup2(descriptor, stream)


def _use_settings(known: dict[str, str]) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ |= known
    settings.cache_clear()


class _WithoutPandas(MetaPathFinder):
    """Arrow imports pandas, where it finds it, to make a column out of a list: a fifth of a second, for nothing."""

    def find_spec(self, name: str, *_: Any) -> None:
        if name == "pandas":
            raise ImportError(name)


def _named(name: str) -> Callable[[Any], Any]:
    module, _, own = name.partition(":")
    function: Callable[[Any], Any] = getattr(importlib.import_module(module), own)
    return function


def _result(name: str, argument: Any, limits: Limits) -> dict[str, Any]:
    """What the function gives, or how it failed."""
    function = _named(name)
    asked, given = adapters(function)
    try:
        result = function(asked.validate_python(argument))
        return {"done": given.dump_python(result, mode="json")}
    except MemoryError:
        return {"memory": True}
    except UnreadableFileError as error:
        return {"unreadable": [error.reason, error.detail]}
    except UserError as error:
        return {"user": [str(error), error.exit_code]}
    except OSError as error:
        if error.errno == errno.EFBIG and is_own_file_limit(limits):
            return {"unreadable": ["berkas_terlalu_besar", f"isinya lebih dari {in_megabytes(limits.file_bytes)}"]}
        return {"os": [error.errno, error.strerror, str(error.filename or "")]}
    except BaseException as error:
        # A panic in calamine is no Exception. The error's text may quote the file: not told.
        return {"unexpected": code_place(error)}


if __name__ == "__main__":
    for known in sys.argv[1:]:
        adapters(_named(known))
    serve()
