"""A command for each city of a folder, in a process of its own that has taken on that city."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from core.settings import SetupError
from etl.errors import UserError

SET_ASIDE = 3
"""The exit code of a load that did all but a file: an error of another city weighs more."""


def city_folders(directory: Path) -> list[Path]:
    """Return the folders of cities in a folder, sorted: each holds the tables of its city and its data.

    Raises UserError where there is none.
    """
    found = sorted(path.parent.parent.absolute() for path in directory.glob("*/reference/city.toml"))
    if not found:
        raise UserError(
            f"{directory}: tidak ada folder kota di dalamnya. Setiap kota punya folder sendiri dengan "
            "reference/city.toml dan raw/; contohnya: python -m etl sample DIR --cities 10"
        )
    return found


def load_each(directory: Path, options: Mapping[str, object], tell: Callable[[str], None]) -> int:
    """Load every city of a folder and return one exit code; a city that fails stops no other.

    `options`: of the command, by name; with `json` what all of them print is one object by city, on stdout. `tell` is
    called with a city's folder before it is loaded.
    """
    codes, told = [], {}
    for folder in city_folders(directory):
        tell(folder.name)
        done = _in_city(folder, ["load", *_given(options)], is_heard=bool(options["json"]))
        codes.append(done.returncode)
        told[folder.name] = json.loads(done.stdout) if done.stdout else None
    if options["json"]:
        print(json.dumps(told, ensure_ascii=False))
    return max(codes, key=lambda code: (code not in (0, SET_ASIDE), code))


def sample_each(folders: Sequence[Path], options: Mapping[str, object], seed: int) -> None:
    """Draw the sample of each of these cities, each from a seed of its own. Raises SetupError for one that fails."""
    for number, folder in enumerate(folders):
        done = _in_city(folder, ["sample", str(folder), *_given({**options, "seed": seed + number})])
        if done.returncode:
            raise SetupError(f"{folder}: kota ini tidak tertulis. Lihat pesan di atas.")


def _given(options: Mapping[str, object]) -> list[str]:
    """Options as a command line holds them."""
    flags = [f"--{name.replace('_', '-')}" for name, value in options.items() if value is True]
    return flags + [
        f"--{name.replace('_', '-')}={value}"
        for name, value in options.items()
        if value is not None and not isinstance(value, bool)
    ]


def _in_city(folder: Path, arguments: Sequence[str], *, is_heard: bool = False) -> subprocess.CompletedProcess[str]:
    own = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [os.getcwd(), *sys.path]))}
    told = {f"ADOPSI_{name}_DIR": str(folder.absolute()) for name in ("KOTA", "DATA")}
    # A release asks what archived reports of its city told: names of reports tell none.
    told["ADOPSI_REPORTS_DIR"] = str(folder.absolute() / "laporan")
    command = [sys.executable, "-m", "etl", *arguments]
    stdout = subprocess.PIPE if is_heard else None
    return subprocess.run(command, env=own | told, stdout=stdout, text=True, check=False)
