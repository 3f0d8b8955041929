"""A small installation of a release, kept to try the next release's upgrade on: `store_<version>.tar.xz`.

Made once a release, in a checkout of its last commit, with the environment of that release:

    python <this file> <where to>/store_<version>.tar.xz

Holds `data/` (raw files, warehouse, one build; a file of requests was removed from raw after it was loaded), `laporan/`
(the report of its month) and `kunci`. A thinned month of the invented city: no person is real.
Only commands of the product are used, and only Python's own library, so that it runs with any release.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

MONTH = "2023-11"
REQUESTS, CALLS = 8, 20
"""Every so-many-th row of the month is kept."""
REMOVED = "permohonan_dihapus.csv"


def run(base: Path, *arguments: str) -> None:
    """Run a command of the release in the present folder on the installation."""
    own = {"DATA_DIR": "data", "KEY_FILE": "kunci", "REPORTS_DIR": "laporan"}
    environment = os.environ | {f"ADOPSI_{name}": str(base / place) for name, place in own.items()}
    done = subprocess.run([sys.executable, "-m", *arguments], env=environment, check=False)
    if done.returncode:
        sys.exit(f"{arguments}: {done.returncode}")


def thin(source: Path, target: Path, step: int) -> list[str]:
    """Write the header and every step-th row; return the lines."""
    header, *rows = source.read_text("utf-8").splitlines(keepends=True)
    lines = [header, *rows[::step]]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(lines), "utf-8")
    return lines


def furnish(sample: Path, raw: Path) -> None:
    """Put the raw files in their folders: of every source one, of requests two."""
    for source in ("peluncuran", "kunjungan", "panggilan_112", "permohonan"):
        (raw / source).mkdir(parents=True)
        (raw / source / "sumber.toml").write_text('zone = "WITA"\n')
    shutil.copy(sample / "peluncuran" / "peluncuran.csv", raw / "peluncuran")
    shutil.copy(sample / "kunjungan" / f"rekap_kunjungan_{MONTH}.xlsx", raw / "kunjungan")
    calls = f"panggilan_112/panggilan_112_{MONTH}.csv"
    thin(sample / calls, raw / calls, CALLS)
    kept = raw / "permohonan" / f"permohonan_{MONTH}.csv"
    header, *rows = thin(sample / "permohonan" / kept.name, kept, REQUESTS)
    half = len(rows) // 2
    (raw / "permohonan" / REMOVED).write_text("".join([header, *rows[:half]]), "utf-8")
    kept.write_text("".join([header, *rows[half:]]), "utf-8")


def main(target: Path) -> None:
    """Make the installation below a temporary folder and pack it."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        run(base, "etl", "sample", str(base / "contoh"), "--until", f"{MONTH}-30")
        furnish(base / "contoh" / "raw", base / "data" / "raw")
        run(base, "etl", "load")
        (base / "data" / "raw" / "permohonan" / REMOVED).unlink()
        run(base, "etl", "load")
        run(base, "report", MONTH)
        newest = (base / "data" / "published" / "CURRENT").read_text().strip()
        for path in (base / "data" / "published").glob("2*"):
            if path.stem != newest:
                path.unlink()
        with tarfile.open(target, "w:xz", preset=9) as packed:
            for name in ("data", "laporan", "kunci"):
                packed.add(base / name, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
