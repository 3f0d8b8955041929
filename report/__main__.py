"""Commands: the report of one month, and `verify FILE`.

Exit codes: 0 written or the same, 1 an error or a difference, 2 wrong usage, 5 refused for the data's sake,
6 a file made with another code version, which cannot be compared.
"""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from core.snapshot import NoBuildError, open_current
from report.archive import archive
from report.build import render_record, write
from report.content import month_content
from report.period import RefusedError
from report.record import make_record
from report.verify import verify as verify_file

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
verify_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console(stderr=True)
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
FAILED, DIFFERS, REFUSED, OTHER_VERSION = 1, 1, 5, 6
VERIFY = "verify"


@app.command()
def report(
    month: Annotated[str, typer.Argument(help="bulan, misalnya 2024-10")],
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="berkas tujuan; bawaan: arsip laporan")] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="buat juga bila data kurang lengkap, bertanda DRAF di tiap halaman")
    ] = False,
) -> None:
    """Buat laporan PDF satu bulan dari data terbit; menolak bulan yang datanya belum lengkap."""
    content = month_content(open_current(), _first_day(month), is_draft=draft)
    record = make_record(content)
    if out:
        write(render_record(record), out)
    told = out or archive(record)
    console.print(f"Laporan ditulis ke {told}", highlight=False, markup=False, soft_wrap=True)


@verify_app.command()
def verify(file: Annotated[Path, typer.Argument(dir_okay=False, exists=True, help="berkas laporan PDF")]) -> None:
    """Periksa apakah berkas ini laporan yang dibuat: 0 sama, 1 berbeda (dengan perbedaan pertamanya), 6 versi lain."""
    verdict = verify_file(file)
    console.print("\n".join(verdict.sentences), highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit({True: 0, False: DIFFERS, None: OTHER_VERSION}[verdict.is_same])


def _first_day(text: str) -> date:
    parts = MONTH.fullmatch(text)
    if not parts:
        raise typer.BadParameter(f"'{text}' bukan bulan; tulis tahun dan bulan seperti 2024-10", param_hint="month")
    return date(int(parts[1]), int(parts[2]), 1)


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    try:
        if sys.argv[1:2] == [VERIFY]:
            verify_app(sys.argv[2:], prog_name=f"python -m report {VERIFY}")
        else:
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
