"""Commands: sample, load, status, quarantine, inspect, rollback, forget, boundaries; those of backups join them.

Exit codes: README.md.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from core.clock import now_in_city
from core.reasons import reasons
from core.settings import settings
from core.sources import SOURCES
from core.store import Store, active_store, data_files, sample_store, user_store
from etl.answers import effect_report, held_back, inspection_report, load_report, store_status
from etl.answers.findings import finding_rows
from etl.answers.inspection import inspect_file
from etl.answers.terminal import say
from etl.backup.commands import backup_command, restore_command
from etl.cities import load_each, sample_each
from etl.errors import RefusedError, UserError, sentence_of
from etl.loading.each import Executor, ThisProcess
from etl.loading.forget import forget
from etl.loading.load import load
from etl.loading.release_due import ask_for_releases
from etl.publishing import builds
from etl.spelling import without_controls, without_numbers
from sample.world_names import worlds_listed

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Dari berkas mentah ke data terbit.",
    pretty_exceptions_enable=False,
)
console = Console(stderr=True)


@app.command("sample")
def sample_command(
    directory: Annotated[Path, typer.Argument(help="folder tujuan; berisi raw/ dan truth.json sesudahnya")],
    requests: Annotated[int | None, typer.Option(help="satu log permohonan sebanyak ini, untuk uji kecepatan")] = None,
    seed: Annotated[int, typer.Option(help="benih: benih sama, berkas sama")] = 20240827,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="hari terakhir")] = None,
    world: Annotated[str | None, typer.Option(help=f"dunia lain: {worlds_listed()}")] = None,
    strength: Annotated[float | None, typer.Option(help="seberapa banyak yang direka, 0 sampai 1")] = None,
    cities: Annotated[int | None, typer.Option(help="sekian kota rekaan, masing-masing 100 kantor")] = None,
) -> None:
    """Buat data contoh: berkas mentah tiruan dalam bentuk yang benar-benar dijumpai."""
    # Statistics for this command alone: each start of the others would wait for them.
    from sample.province import write_packs
    from sample.write import write_sample

    if cities is not None:
        told = {"requests": requests, "until": until and until.date(), "world": world, "strength": strength}
        try:
            sample_each(write_packs(directory, cities), told, seed)
        except FileExistsError as error:
            raise RefusedError(f"{error}: berisi berkas yang bukan data contoh. Pilih folder lain.") from None
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        return
    if data_files(directory / "raw") and not Store(directory).sample_marker.exists():
        raise RefusedError(f"{directory / 'raw'}: berisi berkas yang bukan data contoh. Pilih folder lain.")
    try:
        last = until.date() if until else None
        write_sample(directory, seed=seed, until=last, requests=requests, world=world, strength=strength)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    console.print(f"Data contoh ditulis ke {directory}")


@app.command("load")
def load_command(
    raw: Annotated[Path | None, typer.Option(help="folder mentah; bawaan: data/raw")] = None,
    rebuild: Annotated[bool, typer.Option(help="mulai dari kosong")] = False,
    new_key: Annotated[bool, typer.Option("--new-key", help="kunci memang berganti: bangun ulang")] = False,
    settle: Annotated[int, typer.Option(min=0, help="tunda berkas yang berubah dalam sekian detik terakhir")] = 0,
    cluster: Annotated[str | None, typer.Option(help="klaster Dask, tls://mesin:port; bawaan: ADOPSI_KLASTER")] = None,
    cities: Annotated[Path | None, typer.Option(help="setiap kota di folder ini, satu demi satu")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="satu objek JSON di stdout")] = False,
) -> None:
    """Muat berkas yang baru atau berubah, terbitkan, dan pertanggungjawabkan setiap baris."""
    if cities and raw:
        raise typer.BadParameter("--cities memuat raw/ di folder setiap kota; jangan sebut --raw")
    if cities:
        told = {"rebuild": rebuild, "new_key": new_key, "settle": settle, "cluster": cluster, "json": as_json}
        raise typer.Exit(load_each(cities, told, lambda name: console.print(name, style="bold", markup=False)))
    store = _store_of(raw)
    with (
        _executor(cluster if cluster is not None else settings().klaster, store) as executor,
        Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
        ) as bar,
    ):
        task = bar.add_task("Memeriksa berkas", total=None)
        outcome = load(
            store,
            executor=executor,
            rebuild=rebuild,
            new_key=new_key,
            settle=settle,
            progress=lambda name, n, total: bar.update(task, description=name, completed=n, total=total),
        )
    if as_json:
        _print_json(load_report.load_json(outcome))
    else:
        load_report.print_outcome(console, outcome)
    _tell_place(store)
    sys.stdout.flush()
    ask_for_releases(store)
    raise typer.Exit(outcome.exit_code)


@app.command("status")
def status_command(as_json: Annotated[bool, typer.Option("--json", help="satu objek JSON di stdout")] = False) -> None:
    """Apa yang terbit sekarang: keadaan setiap sumber, berkas, dan versi data."""
    status = store_status.status(active_store())
    if as_json:
        _print_json(status)
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
        _print_json(inspection_report.as_json(found) | tried)
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
    load_report.print_build(console, outcome)


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
        _print_json(report.as_json())
    else:
        print_report(console, report)


app.command("backup")(backup_command)
app.command("restore")(restore_command)


def _check_source(source: str | None) -> None:
    if source and source not in SOURCES:
        raise typer.BadParameter(f"sumber '{source}' tidak ada; pilih {', '.join(SOURCES)}")


@contextmanager
def _executor(address: str, store: Store) -> Iterator[Executor]:
    """Where a load judges its files."""
    if not address:
        yield ThisProcess()
        return
    try:
        # Of no use to anybody else: the engine is not even installed where nobody needs it.
        from etl.cluster.executor import on_cluster
    except ModuleNotFoundError:
        raise UserError(
            "Untuk --cluster pasang dahulu: pip install --require-hashes -r requirements-cluster.txt"
        ) from None
    with on_cluster(address, store) as cluster:
        yield cluster


def _store_of(raw: Path | None) -> Store:
    """The user's store, unless the raw folder is the one of generated data."""
    if raw is None:
        return _active_store()
    if not raw.is_dir():
        raise UserError(f"{raw}: folder tidak ada. Periksa penulisannya.")
    for store in (sample_store(), Store(raw.resolve().parent)):
        if store.is_sample and store.raw.resolve() == raw.resolve():
            return store
    return Store(settings().data_dir, raw=raw)


def _active_store() -> Store:
    """The user's store, or the sample's while the user has no file; the user's too while there is no sample."""
    store = active_store()
    return store if store.raw.is_dir() else user_store()


def _tell_place(store: Store) -> None:
    """A store beside the one that readers open is named, with the way to open it."""
    shown = active_store().root
    if store.root.resolve() != shown.resolve():
        console.print(
            f"Dimuat ke {store.root}; dasbor dan perintah lain membuka {shown}. "
            f"Membuka yang ini: ADOPSI_DATA_DIR={store.root.resolve()} make run (atau python -m etl status)",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )


def _print_json(content: object) -> None:
    print(json.dumps(content, ensure_ascii=False, default=str))


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
