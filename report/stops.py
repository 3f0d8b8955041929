"""What ends a command of the report, in one sentence with its exit code."""

import duckdb

from core.snapshot import NoBuildError
from report.drawing import EmptyDrawingError
from report.kept import AlteredRecordError, DamagedRecordError
from report.period import RefusedError

FAILED, REFUSED = 1, 5
STOPS = (NoBuildError, RefusedError, DamagedRecordError, EmptyDrawingError, duckdb.Error, OSError)


def stop_of(error: Exception) -> tuple[str, int]:
    """Return what is said of one of STOPS, and the exit code."""
    match error:
        case NoBuildError():
            return "Belum ada data terbit. Jalankan dulu: make load", FAILED
        case RefusedError():
            return f"Ditolak: {error}", REFUSED
        case AlteredRecordError():
            return (
                f"Catatan arsip {error} rusak: isinya tidak lagi sesuai dengan kode pada berkas laporannya sendiri. "
                "Pulihkan catatan itu dari cadangan."
            ), FAILED
        case DamagedRecordError():
            return f"Catatan arsip {error} rusak. Pulihkan dari cadangan, atau pindahkan dari folder arsip.", FAILED
        case EmptyDrawingError():
            return f"Ditolak: ada gambar tanpa isi ({error}). Jalankan python -m etl load --rebuild", REFUSED
        case duckdb.Error():
            return f"Terbitan data tidak dapat dibaca: {error}. Jalankan python -m etl load --rebuild", FAILED
        case OSError():
            return f"Gagal menulis {error.filename}: {error.strerror}", FAILED
    raise error
