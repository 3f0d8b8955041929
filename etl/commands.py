"""Commands: sample, load, status, quarantine, inspect, rollback, forget, boundaries; those of backups join them.

Exit codes: README.md.
"""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from core.clock import now_in_city
from core.reasons import reasons
from core.sources import SOURCES
from core.store import active_store
from etl.answers import effect_report, held_back, load_report, store_status
from etl.answers.findings import finding_rows
from etl.answers.inspection import inspection_report
from etl.answers.inspection.file_inspection import inspect_file
from etl.answers.terminal import console, print_json, say
from etl.backup.commands import backup_command, restore_command
from etl.errors import UserError, sentence_of
from etl.load_command import load_command
from etl.loading.forget import forget
from etl.publishing import builds
from etl.sample_command import sample_command
from etl.spelling import without_controls, without_numbers

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Dari berkas mentah ke data terbit.",
    pretty_exceptions_enable=False,
)


app.command("sample")(sample_command)
app.command("load")(load_command)


@app.command("status")
def status_command(as_json: Annotated[bool, typer.Option("--json", help="satu objek JSON di stdout")] = False) -> None:
    """Apa yang terbit sekarang: keadaan setiap sumber, berkas, dan versi data."""
    status = store_status.status(active_store())
    if as_json:
        print_json(status)
    else:
        store_status.print_status(Console(), status)


@app.command("quarantine")
def quarantine_command(
    source: Annotated[str | None, typer.Option(help="hanya sumber ini")] = None,
    reason: Annotated[str | None, typer.Option(help="hanya sebab ini, misalnya unit_tak_dikenal")] = None,
    file: Annotated[str | None, typer.Option(help="hanya berkas ini, misalnya permohonan/a.csv")] = None,
    csv: Annotated[Path | None, typer.Option(help="tulis semuanya ke berkas CSV")] = None,
) -> None:
    """Baris yang ditahan atau ditandai, dan angka yang perlu diperiksa, dengan tindakannya; orang disamarkan."""
    _check_source(source)
    if reason and reason not in reasons():
        raise typer.BadParameter(f"sebab '{reason}' tidak ada; pilih {', '.join(sorted(reasons()))}")
    store, asked = active_store(), held_back.RowFilter(source, reason, file)
    rows = held_back.quarantine_rows(store, asked) + finding_rows(store, asked)
    if csv:
        held_back.write_csv(rows, csv)
        console.print(f"{len(rows)} baris ditulis ke {csv}", markup=False)
    else:
        held_back.print_quarantine(Console(), rows)


@app.command("inspect")
def inspect_command(
    file: Annotated[Path, typer.Argument(help="berkas yang diperiksa")],
    source: Annotated[str | None, typer.Option(help="sumbernya; bawaan: diterka dari folder atau judulnya")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="satu objek JSON di stdout")] = False,
    rows_out: Annotated[Path | None, typer.Option(help="tulis semua baris data apa adanya ke CSV ini")] = None,
    effect: Annotated[bool, typer.Option("--effect", help="juga: apa yang diterima dan berubah bila dimuat")] = False,
) -> None:
    """Bagaimana satu berkas dipahami, dan mengapa; tidak ada yang dimuat."""
    _check_source(source)
    found = inspect_file(file, source)
    trial = effect_report.try_in_place(file, found.source) if effect and not found.reason else None
    if as_json:
        tried = {"trial": effect_report.trial_json(trial)} if trial else {}
        print_json(inspection_report.as_json(found) | tried)
    else:
        inspection_report.print_inspection(Console(), found)
        if trial:
            effect_report.print_trial(Console(), trial)
    if found.reason and not (rows_out and found.tables):
        raise UserError(inspection_report.why_unusable(found))
    if rows_out:
        rows = inspection_report.write_rows(found, rows_out)
        console.print(f"{rows} baris ditulis ke {rows_out}", markup=False)
    if found.reason:
        say(console, inspection_report.why_unusable(found))


@app.command("rollback")
def rollback_command(
    build: Annotated[str | None, typer.Argument(help="versi data; bawaan: yang utuh sebelum yang sekarang")] = None,
    release: Annotated[bool, typer.Option("--release", help="lepaskan, kembali ke versi data terbaru")] = False,
) -> None:
    """Kembalikan pembaca ke versi data lama dan tahan di sana, sampai dilepaskan."""
    if build and release:
        raise typer.BadParameter("--release selalu menuju versi data terbaru; jangan sebut versi data")
    store = active_store()
    if release:
        console.print(f"Dilepaskan; versi data: {builds.release_hold(store, now_in_city())}")
    else:
        chosen = builds.rollback(store, build, now_in_city())
        console.print(f"Ditahan pada {chosen}. Melepaskan: python -m etl rollback --release")


@app.command("forget")
def forget_command(
    file: Annotated[str, typer.Argument(help="berkas seperti disebut status, misalnya permohonan/a.csv")],
) -> None:
    """Keluarkan baris dari berkas yang sudah tidak ada, lalu terbitkan."""
    outcome = forget(active_store(), file)
    console.print(f"Dilupakan: {file}", markup=False)
    load_report.print_uncleared(console, outcome)
    load_report.print_build(console, outcome)
    raise typer.Exit(outcome.exit_code)


@app.command("boundaries")
def boundaries_command(
    file: Annotated[Path, typer.Argument(help="berkas batas kelurahan: GeoJSON, GeoPackage, KML, Shapefile .zip, ...")],
    crs: Annotated[
        str | None, typer.Option(help="sistem koordinat bila tak disebut, misalnya EPSG:4326 (derajat)")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="satu objek JSON di stdout")] = False,
) -> None:
    """Impor batas resmi kelurahan: periksa, perbaiki, sederhanakan, terbitkan."""
    # Map libraries for this command alone.
    from etl.boundaries import import_boundaries
    from etl.boundaries.report import print_report

    report = import_boundaries(active_store(), file, crs)
    if as_json:
        print_json(report.as_json())
    else:
        print_report(console, report)


app.command("backup")(backup_command)
app.command("restore")(restore_command)


def _check_source(source: str | None) -> None:
    if source and source not in SOURCES:
        raise typer.BadParameter(f"sumber '{source}' tidak ada; pilih {', '.join(SOURCES)}")


def main() -> None:
    """Run the commands; a user's mistake ends in a sentence, not in a trace."""
    try:
        app()
    except UserError as error:
        _fail(sentence_of(error), error.exit_code)
    except Exception as error:
        _fail(sentence_of(error), 1)


def _fail(sentence: str, code: int) -> NoReturn:
    # It may name a file, and its name a person's number.
    say(console, f"Gagal: {without_numbers(without_controls(sentence))}", style="bold red")
    sys.exit(code)
