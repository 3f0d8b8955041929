"""A question under way: a process of its own that is looked at, waited for, and ended when nobody waits any longer."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Self

import pyarrow as pa
import pyarrow.ipc as ipc

from core.settings import ROOT
from intake.questions.answering import ANSWER, LEAVING
from intake.questions.question import Complaint, Query, QueryResult, QuestionLimits, own_limits

if TYPE_CHECKING:
    import pandas as pd

AT_ONCE: Final = 2
"""Questions that are answered at a time; whoever asks beyond them is told to wait."""
_places = BoundedSemaphore(AT_ONCE)


class QuestionBusyError(Exception):
    """As many questions as may be are under way."""


class RunningQuestion:
    """A question under way. As a context: whatever ends it, the process and its folder are gone afterwards.

    Raises BusyError when it is entered while too many others are asked.
    """

    def __init__(self, question: Query, limits: QuestionLimits | None = None) -> None:
        self._question, self._limits = question, limits or own_limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = 0.0

    def __enter__(self) -> Self:
        if not _places.acquire(blocking=False):
            raise QuestionBusyError
        try:
            self._folder = TemporaryDirectory(prefix="adopsi-tanya-")
            self._begun = monotonic()
            self._process = _started(self._question, self._limits, Path(self._folder.name))
        except BaseException:
            _places.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._end()
            self._folder.cleanup()
        finally:
            _places.release()

    @property
    def seconds(self) -> float:
        """How long it has been under way."""
        return monotonic() - self._begun

    def is_done(self, within: float) -> bool:
        """Wait so many seconds at most; True when there is an answer or no more time."""
        assert self._process
        left = self._limits.seconds - self.seconds
        try:
            self._process.wait(max(0.0, min(within, left)))
        except subprocess.TimeoutExpired:
            return self.seconds >= self._limits.seconds
        return True

    def answer(self) -> QueryResult:
        """Return what has come by now; what has not is too late."""
        assert self._process
        is_late = self._process.poll() is None
        self._end()
        folder = Path(self._folder.name)
        told = _told(folder, ANSWER)
        if told is None:
            return QueryResult(complaint=Complaint("time" if is_late else "memory"))
        if "complaint" in told:
            return QueryResult(complaint=Complaint(**told["complaint"]))
        rows, basis, leaving = _table(folder, ANSWER), _told(folder, LEAVING), None
        if basis is not None:
            leaving = _table(folder, LEAVING)
        return QueryResult(rows, told["is_cut"], leaving, (basis or {}).get("basis", ""), None, told["meta"])

    def _end(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()


def _started(question: Query, limits: QuestionLimits, folder: Path) -> subprocess.Popen[bytes]:
    """Nothing of our environment goes along: no secret, no home, no settings."""
    own = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1",
        "OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "intake.questions.answering", str(folder)],
        cwd=ROOT, env=own, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    scope = question.scope
    asked = {
        "sql": question.sql, "build": str(scope.build), "units": scope.units, "home": scope.home,
        "limits": asdict(limits),
    }  # fmt: skip
    assert process.stdin
    with process.stdin as pipe:
        pipe.write(json.dumps(asked).encode())
    return process


def _told(folder: Path, name: str) -> dict[str, Any] | None:
    path = folder / f"{name}.json"
    return dict(json.loads(path.read_bytes())) if path.exists() else None


def _table(folder: Path, name: str) -> "pd.DataFrame":
    """Whole numbers and truths stay such beside what is missing.

    Only who reads an answer imports pandas: the process that answers imports this module, too.
    """
    import pandas as pd

    with ipc.open_file(folder / f"{name}.arrow") as file:
        table = file.read_all()
    kinds = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    rows: pd.DataFrame = table.to_pandas(types_mapper=kinds.get)
    return rows
