"""What ends a command of the report, in one sentence with its exit code."""

import duckdb
from typst import TypstError

from analytics.open_data import DamagedReleaseError
from core.disk import words_of
from core.local_table import TableError
from core.settings import SetupError
from core.store.published_builds import NoBuildError, why_no_build
from mail import DamagedLetterError, OutboxBusyError
from report.archive.read import AlteredRecordError, DamagedRecordError
from report.content.period import ReportRefusedError
from report.drawing.paper import EmptyDrawingError

FAILED, NEEDS_SOMEBODY, BUSY, REFUSED, LETTERS_WAIT = 1, 3, 4, 5, 8
"""Of letters: some were refused, are uncertain or wait too long; another run is sending; some wait for the next run."""
STOPS = (
    NoBuildError,
    ReportRefusedError,
    DamagedRecordError,
    DamagedReleaseError,
    EmptyDrawingError,
    SetupError,
    TableError,
    DamagedLetterError,
    OutboxBusyError,
    TypstError,
    duckdb.Error,
    OSError,
)


def stop_of(error: Exception) -> tuple[str, int]:
    """Return what is said of one of STOPS, and the exit code."""
    match error:
        case NoBuildError():
            return why_no_build(error), FAILED
        case ReportRefusedError():
            return f"Ditolak: {error}", REFUSED
        case AlteredRecordError():
            return (
                f"Catatan arsip {error} rusak: isinya tidak lagi sesuai dengan kode pada berkas laporannya sendiri. "
                "Pulihkan catatan itu dari cadangan."
            ), FAILED
        case DamagedRecordError():
            return f"Catatan arsip {error} rusak. Pulihkan dari cadangan, atau pindahkan dari folder arsip.", FAILED
        case DamagedReleaseError():
            return (
                f"Catatan rilis {error} rusak. Pulihkan dari cadangan; tanpa itu tidak ada laporan yang dibuat.",
                FAILED,
            )
        case EmptyDrawingError():
            return f"Ditolak: ada gambar tanpa isi ({error}). Jalankan python -m etl load --rebuild", REFUSED
        case duckdb.Error():
            return (
                "Versi data tidak dapat dibaca. Jalankan python -m etl load --rebuild",
                FAILED,
            )
        case TypstError():
            return f"Laporan tidak dapat ditata: {_first_line(error)}.", FAILED
        case OutboxBusyError():
            return str(error), BUSY
        case SetupError() | TableError() | DamagedLetterError():
            return str(error), FAILED
        case OSError():
            return _disk_words(error), FAILED
    raise error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "penyusun laporan berhenti").rstrip(".")


def _disk_words(error: OSError) -> str:
    return f"Gagal menulis {error.filename or 'berkas'}: {words_of(error)}"
