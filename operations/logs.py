"""What a server that others may read says of itself: one JSON line each, and no word of a person in it."""

import json
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from core.city import city
from core.settings import ROOT

DEEPEST: Final = 12
"""Steps of the way to an error, the last ones."""


class JsonLines(logging.Formatter):
    """A record as one line: when, how grave, of which part, its text; of an error its kind and the way to it.

    An error's own words are left out: they may be those of a row.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, city().clock).isoformat(timespec="seconds")
        line: dict[str, str | list[str]] = {"time": at, "level": record.levelname.lower(), "part": record.name}
        kind, _, trace = record.exc_info or (None, None, None)
        # Where the text tells an error, its first line names it and the others repeat its words.
        line["text"] = record.getMessage().partition("\n")[0]
        return json.dumps(line if kind is None else line | {"error": kind.__name__, "way": way(trace)})


def way(trace: TracebackType | None) -> list[str]:
    """Return the steps to an error as `folder/file.py:12 function`, those of the product without where it lies."""
    steps = traceback.extract_tb(trace)[-DEEPEST:]
    return [f"{_short(step.filename)}:{step.lineno} {step.name}" for step in steps]


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])


class JsonLogger(logging.Logger):
    """A logger that begins after the server has: parts that are imported later bring a plain form of their own."""

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802 - the name of logging
        """Take in a handler, with lines of ours."""
        hdlr.setFormatter(JsonLines())
        super().addHandler(hdlr)


def use_json_lines() -> None:
    """Let every part of this process that writes a log, ours and the server's, write such lines to stderr."""
    lines = JsonLines()
    logging.setLoggerClass(JsonLogger)
    if not logging.root.handlers:
        logging.root.addHandler(logging.StreamHandler())
    known = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    for logger in (logging.root, *known):
        for handler in logger.handlers:
            handler.setFormatter(lines)


@asynccontextmanager
async def with_json_lines(app: object) -> AsyncIterator[None]:
    """The life of a server: its own logs are set up when it begins."""
    del app
    use_json_lines()
    yield
