"""Command `load`: into the user's store, or another; in this process or on a cluster; of one city or of several."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from core.settings import settings
from core.store import Store, active_store, sample_store, user_store
from etl.answers import load_report
from etl.answers.terminal import console, print_json
from etl.cities import load_each
from etl.errors import UserError
from etl.loading.each import Executor, ThisProcess
from etl.loading.load import load
from etl.loading.release_due import ask_for_releases


def load_command(
    raw: Annotated[Path | None, typer.Option(help="folder mentah; bawaan: data/raw")] = None,
    rebuild: Annotated[bool, typer.Option(help="mulai dari kosong")] = False,
    new_key: Annotated[bool, typer.Option("--new-key", help="kunci memang berganti: bangun ulang")] = False,
    settle: Annotated[int, typer.Option(min=0, help="tunda berkas yang berubah dalam sekian detik terakhir")] = 0,
    cluster: Annotated[str | None, typer.Option(help="klaster Dask, tls://mesin:port; bawaan: ADOPSI_KLASTER")] = None,
    cities: Annotated[Path | None, typer.Option(help="setiap kota di folder ini")] = None,
    at_a_time: Annotated[int, typer.Option("--at-a-time", min=1, help="sekian kota sekaligus")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="satu objek JSON di stdout")] = False,
) -> None:
    """Muat berkas yang baru atau berubah, terbitkan, dan pertanggungjawabkan setiap baris."""
    if cities and raw:
        raise typer.BadParameter("--cities memuat raw/ di folder setiap kota; jangan sebut --raw")
    if cities:
        told = {"rebuild": rebuild, "new_key": new_key, "settle": settle, "cluster": cluster, "json": as_json}
        name_city = partial(console.print, style="bold", markup=False)
        raise typer.Exit(load_each(cities, told, name_city, at_a_time))
    if at_a_time > 1:
        raise typer.BadParameter("--at-a-time berlaku bersama --cities")
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
        print_json(load_report.load_json(outcome))
    else:
        load_report.print_outcome(console, outcome)
    _tell_place(store)
    sys.stdout.flush()
    ask_for_releases(store)
    raise typer.Exit(outcome.exit_code)


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
