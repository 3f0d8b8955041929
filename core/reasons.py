"""Why a row or a whole file is held back or flagged, in words: one code, one sentence, one action."""

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

HELD = "tolak"
"""Severity of a mark that holds its row back; any other lets it count."""
REASONS_FILE = Path(__file__).with_name("reasons.toml")


class Reason(BaseModel):
    """What is wrong, and what to do about it, in Indonesian: `action` for who has the server's files and its command
    line, `for_sender` for everybody else.
    """

    sentence: str
    held: str = ""
    """The same of a row that is held back for something else, too, where the sentence says that it counts."""
    action: str
    sender: str = ""
    """What can be done without the server's files, where the action needs them."""

    @property
    def for_held(self) -> str:
        """What is wrong with a row that is held back."""
        return self.held or self.sentence

    @property
    def for_sender(self) -> str:
        """What can be done without the server's files: by who sent the file, or in a browser."""
        return self.sender or self.action


@lru_cache
def reasons() -> dict[str, Reason]:
    """Return every reason code with its sentence and action."""
    declared = tomllib.loads(REASONS_FILE.read_text("utf-8"))
    return {code: Reason.model_validate(entry) for code, entry in declared.items()}
