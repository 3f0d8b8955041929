"""What a waiting file would do: asked once in the background, kept beside it, so that a page shows it at once again."""

import logging
import time
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock, Thread
from typing import Final

from pydantic import TypeAdapter, ValidationError

from core.disk import read_line, read_text, write_private
from core.store import user_store
from intake.verdict.process import judge_file
from intake.verdict.verdict import FileVerdict
from intake.waiting.room import WaitingFile

KEPT: Final = "putusan.json"
LONGEST: Final = 2_100_000
AT_ONCE: Final = 2
"""Files that are judged at the same time; others wait for their turn."""


@dataclass(frozen=True)
class VerdictUnderWay:
    """A file that is being judged: at which stage ('' while it waits for its turn), and for how many seconds."""

    stage: str
    seconds: float


@dataclass(frozen=True)
class _KeptVerdict:
    """A verdict with what its sender had chosen when it was made, and the build that it was held beside."""

    source: str | None
    office: str | None
    verdict: FileVerdict
    build: str = ""


_KEPT: Final = TypeAdapter(_KeptVerdict)
_turns = BoundedSemaphore(AT_ONCE)
_lock = Lock()
_at_work: dict[tuple[str, str | None, str | None], tuple[str, float]] = {}
"""What is being judged in this process: its stage, and since when."""


def judged(file: WaitingFile) -> FileVerdict | VerdictUnderWay:
    """Return the verdict on a file as it is chosen now; begin to make it where there is none yet."""
    kept = verdict_on(file)
    if kept is not None:
        return kept
    key = _key(file)
    with _lock:
        if key not in _at_work:
            _at_work[key] = "", time.monotonic()
            Thread(target=_judge, args=(file,), daemon=True).start()
        stage, since = _at_work[key]
    return VerdictUnderWay(stage, time.monotonic() - since)


def verdict_on(file: WaitingFile) -> FileVerdict | None:
    """Return the verdict that was made on a file as it is chosen now, beside the build that readers see now; None where
    there is none.
    """
    try:
        kept: _KeptVerdict = _KEPT.validate_json(read_text(file.folder / KEPT, LONGEST) or "")
    except ValidationError:
        return None
    is_of_now = (kept.source, kept.office, kept.build) == (file.source, file.office, _build())
    return kept.verdict if is_of_now else None


def judge_again(file: WaitingFile) -> None:
    """Forget the verdict on a file: something that it rests on has changed."""
    (file.folder / KEPT).unlink(missing_ok=True)


def keep_verdict(file: WaitingFile, verdict: FileVerdict, build: str | None = None) -> None:
    """Keep a verdict beside the file that it is on. Raises OSError, also where the file is gone.

    `build`: the one that it was held beside; None: the present one.
    """
    if file.folder.is_dir():
        kept = _KeptVerdict(file.source, file.office, verdict, _build() if build is None else build)
        write_private(file.folder / KEPT, _KEPT.dump_json(kept))


def declared_office(file: WaitingFile) -> str | None:
    """Return for which office a file is sent: the own one of its account, else the chosen one."""
    return file.place or file.office


def _judge(file: WaitingFile) -> None:
    key = _key(file)

    def tell(stage: str) -> None:
        with _lock:
            _at_work[key] = stage, _at_work[key][1]

    try:
        with _turns:
            build = _build()
            keep_verdict(
                file, judge_file(file.path, file.source, declared_office(file), file.original_name, tell), build
            )
    except Exception:
        # Its page asks again; what a stranger's file said is in no log.
        logging.getLogger("adopsi").error("a waiting file could not be judged")
        time.sleep(1)
    finally:
        with _lock:
            del _at_work[key]


def _build() -> str:
    """The build that readers of the own data see; '' for none."""
    return read_line(user_store().pointer) or ""


def _key(file: WaitingFile) -> tuple[str, str | None, str | None]:
    return file.id, file.source, file.office
