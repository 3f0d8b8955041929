"""Commands: export of the open data, and the release of settled months after a load.

Exit codes: 0 written, 1 an error, 2 wrong usage.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from filelock import Timeout
from rich.console import Console

from analytics import open_city
from analytics.open_data import DamagedReleaseError, NoMonthError, export, release_settled
from core.clock import first_of_month
from core.disk import words_of
from core.settings import WrongSettingError
from core.store.published_builds import NoBuildError, why_no_build

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(stderr=True)
FAILED = 1


@app.callback()
def commands() -> None:
    """Angka yang terbit, untuk dipakai di luar dasbor."""


@app.command("export")
def export_command(
    directory: Annotated[Path, typer.Argument(file_okay=False, help="folder tujuan")],
    month: Annotated[str | None, typer.Option(help="hanya bulan ini (2024-10); bawaan: semua yang tuntas")] = None,
) -> None:
    """Tulis tabel bulanan yang tuntas sebagai CSV dan Parquet dengan kamus datanya; sel kecil disembunyikan."""
    paths = export(open_city(), directory, _first_day(month) if month else None)
    console.print(f"{len(paths)} berkas ditulis ke {directory}", highlight=False, markup=False, soft_wrap=True)


@app.command("release")
def release_command() -> None:
    """Rilis bulan yang sudah sehari tuntas dan cukup lengkap, dan belum dirilis; dijalankan setiap pemuatan."""
    made = release_settled(open_city())
    if made.released:
        months = ", ".join(f"{month:%Y-%m}" for month in made.released)
        console.print(f"Dirilis: {months}", highlight=False, markup=False, soft_wrap=True)
    if made.standing:
        text = f"Menunggu sehari sebelum dirilis: {', '.join(made.standing)}"
        console.print(text, highlight=False, markup=False, soft_wrap=True)
    if made.damaged:
        raise DamagedReleaseError(", ".join(made.damaged))


def _first_day(text: str) -> date:
    first = first_of_month(text)
    if first is None:
        raise typer.BadParameter(f"'{text}' bukan bulan; tulis tahun dan bulan seperti 2024-10", param_hint="--month")
    return first


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    try:
        app()
    except NoBuildError as error:
        _stop(why_no_build(error))
    except NoMonthError as missing:
        _stop(str(missing))
    except DamagedReleaseError as name:
        _stop(f"Catatan data terbuka {name} rusak. Pulihkan dari cadangan; tanpa itu tidak ada yang diterbitkan.")
    except Timeout:
        _stop("Data terbuka sedang ditulis atau dicadangkan; dicoba lagi sesudah pemuatan berikutnya.")
    except OSError as error:
        _stop(f"Gagal menulis {error.filename}: {words_of(error)}")
    except WrongSettingError as wrong:
        _stop(str(wrong))
    except Exception:
        _stop(
            "Kesalahan yang tidak diduga; tidak ada data terbuka yang selesai ditulis. Buat versi data lagi dengan "
            "make load; bila tetap begitu, beri tahu pengelola."
        )


def _stop(sentence: str) -> None:
    console.print(sentence, style="bold red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(FAILED)


if __name__ == "__main__":
    main()
