"""Every path and every ADOPSI_* setting, in one place that imports nothing of ours but the list of sources."""

import os
import stat
from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.sources import SOURCES

ROOT = Path(__file__).resolve().parent.parent
REFERENCE_DIR = ROOT / "data" / "reference"
BOUNDARIES_DIR = ROOT / "data" / "boundaries"
THIRD_PARTY_DIR = ROOT / "third_party"
CARTOGRAM_FILE = BOUNDARIES_DIR / "kartogram.geojson"

HINTS = {"report_min_completeness": "tulis bagian antara 0 dan 1 dengan titik, misalnya 0.6"}


class WrongSettingError(Exception):
    """A variable of the environment holds what its setting cannot be; the message is a sentence for the user."""

    def __init__(self, field: str, value: object) -> None:
        self.name, self.value = f"ADOPSI_{field.upper()}", str(value)
        hint = HINTS.get(field, "tulis bilangan bulat")
        super().__init__(f"Setelan {self.name} tidak dapat dipakai: '{self.value}'; {hint}.")


class Settings(BaseSettings):
    """Settings of one installation, read from environment variables ADOPSI_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="ADOPSI_")

    data_dir: Path = ROOT / "data"
    """Where raw, warehouse, published, local and contoh lie."""
    key_file: Path = Path.home() / ".config" / "adopsi" / "kunci"
    """The key that turns persons into pseudonyms; outside data/ on purpose."""
    threads: int | None = None
    """Threads of a load; None leaves the choice to DuckDB."""
    memory_limit: str = "1500MB"
    """DuckDB's buffer limit in a load; beyond it, it spills to a private folder."""
    max_file_bytes: int = 2_000_000_000
    """The largest file that is read, counted unpacked; an archive as a whole too."""
    max_unpack_ratio: int = 200
    """How many times its packed size a member of an archive may be, once it is large."""
    unpack_ratio_from_bytes: int = 50_000_000
    """From how many unpacked bytes on that ratio counts."""
    max_members: int = 1_000
    """How many members an archive may hold."""
    read_memory_bytes: int = 1_500_000_000
    """Memory that the reading of one file may take, in a process of its own."""
    read_cpu_seconds: int = 600
    """Processor seconds that it may take; a small file much less."""
    max_cells: int = 150_000_000
    """How many cells a file may hold; a small one much less."""
    used_min_requests: int = 20
    """Citizen or RT requests in the window from which a live office counts as used."""
    used_window_days: int = 28
    """Length of that window in days."""
    tautkan_112: str = ""
    """The legal basis for linking 112 calls to requests by phone; empty: they are not linked."""
    reports_dir: Path = ROOT / "laporan"
    """The archive of monthly reports: each PDF with its record beside it."""
    report_min_completeness: float = Field(default=0.6, ge=0, le=1)
    """Share of due office-days below which a month's report is refused, unless as a draft."""


@lru_cache
def settings() -> Settings:
    """Return the settings of this process. Raises WrongSettingError."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongSettingError(str(first["loc"][0]), first["input"]) from error


def official_boundaries() -> Path:
    """Return where the user's imported boundaries lie; they serve the sample too."""
    return settings().data_dir / "boundaries" / "resmi.geojson"


class Store:
    """One data directory: raw files in, private warehouse, published builds out."""

    def __init__(self, root: Path, raw: Path | None = None) -> None:
        self.root = root
        self.raw = raw or root / "raw"
        self.warehouse_dir = root / "warehouse"
        self.published_dir = root / "published"

    @property
    def has_own_raw(self) -> bool:
        """True unless a load was pointed at a folder elsewhere, which says nothing of the files here."""
        return self.raw.resolve() == (self.root / "raw").resolve()

    @property
    def warehouse(self) -> Path:
        """The private database of typed facts."""
        return self.warehouse_dir / "warehouse.duckdb"

    @property
    def released_dir(self) -> Path:
        """What was published as open data: a file a month, with all its versions."""
        return self.root / "terbuka"

    @property
    def pointer(self) -> Path:
        """The one-line file that names the build readers open."""
        return self.published_dir / "CURRENT"

    @property
    def has_build(self) -> bool:
        """True once anything was published here; what cannot be looked into is no reason to look elsewhere."""
        try:
            return any(name == self.pointer.name or name.endswith(".duckdb") for name in os.listdir(self.published_dir))
        except FileNotFoundError:
            return False
        except OSError:
            return True

    @property
    def hold(self) -> Path:
        """The one-line file that names the build on which a rollback holds the pointer."""
        return self.published_dir / "DITAHAN"

    @property
    def sample_marker(self) -> Path:
        """The list of checksums that marks a store as sample data."""
        return self.root / "contoh.json"

    @property
    def is_sample(self) -> bool:
        """True when this store holds generated data: the sample's own place does, also after its list was lost."""
        return os.path.lexists(self.sample_marker) or self.root.resolve() == sample_store().root.resolve()


def is_by_the_way(name: str) -> bool:
    """Return True for a file that a system or an office program leaves behind by itself."""
    return name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini")


def data_files(raw: Path) -> list[Path]:
    """Return the data files of a raw directory, sorted; declarations and hidden files are none."""
    return look_into(raw)[0]


def look_into(raw: Path) -> tuple[list[Path], dict[Path, OSError]]:
    """Return the data files of a raw directory, sorted, and what in it cannot be looked into, with the reason.

    Pipes, devices and links that lead nowhere or to another folder are none of both (etl.regular_files names them).
    """
    files: list[Path] = []
    closed: dict[Path, OSError] = {}
    folders = [raw / source for source in SOURCES]
    while folders:
        folder = folders.pop()
        try:
            entries = [Path(entry) for entry in os.scandir(folder)] if os.path.lexists(folder) else []
        except OSError as error:
            closed[folder] = error
            continue
        for path in entries:
            try:
                if path.is_dir() and not path.is_symlink():
                    folders.append(path)
                elif path.suffix != ".toml" and not is_by_the_way(path.name) and stat.S_ISREG(path.stat().st_mode):
                    files.append(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                closed[path] = error
    return sorted(files), closed


def user_store() -> Store:
    """Return the store of the user's own files."""
    return Store(settings().data_dir)


def sample_store() -> Store:
    """Return the store of the sample that comes with the product."""
    return Store(settings().data_dir / "contoh")


def active_store() -> Store:
    """Return the store that readers see: the user's from the first data file on, and for good once it has a build."""
    own = user_store()
    return own if own.is_sample or own.has_build or data_files(own.raw) else sample_store()
