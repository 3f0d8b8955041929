"""Commands of the product in processes of their own, below one temporary directory."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from core.settings import ROOT


class CannotMeasureError(Exception):
    """A process did not do what was to be measured."""


@dataclass(frozen=True)
class Measured:
    """One piece of work: its own seconds, those of the interpreter and the imports, peak memory, seconds a stage."""

    seconds: float
    start_seconds: float
    peak_mb: float
    stages: dict[str, float]


def environment(data: Path) -> dict[str, str]:
    """Return this environment with data directory, key file and report archive moved below a temporary one."""
    moved = {"DATA_DIR": data, "KEY_FILE": data.parent / "key", "REPORTS_DIR": reports_of(data)}
    return os.environ | {f"ADOPSI_{name}": str(path) for name, path in moved.items()}


def reports_of(data: Path) -> Path:
    """Return where commands on a data directory keep their reports."""
    return data.parent / "laporan"


def run_module(arguments: list[str], data: Path, code: Path = ROOT) -> str:
    """Run `python -m <arguments>` of a checkout and return its stdout. Raises CannotMeasureError when it fails."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=code, env=environment(data), capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def measure(arguments: list[str], data: Path) -> Measured:
    """Run `python -m bench.fresh <arguments>` and return what it took."""
    start = time.perf_counter()
    said = json.loads(run_module(["bench.fresh", *arguments], data))
    wall = time.perf_counter() - start
    return Measured(said["seconds"], wall - said["seconds"], said["peak_mb"], said["stages"])
