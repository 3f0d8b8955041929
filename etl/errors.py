"""What goes wrong for a user, said in the user's words."""

from pathlib import Path
from traceback import extract_tb

from core.disk import words_of
from core.settings import ROOT, WrongSettingError
from etl.raw_file import RawFile
from etl.spelling import printable

QUERY_INTERRUPTED = "Query interrupted"
"""What DuckDB makes of Ctrl-C during a query."""
GIGABYTE = 1_000_000_000
TERABYTE = 1_000 * GIGABYTE
ROUNDED_TERABYTE = TERABYTE - GIGABYTE // 2
"""From here on what is rounded to whole gigabytes would be a thousand of them."""
UNFORESEEN = "kesalahan yang tidak diduga; tidak ada yang diubah"


class UserError(Exception):
    """A mistake the user can mend: its text says where it is and what to do."""

    exit_code = 1


class RefusedError(UserError):
    """Refused for the data's sake; nothing has changed."""

    exit_code = 5


class NotLoadedError(UserError):
    """No row of this file is known."""


class UndeclaredZoneError(UserError):
    """Nobody has said in which zone the clock times of a source are."""


class NoRoomError(UserError):
    """A disk has not the room that is needed; nothing has changed."""


class LockedError(UserError):
    """Another load is at work."""

    exit_code = 4


def sentence_of(error: BaseException) -> str:
    """Return what is said of an error that ends a command.

    Only our own sentences are quoted: those of others may name a person.
    """
    import duckdb  # the child processes that read files raise these errors too, and do without it

    match error:
        case UserError() | WrongSettingError():
            return str(error)
        case OSError():
            return f"{error.filename or 'berkas'}: {words_of(error)}. Periksa izin dan ruang disk, lalu coba lagi."
        case duckdb.Error():
            return (
                "basis data berhenti; tidak ada yang diubah. Periksa ruang disk dan memori, lalu coba lagi; bila tetap "
                "begitu, bangun ulang dari berkas mentah: python -m etl load --rebuild"
            )
        case MemoryError():
            return "memori habis; tidak ada yang diubah. Tutup program lain, lalu coba lagi."
        case RuntimeError() if str(error) == QUERY_INTERRUPTED:
            return sentence_of(KeyboardInterrupt())
        case KeyboardInterrupt() | SystemExit():
            return "dihentikan sebelum selesai; tidak ada yang diubah. Jalankan lagi."
    return f"{UNFORESEEN}{code_place(error)}. Simpan berkas yang sedang dimuat dan beri tahu pengelola."


def code_place(error: BaseException) -> str:
    """Return where in the product an error arose, as ` (etl/x.py baris 7)`: enough to find it, no value of any."""
    own = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(ROOT / "etl")]
    return f" ({Path(own[-1].filename).relative_to(ROOT)} baris {own[-1].lineno})" if own else ""


def in_megabytes(size: int) -> str:
    """Return a number of bytes as a limit is told: 50 MB, 2 GB, 1,5 TB."""
    if size < GIGABYTE:
        return f"{size / 1_000_000:.0f} MB"
    number, unit = (size / GIGABYTE, "GB") if size < ROUNDED_TERABYTE else (size / TERABYTE, "TB")
    return f"{number:.0f} {unit}" if number >= 100 else f"{number:.3g} {unit}".replace(".", ",")


class FastLaneError(Exception):
    """The database could not read a file, and its transaction is lost: load again, that file row by row."""


class VanishedError(Exception):
    """A file went, or cannot be read any more, while the load was at work: it is left for the next load."""

    def __init__(self, file: RawFile, error: OSError) -> None:
        super().__init__(f"{file.source}/{file.path}")
        self.file, self.error = file, error


class UnreadableFileError(Exception):
    """One whole file cannot be used: it is set aside and the load goes on."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        # It may quote a title or the name of a sheet.
        self.detail = printable(detail)
