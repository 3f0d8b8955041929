"""Command: the report of one month. Exit codes: 0 written, 1 an error, 2 wrong usage, 5 refused for the data's sake."""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from core.snapshot import NoBuildError, open_current
from report.build import default_path, render, write
from report.content import month_content
from report.period import RefusedError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console(stderr=True)
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
FAILED, REFUSED = 1, 5


@app.command()
def report(
    month: Annotated[str, typer.Argument(help="bulan, misalnya 2024-10")],
    out: Annotated[
        Path | None, typer.Option(dir_okay=False, help="berkas tujuan; bawaan: laporan/laporan_adopsi_<bulan>.pdf")
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="buat juga bila data kurang lengkap, bertanda DRAF di tiap halaman")
    ] = False,
) -> None:
    """Buat laporan PDF satu bulan dari data terbit; menolak bulan yang datanya belum lengkap."""
    snapshot = open_current()
    content = month_content(snapshot, _first_day(month), is_draft=draft)
    path = out or default_path(content)
    write(render(content), path)
    console.print(f"Laporan ditulis ke {path}", highlight=False, markup=False, soft_wrap=True)


def _first_day(text: str) -> date:
    parts = MONTH.fullmatch(text)
    if not parts:
        raise typer.BadParameter(f"'{text}' bukan bulan; tulis tahun dan bulan seperti 2024-10", param_hint="month")
    return date(int(parts[1]), int(parts[2]), 1)


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    try:
        app()
    except NoBuildError:
        _stop("Belum ada data terbit. Jalankan dulu: make load", FAILED)
    except RefusedError as refusal:
        _stop(f"Ditolak: {refusal}", REFUSED)
    except OSError as error:
        _stop(f"Gagal menulis {error.filename}: {error.strerror}", FAILED)


def _stop(sentence: str, code: int) -> None:
    console.print(sentence, style="bold red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
