"""What goes wrong for a user, said in the user's words."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.ledger import RawFile

from etl.words import printable


class UserError(Exception):
    """A mistake the user can mend: its text says where it is and what to do."""

    exit_code = 1


class RefusedError(UserError):
    """Refused for the data's sake; nothing has changed."""

    exit_code = 5


class LockedError(UserError):
    """Another load is at work."""

    exit_code = 4


class FastLaneError(Exception):
    """The database could not read this file, and its transaction is lost: load again, this file row by row."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class VanishedError(Exception):
    """A file went while the load was at work: it is left for the next load."""

    def __init__(self, file: "RawFile") -> None:
        super().__init__(f"{file.source}/{file.path}")
        self.file = file


class UnreadableFileError(Exception):
    """One whole file cannot be used: it is set aside and the load goes on."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        # It may quote a title or the name of a sheet.
        self.detail = printable(detail)
