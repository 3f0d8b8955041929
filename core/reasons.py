"""Why a row or a whole file is held back or flagged, in words: one code, one sentence, one action."""

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

REASONS_FILE = Path(__file__).with_name("reasons.toml")


class Reason(BaseModel):
    """What is wrong, and what to do about it, in Indonesian."""

    sentence: str
    action: str
    sender: str = ""
    """What who sent the file can do, where the action is for those who have the server's files."""

    @property
    def for_sender(self) -> str:
        """What who sent the file can do."""
        return self.sender or self.action


@lru_cache
def reasons() -> dict[str, Reason]:
    """Return every reason code with its sentence and action."""
    declared = tomllib.loads(REASONS_FILE.read_text("utf-8"))
    return {code: Reason.model_validate(entry) for code, entry in declared.items()}
