"""Who came, read and took along what: one JSON line each, a file a month, private, deleted after some time.

A line holds an account and an address of the network, no other word of a person.
"""

import json
import logging
import os
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from core.city import city
from core.clock import now_in_city
from core.disk import words_of
from core.settings import audit_dir, settings

ACTS: Final = (
    "in", "failed", "refused", "view", "download", "report", "sent", "upload", "submit", "withdraw", "map", "mend",
    "asked", "out",
)  # fmt: skip
MOST_NAMELESS: Final = 60
"""Lines a minute without an account: whoever may send requests could else fill the disk with them."""
_writing = threading.Lock()
_nameless: dict[str, int] = {}
"""How many such acts the minute of now has seen."""


def address_of(headers: Iterable[tuple[str, str]]) -> str:
    """Return the reader's address as the proxy tells it; '' where it tells none."""
    return next((value.strip()[:64] for name, value in headers if name.lower() == "x-real-ip"), "")


def note_act(act: str, account: str, address: str = "", **told: str | int) -> None:
    """Write a line: what was done, by whom, from where, and what belongs to it. An unknown act raises ValueError."""
    if act not in ACTS:
        raise ValueError(act)
    now = now_in_city()
    if not account and (nth := _nth_nameless(f"{now:%d %H:%M}")) >= MOST_NAMELESS:
        if nth > MOST_NAMELESS:
            return
        told["note"] = "more are left out until the next minute"
    line = {"time": now.replace(tzinfo=city().clock).isoformat(), "act": act, "account": account, "ip": address, **told}
    path = audit_dir() / f"audit-{now:%Y-%m}.jsonl"
    try:
        with _writing:
            if not path.exists():
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                delete_old(now)
            # ASCII alone: no letter of a name ends a line for any program, or speaks to the terminal that shows it.
            _append(path, json.dumps(line) + "\n")
    except OSError as error:
        # Nobody is kept out for a full disk; whoever runs the server sees it in the log, without a word of a person.
        logging.getLogger("adopsi").error("audit: %s", words_of(error))


def _nth_nameless(minute: str) -> int:
    """How many acts without an account there were in a minute, with this one."""
    with _writing:
        nth = _nameless.get(minute, 0) + 1
        _nameless.clear()
        _nameless[minute] = nth
    return nth


def _append(path: Path, line: str) -> None:
    """One write of a whole line, so that lines of two processes do not mix."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, line.encode())
    finally:
        os.close(file)


def delete_old(now: datetime) -> None:
    """Delete the months whose last line is older than the notes are kept."""
    first = now - timedelta(days=settings().audit_hari)
    for path in audit_dir().glob("audit-????-??.jsonl"):
        if path.stem.removeprefix("audit-") < f"{first:%Y-%m}":
            path.unlink(missing_ok=True)
