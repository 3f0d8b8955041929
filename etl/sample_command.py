"""Command `sample`: made-up files in the forms that are really met, of one city or of several."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from core.store import Store, data_files
from etl.answers.terminal import console
from etl.cities import sample_each
from etl.errors import RefusedError
from sample.world_names import worlds_listed


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
