"""A command for each city of a folder, in a process of its own that has taken on that city."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
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


def load_each(directory: Path, options: Mapping[str, object], tell: Callable[[str], None], at_a_time: int = 1) -> int:
    """Load every city of a folder and return one exit code; a city that fails stops no other.

    `options`: of the command, by name; with `json` what all of them print is one object by city, on stdout. `tell` is
    called with a city's folder before what is said of it. `at_a_time`: so many cities are loaded beside each other;
    with more than one, what is said of a city is said when it is done.
    """
    is_json, is_together = bool(options["json"]), at_a_time > 1

    def loaded(folder: Path) -> subprocess.CompletedProcess[str]:
        if not is_together:
            tell(folder.name)
        return _in_city(folder, ["load", *_given(options)], is_heard=is_json or is_together, is_silent=is_together)

    folders = city_folders(directory)
    ended: dict[Path, subprocess.CompletedProcess[str]] = {}
    pool = ThreadPoolExecutor(at_a_time)
    try:
        under_way = {pool.submit(loaded, folder): folder for folder in folders}
        for future in as_completed(under_way):
            folder = under_way[future]
            ended[folder] = future.result()
            if is_together:
                tell(folder.name)
                sys.stderr.write(ended[folder].stderr)
                sys.stdout.write("" if is_json else ended[folder].stdout)
            if ended[folder].returncode < 0:
                sys.stderr.write(f"{folder.name}: pemuatan kota ini dihentikan dari luar; muat lagi.\n")
    finally:
        # Interrupted: cities that have not begun do not.
        pool.shutdown(cancel_futures=True)
    if is_json:
        print(json.dumps({folder.name: _object(ended[folder].stdout) for folder in folders}, ensure_ascii=False))
    return max((_code(done) for done in ended.values()), key=lambda code: (code not in (0, SET_ASIDE), code))


def _code(done: subprocess.CompletedProcess[str]) -> int:
    """The exit code; a process that was killed has none."""
    return 1 if done.returncode < 0 else done.returncode


def _object(text: str) -> object:
    """What a city printed; None where it died before it could say so."""
    try:
        return json.loads(text)
    except ValueError:
        return None


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


def _in_city(
    folder: Path, arguments: Sequence[str], *, is_heard: bool = False, is_silent: bool = False
) -> subprocess.CompletedProcess[str]:
    """`is_heard`: its stdout is kept; `is_silent`: its stderr, too."""
    own = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [os.getcwd(), *sys.path]))}
    told = {f"ADOPSI_{name}_DIR": str(folder.absolute()) for name in ("KOTA", "DATA")}
    # A release asks what archived reports of its city told: names of reports tell none.
    told["ADOPSI_REPORTS_DIR"] = str(folder.absolute() / "laporan")
    command = [sys.executable, "-m", "etl", *arguments]
    stdout, stderr = (subprocess.PIPE if is_kept else None for is_kept in (is_heard, is_silent))
    return subprocess.run(command, env=own | told, stdout=stdout, stderr=stderr, text=True, check=False)
